// What is under the hand: nodes and lines exactly where they are drawn, what is brought out before what is dimmed.

import { middleOf, radiusOf } from "./paint.js";
import { isRouted, routeOf } from "./poster.js";

const REACH = 6;
const PARTS = 14;

/** Points of a line as it is drawn; empty where it is not drawn. */
function wayOf(model, one, day, isBrought, placeOf) {
  const route = model.plan && routeOf(one);
  if (route) return route.points;
  if (!isBrought && isRouted(model, one, day)) return [];
  const [from, to] = [placeOf(one.tie.a), placeOf(one.tie.b)];
  if (!one.bend) return [from, to];
  const { control } = middleOf(from, to, one.bend);
  return Array.from({ length: PARTS + 1 }, (_, index) => {
    const part = index / PARTS;
    const [first, second, third] = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2];
    return { x: first * from.x + second * control.x + third * to.x, y: first * from.y + second * control.y + third * to.y };
  });
}

function distanceTo(points, { x, y }) {
  let least = Infinity;
  for (let index = 1; index < points.length; index += 1) {
    const [from, to] = [points[index - 1], points[index]];
    const [across, down] = [to.x - from.x, to.y - from.y];
    const part = Math.min(Math.max(((x - from.x) * across + (y - from.y) * down) / (across * across + down * down || 1), 0), 1);
    least = Math.min(least, Math.hypot(from.x + across * part - x, from.y + down * part - y));
  }
  return least;
}

/** Whether a line can pass near a point at all; a bend leads away from the straight line by at most its part of the length. */
function canBeNear(one, spot, near, placeOf) {
  if (one.tie.route) return true;
  const [a, b] = [placeOf(one.tie.a), placeOf(one.tie.b)];
  const more = near + (one.bend ? Math.hypot(b.x - a.x, b.y - a.y) * Math.abs(one.bend) : 0);
  return Math.min(a.x, b.x) - more <= spot.x && Math.max(a.x, b.x) + more >= spot.x
    && Math.min(a.y, b.y) - more <= spot.y && Math.max(a.y, b.y) + more >= spot.y;
}

/**
 * The node or the tie at a point of the layout, or null.
 *
 * @param shown what is shown
 * @param brought what is brought out; where there is any, the rest is dimmed
 * @param scale pixels of the screen in a unit of the layout
 * @param least the radius that every node has at least, in pixels
 */
export function findUnder(model, shown, brought, placeOf, spot, scale, least) {
  const nodeAmong = (nodes) => {
    let [best, nearest] = [null, Infinity];
    for (const node of nodes) {
      const { x, y } = placeOf(node);
      const away = Math.hypot(x - spot.x, y - spot.y);
      if (away < nearest && away <= Math.max(radiusOf(node), least / scale)) [best, nearest] = [node, away];
    }
    return best && { node: best };
  };
  const tieAmong = (ties) => {
    let [best, nearest] = [null, REACH / scale];
    for (const one of ties) {
      if (!canBeNear(one, spot, nearest, placeOf)) continue;
      const away = distanceTo(wayOf(model, one, shown.day, brought.ties.has(one.tie), placeOf), spot);
      if (away <= nearest) [best, nearest] = [one.tie, away];
    }
    return best && { tie: best };
  };
  const first = brought.nodes.size ? nodeAmong(brought.nodes) ?? tieAmong(shown.ties.filter((one) => brought.ties.has(one.tie))) : null;
  return first ?? nodeAmong(shown.nodes) ?? tieAmong(shown.ties);
}
