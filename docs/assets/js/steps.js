// @ts-check
/* The steps of a round in their order, each with its reason in words. */

import { found, levelNumber, levelTitle, pageMinutes } from "./facts.js";
import { listed } from "./ranking.js";

/** @import { Chosen, Draft, Exercise, Question, Resource, Skill, Telling, Term } from "./types.js" */

const BRIEF = 10; // Minutes of a reading that may come before the exercise, if it explains what the exercise names.
const SHORT_OF = { least: 30, most: 120 }; // Letters of what a level looks like, in short.
const BEYOND = /[^\p{L}\p{N}]+/u;
const plain = (/** @type {string} */ text) => text.toLowerCase().split(BEYOND).filter(Boolean).join(" ");

/** @type {Map<string, string>} */
const plainTitles = new Map(); // There are few titles, and each is looked for in many texts.

/**
 * A function that says whether a text has a title's words, one of them or several.
 * @param {string} text
 * @returns {(title: string) => boolean}
 */
export function mentioning(text) {
  const words = ` ${plain(text)} `;
  return (title) => {
    const name = plainTitles.get(title) ?? plain(title);
    plainTitles.set(title, name);
    return name !== "" && (words.includes(` ${name} `) || words.includes(` ${name}s `));
  };
}

/* Whether a round's exercise comes before its reading: in the first round of a gap, soon after the page, except in an area of
   which one knows nothing. In later rounds it comes after something new. */
const soon = (/** @type {Pick<Chosen, "first" | "skill" | "from">} */ { first, skill, from }) => first && !(skill.area && from === 0);

/** Whether a reading of a round explains a term before the exercise that names it. */
export const explains = (
  /** @type {Pick<Chosen, "first" | "skill" | "from">} */ round,
  /** @type {Resource} */ { minutes, teaches },
  /** @type {string} */ term,
) => teaches.includes(term) && (minutes <= BRIEF || !soon(round));

/**
 * The steps of a round.
 * @param {Telling} about
 * @param {Chosen} round
 * @returns {Draft[]}
 */
export function drafts(about, round) {
  const [begun] = round.exercises;
  const mentioned = mentioning(begun?.text ?? "");
  const [exercise, ...more] = round.exercises.map((one, place) => exerciseDraft(about, round, one, place));
  const explained = (/** @type {Resource} */ { minutes, teaches }) =>
    minutes <= BRIEF && found(about.facts.terms, teaches).some(({ title }) => mentioned(title));
  const reading = (/** @type {boolean} */ brief) =>
    round.resources.filter((one) => explained(one) === brief).map((one) => resourceDraft(about, round, one));
  const terms = (/** @type {boolean} */ early) =>
    round.terms.filter(({ title }) => mentioned(title) === early).map((one) => termDraft(about, round, one));
  const page = round.page ? [pageDraft(about, round)] : [];
  const before = [...page, ...terms(true), ...reading(true)];
  const words = terms(false);
  const longer = reading(false).map((one) => ({ ...one, after: restedOn(about, one, words) }));
  const doing = exercise ? [exercise] : [];
  const middle = soon(round) ? [...doing, ...words, ...longer] : [...words, ...longer, ...doing];
  const read = [...words, ...longer].map(({ item }) => item);
  const asked = round.questions.map((one) => ({ ...questionDraft(about, round, one), after: askedAfter(one, words, read) }));
  return chained(before, [...middle, ...asked, ...more.map((one) => ({ ...one, extra: true }))]);
}

/* A question waits for the reading, and for those words that it turns on: where these don't fit a week, it moves along. */
const askedAfter = (/** @type {Question} */ { terms }, /** @type {Draft[]} */ words, /** @type {string[]} */ read) => {
  const others = new Set(words.map(({ item }) => item).filter((item) => !terms.includes(item.slice("term/".length))));
  return read.filter((item) => !others.has(item));
};

