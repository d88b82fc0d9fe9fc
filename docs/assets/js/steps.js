// @ts-check
/* The steps of a round in their order, each with its reason in words. */

import { found, levelTitle, pageMinutes } from "./facts.js";
import { listed } from "./ranking.js";

/** @import { Chosen, Content, Draft, Exercise, Question, Resource, Skill, Telling, Term } from "./types.js" */

const BEYOND = /[^\p{L}\p{N}]+/u;
const plain = (/** @type {string} */ text) => text.toLowerCase().split(BEYOND).filter(Boolean).join(" ");

/**
 * A function that says whether a text has a title's words, one of them or several.
 * @param {string} text
 * @returns {(title: string) => boolean}
 */
export function mentioning(text) {
  const words = ` ${plain(text)} `;
  return (title) => {
    const name = plain(title);
    return name !== "" && (words.includes(` ${name} `) || words.includes(` ${name}s `));
  };
}

/** What of a round needs a term, in words for its reason, or nothing. */
export function use(/** @type {Content} */ { named, questions }, /** @type {Term} */ { id }) {
  if (named.has(id)) return "which the exercise needs";
  if (!questions.some(({ terms }) => terms.includes(id))) return "";
  return questions.length > 1 ? "which one of the interview questions turns on" : "which the interview question turns on";
}

/**
 * The steps of a round. In the first round of a gap one does it soon after the page, except in an area of which one knows
 * nothing; in later rounds, after something new.
 * @param {Telling} about
 * @param {Chosen} round
 * @returns {Draft[]}
 */
export function drafts(about, round) {
  const [begun] = round.exercises;
  const [exercise, ...more] = round.exercises.map((one, place) => exerciseDraft(about, round, one, place));
  const terms = round.terms.map((term) => termDraft(round, term));
  const mentioned = mentioning(begun?.text ?? "");
  const early = terms.filter((_, place) => mentioned(round.terms[place]?.title ?? ""));
  const page = round.page ? [pageDraft(about, round)] : [];
  const reading = round.resources.map((one) => resourceDraft(about, round, one));
  const asked = round.questions.map((one) => questionDraft(about, round, one));
  const others = terms.filter((term) => !early.includes(term));
  const doing = exercise ? [exercise] : [];
  const soon = round.first && !(round.skill.area && round.from === 0);
  const middle = soon ? [...doing, ...others, ...reading] : [...others, ...reading, ...doing];
  const extra = more.map((one) => ({ ...one, extra: true }));
  const words = new Map(round.terms.map(({ id }) => [`term/${id}`, id]));
  const needs = new Map(round.questions.map(({ id, terms: named }) => [`question/${id}`, new Set(named)]));
  const rest = [...middle, ...asked, ...extra].map((one) => {
    const needed = others.filter(({ item }) => needs.get(one.item)?.has(words.get(item) ?? ""));
    return { ...one, after: needs.has(one.item) ? [...reading, ...needed].map(({ item }) => item) : [] };
  });
  return chained([...page, ...early], rest);
}

/* Each of `rest` comes after all of `before`, and after what it says itself. */
function chained(/** @type {Draft[]} */ before, /** @type {Draft[]} */ rest) {
  const items = before.map(({ item }) => item);
  return [
    ...before.map((one, place) => ({ ...one, after: items.slice(0, place) })),
    ...rest.map((one) => ({ ...one, after: [...items, ...one.after] })),
  ];
}

/** @returns {Draft} */
const draft = (/** @type {Omit<Draft, "after" | "round" | "over">} */ one) => ({ ...one, after: [], round: 0, over: [] });

function pageDraft(/** @type {Telling} */ about, /** @type {Chosen} */ { skill, to, exercises }) {
  const above = waiting(about, skill);
  const first = above.length ? `, on which ${listed(above)} ${above.length === 1 ? "rests" : "rest"}` : "";
  const then = exercises.length ? "; read it before the exercise" : "";
  const why = `Shows what ${levelTitle(about.facts, to)} looks like in ${skill.title}${first}${then}`;
  return draft({ item: `skill/${skill.id}`, kind: "skill", title: skill.title, url: skill.url, minutes: pageMinutes(skill), why });
}

/* The gaps that were ranked before a skill and rest on it: why it comes first all the same. */
function waiting(/** @type {Telling} */ { facts, gaps }, /** @type {Skill} */ { id }) {
  const ranked = gaps
    .slice(
      0,
      gaps.findIndex((gap) => gap.skill === id),
    )
    .map((gap) => gap.skill);
  return found(facts.skills, ranked).flatMap(({ requires, title }) => (requires.includes(id) ? [title] : []));
}

/**
 * @param {Telling} about
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
  const why = `Explains ${term.title}, ${use(round, term) || vocabulary}`;
  return draft({ item: `term/${term.id}`, kind: "term", title: term.title, url: term.url, minutes: term.minutes, why });
}

function resourceDraft(/** @type {Telling} */ about, /** @type {Chosen} */ { skill, to }, /** @type {Resource} */ one) {
  const others = titles(about, one.skills).filter((title) => title !== skill.title);
  const too = others.length ? `; helps with ${listed(others)} too` : "";
  const level = `${levelTitle(about.facts, to)} in ${skill.title}`;
  const taught = found(about.facts.terms, one.teaches).map(({ title }) => title);
  const why = `${taught.length ? `Covers ${listed(taught)}, for ${level}` : `Takes you further towards ${level}`}${too}`;
  return draft({ item: `resource/${one.id}`, kind: "resource", title: one.title, url: one.url, minutes: one.minutes, why });
}

function questionDraft(/** @type {Telling} */ about, /** @type {Chosen} */ { skill, resources }, /** @type {Question} */ one) {
  const tested = [skill.title, ...titles(about, one.skills).filter((title) => title !== skill.title)];
  const when = resources.length ? "after the reading" : "once you've done the exercise";
  const why = `Interview question on ${listed(tested)}; answer it aloud ${when}`;
  return draft({ item: `question/${one.id}`, kind: "question", title: one.title, url: one.url, minutes: one.minutes, why });
}

/* The titles of those skills that are gaps. */
const titles = (/** @type {Telling} */ { facts, gaps }, /** @type {string[]} */ skills) =>
  found(
    facts.skills,
    skills.filter((id) => gaps.some(({ skill }) => skill === id)),
  ).map(({ title }) => title);
