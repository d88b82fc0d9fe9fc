// @ts-check
/* Numbers as the pages write them: 2,188, −0.4, +0.30, €1,400. No document here. */

const MINUS = "−";
const PRECISION = 12; // Digits: more than anybody types, and few enough that 0.1 + 0.2 is 0.3 again.
const NOT_ZERO = /[1-9]/;
const BETWEEN_THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/** A number without what binary arithmetic leaves behind its last digits. */
export const tidy = (/** @type {number} */ number) => Number(number.toPrecision(PRECISION));

/** With commas, so many places and a true minus. Nothing is minus zero. */
export function digits(/** @type {number} */ number, places = 0) {
  const [whole = "", rest] = Math.abs(tidy(number)).toFixed(places).split(".");
  const text = whole.replace(BETWEEN_THOUSANDS, ",") + (rest ? `.${rest}` : "");
  return number < 0 && NOT_ZERO.test(text) ? MINUS + text : text;
}

/** With its sign, whichever it is. */
export function signed(/** @type {number} */ number, places = 0) {
  const text = digits(number, places);
  return number > 0 && NOT_ZERO.test(text) ? `+${text}` : text;
}

/** An amount of money. */
export function euros(/** @type {number} */ number, places = 0) {
  const text = digits(number, places);
  return text.startsWith(MINUS) ? `${MINUS}€${text.slice(1)}` : `€${text}`;
}

/** Rounded to so many digits that count: 306,906 to 307,000. */
export const rounded = (/** @type {number} */ number, figures = 3) => digits(Number(number.toPrecision(figures)));

/** As it was typed: all its places and no commas, for fields and addresses. */
export const plain = (/** @type {number} */ number) => String(tidy(number));
