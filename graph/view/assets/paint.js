// Drawing on a canvas: nodes, lines and labels, the same for every renderer and for exported pictures.

import { createRoom, placeLabels } from "./labels.js";
import { isPlanned } from "./model.js";

const paths = new Map();
const FIRST = 40;
const TRIED = 8;
/** Up to so many pixels no shape can be told from a square. */
const DOT = 2;
const DASHES = { possibly: [6, 4], tentative: [6, 4], over: [1.5, 4] };

/** The radius of a node in the units of the layout. */
export function radiusOf(node) {
  if (isPlanned(node)) return node.plan.size;
  return Math.min(9 + 2.1 * Math.sqrt(node.weight), 26);
}

/** The colours of the page, read from its style. */
export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return { paper: read("--paper"), ink: read("--ink"), soft: read("--soft"), accent: read("--accent"), dark: read("color-scheme") === "dark" };
}

/** A colour of the data, lighter where the page is dark. */
export function tone(colour, theme) {
  if (!theme.dark || !/^#[0-9a-f]{6}$/i.test(colour)) return colour;
  const mixed = [1, 3, 5].map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.66 + 255 * 0.34));
  return `rgb(${mixed.join(",")})`;
}

/** How a line is dashed: possibly-relationships and those of a deal that is not in force are drawn apart. */
export function dashOf(shown) {
  return shown.sure === 0 ? DASHES.possibly : DASHES[shown.drawn] ?? null;
}

function pathOf(model, shape) {
  if (!paths.has(shape)) paths.set(shape, new Path2D(model.shapes[shape]));
  return paths.get(shape);
}

/**
 * Draw a node at (x, y) in pixels. Tentative ones are hollow and dashed, those that are over hollow.
 *
 * @param drawn the stage of the node
 * @param ring the colour of a ring around it, if any
 */
