// @ts-check
/* Finding an entry by its name, in whatever spelling, and in the forms in which people ask. Pure.

   A name that is the query comes first, then names that begin so, then names that hold its words. A slip is forgiven where the
   whole name is within the slips allowed; nothing else is ever taken for what was meant. What has no name is told as absent. */

import { bare, formOf } from "./forms.js";
import { british, distance, isSwapped, joinedApostrophes, plainWords, STOP, slips, stem, words } from "./words.js";

export { slips, words };

/** @typedef {import("./forms.js").Form} Form */
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
 */
/**
 * @template {Entry} E
 * @typedef {object} Answer
 * @property {"" | "found" | "corrected" | "absent"} state nothing while nothing was asked
 * @property {E[]} hits what was meant, best first; none where it is absent
 * @property {string} corrected the name that was meant, if only slips led there
 * @property {string} wanted what is absent, in the reader's words
 * @property {E[]} near names that are near to what is absent, and something else
 */

const KINDS = ["term", "comparison", "skill", "group", "path", "page", "resource", "profile", "question"];
/* What others made, what is asked, and what is only a page. */
const OTHERS = new Set(["page", "resource", "profile", "question"]);
const TITLE = 0;
const ALIAS = 1;
const MAKER = 2;
const MOST_NEAR = 3;
/* A part of a word counts inside of names from so many letters on, and a maker's name too. */
const SHORTEST_PART = 4;
/* A question is found by its words alone, if it holds so many that say something. */
const WORDS_OF_QUESTION = 3;
/* An alias of many words is no name for one of them. */
const LEAST_SHARE = 0.34;

const SOUNDS = new Set(["ck", "kc", "cs", "sc", "sz", "zs", "gj", "jg", "ei", "ie", "fp", "pf", "ao", "oa", "ae", "ea"]);
/* What people put around a name without meaning anything else. */
const BEFORE = /^(?:ml|ai|llm|genai|machine learning|artificial intelligence)\s+/u;
const AFTER =
  /\s+(?:framework|method|methodology|technique|formula|metric|score|law|regulation|principle|concept|process|pattern|in (?:ml|ai|machine learning|product management|software|practice|production|general|detail|short|brief))$/u;
const FILLERS = new Set(
  "work works working use used using properly correctly well safely quickly better effectively best good new first run last take long often cost".split(
    " ",
  ),
);

const keyOf = (/** @type {string[]} */ found) => british(found.join(""));
const content = (/** @type {string[]} */ found) => {
  const telling = found.filter((word) => !STOP.has(word));
  return telling.length ? telling : found;
};
const stemsOf = (/** @type {string} */ text) => content(plainWords(text)).map(stem);

