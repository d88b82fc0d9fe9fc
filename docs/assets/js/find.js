// @ts-check
/* Finding a term by what people type: its title or an alias, in whatever spelling, with a slip of the finger. */

import MiniSearch from "./vendor/minisearch-7.2.0.js";

/** @typedef {{ id: string, title: string, aliases: string[] }} Entry */
/** @typedef {{ id: string, terms: string[] }} Hit */
/** @typedef {{ id: string, name: string, place: number, folded: string }} Name A title (place 0) or an alias. */

const ACCENTS = /\p{M}/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/u;
const PLURAL = /[^su]s$/u;

/** The words of a name as people may type them: without accents, case, punctuation and plural. */
export function words(/** @type {string} */ text) {
  const plain = text.normalize("NFKD").replace(ACCENTS, "").toLowerCase();
  return plain.split(BETWEEN_WORDS).filter(Boolean).map(singular);
}

function singular(/** @type {string} */ word) {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 3 && PLURAL.test(word) ? word.slice(0, -1) : word;
}

/* `Pub/Sub`, `pub-sub` and `pubsub` are one. */
const folded = (/** @type {string} */ text) => words(text).join("");

/** How many letters of a word may be wrong. In short words another word is too near. */
export function slips(/** @type {string} */ word) {
  if (word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}

const ALL = { combineWith: "AND", prefix: true };
const ALL_WITH_SLIPS = { ...ALL, fuzzy: slips };
const ANY_WITH_SLIPS = { ...ALL_WITH_SLIPS, combineWith: "OR" };

/** Finds terms among `entries`. */
export class Finder {
  constructor(/** @type {Entry[]} */ entries) {
    /** @type {Name[]} */
    this.names = entries.flatMap(({ id, title, aliases }) =>
      [title, ...aliases].map((name, place) => ({ id, name, place, folded: folded(name) })),
    );
    this.index = new MiniSearch({
      fields: ["title", "aliases", "joined"],
      tokenize: words,
      processTerm: (/** @type {string} */ word) => word,
      searchOptions: { boost: { title: 3, joined: 2 }, weights: { fuzzy: 0.3, prefix: 0.6 } },
    });
    this.index.addAll(
      entries.map(({ id, title, aliases }) => ({
        id,
        title,
        aliases: aliases.join(" "),
        joined: [title, ...aliases].map(folded).join(" "),
      })),
    );
  }

  /**
   * Ids that fit `query`, best first: names that are the query, names that begin with it, names that hold its words,
   * then the same with slips. `corrected` is the name that was meant, if only slips led there.
   * @param {string} query
   * @returns {{ ids: string[], corrected: string }}
   */
  find(query) {
    const wanted = folded(query);
    if (!wanted) return { ids: [], corrected: "" };
    const sure = unique([...this.#named(wanted), ...this.#held(query, ALL)]);
    if (sure.length) return { ids: sure, corrected: "" };
    const joined = this.#joined(wanted);
    const near = unique([...joined.map(({ id }) => id), ...this.#held(query, ALL_WITH_SLIPS), ...this.#held(query, ANY_WITH_SLIPS)]);
    return { ids: near, corrected: near[0] ? this.#meant(near[0], joined[0]) : "" };
  }

  /* Names equal to the query, then names that begin with it: titles before aliases, short before long. */
  #named(/** @type {string} */ wanted) {
    const equal = this.names.filter((name) => name.folded === wanted);
    const longer = wanted.length < 2 ? [] : this.names.filter((name) => name.folded.startsWith(wanted) && name.folded !== wanted);
    const order = (/** @type {Name} */ a, /** @type {Name} */ b) =>
      Math.sign(a.place) - Math.sign(b.place) || a.folded.length - b.folded.length;
    return [...equal.sort(order), ...longer.sort(order)].map(({ id }) => id);
  }

  /** @returns {string[]} */
  #held(/** @type {string} */ query, /** @type {object} */ how) {
    return this.index.search(words(query).join(" "), { ...how, fields: ["title", "aliases"] }).map((/** @type {Hit} */ { id }) => id);
  }

  /* The whole name as one word, so that a slip in `kuberntes` or `featureflg` counts once. */
  /** @returns {Hit[]} */
  #joined(/** @type {string} */ wanted) {
    return this.index.search(wanted, { fields: ["joined"], fuzzy: slips, prefix: false });
  }

  #meant(/** @type {string} */ id, /** @type {Hit | undefined} */ hit) {
    const own = this.names.filter((name) => name.id === id);
    const found = hit?.id === id && own.find((name) => hit.terms.includes(name.folded));
    return (found || own[0])?.name ?? "";
  }
}

const unique = (/** @type {string[]} */ ids) => [...new Set(ids)];
