// The panel: what is picked, its facts, what sources disagree about, and who says so.

import { byId, counted, element, fill, lineIcon, shapeIcon, sourceLink } from "./dom.js";
import { dayText, dayWords, inWords } from "./days.js";
import { certainty, claimsOf, isStale, reason, sourceCount, sourceName, stageOn, surplusOf, valuesOf, when } from "./model.js";
import { awayFrom } from "./scope.js";

const MOST_OPEN = 12;
const MOST_NAMED = 8;
const TIERS = { trade: "trade press", other: "other source" };
const languages = new Intl.DisplayNames("en", { type: "language", fallback: "code" });

/** Whether one is named before another: more neighbours, more of them on any day, then as the data have them. */
const before = (one, two) => (one.count - two.count || one.node.weight - two.node.weight || two.node.index - one.node.index) > 0;

/** The language of a source in words; its code where it has none. */
function languageOf({ language }) {
  try {
    return language && languages.of(language);
  } catch {
    return language;
  }
}

/** Make the panel in a container. */
export function createPanel(app, container) {
  const { model } = app;
  let drawn = null;

  const entityLink = (node, text = node.name) =>
    element("button", { class: "link", type: "button", text, on: { click: () => app.pick({ node }, { focusPanel: true }) } });

  const chip = (tie) => {
    const sure = certainty(tie, app.state.day);
    const why = reason(model, tie, app.state.day);
    if (sure < 0) return element("span", { class: "chip no", text: "not on this day" });
    if (stale(tie) && tie.held !== null) return element("span", { class: "chip no", title: why, text: `last known ${dayText(tie.held).slice(0, 4)}` });
    return element("span", { class: sure ? "chip yes" : stale(tie) ? "chip no" : "chip possibly", text: `${sure ? "yes" : "possibly"}${why ? `: ${why}` : ""}` });
  };

  const claimItem = (claim) => {
    const { source } = claim;
    const marks = [claim.stance, claim.modality].filter(Boolean);
    const dates = [["start", claim.start], ["end", claim.end], ["so on", claim.held_on]].filter(([, text]) => text).map(([name, text]) => `${name} ${inWords(text)}`);
    const line = (name, text) => (text ? element("div", { class: "line" }, element("span", { class: "what", text: `${name} ` }), text) : null);
    return element("li", { class: "claim" },
      element("div", { class: "source" }, sourceLink(sourceName(source), source.address),
        ...marks.map((mark) => element("span", { class: "chip mark", text: mark === "reported" ? "hearsay" : mark }))),
      element("div", { class: "line" }, [source.publisher, inWords(source.published) || "date unknown", TIERS[source.tier] ?? source.tier, languageOf(source)].filter(Boolean).join(" · ")),
      source.origin && source.origin !== source.publisher ? line("first said by", source.origin) : null,
      line("where", claim.locator), line("dates", dates.join(", ")), line("says", claim.says), line("speaks of more:", claim.more),
      line("note", claim.note), source.address ? element("div", { class: "address", text: source.address }) : null);
  };

  const evidence = (tie, heading = "h4") => {
    const [claims, values] = [claimsOf(model, tie), valuesOf(model, tie)];
    return [
      values.length ? element("dl", {}, ...values.flatMap(([name, text, node]) => [
        element("dt", { text: name }), element("dd", {}, node ? entityLink(node, text) : text)])) : null,
      tie.differ.length ? element("div", { class: "conflict" }, element("strong", { text: "Sources disagree" }),
        element("ul", {}, ...tie.differ.map((text) => element("li", { text })))) : null,
      element(heading, { text: counted(claims.length, "claim") }),
      element("ul", { class: "claims" }, ...claims.map(claimItem)),
    ];
  };

  const item = (tie, from = null) => {
    const body = element("div", { class: "evidence" });
    const other = from && tie.b ? (tie.a === from ? tie.b : tie.a) : null;
    const write = () => body.childNodes.length || fill(body, other ? element("p", {}, "Other end: ", entityLink(other)) : null, ...evidence(tie));
    const details = element("details", { class: "tie", on: {
      toggle: () => details.open && write(),
      mouseenter: () => tie.b && app.picture?.hover({ tie }), mouseleave: () => app.picture?.hover(null),
    } }, element("summary", { on: { click: write } }, element("span", { class: "text", text: tie.text }), " ", element("span", { class: "when", text: when(tie) }), " ", chip(tie),
      tie.differ.length ? element("span", { class: "chip conflict", text: "sources disagree" }) : null), body);
    return details;
  };

  const stale = (tie) => isStale(model, tie, app.state.day);
  /** The last day on which what is open is known to have held: of what holds alike, the later comes first. */
  const known = (tie) => (certainty(tie, app.state.day) === 0 || (app.state.day === null && tie.latest > 0) ? tie.held ?? -Infinity : 0);
  const order = (one, two) => stale(one) - stale(two) || certainty(two, app.state.day) - certainty(one, app.state.day)
    || one.order - two.order || known(two) - known(one)
    || two.start.localeCompare(one.start) || one.index - two.index;
  const toggled = new Map();

  /** Relationships of one kind, foldable, with what is perhaps over folded away. */
  const kindGroup = ([relation, several], title, from, alone) => {
    const key = `${title} ${relation.name}`;
    const sorted = several.sort(order);
    const fresh = sorted.filter((tie) => !stale(tie));
    const old = sorted.slice(fresh.length);
    const open = toggled.get(key) ?? (alone || fresh.length <= MOST_OPEN);
    const made = element("details", { class: "kind", open, "data-kind": relation.name },
      element("summary", { on: { click: () => toggled.set(key, !made.open) } }, relation.edge ? lineIcon(relation) : null, ` ${relation.label} `, element("span", { class: "count", text: several.length })),
      ...fresh.map((tie) => item(tie, from)),
      old.length ? element("details", { class: "old" }, element("summary", { title: `Nobody confirmed it in the ${model.about.stale_years} years before, or it was to end or was sold since`, text: `perhaps over (${old.length})` }), ...old.map((tie) => item(tie, from))) : null);
    return made;
  };

  /** Buttons that lead to the kinds of relationships of a long list. */
  const jumps = (kinds, section) => element("div", { class: "jumps", role: "group", "aria-label": "Go to" }, ...kinds.map(([relation, several]) =>
    element("button", { class: "link", type: "button", text: `${relation.label} ${several.length}`, on: { click: () => {
      const found = section().querySelector(`[data-kind="${relation.name}"]`);
      found.open = true;
      toggled.set(`${section().dataset.title} ${relation.name}`, true);
      found.scrollIntoView({ block: "start" });
      found.firstChild.focus();
    } } })));

  const group = (title, ties, from, open = true) => {
    if (!ties.length) return null;
    const byRelation = new Map();
    for (const tie of ties) byRelation.set(tie.relation, [...(byRelation.get(tie.relation) ?? []), tie]);
    const rank = (relation) => (relation.purpose === "stage" ? 0 : relation.edge ? 1 : relation.purpose ? 3 : 2);
    // the broader a kind is drawn, the more it says: who owns whom comes before who works where
    const kinds = [...byRelation].sort(([one], [two]) => rank(one) - rank(two) || (one.edge ? two.width - one.width : 0) || one.index - two.index);
    const parts = kinds.map((kind) => kindGroup(kind, title, from, kinds.length === 1));
    if (!open) return element("details", { class: "others" }, element("summary", { text: `${title} (${ties.length})` }), ...parts);
    const section = element("section", { "data-title": title }, element("h3", { text: `${title} (${ties.length})` }),
      kinds.length > 1 && ties.length > MOST_OPEN ? jumps(kinds, () => section) : null, ...parts);
    return section;
  };

  const nodeView = (node) => {
    const { state } = app;
    const stage = stageOn(node, state.day);
    const all = [...node.stages, ...node.facts, ...node.ties];
    const now = all.filter((tie) => certainty(tie, state.day) >= 0);
    const other = all.filter((tie) => certainty(tie, state.day) < 0);
    const away = awayFrom(node, state, app.shown);
    const button = (text, act, attributes = {}) => element("button", { type: "button", text, ...attributes, on: { click: act } });
    const expanded = state.plus.includes(node);
    return [
      element("h2", { tabindex: "-1", id: "picked" }, shapeIcon(model, node.kind, 22), ` ${node.name}`),
      element("p", { class: "sub", text: [node.kind.label, ...node.own.map(([, text]) => text), stage ? `stands: ${stage.text}` : ""].filter(Boolean).join(" · ") }),
      node.text ? element("p", { text: node.text }) : null,
      node.names.length ? element("p", { class: "also", text: `Also: ${node.names.join(", ")}` }) : null,
      element("div", { class: "actions" },
        away.size ? button(`Show ${counted(away.size, "more neighbour")}`, () => app.update({ plus: [...state.plus.filter((one) => one !== node), node, node], minus: state.minus.filter((one) => one !== node) }, { fitAround: node })) : null,
        button("Hide neighbours", () => app.update({ minus: [...state.minus.filter((one) => one !== node), node], plus: expanded ? state.plus.filter((one) => one !== node) : state.plus }), { title: "Hide the neighbours that hang on this alone" }),
        button("Only its surroundings", () => app.update({ base: "focus", focus: [node], depth: state.base === "focus" ? state.depth : 1, plus: [], minus: [] }, { fit: true })),
        button("Connection to …", () => app.update({ from: node, to: null, over: "", ever: false }))),
      element("p", { class: "sub", text: `${now.length} of ${counted(all.length, "known relationship or fact", "known relationships and facts")} hold on this day (${dayWords(state.day)}); ${counted(sourceCount(model, all), "source")}. Lists hold what these say and may be incomplete.` }),
      surplusOf(node, state.day) ? element("div", { class: "conflict", text: surplusOf(node, state.day) }) : null,
      group("On this day", now, node),
      group("At other times, or denied", other, node, now.length === 0),
    ];
  };

  const tieView = (tie) => [
    element("h2", { tabindex: "-1", id: "picked" }, lineIcon(tie.relation), ` ${tie.text}`),
    element("p", { class: "sub" }, `${tie.relation.label} · ${when(tie) || "no date"} · `, chip(tie)),
    element("p", {}, "Between ", entityLink(tie.a), tie.b ? " and " : "", tie.b ? entityLink(tie.b) : null),
    ...evidence(tie, "h3"),
  ];

  // every step of the slider comes here, so a pair of neighbours is a number, and one pass finds the few that are named
  const top = () => {
    const size = model.nodes.length;
    const pairs = new Set(app.shown.ties.map(({ tie: { a, b } }) => Math.min(a.index, b.index) * size + Math.max(a.index, b.index)));
    const counts = new Uint32Array(size);
    for (const pair of pairs) {
      counts[Math.floor(pair / size)] += 1;
      if (pair % (size + 1)) counts[pair % size] += 1;
    }
    const named = [];
    for (const node of app.shown.nodes) {
      const one = { node, count: counts[node.index] };
      if (named.length === MOST_NAMED && before(named[MOST_NAMED - 1], one)) continue;
      named.splice(named.findLastIndex((two) => before(two, one)) + 1, 0, one);
      if (named.length > MOST_NAMED) named.pop();
    }
    return named;
  };
  const above = () => app.shown.nodes.filter((node) => surplusOf(node, app.state.day));

  const emptyView = (named) => {
    const over = above();
    return [
      element("h2", { tabindex: "-1", id: "picked", text: "Says who?" }),
      element("p", { text: "Click an entity or a line to read what is known of it, on which day, and every source that says so. Or search for a name." }),
      model.highlight.caption ? element("p", { class: "caption", text: model.highlight.caption }) : null,
      element("h3", { text: "Most connected in this picture" }),
      element("ul", { class: "plain" }, ...named.map(({ node, count }) => element("li", {}, shapeIcon(model, node.kind), " ", entityLink(node), element("span", { class: "count", text: ` ${counted(count, "neighbour")}` })))),
      over.length ? element("div", { class: "conflict" }, element("strong", { text: "Known stakes add up to more than 100 %" }),
        element("ul", {}, ...over.slice(0, MOST_NAMED).map((node) => element("li", {}, entityLink(node)))),
        over.length > MOST_NAMED ? element("p", { text: `and in ${counted(over.length - MOST_NAMED, "other", "others")}` }) : null) : null,
    ];
  };

  return {
    render() {
      const { state } = app;
      const picked = [state.pick?.node?.index, state.pick?.tie?.index];
      const named = state.pick ? [] : top();
      const key = (state.pick ? [...picked, state.day, state.plus.length, state.minus.length, state.base, app.shown.nodes.length]
        : [...picked, ...named.flatMap(({ node, count }) => [node.index, count]), ...above().map((node) => node.index)]).join();
      if (key === drawn) return;
      const opened = [...container.querySelectorAll("details.tie")].map((one) => one.open);
      const same = drawn !== null && drawn.split(",").slice(0, 2).join() === key.split(",").slice(0, 2).join();
      const held = container.contains(document.activeElement) ? document.activeElement.id : "";
      drawn = key;
      if (!same) toggled.clear();
      const close = state.pick ? element("button", { class: "close", type: "button", "aria-label": "Close the details", text: "×", on: { click: () => app.pick(null) } }) : null;
      fill(container, close, ...(state.pick?.node ? nodeView(state.pick.node) : state.pick?.tie ? tieView(state.pick.tie) : emptyView(named)));
      document.body.classList.toggle("picked", Boolean(state.pick));
      if (!same) container.scrollTop = 0;
      else if (held) byId(held)?.focus();
      if (same && opened.some(Boolean)) [...container.querySelectorAll("details.tie")].forEach((one, at) => { if (opened[at] && opened.length === container.querySelectorAll("details.tie").length) one.open = true; });
    },
    focus: () => byId("picked")?.focus(),
  };
}
