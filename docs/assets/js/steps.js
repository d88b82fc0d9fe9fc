// @ts-check
/* The steps of a round in their order, each with its reason in words. */

import { found, levelTitle, pageMinutes } from "./facts.js";
import { listed } from "./ranking.js";

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Skill} Skill */
/** @typedef {import("./facts.js").Exercise} Exercise */
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
 * @property {number} round the number of its round
 * @property {number[]} over rounds that come before its own
 * @property {string} [stage] of a path
 */
/**
 * @typedef {object} Round
 * @property {Skill} skill
 * @property {number} from
 * @property {number} to
 * @property {boolean} sole whether its gap has no other
 * @property {boolean} first whether it is the first of its gap
 * @property {number} order levels that are missing before it
 */
/**
 * @typedef {object} Content
 * @property {boolean} page whether the skill's page is read in it
 * @property {Exercise[]} exercises
 * @property {Resource[]} resources
 * @property {Question[]} questions
 * @property {Term[]} terms
 */
/** @typedef {Round & Content} Chosen */
/** @typedef {{ facts: Facts, gaps: Closing[] }} About */

const BEYOND = /[^\p{L}\p{N}]+/u;
const plain = (/** @type {string} */ text) => ` ${text.toLowerCase().split(BEYOND).join(" ")}`;

/** Whether a text has a title's words, or words that begin so. */
export const mentions = (/** @type {string} */ text, /** @type {string} */ title) => plain(text).includes(plain(title));

const EXERCISE = "which the exercise needs";

/** What of a round needs a term: words for its reason. */
export function uses(/** @type {Chosen} */ { exercises, questions, resources }, /** @type {Term} */ { id, title }) {
  const further = resources.find(({ teaches }) => teaches.includes(id));
  return [
    ...(exercises.some(({ text }) => mentions(text, title)) ? [EXERCISE] : []),
    ...(questions.some(({ terms }) => terms.includes(id)) ? ["which the interview question turns on"] : []),
    ...(further ? [`which “${further.title}” takes further`] : []),
  ];
}

/**
 * The steps of a round. In the first round of a gap one does it soon after the page; in later ones after something new.
 * @param {About} about
 * @param {Chosen} round
 * @returns {Draft[]}
 */
export function drafts(about, round) {
  const [exercise, ...more] = round.exercises.map((one, place) => exerciseDraft(about, round, one, place));
  const terms = round.terms.map((term) => termDraft(round, term));
  const early = terms.filter((_, place) => uses(round, /** @type {Term} */ (round.terms[place]))[0] === EXERCISE);
  const page = round.page ? [pageDraft(about, round)] : [];
  const reading = round.resources.map((one) => resourceDraft(about, round, one));
  const asked = round.questions.map((one) => questionDraft(about, round, one));
  const others = terms.filter((term) => !early.includes(term));
  const doing = exercise ? [exercise] : [];
  const middle = round.first ? [...doing, ...others, ...reading] : [...others, ...reading, ...doing];
  return chained([...page, ...early], [...middle, ...asked, ...more], { reading, asked });
}

/**
 * Each of `rest` comes after all of `before`, and questions after the reading too.
 * @param {Draft[]} before
 * @param {Draft[]} rest
 * @param {{ reading: Draft[], asked: Draft[] }} more
 */
function chained(before, rest, { reading, asked }) {
  const items = (/** @type {Draft[]} */ drafted) => drafted.map(({ item }) => item);
  const later = rest.map((one) => ({ ...one, after: [...items(before), ...(asked.includes(one) ? items(reading) : [])] }));
  return [...before.map((one, place) => ({ ...one, after: items(before.slice(0, place)) })), ...later];
}

/** @returns {Draft} */
const draft = (/** @type {Omit<Draft, "after" | "round" | "over">} */ one) => ({ ...one, after: [], round: 0, over: [] });

function pageDraft(/** @type {About} */ { facts }, /** @type {Chosen} */ { skill, to, exercises }) {
  const then = exercises.length ? "; read it before the exercise" : "";
  const why = `Shows what ${levelTitle(facts, to)} looks like in ${skill.title}${then}`;
  return draft({ item: `skill/${skill.id}`, kind: "skill", title: skill.title, url: skill.url, minutes: pageMinutes(skill), why });
}

/**
 * @param {About} about
 * @param {Chosen} round
 * @param {Exercise} exercise
 * @param {number} place
 */
function exerciseDraft({ facts }, { skill, from, to }, { id, text, minutes }, place) {
  const level = levelTitle(facts, to);
  const way = from
    ? `Takes you from ${levelTitle(facts, from)} to ${level} in ${skill.title}`
    : `Your first go at ${skill.title}, on the way to ${level}`;
  const why = place ? `Practises another side of ${skill.title}, still towards ${level}` : way;
  return draft({ item: `exercise/${skill.id}/${id}`, kind: "exercise", title: text, url: `${skill.url}#${id}`, minutes, why });
}

function termDraft(/** @type {Chosen} */ round, /** @type {Term} */ term) {
  const above = round.terms.find(({ requires }) => requires.includes(term.id));
  const vocabulary = above ? `which ${above.title} builds on` : `part of the vocabulary of ${round.skill.title}`;
  const why = `Explains ${term.title}, ${uses(round, term)[0] ?? vocabulary}`;
  return draft({ item: `term/${term.id}`, kind: "term", title: term.title, url: term.url, minutes: term.minutes, why });
}

function resourceDraft(/** @type {About} */ about, /** @type {Chosen} */ { skill, to }, /** @type {Resource} */ one) {
  const others = titles(about, one.skills).filter((title) => title !== skill.title);
  const too = others.length ? `; helps with ${listed(others)} too` : "";
  const level = `${levelTitle(about.facts, to)} in ${skill.title}`;
  const taught = found(about.facts.terms, one.teaches).map(({ title }) => title);
  const why = `${taught.length ? `Covers ${listed(taught)}, for ${level}` : `Takes you further towards ${level}`}${too}`;
  return draft({ item: `resource/${one.id}`, kind: "resource", title: one.title, url: one.url, minutes: one.minutes, why });
}

function questionDraft(/** @type {About} */ about, /** @type {Chosen} */ { skill, resources }, /** @type {Question} */ one) {
  const tested = [skill.title, ...titles(about, one.skills).filter((title) => title !== skill.title)];
  const when = resources.length ? "after the reading" : "once you've done the exercise";
  const why = `Interview question on ${listed(tested)}; answer it aloud ${when}`;
  return draft({ item: `question/${one.id}`, kind: "question", title: one.title, url: one.url, minutes: one.minutes, why });
}

/* The titles of those skills that are gaps. */
const titles = (/** @type {About} */ { facts, gaps }, /** @type {string[]} */ skills) =>
  found(
    facts.skills,
    skills.filter((id) => gaps.some(({ skill }) => skill === id)),
  ).map(({ title }) => title);
