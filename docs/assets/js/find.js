/* Finding a term by what people type: its title or an alias, in whatever spelling, with a slip of the finger. */

import MiniSearch from "./vendor/minisearch-7.2.0.js";

/** The words of a name as people may type them: without accents, case, punctuation and plural. */
export function words(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean).map(singular);
}

function singular(word) {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** `Pub/Sub`, `pub-sub` and `pubsub` are one. */
const folded = (text) => words(text).join("");

/* How many letters may be wrong. In short words another word is too near. */
const slips = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

const MODES = [
  { combineWith: "AND", prefix: true },
  { combineWith: "AND", prefix: true, fuzzy: slips },
  { combineWith: "OR", prefix: true, fuzzy: slips },
];

/** Finds terms among `entries`: `{ id, title, aliases }`. */
export class Finder {
  constructor(entries) {
    this.names = entries.flatMap(({ id, title, aliases }) =>
      [title, ...aliases].map((name, place) => ({ id, name, place, folded: folded(name) })),
    );
    this.index = new MiniSearch({
      fields: ["title", "aliases", "joined"],
      tokenize: words,
      processTerm: (word) => word,
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
   */
  find(query) {
    const wanted = folded(query);
    if (!wanted) return { ids: [], corrected: "" };
    const named = this.#named(wanted);
    const held = this.#held(query, MODES[0]);
    const sure = unique([...named, ...held]);
    if (sure.length) return { ids: sure, corrected: "" };
    const joined = this.#joined(wanted);
    const near = unique([...joined.map((hit) => hit.id), ...this.#held(query, MODES[1]), ...this.#held(query, MODES[2])]);
    return { ids: near, corrected: near.length ? this.#meant(near[0], joined[0]) : "" };
  }

  /* Names equal to the query, then names that begin with it: titles before aliases, short before long. */
  #named(wanted) {
    const equal = this.names.filter((name) => name.folded === wanted);
    const longer = wanted.length < 2 ? [] : this.names.filter((name) => name.folded.startsWith(wanted) && name.folded !== wanted);
    const order = (a, b) => Math.sign(a.place) - Math.sign(b.place) || a.folded.length - b.folded.length;
    return [...equal.sort(order), ...longer.sort(order)].map((name) => name.id);
  }

  #held(query, mode) {
    return this.index.search(words(query).join(" "), { ...mode, fields: ["title", "aliases"] }).map((hit) => hit.id);
  }

  /* The whole name as one word, so that a slip in `kuberntes` or `featureflg` counts once. */
  #joined(wanted) {
    return this.index.search(wanted, { fields: ["joined"], fuzzy: slips, prefix: false });
  }

  #meant(id, hit) {
    const own = this.names.filter((name) => name.id === id);
    const found = hit && hit.id === id && own.find((name) => hit.terms.includes(name.folded));
    return (found || own[0]).name;
  }
}

const unique = (ids) => [...new Set(ids)];
