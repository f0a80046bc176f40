// The picture of very many entities: a plain canvas behind the same interface as picture.js.
//
// Lines are drawn in batches of one colour. Of a picture that is slow to draw, a bitmap is kept while the hand rests;
// while the reader pans or zooms it is moved as one, and the picture is drawn anew when the hand rests again: so a
// hundred thousand entities move as smoothly as a hundred.

import { createOverlay } from "./overlay.js";
import { dashOf, middleOf, tone } from "./paint.js";

const REST = 110;
const MOST_LINES = 60000;
const MARGIN = 0.25;
/** So many nodes and lines are too many to be drawn anew in every frame. */
const SLOW = 2500;

export function createLargePicture(container, model, handlers) {
  const frame = document.createElement("canvas");
  frame.className = "plain";
  container.append(frame);
  const context = frame.getContext("2d");
  const full = document.createElement("canvas");
  const painter = full.getContext("2d");
  const ratio = globalThis.devicePixelRatio || 1;
  let camera = { x: 0, y: 0, scale: 1, width: container.clientWidth, height: container.clientHeight };
  let bitmapAt = null;
  let moving = false;
  let isNear = false;
  let batches = [];
  let resting = null;
  let frameAsked = false;
  let fitted = null;
  const overlay = createOverlay(model, (node) => node, () => camera);

  /** Lines by how they are drawn. */
  const batch = (ties) => {
    const found = new Map();
    for (const one of ties) {
      const { relation } = one.tie;
      const dash = dashOf(one);
      if (!found.has(relation)) found.set(relation, new Map());
      const alike = found.get(relation).get(dash);
      if (alike) alike.ties.push(one);
      else found.get(relation).set(dash, { relation, dash, ties: [one] });
    }
    batches = [...found.values()].flatMap((several) => [...several.values()]);
  };

  const isSlow = () => overlay.shown().ties.length + overlay.shown().nodes.length > SLOW;

  const lines = (painter, seen, width, height) => {
    const count = overlay.shown().ties.length;
    const faint = count < 500 ? 0.7 : count < 5000 ? 0.4 : count < 30000 ? 0.22 : 0.14;
    const stride = Math.max(1, Math.ceil(count / MOST_LINES));
    const x = (node) => (node.x - seen.x) * seen.scale + width / 2;
    const y = (node) => (node.y - seen.y) * seen.scale + height / 2;
    for (const { relation, dash, ties } of batches) {
      painter.strokeStyle = tone(relation.colour, overlay.theme());
      painter.globalAlpha = faint;
      painter.lineWidth = Math.min(relation.width, Math.max(0.5, relation.width * seen.scale));
      painter.setLineDash(dash && count < 3000 ? dash : []);
      painter.beginPath();
      let inPath = 0;
      for (let at = 0; at < ties.length; at += stride) {
        const { a, b } = ties[at].tie;
        const [x1, y1, x2, y2] = [x(a), y(a), x(b), y(b)];
        if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > width && x2 > width) || (y1 > height && y2 > height)) continue;
        painter.moveTo(x1, y1);
        if (ties[at].bend) {
          const { control } = middleOf({ x: x1, y: y1 }, { x: x2, y: y2 }, ties[at].bend);
          painter.quadraticCurveTo(control.x, control.y, x2, y2);
        } else painter.lineTo(x2, y2);
        // a path of very many lines is slow to draw in one go
        if ((inPath += 1) % 400 === 0) {
          painter.stroke();
          painter.beginPath();
        }
      }
      painter.stroke();
    }
    painter.setLineDash([]);
    painter.globalAlpha = 1;
  };

  /** Draw everything, with as much around what is seen as `margin` says. */
  const paint = (canvas, brush, margin) => {
    const [width, height] = [camera.width * (1 + 2 * margin), camera.height * (1 + 2 * margin)];
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    brush.clearRect(0, 0, width, height);
    lines(brush, camera, width, height);
    brush.translate(camera.width * margin, camera.height * margin);
    overlay.paint(brush, { width: camera.width, height: camera.height });
  };

  /** Keep a bitmap a little larger than what is seen, which follows the hand. */
  const keep = () => {
    clearTimeout(resting);
    if (bitmapAt !== null) return;
    paint(full, painter, MARGIN);
    bitmapAt = { ...camera };
  };

  const draw = () => {
    frameAsked = false;
    if (!moving || bitmapAt === null) {
      paint(frame, context, 0);
      clearTimeout(resting);
      if (isNear && isSlow()) resting = setTimeout(keep, REST);
      return;
    }
    const zoom = camera.scale / bitmapAt.scale;
    const [width, height] = [full.width / ratio, full.height / ratio];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    context.drawImage(full, camera.width / 2 + (bitmapAt.x - camera.x) * camera.scale - (width * zoom) / 2,
      camera.height / 2 + (bitmapAt.y - camera.y) * camera.scale - (height * zoom) / 2, width * zoom, height * zoom);
  };
  const ask = () => {
    if (frameAsked) return;
    frameAsked = true;
    requestAnimationFrame(draw);
  };
  const redraw = () => {
    bitmapAt = null;
    moving = false;
    ask();
  };
  /** The camera moved: the bitmap follows at once, the picture when the hand rests. */
  const moved = (before) => {
    if (!isSlow()) return redraw();
    if (bitmapAt === null) {
      const now = camera;
      camera = before;
      keep();
      camera = now;
    }
    moving = true;
    clearTimeout(resting);
    resting = setTimeout(redraw, REST);
    return ask();
  };
  const resize = () => {
    camera = { ...camera, width: container.clientWidth, height: container.clientHeight };
    frame.width = Math.round(camera.width * ratio);
    frame.height = Math.round(camera.height * ratio);
  };

  const toPicture = (x, y) => ({ x: (x - camera.width / 2) / camera.scale + camera.x, y: (y - camera.height / 2) / camera.scale + camera.y });

  const picture = {
    show(next) {
      overlay.show(next);
      batch(next.ties);
      redraw();
    },
    bring(next) {
      if (overlay.bring(next)) redraw();
    },
    fit(several = null, animated = true, inset = 0) {
      fitted = several ? () => several : () => overlay.shown().nodes;
      if (!fitted().length) return;
      camera = { ...camera, ...overlay.frameOf(fitted(), camera.width, camera.height, inset) };
      redraw();
    },
    inView: overlay.inView,
    zoom(factor, at = null) {
      const scale = Math.min(Math.max(camera.scale * factor, 0.004), 6);
      const held = at ? toPicture(at.x, at.y) : camera;
      const grown = camera.scale / scale;
      const before = camera;
      camera = { ...camera, scale, x: held.x + (camera.x - held.x) * grown, y: held.y + (camera.y - held.y) * grown };
      moved(before);
    },
    pan(right, down) {
      const before = camera;
      camera = { ...camera, x: camera.x + right / camera.scale, y: camera.y + down / camera.scale };
      moved(before);
    },
    hover(found) {
      overlay.hover(found);
      redraw();
    },
    setTheme() {
      overlay.readTheme();
      redraw();
    },
    setPhysics: null,
    screen: overlay.screen,
    labels: overlay.labels,
    canvas: () => frame,
    theme: overlay.theme,
    shown: overlay.shown,
    brought: overlay.brought,
  };
  // the bitmap is made when the hand comes near, not while the page opens
  container.addEventListener("pointerenter", () => {
    isNear = true;
    if (bitmapAt === null && isSlow()) resting = setTimeout(keep, REST);
  });
  container.addEventListener("pointerleave", () => { isNear = false; });
  wirePointer(container, picture, { handlers, overlay, redraw, scale: () => camera.scale, loose: () => { fitted = null; } });
  resize();
  new ResizeObserver(() => {
    if (camera.width === container.clientWidth && camera.height === container.clientHeight) return;
    resize();
    if (fitted) picture.fit(fitted());
    else redraw();
  }).observe(container);
  return picture;
}

