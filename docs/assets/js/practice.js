// @ts-check
/* Practice: draw a question, answer against a timer, take notes, then compare with the rubric. */

import { absolute, choices, chosenIn, fill, keep as keepInAddress } from "./address.js";
import { choose, clock } from "./draw.js";
import { element, part as onPage, parts } from "./element.js";
import { once } from "./fetched.js";
import { readOrNothing, show as showMarks } from "./marks.js";
import { attempt, notice } from "./notice.js";
import { note } from "./store.js";

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {string} question
 * @property {string[]} skills
 * @property {string} level
 * @property {string} kind
 * @property {string} facts
 * @property {{ title: string, steps: string[], summary: string } | null} frame
 * @property {string[]} good
 * @property {string[]} weak
 * @property {string[]} next
 * @property {{ title: string, url: string }[]} links
 */

const AFTER = 500; // Milliseconds after the last key before a note is kept.

const form = onPage(".hb-practice-form", HTMLFormElement);
const status = onPage("[role=status]", HTMLElement, form);
const skill = onPage("[name=skill]", HTMLSelectElement, form);
const level = onPage("[name=level]", HTMLSelectElement, form);
const kind = onPage("[name=kind]", HTMLSelectElement, form);
const filters = { skill, level, kind };

const card = onPage(".hb-drawn");
const part = (/** @type {string} */ selector) => onPage(selector, HTMLElement, card);
const frame = onPage(".hb-drawn__frame", HTMLDetailsElement, card);
const notes = onPage("textarea", HTMLTextAreaElement, card);
const rubric = part(".hb-rubric");
const reveal = part(".hb-reveal");
const timer = part("[role=timer]");
const starter = part("[data-timer=start]");
const minutes = onPage("#practice-minutes", HTMLSelectElement, card);

/** @type {Question | undefined} The question on the card. */
let drawn;
/** @type {Set<string>} Drawn since the page was opened. */
const seen = new Set();

const questions = once("assets/questions.json", (/** @type {Question[]} */ list) => list);

const practised = (/** @type {string} */ id) => readOrNothing().marks.get(`question/${id}`)?.state === "done";
const noted = (/** @type {string} */ id) => readOrNothing().notes.get(`question/${id}`)?.text ?? "";

function fits(/** @type {Question} */ question) {
  if (skill.value && !question.skills.includes(skill.value)) return false;
  return (!level.value || question.level === level.value) && (!kind.value || question.kind === kind.value);
}

/* All questions, or nothing where they could not be loaded, which is said. */
async function loaded() {
  try {
    return await questions();
  } catch {
    notice("The questions could not be loaded. Check the connection and draw again.", { problem: true });
    return null;
  }
}

async function draw() {
  const all = await loaded();
  if (!all) return;
  const fitting = all.filter(fits);
  if (!fitting.length) {
    status.textContent = "No question has all three. Choose “Any” for one of them.";
    return;
  }
  const { question, again } = choose(fitting, { drawn: (id) => seen.has(id), practised, present: drawn?.id });
  if (again) for (const { id } of fitting) seen.delete(id);
  inAddress(question.id, "pushState");
  show(question);
  const before = fitting.filter(({ id }) => seen.has(id)).length;
  status.textContent = `${fitting.length} ${fitting.length === 1 ? "question fits" : "questions fit"}; ${before} drawn so far.`;
}

