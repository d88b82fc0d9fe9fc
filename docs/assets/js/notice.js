// @ts-check
/* A line at the foot of the window that says what just happened, to eyes and to screen readers. */

import { element, part } from "./element.js";

const STAYS = 6000; // Milliseconds, long enough to read two lines.

/** @type {HTMLElement | undefined} */
let line;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Say `text`. A `problem` stays until the next notice. */
export function notice(/** @type {string} */ text, { problem = false } = {}) {
  const told = line ?? element("p", { class: "hb-notice", role: "status" });
  if (!line) part("main").append(told);
  line = told;
  clearTimeout(timer);
  told.classList.toggle("hb-notice--problem", problem);
  told.textContent = text;
  told.hidden = false;
  if (!problem) timer = setTimeout(() => told.toggleAttribute("hidden", true), STAYS);
}

/** What an error says. */
export const reason = (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error));

/** Do `what`, and say so if it is refused. Returns whether it was done. */
export function attempt(/** @type {() => void} */ what) {
  try {
    what();
    return true;
  } catch (error) {
    notice(reason(error), { problem: true });
    return false;
  }
}
