/* Hover over or focus a link to a term, and its definition appears. Escape closes it; the pointer may move onto it.
   Touch is left alone: a tap follows the link. */

const TERM = /\/glossary\/[a-z0-9-]+\/$/;
const OPEN_AFTER = 250; // Milliseconds: passing over a link is no question.
const CLOSE_AFTER = 200; // Milliseconds: time to reach the preview from the link.

let preview;
let anchor;
let timer;

const later = (task, delay) => {
  clearTimeout(timer);
  timer = setTimeout(task, delay);
};

async function open(link) {
  const { terms } = await import("./terms.js");
  const target = new URL(link.href);
  const term = (await terms()).find(({ url }) => url === target.origin + target.pathname);
  if (!term || target.pathname === location.pathname || !(link.matches(":hover") || link === document.activeElement)) return;
  close();
  anchor = link;
  preview = document.createElement("div");
  preview.className = "hb-preview";
  preview.id = "hb-preview";
  preview.setAttribute("role", "tooltip");
  const title = document.createElement("strong");
  title.textContent = term.title;
  preview.append(title, ` ${term.definition}`);
  document.querySelector("main").append(preview);
  link.setAttribute("aria-describedby", preview.id);
  place();
}

function place() {
  const link = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = preview;
  const left = Math.max(8, Math.min(link.left, document.documentElement.clientWidth - width - 8));
  const below = link.bottom + height + 8 < innerHeight || link.top < height + 8;
  const around = preview.offsetParent.getBoundingClientRect();
  preview.style.left = `${left - around.left}px`;
  preview.style.top = `${(below ? link.bottom + 4 : link.top - height - 4) - around.top}px`;
}

function close() {
  clearTimeout(timer);
  anchor?.removeAttribute("aria-describedby");
  preview?.remove();
  anchor = preview = undefined;
}

/* The link to a term that an event is about, if it is about one. */
function linkAt(event) {
  const link = event.target instanceof Element && event.target.closest("article a[href]");
  return link && TERM.test(link.pathname) && !link.hash ? link : null;
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = linkAt(event);
  if (link && link === anchor) clearTimeout(timer);
  else if (link) later(() => open(link).catch(console.error), OPEN_AFTER);
  else if (preview?.contains(event.target)) clearTimeout(timer);
  else if (preview) later(close, CLOSE_AFTER);
  else clearTimeout(timer);
});
document.addEventListener("focusin", (event) => {
  const link = linkAt(event);
  if (link?.matches(":focus-visible")) open(link).catch(console.error);
  else if (preview) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && preview) close();
});
