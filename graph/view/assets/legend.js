// The legend: what shapes and lines mean, and which of them are shown.

import { element, fill, lineIcon, shapeIcon } from "./dom.js";

/** Make the legend in a container. */
export function createLegend(app, container) {
  const toggle = (name) => {
    const off = new Set(app.state.off);
    if (!off.delete(name)) off.add(name);
    app.update({ off: [...off].sort() });
  };
  const row = (kind, icon, count) => {
    const box = element("input", { type: "checkbox", on: { change: () => toggle(kind.name) } });
    box.checked = !app.state.off.includes(kind.name);
    return element("label", { class: "key", title: kind.comment }, box, icon, element("span", { class: "name", text: kind.label }),
      element("span", { class: "count", text: count }));
  };
  const sample = (words, attributes) => {
    const line = lineIcon({ colour: "currentColor", width: 1.8, arrow: "none" });
    line.firstChild.setAttribute("d", "M1 7H29");
    for (const [name, value] of Object.entries(attributes)) line.firstChild.setAttribute(name, value);
    return element("div", { class: "sample" }, line, element("span", { text: words }));
  };
  return {
    render(shown) {
      const focused = container.contains(document.activeElement) ? [...container.querySelectorAll("input")].indexOf(document.activeElement) : -1;
      const many = (list, of) => {
        const counts = new Map();
        for (const one of list) counts.set(of(one), (counts.get(of(one)) ?? 0) + 1);
        return counts;
      };
      const nodes = many(shown.nodes, (node) => node.kind);
      const ties = many(shown.ties, (one) => one.tie.relation);
      const inData = new Set(app.model.nodes.map((node) => node.kind));
      const edgesInData = new Set(app.model.edges.map((tie) => tie.relation));
      const sure = element("input", { type: "checkbox", on: { change: () => app.update({ sure: !app.state.sure }) } });
      sure.checked = !app.state.sure;
      fill(container,
        element("h2", { text: "Entities" }),
        ...app.model.kinds.filter((kind) => inData.has(kind)).map((kind) => row(kind, shapeIcon(app.model, kind), nodes.get(kind) ?? 0)),
        element("h2", { text: "Relationships" }),
        ...app.model.relations.filter((relation) => edgesInData.has(relation)).map((relation) => row(relation, lineIcon(relation), ties.get(relation) ?? 0)),
        element("h2", { text: "How it is drawn" }),
        sample("holds for certain", {}),
        sample("possibly holds, or of a deal not settled", { "stroke-dasharray": "5 3", opacity: ".6" }),
        sample("of a deal that is over", { "stroke-dasharray": "1.5 3", opacity: ".5" }),
        element("label", { class: "key" }, sure, element("span", { class: "name", text: "show what only possibly holds" })));
      if (focused >= 0) container.querySelectorAll("input")[focused]?.focus();
    },
  };
}
