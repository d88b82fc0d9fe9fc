// @ts-check
/* A plan to take along: as a file of Markdown, JSON or a calendar, as formatted text, as a link. Fetched when somebody does. */

import { absolute } from "./address.js";
import { ics } from "./calendar.js";
import { richOf } from "./list-text.js";
import { closedBy, encoded, rhythm } from "./plan-input.js";
import { addressOf } from "./plan-view.js";
import { spokenDay } from "./times.js";

/** @typedef {import("./plan-shown.js").Shown} Shown */
/** @typedef {{ text: string, html?: string }} Text */

/** @type {Record<string, string>} */
export const TYPES = { markdown: "text/markdown", json: "application/json", ics: "text/calendar" };
/** @type {Record<string, string>} */
export const ENDINGS = { markdown: "md", json: "json", ics: "ics" };

const titleOf = (/** @type {Shown} */ { facts, plan }) => `Plan: ${closedBy(facts, plan.close) ?? "my plan"}`;

/**
 * The plan in one form.
 * @param {string} form `markdown`, `rich`, `json`, `ics` or `link`
 * @param {Shown} shown
 * @param {{ done: (item: string) => boolean, time: string }} more when events start, `18:30`
 * @returns {Text}
 */
export function textOf(form, shown, { done, time }) {
  if (form === "json") return { text: asJson(shown) };
  if (form === "ics") return { text: asCalendar(shown, time) };
  if (form === "link") return { text: `${absolute("plan/")}#${encoded(shown.plan)}` };
  return richOf(listing(shown, done));
}

function listing(/** @type {Shown} */ shown, /** @type {(item: string) => boolean} */ done) {
  const { plan, made } = shown;
  const groups = made.weeks.map(({ number, start, paused, steps }) => ({
    title: `Week ${number}, from ${spokenDay(start)}${paused ? " (skipped)" : ""}`,
    rows: steps.map(({ part, why, minutes, ...step }) => ({
      title: part ? `${step.title} (part ${part})` : step.title,
      url: addressOf(step),
      minutes,
      note: why,
      done: done(step.item),
    })),
  }));
  return { title: titleOf(shown), url: absolute(""), about: `${rhythm(plan)}.`, groups };
}

/* What is done or hidden, and what was answered, is the reader's own: the file is for showing around. */
function asJson(/** @type {Shown} */ { plan, made }) {
  const { done: _, hidden: __, answers: ___, ...input } = plan;
  const { weeks, minutes, left, leftMinutes } = made;
  const all = { format: "ml-pm-handbook-plan", version: 1, site: absolute(""), input, weeks, minutes, left, leftMinutes };
  return `${JSON.stringify(all, null, 2)}\n`;
}

function asCalendar(/** @type {Shown} */ shown, /** @type {string} */ time) {
  const { made } = shown;
  const weeks = made.weeks.map((week) => ({ ...week, steps: week.steps.map((step) => ({ ...step, url: addressOf(step) })) }));
  const [now] = new Date().toISOString().split("."); // Later files update what earlier ones brought.
  return ics({ ...made, weeks }, { name: titleOf(shown), site: absolute(""), times: { start: time }, stamp: `${now}Z` });
}
