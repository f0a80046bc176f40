// The poster of who owns whom: frames of groups and lines with corners, where the entities stand as placed in Python.

import { isPlanned } from "./model.js";
import { dashOf, tone } from "./paint.js";

/** The way of a shown tie in the poster; null where it is drawn straight. */
export function routeOf({ tie }) {
  return tie.route && isPlanned(tie.a) && isPlanned(tie.b) ? tie.route : null;
}

/** Whether a tie is not drawn straight: it has a way, or the poster of this day leaves it out. */
export function isRouted(model, one, day) {
  return Boolean(model.plan) && (Boolean(routeOf(one)) || (day === model.about.day && isPlanned(one.tie.a) && isPlanned(one.tie.b)));
}

/** The share that a line or a name says. */
export function shareOf({ tie }) {
  return tie.label.includes("%") ? tie.label : tie.route?.blank ?? "";
}

/** Draw the way of a tie; `at` gives the place of a point in the picture. */
export function paintRoute(context, one, at, theme, width) {
  const route = routeOf(one);
  const points = route.points.map(at);
  const colour = tone(one.tie.relation.colour, theme);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dashOf(one) ? [4, 3] : []);
  context.beginPath();
  points.forEach(({ x, y }, index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
  context.setLineDash([]);
  if (route.inner) return;
  const [before, tip] = points.slice(-2);
  const toward = Math.atan2(tip.y - before.y, tip.x - before.x);
  const side = (turn) => [tip.x - Math.cos(toward + turn) * 8, tip.y - Math.sin(toward + turn) * 8];
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  context.lineTo(...side(0.45));
  context.lineTo(...side(-0.45));
  context.fill();
}

/** The frames of what is shown; what is not drawn is counted only on the day that the poster was made for. */
export function framesOf(model, shown) {
  const nodes = new Set(shown.nodes);
  return (model.plan?.blocks ?? [])
    .filter(({ head }) => nodes.has(head) && isPlanned(head))
    .map((one) => ({ ...one, note: shown.day === model.about.day ? one.note : "" }));
}

/** Draw frames and lines under the nodes; the unit of the context is that of the layout. */
export function paintPoster(context, model, shown, theme, scale) {
  context.save();
  for (const { left, top, right, bottom, note } of framesOf(model, shown)) {
    context.beginPath();
    context.roundRect(left, top, right - left, bottom - top, 6);
    context.fillStyle = theme.ink;
    context.globalAlpha = 0.045;
    context.fill();
    context.globalAlpha = 0.25;
    context.lineWidth = 1 / scale;
    context.strokeStyle = theme.ink;
    context.stroke();
    context.globalAlpha = 1;
    if (!note) continue;
    context.fillStyle = theme.soft;
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    context.fillText(note, left + 14, bottom - 9);
  }
  for (const one of shown.ties) {
    if (!routeOf(one)) continue;
    context.globalAlpha = one.sure ? 0.85 : 0.7;
    paintRoute(context, one, (point) => point, theme, routeOf(one).inner ? 1.2 : 1.6);
  }
  context.restore();
}

/** The corners of the frames; empty where something shown stands elsewhere. */
export function cornersOf(model, nodes) {
  if (!model.plan || !nodes.length || !nodes.every(isPlanned)) return [];
  const heads = new Set(nodes);
  return model.plan.blocks.filter(({ head }) => heads.has(head))
    .flatMap(({ left, top, right, bottom }) => [{ x: left, y: top }, { x: right, y: bottom }]);
}
