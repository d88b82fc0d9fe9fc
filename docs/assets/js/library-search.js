// @ts-check
/* Looking for words in the library's rows and reasons. Fetched when somebody types. */

import { reasons } from "./reasons.js";

/** @typedef {{ id: string, title: string, row: HTMLElement }} Entry */

/** A function from a text to the ranks of what the rows say, from 0. */
export async function searcher(/** @type {Entry[]} */ entries) {
  const [{ slips, words }, { default: MiniSearch }, why] = await Promise.all([
    import("./find.js"),
    import("./vendor/minisearch-7.2.0.js"),
    reasons(),
  ]);
  const index = new MiniSearch({
    fields: ["title", "by", "serves", "why"],
    tokenize: words,
    processTerm: (/** @type {string} */ word) => word,
  });
  const said = (/** @type {HTMLElement} */ row, /** @type {string} */ selector) => row.querySelector(selector)?.textContent ?? "";
  index.addAll(
    entries.map(({ id, title, row }) => ({
      id,
      title,
      by: said(row, ".hb-reading__by"),
      serves: [said(row, ".hb-skills"), ...(why[id]?.explains ?? []).map((term) => term.title)].join(" "),
      why: why[id]?.why ?? "",
    })),
  );
  const how = { combineWith: "AND", prefix: true, boost: { title: 4, by: 2, serves: 2 } };
  /** @returns {Map<string, number>} */
  return (/** @type {string} */ query) => {
    const exact = index.search(query, how);
    const found = exact.length ? exact : index.search(query, { ...how, fuzzy: slips });
    return new Map(found.map((/** @type {{ id: string }} */ { id }, /** @type {number} */ place) => [id, place]));
  };
}
