// Search by any name: a list that opens under the field.

import { element, fill, shapeIcon } from "./dom.js";

const MOST = 12;

const PLUS = /(?<=[\p{L}\p{N}_])\+(?![\p{L}\p{N}_])/gu; // at the end of a word it names another thing: P7 and P7+

/** What two spellings of one name have in common; as `graph.names` has it. */
export function nameKey(text) {
  const letters = { ß: "ss", ø: "o", ł: "l", æ: "ae", œ: "oe", đ: "d" };
  const plain = text.toLowerCase().replace(/[ßøłæœđ]/g, (letter) => letters[letter]).normalize("NFKD").replace(/\p{M}+/gu, "");
  return plain.replace(PLUS, " plus").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Entities with a name like a text, best first. */
export function find(model, text, most = MOST) {
  const key = nameKey(text);
  if (!key) return [];
  const found = [];
  for (const node of model.nodes) {
    node.keys ??= `|${[node.name, node.id, ...node.names].map(nameKey).join("|")}|`;
    const at = node.keys;
    const rank = at.includes(`|${key}|`) ? 0 : at.includes(`|${key}`) ? 1 : at.includes(` ${key}`) ? 2 : at.includes(key) ? 3 : -1;
    if (rank >= 0) found.push({ node, rank });
  }
  if (!found.length) found.push(...misspelt(model, key));
  found.sort((one, two) => one.rank - two.rank || two.node.weight - one.node.weight || one.node.index - two.node.index);
  return found.slice(0, most).map((one) => one.node);
}

const LONG = 5; // letters from which on a word can be a misspelt one
const ALIKE = 0.79; // how like a word of a name it must be then, 0 to 1

/** Entities of whose names a word, or as many words as typed, are spelt nearly so. */
function misspelt(model, key) {
  if (key.length < LONG) return [];
  const words = key.split(" ").length;
  const found = [];
  for (const node of model.nodes) {
    let best = 0;
    for (const name of new Set(node.keys.split("|"))) {
      const parts = name.split(" ");
      for (let from = 0; from + words <= parts.length; from++) best = Math.max(best, alike(key, parts.slice(from, from + words).join(" ")));
    }
    if (best >= ALIKE) found.push({ node, rank: 1 - best });
  }
  return found;
}

/** How like two words are, 0 to 1: letters added, left out, changed or swapped with their neighbour, as rapidfuzz counts them. */
export function alike(one, two) {
  const longer = Math.max(one.length, two.length);
  if (!longer || Math.abs(one.length - two.length) > longer * (1 - ALIKE)) return 0;
  let [before, last] = [[], Array.from({ length: two.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= two.length; j++) {
      const same = one[i - 1] === two[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return 1 - last[two.length] / longer;
}

/** Wire the field and its list. `choose` gets the entity. */
export function createSearch(app, field, list, choose) {
  let found = [];
  let at = -1;
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const take = (node) => {
    field.value = "";
    close();
    choose(node);
  };
  const mark = () => {
    [...list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) {
      field.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };
  const open = () => {
    found = find(app.model, field.value);
    at = found.length ? 0 : -1;
    const matching = (node) => {
      const key = nameKey(field.value);
      return nameKey(node.name).includes(key) ? "" : node.names.find((name) => nameKey(name).includes(key)) ?? "";
    };
    fill(list, ...(found.length ? found.map((node, index) => element("li", { role: "option", id: `${list.id}-${index}`, on: { mousedown: (event) => { event.preventDefault(); take(node); } } },
      shapeIcon(app.model, node.kind), " ", element("span", { class: "name", text: node.name }),
      element("span", { class: "count", text: [matching(node), node.kind.label].filter(Boolean).join(" · ") })))
      : [element("li", { role: "option", "aria-disabled": "true", class: "none", text: "Nothing on this page has a name like it." })]));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  };
  field.addEventListener("input", open);
  field.addEventListener("focus", () => field.value && open());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      else if (found.length) at = (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      mark();
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      take(found[at]);
    } else if (event.key === "Escape") close();
  });
}
