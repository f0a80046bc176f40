// Where the shown entities stand in a state: as placed in Python, or arranged around what the reader asks for.

import { arrange } from "./arrange.js";

const MOST = 260;

/** Keeps places from one state to the next, so that nothing moves without need. */
export function createStand(model) {
  const opening = new Set(model.opening.map((index) => model.nodes[index]));
  const home = new Map(model.nodes.map((node) => [node, { x: node.x, y: node.y }]));
  let places = new Map();
  let before = "";

  /** Give every shown node its place. */
  function stand(state, shown) {
    const key = state.base === "focus" ? `focus ${state.focus.map((node) => node.index)} ${state.depth}` : state.base;
    if (key !== before) {
      places = new Map();
      if (state.base === "opening") for (const node of opening) places.set(node, home.get(node));
      before = key;
    }
    const missing = shown.nodes.filter((node) => !places.has(node));
    if (!missing.length) return place(shown, places);
    if (state.base === "all" || shown.nodes.length > MOST) {
      for (const node of missing) places.set(node, home.get(node));
      return place(shown, places);
    }
    const first = new Set(state.base === "focus" ? state.focus : []);
    const order = [...shown.nodes].sort((one, two) => Number(first.has(two)) - Number(first.has(one)) || two.weight - one.weight || one.index - two.index);
    arrange(order, shown.ties.map((one) => [one.tie.a, one.tie.b]), places);
    return place(shown, places);
  }
  /** Forget where nodes were moved to and what was arranged. */
  stand.reset = () => {
    before = "";
    stand.isTouched = false;
  };
  stand.isTouched = false;
  /** The reader moved a node. */
  stand.move = (node, at) => {
    stand.isTouched = true;
    places.set(node, at);
    Object.assign(node, at);
  };
  return stand;
}

function place(shown, places) {
  for (const node of shown.nodes) Object.assign(node, places.get(node));
}
