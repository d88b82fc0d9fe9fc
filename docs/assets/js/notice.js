// @ts-check
/* A line at the foot of the window that says what just happened, to eyes and to screen readers. */

import { element, part } from "./element.js";

const STAYS = 6000; // Milliseconds, long enough to read two lines.

/** @typedef {{ words: string, take: () => void }} Way Something to do about it: a button's words, and what it does. */

/** @type {HTMLElement | undefined} */
let line;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Say `text`. A `problem`, and what there is a `way` out of, stays until the next notice.
 * @param {string} text
 * @param {{ problem?: boolean, way?: Way }} [more]
 */
export function notice(text, { problem = false, way } = {}) {
  const told = line ?? element("p", { class: "hb-notice", role: "status" });
  if (!line) part("main").append(told);
  line = told;
  clearTimeout(timer);
  told.classList.toggle("hb-notice--problem", problem);
  told.replaceChildren(text, ...(way ? [" ", button(way)] : []));
  told.hidden = false;
  if (!(problem || way)) timer = setTimeout(quiet, STAYS);
}

function button(/** @type {Way} */ { words, take }) {
  const made = element("button", { type: "button" }, words);
  made.addEventListener("click", () => {
    quiet();
    take();
  });
  return made;
}

/** Take away what was said, if it is still `text`. */
export function quiet(text = line?.textContent) {
  if (line && line.textContent === text) line.hidden = true;
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
