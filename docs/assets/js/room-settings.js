// @ts-check
/* The numbers of a room between its fields and its address: which of them count, and which stay out. No document here. */

import { plain } from "./figures.js";

/** @typedef {{ id: string, label: string, usual: number, least: number, most: number }} Field */
/** @typedef {Record<string, number>} Numbers By the ids of the fields. */

/* What the model takes, too: handbook/model.py. */
const DECIMAL = /^(?:0|[1-9]\d{0,8})(?:\.\d{1,4})?$/;

/** The number that a text is; nothing where it is none, or one that could be read in two ways. */
export function numberIn(/** @type {string} */ text) {
  const typed = text.trim();
  return DECIMAL.test(typed) ? Number(typed) : null;
}

/** The nearest number that a field takes. */
export const clamped = (/** @type {Field} */ { least, most }, /** @type {number} */ number) => Math.min(most, Math.max(least, number));

/** Whether a field takes a number. */
export const takes = (/** @type {Field} */ field, /** @type {number} */ number) => clamped(field, number) === number;

/**
 * What an address says, with the usual number where it says nothing, or nothing that counts; and the fields that it says wrongly.
 * @param {URLSearchParams} said
 * @param {readonly Field[]} fields
 */
export function settings(said, fields) {
  /** @type {Numbers} */
  const numbers = {};
  /** @type {Field[]} */
  const refused = [];
  for (const field of fields) {
    const text = said.get(field.id);
    const number = text === null ? field.usual : numberIn(text);
    if (number === null || !takes(field, number)) refused.push(field);
    numbers[field.id] = number !== null && takes(field, number) ? number : field.usual;
  }
  return { numbers, refused };
}

/** What an address has to say of these numbers: those that are not the usual ones. */
export const differing = (/** @type {Numbers} */ numbers, /** @type {readonly Field[]} */ fields) =>
  Object.fromEntries(fields.map(({ id, usual }) => [id, numbers[id] === usual ? "" : plain(numbers[id] ?? usual)]));
