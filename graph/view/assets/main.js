// The page: its state, what follows from it, and how its parts hang together.

import { connectionOf, createBetween } from "./between.js";
import { createClock } from "./clock.js";
import { dayWords } from "./days.js";
import { byId, counted, fill } from "./dom.js";
import { createLargePicture } from "./large.js";
import { createLegend } from "./legend.js";
import { certainty, makeModel, reason, sourceCount, unpack } from "./model.js";
import { createPanel } from "./panel.js";
import { createPicture } from "./picture.js";
import { shownAt } from "./scope.js";
import { createStand } from "./stand.js";
import { createSearch } from "./search.js";
import { decodeState, encodeState, openingState } from "./state.js";
import { createStory } from "./story.js";
import { createTable } from "./table.js";
import { createTake } from "./take.js";
import { createTimeline } from "./timeline.js";
import { wireKeys } from "./keys.js";

/** Run the text of the renderer, whose hash the policy of the page knows; null where the page has none. */
async function loadRenderer() {
  if (!byId("renderer").textContent) return null;
  const script = document.createElement("script");
  script.textContent = await unpack(byId("renderer").textContent);
  document.head.append(script);
  return globalThis.vis;
}

/** The page as one object that its parts share. */
function createApp(model) {
  const app = { model, state: decodeState(model, location.hash), shown: null, shownNodes: new Set(), everShown: new Set(), picture: null, parts: [] };

  const stand = createStand(model);
  app.stand = stand;
  const remember = (replace) => {
    const text = encodeState(model, app.state);
    if (text === location.hash.slice(1)) return;
    try {
      history[replace ? "replaceState" : "pushState"](null, "", `#${text}`);
    } catch {
      // a page inside a sandboxed frame has no address of its own
    }
  };

  /** Show a connection beside the box that spells it out. */
  app.fitConnection = (animated = true) => {
    const { from, to } = app.state;
    const taken = byId("connection").offsetLeft + byId("connection").offsetWidth;
    const inset = taken < app.picture.canvas().clientWidth / 1.6 ? taken : 0;
    app.picture.fit([...new Set([from, to, ...app.connection.ties.flatMap((tie) => [tie.a, tie.b])])].filter((node) => app.shownNodes.has(node)), animated, inset);
  };

  /** What follows from the state: everything is drawn anew. */
  app.render = (how = {}) => {
    app.connection = connectionOf(app.state);
    app.shown = shownAt(model, app.state, app.connection?.ties ?? []);
    stand(app.state, app.shown);
    app.shownNodes = new Set(app.shown.nodes);
    for (const node of app.shown.nodes) app.everShown.add(node);
    app.picture?.show(app.shown);
    app.picture?.bring(broughtOut(app));
    for (const part of app.parts) part.render(app.shown);
    if (how.fit) app.picture?.fit();
    if (how.fitAround) app.picture?.fit([how.fitAround, ...around(how.fitAround)].filter((node) => app.shownNodes.has(node)));
    if (how.fitPath && app.connection) app.fitConnection();
    if (how.focusPanel) app.panel.focus();
  };

  /** Change the state. `how.replace` makes no new entry in the history. */
  app.update = (changes, how = {}) => {
    // a poster has no room for more: what is opened there is shown in a picture of its own
    const opened = model.plan && app.state.base === "opening" && !changes.base ? changes.plus?.at(-1) : null;
    const alone = opened ? { base: "focus", focus: [opened], depth: 1, plus: [], minus: [] } : {};
    app.state = { ...app.state, ...changes, ...alone };
    remember(how.replace);
    app.render(opened ? { ...how, fit: true, fitAround: null } : how);
  };

  /** Pick an entity or a relationship; what is not in the picture yet comes with its neighbours. */
  app.pick = (found, how = {}) => {
    if (app.state.from && !app.state.to && found?.node && found.node !== app.state.from) return app.update({ to: found.node, pick: null }, { fitPath: true });
    const away = found?.node && !app.shownNodes.has(found.node);
    app.update(away ? { pick: found, plus: [...app.state.plus, found.node] } : { pick: found }, away ? { ...how, fitAround: found.node } : how);
    const node = found?.node ?? found?.tie?.a;
    if (node && !away && app.picture && !app.picture.inView(node)) app.picture.fit([node, ...(found.tie?.b ? [found.tie.b] : [...around(node)].filter((one) => app.shownNodes.has(one)))]);
    return undefined;
  };
  addEventListener("hashchange", () => {
    app.state = decodeState(model, location.hash);
    app.render();
  });
  addEventListener("popstate", () => {
    app.state = decodeState(model, location.hash);
    app.render();
  });
  return app;
}

function around(node) {
  return new Set(node.ties.map((tie) => (tie.a === node ? tie.b : tie.a)));
}

/** What the picture brings out: what is picked with its neighbours, a connection, or what the page was made to show. */
function broughtOut(app) {
  const { state, model, shown } = app;
  const nodes = new Set();
  const ties = new Set();
  const strong = new Set();
  const add = (tie) => ties.add(tie) && nodes.add(tie.a).add(tie.b);
  if (state.from && state.to) {
    for (const tie of app.connection.ties) add(tie);
    nodes.add(state.from).add(state.to);
    strong.add(state.from).add(state.to);
  } else if (state.pick?.tie) {
    if (state.pick.tie.b) {
      add(state.pick.tie);
      strong.add(state.pick.tie.a).add(state.pick.tie.b);
    } else strong.add(state.pick.tie.a) && nodes.add(state.pick.tie.a);
  } else if (state.pick?.node) {
    nodes.add(state.pick.node);
    strong.add(state.pick.node);
    for (const one of shown.ties) if (one.tie.a === state.pick.node || one.tie.b === state.pick.node) add(one.tie);
  } else if (state.base === "opening" && state.step < 0 && (model.highlight.ties.length || model.highlight.nodes.length)) {
    for (const index of model.highlight.ties) if (model.ties[index].b) add(model.ties[index]); else nodes.add(model.ties[index].a);
    for (const index of model.highlight.nodes) nodes.add(model.nodes[index]);
    for (const node of nodes) strong.add(node);
  } else if (state.base === "focus") for (const node of state.focus) strong.add(node);
  else if (state.base === "opening") for (const index of model.focus) strong.add(model.nodes[index]);
  return { nodes, ties, strong };
}

