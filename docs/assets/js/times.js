// @ts-check
/* Minutes and days in words. No document here, and no clock. */

const HOUR = 60;
const ROUGHLY = 5; // Minutes to which more than an hour is rounded.
const LONG = 600; // Minutes from which only hours are told.

/** `45 min`, `3 h`, `3 h 20 min`, `29 h`. */
export function spoken(/** @type {number} */ minutes) {
  if (minutes >= LONG) return `${Math.round(minutes / HOUR)} h`;
  const round = minutes > HOUR ? Math.round(minutes / ROUGHLY) * ROUGHLY : Math.round(minutes);
  const [hours, rest] = [Math.floor(round / HOUR), round % HOUR];
  if (!hours) return `${rest} min`;
  return rest ? `${hours} h ${rest} min` : `${hours} h`;
}

/* One for each way to write a day, since making them is slow. */
const FORMS = {
  day: form({ day: "numeric", month: "long" }),
  weekday: form({ weekday: "short", day: "numeric", month: "short" }),
  full: form({ day: "numeric", month: "long", year: "numeric" }),
};

function form(/** @type {Intl.DateTimeFormatOptions} */ options) {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
}

/** A day such as `2026-11-30` in words: `30 November`, `Mon, 30 Nov`, `30 November 2026`. */
export const spokenDay = (/** @type {string} */ day, /** @type {keyof typeof FORMS} */ as = "day") =>
  FORMS[as].format(new Date(`${day}T00:00:00Z`));

/** `1 step`, `2 steps`. */
export const count = (/** @type {number} */ number, /** @type {string} */ what) => `${number} ${what}${number === 1 ? "" : "s"}`;
