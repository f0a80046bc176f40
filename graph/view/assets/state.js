// What the reader has chosen, and its short form in the address, so that a link shows the same picture.

import { dayNumber, dayText } from "./days.js";

const PANES = ["", "table", "timeline"];

/** The state in which a page opens. */
export function openingState(model) {
  return {
    day: model.about.day, pick: null, base: "opening", focus: [], depth: 1, plus: [], minus: [], off: [], sure: false,
    pane: "", from: null, to: null, over: "", ever: false, step: -1,
  };
}

/** The address part of a state; empty for the opening state. */
export function encodeState(model, state) {
  const opening = openingState(model);
  const parts = [];
  const add = (name, value) => parts.push(`${name}=${encodeURIComponent(value)}`);
  const ids = (several) => several.map((node) => node.id).join(",");
  if (state.day !== opening.day) add("day", state.day === null ? "latest" : dayText(state.day));
  if (state.pick) add(state.pick.node ? "node" : "tie", (state.pick.node ?? state.pick.tie).id);
  if (state.base === "all") add("show", "all");
  if (state.base === "focus") add("focus", ids(state.focus));
  if (state.base === "focus" && state.depth !== 1) add("depth", state.depth);
  if (state.plus.length) add("plus", ids(state.plus));
  if (state.minus.length) add("minus", ids(state.minus));
  if (state.off.length) add("off", state.off.join(","));
  if (state.sure) add("sure", "1");
  if (state.pane) add("pane", state.pane);
  if (state.from) add("from", state.from.id);
  if (state.to) add("to", state.to.id);
  if (state.over) add("over", state.over);
  if (state.ever) add("ever", "1");
  if (state.step >= 0) add("step", state.step + 1);
  return parts.join("&");
}

/** The state of an address part; what it names and is not there is left out. */
export function decodeState(model, text) {
  const state = openingState(model);
  const given = new URLSearchParams(text.replace(/^#/, ""));
  const nodes = (name) => (given.get(name) ?? "").split(",").map((id) => model.nodeById.get(id)).filter(Boolean);
  const day = given.get("day");
  if (day === "latest") state.day = null;
  else if (day && dayNumber(day) !== undefined) state.day = dayNumber(day);
  if (model.nodeById.has(given.get("node"))) state.pick = { node: model.nodeById.get(given.get("node")) };
  if (model.tieById.has(given.get("tie"))) state.pick = { tie: model.tieById.get(given.get("tie")) };
  if (given.get("show") === "all") state.base = "all";
  if (nodes("focus").length) Object.assign(state, { base: "focus", focus: nodes("focus") });
  if (["0", "1", "2", "3"].includes(given.get("depth"))) state.depth = Number(given.get("depth"));
  state.plus = nodes("plus");
  state.minus = nodes("minus");
  const names = new Set([...model.kinds, ...model.relations].map((kind) => kind.name));
  state.off = (given.get("off") ?? "").split(",").filter((name) => names.has(name));
  state.sure = given.get("sure") === "1";
  if (PANES.includes(given.get("pane"))) state.pane = given.get("pane");
  state.from = model.nodeById.get(given.get("from")) ?? null;
  state.to = model.nodeById.get(given.get("to")) ?? null;
  if (model.kinds.some((kind) => kind.name === given.get("over"))) state.over = given.get("over");
  state.ever = given.get("ever") === "1";
  const step = Number(given.get("step"));
  if (model.story && Number.isInteger(step) && step >= 1 && step <= model.story.steps.length) state.step = step - 1;
  return state;
}
