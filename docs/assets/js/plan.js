// @ts-check
/* The plan. What is kept is what it was made from; the weeks follow from it, so that another browser with the same file shows
   the same. */

import { absolute, choices } from "./address.js";
import { about, element, part, parts, runs } from "./element.js";
import { once, retrying } from "./fetched.js";
import { undoable } from "./merging.js";
import { attempt, notice, reason } from "./notice.js";
import { choose, fillForm, tellNoGaps, tellWrong, wanted, watch, wishes } from "./plan-form.js";
import { decoded, fromToday, mondayAfter, sound } from "./plan-input.js";
import { empty, keepPlan, onChange, Refused, read, today } from "./store.js";
import { copy, save } from "./taken.js";

/** @typedef {import("./store.js").Planned} Planned */
/** @typedef {import("./store.js").Kept} Kept */
/** @typedef {import("./plan-shown.js").Shown} Shown */

const page = part(".hb-plan__live");
const problem = part(".hb-plan__problem", HTMLElement, page);
const ask = part(".hb-plan__ask", HTMLDetailsElement, page);
const status = part(".hb-plan__status", HTMLElement, page);
const body = part(".hb-plan__body", HTMLElement, page);
const linked = part(".hb-plan__link", HTMLElement, page);
const place = part(".hb-plan__weeks", HTMLElement, page);
const undo = part("[data-do=undo]", HTMLButtonElement, page);

/** @type {{ plan: Planned, linked: boolean } | null} A plan that isn't kept: from a link, or by a browser that keeps nothing. */
let draft = null;
let asking = false; // Whether the address asks for something that the form shows.
let dirty = false; // Whether the form has what its reader typed and hasn't sent.
let drawn = ""; // What the weeks on the page were made from.
/** @type {Shown | undefined} */
let shown;
/** @type {(() => void) | undefined} Takes back what was changed last. */
let back;
let focused = ""; // What had the focus and is made anew.
let turns = 0; // How often the page was shown, since an answer may come after the next one.

/* The planner and what it knows, fetched when there is something to plan. */
const facts = once("assets/plan.json", async (found) => (await import("./plan-shown.js")).understood(found));
const planner = () => Promise.all([import("./plan-shown.js"), facts()]);
const NOT_LOADED = "The planner could not be loaded. Check your connection; this page keeps trying.";

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

const byText = (/** @type {string} */ a, /** @type {string} */ b) => Number(a > b) - Number(a < b);
const isDone = (/** @type {Kept} */ kept) => (/** @type {string} */ item) => kept.marks.get(item)?.state === "done";
const marked = (/** @type {Kept} */ { marks }, /** @type {string} */ state) =>
  [...marks].flatMap(([item, mark]) => (mark.state === state ? item : [])).sort(byText);

/* What of the reader's things a plan is made with. */
const present = (/** @type {Kept} */ kept) => ({ done: marked(kept, "done"), hidden: marked(kept, "hidden"), answers: levels(kept) });

function levels(/** @type {Kept} */ { answers }) {
  const pairs = [...answers].map(([skill, { level }]) => /** @type {const} */ ([skill, level]));
  return Object.fromEntries(pairs.sort(([a], [b]) => byText(a, b)));
}

const failed = retrying(show);

async function show() {
  const kept = readOrSay();
  const plan = draft?.plan ?? kept.plan;
  turns += 1;
  const turn = turns;
  tellDraft();
  tellGaps(kept);
  if (!dirty) fillForm(plan, mondayAfter(today()));
  part("summary", HTMLElement, ask).textContent = plan ? "Change the plan" : "What to plan";
  if (!plan) {
    clear();
    return;
  }
  const found = await planner().catch(() => null);
  if (turn !== turns) return;
  failed(!found);
  if (found) draw(plan, kept, found);
  else status.textContent = NOT_LOADED;
}

function clear() {
  shown = undefined;
  drawn = "";
  ask.open = true;
  body.hidden = true;
  status.textContent = "";
  failed(false);
}

/* A plan from a link is looked at; what would change one's own waits until it is kept. */
function tellDraft() {
  linked.hidden = !draft?.linked;
  for (const what of ["again", "delete"]) part(`[data-do=${what}]`, HTMLButtonElement, body).hidden = !linked.hidden;
}

/* Whether there are gaps to plan from: those of the gap check, or of the plan that there is. */
function tellGaps(/** @type {Kept} */ { answers, aims, plan }) {
  const given = draft?.plan ?? plan;
  const has = given !== undefined && "gaps" in given.close;
  tellNoGaps({ rated: has || answers.size > 0, aimed: has || aims.has("target") });
}

function draw(/** @type {Planned} */ plan, /** @type {Kept} */ kept, /** @type {Awaited<ReturnType<typeof planner>>} */ [view, all]) {
  const day = today();
  const done = isDone(kept);
  const from = JSON.stringify([plan, day]);
  const first = !drawn;
  if (from !== drawn) {
    drawn = from;
    shown = view.draw(all, plan, { done, day });
    if (first && !(dirty || asking)) ask.open = false;
    body.hidden = false;
    if (focused) parts(focused, HTMLElement, place)[0]?.focus({ preventScroll: true });
    focused = "";
  }
  if (!shown) return;
  const moved = "gaps" in plan.close && !draft?.linked && kept.answers.size > 0;
  view.tell(shown, { done, day, moved: moved && JSON.stringify(plan.answers ?? {}) !== JSON.stringify(levels(kept)) });
  if (first) view.toWeek(shown);
}

