// @ts-check
/* The result of the gap check: strengths, gaps with what to do about each, and what has moved since earlier results. */

import { absolute } from "./address.js";
import { dayInWords } from "./check-answers.js";
import { element, part, parts } from "./element.js";
import { levelNumber, levelTitle } from "./facts.js";
import { show as showMarks } from "./marks.js";
import { listed, rank } from "./ranking.js";

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Profile} Profile */
/** @typedef {import("./store.js").Answer} Answer */
/** @typedef {import("./ranking.js").Gap} Gap */
/**
 * @typedef {object} Shown
 * @property {Facts} facts
 * @property {Map<string, Answer>} answers
 * @property {Profile | undefined} profile of the job that the reader is heading for
 * @property {import("./store.js").Kept} kept
 * @property {{ hours: string, money: string, format: string[] }} taste
 */

const result = part(".hb-result");
const box = (/** @type {string} */ name) => part(`.hb-result__${name}`, HTMLElement, result);
let before = ""; // What the list was made of: marks alone don't make it anew, so that a mark can be taken back where it was set.

/** Show the result. */
export function show(/** @type {Shown} */ shown) {
  const { facts, answers, profile, kept, taste } = shown;
  const now = JSON.stringify([[...answers], profile?.id, taste]);
  box("keep").hidden = !answers.size;
  showEarlier(shown);
  if (now === before) return;
  before = now;
  const levels = new Map([...answers].map(([skill, { level }]) => [skill, level]));
  const target = new Map(Object.entries(profile?.levels ?? {}).map(([skill, { level }]) => [skill, levelNumber(facts, level)]));
  const marked = (/** @type {string} */ state) => [...kept.marks].flatMap(([item, mark]) => (mark.state === state ? item : []));
  const asking = { hours: Number(taste.hours), money: taste.money, formats: taste.format, done: marked("done"), hidden: marked("hidden") };
  const ranking = rank(facts, { answers: levels, target, ...asking });
  box("told").replaceChildren(...told(shown, ranking));
  showStrengths(shown, ranking);
  showGaps(shown, ranking.gaps);
  showMarks();
}

/* What the reader should know of the result, and the one thing to do where there is none yet. */
function told(
  /** @type {Shown} */ { facts, answers, profile },
  /** @type {import("./ranking.js").Ranking} */ { gaps, unanswered, nearest },
) {
  const [first] = facts.skills.keys();
  if (!answers.size) return ["Nothing rated yet. ", skillButton(first ?? "", "Rate your first skill"), " and the result builds up here."];
  if (!profile)
    return [
      "Strengths only, so far. ",
      element("button", { type: "button", "data-do": "aim" }, "Choose the job you're heading for"),
      " and your gaps appear here.",
    ];
  const guessed = [...facts.skills.keys()].filter((skill) => answers.get(skill)?.typical);
  const none = gaps.length ? [] : [unanswered.length ? "No gaps so far. " : "You have what this job asks for. "];
  return [
    `You're heading for: ${profile.title}. `,
    ...none,
    ...(nearest ? [`You're beyond most of what it asks. The nearest job that asks for more: ${nearest.title}. `] : []),
    ...(guessed.length
      ? [`${guessed.length} of your answers are only typical for where you start. `, skillButton(guessed[0] ?? "", "Check the first"), " "]
      : []),
    ...(unanswered.length
      ? [`Not rated yet: ${listed(unanswered.map(({ title }) => title))}. `, skillButton(unanswered[0]?.id ?? "", "Rate the first")]
      : []),
  ];
}

const skillButton = (/** @type {string} */ skill, /** @type {string} */ words) =>
  element("button", { type: "button", "data-open": skill }, words);

function showStrengths(/** @type {Shown} */ { facts, answers }, /** @type {import("./ranking.js").Ranking} */ { strengths, met }) {
  const rows = strengths.map(({ skill, level, asked }) => {
    const above = asked && level > asked ? ", more than this job asks" : "";
    const typical = answers.get(skill.id)?.typical ? " (typical, not yours yet)" : "";
    const title = element("strong", {}, skill.title);
    return element(
      "li",
      {},
      title,
      ` ${levelTitle(facts, level)}${above}${typical}. `,
      element("span", {}, skill.evidence[level - 1] ?? ""),
    );
  });
  box("strong").hidden = !(rows.length + met.length);
  part("ul", HTMLElement, box("strong")).replaceChildren(...rows);
  box("met").hidden = !met.length;
  box("met").textContent =
    `${rows.length ? "Also as good as this job needs" : "As good as this job needs"}: ${names(met.map(({ skill }) => skill.title))}.`;
}

const names = (/** @type {string[]} */ all) => new Intl.ListFormat("en-GB").format(all);

function showGaps(/** @type {Shown} */ shown, /** @type {Gap[]} */ gaps) {
  const { hours, money, format } = shown.taste;
  const opened = parts(".hb-gap[open]", HTMLElement, result).map(({ dataset }) => dataset.skill);
  const openNow = (/** @type {Gap} */ gap, /** @type {number} */ place) => (opened.length ? opened.includes(gap.skill.id) : !place);
  box("gaps").hidden = !gaps.length;
  box("list").replaceChildren(...gaps.map((gap, place) => gapOf(shown, gap, place + 1, openNow(gap, place))));
  const link = part(".hb-result__plan", HTMLAnchorElement, result);
  link.href = `${absolute("plan/")}?${new URLSearchParams([["close", "gaps"], ["hours", hours], ["money", money], ...format.map((one) => ["format", one])])}`;
  part(".hb-taste__some", HTMLElement, result).textContent = format.length ? `: ${format.length} chosen` : ": any";
}

