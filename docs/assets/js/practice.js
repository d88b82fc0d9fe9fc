// @ts-check
/* Practice: draw a question, answer against a timer, take notes, then compare with the rubric. What fits is counted in the list
   that the page has for readers without scripts; a question with its rubric is fetched when it is drawn. */

import { absolute, choices, chosenIn, fill, keep as keepInAddress } from "./address.js";
import { choose, clock } from "./draw.js";
import { about, element, part as onPage, parts, runs } from "./element.js";
import { retrying } from "./fetched.js";
import { readOrNothing, show as showMarks } from "./marks.js";
import { both, due, plain, typed } from "./notes.js";
import { notice, quiet, reason } from "./notice.js";
import { questionOf, spoken } from "./question.js";
import { look, note, onChange } from "./store.js";
import { spokenDay } from "./times.js";

/** @typedef {import("./question.js").Question} Question */
/** @typedef {{ id: string, skills: string[], level: string, kind: string }} Traits What a question is chosen by. */

const AFTER = 500; // Milliseconds after the last key before a note is kept.

const form = onPage(".hb-practice-form", HTMLFormElement);
const status = onPage("[role=status]", HTMLElement, form);
const skill = onPage("[name=skill]", HTMLSelectElement, form);
const level = onPage("[name=level]", HTMLSelectElement, form);
const kind = onPage("[name=kind]", HTMLSelectElement, form);
const route = parts("[name=path]", HTMLSelectElement, form)[0]; // Where some path has questions.
const filters = { skill, level, kind, ...(route ? { path: route } : {}) };
const start = onPage(".hb-practice__start");
const last = onPage(".hb-practice__last", HTMLElement, start);
const listed = parts(".hb-practice__all li", HTMLElement).map((row) => ({
  id: row.dataset.id ?? "",
  question: row.textContent,
  skills: (row.dataset.skill ?? "").split(" "),
  level: row.dataset.level ?? "",
  kind: row.dataset.kind ?? "",
}));
/* Ways back: to each path that has questions, and to the plan. */
const ways = parts(".hb-practice__back", HTMLElement).map((way) => ({
  way,
  path: way.dataset.path ?? "",
  steps: new Set((way.dataset.questions ?? "").split(" ")),
}));

const card = onPage(".hb-drawn");
const part = (/** @type {string} */ selector) => onPage(selector, HTMLElement, card);
const frame = onPage(".hb-drawn__frame", HTMLDetailsElement, card);
const notes = onPage("textarea", HTMLTextAreaElement, card);
const versions = part(".hb-notes__versions");
const rubric = part(".hb-rubric");
const reveal = part(".hb-reveal");
const timer = part("[role=timer]");
const starter = part("[data-timer=start]");
const minutes = onPage("#practice-minutes", HTMLSelectElement, card);

/** @type {Question | undefined} The question on the card. */
let drawn;
/** @type {Set<string>} Drawn since the page was opened. */
const seen = new Set();

const NONE_FITS = "No question matches all of these. Choose “Any” for one of them.";
const NOT_LOADED = "The question could not be loaded. Check the connection and draw again.";

const practised = (/** @type {string} */ id) => readOrNothing().marks.get(`question/${id}`)?.state === "done";

function fits(/** @type {Traits} */ question) {
  if (route?.value && !ways.find(({ path }) => path === route.value)?.steps.has(question.id)) return false;
  if (skill.value && !question.skills.includes(skill.value)) return false;
  return (!level.value || question.level === level.value) && (!kind.value || question.kind === kind.value);
}

/* How many questions match, and which was the last that is done. */
function tell() {
  const { marks } = readOrNothing();
  const fitting = listed.filter(fits);
  const done = fitting.filter(({ id }) => practised(id)).length;
  const fit = fitting.length === 1 ? "1 question matches" : `${fitting.length} questions match`;
  status.textContent = fitting.length ? `${fit}${done ? `, ${done} done` : ""}.` : NONE_FITS;
  const days = listed.filter(({ id }) => practised(id)).map((one) => ({ ...one, on: marks.get(`question/${one.id}`)?.on ?? "" }));
  const latest = days.toSorted((a, b) => b.on.localeCompare(a.on))[0];
  last.hidden = !latest;
  if (!latest) return;
  const again = element("a", { href: absolute(`interview/practice/?question=${latest.id}`) }, latest.question);
  last.replaceChildren(latest.on ? `Last done, ${spokenDay(latest.on)}: ` : "Last done: ", again);
}

