// @ts-check
/* The second opinion: a link that asks for one, the rating of somebody else, the reply, and the two side by side. Loaded when
   somebody turns to it. */

import { addressOf, dayInWords, ids, keep, LEVELS, facts as loaded, offerUndo, own, page, trouble } from "./check-answers.js";
import { copyText } from "./clipboard.js";
import { about, element, part } from "./element.js";
import { attempt, notice, reason } from "./notice.js";
import { csv, decode, differences, encode, filed, fromFile, plainName, Refused } from "./opinion.js";
import { dropOpinion, keepOpinion, today } from "./store.js";
import { save } from "./taken.js";

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./opinion.js").Opinion} Opinion */

const KEY = "ml-pm-handbook-rating"; // What one says of somebody else, until the tab is closed.
const AGENDA = 5; // Skills to talk about first: more is no agenda.

const rated = part(".hb-opinion[data-in=rating]", HTMLElement, page);
const mine = part(".hb-opinion[data-in=own]", HTMLElement, page);
const compared = part(".hb-compared", HTMLElement, page);

/** @type {{ request: string, target: string, answers: Map<string, number> }} Whom one rates, and how. */
const rating = { request: "", target: "", answers: new Map() };
/** @type {Opinion | undefined} What is compared. */
let theirs;

/** @type {import("./check-answers.js").Stage} */
let stage;

/** Be given how the page turns to a part of it. */
export function begin(/** @type {import("./check-answers.js").Stage} */ given) {
  stage = given;
}

/** Open what an address has: a request to rate somebody, or a reply. Where it is neither, the page says so and works on. */
export function opened(/** @type {string} */ coded, /** @type {Facts} */ facts) {
  try {
    receive(decode(decoded(coded), facts), coded, facts);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    stage.enter("own");
    trouble(`${reason(error)} Your own answers are as they were.`);
  }
}

/* Some programs write a link's signs as numbers. */
function decoded(/** @type {string} */ coded) {
  try {
    return decodeURIComponent(coded);
  } catch {
    return coded;
  }
}

function receive(/** @type {import("./opinion.js").Read} */ found, /** @type {string} */ request, /** @type {Facts} */ facts) {
  if (found.answers.size) compare(found, facts);
  else rate(found, request, facts);
  if (found.unknown) trouble(`${found.unknown} of the skills in it aren't in this handbook, so they were left out.`);
}

/* Rate somebody: their answers are not here, and one's own are left alone. */
function rate(/** @type {Opinion} */ { name, target = "" }, /** @type {string} */ request, /** @type {Facts} */ facts) {
  Object.assign(rating, { request, target, answers: resumed(request) });
  const job = facts.profiles.get(target)?.title;
  part(".hb-check__whom", HTMLElement, page).textContent =
    `You're rating ${name ?? "someone who asked for your opinion"}${job ? `, who is heading for: ${job}` : ""}`;
  part(".hb-check__about", HTMLElement, page).textContent =
    `For each skill, pick the level where you see them: where a statement says “you”, read ${name ?? "them"}. Skip what you can't judge. Their answers are hidden, your own check is untouched, and nothing leaves your browser until you send the reply.`;
  stage.enter("rating", {
    answers: () => new Map([...rating.answers].map(([skill, level]) => [skill, { level }])),
    set(levels, said, undone = () => undefined) {
      const before = new Map(rating.answers);
      for (const [skill, level] of levels) if (level !== null) rating.answers.set(skill, level);
      remember();
      offerUndo(said, () => {
        rating.answers = before;
        remember();
        undone();
      });
    },
  });
  part(".hb-check__whom", HTMLElement, page).focus({ preventScroll: true });
}

/* What this tab remembers of a request. */
function resumed(/** @type {string} */ request) {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    const answers = found?.request === request ? Object.entries(found.answers) : [];
    return new Map(answers.filter(([skill, level]) => ids.includes(skill) && LEVELS[level] !== undefined));
  } catch {
    return new Map();
  }
}

