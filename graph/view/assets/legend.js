// The legend: what shapes and lines mean, and which of them are shown.

import { element, fill, lineIcon, shapeIcon } from "./dom.js";

/** Make the legend in a container: its rows stay, only what they count and whether they are checked changes. */
export function createLegend(app, container) {
  const { model } = app;
  const toggle = (name) => {
    const off = new Set(app.state.off);
    if (!off.delete(name)) off.add(name);
    app.update({ off: [...off].sort() });
  };
  /** Leave one of several kinds, or all of them again where it is the only one left. */
  const leave = (kind, kinds) => {
    const others = kinds.filter((one) => one !== kind).map((one) => one.name);
    const isAlone = others.every((name) => app.state.off.includes(name)) && !app.state.off.includes(kind.name);
    const kept = app.state.off.filter((name) => !kinds.some((one) => one.name === name));
    app.update({ off: isAlone ? kept : [...kept, ...others].sort() });
  };
  const rows = new Map();
  /** A row; `kinds` are those among which it can be left alone, if it can. */
  const row = (kind, icon, kinds = null) => {
    const box = element("input", { type: "checkbox", "data-key": kind.name, on: { change: () => toggle(kind.name) } });
    const only = kinds && element("button", { class: "link only", type: "button", "data-key": `only ${kind.name}`, text: "only", title: `Only ${kind.label}; again for all`,
      "aria-label": `Only ${kind.label}`, on: { click: () => leave(kind, kinds) } });
    const count = element("span", { class: "count" });
    rows.set(kind, { box, count });
    // the two clicks of a double click have taken the kind away and brought it back
    const name = element("label", { class: "key", title: `${kind.comment}${kinds ? "\nDouble click: only this; again: all." : ""}`,
      on: kinds ? { dblclick: () => leave(kind, kinds) } : {} }, box, icon, element("span", { class: "name", text: kind.label }));
    return element("div", { class: "key" }, name, only, count);
  };
  const sample = (words, attributes) => {
    const line = lineIcon({ colour: "currentColor", width: 1.8, arrow: "none" });
    line.firstChild.setAttribute("d", "M1 7H29");
    for (const [name, value] of Object.entries(attributes)) line.firstChild.setAttribute(name, value);
    return element("div", { class: "sample" }, line, element("span", { text: words }));
  };
  const inData = new Set(model.nodes.map((node) => node.kind));
  const edgesInData = new Set(model.edges.map((tie) => tie.relation));
  const kinds = model.kinds.filter((kind) => inData.has(kind));
  const relations = model.relations.filter((relation) => edgesInData.has(relation));
  // a kind alone draws nothing where none of it is tied to another of it
  const alone = new Set(model.edges.filter((tie) => tie.a.kind === tie.b.kind).map((tie) => tie.a.kind));
  const sure = element("input", { type: "checkbox", "data-key": "possibly", on: { change: () => app.update({ sure: !app.state.sure }) } });
  const all = element("button", { class: "all-kinds", type: "button", "data-key": "all kinds", text: "Show all kinds", on: { click: () => app.update({ off: [] }) } });
  fill(container,
    element("h2", { text: "Entities" }),
    ...kinds.map((kind) => row(kind, shapeIcon(model, kind), alone.has(kind) ? kinds : null)),
    element("h2", { text: "Relationships" }),
    ...relations.map((relation) => row(relation, lineIcon(relation), relations)),
    all,
    element("h2", { text: "How it is drawn" }),
    sample("holds for certain", {}),
    sample("possibly holds, or of a deal not settled", { "stroke-dasharray": "5 3", opacity: ".6" }),
    sample("of a deal that is over", { "stroke-dasharray": "1.5 3", opacity: ".5" }),
    element("label", { class: "key" }, sure, element("span", { class: "name", text: "show what only possibly holds" })));

  return {
    render(shown) {
      const counts = new Map();
      const add = (kind) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
      for (const node of shown.nodes) add(node.kind);
      for (const one of shown.ties) add(one.tie.relation);
      const off = new Set(app.state.off);
      for (const [kind, { box, count }] of rows) {
        box.checked = !off.has(kind.name);
        count.textContent = counts.get(kind) ?? 0;
      }
      sure.checked = !app.state.sure;
      all.disabled = !off.size;
    },
  };
}
