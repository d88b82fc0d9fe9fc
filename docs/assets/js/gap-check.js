// @ts-check
/* The gap check: one skill at a time, where one starts and is heading, and the result, which follows each answer. What only a
   second opinion takes comes when somebody turns to it. */

import { absolute, choices, keep as keepInAddress } from "./address.js";
import { change, dotted, facts, ids, keep, LEVELS, OPINION, own, page, skills, trouble } from "./check-answers.js";
import { about, element, part, parts, runs } from "./element.js";
import { levelNumber } from "./facts.js";
import { retrying } from "./fetched.js";
import { attempt, notice } from "./notice.js";
import { keepResult, onChange } from "./store.js";

/** @typedef {import("./check-answers.js").Answer} Answer */
/** @typedef {import("./check-answers.js").Mode} Mode */
/** @typedef {import("./check-answers.js").Book} Book */
/** @typedef {import("./facts.js").Facts} Facts */

const AFTER = 250; // Milliseconds in which an answer is seen before the next skill comes.

const titles = skills.map((skill) => part("legend", HTMLElement, skill).textContent);
const sheet = part(".hb-check__sheet", HTMLFormElement, page);
const aims = part(".hb-check__aims", HTMLFormElement, page);
const taste = part(".hb-taste", HTMLFormElement, page);
const told = part(".hb-result__told", HTMLElement, page);

/** @type {Mode} */
let mode = "own";
let place = -1; // The skill that is open.
/** @type {Facts | undefined} */
let known;
let sent = false; // Whether it was asked for.
const failed = retrying(load);

/** @type {Book} */
const mine = {
  answers: () => own().answers,
  set: (levels, said, undone) => change((to) => to.answerAll(levels), said, show, undone),
};
let book = mine;

/* Show the page for its own check, for rating somebody, or for a comparison. */
function enter(/** @type {Mode} */ to, answers = mine) {
  mode = to;
  book = answers;
  for (const one of parts("[data-in]", HTMLElement, page)) one.hidden = !(one.dataset.in ?? "").split(" ").includes(to);
  part(".hb-check__table .hb-check__own", HTMLElement, page).textContent = to === "rating" ? "Your rating" : "You";
  trouble("");
  if (to === "own" || to === "rating") open(first());
  show();
}

/* The skill to begin with: the first that has no answer of the reader's own. */
function first() {
  const answers = book.answers();
  return Math.max(
    0,
    ids.findIndex((id) => !answers.has(id) || answers.get(id)?.typical),
  );
}

function open(/** @type {number} */ to, focus = false) {
  place = Math.min(Math.max(to, 0), ids.length - 1);
  for (const [index, skill] of skills.entries()) skill.classList.toggle("hb-check__skill--open", index === place);
  showPlace();
  if (!focus) return;
  sheet.classList.add("hb-check__sheet--going");
  const { top } = sheet.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) sheet.scrollIntoView({ block: "start" });
  part("legend", HTMLElement, skills[place]).focus({ preventScroll: true });
}

/* Where one is in the sheet, in words, in the table and on the buttons. */
function showPlace() {
  const count = `${place + 1} of ${ids.length}`;
  const group = skills[place]?.parentElement;
  part(".hb-check__place", HTMLElement, page).textContent =
    `Skill ${count}: ${part("h3", HTMLElement, group ?? page).firstChild?.textContent}`;
  part(".hb-check__count", HTMLElement, sheet).textContent = count;
  sheet.dataset.group = group?.dataset.group ?? "";
  part("[data-do=back]", HTMLButtonElement, sheet).disabled = place === 0;
  const last = mode === "rating" ? "To your reply" : "See your result";
  part(".hb-check__next", HTMLElement, sheet).textContent = place === ids.length - 1 ? last : "Next";
  for (const row of parts(".hb-check__table button", HTMLElement, page)) {
    if (row.dataset.open === ids[place]) row.setAttribute("aria-current", "step");
    else row.removeAttribute("aria-current");
  }
  part(".hb-check__typical", HTMLElement, sheet).hidden = !book.answers().get(ids[place] ?? "")?.typical;
}

function forward() {
  if (place < ids.length - 1) open(place + 1, true);
  else part(mode === "rating" ? "#reply" : "#result", HTMLElement, page).focus();
}

/* Pointing at a first answer moves on; what is corrected stays open, and keys move from level to level. */
function pick(/** @type {HTMLInputElement} */ input) {
  const at = ids.indexOf(input.name);
  const before = book.answers().get(input.name);
  const level = Number(input.value);
  if (before?.level !== level || before.typical) give(at, level);
  if (pointed && (!before || before.typical) && at < ids.length - 1) setTimeout(() => moveOn(input, at), AFTER);
}

/* The focus comes along, unless the reader has taken it elsewhere meanwhile. */
function moveOn(/** @type {HTMLInputElement} */ input, /** @type {number} */ at) {
  const { activeElement, body } = document;
  if (place === at) open(at + 1, activeElement === input || activeElement === body);
}

