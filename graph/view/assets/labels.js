// Where labels go: greedily by importance, and only where nothing is in the way.

const CELL = 48;

/** A grid of the boxes that are taken. */
export function createRoom() {
  const cells = new Map();
  const over = function* (box) {
    for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1)
      for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) yield column * 100003 + row;
  };
  const meets = (one, two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
  return {
    /** Whether a box is free of all taken ones, save those of an owner and, where said so, the discs of nodes. */
    free(box, owner, overDiscs = false) {
      for (const key of over(box))
        for (const other of cells.get(key) ?? []) if (other.owner !== owner && !(overDiscs && other.disc) && meets(box, other)) return false;
      return true;
    },
    take(box, owner = null, disc = false) {
      const kept = { ...box, owner, disc };
      for (const key of over(box)) {
        const several = cells.get(key);
        if (several) several.push(kept);
        else cells.set(key, [kept]);
      }
    },
  };
}

/**
 * Place labels.
 *
 * @param wanted items in order of importance: `x`, `y`, `radius` of their node in pixels, `width` and `height` of the text, `owner`
 * @param room what is taken already; the placed labels are taken there too
 * @param bounds width and height of the picture
 * @param most how many at most
 * What is `right` has its label there and nowhere else. Labels of strong and leading items may cover nodes where there is no better place, but never another label.
 *
 * @returns the placed items with `left` and `top`
 */
export function placeLabels(wanted, room, bounds, most) {
  const placed = [];
  for (const one of wanted) {
    if (placed.length >= most) break;
    const gap = 3;
    const middle = one.x - one.width / 2;
    const centre = one.y - one.height / 2;
    const tries = [
      [middle, one.y + one.radius + gap], [one.x + one.radius + gap + 1, centre], [one.x - one.radius - gap - 1 - one.width, centre],
      [middle, one.y - one.radius - gap - one.height],
    ];
    if (one.right) tries.splice(0, 4, tries[1]);
    const modes = one.strong || one.leading ? [false, true] : [false];
    for (const [[left, top], overDiscs] of modes.flatMap((mode) => tries.map((at) => [at, mode]))) {
      const pad = one.right ? 0 : 1;
      const box = { left: left - 2 * pad, right: left + one.width + 2 * pad, top: top - pad, bottom: top + one.height + pad };
      if (box.left < 0 || box.top < 0 || box.right > bounds.width || box.bottom > bounds.height) continue;
      if (!room.free(box, one.owner, overDiscs)) continue;
      room.take(box, one.owner);
      placed.push({ ...one, left, top });
      break;
    }
  }
  return placed;
}
