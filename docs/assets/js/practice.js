/* Practice: draw a question, answer against a timer, take notes, then compare with the rubric. */

import { readOrNothing, show as showMarks } from "./marks.js";
import { attempt, notice } from "./notice.js";
import { note } from "./store.js";

const ROOT = new URL("../../", import.meta.url);
const AFTER = 500; // Milliseconds after the last key before a note is kept.
const FILTERS = ["skill", "level", "kind"];

const form = document.querySelector(".hb-drill-form");
const status = form.querySelector("[role=status]");
const card = document.querySelector(".hb-drawn");
const part = (selector) => card.querySelector(selector);
const notes = part("textarea");
const rubric = part(".hb-rubric");
const reveal = part(".hb-reveal");
const clock = part("[role=timer]");
const minutes = part("#practice-minutes");

let loading;
let drawn; // The question on the card.
const seen = new Set(); // Drawn since the page was opened.

function questions() {
  loading ??= fetch(new URL("assets/questions.json", ROOT))
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.status}`))))
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

const filters = () => Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value]));

function fits(question, { skill, level, kind }) {
  return (!skill || question.skills.includes(skill)) && (!level || question.level === level) && (!kind || question.kind === kind);
}

async function draw() {
  let all;
  try {
    all = await questions();
  } catch {
    notice("The questions could not be loaded. Check the connection and draw again.", { problem: true });
    return;
  }
  const fitting = all.filter((question) => fits(question, filters()));
  if (!fitting.length) {
    say("No question has all three. Choose “Any” for one of them.");
    return;
  }
  const next = choose(fitting);
  address(next.id, "pushState");
  show(next);
  say(`${fitting.length} ${fitting.length === 1 ? "question fits" : "questions fit"}; ${fitting.filter(({ id }) => seen.has(id)).length} drawn so far.`);
}

/* At random: first what is neither practised nor drawn, then what is not drawn, then any but the present one. */
function choose(fitting) {
  const { marks } = readOrNothing();
  const fresh = fitting.filter(({ id }) => !seen.has(id));
  const unpractised = fresh.filter(({ id }) => marks.get(`question/${id}`)?.state !== "done");
  const others = fitting.filter(({ id }) => id !== drawn?.id);
  const pool = [unpractised, fresh, others, fitting].find((list) => list.length);
  if (pool === others || pool === fitting) for (const { id } of fitting) seen.delete(id);
  return pool[Math.floor(Math.random() * pool.length)];
}

function show(question) {
  keep();
  drawn = question;
  seen.add(question.id);
  part(".hb-drawn__question").textContent = question.question;
  part(".hb-drawn__facts").textContent = question.facts;
  part(".hb-drawn__frame").hidden = !question.frame;
  part(".hb-drawn__frame").open = false;
  if (question.frame) part(".hb-drawn__frame p").textContent = `${question.frame.title}: ${question.frame.steps.join(", ").toLowerCase()}. ${question.frame.summary}`;
  notes.value = readOrNothing().notes.get(`question/${question.id}`)?.text ?? "";
  fill(".hb-weak", question.weak);
  fill(".hb-next", question.next);
  ticks(question.good);
  links(question.links);
  uncover(false);
  reset();
  part(".hb-marks").dataset.mark = `question/${question.id}`;
  showMarks();
  card.hidden = false;
  part("h2").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function fill(selector, texts) {
  part(selector).replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
}

function ticks(points) {
  part(".hb-ticks").replaceChildren(
    ...points.map((point) => {
      const item = document.createElement("li");
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      label.append(box, ` ${point}`);
      item.append(label);
      return item;
    }),
  );
  score();
}

function score() {
  const boxes = [...card.querySelectorAll(".hb-ticks input")];
  part(".hb-score").textContent = `${boxes.filter((box) => box.checked).length} of ${boxes.length} points`;
}

function links(list) {
  part(".hb-drawn__links").replaceChildren(
    "Read on: ",
    ...list.flatMap(({ title, url }, place) => {
      const link = document.createElement("a");
      link.href = new URL(url, ROOT).href;
      link.textContent = title;
      return place ? [", ", link] : [link];
    }),
  );
}

function uncover(open) {
  rubric.hidden = !open;
  reveal.setAttribute("aria-expanded", String(open));
  reveal.textContent = open ? "Hide the rubric" : "Show the rubric";
}

/* Notes are kept while one types, and when the page or the question goes. */
let typing;
function keep() {
  clearTimeout(typing);
  if (!drawn) return;
  const item = `question/${drawn.id}`;
  const before = readOrNothing().notes.get(item)?.text ?? "";
  if (notes.value !== before && (notes.value.trim() || before)) attempt(() => note(item, notes.value));
}

/* The timer: what is left, and after that what was too much. */
let ends = 0; // When it runs: the time of its end, in milliseconds.
let left = 0;
let ticking;

const spoken = (milliseconds) => {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  return `${milliseconds < -499 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

function tick() {
  const before = left;
  left = ends - Date.now();
  clock.textContent = spoken(left);
  clock.classList.toggle("hb-over", left < 0);
  if (before > 0 && left <= 0) notice("Time is up. Finish your sentence, then open the rubric.");
}

function run() {
  const button = part("[data-timer=start]");
  if (ticking) {
    clearInterval(ticking);
    ticking = undefined;
    tick();
    button.textContent = "Go on";
    return;
  }
  ends = Date.now() + left;
  ticking = setInterval(tick, 250);
  button.textContent = "Pause";
}

function reset() {
  clearInterval(ticking);
  ticking = undefined;
  left = Number(minutes.value) * 60_000;
  clock.textContent = spoken(left);
  clock.classList.remove("hb-over");
  part("[data-timer=start]").textContent = "Start";
}

/* Filters and question stand in the address, so that a set can be linked and the back button brings back a question. */
function address(question, how) {
  const state = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries({ ...filters(), question })) value ? state.set(name, value) : state.delete(name);
  history[how](null, "", `${location.pathname}${state.size ? `?${state}` : ""}`);
}

async function fromAddress() {
  const state = new URLSearchParams(location.search);
  for (const name of FILTERS) {
    form.elements[name].value = state.get(name) ?? "";
    if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
  }
  const wanted = state.get("question");
  if (!wanted) {
    keep();
    card.hidden = true;
    return;
  }
  const question = (await questions().catch(() => [])).find(({ id }) => id === wanted);
  if (question) show(question);
  else say(`There is no question “${wanted.slice(0, 60)}”. Draw another.`);
}

const say = (words) => (status.textContent = words);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  draw();
});
form.addEventListener("change", () => address(drawn?.id ?? "", "replaceState"));
part(".hb-again").addEventListener("click", draw);
reveal.addEventListener("click", () => {
  uncover(rubric.hidden);
  if (!rubric.hidden) part(".hb-rubric h3").focus();
});
part(".hb-ticks").addEventListener("change", score);
part("[data-timer=start]").addEventListener("click", run);
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
