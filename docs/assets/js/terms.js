// @ts-check
/* The terms with their definitions, fetched once and only when somebody turns to them. */

import { absolute } from "./address.js";
import { once } from "./fetched.js";

/** @typedef {{ id: string, title: string, aliases: string[], definition: string, url: string }} Term */

/** A promise of the terms, with absolute addresses. */
export const terms = once("assets/terms.json", (/** @type {Omit<Term, "url">[]} */ list) =>
  list.map((term) => ({ ...term, url: absolute(`glossary/${term.id}/`) })),
);