/** Finds among entries by name. @template {Entry} E */
export class Finder {
  /** @param {E[]} entries */
  constructor(entries) {
    this.entries = entries;
    /** @type {Name[]} */
    this.names = entries.flatMap((entry, of) => [...namesOf(entry)].map(([text, rank]) => name(text, rank, of)));
    /** @type {Map<string, Name[]>} */
    this.byKey = new Map();
    /** @type {Map<string, Name[]>} */
    this.byStems = new Map();
    /** @type {Map<string, Set<number>>} */
    this.byWord = new Map();
    /** @type {Map<string, Set<number>>} */
    this.questions = new Map();
    for (const each of this.names) {
      add(this.byKey, each.key, each);
      if (each.rank < MAKER) add(this.byStems, each.stems, each);
      for (const word of new Set([...each.folded, ...each.plain])) holds(this.byWord, word, each.of);
    }
    entries.forEach((entry, of) => {
      if (entry.kind === "question") for (const one of stemsOf(entry.title)) holds(this.questions, one, of);
    });
    this.allWords = [...this.byWord.keys()];
    this.comparisons = entries.flatMap((entry) => (entry.kind === "comparison" ? { entry, columns: this.#columns(entry) } : []));
    this.skills = entries.flatMap((entry, of) =>
      entry.kind === "skill"
        ? [
            ...[entry.title, ...entry.names].map((text) => ({ of, stems: skillStems(text), part: false })),
            ...partsOf(entry.title).map((text) => ({ of, stems: skillStems(text), part: true })),
          ]
        : [],
    );
  }

  /**
   * What is meant by `query`.
   * @param {string} query
   * @returns {Answer<E>}
   */
  find(query) {
    const asked = plainWords(query);
    if (!asked.length) return { state: "", hits: [], corrected: "", wanted: "", near: [] };
    const form = formOf(query);
    return (
      this.#compared(form) ??
      this.#named(form, query) ??
      this.#corrected(form, query) ??
      this.#done(form, query) ??
      this.#absent(form, query)
    );
  }

  /* A comparison of all that is named; or the things themselves, and what of them is not there. */
  /** @returns {Answer<E> | undefined} */
  #compared(/** @type {Form} */ { sides, perhaps, text }) {
    for (const parts of this.#parted(sides, perhaps, text)) {
      const found = this.#comparisonOf(parts, sides.length > 1);
      if (!found) continue;
      const { entry, slipped, things } = found;
      return result([entry, ...things], slipped ? entry.title : "");
    }
    if (sides.length < 2) return undefined;
    const found = sides.map((side) => this.#thing(side));
    const missing = sides.filter((_, place) => !found[place]?.hits.length);
    const hits = found.flatMap((each) => each.hits.slice(0, 1));
    const slipped = found.find((each) => each.corrected)?.corrected ?? "";
    const about = this.#meaningsOf(hits);
    if (about.length) return result([...about, ...hits], slipped);
    if (!missing.length) return result(hits, slipped);
    return { state: "absent", hits: [], corrected: "", wanted: missing.join(", "), near: unique(hits) };
  }

  /* Where both sides are one thing, the comparison of what it means: CI vs CD. */
  #meaningsOf(/** @type {E[]} */ hits) {
    const [one, other] = hits;
    if (!one || one !== other) return [];
    return this.comparisons
      .filter(({ entry }) => plainWords(entry.title).join(" ").endsWith(plainWords(one.title).join(" ")))
      .map(({ entry }) => entry);
  }

  /* Ways to part what was asked into what is compared. A name is not parted. */
  #parted(/** @type {string[]} */ sides, /** @type {string[]} */ perhaps, /** @type {string} */ text) {
    if (sides.length > 1) return [sides];
    if (this.#equal(text).length) return [];
    return perhaps.length > 1 ? [perhaps] : splits(text);
  }

  /* The comparison whose columns are these parts, each another one. */
  #comparisonOf(/** @type {string[]} */ parts, /** @type {boolean} */ sure) {
    /** @type {{ entry: E, cost: number, slipped: boolean, things: E[] } | undefined} */
    let best;
    for (const { entry, columns } of this.comparisons) {
      const fits = assign(parts, columns, sure);
      if (!fits) continue;
      const cost = fits.cost + (columns.length - parts.length) / 10;
      if (best && best.cost <= cost) continue;
      const things = fits.columns.flatMap((column) => this.#byId("term", entry.terms?.[column] ?? ""));
      best = { entry, cost, slipped: fits.slipped, things };
    }
    return best;
  }

  /* What each column of a comparison is called: in its title, and by its term's own names. */
  #columns(/** @type {E} */ { title, terms = [] }) {
    const told = title.split(/ vs |, | or /u);
    return terms.map((id, place) => {
      const own = told.length === terms.length ? [told[place] ?? ""] : [];
      const term = this.#byId("term", id)[0];
      return [...own, ...(term ? [term.title, ...term.names] : [])].map((text) => name(text, ALIAS, 0));
    });
  }

  #byId(/** @type {string} */ kind, /** @type {string} */ id) {
    return this.entries.filter((entry) => entry.kind === kind && entry.id === id);
  }

