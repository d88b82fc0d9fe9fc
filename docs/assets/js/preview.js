// @ts-check
/* Hover over or focus a link to a term, and its definition appears. Escape closes it; the pointer may move onto it. On a touch
   screen a first tap on such a link in running text shows the definition, with a way on; a second one follows it. */

import { about, element, part } from "./element.js";

const TERM = /\/glossary\/[a-z0-9-]+\/$/;
const OPEN_AFTER = 250; // Milliseconds: passing over a link is no question.
/* What Markdown made of a page's text; what templates print is in blocks of its own. */
const WRITTEN = ".md-content__inner > :is(p, ul, ol, blockquote, table, .md-typeset__scrollwrap)";
const CLOSE_AFTER = 200; // Milliseconds: time to reach the preview from the link.

/** @type {{ preview: HTMLElement, anchor: HTMLAnchorElement } | undefined} What is open, if it is. */
let opened;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

function later(/** @type {() => void} */ task, /** @type {number} */ delay) {
  clearTimeout(timer);
  timer = setTimeout(task, delay);
}

/* The term that a link leads to; nothing where that is this page. */
async function termAt(/** @type {HTMLAnchorElement} */ link) {
  const { terms } = await import("./terms.js");
  const target = new URL(link.href);
  if (target.pathname === location.pathname) return;
  return (await terms()).find(({ url }) => url === target.origin + target.pathname);
}

async function open(/** @type {HTMLAnchorElement} */ link) {
  const term = await termAt(link);
  if (term && (link.matches(":hover") || link === document.activeElement)) show(link, term);
}

function show(/** @type {HTMLAnchorElement} */ link, /** @type {import("./terms.js").Term} */ term, tapped = false) {
  close();
  const title = element("strong", {}, term.title);
  const preview = element(
    "div",
    { class: "hb-preview", id: "hb-preview", role: tapped ? "note" : "tooltip" },
    title,
    ` ${term.definition}`,
  );
  if (tapped)
    preview.append(
      element("a", { class: "hb-preview__open", href: link.href }, "Open", element("span", { class: "hb-unseen" }, `: ${term.title}`)),
    );
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

/* Whether a link is one in running text: what a page's author wrote, and more than the link itself. Lists and tables of links
   are there to lead on, and do so at once. */
function inText(/** @type {HTMLAnchorElement} */ link) {
  const block = link.closest("p, li, td");
  return Boolean(link.closest(WRITTEN) && block && block.textContent.trim() !== link.textContent.trim());
}

/* Whether a finger is what points. Screen readers touch with a finger of no size, and follow links as ever. */
const touches = (/** @type {PointerEvent} */ { pointerType, width, height }) => pointerType === "touch" && width + height > 0;

async function tap(/** @type {HTMLAnchorElement} */ link) {
  waiting = link;
  const term = await termAt(link).catch(() => undefined);
  if (waiting !== link) return;
  waiting = undefined;
  if (term) show(link, term, true);
  else location.assign(link.href);
}

let touched = false; // Whether the last press came from a finger.
/** @type {HTMLAnchorElement | undefined} The link whose preview is on its way. */
let waiting;
document.addEventListener("pointerdown", (event) => {
  touched = touches(event);
});
document.addEventListener("click", (event) => {
  const link = linkAt(event);
  const first = link && touched && link !== opened?.anchor && link !== waiting && inText(link);
  if (first && new URL(link.href).pathname !== location.pathname) {
    event.preventDefault();
    tap(link);
  } else {
    waiting = undefined;
    if (opened && event.target instanceof Node && !opened.preview.contains(event.target)) close();
  }
});
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
  if (event.target instanceof Node && opened?.preview.contains(event.target)) return;
  const link = linkAt(event);
  if (link?.matches(":focus-visible")) open(link).catch(console.error);
  else if (opened) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened) close();
});
