// @ts-check
/* From answers and a target to strengths and ranked gaps, each with its reasons and what to do about it. Pure: the same
   facts and answers give the same result. */

import { fitting, found, levelGap, levelNumber, levelsOf, levelTitle, resting } from "./facts.js";

/** @import { Asking, Facts, Looking, Question, Resource, Rest, Round, Skill, Standing } from "./types.js" */
/** @typedef {import("./types.js").Ranking} Ranking */
/** @typedef {import("./types.js").Gap} Gap */

const MOST = { exercises: 2, resources: 3, terms: 6, questions: 4 };
const STRONG = 3; // From this level on a skill is a strength, even where the target asks no more.
const FLUENT = 2; // From this level on in an area, its terms are known.
const WORKING = 2; // Whoever has done it once on their own work is here, so the first round of a gap leads up to it.
const WEEKS_OF_READING = 2; // A resource takes at most so many weeks of the reader's hours.

/* What each level of a gap's first round, each level that is asked and each gap that rests on it weigh in the rank. */
const WEIGHTS = { distance: 1, asked: 1, resting: 0.6 };
const MOST_RESTING = 8;

/**
 * Strengths, what is met, gaps in the order in which to close them, and what was not answered.
 * @param {Facts} facts
 * @param {Asking} asking
 * @returns {Ranking}
 */
export function rank(facts, asking) {
  const { answers, target } = asking;
  const all = [...facts.skills.values()];
  const standings = all.filter(({ id }) => answers.has(id)).map((skill) => standing(skill, asking));
  const short = standings.filter(({ level, asked }) => level < asked);
  const strong = (/** @type {Standing} */ { level, asked }) => level >= asked && (level >= STRONG || (asked > 0 && level > asked));
  const strengths = standings.filter(strong);
  const { done = [], hidden = [] } = asking;
  /** @type {Looking} */
  const about = { facts, asking, rest: resting(facts), fits: fitting(facts, asking), away: new Set([...done, ...hidden]) };
  const exceeds = exceeded(answers, target);
  return {
    strengths: strengths.sort((a, b) => over(b) - over(a) || b.level - a.level),
    met: standings.filter((one) => one.asked > 0 && one.level >= one.asked && !strong(one)),
    gaps: ordered(about, short).map((one) => gap(about, one, short)),
    unanswered: all.filter(({ id }) => (target.get(id) ?? 0) > 0 && !answers.has(id)),
    exceeds,
    nearest: exceeds ? nearestTarget(facts, answers) : undefined,
  };
}

/* Whether more is answered than asked, in most of what is asked. */
function exceeded(/** @type {Map<string, number>} */ answers, /** @type {Map<string, number>} */ target) {
  const asked = [...target].filter(([, level]) => level > 0);
  return asked.filter(([id, level]) => (answers.get(id) ?? 0) > level).length * 2 > asked.length;
}

/* Of the targets that ask for more, and aren't exceeded, the one that asks for the fewest levels more. */
function nearestTarget(/** @type {Facts} */ facts, /** @type {Map<string, number>} */ answers) {
  const missing = [...facts.profiles.values()].flatMap((profile) => {
    const target = profile.kind === "target" ? levelsOf(facts, profile.id) : new Map();
    const levels = [...target].reduce((sum, [id, level]) => sum + Math.max(0, level - (answers.get(id) ?? 0)), 0);
    return levels && !exceeded(answers, target) ? [{ profile, levels }] : [];
  });
  return missing.sort((a, b) => a.levels - b.levels)[0]?.profile;
}

/** @returns {Standing} */
const standing = (/** @type {Skill} */ skill, /** @type {Asking} */ { answers, target }) => ({
  skill,
  level: answers.get(skill.id) ?? 0,
  asked: target.get(skill.id) ?? 0,
});

const over = (/** @type {Standing} */ { level, asked }) => (asked ? level - asked : 0);
const distance = (/** @type {Standing} */ { level, asked }) => asked - level;

/* Gaps that rest on this one, near or far. */
const above = (/** @type {Looking} */ { rest }, /** @type {Standing} */ { skill }, /** @type {Standing[]} */ gaps) =>
  gaps.filter((other) => rest.get(other.skill.id)?.has(skill.id));

/* In the order of their first rounds: by weight, and by how many questions there are where the weight is the same. */
function ordered(/** @type {Looking} */ about, /** @type {Standing[]} */ gaps) {
  const weighed = gaps.map((one) => ({ one, weight: weight(about, one, gaps), questions: one.skill.questions.length }));
  const sorted = weighed.sort((a, b) => b.weight - a.weight || b.questions - a.questions).map(({ one }) => one);
  const bySkill = new Map(sorted.map((one) => [one.skill.id, one]));
  const rounds = inOrder(
    sorted.map(({ skill, level, asked }) => roundsOf(skill, level, asked)),
    about.rest,
  );
  return found(
    bySkill,
    rounds.filter(({ first }) => first).map(({ skill }) => skill.id),
  );
}

