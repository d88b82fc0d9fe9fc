// @ts-check
/* Why the library has a resource. The reasons are as long as all the rest of the library, so they come when one is wanted. */

import { element, part, parts } from "./element.js";
import { once } from "./fetched.js";
import { idOf } from "./rows.js";

/** A promise of the reasons, by id. @type {() => Promise<Record<string, string>>} */
export const reasons = once("assets/reasons.json", (found) => {
  if (typeof found !== "object" || found === null || Array.isArray(found) || !Object.keys(found).length)
    throw new TypeError("These are no reasons.");
  return found;
});

/** Put the reasons into these rows, in the place of the links to them. Where they cannot be fetched the links stay. */
export async function explain(/** @type {HTMLElement[]} */ rows) {
  const lacking = rows.filter((row) => parts(".hb-why a", HTMLElement, row).length);
  const all = lacking.length ? await reasons().catch(() => undefined) : undefined;
  if (!all) return; // Opening a row again asks again.
  for (const row of lacking) part(".hb-why", HTMLElement, row).replaceChildren(element("span", {}, all[idOf(row)] ?? ""));
}