/** Mouse, touch and pen: drag to pan, drag a node to move it, wheel or two fingers to zoom, click to pick. */
function wirePointer(container, picture, { handlers, overlay, redraw, scale, loose }) {
  const fingers = new Map();
  let start = null;
  const place = (event) => {
    const box = container.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spread = () => {
    const [one, two] = [...fingers.values()];
    return { apart: Math.hypot(one.x - two.x, one.y - two.y), x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 };
  };
  container.addEventListener("pointerdown", (event) => {
    const at = place(event);
    fingers.set(event.pointerId, at);
    container.setPointerCapture(event.pointerId);
    start = { at, last: at, node: overlay.under(at.x, at.y)?.node ?? null, far: false, spread: fingers.size === 2 ? spread() : null };
  });
  container.addEventListener("pointermove", (event) => {
    const at = place(event);
    if (!fingers.has(event.pointerId)) {
      const found = overlay.shown().ties.length < 5000 || !event.buttons ? overlay.under(at.x, at.y) : null;
      const known = overlay.hovered();
      if (found?.node === known?.node && found?.tie === known?.tie) return;
      container.style.cursor = found ? "pointer" : "grab";
      picture.hover(found);
      return;
    }
    fingers.set(event.pointerId, at);
    if (fingers.size === 2 && start.spread) {
      const now = spread();
      picture.zoom(now.apart / Math.max(start.spread.apart, 1), now);
      picture.pan(start.spread.x - now.x, start.spread.y - now.y);
      start = { ...start, spread: now, far: true };
      return;
    }
    const [right, down] = [start.last.x - at.x, start.last.y - at.y];
    start.far ||= Math.hypot(at.x - start.at.x, at.y - start.at.y) > 4;
    if (!start.far) return;
    start.last = at;
    loose();
    if (start.node) {
      handlers.moved(start.node, { x: start.node.x - right / scale(), y: start.node.y - down / scale() });
      redraw();
    } else picture.pan(right, down);
  });
  const end = (event) => {
    const at = place(event);
    fingers.delete(event.pointerId);
    if (event.type === "pointerup" && start && !start.far) handlers.pick(overlay.under(at.x, at.y));
    if (!fingers.size) start = null;
  };
  container.addEventListener("pointerup", end);
  container.addEventListener("pointercancel", end);
  container.addEventListener("dblclick", (event) => {
    const at = place(event);
    const found = overlay.under(at.x, at.y);
    if (found?.node) handlers.open(found.node);
  });
  container.addEventListener("wheel", (event) => {
    event.preventDefault();
    loose();
    picture.zoom(Math.exp(-event.deltaY * 0.0015), place(event));
  }, { passive: false });
}
