// Deals, posts and holdings on a line of time, linked to the picture.

import { dayText, dayWords } from "./days.js";
import { element, fill, shapeIcon } from "./dom.js";
import { certainty, when } from "./model.js";

const MOST = 60;
const OPEN = 4 * 365;

/** Make the timeline in a container. */
export function createTimeline(app, container) {
  const { model } = app;

  /** Lanes: for every deal its stages, for every post or holding one bar; of what is picked, else of the picture. */
  function lanes() {
    const picked = app.state.pick?.node;
    const near = picked ? [picked, ...picked.ties.map((tie) => (tie.a === picked ? tie.b : tie.a))] : app.shown.nodes;
    const of = [...new Set(near)];
    const found = [];
    for (const node of of) if (node.stages.length && !app.state.off.includes(node.kind.name)) found.push({ node, ties: node.stages, name: node.name });
    const inside = new Set(of);
    for (const tie of model.edges) {
      if (!tie.relation.timeline || !tie.spans.length || app.state.off.includes(tie.relation.name)) continue;
      if (picked ? tie.a !== picked && tie.b !== picked : !inside.has(tie.a) || !inside.has(tie.b)) continue;
      found.push({ node: tie.a, ties: [tie], name: `${tie.a.name}, ${tie.label}, ${tie.b.name}` });
    }
    const begin = (lane) => Math.min(...lane.ties.map((tie) => bounds(tie)?.from ?? Infinity));
    const width = ({ ties: [tie] }) => (picked && tie.b ? tie.relation.width : 0);
    return found.map((lane) => ({ ...lane, begin: begin(lane), weight: lane.node.weight, width: width(lane), open: lane.ties.every(isOpen) }))
      .filter((lane) => Number.isFinite(lane.begin)).sort(byBegin);
  }

  /** What begins nobody knows when comes after all that has a beginning. */
  function byBegin(one, two) {
    return Number(one.open) - Number(two.open) || one.begin - two.begin;
  }

  function isOpen(tie) {
    return !tie.start;
  }

  /** Where a bar begins and ends: the certain days, else from the first to the last day that anything says; null without any. */
  function bounds(tie) {
    const { first, last } = model.about;
    const sure = [];
    const said = [];
    for (let at = 0; at < tie.spans.length; at += 4) {
      if (tie.spans[at + 2]) sure.push(tie.spans[at], tie.spans[at + 1]);
      for (const day of [tie.spans[at], tie.spans[at + 1] + 1]) if (day >= first && day <= last) said.push(day);
    }
    const days = sure.length ? sure : said;
    if (!days.length) return null;
    const to = Math.min(days[days.length - 1], last + 1);
    // of what only its end is known, a short piece before the end is drawn, not the life of the company
    const from = isOpen(tie) && !sure.length ? Math.max(days[0], to - OPEN) : days[0];
    return { from: Math.max(from, first), to, sure: sure.length > 0 };
  }

  function draw() {
    const all = lanes();
    const chosen = all.length > MOST ? [...all].sort((one, two) => two.width - one.width || two.weight - one.weight).slice(0, MOST).sort(byBegin) : all;
    if (!chosen.length) {
      fill(container, element("p", { class: "none", text: "No deals, posts or holdings among what the picture shows. Pick an entity to see its own." }));
      return;
    }
    const first = Math.min(...chosen.map((lane) => lane.begin));
    const last = model.about.last + 1;
    const left = (day) => `${Math.max(0, Math.min(100, ((day - first) / Math.max(last - first, 1)) * 100))}%`;
    const width = (from, to) => `${Math.max(0.25, ((Math.min(to, last) - Math.max(from, first)) / Math.max(last - first, 1)) * 100)}%`;
    const bar = (tie) => {
      const at = bounds(tie);
      if (at === null) return null;
      const now = certainty(tie, app.state.day);
      const words = [tie.text, isOpen(tie) ? "start unknown" : "", when(tie)].filter(Boolean).join(", ");
      const made = element("button", { type: "button", class: `bar ${now > 0 ? "yes" : now === 0 ? "possibly" : "no"} ${tie.drawn}`, title: words, "aria-label": words, on: { click: () => app.pick({ tie }) } },
        element("span", { text: tie.label }));
      made.style.left = left(at.from);
      made.style.width = width(at.from, at.to);
      made.style.setProperty("--colour", tie.b ? tie.relation.colour : tie.a.kind.colour);
      if (isOpen(tie)) made.classList.add("open");
      if (!at.sure) made.classList.add("vague");
      return made;
    };
    const years = [];
    const step = Math.max(1, Math.ceil((last - first) / 365.25 / 12));
    for (let year = Number(dayText(first).slice(0, 4)) + 1; year <= Number(dayText(last).slice(0, 4)); year += 1) {
      if (year % step) continue;
      const mark = element("span", { class: "year", text: year });
      mark.style.left = left(Math.round(Date.UTC(year, 0, 1) / 86400000));
      years.push(mark);
    }
    const now = element("span", { class: "now", title: dayWords(app.state.day) });
    now.style.left = left(app.state.day ?? last);
    fill(container,
      element("div", { class: "tools" }, element("span", { class: "count", role: "status", text: `${chosen.length} of ${all.length} deals, posts and holdings ${app.state.pick?.node ? `around ${app.state.pick.node.name}` : "in the picture"}` })),
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Timeline of deals, posts and holdings" },
        element("div", { class: "lanes" }, element("div", { class: "axis" }, element("div", { class: "track" }, ...years, now)),
          ...chosen.map((lane) => element("div", { class: "lane" },
            element("div", { class: "who" }, shapeIcon(model, lane.node.kind, 14), " ", element("button", { class: "link", type: "button", text: lane.name, title: lane.name, on: { click: () => app.pick({ node: lane.node }) } })),
            element("div", { class: "track" }, ...lane.ties.map(bar)))))));
  }
  return {
    render() {
      if (!container.hidden) draw();
    },
  };
}
