// @ts-check
/* Copying a text, on pages without a secure context too, such as those of an intranet over http. */

import { element } from "./element.js";

/**
 * Copy a text. Returns whether it was. `within` is where the focus may go: a modal dialog lets it go nowhere else.
 * @param {string} text
 * @param {HTMLElement} [within]
 */
export async function copyText(text, within = document.body) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byCommand(text, within);
  }
}

/**
 * Copy a text that may still be on its way, and as formatted text where it is `rich`. Returns whether it was; rejects where the
 * text did not come.
 * @param {Promise<{ text: string, html?: string }>} found
 * @param {boolean} [rich]
 */
export async function copyFound(found, rich = false) {
  const blob = (/** @type {"text" | "html"} */ half, /** @type {string} */ type) =>
    found.then((one) => new Blob([one[half] ?? ""], { type }));
  try {
    /* Promises, since some browsers forget the click while something is being fetched. */
    const more = rich ? { "text/html": blob("html", "text/html") } : {};
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob("text", "text/plain"), ...more })]);
    return true;
  } catch {
    const { text, html } = await found;
    return byCommand(text, document.body, rich ? html : undefined);
  }
}

/* The old way, by a selected field. Deprecated, and the only one that needs neither a secure context nor a permission. */
function byCommand(/** @type {string} */ text, /** @type {HTMLElement} */ within, /** @type {string} */ html = "") {
  const { activeElement } = document;
  const field = element("textarea", { class: "hb-unseen", readonly: "", "aria-hidden": "true" });
  field.value = text;
  within.append(field);
  field.select();
  const format = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", text);
    event.clipboardData?.setData("text/html", html);
    event.preventDefault();
  };
  if (html) document.addEventListener("copy", format, { once: true });
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", format);
    field.remove();
    if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
  }
}

/** Select what an element shows, so that the reader's own command copies it. */
export const select = (/** @type {Node} */ shown) => getSelection()?.selectAllChildren(shown);
