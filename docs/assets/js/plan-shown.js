// @ts-check
/* A plan on its page: weeks, what is done of them, what didn't fit. Fetched when there is one to show. */

import { part, parts } from "./element.js";
import { levelsOf, understood } from "./facts.js";
import { show as showMarks } from "./marks.js";
import { closedBy, rhythm } from "./plan-input.js";
import { behind, next, price, tally } from "./plan-state.js";
import { anchorOf, folded, listOf, tellTallies, weeksOf } from "./plan-view.js";
import { plan as make } from "./planner.js";
import { rank } from "./ranking.js";
import { count, spoken } from "./times.js";

/** @typedef {import("./store.js").Planned} Planned */
/** @typedef {import("./planner.js").Plan} Plan */
/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {(item: string) => boolean} IsDone */
/** @typedef {{ facts: Facts, plan: Planned, made: Plan }} Shown */

const page = part(".hb-plan__live");
const status = part(".hb-plan__status", HTMLElement, page);
const place = part(".hb-plan__weeks", HTMLElement, page);
const left = part(".hb-plan__left", HTMLElement, page);
const hint = part(".hb-plan__hint", HTMLElement, page);

const FEW = 3; // Skills that are named, where there are many.

export { understood };

/**
 * Make a plan, and put its weeks on the page. Weeks that were open stay open.
 * @param {Facts} facts
 * @param {Planned} plan
 * @param {{ done: IsDone, day: string }} now
 * @returns {Shown}
 */
export function draw(facts, plan, { done, day }) {
  const made = make(facts, plan);
  const open = new Set(parts("details[open]", HTMLDetailsElement, place).map(({ id }) => id));
  const first = next(made, done, day)?.week ?? made.weeks[0];
  place.replaceChildren(...weeksOf(made, done, day));
  for (const details of parts("details", HTMLDetailsElement, place))
    details.open = open.has(details.id) || details.id === (first && anchorOf(first.number));
  part(".hb-plan__facts", HTMLElement, page).replaceChildren(...factsOf(facts, plan));
  const shown = { facts, plan, made };
  tellLeft(shown);
  showMarks();
  return shown;
}

/* What the plan closes, and in which rhythm. */
function factsOf(/** @type {Facts} */ facts, /** @type {Planned} */ plan) {
  const { close } = plan;
  const skills = "gaps" in close ? close.gaps.flatMap(({ skill }) => facts.skills.get(skill)?.title ?? []) : [];
  const named = skills.length > FEW + 1 ? [...skills.slice(0, FEW), `${skills.length - FEW} more`] : skills;
  const what = document.createElement("strong");
  what.textContent = named.join(", ") || (closedBy(facts, close) ?? "Unknown");
  return [what, `. ${rhythm(plan)}.`];
}

/* What didn't fit, and what it would take. That is worked out after the weeks are on the page. */
function tellLeft(/** @type {Shown} */ { facts, plan, made }) {
  left.hidden = !made.left.length;
  if (left.hidden) return;
  const told = part("p", HTMLElement, left);
  const words = `Didn't fit: ${spoken(made.leftMinutes)}.`;
  told.textContent = words;
  for (const old of parts("details", HTMLDetailsElement, left)) old.remove();
  left.append(...folded(`What was left out (${made.left.length})`, listOf(made.left)));
  tellPrice(told, words, { facts, plan, made });
}

/* Each way is tried in a turn of its own, so that the page answers meanwhile. */
async function tellPrice(/** @type {HTMLElement} */ told, /** @type {string} */ words, /** @type {Shown} */ { facts, plan }) {
  const { hours, weeks } = await price(plan, async (input) => {
    await new Promise((go) => setTimeout(go));
    return make(facts, input);
  });
  const ways = [...(hours ? [`${count(hours, "hour")} a week`] : []), ...(weeks ? [count(weeks, "more week")] : [])];
  if (ways.length && told.textContent === words) told.textContent = `${words} Give it ${ways.join(", or ")}.`;
}

/** Say what changes with every mark. `moved` says whether the gap check has changed since. */
export function tell(
  /** @type {Shown} */ { facts, plan, made },
  /** @type {{ done: IsDone, day: string, moved: boolean }} */ { done, day, moved },
) {
  tellTallies(made, done, place);
  const { done: ready, total } = tally({ steps: made.weeks.flatMap(({ steps }) => steps) }, done);
  const finished = total > 0 && !next(made, done, day);
  if (!closedBy(facts, plan.close)) status.textContent = "This plan was made for something that isn't in the handbook. Choose again above.";
  else if (!total)
    status.textContent = made.doneSteps.length
      ? "Everything here is done. Choose what comes next above."
      : "Nothing fits. Give it more hours, another format or a later end above.";
  else {
    const weeks = count(made.weeks.filter(({ paused }) => !paused).length, "week");
    status.textContent = `${weeks}, ${spoken(made.minutes)}. ${ready} of ${total} steps done.`;
  }
  const words = hintOf(behind(made, done, day).length, moved, finished);
  hint.hidden = !words;
  part("p", HTMLElement, hint).textContent = words;
}

function hintOf(/** @type {number} */ late, /** @type {boolean} */ moved, /** @type {boolean} */ finished) {
  if (late === 1) return "1 step from an earlier week isn't done. “Plan the rest again” moves it into the weeks ahead.";
  if (late) return `${late} steps from earlier weeks aren't done. “Plan the rest again” moves them into the weeks ahead.`;
  if (moved) return "Your gap check has changed since you made this plan. “Plan the rest again” takes it in.";
  return finished ? "You've done all of it. Take the gap check again to see what moved." : "";
}

/** Go to the week that the address names: weeks are made after the browser looked for it. */
export function toWeek(/** @type {Shown} */ { made }) {
  const week = made.weeks.find(({ number }) => location.hash === `#${anchorOf(number)}`);
  if (!week) return;
  const details = part(location.hash, HTMLDetailsElement, place);
  details.open = true;
  details.scrollIntoView();
}

/**
 * The gaps that answers leave towards a target, first things first.
 * @param {Facts} facts
 * @param {Record<string, number>} answers
 * @param {string} target id of a profile
 * @param {{ hours: number }} wishes
 */
export function gapsOf(facts, answers, target, wishes) {
  const { gaps } = rank(facts, { ...wishes, answers: new Map(Object.entries(answers)), target: levelsOf(facts, target) });
  return gaps.map(({ skill, level, asked }) => ({ skill: skill.id, from: level, to: asked }));
}