/* The way back to where the reader came from. On a path, to the step of the question that is drawn. */
function tellWays() {
  const plan = choices().get("back") === "plan";
  for (const { way, path, steps } of ways) {
    way.hidden = path ? path !== route?.value : !plan;
    if (path) onPage("a", HTMLAnchorElement, way).hash = drawn && steps.has(drawn.id) ? `step-${drawn.id}` : "steps";
  }
}

/**
 * A question, or none where it could not be loaded, which is said.
 * @param {string} id
 * @returns {Promise<Question[]>}
 */
async function loaded(id) {
  try {
    const found = [await questionOf(id)];
    quiet(NOT_LOADED);
    failed(false);
    return found;
  } catch {
    notice(NOT_LOADED, { problem: true });
    return [];
  }
}

async function draw() {
  const fitting = listed.filter(fits);
  if (!fitting.length) {
    status.textContent = NONE_FITS;
    return;
  }
  const { question: chosen, again } = choose(fitting, { drawn: (id) => seen.has(id), practised, present: drawn?.id });
  const [question] = await loaded(chosen.id);
  if (!question) return;
  if (again) for (const { id } of fitting) seen.delete(id);
  inAddress(question.id, "pushState");
  show(question);
  const before = fitting.filter(({ id }) => seen.has(id)).length;
  status.textContent = `${fitting.length} ${fitting.length === 1 ? "question matches" : "questions match"}; ${before} drawn so far.`;
}

