// Columns of the payload as graph/view/columns.py packs them.

/** Texts from pairs: how many letters each has in common with the one before, and the rest of it. */
export function unfront(packed) {
  const texts = [];
  let before = "";
  for (let at = 0; at < packed.length; at += 2) {
    // letters are counted as Python counts them
    const begin = packed[at] === 0 ? "" : Array.from(before).slice(0, packed[at]).join("");
    texts.push((before = begin + packed[at + 1]));
  }
  return texts;
}

/** Numbers from the differences between neighbours. */
export function sums(steps) {
  let number = 0;
  return steps.map((step) => (number += step));
}