function remember() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ request: rating.request, answers: Object.fromEntries(rating.answers) }));
  } catch {
    // It is on the page until the tab is reloaded.
  }
  stage.show();
}

/** Show how far the reply is. */
export function showReply() {
  const { size } = rating.answers;
  part(".hb-opinion__state", HTMLElement, rated).textContent = size
    ? `You've rated ${size} of ${ids.length} skills. You can leave out what you can't judge.`
    : "Rate at least one skill, then make the reply.";
}

/* What is in a request or a reply, of today. */
function opinionOf(/** @type {HTMLElement} */ within) {
  const name = plainName(part("[name=name]", HTMLInputElement, within).value);
  const replies = within === rated;
  return { answers: replies ? rating.answers : new Map(), target: replies ? rating.target : own().target, name, on: today() };
}

/** Make the link of a request or a reply. */
export function make(/** @type {HTMLFormElement} */ form) {
  const within = form.dataset.for === "reply" ? rated : mine;
  if (!ready(within)) return;
  const line = part(".hb-opinion__link", HTMLElement, within);
  line.hidden = false;
  const field = part("input", HTMLInputElement, line);
  field.value = addressOf(encode(opinionOf(within), ids));
  field.focus();
  field.select();
}

function ready(/** @type {HTMLElement} */ within) {
  if (within === mine || rating.answers.size) return true;
  notice("Rate at least one skill first.", { problem: true });
  return false;
}

/* Both side by side, the largest differences first. */
function compare(/** @type {Opinion} */ opinion, /** @type {Facts} */ facts) {
  theirs = opinion;
  const { answers } = own();
  const rows = differences(levelsOf(answers), opinion.answers);
  const { name, on } = opinion;
  part(".hb-compared__title", HTMLElement, compared).textContent = `You and ${name ?? "a second opinion"}, side by side`;
  part(".hb-compared__them", HTMLElement, compared).textContent = name ?? "They";
  const day = on ? `Their opinion is from ${dayInWords(on)}.` : "";
  const none = answers.size
    ? ""
    : "You haven't rated yourself in this browser yet. Keep this opinion, do your own check, then open it again from the list there.";
  part(".hb-compared__told", HTMLElement, compared).textContent = `${day} ${none}`.trim();
  part(".hb-compared__agenda", HTMLElement, compared).replaceChildren(agenda(rows, facts, name));
  part("tbody", HTMLElement, compared).replaceChildren(...rows.map((row) => rowOf(row, facts)));
  stage.enter("comparing");
  part(".hb-compared__title", HTMLElement, compared).focus({ preventScroll: true });
}

/* In the page's order, which decides between differences that are alike. */
const levelsOf = (/** @type {Map<string, { level: number }>} */ answers) =>
  new Map(ids.flatMap((skill) => (answers.has(skill) ? [[skill, answers.get(skill)?.level ?? 0]] : [])));

function agenda(/** @type {import("./opinion.js").Difference[]} */ rows, /** @type {Facts} */ facts, name = "They") {
  const first = rows.filter(({ distance }) => distance).slice(0, AGENDA);
  if (!first.length) {
    const both = rows.some(({ mine: own_, theirs: other }) => own_ !== null && other !== null);
    return element(
      "p",
      {},
      both ? "You agree on every skill that you both rated. Talk about what to work on next." : "Nothing to compare yet.",
    );
  }
  const points = first.map(({ skill, mine: own_, theirs: other }) => {
    const { title = skill, evidence = [] } = facts.skills.get(skill) ?? {};
    const side = (/** @type {string} */ who, /** @type {number | null} */ level) => [
      element("dt", {}, `${who}: ${LEVELS[level ?? 0]}`),
      element("dd", {}, evidence[(level ?? 0) - 1] ?? "None of the four statements is true yet."),
    ];
    return element("li", {}, element("strong", {}, title), element("dl", {}, ...side("You", own_), ...side(name, other)));
  });
  return element("ol", {}, ...points);
}

