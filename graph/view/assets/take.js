// Taking the picture along: PNG and SVG of what is seen, CSV of the table.

import { dayText, dayWords } from "./days.js";
import { download } from "./dom.js";
import { dashOf, middleOf, nodeLabel, tone } from "./paint.js";
import { framesOf, isRouted, routeOf } from "./poster.js";
import { csvText } from "./table.js";

/** A text that XML may hold. */
function xml(text) {
  const clean = String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return clean.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** The frames and the lines with corners of a poster, if it is one. */
function posterParts(model, shown, theme, at, scale) {
  const parts = [];
  const place = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  for (const { left, top, right, bottom, note } of framesOf(model, shown)) {
    const [one, two] = [at({ x: left, y: top }), at({ x: right, y: bottom })];
    parts.push(`<path d="M${place(one)}H${two.x.toFixed(1)}V${two.y.toFixed(1)}H${one.x.toFixed(1)}Z" fill="${theme.ink}" fill-opacity=".045" stroke="${theme.ink}" stroke-opacity=".25"/>`);
    if (note) parts.push(`<text x="${(one.x + 14 * scale).toFixed(1)}" y="${(two.y - 9 * scale).toFixed(1)}" font-size="${(11 * scale).toFixed(1)}" fill="${theme.soft}">${xml(note)}</text>`);
  }
  for (const one of model.plan ? shown.ties.filter(routeOf) : []) {
    const { points, inner } = routeOf(one);
    const end = inner ? "" : ` marker-end="url(#m${one.tie.relation.index})"`;
    const dash = dashOf(one) ? ' stroke-dasharray="4 3"' : "";
    parts.push(`<path d="M${points.map((point) => place(at(point))).join("L")}" fill="none" stroke="${xml(tone(one.tie.relation.colour, theme))}" stroke-width="${inner ? 1 : 1.4}"${dash}${end}><title>${xml(one.tie.text)}</title></path>`);
  }
  return parts;
}

/** The picture as SVG text, as it is seen. */
export function svgText(app) {
  const { picture, model } = app;
  const theme = picture.theme();
  const frame = picture.canvas();
  const [width, height] = [frame.clientWidth, frame.clientHeight];
  const shown = picture.shown();
  const brought = picture.brought();
  const { items, point, scale, at } = picture.screen();
  const strength = (strong) => (brought.nodes.size && !strong ? ' opacity=".2"' : "");
  const near = (at) => at.x > -60 && at.y > -60 && at.x < width + 60 && at.y < height + 60;
  const parts = posterParts(model, shown, theme, at, scale);
  for (const one of shown.ties) {
    if (model.plan && isRouted(model, one, shown.day)) continue;
    const [from, to] = [point.get(one.tie.a), point.get(one.tie.b)];
    if (!near(from) && !near(to)) continue;
    const { control } = middleOf(from, to, one.bend);
    const toward = Math.atan2(to.y - control.y, to.x - control.x);
    const size = one.tie.relation.width * Math.min(Math.max(scale, 0.6), 1.4);
    const tip = [to.x - Math.cos(toward) * to.radius, to.y - Math.sin(toward) * to.radius].map((n) => n.toFixed(1));
    const colour = xml(tone(one.tie.relation.colour, theme));
    const dash = dashOf(one);
    const end = one.tie.relation.arrow === "none" ? "" : ` marker-end="url(#m${one.tie.relation.index})"`;
    parts.push(`<path d="M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${control.x.toFixed(1)} ${control.y.toFixed(1)} ${tip.join(" ")}" fill="none" stroke="${colour}" stroke-width="${size.toFixed(1)}"${dash ? ` stroke-dasharray="${dash.join(" ")}"` : ""}${strength(brought.ties.has(one.tie))}${end}><title>${xml(one.tie.text)}</title></path>`);
  }
  for (const one of items) {
    if (!near(one)) continue;
    const { node } = one;
    const drawn = shown.stages.get(node)?.drawn;
    const colour = xml(tone(node.kind.colour, theme));
    parts.push(`<g transform="translate(${one.x.toFixed(1)} ${one.y.toFixed(1)}) scale(${one.radius.toFixed(2)})"${strength(brought.nodes.has(node))}><title>${xml(nodeLabel(node, shown.stages))}</title><path d="${xml(model.shapes[node.kind.shape])}" fill="${drawn ? theme.paper : colour}" stroke="${drawn ? colour : theme.paper}" stroke-width=".12"${drawn === "tentative" ? ' stroke-dasharray=".35 .2"' : ""}/><text text-anchor="middle" y=".35" font-size="1" font-weight="600" fill="${drawn ? colour : "#fff"}">${xml(node.kind.icon)}</text></g>`);
  }
  const { nodeLabels, lineLabels } = picture.labels();
  for (const one of [...lineLabels, ...nodeLabels]) {
    const fillColour = one.shown ? xml(tone(one.shown.tie.relation.colour, theme)) : theme.ink;
    parts.push(`<text x="${one.left.toFixed(1)}" y="${(one.top + (one.letters ?? 12) * 0.92).toFixed(1)}" font-size="${one.letters ?? (one.shown ? 11 : 12)}" fill="${fillColour}" stroke="${theme.paper}" stroke-width="3" paint-order="stroke"${one.strong || one.bold ? ' font-weight="600"' : ""}>${xml(one.text)}</text>`);
  }
  const ends = { triangle: "M0 0L10 5L0 10Z", vee: "M1 1L9 5L1 9", circle: "M3 5A3.5 3.5 0 1 1 10 5A3.5 3.5 0 1 1 3 5Z", bar: "M9 0V10" };
  const markers = model.relations.filter((relation) => ends[relation.arrow]).map((relation) => {
    const solid = relation.arrow === "triangle" || relation.arrow === "circle";
    const colour = xml(tone(relation.colour, theme));
    return `<marker id="m${relation.index}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="${ends[relation.arrow]}" fill="${solid ? colour : "none"}" stroke="${colour}" stroke-width="${solid ? 0 : 1.6}"/></marker>`;
  });
  const caption = captionOf(app);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + 26}" viewBox="0 0 ${width} ${height + 26}" font-family="system-ui, sans-serif" role="img"><title>${xml(caption)}</title><defs>${markers.join("")}</defs><rect width="100%" height="100%" fill="${theme.paper}"/>${parts.join("")}<rect y="${height}" width="100%" height="26" fill="${theme.paper}"/><text x="8" y="${height + 17}" font-size="12" fill="${theme.soft}">${xml(caption)}</text></svg>`;
}

