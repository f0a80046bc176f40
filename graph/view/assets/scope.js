// Which entities and relationships the picture shows in a state.

import { certainty, firstDay, stageOn } from "./model.js";

const MOST_NEIGHBOURS = 60;

/** Entities that the reader wants to see, whatever the day. */
function wanted(model, state, path) {
  let base;
  if (state.base === "all") base = new Set(model.nodes);
  else if (state.base === "focus") base = reach(state.focus, state.depth, state);
  else base = new Set(model.opening.map((index) => model.nodes[index]));
  for (const node of new Set(state.plus)) {
    base.add(node);
    // what is named twice was asked for with all its neighbours
    const isWhole = state.plus.filter((one) => one === node).length > 1;
    for (const other of nearest(node, state, isWhole ? Infinity : MOST_NEIGHBOURS)) base.add(other);
  }
  for (const node of state.minus) {
    const ends = new Set(neighbours(node));
    for (const other of ends) {
      const elsewhere = neighbours(other).some((third) => third !== node && base.has(third) && !ends.has(third));
      if (!elsewhere && !pinned(state).has(other)) base.delete(other);
    }
    base.add(node);
  }
  for (const node of pinned(state)) base.add(node);
  for (const tie of path) base.add(tie.a).add(tie.b);
  return base;
}

/** The neighbours on a day that the picture does not draw, those of kinds that are filtered out aside. */
export function awayFrom(node, state, shown) {
  const off = new Set(state.off);
  const drawn = new Set(shown.ties.map((one) => one.tie));
  const away = new Set();
  for (const tie of node.ties) {
    const sure = certainty(tie, state.day);
    const other = tie.a === node ? tie.b : tie.a;
    if (sure < 0 || drawn.has(tie) || shown.nodes.includes(other)) continue;
    if (!(off.has(tie.relation.name) || off.has(other.kind.name) || (state.sure && sure === 0))) away.add(other);
  }
  return away;
}

/** Entities that stay in the picture even where nothing ties them on the day. */
export function pinned(state) {
  const kept = new Set([...(state.base === "focus" ? state.focus : []), ...state.plus]);
  if (state.pick?.node) kept.add(state.pick.node);
  if (state.pick?.tie?.b) kept.add(state.pick.tie.a).add(state.pick.tie.b);
  if (state.from) kept.add(state.from);
  if (state.to) kept.add(state.to);
  return kept;
}

function neighbours(node) {
  return node.ties.map((tie) => (tie.a === node ? tie.b : tie.a));
}

/** The most important neighbours on the day. */
function nearest(node, state, most = MOST_NEIGHBOURS) {
  const found = new Set();
  for (const tie of node.ties) if (certainty(tie, state.day) >= 0) found.add(tie.a === node ? tie.b : tie.a);
  return [...found].sort((one, two) => two.weight - one.weight || one.index - two.index).slice(0, most);
}

/** Entities within some relationships of others on the day, the most important first where there are many. */
function reach(start, depth, state) {
  const reached = new Set(start);
  let frontier = [...start];
  for (let step = 0; step < depth; step += 1) {
    const next = new Map();
    for (const node of frontier) {
      const near = nearest(node, state);
      const all = new Set(node.ties.filter((tie) => certainty(tie, state.day) >= 0).map((tie) => (tie.a === node ? tie.b : tie.a)));
      for (const other of all) if (!reached.has(other)) next.set(other, { ties: (next.get(other)?.ties ?? 0) + 1, near: next.get(other)?.near || near.includes(other) });
    }
    // what ties several of the focus comes along however unimportant it is alone
    frontier = [...next].filter(([, found]) => found.near || found.ties > 1).map(([node]) => node);
    for (const node of frontier) reached.add(node);
  }
  return reached;
}

/** What is shown: nodes, ties with certainty and bend, and what is not shown. `path` is shown whatever else. */
export function shownAt(model, state, path = []) {
  const base = wanted(model, state, path);
  const off = new Set(state.off);
  const hidden = (node) => off.has(node.kind.name);
  const ties = [];
  const present = new Set();
  const shown = new Set();
  let holding = 0;
  for (const tie of model.edges) {
    const sure = certainty(tie, state.day);
    if (sure < 0) continue;
    holding += 1;
    present.add(tie.a).add(tie.b);
    if (off.has(tie.relation.name) || hidden(tie.a) || hidden(tie.b) || (state.sure && sure === 0)) continue;
    if (!base.has(tie.a) || !base.has(tie.b)) continue;
    shown.add(tie.a).add(tie.b);
    ties.push({ tie, sure, bend: 0, drawn: "" });
  }
  if (model.about.single) keepSurest(ties);
  for (const node of pinned(state)) if (!hidden(node)) shown.add(node);
  const stages = new Map();
  for (const node of shown) if (node.stages.length) stages.set(node, stageOn(node, state.day));
  for (const one of ties) one.drawn = stages.get(one.tie.a)?.drawn || stages.get(one.tie.b)?.drawn || "";
  bend(ties);
  const between = tiedToSeveral(ties, new Set(state.base === "focus" ? state.focus : model.focus.map((index) => model.nodes[index])));
  const nodes = model.nodes.filter((node) => shown.has(node));
  const away = present.size - nodes.filter((node) => present.has(node)).length;
  return { between, nodes, ties, stages, holding, away, day: state.day };
}

/** Entities that are tied to at least two of the focus: what stands between. */
function tiedToSeveral(ties, focus) {
  const found = new Map();
  if (focus.size < 2) return new Set();
  for (const { tie } of ties) {
    for (const [one, other] of [[tie.a, tie.b], [tie.b, tie.a]]) {
      if (!focus.has(one) || focus.has(other)) continue;
      if (!found.has(other)) found.set(other, new Set());
      found.get(other).add(one);
    }
  }
  return new Set([...found].filter(([, ends]) => ends.size > 1).map(([node]) => node));
}

/** Of several relationships of one kind from one entity to another keep the surest, and of these the one begun last. */
function keepSurest(ties) {
  const best = new Map();
  for (const one of ties) {
    const key = `${one.tie.relation.index} ${one.tie.a.index} ${one.tie.b.index}`;
    const other = best.get(key);
    if (!other || other.sure < one.sure || (other.sure === one.sure && firstDay(other.tie) < firstDay(one.tie))) best.set(key, one);
  }
  ties.splice(0, ties.length, ...best.values());
}

/** Bend relationships between the same two entities apart. */
function bend(ties) {
  const pairs = new Map();
  for (const one of ties) {
    const { a, b } = one.tie;
    const key = a.index < b.index ? a.index * 1e6 + b.index : b.index * 1e6 + a.index;
    const several = pairs.get(key);
    if (several) several.push(one);
    else pairs.set(key, [one]);
  }
  for (const several of pairs.values()) {
    if (several.length < 2) continue;
    several.forEach((one, position) => {
      const side = (position - (several.length - 1) / 2) * 0.16;
      one.bend = one.tie.a.index < one.tie.b.index ? side : -side;
    });
  }
}