function rowOf(
  /** @type {import("./opinion.js").Difference} */ { skill, mine: own_, theirs: other, distance },
  /** @type {Facts} */ facts,
) {
  const cell = (/** @type {number | null} */ level) => element("td", {}, level === null ? "Not rated" : (LEVELS[level] ?? ""));
  const direction = (other ?? 0) > (own_ ?? 0) ? "higher" : "lower";
  const words = distance ? `${distance} ${distance === 1 ? "level" : "levels"} ${direction}` : "Same";
  const both = own_ !== null && other !== null;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, facts.skills.get(skill)?.title ?? skill),
    cell(own_),
    cell(other),
    element("td", {}, both ? words : ""),
  );
}

/** Show which opinions are kept. */
export function showKept(/** @type {import("./store.js").Opinion[]} */ opinions) {
  const box = part(".hb-opinion__kept", HTMLElement, mine);
  box.hidden = !opinions.length;
  const rows = opinions.toReversed().map((opinion) => {
    const who = `${opinion.name ?? "Without a name"}, ${dayInWords(opinion.on)}`;
    const button = (/** @type {string} */ words, /** @type {string} */ deed_) =>
      element(
        "button",
        { type: "button", class: "hb-action", "data-do": deed_ },
        words,
        element("span", { class: "hb-unseen" }, `: ${who}`),
      );
    const row = element("li", {}, `${who} `, button("Compare", "compare"), " ", button("Delete", "drop"));
    shown.set(row, opinion);
    return row;
  });
  part("ul", HTMLElement, box).replaceChildren(...rows);
}

/** @type {WeakMap<Element, import("./store.js").Opinion>} */
const shown = new WeakMap();

/** Do what a button of this part says. */
export async function deed(/** @type {string} */ name, /** @type {Event} */ event) {
  const facts = await loaded();
  const within = about(event, ".hb-opinion") ?? mine;
  const chosen = shown.get(about(event, "li") ?? page);
  /** @type {Record<string, () => unknown>} */
  const deeds = {
    close: () => {
      history.replaceState(null, "", addressOf(""));
      stage.enter("own");
      part(".hb-check__sheet legend", HTMLElement, page).focus({ preventScroll: true });
    },
    compare: () => chosen && compare({ ...chosen, answers: new Map(Object.entries(chosen.answers)) }, facts),
    copy: () => copy(part(".hb-opinion__link input", HTMLInputElement, within)),
    csv: () =>
      theirs && save("second-opinion.csv", csv(differences(levelsOf(own().answers), theirs.answers), facts, theirs.name), "text/csv"),
    drop: () => chosen && attempt(() => keep(() => dropOpinion(chosen), "Deleted.")),
    file: () =>
      ready(within) &&
      save(within === rated ? "second-opinion.json" : "second-opinion-request.json", filed(opinionOf(within)), "application/json"),
    "keep-opinion": () => theirs && keepTheirs(theirs),
  };
  deeds[name]?.();
}

function keepTheirs(/** @type {Opinion} */ { answers, name, target, on }) {
  const given = { answers, ...(name && { name }), ...(target && { target }), ...(on && { on }) };
  attempt(() => keep(() => keepOpinion(given), "Kept. You'll find it under “A second opinion”."));
}

async function copy(/** @type {HTMLInputElement} */ field) {
  if (await copyText(field.value)) notice("Copied.");
  else {
    field.select();
    notice("This browser won't let the page copy. The link is selected: copy it by hand.");
  }
}

/** Open the file that was chosen. */
export async function take(/** @type {HTMLInputElement} */ input) {
  const [file] = input.files ?? [];
  if (!file) return;
  try {
    const [text, facts] = await Promise.all([file.text(), loaded()]);
    receive(fromFile(text, facts), file.name, facts);
  } catch (error) {
    notice(`“${file.name}” was not opened. ${reason(error)} Nothing was changed.`, { problem: true });
  }
  input.value = ""; // So that the same file can be chosen again.
}