export function paintNode(context, model, node, x, y, radius, theme, drawn = "", ring = "") {
  const colour = tone(node.kind.colour, theme);
  const path = pathOf(model, node.kind.shape);
  const size = Math.max(radius, 1.5);
  if (size <= DOT && !ring) {
    context.fillStyle = colour;
    context.fillRect(x - size, y - size, 2 * size, 2 * size);
    return;
  }
  context.save();
  context.translate(x, y);
  context.scale(size, size);
  if (ring) {
    context.lineWidth = 8 / size;
    context.strokeStyle = ring;
    context.stroke(path);
  }
  context.fillStyle = drawn ? theme.paper : colour;
  context.fill(path);
  if (size > 3) {
    context.lineWidth = (drawn ? 1.8 : 1.2) / size;
    context.strokeStyle = drawn ? colour : theme.paper;
    if (drawn === "tentative") context.setLineDash([4 / size, 2.5 / size]);
    if (drawn === "over") context.globalAlpha *= 0.6;
    context.stroke(path);
  }
  context.restore();
  if (size < 6) return;
  context.fillStyle = drawn ? colour : theme.dark ? "#14181d" : "#fff";
  context.font = `600 ${Math.round(size)}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(node.kind.icon, x, y + size * 0.06);
}

/** The middle of a line, bent or not, and the point that bends it. */
export function middleOf(from, to, bend) {
  const control = { x: (from.x + to.x) / 2 + (to.y - from.y) * bend, y: (from.y + to.y) / 2 - (to.x - from.x) * bend };
  return { control, x: (from.x + to.x) / 4 + control.x / 2, y: (from.y + to.y) / 4 + control.y / 2 };
}

/** Draw a line with its end. */
export function paintTie(context, shown, from, to, ends, theme, width, colour) {
  const { control } = middleOf(from, to, shown.bend);
  const toward = Math.atan2(to.y - control.y, to.x - control.x);
  const size = 5 + width * 1.6;
  const tip = { x: to.x - Math.cos(toward) * (ends.to + 1), y: to.y - Math.sin(toward) * (ends.to + 1) };
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dashOf(shown) ?? []);
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(control.x, control.y, tip.x, tip.y);
  context.stroke();
  context.setLineDash([]);
  paintEnd(context, shown.tie.relation.arrow, tip, toward, size);
}

function paintEnd(context, arrow, tip, toward, size) {
  if (arrow === "none") return;
  const at = (back, side) => [
    tip.x - Math.cos(toward) * back - Math.sin(toward) * side, tip.y - Math.sin(toward) * back + Math.cos(toward) * side,
  ];
  context.beginPath();
  if (arrow === "circle") {
    context.arc(...at(size * 0.4, 0), size * 0.4, 0, Math.PI * 2);
    context.fill();
    return;
  }
  if (arrow === "bar") {
    context.moveTo(...at(1, size * 0.6));
    context.lineTo(...at(1, -size * 0.6));
    context.stroke();
    return;
  }
  context.moveTo(...at(size, size * 0.5));
  context.lineTo(tip.x, tip.y);
  context.lineTo(...at(size, -size * 0.5));
  if (arrow === "triangle") context.fill();
  else context.stroke();
}

const widths = new Map();

function widthOf(context, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    if (widths.size > 50000) widths.clear();
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

/** The words beside a node. */
export function nodeLabel(node, stages) {
  const stage = stages?.get(node);
  const name = node.name.length > 44 ? `${node.name.slice(0, 42)}…` : node.name;
  return stage ? `${name} (${stage.text})` : name;
}

/**
 * Place the labels of nodes, then those of lines where room is left.
 *
 * @param items nodes in order of importance with `x`, `y`, `radius` in pixels and `strong`
 * @param lines shown ties with `x`, `y` of their middle, `length` in pixels and `strong`
 */
export function arrangeLabels(context, items, lines, stages, bounds, most) {
  const room = createRoom();
  const takeDisc = (one) => {
    const reach = one.radius * 0.9;
    room.take({ left: one.x - reach, right: one.x + reach, top: one.y - reach, bottom: one.y + reach }, one.node, true);
  };
  const measured = function* () {
    for (const [rank, one] of items.slice(0, most * TRIED).entries()) {
      if (one.x < -20 || one.y < -20 || one.x > bounds.width + 20 || one.y > bounds.height + 20) continue;
      const text = one.listed ?? nodeLabel(one.node, stages);
      const size = one.letters ?? (one.strong ? 13 : 12);
      const font = `${one.strong || one.bold ? "600 " : ""}${size}px system-ui, sans-serif`;
      yield {
        ...one, text, font, owner: one.node, leading: rank < FIRST || Boolean(one.letters), right: Boolean(one.letters),
        width: widthOf(context, text, font), height: one.letters ? size : 15,
      };
    }
  };
  const lineLabels = [];
  const addLine = (one, text) => {
    const font = one.must ? "600 12px system-ui, sans-serif" : `${one.letters ?? 11}px system-ui, sans-serif`;
    const width = widthOf(context, text, font);
    if (!one.strong && one.length < width + 50) return;
    const x = one.must ? Math.min(Math.max(one.x, width / 2 + 6), Math.max(bounds.width - width / 2 - 6, width / 2 + 6)) : one.x;
    const box = { left: x - width / 2 - 3, right: x + width / 2 + 3, top: one.y - (one.letters ?? 11) / 2 - 1, bottom: one.y + (one.letters ?? 11) / 2 + 1 };
    const inside = box.left >= 0 && box.top >= 0 && box.right <= bounds.width && box.bottom <= bounds.height;
    if (!one.must && (!inside || !room.free(box, one))) return;
    room.take(box, one);
    lineLabels.push({ ...one, text, font, left: x - width / 2, top: one.y - (one.letters ?? 14) / 2 });
  };
  // what is under the hand or picked alone is always named, and in full
  for (const one of lines) if (one.must) addLine(one, one.shown.tie.text);
  items.forEach(takeDisc);
  const nodeLabels = placeLabels(measured(), room, bounds, most);
  for (const one of lines) {
    if (lineLabels.length >= most) break;
    if (!one.must) addLine(one, one.words ?? one.shown.tie.label);
  }
  return { nodeLabels, lineLabels };
}

/** Draw placed labels with a halo in the colour of the paper. */
export function paintLabels(context, { nodeLabels, lineLabels }, theme) {
  context.textAlign = "left";
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const one of [...lineLabels, ...nodeLabels]) {
    context.font = one.font;
    context.lineWidth = 3.5;
    context.strokeStyle = theme.paper;
    context.strokeText(one.text, one.left, one.top);
    context.fillStyle = one.shown ? tone(one.shown.tie.relation.colour, theme) : theme.ink;
    context.fillText(one.text, one.left, one.top);
  }
}
