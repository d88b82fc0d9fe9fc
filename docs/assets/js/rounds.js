// @ts-check
/* What closes a gap: rounds of reading, doing and answering, each towards one level of one skill. Which steps there are does
   not depend on what is done, so that ticking one never changes the others. */

import { fitting, found, levelGap, levelNumber, levelTitle, pageMinutes, restsOn } from "./facts.js";
import { inTurn, known, listed, nearest } from "./ranking.js";

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Skill} Skill */
/** @typedef {import("./facts.js").Resource} Resource */
/** @typedef {import("./facts.js").Question} Question */
/** @typedef {import("./facts.js").Term} Term */
/** @typedef {{ skill: string, from: number, to: number }} Closing A gap, from the level that is answered to the one asked. */
/**
 * @typedef {object} Draft A step before it has a day.
 * @property {string} item
 * @property {string} kind
 * @property {string} title
 * @property {string} url
 * @property {number} minutes
 * @property {string} why
 * @property {string[]} after items that come before it
 */
/** @typedef {{ skill: Skill, from: number, to: number, sole: boolean, first: boolean, order: number }} Round */
/** @typedef {Round & { page: boolean, exercises: Skill["exercises"], resources: Resource[], questions: Question[], terms: Term[] }} Chosen */

const WORKING = 2; // Whoever has done it once on their own work is here, so the first round leads up to it.
const APART = 4; // Rounds between two long things to read.
const SHORT = 30; // Minutes of a reading that is never too long for its round.
const LARGE = 2; // Levels of a round that has more of everything.
const FAR = 100; // Behind everything of a shorter kind.

/**
 * The steps that close gaps, in the order in which to take them.
 * @param {Facts} facts
 * @param {Closing[]} gaps first things first
 * @param {{ hours: number, answers: Map<string, number>, hidden: Set<string> } & import("./facts.js").Taste} wishes
 * @returns {Draft[]}
 */
export function closing(facts, gaps, wishes) {
  const chooser = new Chooser(facts, gaps, wishes);
  /** @type {Map<Round, Draft[]>} */
  const drafted = new Map();
  for (const round of inOrder(facts, rounds(facts, gaps))) {
    const before = [...drafted].flatMap(([other, steps]) => (earlier(facts, other, round) ? steps.map(({ item }) => item) : []));
    const own = drafts(facts, chooser.choose(round), gaps);
    drafted.set(
      round,
      own.map((one) => ({ ...one, after: [...before, ...one.after] })),
    );
  }
  return termsFirst(facts, [...drafted.values()].flat());
}

/* The rounds of every gap. The first leads to Working, where exercises lead; then there is one for each level. */
function rounds(/** @type {Facts} */ facts, /** @type {Closing[]} */ gaps) {
  /** @type {Map<string, Closing>} */
  const sound = new Map();
  for (const one of gaps) if (facts.skills.has(one.skill) && one.from < one.to && !sound.has(one.skill)) sound.set(one.skill, one);
  const all = [...sound.values()];
  return all.flatMap((one, place) => {
    /* A gap that was ranked before larger ones stays before them. */
    const largest = Math.max(...all.slice(place).map(({ from, to }) => to - from));
    return roundsOf(/** @type {Skill} */ (facts.skills.get(one.skill)), one, largest);
  });
}

/** @returns {Round[]} */
function roundsOf(/** @type {Skill} */ skill, /** @type {Closing} */ { from, to }, /** @type {number} */ largest) {
  const steps = levels(from, to);
  const sole = steps.length === 1;
  return steps.map((level, place) => {
    const before = steps[place - 1];
    return { skill, from: before ?? from, to: level, sole, first: !place, order: before === undefined ? largest : to - before };
  });
}

function levels(/** @type {number} */ from, /** @type {number} */ to) {
  const first = from < WORKING ? Math.min(to, WORKING) : from + 1;
  return Array.from({ length: to - first + 1 }, (_, more) => first + more);
}

