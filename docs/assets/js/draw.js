// @ts-check
/* Drawing a question to practise, and the words of its clock. No document here. */

/**
 * One of `fitting` at random: first what is neither practised nor drawn, then what is not drawn, then any but the present
 * one. `again` says that all of them were drawn, so that a new round begins.
 * @template {{ id: string }} Q
 * @param {Q[]} fitting at least one
 * @param {{ drawn: (id: string) => boolean, practised: (id: string) => boolean, present: string | undefined }} known
 * @param {() => number} [random] at least 0, less than 1
 */
export function choose(fitting, { drawn, practised, present }, random = Math.random) {
  const fresh = fitting.filter(({ id }) => !drawn(id));
  const unpractised = fresh.filter(({ id }) => !practised(id));
  const others = fitting.filter(({ id }) => id !== present);
  const pool = [unpractised, fresh, others].find((list) => list.length) ?? fitting;
  const question = /** @type {Q} */ (pool[Math.floor(random() * pool.length)]);
  return { question, again: !fresh.length };
}

/** What a clock shows: minutes and seconds that are left, or with a plus those that were too many. */
export function clock(/** @type {number} */ milliseconds) {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  return `${milliseconds < -499 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