function captionOf(app) {
  const { about } = app.model;
  return [about.title, dayWords(app.state.day), about.known ? `known at ${about.known}` : "", `policy ${about.policy}`].filter(Boolean).join(" · ");
}

/** What can be taken along. */
export function createTake(app) {
  const name = () => `${app.model.about.title || "industry"} ${app.state.day === null ? "latest" : dayText(app.state.day)}`.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
  return {
    svg: () => download(`${name()}.svg`, svgText(app), "image/svg+xml"),
    png() {
      const frame = app.picture.canvas();
      const theme = app.picture.theme();
      const ratio = frame.width / frame.clientWidth || 1;
      const made = document.createElement("canvas");
      made.width = frame.width;
      made.height = frame.height + 26 * ratio;
      const context = made.getContext("2d");
      context.fillStyle = theme.paper;
      context.fillRect(0, 0, made.width, made.height);
      context.drawImage(frame, 0, 0);
      context.scale(ratio, ratio);
      context.fillStyle = theme.soft;
      context.font = "12px system-ui, sans-serif";
      context.fillText(captionOf(app), 8, frame.clientHeight + 17);
      made.toBlob((content) => download(`${name()}.png`, content, "image/png"), "image/png");
    },
    csv: (rows) => download(`${name()}.csv`, csvText(app.model, rows), "text/csv"),
  };
}
