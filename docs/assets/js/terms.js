// @ts-check
/* The terms with their definitions, fetched once and only when somebody turns to them. */

import { absolute } from "./address.js";
import { once, records } from "./fetched.js";

/** @typedef {{ id: string, title: string, aliases: string[], definition: string, url: string }} Term */

/** A promise of the terms, with absolute addresses. */
export const terms = once("assets/terms.json", (found) => {
  /** @type {Omit<Term, "url">[]} */
  const list = records(found, ["id", "title", "definition"], ["aliases"]);
  return list.map((term) => ({ ...term, url: absolute(`glossary/${term.id}/`) }));
});
