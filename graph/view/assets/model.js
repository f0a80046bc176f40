// The data of the page as objects. Time is not worked out here: a day is only compared with spans made in Python.

import { sums, unfront } from "./columns.js";
import { dayText, inWords } from "./days.js";

/** The day that stands for the latest known state where days are compared: 9999-12-31. */
const LATEST = 2932896;
const NONE = [];
/** Percent up to which stakes are the whole; the half is rounding. */
const WHOLE = 100.5;

/** Unpack base64 text of compressed bytes. */
export async function unpack(text) {
  const letters = atob(text.trim());
  const packed = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) packed[at] = letters.charCodeAt(at);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/** Objects from the columns of the payload. */
export function makeModel(payload) {
  const kinds = payload.kinds.map(([name, label, shape, colour, icon, comment, passes], index) => ({ index, name, label, shape, colour, icon, comment, passes: !!passes }));
  const relations = payload.relations.map(
    ([name, label, colour, width, arrow, edge, timeline, purpose, comment, symmetric, passes], index) =>
      ({ index, name, label, colour, width, arrow, edge: !!edge, timeline: !!timeline, purpose, comment, symmetric: !!symmetric, passes: !!passes }));
  const columns = payload.nodes;
  const nodes = unfront(columns.id).map((id, index) => ({
    index, id, name: columns.name[index], kind: kinds[columns.kind[index]], x: columns.x[index], y: columns.y[index],
    weight: columns.weight[index], names: columns.names[index], text: columns.text[index],
    own: columns.own[index], ties: [], facts: [], stages: [], surplus: [],
  }));
  const { node: above, first: firstDays, last: lastDays, total, certain } = payload.surplus;
  sums(above).forEach((node, at) => nodes[node].surplus.push({ first: firstDays[at], last: lastDays[at], total: total[at], certain: certain[at] }));
  const plan = payload.plan && {
    blocks: payload.plan.blocks.map(([head, left, top, right, bottom, note]) => ({ head: nodes[head], left, top, right, bottom, note })),
    routes: payload.plan.routes.map(([asset, corners, label, inner, blank]) => ({
      asset: nodes[asset], points: corners.map(([x, y]) => ({ x, y })), label: label && { x: label[0], y: label[1] }, inner: !!inner, blank,
    })),
  };
  for (const [index, name, size] of payload.plan?.nodes ?? []) nodes[index].plan = { name, size, x: nodes[index].x, y: nodes[index].y };
  for (const block of plan?.blocks ?? []) block.head.plan.isHead = true;
  const table = payload.ties;
  let claimed = 0;
  const spansOf = spanReader(payload.spans);
  let valued = 0;
  const days = new Map();
  const written = (day) => days.get(day) ?? days.set(day, dayText(day)).get(day);
  const textOf = (text, a, b) => text.replace("\u0001", () => a.name).replace("\u0002", () => b?.name ?? "");
  const [first, second] = [sums(table.a), sums(table.b)];
  const ties = unfront(table.id).map((id, index) => ({
    index, id, relation: relations[table.kind[index]], a: nodes[first[index]], b: second[index] < 0 ? null : nodes[second[index]],
    text: "", label: table.label[index], start: table.start[index], end: table.end[index],
    spans: spansOf(table.spans[index]), latest: table.latest[index], stale: !!table.stale[index], held: table.held[index], why: table.why[index], claims: [claimed, (claimed += table.claims[index])], differ: table.differ[index] || NONE,
    values: valued, valuesEnd: (valued += table.values[index]), drawn: table.drawn[index], order: table.order[index],
    route: plan?.routes[payload.plan.ties[index]] ?? null,
  }));
  for (const tie of ties) {
    if (tie.start === 0) tie.start = written(tie.spans[0]);
    if (tie.end === 0) tie.end = written(tie.spans[tie.spans.length - 3]);
    tie.text = textOf(table.text[tie.index], tie.a, tie.b);
    if (tie.b === null) (tie.relation.purpose === "stage" ? tie.a.stages : tie.a.facts).push(tie);
    else {
      tie.a.ties.push(tie);
      if (tie.b !== tie.a) tie.b.ties.push(tie);
    }
  }
  for (const node of nodes) node.stages.sort((one, two) => firstDay(one) - firstDay(two) || one.order - two.order);
  return {
    ...payload, opening: sums(payload.opening), ranked: [...nodes].sort((one, two) => two.weight - one.weight || one.index - two.index), plan, kinds, relations, nodes, ties, edges: ties.filter((tie) => tie.b !== null),
    nodeById: new Map(nodes.map((node) => [node.id, node])), tieById: new Map(ties.map((tie) => [tie.id, tie])),
  };
}

