// @ts-check
/* The other end of handbook/export/packed.py: texts in which each frequent word is one character. Pure. */

const CODE = /\P{ASCII}/gu;

/** @typedef {[anchor: string, heading: string, text: string]} Section */

/**
 * The sections with their words written out. Raises a TypeError for anything that is not of this form.
 * @param {any} found
 * @returns {Record<string, Section[]>}
 */
export function unpacked(found) {
  const { codes, words, texts } = found ?? {};
  if (typeof codes !== "string" || !Array.isArray(words) || typeof texts !== "object" || !texts || !Object.keys(texts).length)
    throw new TypeError("These are no texts.");
  const wordOf = new Map([...codes].map((code, place) => [code, String(words[place])]));
  const write = (/** @type {string} */ text) => text.replace(CODE, (code) => wordOf.get(code) ?? code);
  return Object.fromEntries(
    Object.entries(texts).map(([key, sections]) => [
      key,
      /** @type {Section[]} */ (sections).map(([anchor, heading, text]) => [anchor, heading, write(text)]),
    ]),
  );
}
