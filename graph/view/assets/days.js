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

/** A date as rows have it (a part of EDTF) in words; any other text as it is. */
export function inWords(text) {
  if (/^\d{4}(-\d\d){0,2}[~?%]$/.test(text)) return `about ${text.slice(0, -1)}`;
  if (/^\d\d(\dX|XX)$/.test(text)) return `${text.replaceAll("X", "0")}s`;
  const ranged = /^\[([\d-]*[~?%X]*)\.\.([\d-]*[~?%X]*)\]$/.exec(text);
  if (!ranged || text === "[..]") return text;
  const [lower, upper] = [inWords(ranged[1]), inWords(ranged[2])];
  return lower && upper ? `between ${lower} and ${upper}` : upper ? `${upper} or before` : `${lower} or later`;
}

/** The number of YYYY-MM-DD; undefined where it is no day. */
export function dayNumber(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const made = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(made) ? undefined : Math.round(made / 86400000);
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * The day that a reader types: YYYY-MM-DD, `5 June 2019` or `June 5, 2019`; of a month its 15th, of a year its 1 July.
 * Undefined where it is none of these, null for `latest`.
 */
export function readDay(text) {
  const plain = text.trim().toLowerCase();
  if (plain === "latest") return null;
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(plain);
  const named = /^(?:(\d{1,2})\.? )?([a-z]{3,9})\.?(?: (\d{1,2}),?)? (\d{4})$/.exec(plain);
  const year = iso?.[1] ?? named?.[4];
  const month = iso ? iso[2] : named && monthOf(named[2]);
  const day = iso ? iso[3] : named?.[1] ?? named?.[3];
  if (!year || (named && !month)) return undefined;
  const two = (number) => String(number).padStart(2, "0");
  const full = `${year}-${two(month ?? 7)}-${two(day ?? (month ? 15 : 1))}`;
  const number = dayNumber(full);
  return number !== undefined && dayText(number) === full ? number : undefined;
}

function monthOf(word) {
  const at = MONTHS.indexOf(word.slice(0, 3));
  const whole = at < 0 ? "" : new Date(Date.UTC(2000, at, 1)).toLocaleDateString("en-GB", { month: "long", timeZone: "UTC" }).toLowerCase();
  return at >= 0 && (whole.startsWith(word) || word === "sept") ? at + 1 : undefined;
}

/** The first day of the month after a day. */
export function nextMonth(day) {
  const made = new Date(day * 86400000);
  return Math.round(Date.UTC(made.getUTCFullYear(), made.getUTCMonth() + 1, 1) / 86400000);
}