/** Reads the spans of one relationship after the other: first day, last day, certainty and reason of each. */
function spanReader({ first, last, sure, why }) {
  let [one, at] = [0, 0];
  return (count) => {
    const spans = [];
    let begin = count ? first[one++] : 0;
    for (const end = at + count; at < end; at += 1) {
      spans.push(begin, last[at], sure[at], why[at]);
      begin = last[at] + 1;
    }
    return spans;
  };
}

/** 1 where a relationship holds on a day, 0 where it possibly does, -1 where it does not. */
export function certainty(tie, day) {
  if (day === null) return tie.latest;
  const spans = tie.spans;
  for (let at = 0; at < spans.length; at += 4) if (spans[at] <= day && day <= spans[at + 1]) return spans[at + 2];
  return -1;
}

/** Why a relationship only possibly holds on a day, or what else is to be said of it. */
export function reason(model, tie, day) {
  const spans = tie.spans;
  const told = (number) => model.reasons[number].replace(/[\u0001-\u0008]/g, (mark) => dayText(spans[mark.charCodeAt(0) * 4 - 3]));
  if (day === null) return told(tie.why);
  for (let at = 0; at < spans.length; at += 4) if (spans[at] <= day && day <= spans[at + 1]) return told(spans[at + 3]);
  return "";
}

/** Whether a relationship is perhaps over on a day, as nobody has confirmed it for years before. */
export function isStale(model, tie, day) {
  if (day === null) return tie.stale;
  return certainty(tie, day) === 0 && tie.held !== null && day - tie.held >= 365 * model.about.stale_years;
}

/** The first day on which a relationship can hold; the far past where nothing bounds it. */
export function firstDay(tie) {
  return tie.spans.length ? tie.spans[0] : Infinity;
}

/** Where a node stands in its stages on a day: words, and how it is drawn. */
export function stageOn(node, day) {
  const on = node.stages.filter((tie) => certainty(tie, day) >= 0);
  if (!on.length) return null;
  return { text: on.map((tie) => tie.label).join(", then "), drawn: on[on.length - 1].drawn };
}

/** The values of a relationship besides its ends: column, text, and the node that it names or null. */
export function valuesOf({ values, nodes }, tie) {
  const found = [];
  for (let at = tie.values; at < tie.valuesEnd; at += 1) found.push([values.name[at], values.text[at], nodes[values.node[at]] ?? null]);
  return found;
}

/** The claims of a relationship, each with its source. */
export function claimsOf(model, tie) {
  const { claims, sources } = model;
  const found = [];
  for (let at = tie.claims[0]; at < tie.claims[1]; at += 1) {
    const claim = {};
    for (const name of Object.keys(claims)) claim[name] = claims[name][at];
    const source = {};
    for (const name of Object.keys(sources)) source[name] = sources[name][claim.source];
    found.push({ ...claim, source });
  }
  return found;
}

/** What is to be said on a day of stakes in a node that add up to more than the whole; empty where there is nothing. */
export function surplusOf(node, day) {
  const at = day ?? LATEST;
  const found = node.surplus.find(({ first, last }) => first <= at && at <= last);
  if (!found) return "";
  const { total, certain } = found;
  if (at === LATEST) return `Known stakes in it add up to ${total} %, each as last known: not all of them can still hold.`;
  if (certain > WHOLE) return `Known stakes in it add up to ${certain} %: sources contradict each other.`;
  return `Known stakes in it add up to ${total} %, ${Number((total - certain).toFixed(2))} % of which only possibly hold: not all of them can hold on this day.`;
}

/** What a source is called. */
export function sourceName({ id, title, publisher }) {
  if (title) return title;
  return publisher ? `article without title (${id})` : `article without title or publisher (${id})`;
}

/** How many different sources relationships have. */
export function sourceCount(model, ties) {
  const seen = new Uint8Array(model.sources.id.length);
  let count = 0;
  for (const tie of ties) {
    for (let at = tie.claims[0]; at < tie.claims[1]; at += 1) {
      const source = model.claims.source[at];
      count += 1 - seen[source];
      seen[source] = 1;
    }
  }
  return count;
}

/** When a relationship held, in words. */
export function when(tie) {
  const [start, end] = [inWords(tie.start), inWords(tie.end)];
  if (start && end) return start === end ? start : `${start} – ${end}`;
  if (start) return `since ${start}`;
  return end ? `until ${end}` : "";
}

/** Whether a node stands where a poster has it. */
export function isPlanned(node) {
  return Boolean(node.plan) && node.x === node.plan.x && node.y === node.plan.y;
}
