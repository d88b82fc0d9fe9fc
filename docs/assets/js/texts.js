// @ts-check
/* Looking in texts, section by section, and what is shown of one: a few whole words around those that were found. Pure. */

import MiniSearch from "./vendor/minisearch-7.2.0.js";
import { plainWords, STOP, stem } from "./words.js";

/** @typedef {import("./search-data.js").Found} Found */
/** @typedef {import("./search-data.js").Section} Section */
/** @typedef {{ text: string, marked: boolean }} Piece */
/** @typedef {{ entry: Found, anchor: string, heading: string, readonly excerpt: Piece[], score: number }} Passage */
/** @typedef {{ id: number, entry: Found, anchor: string, heading: string, text: string, plain?: string }} Part */

const LONGEST = 170; // Characters of an excerpt.
const BEFORE = 45; // Of these, so many before the first word that was found.
const LOOKED_AT = 60; // The best passages, among which the words as they were typed decide.
const SLICE = 8; // Milliseconds for which the index may be built at once.
const AT_ONCE = 6; // Sections between two looks at the clock.
/* A part of a word is looked for from so many letters on. */
const SHORTEST_PART = 3;
/* So much of what was asked must be in a passage. */
const ENOUGH = 0.66;

const UNFINISHED = /[\p{L}\p{N}]$/u;
const WORD = /[\p{L}\p{N}]+/gu;
const PLAIN = /^[A-Za-z0-9]+$/u;

/** Looks in the texts of entries. */
export class Texts {
  /**
   * @param {Found[]} entries
   * @param {Record<string, Section[]>} sections by kind and id
   */
  constructor(entries, sections) {
    /** @type {Part[]} */
    this.parts = [];
    for (const entry of entries) {
      // The line that sums an entry up, or the question, is the beginning of its text.
      const opening = entry.line || (entry.kind === "question" ? entry.title : "");
      const all = sections[`${entry.kind}/${entry.id}`] ?? [];
      const nameless = all.filter(([anchor, heading]) => !anchor && !heading).map(([, , text]) => text);
      this.#add(entry, "", "", [opening, ...nameless].filter(Boolean).join("\n"));
      for (const [anchor, heading, text] of all) if (anchor || heading) this.#add(entry, anchor, heading, text);
    }
    this.index = new MiniSearch({
      fields: ["title", "heading", "text"],
      extractField: (/** @type {any} */ part, /** @type {string} */ field) => (field === "title" ? part.entry.title : part[field]),
      tokenize: plainWords,
      processTerm: (/** @type {string} */ word, /** @type {string | undefined} */ within) => {
        if (within === "text") this.vocabulary.add(word); // Not while something is looked for.
        return STOP.has(word) ? null : stem(word);
      },
      searchOptions: { boost: { title: 2, heading: 1.5 } },
    });
    /** @type {Set<string>} */
    this.vocabulary = new Set();
    this.built = 0;
  }

  #add(/** @type {Found} */ entry, /** @type {string} */ anchor, /** @type {string} */ heading, /** @type {string} */ text) {
    if (text || heading) this.parts.push({ id: this.parts.length, entry, anchor, heading, text });
  }

  get ready() {
    return this.built === this.parts.length;
  }

  /** Build the index for a few milliseconds. Returns whether it is done. */
  buildOn() {
    const end = performance.now() + SLICE;
    do {
      this.index.addAll(this.parts.slice(this.built, this.built + AT_ONCE));
      this.built = Math.min(this.built + AT_ONCE, this.parts.length);
    } while (!this.ready && performance.now() < end);
    return this.ready;
  }

  /**
   * The passages that hold what is asked for, the best of each entry, best first.
   * @param {string} query
   * @returns {Passage[]}
   */
  find(query) {
    const typed = plainWords(query);
    const telling = typed.filter((word) => !STOP.has(word));
    if (!telling.length || telling.join("").length < 2) return [];
    const unfinished = UNFINISHED.test(query) && !STOP.has(typed.at(-1) ?? "") ? (telling.at(-1) ?? "") : "";
    const part = unfinished.length >= SHORTEST_PART ? unfinished : "";
    const found = this.#search(telling, part);
    const phrase = typed.join(" ");
    /** @type {Map<Found, { part: Part, score: number }>} */
    const best = new Map();
    for (const { id, score } of found.slice(0, LOOKED_AT)) {
      const one = /** @type {Part} */ (this.parts[id]);
      const weight = score * literally(one, phrase, typed.length, telling.length);
      if (weight > (best.get(one.entry)?.score ?? 0)) best.set(one.entry, { part: one, score: weight });
    }
    const stems = new Set(telling.map(stem));
    return [...best.values()]
      .sort((a, b) => b.score - a.score || a.part.id - b.part.id)
      .map(({ part: { entry, anchor, heading, text }, score }) => ({
        entry,
        anchor,
        heading,
        score,
        // Made when it is shown: of many passages only a few are.
        get excerpt() {
          return excerpt(text || heading, stems, part);
        },
      }));
  }

  /* With all the words; else with most of them. */
  /** @returns {{ id: number, score: number }[]} */
  #search(/** @type {string[]} */ telling, /** @type {string} */ part) {
    const prefix = (/** @type {string} */ _term, /** @type {number} */ place, /** @type {string[]} */ terms) =>
      Boolean(part) && place === terms.length - 1;
    const all = this.index.search(telling.join(" "), { combineWith: "AND", prefix });
    const different = new Set(telling.map(stem)).size;
    const enough = Math.ceil(different * ENOUGH);
    if (all.length || enough === different) return all;
    return this.index
      .search(telling.join(" "), { combineWith: "OR", prefix })
      .filter((/** @type {{ queryTerms: string[] }} */ { queryTerms }) => new Set(queryTerms).size >= enough);
  }
}

