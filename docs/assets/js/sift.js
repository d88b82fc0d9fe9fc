/* Facets that combine: values of one facet are alternatives, facets narrow one another. No document here. */

/**
 * Which entries fit, and what each further choice would give.
 *
 * `entries` have `values`: for each facet a list of keys such as `cost free`. `picked` maps a facet to the set of its chosen
 * keys; `tests` maps the name of any other filter in use to a function of an entry. Returns `fitting`, the entries;
 * `counts`, a map from key to how many entries there are with it if the filters on other facets stay; and `without`, a map
 * from a filter in use to how many entries there would be without it.
 */
export function sift(entries, picked, tests) {
  const fitting = [];
  const counts = new Map();
  const without = new Map();
  for (const entry of entries) {
    const failed = failure(entry, picked, tests);
    if (failed === SEVERAL) continue;
    if (failed) without.set(failed, (without.get(failed) ?? 0) + 1);
    else fitting.push(entry);
    for (const facet in entry.values) {
      if (failed && facet !== failed) continue;
      for (const key of entry.values[facet]) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return { fitting, counts, without };
}

const SEVERAL = Symbol("several");

/* The one filter that an entry fails, nothing, or SEVERAL. */
function failure(entry, picked, tests) {
  let failed = "";
  for (const [facet, keys] of picked) {
    if (entry.values[facet].some((key) => keys.has(key))) continue;
    if (failed) return SEVERAL;
    failed = facet;
  }
  for (const [name, fits] of tests) {
    if (fits(entry)) continue;
    if (failed) return SEVERAL;
    failed = name;
  }
  return failed;
}
