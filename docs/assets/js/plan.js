// @ts-check
/* The plan: a form, the weeks that are made of it, and what can be taken along. What is kept is what the plan was made from;
   the weeks follow from it, so that another browser with the same file shows the same. */

import { absolute, choices, keep as keepInAddress } from "./address.js";
import { about, element, part, parts, runs } from "./element.js";
import { once, retrying } from "./fetched.js";
import { show as showMarks } from "./marks.js";
import { attempt, notice, reason } from "./notice.js";
import { chosenOf, closedBy, decoded, encoded, fromToday, mondayAfter, rhythm, sound } from "./plan-input.js";
import { behind, next, price, tally } from "./plan-state.js";
import { addressOf, anchorOf, folded, listOf, tellTallies, weeksOf } from "./plan-view.js";
import { empty, keepPlan, onChange, Refused, read, undoable } from "./store.js";
import { copy, save } from "./taken.js";
import { count, spoken, spokenDay } from "./times.js";

/** @typedef {import("./store.js").Planned} Planned */
/** @typedef {import("./planner.js").Plan} Plan */
/** @typedef {import("./facts.js").Facts} Facts */

const page = part(".hb-plan__live");
const problem = part(".hb-plan__problem", HTMLElement, page);
const ask = part(".hb-plan__ask", HTMLDetailsElement, page);
const form = part(".hb-plan-form", HTMLFormElement, page);
const noGaps = part(".hb-plan-form__gaps", HTMLElement, form);
const said = part(".hb-plan-form__said", HTMLElement, form);
const status = part(".hb-plan__status", HTMLElement, page);
const body = part(".hb-plan__body", HTMLElement, page);
const linked = part(".hb-plan__link", HTMLElement, page);
const place = part(".hb-plan__weeks", HTMLElement, page);
const hint = part(".hb-plan__hint", HTMLElement, page);
const left = part(".hb-plan__left", HTMLElement, page);
const undo = part("[data-do=undo]", HTMLButtonElement, page);

const field = (/** @type {string} */ name) => part(`[name=${name}]`, HTMLInputElement, form);
const list = (/** @type {string} */ name) => part(`[name=${name}]`, HTMLSelectElement, form);
const boxes = (/** @type {string} */ name) => parts(`[name=${name}]`, HTMLInputElement, form);

/* A plan that isn't kept: one from a link, or one that the browser doesn't keep. */
/** @type {{ plan: Planned, linked: boolean } | null} */
let draft = null;
let dirty = false; // Whether the form has what its reader typed and hasn't sent.
let drawn = ""; // What the weeks on the page were made from.
/** @type {{ facts: Facts, plan: Planned, made: Plan } | undefined} What the page shows. */
let shown;
/** @type {(() => void) | undefined} Takes back what was changed last. */
let back;
let turns = 0; // How often the page was shown, since an answer may come after the next one.

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
};

/* The planner and what it knows, fetched when there is something to plan. */
const modules = () => Promise.all([import("./facts.js"), import("./planner.js"), import("./ranking.js")]);
const core = once("assets/plan.json", async (found) => {
  const [facts, planner, ranking] = await modules();
  const all = facts.understood(found);
  return {
    facts: all,
    make: (/** @type {import("./planner.js").Input} */ input) => planner.plan(all, input),
    levels: facts.levelsOf,
    ...ranking,
  };
});
const NOT_LOADED = "The planner could not be loaded. Check your connection; this page keeps trying.";

function loaded() {
  modules().catch(() => "told below");
  return core();
}

/* What is kept, or nothing where it cannot be read, which stays said as long as it is so. */
function readOrSay() {
  try {
    const kept = read();
    problem.hidden = true;
    return kept;
  } catch (error) {
    const progress = element("a", { href: absolute("library/progress/") }, "Your progress");
    problem.replaceChildren(`${reason(error)} You can save it, or clear it, on `, progress, ".");
    problem.hidden = false;
    return empty();
  }
}

