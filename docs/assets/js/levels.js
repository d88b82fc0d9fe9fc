// @ts-check
/* The level that the reader gave in the gap check, beside each skill that a page lists. Who gave none sees nothing of it. */

import { parts } from "./element.js";
import { readOrNothing } from "./marks.js";
import { onChange } from "./store.js";

function show() {
  const { answers } = readOrNothing();
  for (const place of parts("[data-level-of]")) {
    const names = (place.closest("[data-levels]")?.getAttribute("data-levels") ?? "").split("|");
    const answer = answers.get(place.dataset.levelOf ?? "");
    /* What a profile filled in is not yet the reader's word. */
    const given = answer && !answer.typical ? answer.level : undefined;
    place.hidden = given === undefined;
    if (given === undefined) continue;
    const dots = `${"●".repeat(given)}${"○".repeat(names.length - 1 - given)}`;
    place.textContent = `${place.matches(".hb-level-now") ? "You said: " : ""}${dots} ${names[given] ?? ""}`;
  }
}

onChange(show);
show();