/* Large gaps first, in the order of their rank; but whatever a round's skill rests on comes before it, up to the same level. */
function inOrder(/** @type {Facts} */ facts, /** @type {Round[]} */ all) {
  const sorted = all.toSorted((a, b) => b.order - a.order);
  /** @type {Set<Round>} */
  const out = new Set();
  /** @type {Set<Round>} */
  const begun = new Set();
  const emit = (/** @type {Round} */ round) => {
    if (begun.has(round)) return;
    begun.add(round);
    for (const other of sorted) if (earlier(facts, other, round)) emit(other);
    out.add(round);
  };
  for (const round of sorted) emit(round);
  return [...out];
}

/* Whether a round has to come before another: towards a lower level of the same skill, or what the other's skill rests on. */
function earlier(/** @type {Facts} */ facts, /** @type {Round} */ one, /** @type {Round} */ other) {
  if (one.skill === other.skill) return one.to < other.to;
  return one.to <= other.to && restsOn(other.skill.id, (id) => facts.skills.get(id)?.requires ?? []).has(one.skill.id);
}

/* Chooses what is in a round. It remembers what earlier rounds have, since nothing is planned twice. */
class Chooser {
  /** @type {Set<string>} */
  #taken = new Set();
  #sinceLong = APART;

  /**
   * @param {Facts} facts
   * @param {Closing[]} gaps
   * @param {{ hours: number, answers: Map<string, number>, hidden: Set<string> } & import("./facts.js").Taste} wishes
   */
  constructor(facts, gaps, wishes) {
    this.facts = facts;
    this.wishes = wishes;
    this.fits = fitting(facts, wishes);
    this.known = known(facts, wishes.answers);
    this.from = new Map(gaps.map(({ skill, from }) => [skill, from]));
    this.short = Math.max(SHORT, (wishes.hours * 60) / 4);
    this.longest = (wishes.hours * 60) / 2;
  }

  /** @returns {Chosen} */
  choose(/** @type {Round} */ round) {
    const large = round.sole || round.to - round.from >= LARGE;
    const exercises = this.#exercises(round, large ? 2 : 1);
    const questions = this.#questions(round, large ? 2 : 1);
    const resources = this.#resources(round);
    const page = this.#take(`skill/${round.skill.id}`);
    const terms = this.#terms({ ...round, page, exercises, questions, resources, terms: [] }, large ? 3 : 2);
    return { ...round, page, exercises, questions, resources, terms };
  }

  #free(/** @type {string} */ item) {
    return !(this.#taken.has(item) || this.wishes.hidden.has(item));
  }

