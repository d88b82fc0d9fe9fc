// @ts-check
/* The form of the plan: from what a plan was made from to its fields, and back. */

import { part, parts } from "./element.js";
import { chosenOf } from "./plan-input.js";

/** @typedef {import("./store.js").Planned} Planned */

const form = part(".hb-plan-form", HTMLFormElement);
const noGaps = part(".hb-plan-form__gaps", HTMLElement, form);

const field = (/** @type {string} */ name) => part(`[name=${name}]`, HTMLInputElement, form);
const list = (/** @type {string} */ name) => part(`[name=${name}]`, HTMLSelectElement, form);
const boxes = (/** @type {string} */ name) => parts(`[name=${name}]`, HTMLInputElement, form);
const ticked = (/** @type {string} */ name) => boxes(name).flatMap((box) => (box.checked ? box.value : []));

/** Choose what to close, as an address says it. Returns whether there is such a thing. */
export function choose(/** @type {string} */ name) {
  const known = [...list("close").options].some(({ value }) => value === name);
  if (known) list("close").value = name;
  return known;
}

/** Put into the fields what a plan was made from; without a plan, what most begin with. */
export function fillForm(/** @type {Planned | undefined} */ plan, /** @type {string} */ monday) {
  if (!plan) {
    field("start").value = monday;
    return;
  }
  const { close, hours, start, weeks, until, days = [], money = "any", formats = [], languages = [] } = plan;
  if (!choose(chosenOf(close))) list("close").selectedIndex = 0;
  field("start").value = start;
  field("hours").value = String(hours);
  if (weeks !== undefined) field("weeks").value = String(weeks);
  field("until").value = until ?? "";
  setEnds(until ? "until" : "weeks");
  const chosen = { days: days.map(String), formats, languages };
  for (const [name, values] of Object.entries(chosen)) for (const box of boxes(name)) box.checked = values.includes(box.value);
  list("money").value = money;
}

function setEnds(/** @type {string} */ which) {
  for (const box of boxes("ends")) box.checked = box.value === which;
}

/** What the fields say. */
export function wishes() {
  const ends = ticked("ends")[0] === "until" ? { until: field("until").value } : { weeks: Number(field("weeks").value) };
  return {
    ...ends,
    hours: Number(field("hours").value),
    start: field("start").value,
    days: ticked("days").map(Number),
    money: list("money").value,
    formats: ticked("formats"),
    languages: ticked("languages"),
  };
}

/** What is to be closed: `gaps`, `skill:saying-no`, `path:pm-interview-in-two-weeks`. */
export const wanted = () => list("close").value;

/** Say the one thing to do where there is no gap check to plan from. */
export function tellNoGaps(/** @type {{ rated: boolean, aimed: boolean }} */ { rated, aimed }) {
  noGaps.hidden = (rated && aimed) || wanted() !== "gaps";
  form.classList.toggle("hb-plan-form--waiting", !noGaps.hidden);
  const words = rated
    ? "You've rated your skills. Choose the job you're heading for, so that the plan knows your gaps."
    : "The plan starts from your gaps. Find them first, in about 15 minutes, or choose a path or a skill above.";
  part("p", HTMLElement, noGaps).textContent = words;
  part("a", HTMLElement, noGaps).textContent = rated ? "Choose the job" : "Take the gap check";
}

/** Say what is wrong with the form, or nothing. */
export function tellWrong(/** @type {string} */ words) {
  part(".hb-plan-form__said", HTMLElement, form).textContent = words;
}

/** Call `what` when a field is changed, and `send` when the form is sent. */
export function watch(/** @type {() => void} */ what, /** @type {() => void} */ send) {
  form.addEventListener("input", ({ target }) => {
    /* Who sets a number of weeks, or a day, means it. */
    if (target instanceof HTMLInputElement && (target.name === "weeks" || target.name === "until")) setEnds(target.name);
    what();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}