function give(/** @type {number} */ at, /** @type {number} */ level) {
  book.set(new Map([[ids[at] ?? "", level]]), `${titles[at]}: ${LEVELS[level]}.`, () => open(at, true));
}

function confirm() {
  const answer = book.answers().get(ids[place] ?? "");
  if (answer) give(place, answer.level);
  forward();
}

let pointed = false; // Whether the last answer came from a pointer rather than from a key.
sheet.addEventListener("pointerdown", () => {
  pointed = true;
});
sheet.addEventListener("keydown", () => {
  pointed = false;
});
sheet.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLInputElement) pick(target);
});
sheet.addEventListener("submit", (event) => {
  event.preventDefault();
  forward();
});

/* Choose a profile. To start from one fills in what is typical, wherever the reader has not answered. */
async function choose(/** @type {"start" | "target"} */ which, /** @type {string} */ id) {
  const all = await load();
  const profile = all?.profiles.get(id);
  if (!all || (id && !profile)) {
    notice("The profiles could not be loaded. Check the connection and choose again.", { problem: true });
    show();
    return;
  }
  const { answers } = own();
  const theirs = ids.filter((skill) => (profile ? !answers.has(skill) : false) || answers.get(skill)?.typical);
  const levels = new Map(theirs.map((skill) => [skill, profile ? levelNumber(all, profile.levels[skill]?.level ?? "") : null]));
  const said = {
    start: ["Blank again. Your own answers stay.", "Filled in what's typical"],
    target: ["No job chosen.", "You're heading for"],
  };
  change(
    (to) => {
      if (which === "start") to.answerAll(levels, true);
      to.aim(which, id);
    },
    profile ? `${said[which][1]}: ${profile.title}.` : (said[which][0] ?? ""),
    show,
  );
  if (which === "start") open(first());
}

aims.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement) choose(target.name === "aim-start" ? "start" : "target", target.value);
});
aims.addEventListener("submit", (event) => event.preventDefault());

/* What resources may cost and how long they take is in the address, for this page and for the plan. */
function tasteNow() {
  const data = new FormData(taste);
  const [hours, money] = [String(data.get("hours")), String(data.get("money"))];
  return { hours, money, format: data.getAll("format").map(String) };
}

function fillTaste() {
  const said = choices();
  const { plan } = own().kept;
  const formats = said.has("format") ? said.getAll("format") : (plan?.formats ?? []);
  for (const name of /** @type {const} */ (["hours", "money"])) {
    const list = part(`[name=${name}]`, HTMLSelectElement, taste);
    const value = said.get(name) ?? String(plan?.[name] ?? "");
    if ([...list.options].some((option) => option.value === value)) list.value = value;
  }
  for (const box of parts("[name=format]", HTMLInputElement, taste)) box.checked = formats.includes(box.value);
}

taste.addEventListener("change", () => {
  keepInAddress(tasteNow(), "replaceState", location.hash);
  show();
});
taste.addEventListener("submit", (event) => event.preventDefault());

/* Show everything that follows from the answers. */
function show() {
  if (mode === "opening" || mode === "comparing") return;
  const answers = book.answers();
  const { start, target, kept } = own();
  const profile = mode === "own" ? known?.profiles.get(target) : undefined;
  const wanted = (/** @type {string} */ id) => (known && profile ? levelNumber(known, profile.levels[id]?.level ?? "") : 0);
  page.classList.toggle("hb-check--asks", Boolean(profile));
  page.classList.toggle("hb-check--rated", Boolean(answers.size));
  for (const [index, id] of ids.entries()) showSkill(index, answers.get(id), wanted(id));
  showAim("start", start);
  showAim("target", target);
  showPlace();
  if (!sent && (answers.size || start || target)) load();
  if (mode === "rating") opinions().then(({ showReply }) => showReply());
  else if (known && (answers.size || !told.dataset.first)) showResult({ facts: known, answers, profile, kept, taste: tasteNow() });
  if (mode === "own" && kept.opinions.length + parts(".hb-opinion__kept li", HTMLElement, page).length)
    opinions().then(({ showKept }) => showKept(kept.opinions));
}

function showSkill(/** @type {number} */ index, /** @type {Answer | undefined} */ answer, /** @type {number} */ asked) {
  for (const input of parts("input", HTMLInputElement, skills[index])) input.checked = Number(input.value) === answer?.level;
  const typical = answer?.typical ? "typical" : "";
  const level = answer ? (LEVELS[answer.level] ?? "") : "";
  const row = part(`tr[data-skill="${ids[index]}"]`, HTMLElement, page);
  part(".hb-check__own", HTMLElement, row).replaceChildren(
    ...(answer ? dotted(answer.level) : []),
    ...(typical ? [element("em", {}, typical)] : []),
  );
  part(".hb-check__ask", HTMLElement, row).replaceChildren(...(asked ? dotted(asked) : []));
  row.classList.toggle("hb-check__short", Boolean(answer && answer.level < asked));
  const stone = part(`.hb-stone[data-skill="${ids[index]}"]`, SVGElement, page);
  Object.assign(stone.dataset, { level: String(answer?.level ?? ""), asked: String(asked), typical });
  const title = stone.firstElementChild;
  if (title) title.textContent = [titles[index], level || "not rated", ...(asked ? [`the job asks ${LEVELS[asked]}`] : [])].join(", ");
}