  /* What a name, or the thing that a question is about, is called. */
  /** @returns {Answer<E> | undefined} */
  #named(/** @type {Form} */ { about, act, text }, /** @type {string} */ query) {
    const whole = this.#equal(query);
    if (about) {
      const thing = this.#equal(about);
      const first = thing.length ? thing : [...this.#stemmed(about), ...this.#around(about)];
      const found = first.length || whole.length ? first : this.#begun(about);
      if (found.length || whole.length) return result([...found, ...whole, ...this.#listed(about)], "");
    }
    if (whole.length) return result([...whole, ...this.#listed(query)], "");
    if (act) return undefined;
    const same = this.#stemmed(bare(text));
    const skill = this.#skills(text, 0);
    const listed = this.#listed(query);
    const found = [...same, ...skill, ...listed];
    if (found.length) return result(found, "");
    const around = this.#around(text);
    return around.length ? result(around, "") : undefined;
  }

  /* What was typed with a slip. */
  /** @returns {Answer<E> | undefined} */
  #corrected(/** @type {Form} */ { about, act, text }, /** @type {string} */ query) {
    for (const typed of [about, act ? "" : bare(text), about || act ? "" : query]) {
      const meant = typed && this.#slipped(typed);
      if (meant) return result([...this.#equal(meant), ...this.#listed(meant)], meant);
    }
    return undefined;
  }

  /* What somebody wants to do: a skill, or something that is named on the way. A question by its words. */
  /** @returns {Answer<E> | undefined} */
  #done(/** @type {Form} */ { about, act, text }, /** @type {string} */ query) {
    if (act) {
      const [, ...rest] = act.split(" ");
      const thing = bare(rest.join(" "));
      const skills = this.#skills(act, Number.POSITIVE_INFINITY);
      const named = [...this.#equal(thing), ...this.#equal(act), ...this.#stemmed(thing), ...this.#stemmed(act)];
      const found = [...skills, ...named, ...this.#inside(rest.join(" "))];
      if (found.length) return result([...found, ...this.#asked(query)], "");
      const meant = thing && this.#slipped(thing);
      if (meant) return result(this.#equal(meant), meant);
    }
    const asked = this.#asked(text);
    if (asked.length) return result(asked, "");
    if (about) {
      const inside = this.#inside(about, true);
      if (inside.length) return result(inside, "");
    }
    return undefined;
  }

  /** @returns {Answer<E>} */
  #absent(/** @type {Form} */ { about, text }, /** @type {string} */ query) {
    const wanted = about && query.toLowerCase().includes(about) ? about : query.trim();
    const typed = about || bare(text);
    const near = unique([
      ...this.#contained(typed),
      ...this.#skills(typed, 2),
      ...this.#wordLike(typed),
      ...this.#lookalikes(typed),
      ...this.#weak(typed),
    ]).slice(0, MOST_NEAR);
    return { state: "absent", hits: [], corrected: "", wanted, near };
  }

  /* One thing by its name alone, with a slip at the most. */
  #thing(/** @type {string} */ text) {
    const equal = [...this.#equal(text), ...this.#stemmed(text)];
    if (equal.length) return { hits: equal, corrected: "" };
    const around = this.#around(text);
    if (around.length) return { hits: around, corrected: "" };
    const meant = this.#slipped(text);
    return { hits: meant ? this.#equal(meant) : [], corrected: meant };
  }

  /** @returns {E[]} */
  #equal(/** @type {string} */ text) {
    const key = keyOf(words(joinedApostrophes(text)));
    const found = [...((key && this.byKey.get(key)) || [])];
    return this.#entries(found.sort((a, b) => this.#first(a, b)));
  }

  /* The same words in other forms: `retrain` is `Retraining`. */
  /** @returns {E[]} */
  #stemmed(/** @type {string} */ text) {
    const found = this.byStems.get(stemsOf(text).join(" ")) ?? [];
    const named = found.filter((each) => each.stems && this.entries[each.of]?.kind !== "question");
    return this.#entries(named.sort((a, b) => this.#first(a, b)));
  }

  /* Names that begin so, and names that hold the words. */
  /** @returns {E[]} */
  #listed(/** @type {string} */ text) {
    const begun = this.#begun(text);
    const holding = this.#holding(text);
    if (plainWords(text).length > 1) return [...begun, ...holding];
    // Of a single word nobody can say whether it begins a name or is in it: what is ours comes before what is others'.
    const all = unique([...begun, ...holding]);
    const ours = all.filter(({ kind }) => !OTHERS.has(kind));
    return [...ours, ...all.filter(({ kind }) => OTHERS.has(kind))];
  }

  /** @returns {E[]} */
  #begun(/** @type {string} */ text) {
    const plain = plainWords(joinedApostrophes(text));
    const flat = keyOf(plain);
    if (flat.length < 2) return [];
    const last = plain.length - 1;
    // What is typed in capitals is an abbreviation: CAC is not the beginning of Cache.
    const capitals = /^\p{Lu}{2,4}$/u.test(text.trim()) ? text.trim() : "";
    const found = this.names.filter(
      (each) =>
        (!capitals || each.text.startsWith(capitals)) &&
        (each.rank < MAKER || flat.length >= SHORTEST_PART) &&
        each.flat !== flat &&
        (each.flat.startsWith(flat) ||
          (last > 0 && each.plain.length > last && plain.every((word, place) => begins(each, place, word, place === last)))),
    );
    found.sort((a, b) => a.rank - b.rank || this.#order(a.of) - this.#order(b.of) || a.flat.length - b.flat.length);
    return this.#entries(found);
  }

  /* Names in which each word that says something is a word, and the last the beginning of one. */
  /** @returns {E[]} */
  #holding(/** @type {string} */ text) {
    const { found, telling } = this.#holders(text);
    const sure = found.filter(
      ({ of, share }) => share >= LEAST_SHARE && (this.entries[of]?.kind !== "question" || telling >= WORDS_OF_QUESTION),
    );
    return sure.map(({ of }) => /** @type {E} */ (this.entries[of]));
  }

  #holders(/** @type {string} */ text) {
    const typed = plainWords(joinedApostrophes(bare(text.toLowerCase())));
    const plain = content(typed);
    // One word that is left of a compound such as "on-call" is another word.
    if (plain.length === 1 && typed.length > 1) return { found: [], telling: 1 };
    const typing = /[\p{L}\p{N}]$/u.test(text);
    /** @type {Set<number> | undefined} */
    let all;
    plain.forEach((word, place) => {
      const some = this.#with(word, typing && place === plain.length - 1 && word.length >= (plain.length > 1 ? 2 : SHORTEST_PART));
      const before = all;
      all = before ? new Set([...before].filter((of) => some.has(of))) : some;
    });
    const found = [...(all ?? [])].map((of) => ({ of, ...this.#weight(of, plain) }));
    found.sort((a, b) => Number(b.one) - Number(a.one) || a.rank - b.rank || this.#order(a.of) - this.#order(b.of) || b.share - a.share);
    return { found, telling: plain.length };
  }

  /* Which entries have a word in their names. */
  /** @returns {Set<number>} */
  #with(/** @type {string} */ word, /** @type {boolean} */ part) {
    const whole = [this.byWord.get(word), this.byWord.get(british(word)), this.byWord.get(words(word)[0] ?? "")];
    const some = part ? this.allWords.filter((known) => known.startsWith(word)).map((known) => this.byWord.get(known)) : [];
    return new Set([...whole, ...some].flatMap((ids) => (ids ? [...ids] : [])));
  }

  /* How well the names of an entry hold these words: whether one name has all, of which rank, and how much of it they are. */
  #weight(/** @type {number} */ of, /** @type {string[]} */ plain) {
    let best = { one: false, rank: MAKER + 1, share: 0 };
    for (const each of this.names) {
      if (each.of !== of) continue;
      const telling = content(each.plain);
      const fits = plain.filter((word) => each.plain.some((own, place) => own.startsWith(word) || each.folded[place] === words(word)[0]));
      const one = fits.length === plain.length;
      // Of a title, any word will do.
      const share = each.rank === ALIAS && plain.length === 1 && !this.#isMade(of) ? fits.length / telling.length : fits.length && 1;
      if ((one && !best.one) || (one === best.one && (each.rank < best.rank || (each.rank === best.rank && share > best.share))))
        if (fits.length) best = { one, rank: each.rank, share: best.one === one ? Math.max(share, best.share) : share };
    }
    return best;
  }

  #isMade(/** @type {number} */ of) {
    return this.entries[of]?.kind === "resource";
  }

  /* The name that was meant, with slips. */
  #slipped(/** @type {string} */ text) {
    const typed = name(text, ALIAS, 0);
    let meant = "";
    let least = Number.POSITIVE_INFINITY;
    for (const each of this.names) {
      if (this.entries[each.of]?.kind === "question") continue;
      const wrong = slipsBetween(typed, each);
      if (wrong > (each.rank === MAKER ? 1 : 2)) continue;
      const cost = wrong * 100 + each.rank * 10 + (each.flat.length === typed.flat.length ? 0 : 4) + this.#order(each.of) / 10;
      if (cost < least) [least, meant] = [cost, each.text];
    }
    return meant;
  }

  /* The name, if what stands around it means nothing else: `RICE framework`. */
  /** @returns {E[]} */
  #around(/** @type {string} */ text) {
    const within = text.replace(AFTER, "");
    const inner = within.replace(BEFORE, "");
    for (const each of new Set([within, inner])) {
      if (each === text) continue;
      const found = [...this.#equal(each), ...this.#stemmed(each)];
      if (found.length) return found;
    }
    return [];
  }

  /* The skills whose words are all there, with so many others at the most. */
  /** @returns {E[]} */
  #skills(/** @type {string} */ text, /** @type {number} */ others) {
    const typed = new Set(plainWords(text).map(stem));
    const telling = content(plainWords(text)).map(stem);
    return this.skills
      .filter(
        ({ stems, part }) =>
          stems.every((one) => typed.has(one)) && telling.filter((one) => !stems.includes(one)).length <= others && (!part || others > 0),
      )
      .sort((a, b) => b.stems.length - a.stems.length)
      .map(({ of }) => /** @type {E} */ (this.entries[of]));
  }

  /* Names inside a sentence, the longest first; not those that are a part of another name, such as API in "API gateway". */
  /** @returns {E[]} */
  #inside(/** @type {string} */ text, begin = false) {
    const plain = plainWords(text);
    const light = (/** @type {string | undefined} */ word) => word === undefined || STOP.has(word) || FILLERS.has(word);
    return this.#spans(plain).flatMap(({ from, to, found }) =>
      light(plain[from - 1]) && light(plain[to]) && (!begin || from === 0) ? found : [],
    );
  }

  /* Names inside of what is no name itself. */
  /** @returns {E[]} */
  #contained(/** @type {string} */ text) {
    return this.#spans(plainWords(text)).flatMap(({ found }) => found.slice(0, 1));
  }