function weight(/** @type {Looking} */ about, /** @type {Standing} */ one, /** @type {Standing[]} */ gaps) {
  return (
    WEIGHTS.distance * (firstTo(one) - one.level) +
    WEIGHTS.asked * one.asked +
    WEIGHTS.resting * Math.min(above(about, one, gaps).length, MOST_RESTING)
  );
}

const firstTo = (/** @type {Standing} */ { level, asked }) => (level < WORKING ? Math.min(asked, WORKING) : level + 1);

/**
 * The rounds of a gap. The first leads to Working, where exercises lead; then there is one for each level.
 * @param {Skill} skill
 * @param {number} level
 * @param {number} asked
 * @returns {Round[]}
 */
export function roundsOf(skill, level, asked) {
  const begun = firstTo({ skill, level, asked });
  const more = Array.from({ length: asked - begun }, (_, place) => begun + place);
  return [level, ...more].map((from, place) => ({
    ...{ skill, from, to: place ? from + 1 : begun, sole: !more.length, first: !place, waits: [] },
  }));
}

/* Whether a round has to come before another: towards a lower level of the same skill, or what the other's skill rests on. */
function earlier(/** @type {Round} */ one, /** @type {Round} */ other, /** @type {Rest} */ rest) {
  if (one.skill === other.skill) return one.to < other.to;
  return one.to <= other.to && Boolean(rest.get(other.skill.id)?.has(one.skill.id));
}

/**
 * The rounds of gaps in the one order that the ranking and the plan share: the first rounds as they are given, then those
 * that go deeper, and none before a round that it rests on. Gaps that are given in the order of their first rounds keep it.
 * @param {Round[][]} gaps
 * @param {Rest} rest
 * @returns {Round[]} each with the rounds that it waits for
 */
export function inOrder(gaps, rest) {
  const all = gaps.flat();
  for (const round of all) round.waits = all.filter((one) => earlier(one, round, rest));
  const queues = new Map(gaps.map((rounds) => [rounds[0]?.skill, rounds.slice(1)]));
  const first = gaps.flatMap(([round]) => round ?? []);
  /** @type {Round[]} */
  const deeper = [];
  /** @type {Set<Round>} */
  const out = new Set();
  const free = (/** @type {Round} */ { waits }) => waits.every((one) => out.has(one));
  while (out.size < all.length) {
    /* Nothing is free in circles, which the handbook's own data don't have. */
    const round = /** @type {Round} */ (first.find(free) ?? deeper.find(free) ?? first[0] ?? deeper[0]);
    const from = first.includes(round) ? first : deeper;
    from.splice(from.indexOf(round), 1);
    out.add(round);
    deeper.push(...(queues.get(round.skill)?.splice(0, 1) ?? []));
  }
  return [...out];
}

/** @returns {Gap} */
function gap(/** @type {Looking} */ about, /** @type {Standing} */ one, /** @type {Standing[]} */ gaps) {
  const { skill, level } = one;
  const { facts, away } = about;
  const next = level + 1;
  return {
    ...one,
    distance: distance(one),
    reasons: reasons(about, one, gaps),
    next: { level: next, title: levelTitle(facts, next), evidence: skill.evidence[level] ?? "" },
    exercises: exercises(skill, level, away),
    resources: resources(about, one),
    terms: words(about, skill),
    questions: questions(about, one),
  };
}

function words(/** @type {Looking} */ { facts, asking, away }, /** @type {Skill} */ skill) {
  const familiar = known(facts, asking.answers, skill);
  const fresh = found(facts.terms, skill.terms).filter(({ id }) => !(away.has(`term/${id}`) || familiar.has(id)));
  return fresh.slice(0, MOST.terms);
}

function reasons(/** @type {Looking} */ about, /** @type {Standing} */ one, /** @type {Standing[]} */ gaps) {
  const missing = distance(one);
  const built = above(about, one, gaps);
  const first = gaps.filter((other) => one.skill.requires.includes(other.skill.id) && firstTo(other) <= firstTo(one));
  const told = [
    `${capital(NUMBERS[missing] ?? String(missing))} ${missing === 1 ? "level" : "levels"} below what this job asks`,
    ...most(about, one),
    ...(built.length ? [`${listed(built.map(({ skill }) => skill.title))} ${built.length === 1 ? "builds" : "build"} on it`] : []),
    ...(first.length ? [`Needs ${listed(first.map(({ skill }) => skill.title))} first`] : []),
  ];
  return told.length > 1 ? told : [...told, "No other gap builds on it"];
}