/* Reading waits for the words that those which it explains build on. */
function restedOn(/** @type {Telling} */ { facts, below }, /** @type {Draft} */ { item }, /** @type {Draft[]} */ words) {
  const under = new Set((facts.resources.get(item.slice("resource/".length))?.teaches ?? []).flatMap(below));
  return words.map((one) => one.item).filter((one) => under.has(one.slice("term/".length)));
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

function pageDraft(/** @type {Telling} */ { facts }, /** @type {Chosen} */ { skill, to }) {
  const why = `What ${levelTitle(facts, to)} in ${skill.title} looks like: “${inShort(skill.evidence[to - 1] ?? "")}”`;
  return draft({ item: `skill/${skill.id}`, kind: "skill", title: skill.title, url: skill.url, minutes: pageMinutes(skill), why });
}

const CLAUSE = /, (?:and|but|so)\b|;/gu;
const END = /[.,]$/u;

/* What a level looks like, up to the end of a clause, or of a word. */
function inShort(/** @type {string} */ evidence) {
  const whole = evidence.replace(END, "");
  const ends = [...whole.matchAll(CLAUSE)].map(({ index }) => index);
  const end = ends.find((place) => place >= SHORT_OF.least && place <= SHORT_OF.most);
  if (end !== undefined) return whole.slice(0, end);
  if (whole.length <= SHORT_OF.most) return whole;
  return `${whole.slice(0, whole.lastIndexOf(" ", SHORT_OF.most)).replace(END, "")}…`;
}

/**
 * @param {Telling} about
 * @param {Chosen} round
 * @param {Exercise} exercise
 * @param {number} place
 */
function exerciseDraft({ facts }, { skill, from, to, named }, { id, text, minutes, otherwise }, place) {
  const mentioned = mentioning(text);
  const words = found(facts.terms, [...named]).flatMap(({ title }) => (mentioned(title) ? [title] : []));
  const way = from
    ? `A step from ${levelTitle(facts, from)} towards ${levelTitle(facts, to)} in ${skill.title}`
    : `A first try at ${skill.title}`;
  const more = `${words.length ? `Puts ${listed(words)} to use in` : "More practice in"} ${skill.title}; leave it out if your week is full`;
  const why = place ? more : way;
  const url = `${skill.url}#${id}`;
  return draft({ item: `exercise/${skill.id}/${id}`, kind: "exercise", title: text, url, minutes, why, ...(otherwise && { otherwise }) });
}

function termDraft(/** @type {Telling} */ about, /** @type {Chosen} */ round, /** @type {Term} */ term) {
  return draft({
    item: `term/${term.id}`,
    kind: "term",
    title: term.title,
    url: term.url,
    minutes: term.minutes,
    ...use(about, round, term),
  });
}

/* What of a round needs a term. */
function use(/** @type {Telling} */ { facts, below }, /** @type {Chosen} */ round, /** @type {Term} */ { id, title }) {
  if (round.named.has(id)) return { why: `You'll need ${title} for the exercise` };
  const question = round.questions.find(({ terms }) => terms.includes(id));
  if (question) return turning(title, `question/${question.id}`);
  const [above] = [round.terms.map((one) => one.id), round.resources.flatMap(({ teaches }) => teaches)]
    .flat()
    .flatMap((one) => (below(one).includes(id) ? (facts.terms.get(one) ?? []) : []));
  return { why: `You'll need ${title} to follow ${above?.title ?? round.skill.title}` };
}

/** Why a term is explained that a question turns on. The planner adds when that is. */
export const turning = (/** @type {string} */ title, /** @type {string} */ asked) => ({
  why: `You'll meet ${title} in an interview question`,
  asked,
});

function resourceDraft(/** @type {Telling} */ about, /** @type {Chosen} */ { skill, to, explained }, /** @type {Resource} */ one) {
  const { facts } = about;
  const [level, wanted] = [levelNumber(facts, one.level), levelTitle(facts, to)];
  const fresh = one.teaches.filter((id) => !explained.has(id));
  const taught = listed(found(facts.terms, fresh).map(({ title }) => title));
  const [other] = titles(about, one.skills.slice(0, 2)).filter((title) => title !== skill.title);
  const why = `${taught ? teaching(taught, skill, level - to, wanted) : plainly(facts, one, skill)}${other ? `; helps with ${other} too` : ""}`;
  return draft({ item: `resource/${one.id}`, kind: "resource", title: one.title, url: one.url, minutes: one.minutes, why });
}

function teaching(/** @type {string} */ taught, /** @type {Skill} */ { title }, /** @type {number} */ over, /** @type {string} */ wanted) {
  if (over === 0) return `Covers ${taught}, for ${wanted} in ${title}`;
  return over < 0 ? `A first look at ${taught}` : `Covers ${taught}, and goes further than ${wanted} in ${title}`;
}

/* What it is, where it says nothing of what it teaches. */
function plainly(/** @type {Telling["facts"]} */ facts, /** @type {Resource} */ { format, level }, /** @type {Skill} */ skill) {
  const kind = facts.formats.find(({ id }) => id === format)?.title ?? "Reading";
  return levelNumber(facts, level) === 1
    ? `${kind}: a first look at ${skill.title}`
    : `${kind} on ${skill.title}, at ${levelTitle(facts, levelNumber(facts, level))} level`;
}

function questionDraft(
  /** @type {Telling} */ about,
  /** @type {Chosen} */ { skill, terms, resources, familiar },
  /** @type {Question} */ one,
) {
  const tested = [skill.title, ...titles(about, one.skills).filter((title) => title !== skill.title)];
  const ready = new Set([...terms.map(({ id }) => id), ...resources.flatMap(({ teaches }) => teaches)]);
  const used = found(about.facts.terms, one.terms).flatMap(({ id, title }) => (ready.has(id) ? [title] : []));
  const why = `Interview question on ${listed(tested)}; ${used.length ? `puts ${listed(used)} to use` : "answer it aloud"}`;
  const needs = one.terms.filter((id) => !familiar.has(id));
  return draft({ item: `question/${one.id}`, kind: "question", title: one.title, url: one.url, minutes: one.minutes, why, needs });
}

/* The titles of those skills that are gaps. */
const titles = (/** @type {Telling} */ { facts, gaps }, /** @type {string[]} */ skills) =>
  found(
    facts.skills,
    skills.filter((id) => gaps.some(({ skill }) => skill === id)),
  ).map(({ title }) => title);
