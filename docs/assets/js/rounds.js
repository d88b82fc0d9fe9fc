// @ts-check
/* What closes a gap: rounds of reading, doing and answering, each towards one level of one skill. Which steps there are does
   not depend on what is done, so that ticking one never changes the others. */

import { fitting, found, levelGap, levelNumber, resting, restsOn } from "./facts.js";
import { distanceOf, inTurn, known, nearest } from "./ranking.js";
import { drafts, mentioning, use } from "./steps.js";

/** @import { Chosen, Closing, Draft, Facts, Question, Resource, Rest, Round, Skill, Term, Wishes } from "./types.js" */

const WORKING = 2; // Whoever has done it once on their own work is here, so the first round leads up to it.
const LARGE = 2; // Levels of a round that has more of everything.
const MOST = { small: { exercises: 1, questions: 1, terms: 2 }, large: { exercises: 2, questions: 2, terms: 3 } };
const SHORT = 30; // Minutes of a reading that is never too long for its round.
const FAR = 100; // Behind everything that is shorter.
const APART = 4; // Rounds between two long things to read.
const OUT_OF_REACH = 4; // As `levelGap` counts: more than two levels below, or more than one above.
const HELP = [0, 2.1, 3.1, 4.5]; // How much a reading is preferred for none, one, two or more of its round's terms: no ties with a level less.
const TOOL = "tool"; // Something to try rather than to read.

/**
 * The steps that close gaps, in the order in which to take them.
 * @param {Facts} facts
 * @param {Closing[]} gaps first things first
 * @param {Wishes} wishes
 * @returns {Draft[]}
 */
