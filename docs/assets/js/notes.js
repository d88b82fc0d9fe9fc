// @ts-check
/* A note that its reader types while it may change elsewhere: in another tab, by an import, by "Clear all". No document here. */

/** @typedef {{ text: string, base: string }} Draft What the page shows, and what was kept when it was last the same. */

/** A text as a field of a form gives it back: lines end with one character, and blanks alone are nothing. */
export const plain = (/** @type {string} */ text) => (text.trim() ? text.replace(/\r\n?/gu, "\n") : "");

/** Whether its reader typed something that is not kept. */
export const typed = (/** @type {Draft} */ { text, base }) => plain(text) !== plain(base);

/**
 * What to do about a draft when `kept` is what is kept now: nothing; `show` what is kept, since nothing was typed here;
 * `keep` what was typed; or `ask`, since both have changed. A page that writes only what was typed in it never undoes what
 * was done elsewhere.
 * @param {Draft} draft
 * @param {string} kept
 * @returns {"nothing" | "show" | "keep" | "ask"}
 */
export function due(draft, kept) {
  const now = plain(kept);
  if (now === plain(draft.text)) return "nothing";
  if (!typed(draft)) return "show";
  return now === plain(draft.base) ? "keep" : "ask";
}

/** Both texts in one: the longer where it has all of the other, else one below the other. */
export function both(/** @type {string} */ kept, /** @type {string} */ text) {
  if (kept.includes(text.trim())) return kept;
  return text.includes(kept.trim()) ? text : `${kept}\n\n${text}`;
}
