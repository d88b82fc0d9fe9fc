// @ts-check
/* Finding an entry by its name, in whatever spelling, and in the forms in which people ask. Pure.

   A name that is the query comes first, then names that begin so, then names that hold its words. A slip is forgiven where the
   whole name is within the slips allowed; nothing else is ever taken for what was meant. What has no name is told as absent. */

import { assign, splits } from "./compared.js";
import { bare, formOf } from "./forms.js";
import { ALIAS, apart, content, keyOf, LONG, MAKER, name, namesOf, slipsBetween, soundingLike, starts, stemsOf } from "./names.js";
import { distance, isSwapped, joinedApostrophes, plainWords, STOP, slips, stem, words } from "./words.js";

export { slips, words };

/** @typedef {import("./forms.js").Form} Form */
/** @typedef {import("./names.js").Entry} Entry */
/** @typedef {import("./names.js").Name} Name */
/**
 * @template {Entry} E
 * @typedef {object} Answer
 * @property {"" | "found" | "corrected" | "absent"} state nothing while nothing was asked
 * @property {E[]} hits what was meant, best first; none where it is absent
 * @property {string} corrected the name that was meant, if only slips led there
 * @property {string} wanted what is absent, in the reader's words
 * @property {E[]} near names that are near to what is absent, and something else
 */

const KINDS = ["term", "comparison", "room", "skill", "group", "path", "page", "resource", "profile", "question"];
/* What others made, what is asked, and what is only a page. */
const OTHERS = new Set(["page", "resource", "profile", "question"]);
const MOST_NEAR = 3;
/* A part of a word counts inside of names from so many letters on, and a maker's name too. */
const SHORTEST_PART = 4;
/* A question is found by its words alone, if it holds so many that say something. */
const WORDS_OF_QUESTION = 3;
/* An alias of many words is no name for one of them. */
const LEAST_SHARE = 0.34;

/* What people put around a name without meaning anything else. */
const BEFORE = /^(?:ml|ai|llm|genai|machine learning|artificial intelligence)\s+/u;
const AFTER =
  /\s+(?:(?:framework|method|technique|formula|metric|score|law|regulation|principle|concept|pattern|practice|basic)s?|(?:approach|process)(?:es)?|(?:methodolog|strateg)(?:y|ies)|in (?:ml|ai|machine learning|product management|software|practice|production|general|detail|short|brief))$/u;
const ARTICLE = /^(?:the|a|an)\s+/u;
const BETWEEN_COLUMNS = / vs |, | or /u;
const SPELLED_OUT = /^([^()]+)\(([^()]+)\)\s*$/u;
const CAPITALS = /^\p{Lu}{2,4}$/u;
const UNFINISHED = /[\p{L}\p{N}]$/u;
/* From so many letters on, words that were typed as one begin a name wherever they end in it. */
const JOINED = 6;
const FILLERS = new Set(
  "work works working use used using properly correctly well safely quickly better effectively best good new first run last take long often cost".split(
    " ",
  ),
);

