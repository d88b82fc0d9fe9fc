// @ts-check
/* Minutes and days in words. No document here, and no clock. */

const HOUR = 60;

/** `45 min`, `3 h`, `3 h 20 min`. */
export function spoken(/** @type {number} */ minutes) {
  const [hours, rest] = [Math.floor(minutes / HOUR), Math.round(minutes % HOUR)];
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