const isDone =
  (/** @type {import("./store.js").Kept} */ { marks }) =>
  (/** @type {string} */ item) =>
    marks.get(item)?.state === "done";
const itemsOf = (/** @type {import("./store.js").Kept} */ { marks }, /** @type {string} */ state) =>
  [...marks].flatMap(([item, mark]) => (mark.state === state ? item : [])).sort(byText);
const levelsIn = (/** @type {import("./store.js").Kept} */ { answers }) =>
  Object.fromEntries([...answers].map(([skill, { level }]) => /** @type {const} */ ([skill, level])).sort(([a], [b]) => byText(a, b)));

const byText = (/** @type {string} */ a, /** @type {string} */ b) => Number(a > b) - Number(a < b);

const failed = retrying(show);

async function show() {
  const kept = readOrSay();
  const plan = draft?.plan ?? kept.plan;
  turns += 1;
  const turn = turns;
  linked.hidden = !draft?.linked;
  /* A plan from a link is looked at; what would change one's own waits until it is kept. */
  for (const what of ["again", "delete"]) part(`[data-do=${what}]`, HTMLButtonElement, body).hidden = !linked.hidden;
  tellGaps(kept);
  if (!dirty) fillForm(plan);
  part("summary", HTMLElement, ask).textContent = plan ? "Change the plan" : "What to plan";
  if (!plan) {
    shown = undefined;
    drawn = "";
    ask.open = true;
    body.hidden = true;
    status.textContent = "";
    failed(false);
    return;
  }
  const found = await loaded().catch(() => null);
  if (turn !== turns) return;
  failed(!found);
  if (!found) status.textContent = NOT_LOADED;
  else draw(plan, kept, found);
}

function draw(
  /** @type {Planned} */ plan,
  /** @type {import("./store.js").Kept} */ kept,
  /** @type {Awaited<ReturnType<typeof loaded>>} */ { facts, make },
) {
  const day = today();
  const from = JSON.stringify([plan, day]);
  if (from !== drawn) {
    const made = make(plan);
    const first = !drawn;
    drawn = from;
    shown = { facts, plan, made };
    if (first && !dirty) ask.open = false;
    const open = new Set(parts("details[open]", HTMLDetailsElement, place).map(({ id }) => id));
    const done = isDone(kept);
    place.replaceChildren(...weeksOf(made, done, day));
    openWeeks(open, next(made, done, day)?.week ?? made.weeks[0]);
    tellFacts(facts, plan);
    tellLeft(plan, made, make);
    body.hidden = false;
    showMarks();
    if (first) toFragment();
  }
  tell(kept, day);
}

/* Open are the weeks that were, and the one in which something is to be done. */
function openWeeks(/** @type {Set<string>} */ before, /** @type {import("./planner.js").Week | undefined} */ week) {
  for (const details of parts("details", HTMLDetailsElement, place))
    details.open = before.has(details.id) || details.id === (week && anchorOf(week.number));
}

/* What changes with every mark. */
function tell(/** @type {import("./store.js").Kept} */ kept, /** @type {string} */ day) {
  if (!shown) return;
  const { facts, plan, made } = shown;
  const done = isDone(kept);
  tellTallies(made, done, place);
  const all = { steps: made.weeks.flatMap(({ steps }) => steps) };
  const { done: ready, total } = tally(all, done);
  const ahead = next(made, done, day);
  const known = closedBy(facts, plan.close);
  if (!known) status.textContent = "This plan was made for something that the handbook doesn't have. Choose again above.";
  else if (!total)
    status.textContent = made.doneSteps.length
      ? "Everything here is done. Choose what comes next above."
      : "Nothing fits. Give it more hours, another format or a later end above.";
  else {
    const finished = ahead ? "" : " That's all of it.";
    status.textContent = `${count(made.weeks.filter(({ paused }) => !paused).length, "week")}, ${spoken(made.minutes)}. ${ready} of ${total} steps done.${finished}`;
  }
  tellHint(kept, done, day, total > 0 && !ahead);
}

