// @ts-check
/* Where a reader is in a plan: what is done of each week, what comes next, and what would make the rest fit. No document here,
   and no clock. */

import { dayNumber, mondayOf } from "./days.js";

/** @typedef {import("./planner.js").Plan} Plan */
/** @typedef {import("./planner.js").Week} Week */
/** @typedef {import("./planner.js").Step} Step */
/** @typedef {import("./planner.js").Input} Input */
/** @typedef {(item: string) => boolean} IsDone */

const MOST_HOURS = 40;
const LONGEST_TITLE = 90;

/** Whether a step is what one ticks: a part of something longer is not, unless it is its last. */
export function ticks(/** @type {Pick<Step, "part">} */ { part }) {
  if (!part) return true;
  const [place, all] = part.split(" of ");
  return place === all;
}

/** How many steps of a week are done, of how many that can be ticked. */
export function tally(/** @type {Pick<Week, "steps">} */ { steps }, /** @type {IsDone} */ done) {
  const counted = steps.filter(ticks);
  return { done: counted.filter(({ item }) => done(item)).length, total: counted.length };
}

/** The week in which a day is, or nothing before the first and after the last. */
export function present(/** @type {Plan} */ { weeks }, /** @type {string} */ today) {
  const monday = mondayOf(dayNumber(today));
  return weeks.find(({ start }) => mondayOf(dayNumber(start)) === monday);
}

/** What comes next: the first step that isn't done of this week, or of the weeks after it, or of those before. */
export function next(/** @type {Plan} */ { weeks }, /** @type {IsDone} */ done, /** @type {string} */ today) {
  const monday = mondayOf(dayNumber(today));
  const open = (/** @type {Step} */ step) => !done(step.item) && (ticks(step) || step.date >= today);
  const rows = weeks.flatMap((week) => week.steps.filter(open).map((step) => ({ week, step })));
  return rows.find(({ week }) => mondayOf(dayNumber(week.start)) >= monday) ?? rows[0];
}

/** Steps of weeks that are over and aren't done. */
export function behind(/** @type {Plan} */ { weeks }, /** @type {IsDone} */ done, /** @type {string} */ today) {
  const monday = mondayOf(dayNumber(today));
  const over = weeks.filter(({ start }) => mondayOf(dayNumber(start)) < monday);
  return over.flatMap(({ steps }) => steps.filter((step) => ticks(step) && !done(step.item)));
}

/** The first sentence of a long title, and the rest. */
export function headOf(/** @type {string} */ title) {
  const end = title.search(SENTENCE_END);
  const head = end < 0 ? title : title.slice(0, end + 1);
  return [head, title.slice(head.length)];
}

const SENTENCE_END = /[.?!](?= )/u;

/** A title that fits one line. */
export function brief(/** @type {string} */ title) {
  const [head = ""] = headOf(title);
  return head.length > LONGEST_TITLE ? `${head.slice(0, head.lastIndexOf(" ", LONGEST_TITLE))} …` : head;
}

/**
 * What would make everything fit: hours a week, in the time that there is, or weeks more with the hours that there are. Zero
 * where neither is possible.
 * @param {Input} input
 * @param {(input: Input) => Promise<Plan>} make which may let others go first, since it is called several times
 */
export async function price(input, make) {
  const worked = (/** @type {Plan} */ { weeks }) => weeks.filter(({ paused }) => !paused).length;
  const fits = async (/** @type {number} */ halves) => !(await make({ ...input, hours: halves / 2 })).left.length;
  let [least, most] = [Math.floor(input.hours * 2) + 1, MOST_HOURS * 2];
  let hours = 0;
  while (least <= most) {
    const middle = Math.floor((least + most) / 2);
    if (await fits(middle)) {
      hours = middle / 2;
      most = middle - 1;
    } else least = middle + 1;
  }
  const { until: _, weeks: __, ...endless } = input;
  const whole = await make(endless);
  const more = worked(whole) - (input.weeks ?? worked(await make(input)));
  return { hours, weeks: whole.left.length ? 0 : Math.max(0, more) };
}
