// @ts-check
/* What closes a gap: rounds of reading, doing and answering, each towards one level of one skill. Which steps there are does
   not depend on what is done, so that ticking one never changes the others. */

import { fitting, found, levelGap, levelNumber, resting, restsOn } from "./facts.js";
import { distanceOf, inOrder, inTurn, known, roundsOf } from "./ranking.js";
import { drafts, explains, mentioning, turning } from "./steps.js";

/** @import { Below, Chosen, Closing, Draft, Facts, Offer, Question, Resource, Round, Skill, Wishes } from "./types.js" */

const WORKING = 2; // Whoever is here knows the skill's words; a gap of one round that leads here, or further, has more of everything.
const LARGE = 2; // Levels of a round that has more of everything.
const MOST = { small: { exercises: 1, questions: 1, terms: 2 }, large: { exercises: 2, questions: 2, terms: 3 } };
const DEEP = 2; // Terms at the most that a term builds on and that aren't met yet: they don't count.
const SHORT = 30; // Minutes of a reading that is never too long for its round.
const FAR = 100; // Behind everything that is shorter.
const APART = 4; // Rounds between two long things to read.
const OUT_OF_REACH = 4; // As `levelGap` counts: more than two levels below, or more than one above.
const STRONG = 3; // Whoever has this level in a skill knows its questions from practice.
const TERM = "term/";
const LAST = 30; // What costs as much is chosen only where there is nothing else.
const HELP = [0, 2.1, 3.1, 4.5]; // How much a reading is preferred for none, one, two or more of its round's terms: no ties with a level less.
const MOST_HELP = 4.5;
/* What to read costs more if one tries it rather than reads it, if one looks things up in it, if it rests on words that are
   neither met nor planned, and if it explains nothing new. */
const COSTS = { unmet: 1, known: 1.5 };
const FORMATS = new Map(Object.entries({ tool: 1, reference: 0.5 }));
const QUESTION_COSTS = { unmet: 0.3, more: 1, below: 0.5 };
const MORE = { terms: 3, words: 2 }; // Of a second question in a round: all its words together, and how many are new.
const TIES = { strong: 0.2, target: 0.1 }; // What the reader is strong in, and what the target asks most of.

/**
 * The steps that close gaps, in the order in which to take them.
 * @param {Facts} facts
 * @param {Closing[]} gaps first things first
 * @param {Wishes} wishes
 * @returns {Draft[]}
 */
export function closing(facts, gaps, wishes) {
  const sound = soundOf(facts, gaps);
  const ordered = inOrder(
    sound.map(({ skill, from, to }) => roundsOf(/** @type {Skill} */ (facts.skills.get(skill)), from, to)),
    resting(facts),
  );
  const below = builtOn(facts);
  const chooser = new Chooser(facts, sound, wishes, below);
  const places = new Map(ordered.map((round, place) => [round, place]));
  const all = ordered.flatMap((round, number) => {
    const over = round.waits.map((one) => places.get(one) ?? 0).filter((place) => place < number);
    return drafts({ facts, gaps: sound, below }, chooser.choose(round)).map((one) => ({ ...one, round: number, over }));
  });
  return termsFirst(all, below);
}

/* Each gap once, if there is one. */
function soundOf(/** @type {Facts} */ facts, /** @type {Closing[]} */ gaps) {
  /** @type {Map<string, Closing>} */
  const sound = new Map();
  for (const one of gaps) if (facts.skills.has(one.skill) && one.from < one.to && !sound.has(one.skill)) sound.set(one.skill, one);
  return [...sound.values()];
}

/** @returns {Below} */
function builtOn(/** @type {Facts} */ { terms }) {
  /** @type {Map<string, string[]>} */
  const all = new Map();
  return (id) => {
    const below = all.get(id) ?? [...restsOn(id, (one) => terms.get(one)?.requires ?? [])].toReversed();
    all.set(id, below);
    return below;
  };
}

/* Chooses what is in a round. It remembers what earlier rounds have, since nothing is planned twice. */
class Chooser {
  /** @type {Set<string>} */
  #taken = new Set();
  /** @type {Set<string>} */
  #read = new Set(); // Terms that a reading explains.
  /** @type {Set<string>} */
  #terms = new Set(); // Terms that are planned, or that the reader doesn't want.
  #familiar = new Set(); // Terms that the reader knows, seen from the skill under way.
  #sinceLong = APART;
  /** @type {Map<Skill, { familiar: Set<string>, resources: Offer<Resource>[], questions: Offer<Question>[] }>} */
  #offers = new Map();

