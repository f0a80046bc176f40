// What every renderer paints over its lines: nodes, what is brought out, and labels.

import { findUnder } from "./hit.js";
import { isPlanned } from "./model.js";
import { cornersOf, isRouted, paintRoute, routeOf, shareOf } from "./poster.js";
import { arrangeLabels, middleOf, paintLabels, paintNode, paintTie, radiusOf, readTheme, tone } from "./paint.js";

/**
 * Make the overlay.
 *
 * @param placeOf gives the place of a node in the picture
 * @param camera gives `x`, `y`, `scale` of what is seen, and `width` and `height` of the picture in pixels
 */
export function createOverlay(model, placeOf, camera) {
  let theme = readTheme();
  let shown = { nodes: [], ties: [], stages: new Map(), between: new Set() };
  let order = [];
  let shares = new Map();
  let brought = { nodes: new Set(), ties: new Set(), strong: new Set() };
  let hover = null;
  let lastLabels = { nodeLabels: [], lineLabels: [] };

  const toScreen = (node, seen = camera()) => {
    const { x, y } = placeOf(node);
    return { x: (x - seen.x) * seen.scale + seen.width / 2, y: (y - seen.y) * seen.scale + seen.height / 2 };
  };

  /** A point of the layout in pixels of the screen. */
  const pixel = ({ x, y }, seen) => ({
    x: (x - seen.x) * seen.scale + seen.width / 2, y: (y - seen.y) * seen.scale + seen.height / 2,
  });

  /** The radius that every node has at least: few are drawn large enough for their letters. */
  const leastRadius = (seen) => (model.plan ? 2 : order.length <= 400 ? (seen.width > 600 ? 6 : 4) : 1.5);

  /** The nodes and lines in pixels of the screen, the most important first. */
  const screen = () => {
    const seen = camera();
    const { scale } = seen;
    const point = new Map();
    const first = [];
    const middle = [];
    const rest = [];
    const least = leastRadius(seen);
    for (const node of order) {
      const { x, y } = toScreen(node, seen);
      const isStrong = brought.strong.has(node) || hover?.node === node;
      const one = { x, y, radius: Math.max(radiusOf(node) * scale, least), node, strong: isStrong };
      if (isPlanned(node)) {
        const letters = Math.round(Math.min(Math.max(12 * scale, 8.5), 14) * 2) / 2;
        Object.assign(one, { letters, bold: node.plan.isHead, listed: [node.plan.name, shares.get(node)].filter(Boolean).join(" ") });
      }
      point.set(node, one);
      (isStrong ? first : brought.nodes.has(node) ? middle : rest).push(one);
    }
    const items = [...first, ...middle, ...rest];
    const room = shown.ties.length < 1200 && (shown.ties.length < 120 || scale > 0.95);
    const wide = room || brought.ties.size || hover?.tie;
    const lines = [];
    if (wide) {
      for (const one of shown.ties) {
        const isStrong = brought.ties.has(one.tie) || hover?.tie === one.tie;
        if (!isStrong && (!room || brought.nodes.size || isRouted(model, one, shown.day))) continue;
        const [from, to] = [point.get(one.tie.a), point.get(one.tie.b)];
        const middle = middleOf(from, to, one.bend);
        lines.push({ shown: one, x: middle.x, y: middle.y, length: Math.hypot(to.x - from.x, to.y - from.y), strong: isStrong,
          must: hover?.tie === one.tie || (brought.ties.size === 1 && brought.ties.has(one.tie)) });
      }
      lines.sort((one, two) => Number(two.strong) - Number(one.strong) || two.length - one.length);
    }
    if (!brought.nodes.size) {
      for (const one of shown.ties) {
        const { x, y } = (model.plan && routeOf(one)?.label) ?? {};
        if (x === undefined || !shareOf(one)) continue;
        lines.push({ shown: one, ...pixel({ x, y }, seen), length: Infinity, strong: false, words: shareOf(one), letters: Math.min(Math.max(11 * scale, 8), 13) });
      }
    }
    return { items, lines, point, scale, at: (spot) => pixel(spot, seen) };
  };

  /** Paint nodes, what is brought out, and labels; the unit of the context is a pixel of the page. */
  const paint = (context, bounds) => {
    const seen = screen();
    const dimmed = brought.nodes.size > 0;
    for (let at = seen.items.length - 1; at >= 0; at -= 1) {
      const one = seen.items[at];
      if (one.x < -40 || one.y < -40 || one.x > bounds.width + 40 || one.y > bounds.height + 40) continue;
      paintNode(context, model, one.node, one.x, one.y, one.radius, theme, shown.stages.get(one.node)?.drawn);
    }
    if (dimmed) {
      context.globalAlpha = 0.8;
      context.fillStyle = theme.paper;
      context.fillRect(0, 0, bounds.width, bounds.height);
      context.globalAlpha = 1;
    }
    for (const one of shown.ties) {
      if (!(dimmed && brought.ties.has(one.tie)) && hover?.tie !== one.tie) continue;
      const [from, to] = [seen.point.get(one.tie.a), seen.point.get(one.tie.b)];
      const width = (one.tie.relation.width + (hover?.tie === one.tie ? 2 : 0.8)) * Math.min(Math.max(seen.scale, 0.7), 1.4);
      if (model.plan && routeOf(one)) paintRoute(context, one, seen.at, theme, width);
      else paintTie(context, one, from, to, { to: to.radius }, theme, width, tone(one.tie.relation.colour, theme));
    }
    if (dimmed || hover?.node) {
      for (const one of seen.items) {
        if (!(dimmed && brought.nodes.has(one.node)) && hover?.node !== one.node) continue;
        paintNode(context, model, one.node, one.x, one.y, one.radius, theme, shown.stages.get(one.node)?.drawn,
          brought.strong.has(one.node) || hover?.node === one.node ? theme.accent : "");
      }
    }
    const items = dimmed ? seen.items.filter((one) => brought.nodes.has(one.node) || one.strong) : seen.items;
    const most = Math.max(24, Math.round((bounds.width * bounds.height) / (model.plan ? 4000 : 9000)));
    lastLabels = arrangeLabels(context, items, seen.lines, shown.stages, bounds, most);
    paintLabels(context, lastLabels, theme);
  };


  return {
    paint,
    screen,
    toScreen,
    show(next) {
      shown = next;
      shares = new Map();
      if (model.plan) for (const one of next.ties) if (routeOf(one)?.inner) shares.set(one.tie.route.asset, shareOf(one));
      const drawn = new Set(next.nodes);
      const ranked = model.ranked.filter((node) => drawn.has(node));
      order = next.between.size ? [...ranked.filter((node) => next.between.has(node)), ...ranked.filter((node) => !next.between.has(node))] : ranked;
    },
    /** Whether anything has to be drawn anew. */
    bring(next) {
      const nothing = !brought.nodes.size && !brought.strong.size && !next.nodes.size && !next.strong.size;
      brought = next;
      return !nothing;
    },
    hover(found) {
      hover = found;
    },
    /** The camera that shows nodes in a picture of a size, to the right of `inset` pixels. */
    frameOf(nodes, width, height, inset = 0) {
      const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
      const corners = cornersOf(model, nodes);
      for (const { x, y } of [...nodes, ...corners]) {
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y);
      }
      const margin = corners.length ? 48 : 110;
      const [across, down] = [Math.max(width - inset - margin, 80), Math.max(height - margin, 80)];
      const scale = Math.min(across / Math.max(box.right - box.left, 1), down / Math.max(box.bottom - box.top, 1), 1.1);
      return { x: (box.left + box.right) / 2 - inset / 2 / scale, y: (box.top + box.bottom) / 2, scale };
    },
    /** The node or tie at a pixel of the picture, or null. */
    under(x, y) {
      const seen = camera();
      const spot = { x: (x - seen.width / 2) / seen.scale + seen.x, y: (y - seen.height / 2) / seen.scale + seen.y };
      return findUnder(model, shown, brought, placeOf, spot, seen.scale, Math.max(leastRadius(seen), 4));
    },
    /** Whether a node can be seen. */
    inView(node) {
      const seen = camera();
      const at = toScreen(node, seen);
      return at.x > 20 && at.y > 20 && at.x < seen.width - 20 && at.y < seen.height - 20;
    },
    readTheme() {
      theme = readTheme();
    },
    labels: () => lastLabels,
    theme: () => theme,
    shown: () => shown,
    brought: () => brought,
    hovered: () => hover,
  };
}
