// @ts-check
/* From answers and a target to strengths and ranked gaps, each with its reasons and what to do about it. Pure: the same
   facts and answers give the same result. */

import { fitting, found, levelGap, levelNumber, levelTitle, resting } from "./facts.js";

/** @import { Asking, Facts, Looking, Question, Resource, Skill, Standing } from "./types.js" */
/** @typedef {import("./types.js").Ranking} Ranking */
/** @typedef {import("./types.js").Gap} Gap */

const MOST = { exercises: 2, resources: 3, terms: 6, questions: 4 };
const STRONG = 3; // From this level on a skill is a strength, even where the target asks no more.
const FLUENT = 2; // From this level on in an area, its terms are known.
const NEAR = 1; // A skill waits for one that it rests on, unless its own distance is larger by more than this.
const WEEKS_OF_READING = 2; // A resource takes at most so many weeks of the reader's hours.

/* What a level of distance, a gap that rests on it and an interview question weigh in the rank. The last two together
   weigh less than one level: they decide between gaps that are alike. */
const WEIGHTS = { distance: 3, resting: 0.4, question: 0.05 };
const MOST_COUNTED = { resting: 4, questions: 12 };

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
  return {
    strengths: strengths.sort((a, b) => over(b) - over(a) || b.level - a.level),
    met: standings.filter((one) => one.asked > 0 && one.level >= one.asked && !strong(one)),
    gaps: ordered(about, short).map((one) => gap(about, one, short)),
    unanswered: all.filter(({ id }) => (target.get(id) ?? 0) > 0 && !answers.has(id)),
  };
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

/* By weight; but what a gap rests on comes before it, where the two are near. */
function ordered(/** @type {Looking} */ about, /** @type {Standing[]} */ gaps) {
  const weights = new Map(gaps.map((one) => [one, weight(about, one, gaps)]));
  const sorted = gaps.toSorted((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
  /** @type {Set<Standing>} */
  const out = new Set();
  /** @type {Set<Standing>} */
  const begun = new Set();
  const emit = (/** @type {Standing} */ one) => {
    if (begun.has(one)) return;
    begun.add(one);
    for (const before of waitsFor(about, one, sorted)) emit(before);
    out.add(one);
  };
  for (const one of sorted) emit(one);
  return [...out];
}

/* The gaps that one rests on and that are near enough to come first. */
const waitsFor = (/** @type {Looking} */ { rest }, /** @type {Standing} */ one, /** @type {Standing[]} */ gaps) =>
  gaps.filter((other) => rest.get(one.skill.id)?.has(other.skill.id) && distance(one) - distance(other) <= NEAR);

function weight(/** @type {Looking} */ about, /** @type {Standing} */ one, /** @type {Standing[]} */ gaps) {
  return (
    WEIGHTS.distance * distance(one) +
    WEIGHTS.resting * Math.min(above(about, one, gaps).length, MOST_COUNTED.resting) +
    WEIGHTS.question * Math.min(one.skill.questions.length, MOST_COUNTED.questions)
  );
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
  const first = waitsFor(about, one, gaps).filter(({ skill }) => one.skill.requires.includes(skill.id));
  const { length } = one.skill.questions;
  return [
    `${capital(NUMBERS[missing] ?? String(missing))} ${missing === 1 ? "level" : "levels"} below what this job asks`,
    ...(built.length ? [`${listed(built.map(({ skill }) => skill.title))} ${built.length === 1 ? "builds" : "build"} on it`] : []),
    ...(length ? [length === 1 ? "One interview question tests it" : `${length} interview questions test it`] : []),
    ...(first.length ? [`Comes after ${listed(first.map(({ skill }) => skill.title))}, which it rests on`] : []),
  ];
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
 * Terms that need no explanation to whoever gave these answers: those of the areas in which they work already. Who has a gap
 * in the area itself has their reasons to look.
 * @param {Facts} facts
 * @param {Map<string, number>} answers
 * @param {Skill} skill the one that is looked at
 */
export function known(facts, answers, skill) {
  const fluent = [...facts.skills.values()].filter((one) => one.area && one !== skill && (answers.get(one.id) ?? 0) >= FLUENT);
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
const LAST = 3;

/**
 * How far something is from what fits a level of a skill. Each names its skills, the one that it is about first.
 * @param {Facts} facts
 * @param {Skill} skill
 * @param {number} wanted
 * @param {Resource | Question} one
 */
export const distanceOf = (facts, skill, wanted, { level, skills }) =>
  2 * levelGap(levelNumber(facts, level), wanted) + (PLACES[skills.indexOf(skill.id)] ?? LAST);
