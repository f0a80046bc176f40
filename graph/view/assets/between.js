// The box that spells out what ties two picked entities: directly, over one third party, else along the shortest way.

import { between, connect } from "./connection.js";
import { byId, counted, element, fill, lineIcon, shapeIcon } from "./dom.js";
import { dayWords } from "./days.js";
import { certainty, claimsOf, reason, when } from "./model.js";

const MOST = 40;

/** What ties the two ends of a state; null without two ends. `ties` are those that the picture brings out. */
export function connectionOf(state) {
  const { from, to, day, over, ever } = state;
  if (!from || !to) return null;
  const off = new Set(state.off);
  const { direct, parties, unsettled } = between(from, to, day, off, ever);
  const kinds = new Map();
  for (const { node } of parties) kinds.set(node.kind, (kinds.get(node.kind) ?? 0) + 1);
  const chosen = parties.filter(({ node }) => !over || node.kind.name === over);
  const path = direct.length || parties.length ? [] : connect(from, to, day, off);
  return { direct, parties: chosen, all: parties.length, unsettled, kinds, path, ties: [...direct, ...chosen.slice(0, MOST).flatMap((party) => party.ties), ...(path ?? [])] };
}

/** Make the box. */
export function createBetween(app) {
  const box = byId("connection");
  let whole = false;

  const tieItem = (tie) => {
    const sure = certainty(tie, app.state.day);
    const why = sure < 0 ? "" : reason(app.model, tie, app.state.day);
    const said = [when(tie), sure > 0 ? why : sure === 0 ? `possibly (${why})` : "not on this day", counted(claimsOf(app.model, tie).length, "claim")];
    return element("li", {}, element("div", { class: "tied" }, lineIcon(tie.relation), element("div", {},
      element("button", { class: "link", type: "button", text: tie.text, on: { click: () => app.update({ pick: { tie } }, { focusPanel: true }) } }),
      element("span", { class: "when", text: ` ${said.filter(Boolean).join(", ")}` }))));
  };
  const partyItem = ({ node, ties, stage }) => element("li", {}, shapeIcon(app.model, node.kind, 14), " ",
    element("button", { class: "link", type: "button", text: node.name, on: { click: () => app.update({ pick: { node } }, { focusPanel: true }) } }),
    stage ? element("span", { class: "when", text: ` (${stage})` }) : null, element("ul", { class: "plain ties" }, ...ties.map(tieItem)));

  const choices = ({ kinds, all }) => {
    const { over, ever } = app.state;
    const select = element("select", { id: "over", "aria-label": "Third parties of which kind", on: { change: () => app.update({ over: select.value }, { fitPath: true }) } },
      element("option", { value: "", text: `any third party (${all})` }),
      ...[...kinds].sort(([one], [two]) => one.index - two.index).map(([kind, count]) => element("option", { value: kind.name, text: `${kind.label} (${count})` })),
      over && ![...kinds.keys()].some((kind) => kind.name === over) ? element("option", { value: over, text: `${app.model.kinds.find((kind) => kind.name === over).label} (0)` }) : null);
    select.value = over;
    const check = element("input", { type: "checkbox", id: "ever", on: { change: () => app.update({ ever: check.checked }) } });
    check.checked = ever;
    return element("div", { class: "choices" }, select, element("label", {}, check, " of other days too"));
  };

  const parts = ({ direct, parties, unsettled, path }) => {
    const others = unsettled.length ? [
      element("h3", { text: `Deals not in force (${unsettled.length})` }),
      element("ul", { class: "plain ties" }, ...unsettled.map((party) => partyItem({ ...party, ties: [] }))),
    ] : [];
    if (path === null) return others;
    if (path.length) return [element("ol", {}, ...path.map(tieItem)), ...others];
    const drawn = whole ? parties : parties.slice(0, MOST);
    return [
      element("h3", { text: `Directly (${direct.length})` }),
      direct.length ? element("ul", { class: "plain ties" }, ...direct.map(tieItem)) : element("p", { class: "when", text: "nothing" }),
      element("h3", { text: `Over one third party (${parties.length})` }),
      parties.length ? element("ol", {}, ...drawn.map(partyItem)) : element("p", { class: "when", text: "nobody" }),
      drawn.length < parties.length ? element("button", { type: "button", text: `List all ${parties.length}`, on: { click: () => { whole = true; draw(); } } }) : null,
      ...others,
    ];
  };

  function draw() {
    const { from, to, day } = app.state;
    const held = box.contains(document.activeElement) ? document.activeElement.id : "";
    box.hidden = !from;
    if (!from) return;
    const end = element("button", { type: "button", text: "End", on: { click: () => app.update({ from: null, to: null, over: "", ever: false }) } });
    if (!to) {
      whole = false;
      fill(box, element("p", { role: "status", text: `Connection from ${from.name}: now click or search the other end.` }), end);
      return;
    }
    const found = app.connection;
    const { direct, all, path } = found;
    const words = path === null ? ` have no connection that holds on this day (${dayWords(day)}). Absence of a claim is not evidence of absence.`
      : path.length ? `: ${counted(path.length, "step")} on this day (${dayWords(day)}), the shortest way`
        : `: ${counted(direct.length, "tie")} directly, ${all} over one third party (${dayWords(day)}${app.state.ever ? " and other days" : ""})`;
    fill(box, element("p", { role: "status" }, element("strong", { text: `${from.name} – ${to.name}` }), words), choices(found), ...parts(found), end);
    if (held) byId(held)?.focus();
  }
  return { render: draw };
}
