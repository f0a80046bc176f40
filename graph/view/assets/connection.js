// The shortest connection between two entities on a day, spelt out.

import { certainty, stageOn } from "./model.js";

/**
 * The shortest way along relationships that hold on a day; among equally short ones, the most certain.
 *
 * Deals that are not in force give no way: a proposal ties nobody.
 *
 * @returns ties in order, or null where there is none
 */
export function connect(from, to, day, off = new Set()) {
  if (from === to) return [];
  const closed = new Map();
  const isClosed = (node) => {
    if (!closed.has(node)) closed.set(node, off.has(node.kind.name) || Boolean(node.stages.length && stageOn(node, day)?.drawn));
    return closed.get(node);
  };
  const best = new Map([[from, { doubt: 0, tie: null, before: null }]]);
  let frontier = [from];
  while (frontier.length && !best.has(to)) {
    const next = new Map();
    for (const node of frontier) {
      if (node !== from && isClosed(node)) continue;
      for (const tie of node.ties) {
        const sure = certainty(tie, day);
        const other = tie.a === node ? tie.b : tie.a;
        if (sure < 0 || best.has(other) || off.has(tie.relation.name) || (other !== to && isClosed(other))) continue;
        const doubt = best.get(node).doubt + (sure ? 0 : 1);
        const known = next.get(other);
        if (!known || doubt < known.doubt || (doubt === known.doubt && tie.index < known.tie.index)) next.set(other, { doubt, tie, before: node });
      }
    }
    for (const [node, step] of next) best.set(node, step);
    frontier = [...next.keys()];
  }
  if (!best.has(to)) return null;
  const ties = [];
  for (let node = to; node !== from; node = best.get(node).before) ties.unshift(best.get(node).tie);
  return ties;
}
