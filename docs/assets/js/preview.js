// @ts-check
/* Hover over or focus a link to a term, and its definition appears. Escape closes it; the pointer may move onto it.
   Touch is left alone: a tap follows the link. */

import { about, element, part } from "./element.js";

const TERM = /\/glossary\/[a-z0-9-]+\/$/;
const OPEN_AFTER = 250; // Milliseconds: passing over a link is no question.
const CLOSE_AFTER = 200; // Milliseconds: time to reach the preview from the link.

/** @type {{ preview: HTMLElement, anchor: HTMLAnchorElement } | undefined} What is open, if it is. */
let opened;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

function later(/** @type {() => void} */ task, /** @type {number} */ delay) {
  clearTimeout(timer);
  timer = setTimeout(task, delay);
}

async function open(/** @type {HTMLAnchorElement} */ link) {
  const { terms } = await import("./terms.js");
  const target = new URL(link.href);
  const term = (await terms()).find(({ url }) => url === target.origin + target.pathname);
  if (!term || target.pathname === location.pathname || !(link.matches(":hover") || link === document.activeElement)) return;
  close();
  const title = element("strong", {}, term.title);
  const preview = element("div", { class: "hb-preview", id: "hb-preview", role: "tooltip" }, title, ` ${term.definition}`);
  part("main").append(preview);
  link.setAttribute("aria-describedby", preview.id);
  opened = { preview, anchor: link };
  place(preview, link);
}

/* Below the link, or above it where there is no room; never out of the window. */
function place(/** @type {HTMLElement} */ preview, /** @type {HTMLAnchorElement} */ anchor) {
  const link = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = preview;
  const left = Math.max(8, Math.min(link.left, document.documentElement.clientWidth - width - 8));
  const below = link.bottom + height + 8 < innerHeight || link.top < height + 8;
  const around = (preview.offsetParent ?? document.documentElement).getBoundingClientRect();
  preview.style.left = `${left - around.left}px`;
  preview.style.top = `${(below ? link.bottom + 4 : link.top - height - 4) - around.top}px`;
}

function close() {
  clearTimeout(timer);
  opened?.anchor.removeAttribute("aria-describedby");
  opened?.preview.remove();
  opened = undefined;
}

/* The link to a term that an event is about, if it is about one. */
function linkAt(/** @type {Event} */ event) {
  const link = about(event, "article a[href]");
  return link instanceof HTMLAnchorElement && TERM.test(link.pathname) && !link.hash ? link : null;
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = linkAt(event);
  if (link && link === opened?.anchor) clearTimeout(timer);
  else if (link) later(() => open(link).catch(console.error), OPEN_AFTER);
  else if (event.target instanceof Node && opened?.preview.contains(event.target)) clearTimeout(timer);
  else if (opened) later(close, CLOSE_AFTER);
  else clearTimeout(timer);
});
document.addEventListener("focusin", (event) => {
  const link = linkAt(event);
  if (link?.matches(":focus-visible")) open(link).catch(console.error);
  else if (opened) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened) close();
});