function show(/** @type {Question} */ question) {
  settle();
  drawn = question;
  seen.add(question.id);
  tellWays();
  part(".hb-drawn__question").textContent = question.question;
  part(".hb-drawn__facts").textContent = question.facts;
  showFrame(question);
  openNote(question.id);
  part(".hb-weak").replaceChildren(...question.weak.map((text) => element("li", {}, text)));
  part(".hb-next").replaceChildren(...question.next.map((text) => element("li", {}, text)));
  part(".hb-ticks").replaceChildren(...question.good.map(tick));
  part(".hb-spoken").replaceChildren(...spoken(question));
  score();
  part(".hb-drawn__links").replaceChildren("Read on: ", ...question.links.flatMap(link));
  uncover(false);
  reset();
  part(".hb-marks").dataset.mark = `question/${question.id}`;
  showMarks();
  card.hidden = false;
  start.hidden = true;
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

/* Notes are kept while one types, and when the page or the question goes. Other tabs may keep them too. */
/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
/** @type {Map<string, import("./notes.js").Draft>} The notes of the questions that were drawn, by id. */
const drafts = new Map();
let refused = ""; // Why notes are not kept, if they are not: said once.

/* What is kept of a question's note, or null where that cannot be read. */
function kept(/** @type {string} */ id) {
  try {
    return plain(look().notes.get(`question/${id}`)?.text ?? "");
  } catch {
    return null;
  }
}

function openNote(/** @type {string} */ id) {
  const text = kept(id) ?? "";
  if (!drafts.has(id)) drafts.set(id, { text, base: text });
  refresh();
  settle();
}

/* Do what is due about every note of this page. */
function settle() {
  clearTimeout(typing);
  for (const [id, draft] of drafts) {
    const other = settleOne(id, draft);
    if (id === drawn?.id) showVersions(other);
  }
  refresh();
  guard();
}

/* Returns what is kept where that is not what was typed here, and the reader must choose; else null. */
function settleOne(/** @type {string} */ id, /** @type {import("./notes.js").Draft} */ draft) {
  const now = kept(id);
  if (now === null) {
    if (typed(draft)) write(id, draft); // Which says why nothing can be read.
    return null;
  }
  const what = due(draft, now);
  if (what === "keep") write(id, draft);
  if (what === "nothing") draft.base = now;
  if (what === "show") Object.assign(draft, { text: now, base: now });
  return what === "ask" ? now : null;
}

function write(/** @type {string} */ id, /** @type {import("./notes.js").Draft} */ draft) {
  try {
    note(`question/${id}`, draft.text);
    draft.base = draft.text;
    refused = "";
  } catch (error) {
    if (refused !== reason(error)) notice(`${reason(error)} What you typed stays here until you leave the page.`, { problem: true });
    refused = reason(error);
  }
}

/* The field shows the draft of the question that is drawn. What is the same already is not set, since that moves the cursor. */
function refresh() {
  const draft = drafts.get(drawn?.id ?? "");
  if (!draft || plain(notes.value) === plain(draft.text)) return;
  const { selectionStart, selectionEnd } = notes;
  notes.value = draft.text;
  if (document.activeElement === notes) notes.setSelectionRange(selectionStart, selectionEnd);
}

/* Ask which text counts, where the note has changed here and elsewhere: `other` is what is kept, if that is so. */
function showVersions(/** @type {string | null} */ other) {
  versions.hidden = other === null;
  if (other === null) return;
  const deleted = !other;
  const told = deleted
    ? "This note was deleted in another tab while you were typing here."
    : "This note was also changed in another tab. There it says:";
  onPage("[role=status]", HTMLElement, versions).textContent = told;
  const text = onPage(".hb-notes__other", HTMLElement, versions);
  text.textContent = other;
  text.hidden = deleted;
  onPage("[data-keep=other]", HTMLElement, versions).textContent = deleted ? "Delete it here too" : "Use the other text";
  onPage("[data-keep=both]", HTMLElement, versions).hidden = deleted;
}

function decide(/** @type {string | undefined} */ choice) {
  const id = drawn?.id ?? "";
  const draft = drafts.get(id);
  const other = kept(id);
  if (!(draft && choice) || other === null) return;
  if (choice === "other") draft.text = other;
  if (choice === "both") draft.text = both(other, draft.text);
  draft.base = other;
  settle();
  notes.focus();
}

/* Nobody may be there to answer once the page is hidden or left: both texts are kept. What was deleted stays deleted. */
function leave() {
  for (const [id, draft] of drafts) {
    const other = kept(id);
    if (!other || due(draft, other) !== "ask") continue;
    draft.text = both(other, draft.text);
    draft.base = other;
  }
  settle();
}

/* Ask before the page is left with what could not be kept. A listener that is always there would keep pages out of the
   browser's memory for the back button. */
function guard() {
  if ([...drafts.values()].some(typed)) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
}

function warn(/** @type {Event} */ event) {
  leave();
  if ([...drafts.values()].some(typed)) event.preventDefault();
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

const failed = retrying(fromAddress);

async function fromAddress() {
  const said = choices();
  fill(filters, said);
  const wanted = said.get("question");
  start.hidden = Boolean(wanted);
  tell();
  tellWays();
  if (!wanted) {
    settle();
    card.hidden = true;
    return;
  }
  if (!listed.some(({ id }) => id === wanted)) {
    start.hidden = false;
    status.textContent = `There is no question “${wanted.slice(0, 60)}”. Draw another.`;
    return;
  }
  const [question] = await loaded(wanted);
  if (!question) failed(true);
  if (choices().get("question") !== wanted) return; // The reader went on meanwhile.
  if (question) show(question);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  draw();
});
form.addEventListener("change", () => {
  inAddress(card.hidden ? "" : (drawn?.id ?? ""), "replaceState");
  tell();
  tellWays();
});
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
  const draft = drafts.get(drawn?.id ?? "");
  if (draft) draft.text = notes.value;
  guard();
  clearTimeout(typing);
  typing = setTimeout(settle, AFTER);
});
notes.addEventListener("blur", settle);
versions.addEventListener("click", (event) => decide(about(event, "[data-keep]")?.dataset.keep));
onChange(() => {
  settle();
  tell();
});
addEventListener("pagehide", leave);
addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
addEventListener("popstate", fromAddress);
runs("filter");
fromAddress();
