// @ts-check
/* The weeks of a plan as elements: a box to tick for each step, and a way to skip a week. */

import { absolute } from "./address.js";
import { element } from "./element.js";
import { headOf, present, tally, ticks } from "./plan-state.js";
import { count, spoken, spokenDay } from "./times.js";

/** @typedef {import("./planner.js").Plan} Plan */
/** @typedef {import("./planner.js").Week} Week */
/** @typedef {import("./planner.js").Step} Step */
/** @typedef {import("./planner.js").Told} Told */

/** The address of a step: its own, or the practice page for a question, which leads back here. */
export function addressOf(/** @type {Pick<Told, "item" | "kind" | "url">} */ { item, kind, url }) {
  const id = item.slice(item.indexOf("/") + 1);
  return absolute(kind === "question" ? `interview/practice/?question=${encodeURIComponent(id)}&back=plan` : url);
}

/** The id of a week's element. */
export const anchorOf = (/** @type {number} */ number) => `week-${number}`;

/**
 * What stands for the weeks: those that are over and done are folded.
 * @param {Plan} plan
 * @param {(item: string) => boolean} done
 * @param {string} today
 */
export function weeksOf(plan, done, today) {
  const now = present(plan, today);
  const over = plan.weeks.filter((week) => {
    const { done: ready, total } = tally(week, done);
    return week !== now && week.start < today && total > 0 && ready === total;
  });
  const rest = plan.weeks
    .filter((week) => !over.includes(week))
    .map((week) => weekOf(week, { now: week === now, over: week !== now && week.start < today }));
  return [
    ...folded(`${count(plan.doneSteps.length, "step")} done before, ${spoken(plan.doneMinutes)}`, listOf(plan.doneSteps)),
    ...folded(
      over.length === 1 ? "1 week done" : `${over.length} weeks done`,
      over.length ? over.map((week) => weekOf(week, { now: false, over: true })) : [],
    ),
    ...rest,
  ];
}

/** A list of things with their minutes, or nothing. */
export function listOf(/** @type {Told[]} */ steps) {
  if (!steps.length) return [];
  const rows = steps.map((step) =>
    element("li", {}, ...titleOf(step), " ", element("span", { class: "hb-fact--time" }, spoken(step.minutes))),
  );
  return [element("ul", { class: "hb-plain hb-plan__list" }, ...rows)];
}

/** Something folded under its words, or nothing. */
export const folded = (/** @type {string} */ words, /** @type {HTMLElement[]} */ children) =>
  children.length ? [element("details", { class: "hb-plan__folded" }, element("summary", {}, words), ...children)] : [];

function weekOf(/** @type {Week} */ week, /** @type {{ now: boolean, over: boolean }} */ { now, over }) {
  const { number, start, paused, steps } = week;
  const title = element("h2", {}, `Week ${number} `, element("span", {}, `from ${spokenDay(start)}`));
  const tallied = element("span", { class: "hb-plan__tally", "data-week": String(number) }, paused ? "Skipped" : "");
  const marked = now ? [element("span", { class: "hb-plan__now" }, "This week"), " "] : [];
  const summary = element("summary", {}, title, " ", ...marked, tallied);
  const words = paused ? "Plan it after all" : "Skip this week";
  const button = element("button", { type: "button", class: "hb-action", "data-skip": start }, words, unseen(` (week ${number})`));
  const list = paused ? [] : [element("ol", { class: "hb-plain" }, ...steps.map(stepOf))];
  const skip = over ? [] : [element("p", { class: "hb-plan__skip" }, button)];
  const classes = ["hb-plan__planned", now ? "hb-plan__planned--now" : "", paused ? "hb-plan__planned--paused" : ""];
  return element("details", { id: anchorOf(number), class: classes.join(" ").trim() }, summary, ...list, ...skip);
}

const unseen = (/** @type {string} */ words) => element("span", { class: "hb-unseen" }, words);

function stepOf(/** @type {Step} */ step) {
  const { item, why, date, minutes, part, otherwise } = step;
  const when = element(
    "p",
    { class: "hb-plan__when" },
    spokenDay(date, "weekday"),
    " ",
    element("span", { class: "hb-fact--time" }, spoken(minutes)),
  );
  const what = element(
    "div",
    { class: "hb-plan__what" },
    element("p", {}, ...titleOf(step, part)),
    element("p", { class: "hb-plan__why" }, `${why}.`.replace("..", ".")),
    ...(otherwise ? [element("p", { class: "hb-plan__why" }, otherwise)] : []),
  );
  return element("li", { class: "hb-plan__step" }, ticks(step) ? boxOf(item, step.title) : partOf(part), what, when);
}

function boxOf(/** @type {string} */ item, /** @type {string} */ title) {
  const [head = ""] = headOf(title);
  const button = element("button", { type: "button", "data-state": "done", "aria-pressed": "false" }, unseen(`Done: ${head}`));
  return element("p", { class: "hb-marks hb-plan__box", "data-mark": item }, button);
}

/* Ticking a part would tick the whole, so only the last one has a box. */
function partOf(/** @type {string | undefined} */ part = "") {
  return element("p", { class: "hb-plan__part", title: "Tick the last part once you've finished" }, part.replace(" of ", "/"));
}

function titleOf(/** @type {Told} */ step, part = "") {
  const [head = "", rest = ""] = headOf(step.title);
  const kind = element("span", { class: "hb-kind" }, step.kind === "question" ? "interview" : step.kind);
  const link = element("a", { href: addressOf(step) }, head);
  const more = rest ? [element("span", { class: "hb-plan__rest" }, rest)] : [];
  return [kind, " ", link, ...more, ...(part ? [` (part ${part})`] : [])];
}

/** Say how much of each week is done. */
export function tellTallies(
  /** @type {Plan} */ { weeks },
  /** @type {(item: string) => boolean} */ done,
  /** @type {ParentNode} */ within,
) {
  for (const week of weeks) {
    const place = within.querySelector(`[data-week="${week.number}"]`);
    if (!place || week.paused) continue;
    const { done: ready, total } = tally(week, done);
    place.textContent = `${total ? `${ready} of ${total} done, ` : ""}${spoken(week.minutes)}`;
    place.classList.toggle("hb-plan__tally--done", total > 0 && ready === total);
  }
}
