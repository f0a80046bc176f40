// A story: steps through the picture, told one by one.

import { byId, counted, element, fill } from "./dom.js";
import { dayWords } from "./days.js";

/** Make the story bar; it stays hidden where the page has no story. */
export function createStory(app) {
  const { story } = app.model;
  const bar = byId("story");
  if (!story) return { render() {}, tell() {} };
  bar.hidden = false;
  const tell = (step) => {
    const at = Math.max(-1, Math.min(step, story.steps.length - 1));
    if (at < 0) return app.update({ step: -1, base: "opening", focus: [], pick: null, plus: [], minus: [], from: null, to: null }, { fit: true });
    const { focus, depth, day } = story.steps[at];
    const nodes = focus.map((index) => app.model.nodes[index]);
    return app.update({
      step: at, day, base: nodes.length ? "focus" : "opening", focus: nodes, depth, pick: null, plus: [], minus: [], from: null, to: null,
    }, { fit: true });
  };
  const before = element("button", { type: "button", text: "‹ Back", on: { click: () => tell(app.state.step - 1) } });
  const next = element("button", { type: "button", class: "main", on: { click: () => tell(app.state.step + 1) } });
  const words = element("p", { "aria-live": "polite" });
  const title = element("strong");
  fill(bar, element("div", { class: "told" }, title, words), element("div", { class: "steps" }, before, next));
  return {
    tell,
    render() {
      const { step } = app.state;
      const one = story.steps[step];
      title.textContent = one ? `${step + 1} of ${story.steps.length} · ${dayWords(one.day)}` : story.title || "A story";
      words.textContent = one ? one.caption : `${counted(story.steps.length, "step")}.`;
      before.disabled = step < 0;
      next.disabled = step >= story.steps.length - 1;
      next.textContent = step < 0 ? "Tell it ›" : "Next ›";
    },
  };
}
