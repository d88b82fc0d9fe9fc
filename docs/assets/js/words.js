// @ts-check
/* Words as people type them: spelling, plural, stem, slips of the finger, and which of them say nothing. */

const ASCII = /^\p{ASCII}*$/u;
const ACCENTS = /\p{M}/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/u;
const APOSTROPHE = /['’](?=\p{L})/gu;
const PLURAL = /[^su]s$/u;
const DIGIT = /\d/u;
const VOWEL = /[aeiouy]/u;
const SIBILANT = /(?:ch|sh|s|x|z)e$/u;

/** The words of a text without accents, case and punctuation. */
export function plainWords(/** @type {string} */ text) {
  const plain = ASCII.test(text) ? text : text.normalize("NFKD").replace(ACCENTS, "");
  return plain.toLowerCase().split(BETWEEN_WORDS).filter(Boolean);
}

/** The words of a name as people may type them: without accents, case, punctuation and plural, in one spelling. */
export const words = (/** @type {string} */ text) => plainWords(text).map(folded);

/** What `made` makes of a word, worked out once: thousands of names are made of few words. */
function remembered(/** @type {(word: string) => string} */ made) {
  /** @type {Map<string, string>} */
  const all = new Map();
  return (/** @type {string} */ word) => {
    const known = all.get(word);
    if (known !== undefined) return known;
    const found = made(word);
    all.set(word, found);
    return found;
  };
}

/** One such word without its plural, in one spelling. */
export const folded = remembered((word) => singular(inOneSpelling(word)));

/** `policies` is `policy`, `indexes` is `index`; `cache` and `caches` are one, whatever that one is. */
function singular(/** @type {string} */ word) {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  const one = withoutS(word);
  return one.length > 4 && SIBILANT.test(one) ? withoutS(one.slice(0, -1)) : one;
}

const withoutS = (/** @type {string} */ word) => (word.length > 3 && PLURAL.test(word) ? word.slice(0, -1) : word);

/* What two countries spell in two ways: organize, labeling, behavior, license, center, artifact, catalog, gray, judgment. */
/** @type {[RegExp, string][]} */
const SPELT = [
  [/([iy])z(?=[aei])/gu, "$1s"],
  [/ll(?=(?:ing|ed|er|ment)s?$)/u, "l"],
  [/(?<=\p{L}{3})our(?=s?$|al|able|ed$|ing$|ite|ist)/u, "or"],
  [/(?<=\p{L}{3})ence(?=s?$)/u, "ense"],
  [/(?<=[bt])re(?=[sd]?$)/u, "er"],
  [/^arte(?=fact)/u, "arti"],
  [/(?<=[tl]og)ue(?=s?$)/u, ""],
  [/^grey/u, "gray"],
  [/(?<=judg|acknowledg)e(?=ment)/u, ""],
];

/* Most words hold none of it, which is quicker to see. */
const MAYBE_SPELT = /[iy]z|ll|our|ence|[bt]re|arte|ogue|grey|gem/u;

/** Spellings of two countries are one, and no slip. What it returns is the same for both, and need not be a word. */
export const inOneSpelling = (/** @type {string} */ word) =>
  MAYBE_SPELT.test(word) ? SPELT.reduce((spelt, [other, one]) => spelt.replace(other, one), word) : word;

/** `Goodhart's` is typed `goodharts`. */
export const joinedApostrophes = (/** @type {string} */ text) => text.replace(APOSTROPHE, "");

/** How many letters of a word may be wrong. In short words another word is too near. */
export function slips(/** @type {string} */ word) {
  if (word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}

/* Row i: how far the first i letters of one word are from each beginning of the other. Kept from one pair to the next, since a
   key compares hundreds. */
/** @type {number[][]} */
const table = [];

/**
 * How many letters are wrong, missing or too many, a swapped pair of neighbours counting once; Infinity if more than `most`.
 * Source: the optimal string alignment distance, after Damerau, "A technique for computer detection and correction of spelling
 * errors", 1964. Of each row only what is no further than `most` from the diagonal can matter.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
export function distance(a, b, most) {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  table[0] ??= [];
  for (let j = 0; j <= Math.min(most, b.length); j++) table[0][j] = j;
  for (let i = 1; i <= a.length; i++) if (leastInRow(i, a, b, most) > most) return Number.POSITIVE_INFINITY;
  const found = table[a.length]?.[b.length] ?? 0;
  return found > most ? Number.POSITIVE_INFINITY : found;
}

/* Fills the row, as far as it can matter, and returns the least in it. */
function leastInRow(/** @type {number} */ i, /** @type {string} */ a, /** @type {string} */ b, /** @type {number} */ most) {
  const from = Math.max(1, i - most);
  const to = Math.min(b.length, i + most);
  const far = most + 1;
  table[i] ??= [];
  const [before = [], above = [], row = []] = [table[i - 2], table[i - 1], table[i]];
  row[from - 1] = from === 1 ? i : far;
  let least = row[from - 1] ?? far;
  for (let j = from; j <= to; j++) {
    const same = a[i - 1] === b[j - 1];
    const over = j === i + most ? far : (above[j] ?? far);
    let found = Math.min(over + 1, (row[j - 1] ?? far) + 1, (above[j - 1] ?? far) + (same ? 0 : 1));
    const swapped = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    if (swapped) found = Math.min(found, (before[j - 2] ?? far) + 1);
    row[j] = found;
    least = Math.min(least, found);
  }
  return least;
}

/** Whether `a` becomes `b` by swapping one pair of neighbours. */
export function isSwapped(/** @type {string} */ a, /** @type {string} */ b) {
  if (a.length !== b.length || a === b) return false;
  let at = 0;
  while (a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/* Endings, longest first. What they leave is no word, but the same for all forms of one. `-ion` alone is none of them:
   `production` is no form of `product`. */
const ENDINGS = "isation ation ising ised ise ating ated ate ments ment ness ing er ied ed e y".split(" ");
const SHORTEST = 3;
const DOUBLED = /([bdgmnprt])\1$/u;
/** What is common to the forms of a word: `prioritise`, `prioritising` and `prioritization` are one. */
export const stem = remembered((word) => cut(inOneSpelling(word)));

function cut(/** @type {string} */ word) {
  if (DIGIT.test(word)) return word;
  const one = word.length > 4 && word.endsWith("ies") ? `${word.slice(0, -3)}y` : withoutS(word);
  const ending = ENDINGS.find(
    (each) => one.endsWith(each) && one.length - each.length >= SHORTEST && VOWEL.test(one.slice(0, -each.length)),
  );
  return ending ? trimmed(one.slice(0, -ending.length)) : one;
}

/* `planning` is `plan`, and `management` is `manage`, which is `manag`. */
function trimmed(/** @type {string} */ left) {
  if (DOUBLED.test(left)) return left.slice(0, -1);
  return left.length > SHORTEST && left.endsWith("e") ? left.slice(0, -1) : left;
}

/** Words that lead nowhere by themselves. */
export const STOP = new Set(
  `a an the of to in on at for and or with by from into about as is are was were be been am do does did doing done can could should would will
   may might must i me my we us our you your he she it its they them their this that these those there here what which who whom whose
   when where why how if so than then just also any some all more most much many very really not no vs versus via per etc please get got
   have has had need want like s t re ve ll d m`
    .split(/\s+/u)
    .filter(Boolean),
);
