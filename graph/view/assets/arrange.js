// A small stress layout for what the reader asks for: a focus, or neighbours beside what stands already.
// What the page opens with was placed in Python (graph.view.layout); this follows the same idea on a few hundred nodes.

const LENGTH = 115;
const APART = 78;
const TURN = 2.399963229728653;
const ROUNDS = 60;

/**
 * Places for nodes that have none; the same input gives the same places.
 *
 * @param nodes to place, those with a place among them
 * @param pairs of nodes that are tied
 * @param places a Map of node to {x, y}; what is in it stays where it is, the others are added
 */
export function arrange(nodes, pairs, places) {
  const count = nodes.length;
  const number = new Map(nodes.map((node, index) => [node, index]));
  const near = nodes.map(() => []);
  for (const [one, two] of pairs) {
    const [a, b] = [number.get(one), number.get(two)];
    if (a === undefined || b === undefined || a === b) continue;
    near[a].push(b);
    near[b].push(a);
  }
  const fixed = nodes.map((node) => places.has(node));
  const far = distances(near);
  const [x, y] = begin(nodes, near, places, fixed);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let one = 0; one < count; one += 1) {
      if (fixed[one]) continue;
      let [sumX, sumY, total] = [0, 0, 0];
      for (let two = 0; two < count; two += 1) {
        const wanted = far[one * count + two];
        if (two === one || wanted === 255) continue;
        const [dx, dy] = [x[one] - x[two], y[one] - y[two]];
        const length = Math.max(Math.hypot(dx, dy), 1e-6);
        const weight = 1 / (wanted * wanted);
        sumX += weight * (x[two] + (dx / length) * wanted * LENGTH);
        sumY += weight * (y[two] + (dy / length) * wanted * LENGTH);
        total += weight;
      }
      if (total) [x[one], y[one]] = [sumX / total, sumY / total];
    }
  }
  spread(x, y, fixed);
  nodes.forEach((node, index) => { if (!fixed[index]) places.set(node, { x: Math.round(x[index]), y: Math.round(y[index]) }); });
}

/** Steps from every node to every other; 255 where there is no way. */
function distances(near) {
  const count = near.length;
  const far = new Uint8Array(count * count).fill(255);
  for (let start = 0; start < count; start += 1) {
    far[start * count + start] = 0;
    const queue = [start];
    for (const one of queue) {
      const step = far[start * count + one] + 1;
      for (const two of near[one]) {
        if (far[start * count + two] !== 255 || step > 20) continue;
        far[start * count + two] = step;
        queue.push(two);
      }
    }
  }
  return far;
}

/** Where to start: fixed places, beside a fixed neighbour, else on a spiral in the order of importance. */
function begin(nodes, near, places, fixed) {
  const [x, y] = [new Float64Array(nodes.length), new Float64Array(nodes.length)];
  nodes.forEach((node, index) => {
    const turn = index * TURN;
    const beside = fixed[index] ? node : nodes[near[index].find((other) => fixed[other])];
    const at = beside ? places.get(beside) : { x: 0, y: 0 };
    const away = fixed[index] ? 0 : beside ? LENGTH * 0.7 : LENGTH * 0.5 * Math.sqrt(index);
    x[index] = at.x + Math.cos(turn) * away;
    y[index] = at.y + Math.sin(turn) * away;
  });
  return [x, y];
}

/** Push apart what stands too close; what is fixed does not move. */
function spread(x, y, fixed) {
  const count = x.length;
  for (let round = 0; round < 80; round += 1) {
    let touching = 0;
    for (let one = 0; one < count; one += 1) {
      for (let two = one + 1; two < count; two += 1) {
        let [dx, dy] = [x[one] - x[two], y[one] - y[two]];
        if (Math.abs(dx) >= APART || Math.abs(dy) >= APART || (fixed[one] && fixed[two])) continue;
        let length = Math.hypot(dx, dy);
        if (length >= APART) continue;
        if (length < 1e-6) [dx, dy, length] = [Math.cos(one * TURN), Math.sin(one * TURN), 1];
        touching += 1;
        const push = ((APART - length) / length) * (fixed[one] || fixed[two] ? 0.7 : 0.35);
        if (!fixed[one]) [x[one], y[one]] = [x[one] + dx * push, y[one] + dy * push];
        if (!fixed[two]) [x[two], y[two]] = [x[two] - dx * push, y[two] - dy * push];
      }
    }
    if (!touching) break;
  }
}
