// @ts-check
/* The two densities of a long list: rows, and cards. What a reader chose holds for all such lists, and is kept in this browser
   where it lets the page keep anything. */

import { about, parts } from "./element.js";

const KEY = "ml-pm-handbook-density";

/** Work the buttons of `root`. Returns a function that says whether cards are chosen; `changed` is told when that changes. */
export function density(/** @type {HTMLElement} */ root, /** @type {() => void} */ changed) {
  let cards = kept() === "cards";
  function show() {
    root.classList.toggle("hb-list--cards", cards);
    for (const button of parts("[data-density]", HTMLButtonElement, root))
      button.setAttribute("aria-pressed", String((button.dataset.density === "cards") === cards));
  }
  root.addEventListener("click", (event) => {
    const button = about(event, "[data-density]");
    if (!button || (button.dataset.density === "cards") === cards) return;
    cards = !cards;
    keep(cards ? "cards" : "");
    show();
    changed();
  });
  show();
  return () => cards;
}

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(/** @type {string} */ value) {
  try {
    if (value) localStorage.setItem(KEY, value);
    else localStorage.removeItem(KEY);
  } catch {
    // Then it holds until the page is left.
  }
}
