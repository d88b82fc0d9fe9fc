// @ts-check
/* What readers take away from a page: a file, or a text in the clipboard. */

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
 * @param {Promise<{ text: string, html?: string }>} found
 * @param {boolean} [rich] whether it is formatted text too
 */
export async function copy(what, found, rich = false) {
  const blob = (/** @type {"text" | "html"} */ half, /** @type {string} */ type) =>
    found.then((one) => new Blob([one[half] ?? ""], { type }));
  try {
    const more = rich ? { "text/html": blob("html", "text/html") } : {};
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob("text", "text/plain"), ...more })]);
    notice(`Copied: ${what}.`);
  } catch {
    const loaded = await found.then(Boolean, () => false);
    const why = loaded ? "the browser refused." : "the names could not be loaded. Check the connection and try again.";
    notice(`Nothing was copied: ${why}`, { problem: true });
  }
}
