// @ts-check
/* Why the library has a resource, and which terms it explains. That is as much as all the rest of the library, so it comes when it
   is wanted. */

import { absolute } from "./address.js";
import { element, part, parts } from "./element.js";
import { once, record } from "./fetched.js";
import { idOf } from "./rows.js";

/** @typedef {{ why: string, explains: { title: string, url: string }[] }} Reason With addresses from the site's root. */

/** A promise of the reasons, by id. @type {() => Promise<Record<string, Reason>>} */
export const reasons = once("assets/reasons.json", (found) => {
  if (typeof found !== "object" || found === null || Array.isArray(found) || !Object.keys(found).length)
    throw new TypeError("These are no reasons.");
  for (const one of Object.values(found)) record(one, ["why"], ["explains"]);
  return found;
});

/** Put the reasons into these rows, in the place of the links to them. Where they cannot be fetched the links stay. */
export async function explain(/** @type {HTMLElement[]} */ rows) {
  const lacking = rows.filter((row) => parts(".hb-why a", HTMLElement, row).length);
  const all = lacking.length ? await reasons().catch(() => undefined) : undefined;
  if (!all) return; // Opening a row again asks again.
  for (const row of lacking) {
    const { why, explains } = all[idOf(row)] ?? { why: "", explains: [] };
    part(".hb-why", HTMLElement, row).replaceChildren(element("span", {}, why));
    if (explains.length) part(".hb-serves", HTMLElement, row).append(explained(explains));
  }
}

function explained(/** @type {Reason["explains"]} */ terms) {
  const links = terms.flatMap(({ title, url }) => [", ", element("a", { href: absolute(url) }, title)]).slice(1);
  return element("div", {}, element("dt", {}, "Explains"), " ", element("dd", {}, ...links));
}