function show(/** @type {Question} */ question) {
  keep();
  drawn = question;
  seen.add(question.id);
  part(".hb-drawn__question").textContent = question.question;
  part(".hb-drawn__facts").textContent = question.facts;
  showFrame(question);
  notes.value = noted(question.id);
  part(".hb-weak").replaceChildren(...question.weak.map((text) => element("li", {}, text)));
  part(".hb-next").replaceChildren(...question.next.map((text) => element("li", {}, text)));
  part(".hb-ticks").replaceChildren(...question.good.map(tick));
  score();
  part(".hb-drawn__links").replaceChildren("Read on: ", ...question.links.flatMap(link));
  uncover(false);
  reset();
  part(".hb-marks").dataset.mark = `question/${question.id}`;
  showMarks();
  card.hidden = false;
  part("h2").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function showFrame(/** @type {Question} */ question) {
  frame.hidden = !question.frame;
  frame.open = false;
  if (!question.frame) return;
  const { title, steps, summary } = question.frame;
  onPage("p", HTMLElement, frame).textContent = `${title}: ${steps.join(", ").toLowerCase()}. ${summary}`;
}

const tick = (/** @type {string} */ point) => element("li", {}, element("label", {}, element("input", { type: "checkbox" }), ` ${point}`));

function score() {
  const boxes = parts(".hb-ticks input", HTMLInputElement, card);
  part(".hb-score").textContent = `${boxes.filter((box) => box.checked).length} of ${boxes.length} points`;
}

function link(/** @type {{ title: string, url: string }} */ { title, url }, /** @type {number} */ place) {
  const made = element("a", { href: absolute(url) }, title);
  return place ? [", ", made] : [made];
}

function uncover(/** @type {boolean} */ open) {
  rubric.hidden = !open;
  reveal.setAttribute("aria-expanded", String(open));
  reveal.textContent = open ? "Hide the rubric" : "Show the rubric";
}

/* Notes are kept while one types, and when the page or the question goes. */
/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;

function keep() {
  clearTimeout(typing);
  if (!drawn) return;
  const { id } = drawn;
  const before = noted(id);
  if (notes.value !== before && (notes.value.trim() || before)) attempt(() => note(`question/${id}`, notes.value));
}

/* The timer: what is left, and after that what was too much. */
let ends = 0; // When it runs: the time of its end, in milliseconds.
let left = 0;
/** @type {ReturnType<typeof setInterval> | undefined} */
let running;

function follow() {
  const before = left;
  left = ends - Date.now();
  timer.textContent = clock(left);
  timer.classList.toggle("hb-over", left < 0);
  if (before > 0 && left <= 0) notice("Time is up. Finish your sentence, then open the rubric.");
}

function stop() {
  clearInterval(running);
  running = undefined;
}

function run() {
  if (running) {
    stop();
    follow();
    starter.textContent = "Go on";
    return;
  }
  ends = Date.now() + left;
  running = setInterval(follow, 250);
  starter.textContent = "Pause";
}

function reset() {
  stop();
  left = Number(minutes.value) * 60_000;
  timer.textContent = clock(left);
  timer.classList.remove("hb-over");
  starter.textContent = "Start";
}

/* Filters and question stand in the address, so that a set can be linked and the back button brings back a question. */
function inAddress(/** @type {string} */ question, /** @type {"pushState" | "replaceState"} */ how) {
  keepInAddress({ ...chosenIn(filters), question }, how);
}

async function fromAddress() {
  const said = choices();
  fill(filters, said);
  const wanted = said.get("question");
  if (!wanted) {
    keep();
    card.hidden = true;
    return;
  }
  const all = await loaded();
  const question = all?.find(({ id }) => id === wanted);
  if (question) show(question);
  else if (all) status.textContent = `There is no question “${wanted.slice(0, 60)}”. Draw another.`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  draw();
});
form.addEventListener("change", () => inAddress(drawn?.id ?? "", "replaceState"));
part(".hb-again").addEventListener("click", draw);
reveal.addEventListener("click", () => {
  uncover(Boolean(rubric.hidden));
  if (!rubric.hidden) part(".hb-rubric h3").focus();
});
part(".hb-ticks").addEventListener("change", score);
starter.addEventListener("click", run);
part("[data-timer=reset]").addEventListener("click", reset);
minutes.addEventListener("change", reset);
notes.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(keep, AFTER);
});
notes.addEventListener("blur", keep);
addEventListener("pagehide", keep);
addEventListener("popstate", fromAddress);
fromAddress();