/** The line above the picture: how many of how many are shown, and what is not. */
function aboutPart(app) {
  const { about } = app.model;
  fill(byId("edition"), about.known ? `known at ${about.known}` : "all sources", ` · policy ${about.policy} · ${about.data}`);
  return {
    render(shown) {
      const holding = shown.ties.length;
      const sources = sourceCount(app.model, shown.ties.map((one) => one.tie));
      const possibly = shown.ties.filter((one) => !one.sure).length;
      byId("counts").textContent = `${dayWords(app.state.day)}: ${counted(shown.nodes.length, "entity", "entities")}, ${counted(holding, "relationship")} (${possibly} possibly), ${counted(sources, "source")}`;
      const away = [];
      if (shown.away) away.push(`${counted(shown.away, "more entity", "more entities")} and ${counted(shown.holding - holding, "relationship")} of this day`);
      const past = app.model.edges.length - shown.holding;
      if (past) away.push(`${counted(past, "relationship")} of other days`);
      if (about.left_out) away.push(`${counted(about.left_out, "entity", "entities")} outside this page`);
      byId("away").textContent = away.length ? `Not in the picture: ${away.join(", ")}.` : "Everything known of this day is in the picture.";
      byId("all").hidden = app.state.base === "all";
      byId("home").disabled = encodeState(app.model, { ...app.state, pane: "" }) === "" && !app.stand.isTouched;
      byId("depth").hidden = app.state.base !== "focus";
      byId("depth-choice").value = String(app.state.depth);
    },
  };
}

function wirePanes(app, parts) {
  const buttons = { table: byId("show-table"), timeline: byId("show-timeline") };
  for (const [name, button] of Object.entries(buttons)) button.addEventListener("click", () => app.update({ pane: app.state.pane === name ? "" : name }));
  return {
    render(shown) {
      for (const [name, button] of Object.entries(buttons)) {
        button.setAttribute("aria-expanded", String(app.state.pane === name));
        byId(name).hidden = app.state.pane !== name;
      }
      byId("drawer").hidden = !app.state.pane;
      for (const part of parts) part.render(shown);
    },
  };
}

function wireTools(app) {
  const { picture } = app;
  const on = (id, act) => byId(id).addEventListener("click", act);
  on("zoom-in", () => picture.zoom(1.3));
  on("zoom-out", () => picture.zoom(1 / 1.3));
  on("fit", () => picture.fit());
  on("home", () => {
    app.stand.reset();
    app.update({ ...openingState(app.model), pane: app.state.pane }, { fit: true });
  });
  on("all", () => app.update({ base: "all" }, { fit: true }));
  on("png", app.take.png);
  on("svg", app.take.svg);
  on("print", () => print());
  byId("depth-choice").addEventListener("change", (event) => app.update({ depth: Number(event.target.value) }, { fit: true }));
  const physics = byId("physics");
  physics.hidden = !picture.setPhysics;
  physics.addEventListener("click", () => {
    const now = physics.getAttribute("aria-pressed") !== "true";
    physics.setAttribute("aria-pressed", String(now));
    picture.setPhysics(now);
  });
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const paint = () => byId("theme").setAttribute("aria-pressed", String(dark()));
  on("theme", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    paint();
    picture.setTheme();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    paint();
    picture.setTheme();
  });
  paint();
}

async function start() {
  const [payload, vis] = await Promise.all([unpack(byId("data").textContent), loadRenderer()]);
  performance.mark("unpacked");
  const model = makeModel(JSON.parse(payload));
  performance.mark("read");
  const app = createApp(model);
  const options = JSON.parse(byId("options").textContent);
  app.take = createTake(app);
  app.panel = createPanel(app, byId("panel"));
  app.table = createTable(app, byId("table"));
  app.timeline = createTimeline(app, byId("timeline"));
  app.story = createStory(app);
  app.clock = createClock(app);
  app.parts = [createBetween(app), aboutPart(app), createLegend(app, byId("legend")), app.panel, app.clock, app.story, wirePanes(app, [app.table, app.timeline])];
  if (innerWidth <= 760 || (innerWidth <= 1100 && innerHeight < 800)) byId("legend-box").open = false;
  const handlers = {
    pick: (found) => app.pick(found),
    moved: (node, place) => {
      app.stand.move(node, place);
      byId("home").disabled = false;
    },
    open: (node) => app.update({ plus: app.state.plus.includes(node) ? app.state.plus : [...app.state.plus, node] }, { fitAround: node }),
  };
  app.picture = vis ? createPicture(vis, byId("picture"), model, options, handlers) : createLargePicture(byId("picture"), model, handlers);
  createSearch(app, byId("search"), byId("found"), (node) => app.pick({ node }, { focusPanel: true }));
  wireTools(app);
  wireKeys(app, byId("picture"), byId("spoken"));
  if (model.story && !location.hash) app.story.tell(0);
  else app.render();
  if (app.connection) app.fitConnection(false);
  else app.picture.fit(null, false);
  performance.mark("ready");
  document.body.classList.add("ready");
  globalThis.industryView = { app, certainty, reason };
}

start().catch((error) => {
  byId("counts").textContent = `This page cannot be shown: ${error.message}`;
  throw error;
});
