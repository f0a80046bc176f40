// The shortest connection between two entities on a day, spelt out.

import { certainty, stageOn } from "./model.js";

/**
 * The shortest way along relationships that hold on a day; among equally short ones, the most certain.
 *
 * Deals that are not in force give no way: a proposal ties nobody. Nor does what is declared not to pass: two companies
 * are not tied by a country or by being rivals of a third one.
 *
 * @returns ties in order, or null where there is none
 */
export function connect(from, to, day, off = new Set()) {
  if (from === to) return [];
  const closed = new Map();
  const isClosed = (node) => {
    if (!closed.has(node)) closed.set(node, !node.kind.passes || off.has(node.kind.name) || Boolean(node.stages.length && stageOn(node, day)?.drawn));
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
        if (sure < 0 || !tie.relation.passes || best.has(other) || off.has(tie.relation.name) || (other !== to && isClosed(other))) continue;
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

function otherEnd(tie, node) {
  return tie.a === node ? tie.b : tie.a;
}

/** How strong a tie is: the width in which its kind is drawn, half where it only possibly holds. */
function strengthOf(tie, day) {
  return tie.relation.width * (certainty(tie, day) > 0 ? 1 : 0.5);
}

/**
 * What ties two entities directly, rivalry included, and which third parties that let a way pass are tied to both.
 *
 * @param ever take ties of other days too
 * @returns `direct` ties, the strongest kind first; `parties` with their `node` and `ties`, the strongest first;
 *   `unsettled` parties likewise, which are deals that are not in force on the day and tie nobody
 */
export function between(from, to, day, off = new Set(), ever = false) {
  const counts = (tie) => tie.b !== null && !off.has(tie.relation.name) && (ever ? tie.spans.length > 0 : certainty(tie, day) >= 0);
  const strongest = (one, two) => two.relation.width - one.relation.width || one.relation.index - two.relation.index
    || certainty(two, day) - certainty(one, day) || one.order - two.order || one.index - two.index;
  const toward = (node, side) => node.ties.filter((tie) => counts(tie) && otherEnd(tie, node) === side).sort(strongest);
  const passing = (node, side) => toward(node, side).filter((tie) => tie.relation.passes);
  const best = (ties) => Math.max(...ties.map((tie) => strengthOf(tie, day)));
  const near = new Set(from.ties.filter(counts).map((tie) => otherEnd(tie, from)));
  const parties = [];
  const unsettled = [];
  for (const node of near) {
    if (node === from || node === to || !node.kind.passes || off.has(node.kind.name)) continue;
    const [one, two] = [passing(node, from), passing(node, to)];
    if (!one.length || !two.length) continue;
    const stage = node.stages.length ? stageOn(node, day) : null;
    const party = { node, ties: [...one, ...two], strength: Math.min(best(one), best(two)), stage: stage?.text ?? "" };
    (stage?.drawn ? unsettled : parties).push(party);
  }
  for (const several of [parties, unsettled]) several.sort((one, two) => two.strength - one.strength || two.node.weight - one.node.weight || one.node.index - two.node.index);
  return { direct: toward(from, to), parties, unsettled };
}
