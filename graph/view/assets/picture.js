// The picture by vis-network: it keeps places, picks, drags and draws lines; the rest is painted over it.

import { createOverlay } from "./overlay.js";
import { isRouted, paintPoster } from "./poster.js";
import { dashOf, radiusOf, tone } from "./paint.js";

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
  const byTie = new Map();
  const at = new Map();
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();

  // vis-network keeps place, picks and drags nodes; they are painted here, many times faster and with their letters
  const nodeItem = (node) => ({ id: node.index, x: node.x, y: node.y, size: radiusOf(node) });
  const edgeItem = (one) => {
    const { relation } = one.tie;
    const arrow = crowded ? "" : ARROWS[relation.arrow];
    const colour = tone(relation.colour, overlay.theme());
    const end = { enabled: true, type: arrow, scaleFactor: relation.arrow === "circle" ? 0.35 : 0.55 };
    return {
      id: one.tie.index, from: one.tie.a.index, to: one.tie.b.index, width: relation.width,
      color: { color: colour, highlight: colour, hover: colour, opacity: (one.drawn === "over" ? 0.35 : one.sure ? 0.8 : 0.55) * faint },
      hidden: isRouted(model, one, day), dashes: dashOf(one) ?? false, arrows: arrow ? (relation.symmetric ? { to: end, from: end } : { to: end }) : "",
      smooth: one.bend ? { enabled: true, type: one.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(one.bend) } : false,
    };
  };
  // many lines are drawn fainter, so that names stay readable; what is picked is drawn in full on top
  let faint = 1;
  let crowded = false;
  const faintness = (count) => (count < 150 ? 1 : count < 500 ? 0.7 : count < 2000 ? 0.5 : 0.35);
  let day = null;
  const stamp = (one) => `${one.sure}${one.drawn}${one.bend.toFixed(2)}${isRouted(model, one, day)}`;

  const clear = "rgba(0,0,0,0)";
  const unseen = { shape: "dot", color: { background: clear, border: clear }, borderWidth: 0, chosen: false, labelHighlightBold: false };
  const network = new vis.Network(container, { nodes, edges }, { ...options, interaction: { ...options.interaction, hover: false }, nodes: unseen, edges: { ...options.edges, chosen: false } });
  const frame = container.querySelector("canvas");

  /** Where the reader moved a node to stays its place. */
  const keepPlace = (node) => {
    const { x, y } = network.getPosition(node.index);
    handlers.moved(node, { x: Math.round(x), y: Math.round(y) });
    at.set(node, { x: node.x, y: node.y });
  };
  let physics = false;
  let dragged = new Set();
  /** The place of a node in the picture, where the library moves it if it does. */
  const placeOf = (node) => (physics || dragged.has(node) ? network.body.nodes[node.index] ?? node : node);
  const overlay = createOverlay(model, placeOf, () => {
    const { x, y } = network.getViewPosition();
    return { x, y, scale: network.getScale(), width: frame.clientWidth, height: frame.clientHeight };
  });

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
  if (model.plan) {
    network.on("beforeDrawing", (context) => paintPoster(context, model, overlay.shown(), overlay.theme(), network.getScale()));
  }
  network.on("afterDrawing", (context) => {
    const ratio = frame.width / frame.clientWidth || 1;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    overlay.paint(context, { width: frame.clientWidth, height: frame.clientHeight });
    context.restore();
  });

  // what is under the hand is found here, where lines and nodes are drawn, and not by the library
  network.on("click", (event) => {
    const { x, y } = event.pointer.DOM;
    network.unselectAll();
    handlers.pick(overlay.under(x, y));
  });
  network.on("doubleClick", (event) => {
    const found = overlay.under(event.pointer.DOM.x, event.pointer.DOM.y);
    if (found?.node) handlers.open(found.node);
  });
  const over = (found) => {
    const known = overlay.hovered();
    if (found?.node === known?.node && found?.tie === known?.tie) return;
    overlay.hover(found);
    container.style.cursor = found ? "pointer" : "grab";
    redraw();
  };
  container.addEventListener("pointermove", (event) => {
    if (event.buttons || event.pointerType === "touch") return;
    const box = frame.getBoundingClientRect();
    over(overlay.under(event.clientX - box.left, event.clientY - box.top));
  });
  container.addEventListener("pointerleave", () => over(null));
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
      day = next.day;
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
      overlay.show(next);
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
      if (overlay.bring(next)) redraw();
    },
    fit(several = null, animated = true, inset = 0) {
      fitted = several ? () => several : () => overlay.shown().nodes;
      if (!fitted().length) return;
      const { x, y, scale } = overlay.frameOf(fitted(), container.clientWidth, container.clientHeight, inset);
      const still = !animated || matchMedia("(prefers-reduced-motion: reduce)").matches;
      network.moveTo({ position: { x, y }, scale, animation: still ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
    },
    inView: overlay.inView,
    zoom(factor) {
      network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 6) });
    },
    pan(right, down) {
      const at = network.getViewPosition();
      network.moveTo({ position: { x: at.x + right / network.getScale(), y: at.y + down / network.getScale() } });
    },
    hover(found) {
      overlay.hover(found);
      redraw();
    },
    setTheme() {
      overlay.readTheme();
      edges.update(overlay.shown().ties.map(edgeItem));
      redraw();
    },
    setPhysics(on) {
      physics = on;
      network.setOptions({ physics: { enabled: on } });
      if (!on) {
        network.storePositions();
        for (const node of overlay.shown().nodes) keepPlace(node);
      }
    },
    screen: overlay.screen,
    labels: overlay.labels,
    canvas: () => frame,
    theme: overlay.theme,
    shown: overlay.shown,
    brought: overlay.brought,
  };
  return picture;
}
