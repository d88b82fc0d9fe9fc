/* Buttons that mark an entry as done, wanted or hidden, and the bars that count the marks. The templates print both; without
   scripts they are not shown. */

import { attempt, notice } from "./notice.js";
import { mark, onChange, read } from "./store.js";

const SAID = { done: "Marked as done", want: "On your list", hidden: "Hidden: the filter “Yours” brings it back", "": "Mark taken away" };

/* The states of the buttons, from what is kept. */
export function show() {
  const { marks } = readOrNothing();
  for (const place of document.querySelectorAll("[data-mark]")) {
    const state = marks.get(place.dataset.mark)?.state ?? "";
    if (state === (place.dataset.state ?? "")) continue;
    place.dataset.state = state;
    for (const button of place.children) button.setAttribute("aria-pressed", String(button.dataset.state === state));
  }
}

/* What is kept, or nothing where it cannot be read; it is said once, and the page works on. */
let told = false;
export function readOrNothing() {
  try {
    return read();
  } catch (error) {
    if (!told) notice(error.message, { problem: true });
    told = true;
    return { marks: new Map(), notes: new Map() };
  }
}

/* A bar counts the items it names: `data-items="term/mvp resource/inspired"`. What the reader hid does not count. */
function bars() {
  const places = document.querySelectorAll("[data-items]");
  if (!places.length) return;
  const { marks } = readOrNothing();
  for (const place of places) {
    const items = place.dataset.items.split(" ").filter((item) => marks.get(item)?.state !== "hidden");
    const done = items.filter((item) => marks.get(item)?.state === "done").length;
    const bar = place.querySelector("progress");
    bar.max = Math.max(items.length, 1);
    bar.value = done;
    place.querySelector(".hb-bar__count").textContent = `${done} of ${items.length} done`;
    place.hidden = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-mark] > button");
  if (!button) return;
  const item = button.parentElement.dataset.mark;
  const state = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.state;
  if (attempt(() => mark(item, state))) notice(`${SAID[state]}.`);
});

onChange(() => {
  show();
  bars();
});
show();
bars();
