// The picture: vis-network draws nodes and lines, this module the labels and what is brought out.

import { arrangeLabels, dashOf, middleOf, paintLabels, paintNode, paintTie, radiusOf, readTheme, tone } from "./paint.js";

const ARROWS = { triangle: "triangle", vee: "vee", circle: "circle", bar: "bar" };
const MANY = 1500;

/**
 * Make the picture in a container.
 *
 * @param vis the library
 * @param options of vis-network, as pyvis has them
 * @param handlers `pick(node or tie or null)`, `open(node)`, `moved(node, place)`
 */
export function createPicture(vis, container, model, options, handlers) {
  let theme = readTheme();
  let shown = { nodes: [], ties: [], stages: new Map() };
  let brought = { nodes: new Set(), ties: new Set(), strong: new Set() };
  let hover = null;
  let lastLabels = { nodeLabels: [], lineLabels: [] };
  const byTie = new Map();
  const at = new Map();
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();

  // vis-network keeps place, picks and drags nodes; they are painted here, many times faster and with their letters
  const nodeItem = (node) => ({ id: node.index, x: node.x, y: node.y, size: radiusOf(node) });
  const edgeItem = (one) => {
    const { relation } = one.tie;
    const arrow = crowded ? "" : ARROWS[relation.arrow];
    const colour = tone(relation.colour, theme);
    const end = { enabled: true, type: arrow, scaleFactor: relation.arrow === "circle" ? 0.35 : 0.55 };
    return {
      id: one.tie.index, from: one.tie.a.index, to: one.tie.b.index, width: relation.width,
      color: { color: colour, highlight: colour, hover: colour, opacity: (one.drawn === "over" ? 0.35 : one.sure ? 0.8 : 0.55) * faint },
      dashes: dashOf(one) ?? false, arrows: arrow ? (relation.symmetric ? { to: end, from: end } : { to: end }) : "",
      smooth: one.bend ? { enabled: true, type: one.bend > 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(one.bend) } : false,
    };
  };
  // many lines are drawn fainter, so that names stay readable; what is picked is drawn in full on top
  let faint = 1;
  let crowded = false;
  const faintness = (count) => (count < 150 ? 1 : count < 500 ? 0.7 : count < 2000 ? 0.5 : 0.35);
  const stamp = (one) => `${one.sure}${one.drawn}${one.bend.toFixed(2)}`;

  const clear = "rgba(0,0,0,0)";
  const unseen = { shape: "dot", color: { background: clear, border: clear }, borderWidth: 0, chosen: false, labelHighlightBold: false };
  const network = new vis.Network(container, { nodes, edges }, { ...options, nodes: unseen, edges: { ...options.edges, chosen: false } });
  const frame = container.querySelector("canvas");

  /** Where the reader moved a node to stays its place. */
  const keepPlace = (node) => {
    const { x, y } = network.getPosition(node.index);
    handlers.moved(node, { x: Math.round(x), y: Math.round(y) });
    at.set(node, { x: node.x, y: node.y });
  };
  let order = [];
  let physics = false;
  let dragged = new Set();
  /** The place of a node in the picture, where the library moves it if it does. */
  const placeOf = (node) => (physics || dragged.has(node) ? network.body.nodes[node.index] ?? node : node);
  const camera = () => {
    const { x, y } = network.getViewPosition();
    return { x, y, scale: network.getScale(), width: frame.clientWidth / 2, height: frame.clientHeight / 2 };
  };
  const toScreen = (node, seen = camera()) => {
    const { x, y } = placeOf(node);
    return { x: (x - seen.x) * seen.scale + seen.width, y: (y - seen.y) * seen.scale + seen.height };
  };

  /** The nodes and lines in pixels of the screen, the most important first. */
  const onScreen = () => {
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

  let waiting = false;
  /** Draw anew with the next frame, once however many ask for it. */
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      network.redraw();
    });
  };
  network.on("afterDrawing", (context) => {
    const bounds = { width: frame.clientWidth, height: frame.clientHeight };
    const ratio = frame.width / frame.clientWidth || 1;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const seen = onScreen();
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
    context.restore();
  });

  network.on("click", (event) => {
    const picked = event.nodes.length ? { node: model.nodes[event.nodes[0]] } : event.edges.length ? { tie: model.ties[event.edges[0]] } : null;
    network.unselectAll();
    handlers.pick(picked);
  });
  network.on("doubleClick", (event) => {
    if (event.nodes.length) handlers.open(model.nodes[event.nodes[0]]);
  });
  const over = (found) => () => {
    hover = found;
    container.style.cursor = found ? "pointer" : "grab";
    redraw();
  };
  network.on("hoverNode", (event) => over({ node: model.nodes[event.node] })());
  network.on("hoverEdge", (event) => over({ tie: model.ties[event.edge] })());
  network.on("blurNode", over(null));
  network.on("blurEdge", over(null));
  network.on("dragEnd", (event) => {
    for (const id of event.nodes) keepPlace(model.nodes[id]);
    dragged = new Set();
    network.unselectAll();
  });

  let fitted = null;
  network.on("zoom", () => { fitted = null; });
  network.on("dragStart", (event) => {
    fitted = null;
    dragged = new Set(event.nodes.map((id) => model.nodes[id]));
  });
  let size = `${container.clientWidth} ${container.clientHeight}`;
  new ResizeObserver(() => {
    const now = `${container.clientWidth} ${container.clientHeight}`;
    if (now === size) return;
    size = now;
    network.setSize("100%", "100%");
    redraw();
    if (fitted) picture.fit(fitted(), false);
  }).observe(container);

  const picture = {
    network,
    /** Show nodes and ties; only what changed is touched. */
    show(next) {
      const wasFaint = faint;
      faint = faintness(next.ties.length);
      // where lines are too many to follow, their ends would only blacken the picture
      crowded = next.ties.length > MANY;
      const before = new Set(nodes.getIds());
      const wanted = new Set(next.nodes.map((node) => node.index));
      const gone = new Set(edges.getIds());
      const changed = [];
      const added = [];
      for (const one of next.ties) {
        if (gone.delete(one.tie.index)) {
          if (faint !== wasFaint || byTie.get(one.tie.index) !== stamp(one)) changed.push(edgeItem(one));
        } else added.push(edgeItem(one));
        byTie.set(one.tie.index, stamp(one));
      }
      shown = next;
      order = [...next.nodes].sort((one, two) => two.weight - one.weight || one.index - two.index);
      if (gone.size) edges.remove([...gone]);
      const away = [...before].filter((id) => !wanted.has(id));
      if (away.length) nodes.remove(away);
      const moved = next.nodes.filter((node) => before.has(node.index) && (at.get(node).x !== node.x || at.get(node).y !== node.y));
      if (moved.length) nodes.update(moved.map((node) => ({ id: node.index, x: node.x, y: node.y })));
      for (const node of next.nodes) at.set(node, { x: node.x, y: node.y });
      const fresh = next.nodes.filter((node) => !before.has(node.index));
      if (fresh.length) nodes.add(fresh.map(nodeItem));
      if (added.length) edges.add(added);
      if (changed.length) edges.update(changed);
      if (Boolean(options.interaction.hideEdgesOnDrag) !== next.ties.length > MANY) {
        options.interaction.hideEdgesOnDrag = next.ties.length > MANY;
        network.setOptions({ interaction: { hideEdgesOnDrag: options.interaction.hideEdgesOnDrag } });
      }
      if (!(gone.size || away.length || fresh.length || added.length || changed.length || moved.length)) redraw();
    },
    /** Bring out nodes and ties and dim the rest; nothing is dimmed where there are none. */
    bring(next) {
      const nothing = !brought.nodes.size && !brought.strong.size && !next.nodes.size && !next.strong.size;
      brought = next;
      if (!nothing) redraw();
    },
    fit(several = null, animated = true) {
      fitted = several ? () => several : () => shown.nodes;
      if (!fitted().length) return;
      const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
      for (const node of fitted()) {
        box.left = Math.min(box.left, node.x);
        box.right = Math.max(box.right, node.x);
        box.top = Math.min(box.top, node.y);
        box.bottom = Math.max(box.bottom, node.y);
      }
      const room = { width: Math.max(container.clientWidth - 110, 80), height: Math.max(container.clientHeight - 110, 80) };
      const scale = Math.min(room.width / Math.max(box.right - box.left, 1), room.height / Math.max(box.bottom - box.top, 1), 1.1);
      const still = !animated || matchMedia("(prefers-reduced-motion: reduce)").matches;
      network.moveTo({
        position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale,
        animation: still ? false : { duration: 350, easingFunction: "easeInOutQuad" },
      });
    },
    /** Whether a node can be seen. */
    inView(node) {
      const at = toScreen(node);
      return at.x > 20 && at.y > 20 && at.x < container.clientWidth - 20 && at.y < container.clientHeight - 20;
    },
    zoom(factor) {
      network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 6) });
    },
    pan(right, down) {
      const at = network.getViewPosition();
      network.moveTo({ position: { x: at.x + right / network.getScale(), y: at.y + down / network.getScale() } });
    },
    hover(found) {
      hover = found;
      redraw();
    },
    setTheme() {
      theme = readTheme();
      edges.update(shown.ties.map(edgeItem));
      redraw();
    },
    setPhysics(on) {
      physics = on;
      network.setOptions({ physics: { enabled: on } });
      if (!on) {
        network.storePositions();
        for (const node of shown.nodes) keepPlace(node);
      }
    },
    screen: onScreen,
    labels: () => lastLabels,
    canvas: () => frame,
    theme: () => theme,
    shown: () => shown,
    brought: () => brought,
  };
  return picture;
}
