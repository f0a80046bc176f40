// Time: the slider, the date, play, and the next day on which something changes.

import { byId, element } from "./dom.js";
import { dayText, dayWords, nextMonth, readDay } from "./days.js";

const BEAT = 350;

/** Wire the slider. The last place of it is the latest known state. */
export function createClock(app) {
  const { about } = app.model;
  const [slider, date, words, play] = ["day", "date", "day-words", "play"].map(byId);
  slider.min = about.first;
  slider.max = about.last + 1;
  const span = about.last + 1 - about.first;
  const step = [1, 2, 5, 10, 20, 50].find((years) => span / 365.25 / years <= 12) ?? 100;
  for (let year = Math.ceil(Number(dayText(about.first).slice(0, 4)) / step) * step; year <= Number(dayText(about.last).slice(0, 4)); year += step) {
    const at = (Math.round(Date.UTC(year, 0, 1) / 86400000) - about.first) / span;
    if (at < 0.01 || at > 0.98) continue;
    const mark = element("span", { text: year });
    mark.style.left = `${at * 100}%`;
    byId("years").append(mark);
  }
  let timer = null;
  let waiting = false;

  /** Days on which anything of what is in the picture over time begins or ends, in order. */
  const changes = () => {
    const days = new Set();
    for (const tie of app.model.edges) {
      if (!app.everShown.has(tie.a) || !app.everShown.has(tie.b)) continue;
      for (let at = 0; at < tie.spans.length; at += 4) {
        days.add(tie.spans[at]);
        days.add(tie.spans[at + 1] + 1);
      }
    }
    return [...days].filter((day) => day > about.first && day <= about.last).sort((one, two) => one - two);
  };
  const go = (day, how) => app.update({ day }, how);
  const fromSlider = () => (Number(slider.value) > about.last ? null : Number(slider.value));
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "▶";
    play.setAttribute("aria-label", "Play");
    play.setAttribute("aria-pressed", "false");
  };
  const beat = () => {
    const day = app.state.day;
    if (day === null) return stop();
    const next = changes().find((other) => other >= nextMonth(day));
    return go(next ?? null, { replace: true });
  };
  play.addEventListener("click", () => {
    if (timer !== null) return stop();
    if (app.state.day === null) go(changes()[0] ?? about.first, { replace: true });
    play.textContent = "❚❚";
    play.setAttribute("aria-label", "Pause");
    play.setAttribute("aria-pressed", "true");
    timer = setInterval(beat, BEAT);
    return undefined;
  });
  slider.addEventListener("input", () => {
    stop();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      go(fromSlider(), { replace: true });
    });
  });
  slider.addEventListener("change", () => go(fromSlider()));
  date.addEventListener("change", () => {
    const day = readDay(date.value);
    date.setAttribute("aria-invalid", String(day === undefined));
    if (day !== undefined) go(day);
    else words.textContent = `“${date.value}” is no day: expected for example 2005, June 2019 or 2019-06-05`;
  });
  byId("latest").addEventListener("click", () => go(null));
  byId("before").addEventListener("click", () => go(changes().reverse().find((day) => app.state.day === null || day < app.state.day) ?? about.first));
  byId("after").addEventListener("click", () => go(app.state.day === null ? null : changes().find((day) => day > app.state.day) ?? null));
  return {
    stop,
    render() {
      const { day } = app.state;
      slider.value = day ?? about.last + 1;
      slider.setAttribute("aria-valuetext", dayWords(day));
      date.removeAttribute("aria-invalid");
      date.value = day === null ? "" : dayText(day);
      words.textContent = dayWords(day);
      byId("latest").setAttribute("aria-pressed", String(day === null));
    },
  };
}
