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

/* The old way, by a selected field. Deprecated, and the only one that needs neither a secure context nor a permission. */
function byCommand(/** @type {string} */ text, /** @type {HTMLElement} */ within) {
  const { activeElement } = document;
  const field = element("textarea", { class: "hb-unseen", readonly: "", "aria-hidden": "true" });
  field.value = text;
  within.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
  }
}

/** Select what an element shows, so that the reader's own command copies it. */
export const select = (/** @type {Node} */ shown) => getSelection()?.selectAllChildren(shown);