function tellHint(
  /** @type {import("./store.js").Kept} */ kept,
  /** @type {(item: string) => boolean} */ done,
  /** @type {string} */ day,
  /** @type {boolean} */ finished,
) {
  if (!shown) return;
  const { plan, made } = shown;
  const { length } = behind(made, done, day);
  const moved = "gaps" in plan.close && kept.answers.size > 0 && JSON.stringify(plan.answers ?? {}) !== JSON.stringify(levelsIn(kept));
  let words = "";
  if (length)
    words = `${count(length, "step")} from earlier weeks ${length === 1 ? "isn't" : "aren't"} done. “Plan the rest again” moves ${length === 1 ? "it" : "them"} into the weeks ahead.`;
  else if (moved && !draft?.linked) words = "Your gap check has changed since you made this plan. “Plan the rest again” takes it in.";
  else if (finished) words = "You've done all of it. Check your gaps again to see what moved.";
  hint.hidden = !words;
  part("p", HTMLElement, hint).textContent = words;
}

function tellFacts(/** @type {Facts} */ facts, /** @type {Planned} */ plan) {
  const { close } = plan;
  const skills = "gaps" in close ? close.gaps.flatMap(({ skill }) => facts.skills.get(skill)?.title ?? []) : [];
  const shownSkills = skills.length > 4 ? [...skills.slice(0, 3), `${skills.length - 3} more`] : skills;
  const what = skills.length
    ? [element("strong", {}, shownSkills.join(", ")), ". "]
    : [element("strong", {}, closedBy(facts, close) ?? "Unknown"), ". "];
  part(".hb-plan__facts", HTMLElement, page).replaceChildren(...what, `${rhythm(plan)}.`);
}

/* What didn't fit, and what it would take. That is worked out after the weeks are on the page. */
function tellLeft(
  /** @type {Planned} */ plan,
  /** @type {Plan} */ made,
  /** @type {(input: import("./planner.js").Input) => Plan} */ make,
) {
  left.hidden = !made.left.length;
  if (left.hidden) return;
  const told = part("p", HTMLElement, left);
  const sum = spoken(made.leftMinutes);
  told.textContent = `Didn't fit: ${sum}.`;
  for (const old of parts("details", HTMLDetailsElement, left)) old.remove();
  left.append(...folded(`What was left out (${made.left.length})`, listOf(made.left)));
  setTimeout(() => {
    if (shown?.made !== made) return;
    const { hours, weeks: more } = price(plan, make);
    const ways = [...(hours ? [`${count(hours, "hour")} a week`] : []), ...(more ? [count(more, "more week")] : [])];
    told.textContent = ways.length ? `Didn't fit: ${sum}. Give it ${ways.join(", or ")}.` : `Didn't fit: ${sum}.`;
  });
}

/* Whether there is a gap check to plan from: the form says the one thing to do where there isn't. */
function tellGaps(/** @type {import("./store.js").Kept} */ { answers, aims }) {
  const ready = answers.size > 0 && aims.has("target");
  const before = draft?.linked ?? false;
  noGaps.hidden = ready || before || list("close").value !== "gaps";
  form.classList.toggle("hb-plan-form--waiting", !noGaps.hidden);
  const words = answers.size
    ? "You've rated your skills. Choose the job you're heading for, so that the plan knows your gaps."
    : "The plan starts from your gaps. Find them first, in about ten minutes, or choose a path or a skill above.";
  part("p", HTMLElement, noGaps).textContent = words;
  part("a", HTMLElement, noGaps).textContent = answers.size ? "Choose the job" : "Take the gap check";
}