function showAim(/** @type {string} */ which, /** @type {string} */ id) {
  const set = part(`[data-aim=${which}]`, HTMLElement, aims);
  for (const input of parts("input", HTMLInputElement, set)) input.checked = input.value === id;
  for (const line of parts("[data-about]", HTMLElement, set)) line.hidden = line.dataset.about !== id;
}

/* The handbook's data, for whoever has answered something or is about to. Where it can't be loaded, the sheet works on, and the
   page keeps trying. */
async function load() {
  sent = true;
  known = await facts().catch(() => undefined);
  failed(!known);
  if (known) show();
  else notLoaded();
  return known;
}

/* Somebody turns to the check. */
function turn() {
  if (!sent) load();
}

/* The levels of a profile and their reasons, in the place of the link to them. Where they cannot be loaded the link stays. */
async function unfold(/** @type {HTMLDetailsElement} */ fold) {
  const all = await load();
  const id = fold.closest("[data-profile]")?.getAttribute("data-profile") ?? "";
  const profile = all?.profiles.get(id);
  if (!all || !profile || fold.querySelector("table")) return;
  const head = element("tr", {}, ...["Skill", "Level", "Why"].map((title) => element("th", { scope: "col" }, title)));
  const rows = Object.entries(profile.levels).map(([skill, { level, why }]) => {
    const { title = skill, url = "" } = all.skills.get(skill) ?? {};
    const link = element("a", { href: absolute(url) }, title);
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, link),
      element("td", {}, ...dotted(levelNumber(all, level))),
      element("td", {}, why),
    );
  });
  part("p", HTMLElement, fold).replaceWith(
    element("table", { class: "hb-table hb-stacked" }, element("thead", {}, head), element("tbody", {}, ...rows)),
  );
}

for (const fold of parts(".hb-profile details", HTMLDetailsElement, page)) {
  fold.addEventListener("toggle", () => fold.open && unfold(fold));
}

/* A stranger, who has no result yet, doesn't wait for what shows it. */
function showResult(/** @type {import("./check-result.js").Shown} */ shown) {
  delete told.dataset.first;
  import("./check-result.js").then(({ show: showIt }) => showIt(shown), notLoaded);
}

function notLoaded() {
  failed(true);
  told.textContent = "The result could not be loaded. Check your connection; this page keeps trying.";
}

/* What a second opinion takes. */
async function opinions() {
  const found = await import("./second-opinion.js");
  found.begin({ enter, show });
  return found;
}

/* A request or a reply may be in the address. */
async function fromAddress() {
  if (!location.hash.startsWith(OPINION)) {
    if (mode !== "own") enter("own");
    return;
  }
  enter("opening");
  try {
    const [{ opened }, all] = await Promise.all([opinions(), facts()]);
    opened(location.hash.slice(OPINION.length), all);
  } catch (error) {
    console.error(error);
    enter("own");
    trouble("The opinion could not be loaded. Check your connection, then reload the page.");
  }
}

/** @type {Record<string, () => unknown>} */
const DEEDS = {
  aim: () => part("[data-aim=target] input:checked", HTMLElement, aims).focus(),
  back: () => open(place - 1, true),
  confirm,
  keep: () => attempt(() => keep(keepResult, "Kept under today's date.")),
  print: () => print(),
};

page.addEventListener("click", async (event) => {
  const { open: skill, do: deed = "" } = about(event, "[data-open], [data-do]")?.dataset ?? {};
  const stone = event.target instanceof Element ? event.target.closest(".hb-stone") : null;
  const wanted = skill ?? (stone instanceof SVGElement ? stone.dataset.skill : undefined);
  if (wanted) open(ids.indexOf(wanted), true);
  else if (DEEDS[deed]) DEEDS[deed]();
  else if (deed) (await opinions()).deed(deed, event);
});
page.addEventListener("submit", async (event) => {
  const form = about(event, "form[data-for]");
  if (!(form instanceof HTMLFormElement)) return;
  event.preventDefault();
  (await opinions()).make(form);
});
part("input[type=file]", HTMLInputElement, page).addEventListener("change", async ({ target }) => {
  if (target instanceof HTMLInputElement) (await opinions()).take(target);
});

addEventListener("hashchange", fromAddress);
onChange(show);
fillTaste();
if (location.hash.startsWith(OPINION)) fromAddress();
else enter("own");
/* A skill's page leads here, to its own question. */
const linked = ids.indexOf(choices().get("skill") ?? "");
if (linked >= 0 && mode === "own") open(linked, true);
for (const kind of ["pointerover", "focusin"]) page.addEventListener(kind, turn, { once: true });
runs("check");
runs("filter");
