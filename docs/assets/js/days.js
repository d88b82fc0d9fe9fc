// @ts-check
/* Days of the calendar as numbers, so that weeks can be counted without a clock and without time zones. */

const MILLISECONDS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The number of a day such as `2026-11-26`; not a number where there is no such day. */
export function dayNumber(/** @type {unknown} */ day) {
  if (typeof day !== "string" || !DAY.test(day)) return Number.NaN;
  const number = Date.parse(`${day}T00:00:00Z`) / MILLISECONDS;
  return Number.isNaN(number) || dayOf(number) !== day ? Number.NaN : number;
}

/** The day of a number. */
export const dayOf = (/** @type {number} */ number) => new Date(number * MILLISECONDS).toISOString().slice(0, 10);

/** 0 for Monday to 6 for Sunday. */
export const weekday = (/** @type {number} */ number) => (((number + 3) % 7) + 7) % 7;

/** The Monday of a day's week. */
export const mondayOf = (/** @type {number} */ number) => number - weekday(number);
