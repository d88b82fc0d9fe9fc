// @ts-check
/* A comparison of three or more on a narrow screen: two columns are shown, and each head has a button that brings the next of the
   others in its place. Wider screens show all; without this, one swipes. */

import { element, parts } from "./element.js";

/** @typedef {"left" | "right"} Side */

for (const place of parts(".hb-sides")) {
  const heads = parts("thead th", HTMLElement, place).slice(1);
  if (heads.length > 2) swapping(place, heads);
}

function swapping(/** @type {HTMLElement} */ place, /** @type {HTMLElement[]} */ heads) {
  const names = heads.map((head) => head.textContent.trim());
  const buttons = heads.map((head) => {
    const button = element("button", { type: "button", class: "hb-swap" });
    head.append(button);
    return button;
  });
  /** @type {Record<Side, number>} */
  const shown = { left: 0, right: 1 };

  /* The next of those that are not shown, after the one that goes. */
  const coming = (/** @type {number} */ going) => {
    const order = names.map((_, step) => (going + 1 + step) % names.length);
    return order.find((one) => one !== shown.left && one !== shown.right) ?? going;
  };

  function show() {
    place.dataset.left = String(shown.left + 1);
    place.dataset.right = String(shown.right + 1);
    for (const one of [shown.left, shown.right]) {
      const next = names[coming(one)] ?? "";
      buttons[one]?.replaceChildren(`⇄ ${next}`);
      buttons[one]?.setAttribute("aria-label", `Show ${next} instead of ${names[one]}`);
    }
  }

  for (const [index, button] of buttons.entries()) {
    button.addEventListener("click", () => {
      const side = shown.left === index ? "left" : "right";
      shown[side] = coming(index);
      show();
      buttons[shown[side]]?.focus({ preventScroll: true });
    });
  }
  show();
}
