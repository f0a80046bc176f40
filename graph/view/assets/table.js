// The same content as a table: sortable, filterable, and to be taken along as CSV.

import { inWords } from "./days.js";
import { byId, element, fill } from "./dom.js";
import { certainty, claimsOf, reason, sourceCount, sourceName } from "./model.js";
import { nameKey } from "./search.js";

const PAGE = 200;
export const COLUMNS = ["from", "relationship", "to", "what it says", "certainty", "why", "start", "end", "sources"];

/** The cells of a relationship. */
export function cellsOf(model, tie, day) {
  const sure = certainty(tie, day);
  return [
    tie.a.name, tie.relation.label, tie.b ? tie.b.name : "", tie.text, sure > 0 ? "yes" : sure === 0 ? "possibly" : "no",
    sure < 0 ? "" : reason(model, tie, day), tie.start, tie.end, sourceCount(model, [tie]),
  ];
}

/** The first source of a relationship by name, and how many more it has. */
function sourceWords(model, tie, count) {
  const [first] = claimsOf(model, tie);
  if (!first) return "";
  const name = first.source.publisher || sourceName(first.source);
  return count > 1 ? `${name} and ${count - 1} more` : name;
}

/** Make the table in a container. */
export function createTable(app, container) {
  let sort = { column: 0, down: false };
  let scope = "picture";
  let most = PAGE;
  const filter = element("input", { type: "search", placeholder: "Filter rows", "aria-label": "Filter rows", on: { input: () => { most = PAGE; draw(); top(); } } });
  const choice = element("select", { "aria-label": "Which rows", on: { change: () => { scope = choice.value; most = PAGE; draw(); top(); } } },
    ...[["picture", "what the picture shows"], ["picked", "all of what is picked"], ["day", "everything on this day"], ["ever", "every day"]].map(([value, text]) => element("option", { value, text })));
  const count = element("span", { class: "count", role: "status" });
  const head = element("tr");
  const body = element("tbody");
  const more = element("button", { type: "button", text: "Show more rows", on: { click: () => { most += PAGE * 5; draw(); } } });
  const csv = element("button", { type: "button", text: "CSV", title: "Take these rows along as a CSV file", on: { click: () => app.take.csv(rows()) } });
  const none = element("p", { class: "none" });
  const scroll = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of relationships" },
    element("table", {}, element("caption", { class: "hidden", text: "Relationships, facts and their certainty" }), element("thead", {}, head), body), none, more);
  fill(container, element("div", { class: "tools" }, choice, filter, csv, count), scroll);
  const top = () => { scroll.scrollTop = 0; };

  /** Ties of the scope that the filter lets through, in order, with their cells. */
  function rows() {
    const { model, state, shown } = app;
    const inScope = {
      picture: () => [...shown.ties.map((one) => one.tie), ...shown.nodes.flatMap((node) => [...node.stages, ...node.facts].filter((tie) => certainty(tie, state.day) >= 0))],
      picked: () => (state.pick?.node ? [...state.pick.node.stages, ...state.pick.node.facts, ...state.pick.node.ties] : state.pick?.tie ? [state.pick.tie] : []),
      day: () => model.ties.filter((tie) => certainty(tie, state.day) >= 0),
      ever: () => model.ties,
    }[scope]();
    const words = nameKey(filter.value).split(" ");
    const made = inScope.map((tie) => ({ tie, cells: cellsOf(model, tie, state.day) })).filter((row) => {
      const text = words[0] ? nameKey(row.cells.join(" ")) : "";
      return words.every((word) => text.includes(word));
    });
    const { column, down } = sort;
    const compare = new Intl.Collator("en", { numeric: true }).compare;
    made.sort((one, two) => (down ? -1 : 1) * compare(String(one.cells[column]), String(two.cells[column])) || one.tie.index - two.tie.index);
    return made;
  }

  function draw() {
    const all = rows();
    fill(head, ...COLUMNS.map((name, index) => element("th", { scope: "col", "aria-sort": sort.column === index ? (sort.down ? "descending" : "ascending") : "none" },
      element("button", { type: "button", text: name, on: { click: () => {
        sort = { column: index, down: sort.column === index && !sort.down };
        draw();
        top();
        head.querySelectorAll("button")[index].focus();
      } } }))));
    fill(body, ...all.slice(0, most).map(({ tie, cells }) => {
      const picked = app.state.pick?.tie === tie;
      const pickRow = (event) => event.target.closest("button") || app.pick({ tie });
      return element("tr", { class: [cells[4], picked ? "picked" : ""].join(" "), on: { click: pickRow } }, ...cells.map((text, index) => {
        if (index === COLUMNS.length - 1) return element("td", { text: sourceWords(app.model, tie, text) });
        const pick = { 0: { node: tie.a }, 2: tie.b && { node: tie.b }, 3: { tie } }[index];
        return element("td", {}, pick ? element("button", { class: "link", type: "button", text, on: { click: () => app.pick(pick) } }) : inWords(String(text)));
      }));
    }));
    count.textContent = `${all.length.toLocaleString("en")} rows${all.length > most ? `, the first ${most} shown` : ""}`;
    more.hidden = all.length <= most;
    none.hidden = all.length > 0;
    none.textContent = whyNone();
  }

  /** Why there are no rows. */
  function whyNone() {
    if (scope === "picked" && !app.state.pick) return "Nothing is picked: click an entity or a line in the picture, or search a name.";
    if (filter.value.trim()) return `No row has all of these words: ${filter.value.trim()}. ${scope === "ever" ? "" : "Other days and other entities are under \u201cevery day\u201d."}`;
    return "Nothing here on this day.";
  }

  return {
    rows,
    render() {
      if (!container.hidden) draw();
    },
    /** For print: the rows of the picture whatever the pane. */
    drawForPrint: () => draw(),
  };
}

/** A CSV text; cells that a spreadsheet could take for a formula begin with an apostrophe. */
export function csvText(model, rows) {
  const safe = (value) => {
    const text = String(value);
    const plain = /^[=+\-@\t\r]/.test(text.trimStart()) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const header = [...COLUMNS.slice(0, -1), "sources", "id", "who says so"];
  const lines = rows.map(({ tie, cells }) => [...cells, tie.id,
    claimsOf(model, tie).map(({ source }) => [source.publisher, source.title, source.published, source.address].filter(Boolean).join(", ")).join(" | ")]);
  return `\ufeff${[header, ...lines].map((line) => line.map(safe).join(",")).join("\r\n")}\r\n`;
}
