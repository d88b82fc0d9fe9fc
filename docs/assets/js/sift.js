/* Facets that combine: values of one facet are alternatives, facets narrow one another. No document here. */

/**
 * Which entries fit, and what each further choice would give.
 *
 * Facets and their values are numbered: `entries` have `values`, for each facet a list of the numbers of their values.
 * `chosen` has for each facet the set of the chosen numbers, or null; `tests` maps the name of any other filter in use to a
 * function of an entry. Returns `fitting`, the entries; `counts`, by value, how many entries there are with it if the
 * filters on other facets stay; and `without`, a map from a filter in use (a facet's number, or a name) to how many entries
 * more there would be without it.
 */
export function sift(entries, chosen, tests, values) {
  const fitting = [];
  const counts = new Uint32Array(values);
  const without = new Map();
  const used = chosen.flatMap((numbers, facet) => (numbers ? [facet] : []));
  for (const entry of entries) {
    const failed = failure(entry, used, chosen, tests);
    if (failed === SEVERAL) continue;
    if (failed !== NONE) {
      without.set(failed, (without.get(failed) ?? 0) + 1);
      if (typeof failed === "number") for (const value of entry.values[failed]) counts[value] += 1;
      continue;
    }
    fitting.push(entry);
    for (const numbers of entry.values) for (const value of numbers) counts[value] += 1;
  }
  return { fitting, counts, without };
}

const NONE = -1;
const SEVERAL = -2;

/* The one filter that an entry fails, NONE, or SEVERAL. */
function failure(entry, used, chosen, tests) {
  let failed = NONE;
  for (const facet of used) {
    if (entry.values[facet].some((value) => chosen[facet].has(value))) continue;
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
