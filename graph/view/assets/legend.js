// The legend: what shapes and lines mean, and which of them are shown.

import { element, fill, lineIcon, shapeIcon } from "./dom.js";

/** Make the legend in a container. */
export function createLegend(app, container) {
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
  const row = (kind, icon, count, kinds) => {
    const box = element("input", { type: "checkbox", "data-key": kind.name, on: { change: () => toggle(kind.name) } });
    box.checked = !app.state.off.includes(kind.name);
    const only = kinds && element("button", { class: "link only", type: "button", "data-key": `only ${kind.name}`, text: "only", title: `Only ${kind.label}; again for all`,
      "aria-label": `Only ${kind.label}`, on: { click: () => leave(kind, kinds) } });
    return element("div", { class: "key" }, element("label", { class: "key", title: kind.comment }, box, icon, element("span", { class: "name", text: kind.label })),
      only, element("span", { class: "count", text: count }));
  };
  const sample = (words, attributes) => {
    const line = lineIcon({ colour: "currentColor", width: 1.8, arrow: "none" });
    line.firstChild.setAttribute("d", "M1 7H29");
    for (const [name, value] of Object.entries(attributes)) line.firstChild.setAttribute(name, value);
    return element("div", { class: "sample" }, line, element("span", { text: words }));
  };
  return {
    render(shown) {
      const focused = container.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      const many = (list, of) => {
        const counts = new Map();
        for (const one of list) counts.set(of(one), (counts.get(of(one)) ?? 0) + 1);
        return counts;
      };
      const nodes = many(shown.nodes, (node) => node.kind);
      const ties = many(shown.ties, (one) => one.tie.relation);
      const inData = new Set(app.model.nodes.map((node) => node.kind));
      const edgesInData = new Set(app.model.edges.map((tie) => tie.relation));
      const kinds = app.model.kinds.filter((kind) => inData.has(kind));
      const relations = app.model.relations.filter((relation) => edgesInData.has(relation));
      // a kind alone draws nothing where none of it is tied to another of it
      const alone = new Set(app.model.edges.filter((tie) => tie.a.kind === tie.b.kind).map((tie) => tie.a.kind));
      const sure = element("input", { type: "checkbox", "data-key": "possibly", on: { change: () => app.update({ sure: !app.state.sure }) } });
      sure.checked = !app.state.sure;
      fill(container,
        app.state.off.length ? element("button", { type: "button", "data-key": "all kinds", text: "Show all kinds", on: { click: () => app.update({ off: [] }) } }) : null,
        element("h2", { text: "Entities" }),
        ...kinds.map((kind) => row(kind, shapeIcon(app.model, kind), nodes.get(kind) ?? 0, alone.has(kind) ? kinds : null)),
        element("h2", { text: "Relationships" }),
        ...relations.map((relation) => row(relation, lineIcon(relation), ties.get(relation) ?? 0, relations)),
        element("h2", { text: "How it is drawn" }),
        sample("holds for certain", {}),
        sample("possibly holds, or of a deal not settled", { "stroke-dasharray": "5 3", opacity: ".6" }),
        sample("of a deal that is over", { "stroke-dasharray": "1.5 3", opacity: ".5" }),
        element("label", { class: "key" }, sure, element("span", { class: "name", text: "show what only possibly holds" })));
      if (focused) container.querySelector(`[data-key="${focused}"]`)?.focus();
    },
  };
}