/* From what is kept to the form. Defaults where there is nothing yet. */
function fillForm(/** @type {Planned | undefined} */ plan) {
  const start = plan?.start ?? "";
  field("start").value = start || mondayAfter(today());
  if (!plan) return;
  const { close, hours, weeks: number, until, days = [], money = "any", formats = [], languages = [] } = plan;
  list("close").value = chosenOf(close);
  if (list("close").selectedIndex < 0) list("close").selectedIndex = 0;
  field("hours").value = String(hours);
  if (number !== undefined) field("weeks").value = String(number);
  field("until").value = until ?? "";
  for (const box of boxes("ends")) box.checked = box.value === (until ? "until" : "weeks");
  const chosen = { days: days.map(String), formats, languages };
  for (const [name, values] of Object.entries(chosen)) for (const box of boxes(name)) box.checked = values.includes(box.value);
  list("money").value = money;
}

const ticked = (/** @type {string} */ name) => boxes(name).flatMap((box) => (box.checked ? box.value : []));

/* From the form to what a plan is made from. Raises `Refused` in words for the reader. */
async function asked() {
  const kept = readOrSay();
  const ends = boxes("ends").find(({ checked }) => checked)?.value;
  const weeksOrUntil = ends === "until" ? { until: field("until").value } : { weeks: Number(field("weeks").value) };
  const wishes = {
    money: list("money").value,
    formats: ticked("formats"),
    languages: ticked("languages"),
    hours: Number(field("hours").value),
  };
  const close = await closing(kept, list("close").value, wishes);
  return sound({
    ...wishes,
    ...weeksOrUntil,
    close,
    start: field("start").value,
    days: ticked("days").map(Number),
    pauses: [],
    ...present(kept),
  });
}

/* What of the reader's things a plan is made with. */
const present = (/** @type {import("./store.js").Kept} */ kept) => ({
  done: itemsOf(kept, "done"),
  hidden: itemsOf(kept, "hidden"),
  answers: levelsIn(kept),
});

/** @returns {Promise<Planned["close"]>} */
async function closing(
  /** @type {import("./store.js").Kept} */ kept,
  /** @type {string} */ chosen,
  /** @type {{ hours: number }} */ wishes,
) {
  const [kind, id = ""] = chosen.split(":");
  if (kind === "path") return { path: id };
  if (kind === "skill") return { skill: id };
  const before = shown?.plan.close;
  const { answers, aims } = kept;
  const target = aims.get("target")?.profile;
  if (!(answers.size && target)) {
    if (before && "gaps" in before) return before; // Such as those of a plan from a link.
    throw new Refused("There are no gaps to plan from yet. Take the gap check, or choose a path or a skill.");
  }
  const { facts, levels, rank } = await loaded().catch(() => {
    throw new Refused(NOT_LOADED);
  });
  const answered = new Map([...answers].map(([skill, { level }]) => [skill, level]));
  const { gaps } = rank(facts, { ...wishes, answers: answered, target: levels(facts, target) });
  if (!gaps.length)
    throw new Refused("You have no gaps: your answers meet what that job asks. Choose a path or a skill, or aim at another job.");
  return { gaps: gaps.map(({ skill, level, asked: to }) => ({ skill: skill.id, from: level, to })) };
}

async function send() {
  said.textContent = "";
  try {
    const plan = await asked();
    dirty = false;
    ask.open = false;
    keepInAddress({ close: "" }, "replaceState");
    change(plan, "Plan made.", false);
    await show();
    status.scrollIntoView({ block: "nearest" });
    parts("summary", HTMLElement, place)[0]?.focus({ preventScroll: true });
  } catch (error) {
    said.textContent = reason(error);
  }
}