/* How much better a passage is that has the words as they were typed, one behind the other; nothing where a single word of them
   says something and they are not: "on-call" is no call. */
function literally(/** @type {Part} */ part, /** @type {string} */ phrase, /** @type {number} */ typed, /** @type {number} */ telling) {
  if (typed < 2) return 1;
  const { entry, heading, text } = part;
  const has = (/** @type {string} */ plain) => plain.includes(` ${phrase}`);
  if (has(spaced(heading)) || (entry.kind === "question" && has(spaced(entry.title)))) return 4;
  part.plain ??= spaced(text); // Kept, since the next key looks at the same passages.
  if (has(part.plain)) return 3;
  return telling > 1 ? 1 : 0;
}

const spaced = (/** @type {string} */ text) => ` ${plainWords(text).join(" ")}`;

/**
 * A few whole words of the line that has most of what was found, as pieces, with what was found marked.
 * @param {string} text lines of plain text
 * @param {Set<string>} stems
 * @param {string} part the beginning of a word
 * @returns {Piece[]}
 */
export function excerpt(text, stems, part) {
  const lines = text.split("\n").map((each) => ({ line: each, spots: spotsIn(each, stems, part) }));
  const richest = lines.reduce((best, each) => (kinds(each.spots) > kinds(best.spots) ? each : best), lines[0] ?? { line: "", spots: [] });
  const { line, spots } = richest;
  const [from, to] = span(line, densest(spots));
  /** @type {Piece[]} */
  const pieces = [];
  let at = from;
  for (const { start, end } of spots) {
    if (start < from || end > to) continue;
    if (start > at) pieces.push({ text: line.slice(at, start), marked: false });
    pieces.push({ text: line.slice(start, end), marked: true });
    at = end;
  }
  if (at < to) pieces.push({ text: line.slice(at, to), marked: false });
  if (from > 0) pieces.unshift({ text: "… ", marked: false });
  if (to < line.length) pieces.push({ text: " …", marked: false });
  return pieces;
}

/** @typedef {{ start: number, end: number, stem: string }} Spot */

/** @returns {Spot[]} */
function spotsIn(/** @type {string} */ line, /** @type {Set<string>} */ stems, /** @type {string} */ part) {
  return [...line.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    const plain = PLAIN.test(word) ? word.toLowerCase() : plainWords(word).join("");
    const own = stem(plain);
    return stems.has(own) || (part && plain.startsWith(part)) ? [{ start: index, end: index + word.length, stem: own }] : [];
  });
}

const kinds = (/** @type {Spot[]} */ spots) => new Set(spots.map(({ stem: own }) => own)).size;

/* Where the most different words that were found stand close together. */
function densest(/** @type {Spot[]} */ spots) {
  let best = { start: 0, most: 0 };
  for (const { start } of spots) {
    const most = kinds(spots.filter((each) => each.start >= start && each.end <= start + LONGEST - BEFORE));
    if (most > best.most) best = { start, most };
  }
  return best.start;
}

/* From where to where a line is shown, at the ends of words. */
/** @returns {[number, number]} */
function span(/** @type {string} */ line, /** @type {number} */ around) {
  if (line.length <= LONGEST) return [0, line.length];
  const end = Math.min(line.length, Math.max(around - BEFORE, 0) + LONGEST);
  let from = Math.max(0, end - LONGEST);
  if (from > 0) from = line.indexOf(" ", from) + 1 || from;
  let to = end;
  if (to < line.length) {
    const space = line.lastIndexOf(" ", to);
    to = space > from ? space : to;
  }
  return [from, to];
}