/** Finds among entries by name. @template {Entry} E */
export class Finder {
  /** @param {E[]} entries */
  constructor(entries) {
    this.entries = entries;
    /** @type {Name[]} */
    this.names = entries.flatMap((entry, of) => [...namesOf(entry)].map(([text, rank]) => name(text, rank, of)));
    /** @type {Name[][]} */
    this.own = entries.map(() => []);
    /* Whether somebody uses a word, which is no slip then. Texts know, once they are there. */
    this.known = (/** @type {string} */ _word) => false;
    /* By first letter, since a key must not look at each name. */
    this.byLetter = grouped(this.names, ({ flat }) => flat[0]);
    const meant = this.names.filter((each) => !this.#isFar(each));
    this.meantByLetter = grouped(meant, ({ flat }) => flat[0]);
    this.meantBySecond = grouped(meant, ({ flat }) => flat[1]);
    /** @type {Map<string, Name[]>} */
    this.byKey = new Map();
    /** @type {Map<string, Name[]>} */
    this.byStems = new Map();
    /** @type {Map<string, Set<number>>} */
    this.byWord = new Map();
    /** @type {Map<string, Set<number>>} */
    this.questions = new Map();
    for (const each of this.names) {
      this.own[each.of]?.push(each);
      add(this.byKey, each.key, each);
      if (each.rank < MAKER) add(this.byStems, each.stems, each);
      for (const word of new Set([...each.folded, ...each.plain])) holds(this.byWord, word, each.of);
    }
    entries.forEach((entry, of) => {
      if (entry.kind === "question") for (const one of stemsOf(entry.title)) holds(this.questions, one, of);
    });
    this.allWords = [...this.byWord.keys()];
    this.wordsByLetter = grouped(this.allWords, (word) => word[0]);
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
    return this.#spelledOut(query) ?? this.#found(query);
  }

  /* A name with another in brackets, as lists have them: LTV (lifetime value). */
  #spelledOut(/** @type {string} */ query) {
    const [, ...both] = SPELLED_OUT.exec(query) ?? [];
    if (!both.length || this.#equal(query).length) return;
    return both.map((part) => this.#found(part)).find(({ state, hits: [first] }) => state === "found" && first && !OTHERS.has(first.kind));
  }

  /** @returns {Answer<E>} */
  #found(/** @type {string} */ query) {
    const asked = plainWords(query);
    if (!asked.length) return { state: "", hits: [], corrected: "", wanted: "", near: [] };
    const form = formOf(query);
    return (
      this.#compared(form, query) ??
      this.#named(form, query) ??
      this.#corrected(form, query) ??
      this.#done(form, query) ??
      this.#absent(form, query)
    );
  }

  /* A comparison of all that is named; or the things themselves, and what of them is not there. */
  /** @returns {Answer<E> | undefined} */
  #compared(/** @type {Form} */ { sides, perhaps, text }, /** @type {string} */ query) {
    const found = this.#bestComparison(sides, perhaps, text);
    if (found) return result([found.entry, ...found.things], found.slipped ? found.entry.title : "");
    /* A name may say "vs" itself: value vs effort. */
    if (sides.length < 2 || this.#equal(query).length) return;
    const things = sides.map((side) => this.#thing(side));
    const missing = sides.filter((_, place) => !things[place]?.hits.length);
    const hits = things.flatMap((each) => each.hits.slice(0, 1));
    if (missing.length) return { state: "absent", hits: [], corrected: "", wanted: missing.join(", "), near: unique(hits) };
    const slipped = things.find((each) => each.corrected)?.corrected ?? "";
    return result([...this.#meaningsOf(hits), ...hits], slipped);
  }

  /* Told by a word such as "vs", parts of names and slips will do; told by nothing, only names. A name is not parted. */
  #bestComparison(/** @type {string[]} */ sides, /** @type {string[]} */ perhaps, /** @type {string} */ text) {
    if (sides.length > 1) return this.#comparisonOf(sides, 2);
    if (this.#equal(text).length) return;
    if (perhaps.length > 1) return this.#comparisonOf(perhaps, 1);
    return splits(text)
      .map((parts) => this.#comparisonOf(parts, 0))
      .find(Boolean);
  }

  /* Where both sides are one thing, the comparison of what it means: CI vs CD. */
  #meaningsOf(/** @type {E[]} */ hits) {
    const [one, other] = hits;
    if (!one || one !== other) return [];
    return this.comparisons
      .filter(({ entry }) => plainWords(entry.title).join(" ").endsWith(plainWords(one.title).join(" ")))
      .map(({ entry }) => entry);
  }

  /* The comparison whose columns are these parts, each another one. */
  #comparisonOf(/** @type {string[]} */ parts, /** @type {number} */ freedom) {
    const typed = parts.map((part) => name(part.replace(ARTICLE, ""), ALIAS, 0));
    /** @type {{ entry: E, cost: number, slipped: boolean, things: E[] } | undefined} */
    let best;
    for (const { entry, columns } of this.comparisons) {
      const fits = assign(typed, columns, freedom);
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
    const told = title.split(BETWEEN_COLUMNS);
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
    if (act) return;
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
    const typed = new Set([about, act ? "" : bare(text), about || act ? "" : query]);
    const meant = [...typed].map((each) => each && this.#slipped(each)).find(Boolean);
    return meant ? result([...this.#equal(meant), ...this.#listed(meant)], meant) : undefined;
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
    const inside = about ? this.#inside(about, true) : [];
    return inside.length ? result(inside, "") : undefined;
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
    const folded = plain.map((word) => words(word)[0]);
    const last = plain.length - 1;
    // What is typed in capitals is an abbreviation: CAC is not the beginning of Cache.
    const capitals = CAPITALS.test(text.trim()) ? text.trim() : "";
    const found = likely(this.byLetter, flat[0]).filter(
      (each) =>
        (!capitals || each.text.startsWith(capitals)) &&
        (each.rank < MAKER || flat.length >= SHORTEST_PART) &&
        each.flat !== flat &&
        ((each.flat.startsWith(flat) && (last > 0 || isBegun(each, flat))) ||
          (last > 0 &&
            each.plain.length > last &&
            plain.every(
              (word, place) => each.folded[place] === folded[place] || (place === last && (each.plain[place] ?? "").startsWith(word)),
            ))),
    );
    found.sort((a, b) => a.rank - b.rank || this.#order(a.of) - this.#order(b.of) || a.flat.length - b.flat.length);
    return this.#entries(found);
  }

  /* Names in which each word that says something is a word, and the last the beginning of one. */
  /** @returns {E[]} */
  #holding(/** @type {string} */ text) {
    const { found, telling } = this.#holders(text);
    const sure = found.filter(
      // Words of two names make no third: "API gateway" is not what has "model API" and "AI gateway". A title and its author may.
      ({ of, one, share }) =>
        (one || this.#isMade(of)) && share >= LEAST_SHARE && (this.entries[of]?.kind !== "question" || telling >= WORDS_OF_QUESTION),
    );
    return sure.map(({ of }) => /** @type {E} */ (this.entries[of]));
  }

  #holders(/** @type {string} */ text) {
    const typed = plainWords(joinedApostrophes(bare(text.toLowerCase())));
    const plain = content(typed);
    // One word that is left of a compound such as "on-call" is another word.
    if (plain.length === 1 && typed.length > 1) return { found: [], telling: 1 };
    const typing = UNFINISHED.test(text);
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
    const whole = [this.byWord.get(word), this.byWord.get(words(word)[0] ?? "")];
    const begun = part ? likely(this.wordsByLetter, word[0]).filter((known) => known.startsWith(word)) : [];
    const some = begun.map((known) => this.byWord.get(known));
    return new Set([...whole, ...some].flatMap((ids) => (ids ? [...ids] : [])));
  }

  /* How well the names of an entry hold these words: whether one name has all, of which rank, and how much of it they are. */
  #weight(/** @type {number} */ of, /** @type {string[]} */ plain) {
    const folded = plain.map((word) => words(word)[0]);
    const fits = (this.own[of] ?? []).flatMap((each) => {
      const held = plain.filter((word, at) => each.plain.some((own, place) => own.startsWith(word) || each.folded[place] === folded[at]));
      // Of a title, any word will do.
      const share = each.rank === ALIAS && plain.length === 1 && !this.#isMade(of) ? held.length / each.telling : 1;
      return held.length ? [{ one: held.length === plain.length, rank: each.rank, share }] : [];
    });
    fits.sort((a, b) => Number(b.one) - Number(a.one) || a.rank - b.rank || b.share - a.share);
    const [best = { one: false, rank: MAKER + 1, share: 0 }] = fits;
    return { ...best, share: Math.max(best.share, ...fits.filter(({ one }) => one === best.one).map(({ share }) => share)) };
  }

  #isMade(/** @type {number} */ of) {
    return this.entries[of]?.kind === "resource";
  }

  /* The name that was meant, with slips. */
  #slipped(/** @type {string} */ text) {
    const typed = name(text, ALIAS, 0);
    let least = Number.POSITIVE_INFINITY;
    /** @type {Name | undefined} */
    let best;
    for (const names of this.#beginningLike(typed.flat)) {
      for (const each of names) {
        const cost = this.#cost(typed, each);
        // Of two that are as likely, the first.
        if (cost < least || (best && cost === least && each.of < best.of)) [least, best] = [cost, each];
      }
    }
    return best?.text ?? "";
  }

  /* Names that a slip may have made into this: they begin alike; of a long one the first letter may be the slip. */
  #beginningLike(/** @type {string} */ flat) {
    const [first = "", second = ""] = flat;
    const near = [first, second, ...soundingLike(first)].map((letter) => likely(this.meantByLetter, letter));
    return flat.length < LONG ? near : [...near, ...[first, second].map((letter) => likely(this.meantBySecond, letter))];
  }

  /* Names that nobody means with a slip. */
  #isFar(/** @type {Name} */ each) {
    const kind = this.entries[each.of]?.kind ?? "";
    return kind === "question" || (each.plain.length === 1 && isLoose(kind, each));
  }

  /* How unlikely it is that this name was meant. A letter left out, doubled or swapped is likelier than another in its place. */
  #cost(/** @type {Name} */ typed, /** @type {Name} */ each) {
    const wrong = slipsBetween(typed, each, this.known);
    if (wrong > (each.rank === MAKER ? 1 : 2)) return Number.POSITIVE_INFINITY;
    const other = each.flat.length === typed.flat.length && !isSwapped(typed.flat, each.flat) ? 4 : 0;
    return wrong * 100 + each.rank * 10 + other + this.#order(each.of) / 10;
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
    const found = likely(this.byLetter, typed.flat[0]).flatMap((each) => {
      if (this.entries[each.of]?.kind === "question" || each.rank === MAKER || each.digits !== typed.digits) return [];
      const wrong = distance(typed.flat, each.flat, most);
      const longer = typed.flat.length > 4 && each.flat.length > typed.flat.length && each.flat[1] === typed.flat[1];
      const begun = longer ? distance(typed.flat, each.flat.slice(0, typed.flat.length), 1) + 1 : Number.POSITIVE_INFINITY;
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

/* What people type who look for a page is no name of it, and short names of people are too near to other words. */
const isLoose = (/** @type {string} */ kind, /** @type {Name} */ each) =>
  kind === "page" || (kind === "skill" && each.rank === ALIAS) || (each.rank === MAKER && each.flat.length < 7);

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

/* What begins with a letter, or has one in another place. */
/** @template T */
function grouped(/** @type {T[]} */ all, /** @type {(each: T) => string | undefined} */ letter) {
  /** @type {Map<string, T[]>} */
  const found = new Map();
  for (const each of all) {
    const key = letter(each) ?? "";
    const group = found.get(key);
    if (group) group.push(each);
    else found.set(key, [each]);
  }
  return found;
}

/** @template T @returns {T[]} */
const likely = (/** @type {Map<string, T[]>} */ groups, /** @type {string | undefined} */ letter) => groups.get(letter ?? "") ?? [];

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

/* Whether one typed word begins a name: "kano" is not the beginning of k-anonymity, though "pubs" is that of Pub/Sub. */
function isBegun(/** @type {Name} */ { plain, flat }, /** @type {string} */ typed) {
  const [initial = ""] = plain;
  return typed.length >= JOINED || initial.length > 1 || typed.length <= initial.length || flat.length === typed.length;
}
