// Days as numbers of days since 1970-01-01; null means the latest known state.

/** A day as YYYY-MM-DD. */
export function dayText(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

/** A day in words. */
export function dayWords(day) {
  if (day === null) return "latest known state";
  const made = new Date(day * 86400000);
  return made.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** The number of YYYY-MM-DD; undefined where it is no day. */
export function dayNumber(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const made = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(made) ? undefined : Math.round(made / 86400000);
}

/** The first day of the month after a day. */
export function nextMonth(day) {
  const made = new Date(day * 86400000);
  return Math.round(Date.UTC(made.getUTCFullYear(), made.getUTCMonth() + 1, 1) / 86400000);
}