/* Keep another plan, say so, and keep a way back. What the browser doesn't keep is shown all the same. */
function change(/** @type {Planned | null} */ plan, /** @type {string} */ words, link = Boolean(draft?.linked)) {
  const before = draft;
  if (link && plan) {
    draft = { plan, linked: true };
    offer(words, () => {
      draft = before;
      show();
    });
    show();
    return;
  }
  draft = null;
  try {
    const restore = undoable(() => keepPlan(plan));
    offer(words, () => {
      restore();
      draft = before;
      show();
    });
  } catch (error) {
    draft = plan ? { plan, linked: false } : null;
    notice(`${reason(error)} The plan stays on this page until you leave it: take it with you as a file.`, { problem: true });
    show();
  }
}

function offer(/** @type {string} */ words, /** @type {() => void} */ take) {
  back = take;
  undo.hidden = false;
  notice(words, { way: { words: "Undo", take: takeBack } });
}

function takeBack() {
  if (!(back && attempt(back))) return;
  back = undefined;
  undo.hidden = true;
  notice("Undone.");
}

/* The rest, from today on: what is done is out, and so is what is over. */
async function planAgain() {
  if (!shown) return;
  const kept = readOrSay();
  const { plan } = shown;
  try {
    const own = "gaps" in plan.close && !draft?.linked && kept.answers.size > 0;
    const close = own ? await closing(kept, "gaps", plan) : plan.close;
    change(sound({ ...fromToday(plan, today()), close, ...present(kept) }), "Planned again. What's done stays done.");
  } catch (error) {
    ask.open = true;
    said.textContent = reason(error);
    form.scrollIntoView({ block: "nearest" });
  }
}

/* A week off, or back again. */
function skip(/** @type {string} */ start) {
  if (!shown) return;
  const { plan, made } = shown;
  const week = made.weeks.find((one) => one.start === start);
  if (!week) return;
  const { pauses = [] } = plan;
  const others = pauses.filter((day) => day !== start);
  const off = !pauses.includes(start);
  const words = off ? `Week ${week.number} is skipped. Everything after it moves by a week.` : `Week ${week.number} is back.`;
  change({ ...plan, pauses: off ? [...others, start].sort(byText) : others }, words);
  /* The button was made anew, and the focus was on it. */
  setTimeout(() => parts(`[data-skip="${start}"]`, HTMLButtonElement, place)[0]?.focus({ preventScroll: true }));
}

/* What is taken along. */
const titleOf = (/** @type {Facts} */ facts, /** @type {Planned} */ { close }) => `Plan: ${closedBy(facts, close) ?? "my plan"}`;

function listing() {
  if (!shown) throw new Refused("There is no plan.");
  const { facts, plan, made } = shown;
  const done = isDone(readOrSay());
  const groups = made.weeks.map(({ number, start, paused, steps }) => ({
    title: `Week ${number}, from ${spokenDay(start)}${paused ? " (skipped)" : ""}`,
    rows: steps.map((step) => ({
      title: step.part ? `${step.title} (part ${step.part})` : step.title,
      url: addressOf(step),
      minutes: step.minutes,
      note: step.why,
      done: done(step.item),
    })),
  }));
  return { title: titleOf(facts, plan), url: absolute(""), about: `${rhythm(plan)}.`, groups };
}

/** @type {Record<string, () => Promise<{ text: string, type: string, ending: string }>>} */
const FILES = {
  markdown: async () => ({ text: (await import("./list-text.js")).markdownOf(listing()), type: "text/markdown", ending: "md" }),
  json: async () => ({ text: asJson(), type: "application/json", ending: "json" }),
  ics: async () => ({ text: await asCalendar(), type: "text/calendar", ending: "ics" }),
};

function asJson() {
  if (!shown) return "";
  const { plan, made } = shown;
  const { done: _, hidden: __, answers: ___, ...input } = plan;
  return `${JSON.stringify({ format: "ml-pm-handbook-plan", version: 1, site: absolute(""), input, ...made }, null, 2)}\n`;
}

