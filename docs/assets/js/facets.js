// @ts-check
/* Facets that combine: values of one facet are alternatives, facets narrow one another. No document here. */

/** @typedef {{ values: number[][] }} Entry For each facet, the numbers of the values that the entry has. */

/**
 * Which entries fit, and what each further choice would give.
 *
 * Facets and their values are numbered. `chosen` has for each facet the set of the chosen numbers, or null; `tests` maps the
 * name of any other filter in use to a function of an entry; `size` is how many values there are in all. Returns `fitting`,
 * the entries; `counts`, by value, how many entries there are with it if the filters on other facets stay; and `without`, a
 * map from a filter in use (a facet's number, or a name) to how many entries more there would be without it.
 * @template {Entry} E
 * @param {E[]} entries
 * @param {(Set<number> | null)[]} chosen
 * @param {Map<string, (entry: E) => boolean>} tests
 * @param {number} size
 */
export function sift(entries, chosen, tests, size) {
  /** @type {E[]} */
  const fitting = [];
  const counts = new Uint32Array(size);
  /** @type {Map<number | string, number>} */
  const without = new Map();
  const used = [...chosen.entries()].flatMap(([facet, numbers]) => (numbers ? [{ facet, numbers }] : []));
  for (const entry of entries) {
    const failed = failure(entry, used, tests);
    if (failed === SEVERAL) continue;
    if (failed === NONE) {
      fitting.push(entry);
      for (const numbers of entry.values) count(counts, numbers);
    } else {
      without.set(failed, (without.get(failed) ?? 0) + 1);
      if (typeof failed === "number") count(counts, entry.values[failed] ?? []);
    }
  }
  return { fitting, counts, without };
}

const NONE = -1;
const SEVERAL = -2;

/**
 * The one filter that an entry fails, NONE, or SEVERAL.
 * @template {Entry} E
 * @param {E} entry
 * @param {{ facet: number, numbers: Set<number> }[]} used
 * @param {Map<string, (entry: E) => boolean>} tests
 */
function failure(entry, used, tests) {
  /** @type {number | string} */
  let failed = NONE;
  for (const { facet, numbers } of used) {
    if (entry.values[facet]?.some((value) => numbers.has(value))) continue;
    if (failed !== NONE) return SEVERAL;
    failed = facet;
  }
  for (const [name, fits] of tests) {
    if (fits(entry)) continue;
    if (failed !== NONE) return SEVERAL;
    failed = name;
  }
  return failed;
}

function count(/** @type {Uint32Array} */ counts, /** @type {number[]} */ numbers) {
  for (const value of numbers) counts[value] = (counts[value] ?? 0) + 1;
}