  /**
   * @param {Facts} facts
   * @param {Closing[]} gaps
   * @param {Wishes} wishes
   * @param {Below} below
   */
  constructor(facts, gaps, wishes, below) {
    this.facts = facts;
    this.wishes = wishes;
    this.below = below;
    for (const item of wishes.hidden) if (item.startsWith(TERM)) this.#terms.add(item.slice(TERM.length));
    this.fits = fitting(facts, wishes);
    this.gaps = new Map(gaps.map((gap) => [gap.skill, gap]));
    this.toCome = new Set(this.gaps.keys());
    this.familiar = known(facts, wishes.answers);
    this.longest = (wishes.hours * 60) / 2;
    this.highest = Math.max(...gaps.map(({ to }) => to));
  }

  /** @returns {Chosen} */
  choose(/** @type {Round} */ round) {
    const large = round.to - round.from >= LARGE || (round.sole && round.to >= WORKING);
    const most = large ? MOST.large : MOST.small;
    this.toCome.delete(round.skill.id);
    const { familiar } = this.#offered(round.skill);
    this.#familiar = familiar;
    const explained = new Set([...this.#read, ...this.#terms, ...familiar]);
    const exercises = this.#exercises(round, most.exercises);
    const named = this.#named(round.skill, exercises);
    const questions = this.#questions(round, most, named);
    const used = [...named, ...questions.flatMap(({ terms }) => terms)];
    const needs = new Set([...used, ...used.flatMap(this.below)].filter((id) => !this.#met(id)));
    const resources = this.#resources(round, needs);
    const page = this.#take(`skill/${round.skill.id}`);
    const chosen = { ...round, page, exercises, questions, resources, named, familiar, explained, terms: [] };
    return { ...chosen, terms: this.#words(chosen, most.terms) };
  }

  #free(/** @type {string} */ item) {
    return !(this.#taken.has(item) || this.wishes.hidden.has(item));
  }

  #take(/** @type {string} */ item) {
    const free = this.#free(item);
    if (free) this.#taken.add(item);
    return free;
  }

  #exercises(/** @type {Round} */ { skill, from }, /** @type {number} */ most) {
    const free = inTurn(skill, from).filter(({ id }) => this.#free(`exercise/${skill.id}/${id}`));
    return free.slice(0, most).filter(({ id }) => this.#take(`exercise/${skill.id}/${id}`));
  }

  /* What a skill has for this reader. What is about another skill first of all, of which the page is still to come, is left
     to that skill. */
  #offered(/** @type {Skill} */ skill) {
    const { facts } = this;
    const made = this.#offers.get(skill) ?? {
      familiar: (this.wishes.answers.get(skill.id) ?? 0) >= WORKING ? known(facts, this.wishes.answers, skill) : this.familiar,
      resources: this.#offersOf(skill, "resource", found(facts.resources, skill.resources).filter(this.fits), this.#reading),
      questions: this.#offersOf(skill, "question", found(facts.questions, skill.questions), () => 0),
    };
    this.#offers.set(skill, made);
    return made;
  }

  /**
   * @template {Resource | Question} T
   * @param {Skill} skill
   * @param {string} kind
   * @param {T[]} all
   * @param {(one: T) => number} more what it costs for its kind
   * @returns {Offer<T>[]}
   */
  #offersOf(skill, kind, all, more) {
    /** @type {Offer<T>[]} */
    const offers = [];
    for (const one of all) {
      const [item, level] = [`${kind}/${one.id}`, levelNumber(this.facts, one.level)];
      const cost = distanceOf(this.facts, skill, level, one) + this.#tie(skill, one) + more(one);
      if (!this.wishes.hidden.has(item)) offers.push({ one, item, level, cost });
    }
    return offers;
  }

  /* Ties are for what overlaps with what the reader is strong in, and with what the target asks most of. */
  #tie(/** @type {Skill} */ skill, /** @type {Resource | Question} */ { skills }) {
    let tie = 0;
    for (const id of skills) {
      if (id === skill.id) continue;
      if ((this.wishes.answers.get(id) ?? 0) >= STRONG) tie = -TIES.strong;
      else if (!tie && this.gaps.get(id)?.to === this.highest) tie = -TIES.target;
    }
    return tie;
  }

  /* Whether an offer can be chosen for a level: it isn't planned yet, nor left to the skill that it is about first of all. */
  #usable(/** @type {Offer<Resource> | Offer<Question>} */ { one, item, level }, /** @type {Skill} */ skill, /** @type {number} */ wanted) {
    const [first] = one.skills;
    const later = first !== undefined && first !== skill.id && this.toCome.has(first);
    return !(later || this.#taken.has(item)) && levelGap(level, wanted) < OUT_OF_REACH;
  }

  /* A question of the round's level, with terms that the round can explain; and another if its terms are known by then. */
  #questions(/** @type {Round} */ round, /** @type {{ questions: number, terms: number }} */ most, /** @type {Set<string>} */ named) {
    const { skill, to } = round;
    const usable = this.#offered(skill).questions.filter((offer) => this.#usable(offer, skill, to));
    const covered = new Set([...named].filter((id) => !this.#met(id)));
    /** @type {Question[]} */
    const chosen = [];
    while (chosen.length < most.questions) {
      const costs = usable.map((offer) => ({ offer, cost: this.#questionCost(offer, round, covered, chosen.length ? MORE : most) }));
      const best = lowest(costs);
      if (!best || (chosen.length && best.cost >= LAST)) break;
      usable.splice(usable.indexOf(best.offer), 1);
      this.#take(best.offer.item);
      chosen.push(best.offer.one);
      for (const id of best.offer.one.terms) if (!this.#met(id)) covered.add(id);
    }
    return chosen;
  }

  #questionCost(
    /** @type {Offer<Question>} */ { one, level, cost },
    /** @type {Round} */ { skill, from, to },
    /** @type {Set<string>} */ covered,
    /** @type {{ terms: number, words?: number }} */ most,
  ) {
    const fresh = (/** @type {string} */ id) => !(covered.has(id) || this.#met(id));
    const unmet = one.terms.filter(fresh);
    const below = new Set(unmet.flatMap((_id) => this.below(_id)).filter(fresh));
    /* What is about another skill first of all explains no other words than this one's. */
    const own = one.skills[0] === skill.id || unmet.every((id) => skill.terms.includes(id));
    const deep = unmet.some((id) => this.below(id).filter(fresh).length > DEEP);
    const words = new Set([...unmet, ...below]).size;
    const fits = own && !deep && !(words > (most.words ?? words)) && (!words || this.#heads([...covered, ...unmet]).length <= most.terms);
    const wanted = Math.min(Math.max(level, from + 1), to); // Any level that the round passes fits.
    const explaining = words * (most.words ? QUESTION_COSTS.more : QUESTION_COSTS.unmet) + (level < to ? QUESTION_COSTS.below : 0);
    return cost + 2 * levelGap(level, wanted) + explaining + LAST * (Number(level > to) + Number(!fits));
  }

  /* The terms on which no other of them builds. */
  #heads(/** @type {string[]} */ ids) {
    const under = new Set(ids.flatMap(this.below));
    return ids.filter((id) => !under.has(id));
  }

  /* Whether a term needs no explanation any more. */
  #met(/** @type {string} */ id) {
    return this.#terms.has(id) || this.#familiar.has(id) || !this.facts.terms.has(id);
  }

  /* The skill's terms that exercises mention. */
  #named(/** @type {Skill} */ skill, /** @type {Skill["exercises"]} */ exercises) {
    const mentioned = exercises.map(({ text }) => mentioning(text));
    const named = found(this.facts.terms, skill.terms).filter(({ title }) => mentioned.some((has) => has(title)));
    return new Set(named.map(({ id }) => id));
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
      for (const id of one.teaches) this.#read.add(id);
      minutes += one.minutes;
    }
    return chosen;
  }

  /* Short rather than exact, on what the round does and asks, and a long one only now and then. */
  #resource(/** @type {Skill} */ skill, /** @type {number} */ level, /** @type {Set<string>} */ needs) {
    let [best, least] = [/** @type {Resource | undefined} */ (undefined), Number.POSITIVE_INFINITY];
    for (const offer of this.#offered(skill).resources) {
      const cost = offer.cost + 2 * levelGap(offer.level, level);
      if (cost - MOST_HELP >= least || !this.#usable(offer, skill, level)) continue;
      const all = cost + this.#wordCost(offer.one, needs);
      if (all < least) [best, least] = [offer.one, all];
    }
    if (!best || this.#length(best) < FAR) return best;
    if (this.#sinceLong < APART) return;
    this.#sinceLong = 0;
    return best;
  }

  /* What a resource costs because of the terms that it explains: less where the round needs them. */
  #wordCost(/** @type {Resource} */ { format, teaches }, /** @type {Set<string>} */ needs) {
    if (format === "tool" || !teaches.length) return 0;
    let [fresh, needed, unmet] = [0, 0, false];
    for (const id of teaches) {
      if (this.#read.has(id) || this.#met(id)) continue;
      fresh += 1;
      if (needs.has(id)) needed += 1;
      unmet ||= !this.below(id).every((one) => teaches.includes(one) || this.#ready(one, needs));
    }
    if (!fresh) return COSTS.known;
    return (unmet ? COSTS.unmet : 0) - (HELP[Math.min(HELP.length - 1, needed)] ?? 0);
  }

  #ready(/** @type {string} */ id, /** @type {Set<string>} */ needs) {
    return needs.has(id) || this.#read.has(id) || this.#met(id);
  }

  #reading = (/** @type {Resource} */ one) => this.#length(one) + (FORMATS.get(one.format) ?? 0);

  #length(/** @type {Resource} */ { minutes }) {
    if (minutes > this.longest) return FAR;
    return minutes > SHORT ? Math.min(2, Math.ceil(minutes / SHORT) - 1) : 0;
  }

  /* A few terms that the round has a use for, each with those that it builds on and that the reader hasn't met. What the
     reading explains in time needs no page of its own. */
  #words(/** @type {Chosen} */ round, /** @type {number} */ most) {
    const { named, questions, resources } = round;
    const met = (/** @type {string} */ id) => this.#met(id);
    const used = [...named, ...questions.flatMap(({ terms }) => terms)].filter((id) => !met(id));
    for (const one of resources) {
      for (const id of one.teaches) if (!named.has(id) || explains(round, one, id)) this.#terms.add(id);
    }
    const useful = [...used, ...used.flatMap(this.below)].filter((id) => !met(id));
    return found(this.facts.terms, this.#withBelow([...this.#heads(useful), ...useful], most, met));
  }

  #withBelow(/** @type {string[]} */ wanted, /** @type {number} */ most, /** @type {(id: string) => boolean} */ met) {
    /** @type {string[]} */
    const chosen = [];
    let counted = 0;
    for (const id of wanted) {
      const below = this.below(id).filter((one) => !met(one));
      if (counted === most || below.length > DEEP || met(id)) continue;
      counted += 1;
      for (const one of [...below, id]) this.#terms.add(one);
      chosen.push(...below, id);
    }
    return chosen;
  }
}

/**
 * The first of the cheapest.
 * @template {{ cost: number }} T
 * @param {T[]} all
 */
function lowest(all) {
  let best = all[0];
  for (const one of all) if (best && one.cost < best.cost) best = one;
  return best;
}

/* Terms that a term builds on come before it, and those that a question turns on before the question, where both are planned:
   they move up to it. */
function termsFirst(/** @type {Draft[]} */ all, /** @type {Below} */ below) {
  const terms = new Map(all.filter(({ kind }) => kind === "term").map((one) => [one.item, one]));
  /** @type {Map<string, Draft>} */
  const out = new Map();
  /** @type {Set<string>} */
  const begun = new Set();
  const emit = (/** @type {Draft} */ one) => {
    if (begun.has(one.item)) return;
    begun.add(one.item);
    const needed = (one.needs ?? (one.kind === "term" ? below(one.item.slice(TERM.length)) : [])).flatMap(
      (id) => terms.get(TERM + id) ?? [],
    );
    for (const other of needed) {
      const why = one.kind === "term" ? { why: `You'll need ${other.title} to follow ${one.title}` } : turning(other.title, one.item);
      emit({ ...other, ...why, after: one.after.filter((item) => item !== other.item), round: one.round, over: one.over });
    }
    const before = needed.filter(({ item }) => out.has(item)).map(({ item }) => item);
    out.set(one.item, { ...one, after: [...one.after, ...before] });
  };
  for (const one of all) emit(one);
  return [...out.values()];
}
