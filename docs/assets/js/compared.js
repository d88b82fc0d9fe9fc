// @ts-check
/* What is compared with what: the parts of a query against the columns of a comparison. Pure. */

import { slipsBetween } from "./names.js";

/** @typedef {import("./names.js").Name} Name */

const NEVER = Number.POSITIVE_INFINITY;
const BLANKS = /\s+/u;
const MOST_WORDS = 5;

/**
 * Each part to a column of its own, as cheaply as can be; nothing where one fits none.
 * @param {Name[]} parts
 * @param {Name[][]} columns
 * @param {number} freedom 0 for names alone, 1 for parts of names and slips, 2 for what names are a part of
 */
export function assign(parts, columns, freedom) {
  if (parts.length > columns.length) return;
  /** @type {number[]} */
  const used = [];
  let cost = 0;
  let slipped = false;
  for (const typed of parts) {
    const fits = columns.map((names, place) => (used.includes(place) ? NO : cheapest(typed, names, freedom)));
    const best = Math.min(...fits.map((each) => each.cost));
    const column = fits.findIndex((each) => each.cost === best);
    if (best === NEVER) return;
    used.push(column);
    cost += best;
    slipped ||= Boolean(fits[column]?.slip);
  }
  return { cost, slipped, columns: used };
}

const NO = { cost: NEVER, slip: false };

/* The name of a column that fits best; the first ones are better. */
function cheapest(/** @type {Name} */ typed, /** @type {Name[]} */ names, /** @type {number} */ freedom) {
  let best = NO;
  for (const [place, each] of names.entries()) {
    const { cost, slip } = nearness(typed, each, freedom);
    if (cost + place / 100 < best.cost) best = { cost: cost + place / 100, slip };
  }
  return best;
}

function nearness(/** @type {Name} */ typed, /** @type {Name} */ each, /** @type {number} */ freedom) {
  if (typed.key === each.key || typed.stems === each.stems) return { cost: 0, slip: false };
  if (!freedom) return { cost: NEVER, slip: false };
  const holding =
    typed.folded.every((word) => each.folded.includes(word)) || (freedom > 1 && each.folded.every((word) => typed.folded.includes(word)));
  if (holding && typed.flat.length > 2) return { cost: 1 + Math.abs(typed.plain.length - each.plain.length) / 10, slip: false };
  const wrong = slipsBetween(typed, each);
  return wrong < NEVER ? { cost: 2 + wrong, slip: true } : { cost: wrong, slip: false };
}

/** Two or three names side by side, without a word between them: all ways to part them. */
export function splits(/** @type {string} */ text) {
  const plain = text.split(BLANKS);
  if (plain.length < 2 || plain.length > MOST_WORDS) return [];
  const found = [];
  for (let at = 1; at < plain.length; at++) found.push([plain.slice(0, at).join(" "), plain.slice(at).join(" ")]);
  if (plain.length === 3) found.push(plain);
  return found;
}