  #spans(/** @type {string[]} */ plain) {
    const found = [];
    for (let size = Math.min(5, plain.length); size > 0; size--) {
      for (let from = 0; from + size <= plain.length; from++) {
        const span = plain.slice(from, from + size);
        if (span.every((word) => STOP.has(word)) || span.join("").length < 3) continue;
        const text = span.join(" ");
        const named = [...this.#equal(text), ...this.#stemmed(text)].filter(({ kind }) => kind === "term" || kind === "skill");
        if (named.length) found.push({ from, to: from + size, found: named });
      }
    }
    return found;
  }

  /* Questions that hold all the words, or almost all of many. */
  /** @returns {E[]} */
  #asked(/** @type {string} */ text) {
    const telling = [...new Set(stemsOf(text))];
    if (telling.length < WORDS_OF_QUESTION) return [];
    /** @type {Map<number, number>} */
    const held = new Map();
    for (const one of telling) for (const of of this.questions.get(one) ?? []) held.set(of, (held.get(of) ?? 0) + 1);
    const enough = Math.max(WORDS_OF_QUESTION, Math.ceil(telling.length * 0.75));
    const found = [...held].filter(([, count]) => count >= enough).sort((a, b) => b[1] - a[1]);
    return found.map(([of]) => /** @type {E} */ (this.entries[of]));
  }

  /* Names that look alike, further away than a slip. */
  /** @returns {E[]} */
  #lookalikes(/** @type {string} */ text) {
    const typed = name(text, ALIAS, 0);
    const most = Math.min(3, Math.floor(typed.flat.length / 3));
    if (most < 1) return [];
    const found = this.names.flatMap((each) => {
      if (this.entries[each.of]?.kind === "question" || each.rank === MAKER || each.digits !== typed.digits) return [];
      if (!starts(typed.flat, each.flat)) return [];
      const wrong = distance(typed.flat, each.flat, most);
      const begun = typed.flat.length > 4 ? distance(typed.flat, each.flat.slice(0, typed.flat.length), 1) + 1 : Number.POSITIVE_INFINITY;
      const cost = Math.min(wrong, begun);
      return cost === Number.POSITIVE_INFINITY ? [] : [{ each, cost }];
    });
    found.sort((a, b) => a.cost - b.cost || a.each.rank - b.each.rank || this.#order(a.each.of) - this.#order(b.each.of));
    return found.map(({ each }) => /** @type {E} */ (this.entries[each.of]));
  }

  /* Names that hold a word which is a slip away from the only one that was typed. */
  /** @returns {E[]} */
  #wordLike(/** @type {string} */ text) {
    const [word = "", ...more] = plainWords(text);
    if (more.length || word.length < 5) return [];
    const like = this.allWords.filter((known) => starts(word, known) && !STOP.has(known) && apart(word, known) <= 1);
    return like.flatMap((known) => this.#holding(known)).filter(({ kind }) => !OTHERS.has(kind));
  }

  /* Entries one of whose longer aliases has the word. */
  /** @returns {E[]} */
  #weak(/** @type {string} */ text) {
    return this.#holders(text)
      .found.filter(({ of }) => this.entries[of]?.kind !== "question")
      .map(({ of }) => /** @type {E} */ (this.entries[of]));
  }

  /* What is ours before what is others', titles before other names. */
  #first(/** @type {Name} */ a, /** @type {Name} */ b) {
    const others = (/** @type {Name} */ { of }) => Number(OTHERS.has(this.entries[of]?.kind ?? ""));
    return others(a) - others(b) || a.rank - b.rank || this.#order(a.of) - this.#order(b.of);
  }

  #entries(/** @type {Name[]} */ found) {
    return found.map(({ of }) => /** @type {E} */ (this.entries[of]));
  }

  #order(/** @type {number} */ of) {
    return KINDS.indexOf(this.entries[of]?.kind ?? "");
  }
}