export function closing(facts, gaps, wishes) {
  const chooser = new Chooser(facts, gaps, wishes);
  const rest = resting(facts);
  const ordered = inOrder(rounds(facts, gaps), rest);
  const all = ordered.flatMap((round, number) => {
    const over = ordered.slice(0, number).flatMap((other, place) => (earlier(other, round, rest) ? [place] : []));
    return drafts({ facts, gaps }, chooser.choose(round)).map((one) => ({ ...one, round: number, over }));
  });
  return termsFirst(facts, all);
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

/* Large gaps first, in the order of their rank; but whatever a round rests on comes before it. */
function inOrder(/** @type {Round[]} */ all, /** @type {Rest} */ rest) {
  const sorted = all.toSorted((a, b) => b.order - a.order);
  /** @type {Set<Round>} */
  const out = new Set();
  /** @type {Set<Round>} */
  const begun = new Set();
  const emit = (/** @type {Round} */ round) => {
    if (begun.has(round)) return;
    begun.add(round);
    for (const other of sorted) if (!begun.has(other) && earlier(other, round, rest)) emit(other);
    out.add(round);
  };
  for (const round of sorted) emit(round);
  return [...out];
}

/* Whether a round has to come before another: towards a lower level of the same skill, or what the other's skill rests on. */
function earlier(/** @type {Round} */ one, /** @type {Round} */ other, /** @type {Rest} */ rest) {
  if (one.skill === other.skill) return one.to < other.to;
  return one.to <= other.to && Boolean(rest.get(other.skill.id)?.has(one.skill.id));
}

/* Chooses what is in a round. It remembers what earlier rounds have, since nothing is planned twice. */
class Chooser {
  /** @type {Set<string>} */
  #taken = new Set();
  #sinceLong = APART;
  /** @type {Map<Skill, Set<string>>} */
  #known = new Map();

  /**
   * @param {Facts} facts
   * @param {Closing[]} gaps
   * @param {Wishes} wishes
   */
  constructor(facts, gaps, wishes) {
    this.facts = facts;
    this.wishes = wishes;
    this.fits = fitting(facts, wishes);
    this.from = new Map(gaps.map(({ skill, from }) => [skill, from]));
    this.longest = (wishes.hours * 60) / 2;
  }

  /** @returns {Chosen} */
  choose(/** @type {Round} */ round) {
    const large = round.to - round.from >= LARGE || (round.sole && round.to >= WORKING);
    const most = large ? MOST.large : MOST.small;
    const exercises = this.#exercises(round, most.exercises);
    const questions = this.#questions(round, most.questions);
    const named = this.#named(round.skill, exercises);
    const resources = this.#resources(round, this.#needs(round.skill, named, questions));
    const page = this.#take(`skill/${round.skill.id}`);
    const chosen = { ...round, page, exercises, questions, resources, named, terms: [] };
    return { ...chosen, terms: this.#terms(chosen, most.terms) };
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
    const free = found(this.facts.questions, skill.questions).filter((one) => this.#free(`question/${one.id}`) && this.#near(one, to));
    const sorted = nearest(this.facts, skill, to, free);
    return sorted.slice(0, most).filter(({ id }) => this.#take(`question/${id}`));
  }

  #near(/** @type {Resource | Question} */ { level }, /** @type {number} */ wanted) {
    return levelGap(levelNumber(this.facts, level), wanted) < OUT_OF_REACH;
  }

  #familiar(/** @type {Skill} */ skill) {
    const terms = this.#known.get(skill) ?? known(this.facts, this.wishes.answers, skill);
    this.#known.set(skill, terms);
    return terms;
  }

  /* The skill's terms that exercises mention. */
  #named(/** @type {Skill} */ skill, /** @type {Skill["exercises"]} */ exercises) {
    const mentioned = exercises.map(({ text }) => mentioning(text));
    const named = found(this.facts.terms, skill.terms).filter(({ title }) => mentioned.some((has) => has(title)));
    return new Set(named.map(({ id }) => id));
  }

  /* The terms that exercises and questions need, and that may be new to the reader. */
  #needs(/** @type {Skill} */ skill, /** @type {Set<string>} */ named, /** @type {Question[]} */ questions) {
    const familiar = this.#familiar(skill);
    return new Set([...named, ...questions.flatMap(({ terms }) => terms)].filter((id) => !familiar.has(id)));
  }

  /* One to read for each level of a round, until that is enough. */
  #resources(/** @type {Round} */ { skill, from, to }, /** @type {Set<string>} */ needs) {
    /** @type {Resource[]} */
    const chosen = [];
    this.#sinceLong += 1;
    let minutes = 0;
    for (let level = from + 1; level <= to && minutes < SHORT; level += 1) {
      const one = this.#resource(skill, level, needs);
      if (!(one && this.#take(`resource/${one.id}`))) continue;
      chosen.push(one);
      minutes += one.minutes;
    }
    return chosen;
  }

  /* Short rather than exact, on what the round does and asks, and a long one only now and then. */
  #resource(/** @type {Skill} */ skill, /** @type {number} */ level, /** @type {Set<string>} */ needs) {
    const helps = (/** @type {Resource} */ { teaches }) =>
      HELP[Math.min(HELP.length - 1, teaches.filter((id) => needs.has(id)).length)] ?? 0;
    const place = (/** @type {Resource} */ one) =>
      distanceOf(this.facts, skill, level, one) + this.#length(one) + (one.format === TOOL ? 1 : -helps(one));
    let [best, nearestYet] = [/** @type {Resource | undefined} */ (undefined), Number.POSITIVE_INFINITY];
    for (const one of found(this.facts.resources, skill.resources)) {
      const free = this.#free(`resource/${one.id}`) && this.#near(one, level) && this.fits(one);
      const at = free ? place(one) : Number.POSITIVE_INFINITY;
      if (at < nearestYet) [best, nearestYet] = [one, at];
    }
    if (!best || this.#length(best) < FAR) return best;
    if (this.#sinceLong < APART) return;
    this.#sinceLong = 0;
    return best;
  }

  #length(/** @type {Resource} */ { minutes }) {
    if (minutes > this.longest) return FAR;
    return minutes > SHORT ? Math.min(2, Math.ceil(minutes / SHORT) - 1) : 0;
  }

  /* A few terms that the round has a use for, each with those that it builds on and that the reader hasn't met. */
  #terms(/** @type {Chosen} */ round, /** @type {number} */ most) {
    const familiar = this.#familiar(round.skill);
    const met = (/** @type {string} */ id) => familiar.has(id) || !this.#free(`term/${id}`);
    const free = found(this.facts.terms, round.skill.terms).filter(({ id }) => !met(id));
    const useful = free.filter((term) => use(round, term));
    /* Without a use only the word that stands for the skill itself is worth the time, the first of its list; and not if the
       reading explains it. */
    const read = new Set(round.resources.flatMap(({ teaches }) => teaches));
    const own = free.filter(({ id }) => id === round.skill.terms[0] && !read.has(id));
    /** @type {Term[]} */
    const chosen = [];
    for (const { id: wanted } of useful.length || round.from >= WORKING ? useful : own) {
      const below = [...restsOn(wanted, (id) => this.facts.terms.get(id)?.requires ?? [])].toReversed();
      const more = found(
        this.facts.terms,
        [...below, wanted].filter((id) => !met(id)),
      );
      if (chosen.length + more.length > most) continue;
      for (const { id } of more) this.#take(`term/${id}`);
      chosen.push(...more);
    }
    return chosen;
  }
}

/* Terms that a term builds on come before it, where both are planned: they move up to it. */
function termsFirst(/** @type {Facts} */ facts, /** @type {Draft[]} */ all) {
  const terms = new Map(all.filter(({ kind }) => kind === "term").map((one) => [one.item, one]));
  /** @type {Map<string, Draft>} */
  const out = new Map();
  /** @type {Set<string>} */
  const begun = new Set();
  const emit = (/** @type {Draft} */ one) => {
    if (begun.has(one.item)) return;
    begun.add(one.item);
    const needed = one.kind === "term" ? builtOn(facts, one, terms) : [];
    for (const other of needed) {
      emit({ ...other, why: `Explains ${other.title}, which ${one.title} builds on`, after: one.after, round: one.round, over: one.over });
    }
    const before = needed.filter(({ item }) => out.has(item)).map(({ item }) => item);
    out.set(one.item, { ...one, after: [...one.after, ...before] });
  };
  for (const one of all) emit(one);
  return [...out.values()];
}

function builtOn(/** @type {Facts} */ facts, /** @type {Draft} */ { item }, /** @type {Map<string, Draft>} */ terms) {
  const below = restsOn(item.slice("term/".length), (id) => facts.terms.get(id)?.requires ?? []);
  return [...below].toReversed().flatMap((id) => terms.get(`term/${id}`) ?? []);
}