  #take(/** @type {string} */ item) {
    const free = this.#free(item);
    if (free) this.#taken.add(item);
    return free;
  }

  #exercises(/** @type {Round} */ { skill }, /** @type {number} */ most) {
    const free = inTurn(skill, this.from.get(skill.id) ?? 0).filter(({ id }) => this.#free(`exercise/${skill.id}/${id}`));
    return free.slice(0, most).filter(({ id }) => this.#take(`exercise/${skill.id}/${id}`));
  }

  #questions(/** @type {Round} */ { skill, to }, /** @type {number} */ most) {
    const free = found(this.facts.questions, skill.questions).filter(({ id }) => this.#free(`question/${id}`));
    const near = free.toSorted(nearest(this.facts, skill, to));
    return near.slice(0, most).filter(({ id }) => this.#take(`question/${id}`));
  }

  /* One to read for each level of a round: short rather than exact, and seldom a long one. */
  #resources(/** @type {Round} */ { skill, from, to }) {
    /** @type {Resource[]} */
    const chosen = [];
    this.#sinceLong += 1;
    for (let level = from + 1; level <= to; level += 1) {
      const one = this.#resource(skill, level);
      if (one && this.#take(`resource/${one.id}`)) chosen.push(one);
    }
    return chosen;
  }

  #resource(/** @type {Skill} */ skill, /** @type {number} */ level) {
    const free = found(this.facts.resources, skill.resources).filter((one) => this.#free(`resource/${one.id}`) && this.fits(one));
    const place = (/** @type {Resource} */ one) =>
      2 * levelGap(levelNumber(this.facts, one.level), level) + Number(one.skills[0] !== skill.id) + this.#length(one);
    const [best] = free.toSorted((a, b) => place(a) - place(b));
    if (!best || this.#length(best) < FAR) return best;
    if (this.#sinceLong < APART) return;
    this.#sinceLong = 0;
    return best;
  }

  #length(/** @type {Resource} */ { minutes }) {
    if (minutes <= this.short) return 0;
    return minutes <= this.longest ? 2 : FAR;
  }

  #terms(/** @type {Chosen} */ round, /** @type {number} */ most) {
    const use = (/** @type {Term} */ term) => uses(round, term).length;
    const free = found(this.facts.terms, round.skill.terms).filter(({ id }) => this.#free(`term/${id}`) && !this.known.has(id));
    return free
      .toSorted((a, b) => Number(use(b) > 0) - Number(use(a) > 0))
      .slice(0, most)
      .filter(({ id }) => this.#take(`term/${id}`));
  }
}

/* What of a round needs a term: words for its reason. */
function uses(/** @type {Chosen} */ { exercises, questions, resources }, /** @type {Term} */ { id, title }) {
  const goes = resources.find(({ teaches }) => teaches.includes(id));
  return [
    ...(exercises.some(({ text }) => mentions(text, title)) ? ["which the exercise needs"] : []),
    ...(questions.some(({ terms }) => terms.includes(id)) ? ["which the interview question turns on"] : []),
    ...(goes ? [`before “${goes.title}” takes it further`] : []),
  ];
}

const BEYOND = /[^\p{L}\p{N}]+/u;
const plainWords = (/** @type {string} */ text) => ` ${text.toLowerCase().split(BEYOND).join(" ")} `;
const mentions = (/** @type {string} */ text, /** @type {string} */ title) => plainWords(text).includes(plainWords(title).trimEnd());

/* The steps of a round: first what to read before doing, then doing, reading, answering. */
function drafts(/** @type {Facts} */ facts, /** @type {Chosen} */ round, /** @type {Closing[]} */ gaps) {
  const [exercise, ...more] = round.exercises.map((one, place) => exerciseDraft(facts, round, one, place));
  const terms = round.terms.map((term) => termDraft(round, term));
  const early = terms.filter((_, place) => uses(round, /** @type {Term} */ (round.terms[place]))[0]?.includes("exercise"));
  const page = round.page ? [pageDraft(facts, round)] : [];
  const reading = round.resources.map((one) => resourceDraft(facts, round, one, gaps));
  const asked = round.questions.map((one) => questionDraft(facts, round, one, gaps));
  const others = terms.filter((term) => !early.includes(term));
  const doing = exercise ? [exercise] : [];
  const middle = round.first ? [...doing, ...others, ...reading] : [...others, ...reading, ...doing];
  return chained([...page, ...early], [...middle, ...asked, ...more], { reading, asked });
}

/* Each of `rest` comes after all of `before`, and questions after the reading too. */
function chained(
  /** @type {Draft[]} */ before,
  /** @type {Draft[]} */ rest,
  /** @type {{ reading: Draft[], asked: Draft[] }} */ { reading, asked },
) {
  const items = (/** @type {Draft[]} */ drafted) => drafted.map(({ item }) => item);
  const later = rest.map((one) => ({ ...one, after: [...items(before), ...(asked.includes(one) ? items(reading) : [])] }));
  return [...before.map((one, place) => ({ ...one, after: items(before.slice(0, place)) })), ...later];
}

/** @returns {Draft} */
function pageDraft(/** @type {Facts} */ facts, /** @type {Chosen} */ { skill, to, exercises }) {
  const then = exercises.length ? "; read it before the exercise" : "";
  const why = `Shows what ${levelTitle(facts, to)} looks like in ${skill.title}${then}`;
  return { item: `skill/${skill.id}`, kind: "skill", title: skill.title, url: skill.url, minutes: pageMinutes(skill), why, after: [] };
}

/** @returns {Draft} */
function exerciseDraft(
  /** @type {Facts} */ facts,
  /** @type {Chosen} */ { skill, from, to },
  /** @type {Skill["exercises"][number]} */ { id, text, minutes },
  /** @type {number} */ place,
) {
  const level = levelTitle(facts, to);
  const way = from ? `Takes you from ${levelTitle(facts, from)} to ${level} in ${skill.title}` : `Takes you to ${level} in ${skill.title}`;
  const why = place ? `A second try at ${skill.title}, so that ${level} is more than a one-off` : way;
  return { item: `exercise/${skill.id}/${id}`, kind: "exercise", title: text, url: `${skill.url}#${id}`, minutes, why, after: [] };
}

/** @returns {Draft} */
function termDraft(/** @type {Chosen} */ round, /** @type {Term} */ term) {
  const why = `Explains ${term.title}, ${uses(round, term)[0] ?? `part of the vocabulary of ${round.skill.title}`}`;
  return { item: `term/${term.id}`, kind: "term", title: term.title, url: term.url, minutes: term.minutes, why, after: [] };
}

/** @returns {Draft} */
function resourceDraft(
  /** @type {Facts} */ facts,
  /** @type {Chosen} */ { skill, to },
  /** @type {Resource} */ one,
  /** @type {Closing[]} */ gaps,
) {
  const others = titles(facts, one.skills, gaps).filter((title) => title !== skill.title);
  const too = others.length ? `, and helps with ${listed(others)} too` : "";
  const why = `Reading for ${levelTitle(facts, to)} in ${skill.title}${too}`;
  return { item: `resource/${one.id}`, kind: "resource", title: one.title, url: one.url, minutes: one.minutes, why, after: [] };
}

/** @returns {Draft} */
function questionDraft(
  /** @type {Facts} */ facts,
  /** @type {Chosen} */ { skill, resources },
  /** @type {Question} */ one,
  /** @type {Closing[]} */ gaps,
) {
  const tested = [skill.title, ...titles(facts, one.skills, gaps).filter((title) => title !== skill.title)];
  const when = resources.length ? "after the reading" : "once you've done the exercise";
  const why = `Interview question on ${listed(tested)}; answer it aloud ${when}`;
  return { item: `question/${one.id}`, kind: "question", title: one.title, url: one.url, minutes: one.minutes, why, after: [] };
}

/* The titles of those skills that are gaps. */
const titles = (/** @type {Facts} */ facts, /** @type {string[]} */ skills, /** @type {Closing[]} */ gaps) =>
  found(
    facts.skills,
    skills.filter((id) => gaps.some(({ skill }) => skill === id)),
  ).map(({ title }) => title);

/* Terms that a term needs come before it, where both are planned: they move up to it. */
function termsFirst(/** @type {Facts} */ facts, /** @type {Draft[]} */ all) {
  const terms = new Map(all.filter(({ kind }) => kind === "term").map((one) => [one.item, one]));
  /** @type {Map<string, Draft>} */
  const out = new Map();
  /** @type {Set<string>} */
  const begun = new Set();
  const emit = (/** @type {Draft} */ one) => {
    if (begun.has(one.item)) return;
    begun.add(one.item);
    const needs = one.kind === "term" ? needed(facts, one, terms) : [];
    for (const { item, ...other } of needs)
      emit({ ...other, item, why: `Explains ${other.title}, which ${one.title} builds on`, after: one.after });
    const before = needs.filter(({ item }) => out.has(item)).map(({ item }) => item);
    out.set(one.item, { ...one, after: [...one.after, ...before] });
  };
  for (const one of all) emit(one);
  return [...out.values()];
}

function needed(/** @type {Facts} */ facts, /** @type {Draft} */ { item }, /** @type {Map<string, Draft>} */ terms) {
  const below = restsOn(item.slice("term/".length), (id) => facts.terms.get(id)?.requires ?? []);
  return [...below].toReversed().flatMap((id) => terms.get(`term/${id}`) ?? []);
}