async function asCalendar() {
  if (!shown) return "";
  const { facts, plan, made } = shown;
  const { ics } = await import("./calendar.js");
  const { value } = part("#plan-time", HTMLInputElement, page);
  const weeks = made.weeks.map((week) => ({ ...week, steps: week.steps.map((step) => ({ ...step, url: addressOf(step) })) }));
  const [stamp] = new Date().toISOString().split("."); // Later files update what earlier ones brought.
  return ics(
    { ...made, weeks },
    { name: titleOf(facts, plan), site: absolute(""), times: { start: value || "18:30" }, stamp: `${stamp}Z` },
  );
}

async function download(/** @type {string} */ kind) {
  try {
    const { text, type, ending } = await /** @type {() => Promise<any>} */ (FILES[kind])();
    save(`ml-pm-handbook-plan-${shown?.plan.start ?? today()}.${ending}`, text, type);
  } catch {
    notice("Nothing was saved: a part of this page could not be loaded. Check the connection and try again.", { problem: true });
  }
}

function copyAs(/** @type {string} */ kind) {
  if (!shown) return;
  const { plan } = shown;
  if (kind === "link") {
    const to = new URL(location.href);
    to.search = "";
    to.hash = encoded(plan);
    copy("a link to this plan", Promise.resolve({ text: to.href }));
    return;
  }
  const text = import("./list-text.js").then(({ richOf }) => richOf(listing()));
  copy(kind === "rich" ? "the plan as formatted text" : "the plan as Markdown", text, kind === "rich");
}

/* What the address asks for: something to plan, a plan of somebody's, or a week. */
function fromAddress() {
  const wanted = choices().get("close");
  const option = [...list("close").options].find(({ value }) => value === wanted);
  if (option) {
    list("close").value = option.value;
    dirty = true;
    ask.open = true;
  } else if (wanted) said.textContent = `The link names “${wanted.slice(0, 60)}”, which the handbook doesn't have. Choose from the list.`;
  if (!field("start").value) field("start").value = mondayAfter(today());
  try {
    const plan = decoded(decodeURIComponent(location.hash));
    draft = plan ? { plan, linked: true } : draft?.linked ? null : draft;
  } catch (error) {
    said.textContent = error instanceof Refused ? error.message : "This link doesn't hold a plan that can be read.";
    draft = null;
  }
  return show();
}

/* Weeks are made after the browser looked for the one that the address names. */
function toFragment() {
  const { made } = /** @type {NonNullable<typeof shown>} */ (shown);
  const week = made.weeks.find(({ number }) => location.hash === `#${anchorOf(number)}`);
  if (!week) return;
  const details = part(location.hash, HTMLDetailsElement, place);
  details.open = true;
  details.scrollIntoView();
}

function forget(/** @type {boolean} */ keepIt) {
  const plan = draft?.plan;
  history.replaceState(null, "", location.pathname);
  if (keepIt && plan) change({ ...plan, ...present(readOrSay()) }, "Kept as your plan.", false);
  else {
    draft = null;
    show();
  }
  status.scrollIntoView({ block: "nearest" });
}

/** @type {Record<string, () => unknown>} */
const DO = {
  again: planAgain,
  undo: takeBack,
  print: () => print(),
  delete: () => change(null, "Your plan is deleted; your marks stay.", false),
  keep: () => forget(true),
  drop: () => forget(false),
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
form.addEventListener("input", ({ target }) => {
  dirty = true;
  said.textContent = "";
  /* Who sets a number of weeks, or a day, means it. */
  if (target instanceof HTMLInputElement && (target.name === "weeks" || target.name === "until"))
    for (const box of boxes("ends")) box.checked = box.value === target.name;
  tellGaps(readOrSay());
});
page.addEventListener("click", (event) => {
  const button = about(event, "button");
  const { do: what = "", skip: week, save: file, copy: text } = button?.dataset ?? {};
  DO[what]?.();
  if (week) skip(week);
  if (file) download(file);
  if (text) copyAs(text);
});
onChange(show);
addEventListener("hashchange", fromAddress);
addEventListener("popstate", fromAddress);
fromAddress();
runs("plan");