function gapOf(/** @type {Shown} */ { facts, profile }, /** @type {Gap} */ gap, /** @type {number} */ number, /** @type {boolean} */ open) {
  const { skill, level, asked, reasons, next } = gap;
  const title = element("h4", {}, element("span", {}, `${number}`), ` ${skill.title}`);
  const levels = element("span", {}, `${level ? levelTitle(facts, level) : "None yet"} → ${levelTitle(facts, asked)}`);
  const made = element(
    "details",
    { class: "hb-gap", "data-skill": skill.id, "data-group": skill.group },
    element("summary", {}, title, " ", levels),
  );
  if (open) made.open = true;
  const why = profile?.levels[skill.id]?.why ?? "";
  made.append(
    ...(why ? [element("p", {}, element("strong", {}, "Why it's asked: "), why)] : []),
    list("hb-gap__reasons", reasons),
    part_("Next level", `hb-gap__next`, element("p", {}, element("strong", {}, next.title), ` ${next.evidence}`)),
    element("div", { class: "hb-gap__do" }, ...exercises(gap), ...reading(facts, gap), ...terms(gap), ...questions(gap)),
  );
  return made;
}

const part_ = (/** @type {string} */ title, /** @type {string} */ name, /** @type {Node} */ content) =>
  element("div", { class: name }, element("h5", {}, title), content);

const list = (/** @type {string} */ name, /** @type {(Node | string)[]} */ rows) =>
  element("ul", { class: name }, ...rows.map((row) => element("li", {}, row)));

function rowsUnder(/** @type {string} */ title, /** @type {string} */ name, /** @type {HTMLElement[]} */ rows) {
  return rows.length ? [part_(title, `hb-gap__${name}`, element("ul", { class: "hb-plain" }, ...rows))] : [];
}

function exercises(/** @type {Gap} */ { exercises: all }) {
  const rows = all.map(({ text, minutes, item, otherwise }) => {
    const instead = otherwise ? [element("p", { class: "hb-hint" }, otherwise)] : [];
    const button = element("button", { type: "button", "data-state": "done", "aria-pressed": "false" }, "Done", unseen(`: ${text}`));
    return element("li", {}, `${text} `, fact(spoken(minutes)), ...instead, element("p", { class: "hb-marks", "data-mark": item }, button));
  });
  return rowsUnder("Do this week", "exercises", rows);
}

function reading(/** @type {Facts} */ { formats, costs }, /** @type {Gap} */ { resources }) {
  const titled = (/** @type {import("./facts.js").Named[]} */ all, /** @type {string} */ id) =>
    all.find((one) => one.id === id)?.title ?? "";
  const rows = resources.map(({ title, url, minutes, format, cost }) =>
    element(
      "li",
      {},
      link(title, url),
      " ",
      fact(`${spoken(minutes)}, ${titled(formats, format).toLowerCase()}, ${titled(costs, cost).toLowerCase()}`),
    ),
  );
  if (!rows.length)
    return rowsUnder("Read", "reading", [
      element("li", {}, "Nothing fits your hours, money and formats. Allow more to see what there is."),
    ]);
  return rowsUnder("Read", "reading", rows);
}

const terms = (/** @type {Gap} */ { terms: all }) =>
  rowsUnder(
    "Terms to know",
    "terms",
    all.map(({ title, url }) => element("li", {}, link(title, url))),
  );

const questions = (/** @type {Gap} */ { questions: all }) =>
  rowsUnder(
    "Practise",
    "questions",
    all.map(({ id, title }) => element("li", {}, link(title, `interview/practice/?question=${id}`))),
  );

const link = (/** @type {string} */ title, /** @type {string} */ url) => element("a", { href: absolute(url) }, title);
const fact = (/** @type {string} */ text) => element("span", { class: "hb-fact" }, text);
const unseen = (/** @type {string} */ text) => element("span", { class: "hb-unseen" }, text);

/* As handbook/handbook.py says it. */
function spoken(/** @type {number} */ minutes) {
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 360) return `${Math.round(minutes / 60)} h`;
  const quarters = Math.round(minutes / 15) * 15;
  return `${Math.floor(quarters / 60)} h${quarters % 60 ? ` ${quarters % 60}` : ""}`;
}

/* Earlier results, latest first, each with what has moved since. */
function showEarlier(/** @type {Shown} */ { facts, answers, kept }) {
  const rows = kept.results.toReversed().map(({ on, target, answers: then }) => {
    const job = facts.profiles.get(target ?? "")?.title;
    const moved = [...facts.skills.values()].flatMap(({ id, title }) => {
      const [was, is] = [then[id], answers.get(id)?.level];
      return was === is ? [] : element("li", {}, `${title}: ${inWords(facts, was)} → ${inWords(facts, is)}`);
    });
    const head = element("strong", {}, `${dayInWords(on)}${job ? `, towards ${job}` : ""}`);
    return element("li", {}, head, ...(moved.length ? [" Since then:", element("ul", {}, ...moved)] : [" Nothing has moved since."]));
  });
  box("earlier").replaceChildren(...rows);
}

const inWords = (/** @type {Facts} */ facts, /** @type {number | undefined} */ number) =>
  number === undefined ? "not rated" : levelTitle(facts, number);