/**
 * The other name of an entry under which it was found; nothing where its title says it.
 * @param {Entry} entry
 * @param {string} query
 */
export function foundAs({ kind, title, names }, query) {
  const { about, act } = formOf(query);
  for (const each of [query, about, act]) {
    const key = keyOf(words(joinedApostrophes(bare(each))));
    if (!key || keyOf(words(title)).startsWith(key)) continue;
    const fits = (/** @type {string} */ one) => keyOf(words(joinedApostrophes(one))).startsWith(key);
    const found = kind === "resource" ? undefined : names.find(fits);
    if (found) return found;
  }
  return "";
}

/* All names of an entry with their rank. What stands before the colon of a title, or in quotes in it, is a name too. */
/** @returns {Generator<[string, number]>} */
function* namesOf(/** @type {Entry} */ entry) {
  for (const [text, rank] of givenNames(entry)) {
    yield [text, rank];
    if (rank < MAKER)
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

/** @returns {Generator<[string, number]>} */
function* givenNames(/** @type {Entry} */ { kind, title, names }) {
  yield [title, TITLE];
  if (kind !== "resource") {
    yield* names.map((each) => /** @type {[string, number]} */ ([each, ALIAS]));
    return;
  }
  const short = title.split(/: | \(| – /u)[0] ?? title;
  const quoted = /["“]([^"”]+)["”]/u.exec(title)?.[1];
  for (const each of new Set([short, quoted ?? short, bare(short.toLowerCase()) && short.replace(/^(?:The|A|An) /u, "")])) {
    if (each !== title) yield [each, ALIAS];
  }
  for (const maker of names) {
    yield [maker, MAKER];
    const last = maker.split(" ").at(-1) ?? maker;
    if (last !== maker && last.length > 4) yield [last, MAKER];
  }
}

/** @returns {Name} */
function name(/** @type {string} */ text, /** @type {number} */ rank, /** @type {number} */ of) {
  const plain = plainWords(joinedApostrophes(text));
  const folded = plain.map((word) => words(word)[0] ?? word);
  return {
    of,
    text,
    rank,
    plain,
    folded,
    flat: keyOf(plain),
    key: keyOf(folded),
    stems: stemsOf(text).join(" "),
    acronym: !/\p{Ll}{2}/u.test(text) && text.length < 8,
    digits: text.replace(/\D/gu, ""),
  };
}

function begins(/** @type {Name} */ each, /** @type {number} */ place, /** @type {string} */ word, /** @type {boolean} */ part) {
  const own = each.plain[place] ?? "";
  return each.folded[place] === words(word)[0] || (part && own.startsWith(word));
}

const starts = (/** @type {string} */ a, /** @type {string} */ b) =>
  a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]) || SOUNDS.has(`${a[0]}${b[0]}`);

/* How many slips make what was typed into a name; Infinity where they are more than allowed. */
function slipsBetween(/** @type {Name} */ typed, /** @type {Name} */ each) {
  const never = Number.POSITIVE_INFINITY;
  if (Math.abs(typed.flat.length - each.flat.length) > 4 && typed.plain.length >= each.plain.length) return never;
  if (each.digits !== typed.digits && each.flat.length <= typed.flat.length + 2) return never;
  const near = starts(typed.flat, each.flat);
  if (!near && typed.flat.length < 8) return never;
  if (each.acronym) return typed.flat.length >= 3 && isSwapped(typed.flat, each.flat) ? 1 : never;
  let wrong = never;
  if (typed.plain.length === each.plain.length) wrong = wordByWord(typed, each, false);
  else {
    if (typed.plain.length > 1 && typed.plain.length < each.plain.length) wrong = wordByWord(typed, each, true);
    // Parted in another way. A letter that stands alone is a word: the A/A test is no A/B test.
    const parted = [...typed.plain, ...each.plain].every((word) => word.length > 2);
    if (wrong === never && parted) wrong = distance(typed.flat, each.flat, typed.flat.length < 10 ? 1 : 2);
  }
  return near || wrong <= 1 ? wrong : never;
}

/* The slips between two words, of which the shorter says how many there may be. */
const apart = (/** @type {string} */ a, /** @type {string} */ b) => distance(a, b, slips(a.length < b.length ? a : b));

/* Each word with its own slips. `begun`: what was typed is the beginning of the name, and its last word may be unfinished. */
function wordByWord(/** @type {Name} */ typed, /** @type {Name} */ each, /** @type {boolean} */ begun) {
  let sum = 0;
  const last = typed.plain.length - 1;
  for (const [place, word] of typed.plain.entries()) {
    const own = each.plain[place] ?? "";
    if (word === own || typed.folded[place] === each.folded[place] || british(word) === british(own)) continue;
    if (begun && place === last && word.length >= 3 && own.startsWith(word)) continue;
    if (word.length < 4) {
      if (!isSwapped(word, own) || word.length < 3) return Number.POSITIVE_INFINITY;
      sum += 1;
    } else {
      sum += Math.min(apart(word, own), apart(typed.folded[place] ?? "", each.folded[place] ?? ""));
    }
    if (sum > 2 || (begun && word.length < 5)) return Number.POSITIVE_INFINITY;
  }
  return sum || Number.POSITIVE_INFINITY;
}

/* Each part to a column of its own, as cheaply as can be. */
function assign(/** @type {string[]} */ parts, /** @type {Name[][]} */ columns, /** @type {boolean} */ sure) {
  if (parts.length > columns.length) return undefined;
  const taken = new Set();
  let cost = 0;
  let slipped = false;
  const used = [];
  for (const part of parts) {
    const typed = name(part.replace(/^(?:the|a|an)\s+/u, ""), ALIAS, 0);
    let best = { column: -1, cost: Number.POSITIVE_INFINITY, slip: false };
    columns.forEach((names, column) => {
      if (taken.has(column)) return;
      for (const [place, each] of names.entries()) {
        const found = fit(typed, each, sure);
        if (found.cost + place / 100 < best.cost) best = { column, cost: found.cost + place / 100, slip: found.slip };
      }
    });
    if (best.column < 0) return undefined;
    taken.add(best.column);
    used.push(best.column);
    cost += best.cost;
    slipped ||= best.slip;
  }
  return { cost, slipped, columns: used };
}

function fit(/** @type {Name} */ typed, /** @type {Name} */ each, /** @type {boolean} */ sure) {
  if (typed.key === each.key || typed.stems === each.stems) return { cost: 0, slip: false };
  const holding =
    typed.folded.every((word) => each.folded.includes(word)) || (sure && each.folded.every((word) => typed.folded.includes(word)));
  if (holding && typed.flat.length > 2) return { cost: 1 + Math.abs(typed.plain.length - each.plain.length) / 10, slip: false };
  const wrong = slipsBetween(typed, each);
  return wrong < Number.POSITIVE_INFINITY ? { cost: 2 + wrong, slip: true } : { cost: wrong, slip: false };
}

/* Two or three names side by side, without a word between them: all ways to part them. */
function splits(/** @type {string} */ text) {
  const plain = text.split(/\s+/u);
  if (plain.length < 2 || plain.length > 5) return [];
  const found = [];
  for (let at = 1; at < plain.length; at++) found.push([plain.slice(0, at).join(" "), plain.slice(at).join(" ")]);
  if (plain.length === 3) found.push(plain);
  return found;
}

/* Of a title such as "Launch and iteration", each part names the skill. */
const partsOf = (/** @type {string} */ title) => (title.includes(" and ") ? title.split(" and ") : []);

/* In a skill's title a short word may say all: Saying no. */
const skillStems = (/** @type {string} */ title) =>
  plainWords(title)
    .filter((word) => !STOP.has(word) || word === "no")
    .map(stem);

/** @template {Entry} E @returns {Answer<E>} */
function result(/** @type {E[]} */ hits, /** @type {string} */ corrected) {
  return { state: corrected ? "corrected" : "found", hits: unique(hits), corrected, wanted: "", near: [] };
}

/** @template T */
const unique = (/** @type {T[]} */ found) => [...new Set(found)];

function add(/** @type {Map<string, Name[]>} */ map, /** @type {string} */ key, /** @type {Name} */ each) {
  const found = map.get(key);
  if (found) found.push(each);
  else map.set(key, [each]);
}

function holds(/** @type {Map<string, Set<number>>} */ map, /** @type {string} */ key, /** @type {number} */ of) {
  const found = map.get(key);
  if (found) found.add(of);
  else map.set(key, new Set([of]));
}
