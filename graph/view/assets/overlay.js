// What every renderer paints over its lines: nodes, what is brought out, and labels.

import { arrangeLabels, middleOf, paintLabels, paintNode, paintTie, radiusOf, readTheme, tone } from "./paint.js";

/**
 * Make the overlay.
 *
 * @param placeOf gives the place of a node in the picture
 * @param camera gives `x`, `y`, `scale` of what is seen, and `width` and `height` of the picture in pixels
 */
export function createOverlay(model, placeOf, camera) {
  let theme = readTheme();
  let shown = { nodes: [], ties: [], stages: new Map() };
  let order = [];
  let brought = { nodes: new Set(), ties: new Set(), strong: new Set() };
  let hover = null;
  let lastLabels = { nodeLabels: [], lineLabels: [] };

  const toScreen = (node, seen = camera()) => {
    const { x, y } = placeOf(node);
    return { x: (x - seen.x) * seen.scale + seen.width / 2, y: (y - seen.y) * seen.scale + seen.height / 2 };
  };

  /** The nodes and lines in pixels of the screen, the most important first. */
  const screen = () => {
    const seen = camera();
    const { scale } = seen;
    const point = new Map();
    const first = [];
    const middle = [];
    const rest = [];
    for (const node of order) {
      const { x, y } = toScreen(node, seen);
      const isStrong = brought.strong.has(node) || hover?.node === node;
      const one = { x, y, radius: radiusOf(node) * scale, node, strong: isStrong };
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
        if (!isStrong && (!room || brought.nodes.size)) continue;
        const [from, to] = [point.get(one.tie.a), point.get(one.tie.b)];
        const middle = middleOf(from, to, one.bend);
        lines.push({ shown: one, x: middle.x, y: middle.y, length: Math.hypot(to.x - from.x, to.y - from.y), strong: isStrong });
      }
      lines.sort((one, two) => Number(two.strong) - Number(one.strong) || two.length - one.length);
    }
    return { items, lines, point, scale };
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
      paintTie(context, one, from, to, { to: to.radius }, theme, width, tone(one.tie.relation.colour, theme));
    }
    if (dimmed || hover?.node) {
      for (const one of seen.items) {
        if (!(dimmed && brought.nodes.has(one.node)) && hover?.node !== one.node) continue;
        paintNode(context, model, one.node, one.x, one.y, one.radius, theme, shown.stages.get(one.node)?.drawn,
          brought.strong.has(one.node) || hover?.node === one.node ? theme.accent : "");
      }
    }
    const items = dimmed ? seen.items.filter((one) => brought.nodes.has(one.node) || one.strong) : seen.items;
    const most = Math.max(24, Math.round((bounds.width * bounds.height) / 9000));
    lastLabels = arrangeLabels(context, items, seen.lines, shown.stages, bounds, most);
    paintLabels(context, lastLabels, theme);
  };


  return {
    paint,
    screen,
    toScreen,
    show(next) {
      shown = next;
      order = [...next.nodes].sort((one, two) => two.weight - one.weight || one.index - two.index);
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
    /** The camera that shows nodes in a picture of a size. */
    frameOf(nodes, width, height) {
      const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
      for (const { x, y } of nodes) {
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y);
      }
      const [across, down] = [Math.max(width - 110, 80), Math.max(height - 110, 80)];
      const scale = Math.min(across / Math.max(box.right - box.left, 1), down / Math.max(box.bottom - box.top, 1), 1.1);
      return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, scale };
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
