// @ts-check
/* Names: all that an entry is called, and how far what was typed is from one of them. Pure. */

import { distance, folded, inOneSpelling, isSwapped, joinedApostrophes, plainWords, STOP, slips, stem } from "./words.js";

/**
 * @typedef {object} Entry Something that has a name.
 * @property {string} kind
 * @property {string} id
 * @property {string} title
 * @property {string[]} names its other names; of a resource, who made it
 * @property {string[]} [terms] of a comparison, the ids of its terms in order
 */
/**
 * @typedef {object} Name
 * @property {number} of the place of its entry
 * @property {string} text
 * @property {number} rank 0 for a title, 1 for a part of one or an alias, 2 for who made it
 * @property {string[]} plain its words, and without their plural
 * @property {string[]} folded
 * @property {string} flat its words as one, and without their plural
 * @property {string} key
 * @property {string} stems
 * @property {boolean} acronym
 * @property {string} digits
 * @property {number} telling how many of its words say something
 */

/* Ranks of names: a title, a part of one or an alias, who made it. */
export const TITLE = 0;
export const ALIAS = 1;
export const MAKER = 2;

const NEVER = Number.POSITIVE_INFINITY;
/* Letters that stand for one sound. */
/** @type {Record<string, string>} */
const SOUNDS = { c: "ks", k: "c", s: "cz", z: "s", g: "j", j: "g", e: "ia", i: "e", f: "p", p: "f", a: "oe", o: "a" };
/** From so many letters on, the first may be a slip. */
export const LONG = 8;
const LOWER = /\p{Ll}{2}/u;
const NO_DIGIT = /\D/gu;
const TITLE_ENDS = /: | \(| – /u;
const QUOTED = /["“]([^"”]+)["”]/u;
const THE = /^(?:The|A|An) /u;

/** Words as one, whatever their spelling. */
export const keyOf = (/** @type {string[]} */ found) => found.map(inOneSpelling).join("");
/** The words that say something; all of them where none does. */
export const content = (/** @type {string[]} */ found) => {
  const telling = found.filter((word) => !STOP.has(word));
  return telling.length ? telling : found;
};
/** The stems of what a text says. */
export const stemsOf = (/** @type {string} */ text) => content(plainWords(text)).map(stem);

/** All names of an entry with their rank. @returns {Generator<[string, number]>} */
export function* namesOf(/** @type {Entry} */ entry) {
  for (const [text, rank] of givenNames(entry)) {
    yield [text, rank];
    if (rank < MAKER && LONG_FORMS.test(text))
      for (const [short, long] of SHORT) {
        const other = text.replace(long, short);
        if (other !== text) yield [other, ALIAS];
      }
  }
}

/* Abbreviations that everybody uses for what names spell out. */
/** @type {[string, RegExp][]} */
const SHORT = [
  ["ML", /machine learning/iu],
  ["AI", /artificial intelligence/iu],
  ["PM", /product manage(?:r|ment)/iu],
  ["DB", /database/iu],
];

const LONG_FORMS = new RegExp(SHORT.map(([, long]) => long.source).join("|"), "iu");

/* What stands before the colon of a title, or in quotes in it, is a name too. */
/** @returns {Generator<[string, number]>} */
function* givenNames(/** @type {Entry} */ { kind, title, names }) {
  yield [title, TITLE];
  if (kind !== "resource") {
    yield* names.map((each) => /** @type {[string, number]} */ ([each, ALIAS]));
    return;
  }
  const short = title.split(TITLE_ENDS)[0] ?? title;
  for (const each of new Set([short, QUOTED.exec(title)?.[1] ?? short, short.replace(THE, "")])) {
    if (each !== title) yield [each, ALIAS];
  }
  for (const maker of names) {
    yield [maker, MAKER];
    const last = maker.split(" ").at(-1) ?? maker;
    if (last !== maker && last.length > 4) yield [last, MAKER];
  }
}

/** A name with all that is compared. @returns {Name} */
export function name(/** @type {string} */ text, /** @type {number} */ rank, /** @type {number} */ of) {
  const plain = plainWords(joinedApostrophes(text));
  const singular = plain.map(folded);
  return {
    of,
    text,
    rank,
    plain,
    folded: singular,
    flat: keyOf(plain),
    key: keyOf(singular),
    stems: stemsOf(text).join(" "),
    acronym: !LOWER.test(text) && text.length < 8,
    digits: text.replace(NO_DIGIT, ""),
    telling: content(plain).length,
  };
}

/** Whether two words begin alike: a swap and letters of one sound count. */
export const starts = (/** @type {string} */ a, /** @type {string} */ b) =>
  a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]) || soundingLike(a[0] ?? "").includes(b[0] ?? " ");

