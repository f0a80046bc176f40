// The picture by keyboard: arrows walk from entity to entity, and what is reached is spoken.

/** Wire keys on the picture; `spoken` is the live region. */
export function wireKeys(app, container, spoken) {
  let at = null;
  const say = (node) => {
    const ties = app.shown.ties.filter((one) => one.tie.a === node || one.tie.b === node).length;
    const stage = app.shown.stages.get(node);
    spoken.textContent = `${node.name}, ${node.kind.label}${stage ? `, ${stage.text}` : ""}, ${ties} relationships. Enter to read.`;
  };
  const go = (node) => {
    at = node;
    app.picture.hover({ node });
    if (!app.picture.inView(node)) app.picture.fit([node]);
    say(node);
  };
  /** The nearest entity in a direction. */
  const next = (right, down) => {
    const { items, point } = app.picture.screen();
    if (!at || !point.has(at)) return items[0]?.node;
    const here = point.get(at);
    let best = null;
    let least = Infinity;
    for (const one of items) {
      const [x, y] = [one.x - here.x, one.y - here.y];
      const along = x * right + y * down;
      const aside = Math.abs(x * down) + Math.abs(y * right);
      if (along <= 1 || aside > along * 2) continue;
      if (along + aside * 2 < least) [best, least] = [one.node, along + aside * 2];
    }
    return best;
  };
  const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  container.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = directions[event.key];
    if (direction && event.shiftKey) app.picture.pan(direction[0] * 80, direction[1] * 80);
    else if (direction) {
      const node = next(...direction);
      if (node) go(node);
    } else if (event.key === "Enter" && at) app.pick({ node: at }, { focusPanel: true });
    else if (event.key === "+" || event.key === "=") app.picture.zoom(1.3);
    else if (event.key === "-") app.picture.zoom(1 / 1.3);
    else if (event.key === "0") app.picture.fit();
    else if (event.key === "Escape") app.pick(null);
    else return;
    event.preventDefault();
  });
  container.addEventListener("focus", () => {
    if (app.state.pick?.node) at = app.state.pick.node;
    spoken.textContent = `Picture of ${app.shown.nodes.length} entities. Arrow keys walk from one to the next, Enter reads.`;
  });
  container.addEventListener("blur", () => app.picture.hover(null));
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      document.getElementById("search").focus();
    } else if (event.key === "Escape" && !typing && app.state.pick) app.pick(null);
  });
}