/* What the form says is to be closed. Raises `Refused` in words for the reader. */
/** @returns {Promise<Planned["close"]>} */
async function closing(/** @type {Kept} */ kept, /** @type {string} */ chosen, /** @type {{ hours: number }} */ rhythm) {
  const [kind, id = ""] = chosen.split(":");
  if (kind === "path") return { path: id };
  if (kind === "skill") return { skill: id };
  const before = shown?.plan.close;
  const target = kept.aims.get("target")?.profile;
  if (!(kept.answers.size && target)) {
    if (before && "gaps" in before) return before; // Such as those of a plan from a link.
    throw new Refused("There are no gaps to plan from yet. Take the gap check, or choose a path or a skill.");
  }
  const [view, all] = await planner().catch(() => {
    throw new Refused(NOT_LOADED);
  });
  const gaps = view.gapsOf(all, levels(kept), target, rhythm);
  if (gaps.length) return { gaps };
  throw new Refused("You have no gaps: your answers meet what that job asks. Choose a path or a skill, or aim at another job.");
}

async function send() {
  tellWrong("");
  try {
    const kept = readOrSay();
    const wished = wishes();
    const close = await closing(kept, wanted(), wished);
    const pauses = shown?.plan.pauses ?? [];
    const plan = sound({ ...wished, close, pauses, ...present(kept) });
    dirty = false;
    ask.open = false;
    history.replaceState(null, "", location.pathname);
    focused = "summary";
    change(plan, "Plan made.", false);
    await show();
    status.scrollIntoView({ block: "nearest" });
  } catch (error) {
    tellWrong(reason(error));
  }
}

/* Keep another plan, say so, and keep a way back. What the browser doesn't keep is shown all the same. */
function change(/** @type {Planned | null} */ plan, /** @type {string} */ words, onlyShown = Boolean(draft?.linked)) {
  const before = draft;
  const backTo = (/** @type {() => void} */ restore) => () => {
    restore();
    draft = before;
    show();
  };
  if (onlyShown && plan) {
    draft = { plan, linked: true };
    offer(
      words,
      backTo(() => undefined),
    );
    show();
    return;
  }
  draft = null;
  try {
    offer(words, backTo(undoable(() => keepPlan(plan))));
  } catch (error) {
    draft = plan && { plan, linked: false };
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
    const own = "gaps" in plan.close && kept.answers.size > 0;
    const close = own ? await closing(kept, "gaps", plan) : plan.close;
    change(sound({ ...fromToday(plan, today()), close, ...present(kept) }), "Planned again. What's done stays done.");
  } catch (error) {
    ask.open = true;
    tellWrong(reason(error));
    ask.scrollIntoView({ block: "nearest" });
  }
}

/* A week off, or back again. */
function skip(/** @type {string} */ start) {
  const week = shown?.made.weeks.find((one) => one.start === start);
  if (!(shown && week)) return;
  const { pauses = [] } = shown.plan;
  const others = pauses.filter((day) => day !== start);
  const off = !pauses.includes(start);
  const words = off ? `Week ${week.number} is skipped. Everything after it moves by a week.` : `Week ${week.number} is back.`;
  focused = `[data-skip="${start}"]`;
  change({ ...shown.plan, pauses: off ? [...others, start].sort(byText) : others }, words);
}

/* The plan as a text in one form, to be copied or saved. */
async function taken(/** @type {string} */ as) {
  const { TYPES, ENDINGS, textOf } = await import("./plan-taken.js");
  if (!shown) throw new Refused("There is no plan.");
  const time = part("#plan-time", HTMLInputElement, page).value || "18:30";
  return { ...textOf(as, shown, { done: isDone(readOrSay()), time }), type: TYPES[as] ?? "", ending: ENDINGS[as] };
}

async function download(/** @type {string} */ as) {
  try {
    const { text, type, ending } = await taken(as);
    save(`ml-pm-handbook-plan-${shown?.plan.start}.${ending}`, text, type);
  } catch {
    notice("Nothing was saved: a part of this page could not be loaded. Check the connection and try again.", { problem: true });
  }
}

/** @type {Record<string, string>} */
const COPIED = { markdown: "the plan as Markdown", rich: "the plan as formatted text", link: "a link to this plan" };

/* What the address asks for: something to plan, or a plan of somebody's. */
function fromAddress() {
  const named = choices().get("close");
  asking = Boolean(named);
  if (named && choose(named)) dirty = true;
  else if (named) tellWrong(`The link names “${named.slice(0, 60)}”, which isn't in the handbook. Choose from the list.`);
  const own = draft?.linked ? null : draft;
  try {
    const plan = decoded(decodeURIComponent(location.hash));
    draft = plan ? { plan, linked: true } : own;
  } catch (error) {
    asking = true;
    tellWrong(error instanceof Refused ? error.message : "This link doesn't hold a plan that can be read. Ask for it again.");
    draft = own;
  }
  ask.open ||= asking;
  show();
}

/* Away from the plan of a link, which becomes one's own or doesn't. */
function leaveLink(/** @type {boolean} */ keepIt) {
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
  keep: () => leaveLink(true),
  drop: () => leaveLink(false),
};

function changed() {
  dirty = true;
  tellWrong("");
  tellGaps(readOrSay());
}

page.addEventListener("click", (event) => {
  const { do: what = "", skip: week, save: file, copy: as } = about(event, "button")?.dataset ?? {};
  DO[what]?.();
  if (week) skip(week);
  if (file) download(file);
  if (as) copy(COPIED[as] ?? as, taken(as), as === "rich");
});
watch(changed, send);
onChange(show);
addEventListener("hashchange", fromAddress);
addEventListener("popstate", fromAddress);
fillForm(undefined, mondayAfter(today()));
fromAddress();
runs("plan");