/** The letters that stand for the sound of this one too. */
export const soundingLike = (/** @type {string} */ letter) => SOUNDS[letter] ?? "";

/** @typedef {(word: string) => boolean} Known Whether somebody uses a word, which is no slip then. */

/**
 * How many slips make what was typed into a name; Infinity where they are more than allowed.
 * @param {Name} typed
 * @param {Name} each
 * @param {Known} [known]
 */
export function slipsBetween(typed, each, known = () => false) {
  if (Math.abs(typed.flat.length - each.flat.length) > 4 && typed.plain.length >= each.plain.length) return NEVER;
  if (each.digits !== typed.digits && each.flat.length <= typed.flat.length + 2) return NEVER;
  const near = starts(typed.flat, each.flat);
  if (!near && typed.flat.length < LONG) return NEVER;
  if (each.acronym) return typed.flat.length > 3 && isSwapped(typed.flat, each.flat) && !known(typed.flat) ? 1 : NEVER;
  const wrong = typed.plain.length === each.plain.length ? wordByWord(typed, each, false, known) : otherwiseParted(typed, each, known);
  return near || wrong <= 1 ? wrong : NEVER;
}

/* Where a name has more words than were typed, or fewer. A letter that stands alone is a word: the A/A test is no A/B test. */
function otherwiseParted(/** @type {Name} */ typed, /** @type {Name} */ each, /** @type {Known} */ known) {
  const one = typed.plain.length === 1;
  const begun = !one && typed.plain.length < each.plain.length ? wordByWord(typed, each, true, known) : NEVER;
  if (begun < NEVER || (one && known(typed.flat)) || [...typed.plain, ...each.plain].some((word) => word.length < 3)) return begun;
  return distance(typed.flat, each.flat, typed.flat.length < 10 ? 1 : 2);
}

/** The slips between two words, of which the shorter says how many there may be. */
export const apart = (/** @type {string} */ a, /** @type {string} */ b) => distance(a, b, slips(a.length < b.length ? a : b));

/* Two letters that are wrong, and neither missing, too many nor swapped: another word, such as provision and precision. */
function areOther(/** @type {string} */ a, /** @type {string} */ b) {
  if (a.length !== b.length || a.length > 11) return false;
  const at = [...a].flatMap((letter, place) => (letter === b[place] ? [] : [place]));
  const [one = 0, two = 0] = at;
  return at.length === 2 && !(a[one] === b[two] && a[two] === b[one]);
}

/* Each word with its own slips. `begun`: what was typed is the beginning of the name, and its last word may be unfinished. */
function wordByWord(/** @type {Name} */ typed, /** @type {Name} */ each, /** @type {boolean} */ begun, /** @type {Known} */ known) {
  let sum = 0;
  const last = typed.plain.length - 1;
  for (const [place, word] of typed.plain.entries()) {
    const own = each.plain[place] ?? "";
    const unfinished = begun && place === last && word.length >= 3 && own.startsWith(word);
    if (unfinished || typed.folded[place] === each.folded[place] || areSpelt(word, own)) continue;
    if (known(word) || (begun && word.length < 5)) return NEVER;
    sum += Math.min(wrongIn(word, own, last > 0), wrongIn(typed.folded[place] ?? "", each.folded[place] ?? "", last > 0));
    if (sum > 2) return NEVER;
  }
  return sum || NEVER;
}

/* Whether two words are one in two spellings. */
const areSpelt = (/** @type {string} */ a, /** @type {string} */ b) => inOneSpelling(a) === inOneSpelling(b);

/* The slips in one word. In a short one a swap alone; beside other words a missing letter too. */
function wrongIn(/** @type {string} */ word, /** @type {string} */ own, /** @type {boolean} */ beside) {
  if (word.length > 3) {
    const found = apart(word, own);
    return found < NEVER && areOther(word, own) ? NEVER : found;
  }
  if (word.length < 3) return NEVER;
  return isSwapped(word, own) || (beside && own.length === 4 && distance(word, own, 1) === 1) ? 1 : NEVER;
}
