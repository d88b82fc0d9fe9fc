// @ts-check
/* Buttons that mark an entry as done, wanted or hidden, and the bars that count the marks. The templates print both; they are
   shown when this script runs. */

import { about, part, parts, runs } from "./element.js";
import { attempt, notice, reason } from "./notice.js";
import { empty, mark, onChange, read } from "./store.js";

const HIDDEN = "Hidden: the filter “Yours” brings it back.";

/* The word on a button, without what only screen readers are told: which entry it is about. */
const wordOn = (/** @type {HTMLElement} */ button) => button.firstChild?.textContent?.trim() ?? "";

/** Show the states of the buttons, from what is kept. */
export function show() {
  const { marks } = readOrNothing();
  for (const place of parts("[data-mark]")) {
    const state = marks.get(place.dataset.mark ?? "")?.state ?? "";
    if (state === (place.dataset.state ?? "")) continue;
    place.dataset.state = state;
    for (const button of parts(":scope > *", HTMLElement, place))
      button.setAttribute("aria-pressed", String(button.dataset.state === state));
  }
}

let told = false;

/** What is kept, or nothing where it cannot be read; it is said once, and the page works on. */
export function readOrNothing() {
  try {
    return read();
  } catch (error) {
    if (!told) notice(reason(error), { problem: true });
    told = true;
    return empty();
  }
}

/* A bar counts the items it names: `data-items="term/mvp resource/inspired"`. What the reader hid does not count. */
function bars() {
  const places = parts("[data-items]");
  if (!places.length) return;
  const { marks } = readOrNothing();
  for (const place of places) {
    const items = (place.dataset.items ?? "").split(" ").filter((item) => marks.get(item)?.state !== "hidden");
    const done = items.filter((item) => marks.get(item)?.state === "done").length;
    const bar = part("progress", HTMLProgressElement, place);
    bar.max = Math.max(items.length, 1);
    bar.value = done;
    part(".hb-bar__count", HTMLElement, place).textContent = `${done} of ${items.length} done`;
  }
}

document.addEventListener("click", (event) => {
  const button = about(event, "[data-mark] > button");
  const item = button?.parentElement?.dataset.mark;
  if (!button || !item) return;
  const state = button.getAttribute("aria-pressed") === "true" ? "" : (button.dataset.state ?? "");
  const said = state === "hidden" ? HIDDEN : `${state ? "Marked" : "No longer marked"}: ${wordOn(button)}.`;
  if (attempt(() => mark(item, state))) notice(said);
});

onChange(() => {
  show();
  bars();
});
show();
bars();
runs("marks");
