// @ts-check
/* The list of interview questions: filtered by skill, level and kind, which the address says; in two densities; to take along.
   A rubric is fetched when its row is opened. Without this script the whole list is there, and leads to the rubrics. */

import { choices, choosing, chosenIn, fill, keep } from "./address.js";
import { element, part, parts, runs } from "./element.js";
import { questionOf, spoken } from "./question.js";
import { density, idOf, rowsOf, skillsOf, titleOf } from "./rows.js";
import { copy } from "./taken.js";

/* Shown at once. What is longer gets a button for the rest. */
const ROWS = 100;
const CARDS = 40;
const MINUTES = 15; // For one question, as handbook/kinds.py has it.

const list = part(".hb-interview");
const form = part(".hb-filter", HTMLFormElement, list);
const status = part("[role=status]", HTMLElement, form);
const skill = part("[name=skill]", HTMLSelectElement, form);
const level = part("[name=level]", HTMLSelectElement, form);
const kind = part("[name=kind]", HTMLSelectElement, form);
const controls = { skill, level, kind };
const clear = part("[type=reset]", HTMLElement, form);
const empty = part(".hb-empty", HTMLElement, list);
const more = part(".hb-more", HTMLElement, list);
const practise = part(".hb-practise", HTMLAnchorElement, list);
const practice = practise.href;
const kinds = parts("section", HTMLElement, list).map((section) => ({
  section,
  title: part("h2", HTMLElement, section).textContent,
  link: part(`.hb-letters [href="#${part("h2", HTMLElement, section).id}"]`, HTMLElement, list),
  questions: parts(".hb-question", HTMLElement, section).map((row) => ({
    row,
    id: idOf(row),
    level: row.dataset.level ?? "",
    kind: part("h2", HTMLElement, section).id.replace("kind-", ""),
    skills: skillsOf(row),
  })),
}));
/** @typedef {typeof all[number]} Question */
const all = kinds.flatMap(({ questions }) => questions);

const view = rowsOf(list, "question", false);
const cards = density(list, () => {
  most = usualMost();
  show();
});
const usualMost = () => (cards() ? CARDS : ROWS);
let most = usualMost();
let pinned = ""; // The question that the address points to, which is shown whatever the filters say.

function fits(/** @type {Question} */ question) {
  if (skill.value && !question.skills.includes(skill.value)) return false;
  return (!level.value || question.level === level.value) && (!kind.value || question.kind === kind.value);
}

function show() {
  const fitting = all.filter(fits);
  const shown = new Set(fitting.slice(0, most));
  for (const { section, link, questions } of kinds) {
    for (const question of questions) question.row.hidden = !(shown.has(question) || question.id === pinned);
    section.hidden = questions.every(({ row }) => row.hidden);
    link.hidden = section.hidden;
  }
  const rows = all.map(({ row }) => row).filter((row) => !row.hidden);
  view.show(rows, cards());
  more.hidden = fitting.length <= most;
  part("button", HTMLElement, more).textContent = `Show the other ${fitting.length - most}`;
  empty.hidden = fitting.length > 0;
  clear.hidden = !Object.values(controls).some((control) => control.value);
  status.textContent = `${fitting.length} of ${all.length} questions`;
  practise.href = choosing(practice, chosenIn(controls)).href;
}

function fromAddress() {
  fill(controls, choices());
  show();
}

function changed() {
  keep(chosenIn(controls), "pushState");
  pinned = "";
  most = usualMost();
  show();
}

function pin() {
  const question = all.find(({ id }) => `#${id}` === location.hash);
  if (!question) return;
  if (question.row.hidden) {
    pinned = question.id;
    show();
  }
  view.reveal(question.row);
}

/* The rubric, in the place of the link to it. Where it cannot be fetched the link stays. */
async function fillIn(/** @type {HTMLElement} */ body) {
  if (body.ariaBusy || !body.querySelector(".hb-rubric-at")) return;
  body.ariaBusy = "true";
  try {
    const question = await questionOf(body.id);
    const listed = (/** @type {string} */ title, /** @type {string[]} */ points, /** @type {string} */ looks) => [
      element("h3", {}, title),
      element("ul", { class: looks }, ...points.map((point) => element("li", {}, point))),
    ];
    const told = [
      listed("A strong answer", question.good, "hb-good"),
      spoken(question),
      listed("A weak answer", question.weak, "hb-weak"),
      listed("They ask next", question.next, "hb-next"),
    ];
    body.replaceChildren(...told.flat());
  } catch {
    // Opening the row again asks again.
  }
  body.ariaBusy = null;
}

/* What fits, kind by kind, each with the address where it can be practised. */
async function listing() {
  const { richOf } = await import("./list-text.js");
  const groups = kinds.flatMap(({ title, questions }) => {
    const own = questions.filter(fits).map(({ row, id }) => ({ title: titleOf(row), url: `${practice}?question=${id}`, minutes: MINUTES }));
    return own.length ? [{ title, rows: own }] : [];
  });
  return richOf({ title: "Interview questions", url: location.href, groups });
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", changed);
form.addEventListener("reset", () => setTimeout(changed));
more.addEventListener("click", () => {
  const next = all.filter(fits)[most];
  most = Infinity;
  show();
  next?.row.querySelector("summary")?.focus();
});
/* Paper has no button for the rest. */
addEventListener("beforeprint", () => {
  most = Infinity;
  show();
});
part(".hb-copy-list", HTMLElement, form).addEventListener("click", () => {
  copy(`a list of ${all.filter(fits).length}`, listing(), true);
});
const fillOpen = () => parts(".hb-question details[open] .hb-fold__body", HTMLElement, list).forEach(fillIn);
list.addEventListener("toggle", fillOpen, true);
addEventListener("popstate", fromAddress);
addEventListener("hashchange", pin);
fromAddress();
pin();
fillOpen();
runs("filter");