/* What a target asks the highest level of, unless it asks the same of most skills. */
function most(/** @type {Looking} */ { facts, asking }, /** @type {Standing} */ { asked }) {
  const levels = [...asking.target.values()].filter((level) => level > 0);
  const same = levels.filter((level) => level === asked).length;
  if (levels.some((level) => level > asked) || same * 2 > levels.length) return [];
  const title = levelTitle(facts, asked);
  return [same === 1 ? `The only skill in which this job asks for ${title}` : `One of ${same} skills in which this job asks for ${title}`];
}

const NUMBERS = ["no", "one", "two", "three", "four"];
const NAMES = 3; // Names in a list, before the rest is counted.
const capital = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Names as a list in a sentence, the rest counted where there are many. */
export function listed(/** @type {string[]} */ names) {
  const told = names.length > NAMES ? [...names.slice(0, NAMES - 1), `${names.length - NAMES + 1} more`] : names;
  return told.length > 1 ? `${told.slice(0, -1).join(", ")} and ${told.at(-1)}` : (told[0] ?? "");
}

/** A skill's exercises, for whoever has a level: the first is for beginners, and whoever works at it goes on with the later ones. */
export function inTurn(/** @type {Skill} */ { exercises: all }, /** @type {number} */ level) {
  const at = Math.min(Math.max(level - 1, 0), all.length - 1);
  const away = (/** @type {number} */ place) => 2 * Math.abs(place - at) - Number(place > at);
  return [...all.entries()].sort(([a], [b]) => away(a) - away(b)).map(([, exercise]) => exercise);
}

/**
 * Terms that need no explanation to whoever gave these answers: those of the areas in which they work already, and of what they
 * are strong in. Who has a gap in the skill itself has their reasons to look.
 * @param {Facts} facts
 * @param {Map<string, number>} answers
 * @param {Skill} [skill] the one that is looked at
 */
export function known(facts, answers, skill) {
  const fluent = [...facts.skills.values()].filter((one) => one !== skill && (answers.get(one.id) ?? 0) >= (one.area ? FLUENT : STRONG));
  return new Set(fluent.flatMap(({ terms }) => terms));
}

function exercises(/** @type {Skill} */ skill, /** @type {number} */ level, /** @type {Set<string>} */ away) {
  return inTurn(skill, level)
    .map((exercise) => ({ ...exercise, item: `exercise/${skill.id}/${exercise.id}`, url: `${skill.url}#${exercise.id}` }))
    .filter(({ item }) => !away.has(item))
    .slice(0, MOST.exercises);
}

/* Of the next level, then of those beside it; of what is about this skill first of all, then in the order of its reading list. */
function resources(/** @type {Looking} */ { facts, asking, fits, away }, /** @type {Standing} */ { skill, level }) {
  const longest = (asking.hours ?? Number.POSITIVE_INFINITY) * 60 * WEEKS_OF_READING;
  const usable = found(facts.resources, skill.resources).filter(
    (one) => !away.has(`resource/${one.id}`) && one.minutes <= longest && fits(one),
  );
  return nearest(facts, skill, level + 1, usable).slice(0, MOST.resources);
}

function questions(/** @type {Looking} */ { facts, away }, /** @type {Standing} */ { skill, level }) {
  const usable = found(facts.questions, skill.questions).filter(({ id }) => !away.has(`question/${id}`));
  return nearest(facts, skill, level + 1, usable).slice(0, MOST.questions);
}

/**
 * What a skill has, in the order in which it fits a level: first what is of the level, and about this skill first of all.
 * @template {Resource | Question} T
 * @param {Facts} facts
 * @param {Skill} skill
 * @param {number} wanted
 * @param {T[]} all
 * @returns {T[]}
 */
export function nearest(facts, skill, wanted, all) {
  const placed = all.map((one) => ({ one, place: distanceOf(facts, skill, wanted, one) }));
  return placed.sort((a, b) => a.place - b.place).map(({ one }) => one);
}

/* What a place in a list of skills costs: a resource or question that is about another skill first of all, or of several. */
const PLACES = [0, 2];
const LAST = 50; // Only where there is nothing else.

/**
 * How far something is from what fits a level of a skill. Each names its skills, the one that it is about first.
 * @param {Facts} facts
 * @param {Skill} skill
 * @param {number} wanted
 * @param {Resource | Question} one
 */
export const distanceOf = (facts, skill, wanted, { level, skills }) =>
  2 * levelGap(levelNumber(facts, level), wanted) + (PLACES[skills.indexOf(skill.id)] ?? LAST);
