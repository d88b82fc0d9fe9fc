// @ts-check
/* What search looks in: names first, texts after them. Fetched once each, when somebody turns to search. */

import { absolute } from "./address.js";
import { once } from "./fetched.js";
import { unpacked } from "./packed.js";

/** @typedef {import("./find.js").Entry & { url: string, line: string, note: string }} Found */
/** @typedef {import("./packed.js").Section} Section */

/** The entries with their names, from what was fetched. @returns {Found[]} */
export function entriesOf(/** @type {any} */ { addresses, rows }) {
  return Object.entries(rows).flatMap(([kind, list]) =>
    /** @type {any[]} */ (list).map(([id, title, others, line, note, terms]) => ({
      kind,
      id,
      title,
      names: others,
      line,
      note,
      url: addresses[kind].replace("{id}", id),
      terms,
    })),
  );
}

/** A promise of the entries, with absolute addresses. */
export const names = once("assets/search.json", (found) => {
  const entries = entriesOf(found);
  if (!entries.length) throw new TypeError("These are no names.");
  return entries.map((entry) => ({ ...entry, url: absolute(entry.url) }));
});

/** A promise of the sections of all texts, by kind and id. @type {() => Promise<Record<string, Section[]>>} */
export const texts = once("assets/search-texts.json", unpacked);
