// @ts-check
/* What readers take away from a page: a file, or a text in the clipboard. */

import { copyFound } from "./clipboard.js";
import { element } from "./element.js";
import { notice } from "./notice.js";

/** Save a text as a file, and say so. */
export function save(/** @type {string} */ download, /** @type {string} */ text, /** @type {string} */ type) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href, download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
  notice(`Saved as ${download}.`);
}

/**
 * Copy a text, and say so. It may still be on its way, since some browsers forget the click while something is fetched.
 * @param {string} what in words, such as `the plan as Markdown`
 * @param {Promise<{ text: string, html?: string, of?: string }>} found `of`: the title of the entry that it is of
 * @param {boolean} [rich] whether it is formatted text too
 */
export async function copy(what, found, rich = false) {
  try {
    const copied = await copyFound(found, rich);
    const { of } = await found;
    if (copied) notice(`Copied: ${what}${of ? ` of “${of}”` : ""}.`);
    else notice("Nothing was copied: the browser refused.", { problem: true });
  } catch {
    notice("Nothing was copied: the text could not be loaded. Check the connection and try again.", { problem: true });
  }
}
