// @ts-check
/* The menu of an entry, once it is asked for: copy its link, Markdown, formatted text or a citation. The entry's words come from the API, so that
   what is copied is what programs get too. */

import { element, part } from "./element.js";
import { copy } from "./taken.js";

/** @typedef {import("./copies.js").Form} Form */

/** @type {[Form, name: string, hint: string][]} */
const FORMS = [
  ["link", "Link", "the address"],
  ["markdown", "Markdown", "for a README"],
  ["rich", "Formatted text", "for Confluence, Notion, Google Docs"],
  ["citation", "Citation", "with licence and date"],
];

const GAP = 8; // Pixels between the menu and what it must not touch.

/** @type {{ menu: HTMLElement, opener: HTMLElement } | undefined} What is open, if it is. */
let opened;

/* What can be copied of an entry. All that it takes comes only now. */
async function copies(/** @type {string} */ item) {
  const [{ copyOf }, { json, record }, { absolute }] = await Promise.all([
    import("./copies.js"),
    import("./fetched.js"),
    import("./address.js"),
  ]);
  const [kind, id] = item.split("/");
  const title = kind === "question" ? "question" : "title";
  const found = record(await json(`api/v1/${kind}s/${id}.json`), [title, "page", "last_changed"]);
  /** @type {import("./copies.js").Entry} */
  const entry = {
    title: found[title],
    words: found.definition ?? found.summary ?? found.why ?? "",
    url: absolute(found.page),
    changed: found.last_changed,
  };
  return { title: entry.title, as: (/** @type {Form} */ form) => copyOf(form, entry) };
}

function open(/** @type {HTMLElement} */ opener) {
  close();
  const found = copies(opener.dataset.share ?? "");
  found.catch(() => "told when something is copied");
  /* A popover, above everything: a card cuts off what stands out of it. */
  const menu = element("div", { class: "hb-share-menu", popover: "manual", role: "menu", "aria-label": "Copy" });
  for (const [form, name, hint] of FORMS) {
    const attributes = { type: "button", tabindex: "-1", role: "menuitem" };
    const choice = element("button", attributes, name, element("span", {}, ` ${hint}`));
    choice.addEventListener("click", async () => {
      const text = found.then(({ title, as }) => ({ ...as(form), of: title }));
      await copy(name.toLowerCase(), text, form === "rich");
      close(true);
    });
    menu.append(choice);
  }
  opened = { menu, opener };
  opener.after(menu);
  menu.showPopover();
  place(menu, opener);
  opener.setAttribute("aria-expanded", "true");
  part("button", HTMLButtonElement, menu).focus({ preventScroll: true });
}

/* Above its button, or below where there is no room; never out of the window. */
function place(/** @type {HTMLElement} */ menu, /** @type {HTMLElement} */ opener) {
  const { left, top, bottom } = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const header = part(".md-header").getBoundingClientRect().bottom;
  const above = top - height - GAP;
  const x = Math.max(GAP, Math.min(left, document.documentElement.clientWidth - width - GAP));
  menu.style.left = `${x + scrollX}px`;
  menu.style.top = `${(above > header ? above : bottom + GAP) + scrollY}px`;
}

function close(back = false) {
  if (!opened) return;
  const { menu, opener } = opened;
  opened = undefined;
  menu.remove();
  opener.setAttribute("aria-expanded", "false");
  if (back) opener.focus();
}

/** Open the menu at a button, or close it where it is open. */
export function toggle(/** @type {HTMLElement} */ button) {
  if (button === opened?.opener) close(true);
  else open(button);
}

document.addEventListener("click", ({ target }) => {
  if (opened && target instanceof Node && !opened.menu.contains(target) && !opened.opener.contains(target)) close();
});
addEventListener("resize", () => opened && place(opened.menu, opened.opener));
document.addEventListener("keydown", (event) => {
  if (!opened) return;
  const choices = /** @type {HTMLElement[]} */ ([...opened.menu.children]);
  const here = choices.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  /** @type {Record<string, number>} */
  const places = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: choices.length - 1 };
  const to = places[event.key];
  if (to !== undefined) {
    choices.at(to % choices.length)?.focus();
    event.preventDefault();
  } else if (event.key === "Escape") close(true);
  else if (event.key === "Tab") close();
});
