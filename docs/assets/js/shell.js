// @ts-check
/* The frame around every page: colours, the menu of narrow windows, contents that follow the reading, the way back to the top.
   Without it the frame stands, and the menu opens by pointer. */

import { about, element, parts, runs } from "./element.js";

const root = document.documentElement;
const EDGE = 24; // Pixels below the header: a heading above it is being read.

const shown = (/** @type {HTMLElement} */ one) => one.checkVisibility({ visibilityProperty: true });

/* The button goes round: the other colours, these colours for good, the system's again. */
function colours(/** @type {HTMLElement} */ button) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function next() {
    const [same, other] = dark.matches ? ["slate", "default"] : ["default", "slate"];
    const to = { "": other, [other]: same }[root.dataset.colours ?? ""] ?? "";
    return { to, words: { default: "Switch to light colours", slate: "Switch to dark colours" }[to] ?? "Use system colours" };
  }
  function say() {
    const { words } = next();
    button.title = words;
    button.setAttribute("aria-label", words);
  }
  button.addEventListener("click", () => dispatchEvent(new CustomEvent("hb-colours", { detail: next().to })));
  new MutationObserver(say).observe(root, { attributeFilter: ["data-colours"] });
  dark.addEventListener("change", say);
  say();
  runs("colours");
}

/* The menu is the theme's: a checkbox and labels, which a keyboard does not reach. A button takes the place of the first, and
   the others take the focus. */
function menu(/** @type {HTMLInputElement} */ toggle, /** @type {HTMLElement} */ label, /** @type {HTMLElement} */ drawer) {
  const told = { "aria-label": "Menu", "aria-expanded": "false", "aria-controls": "hb-menu" };
  const button = element("button", { ...told, type: "button", class: `${label.className} hb-menu` });
  button.append(...label.childNodes);
  label.replaceWith(button);
  drawer.id = "hb-menu";
  for (const one of parts("label[for]", HTMLElement, drawer)) one.tabIndex = 0;

  const isIn = (/** @type {unknown} */ target) => target instanceof Node && drawer.contains(target);
  function set(/** @type {boolean} */ open) {
    toggle.checked = open;
    button.setAttribute("aria-expanded", String(open));
  }
  function close() {
    const back = isIn(document.activeElement);
    set(false);
    if (back) button.focus();
  }
  button.addEventListener("click", () => {
    set(!toggle.checked);
    if (toggle.checked) enter(drawer);
  });
  toggle.addEventListener("change", () => set(toggle.checked));
  drawer.addEventListener("focusout", ({ relatedTarget: to }) => to && to !== button && !isIn(to) && set(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && toggle.checked && close());
}

/* The page's own link, or what comes first. */
function enter(/** @type {ParentNode} */ within) {
  const stops = parts("a[href], label[tabindex]", HTMLElement, within).filter(shown);
  (stops.find((one) => one.matches(".md-nav__link--active")) ?? stops[0])?.focus();
}

/* Labels that open a part of the navigation, pressed as buttons are. The focus goes along. */
function press(/** @type {KeyboardEvent} */ event) {
  const label = about(event, "label.md-nav__link[tabindex], label.md-nav__title[tabindex]");
  if (!(label instanceof HTMLLabelElement) || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  label.click();
  const { control } = label;
  const item = control?.parentElement;
  if (label.matches(".md-nav__title") && control?.id === "__drawer") parts("button.hb-menu")[0]?.focus();
  else if (label.matches(".md-nav__title") && item) enter(item);
  else if (!shown(label) && item) for (const nav of parts(":scope > nav", HTMLElement, item)) enter(nav);
}

/* Marks the section that is being read in the lists of contents, and those that were. */
function contents(/** @type {HTMLAnchorElement[]} */ links, /** @type {HTMLElement} */ header) {
  const headings = links.flatMap((link) => named(link.hash) ?? []);
  const order = [...new Set(headings)];
  if (!order.length) return;
  /** @type {HTMLElement | undefined | null} */
  let before = null;
  onScroll(() => {
    if (!links.some(shown)) return;
    const edge = header.getBoundingClientRect().bottom + EDGE;
    const read = order.filter((heading) => heading.getBoundingClientRect().top <= edge);
    const here = read.pop();
    if (here === before) return;
    before = here;
    for (const link of links) {
      const heading = named(link.hash);
      link.classList.toggle("md-nav__link--passed", read.includes(/** @type {HTMLElement} */ (heading)));
      link.classList.toggle("md-nav__link--active", heading !== null && heading === here);
      if (heading && heading === here) follow(link);
      else link.removeAttribute("aria-current");
    }
  });
}

function follow(/** @type {HTMLElement} */ link) {
  link.setAttribute("aria-current", "location");
  const list = link.closest(".md-sidebar__scrollwrap");
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const { top } = list.getBoundingClientRect();
  list.scrollTop += link.getBoundingClientRect().top - top - list.clientHeight / 2;
}

/* Shown to whoever scrolls back up. */
function upwards(/** @type {HTMLElement} */ button) {
  let last = scrollY;
  onScroll(() => {
    button.hidden = scrollY >= last || scrollY < innerHeight;
    last = scrollY;
  });
  button.addEventListener("click", () => {
    scrollTo({ top: 0, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    for (const heading of parts("h1").slice(0, 1)) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  });
}

/* Raised over the text as soon as the tabs below it are out of sight, or where there are none. */
function shadow(/** @type {HTMLElement} */ header) {
  const [tabs] = parts(".md-tabs");
  const below = (/** @type {HTMLElement} */ one) => one.getBoundingClientRect().bottom;
  onScroll(() => header.classList.toggle("md-header--shadow", !tabs || below(tabs) <= below(header)));
}

/* The page's title in the place of the site's, once the page's own is out of sight. */
function title(/** @type {HTMLElement} */ heading, /** @type {HTMLElement} */ header) {
  new IntersectionObserver(
    ([seen]) => {
      const gone = seen !== undefined && !seen.isIntersecting && seen.boundingClientRect.top < 0;
      for (const line of parts(".md-header__title", HTMLElement, header)) line.classList.toggle("md-header__title--active", gone);
    },
    { rootMargin: `-${header.offsetHeight}px 0px 0px` },
  ).observe(heading);
}

/* What scrolls sideways can be reached by keyboard, and says what it is. */
function sideways(/** @type {HTMLElement[]} */ wide, /** @type {string} */ what) {
  const seen = new ResizeObserver((all) => {
    for (const { target } of all) {
      const scrolls = target.scrollWidth > target.clientWidth;
      const attributes = { tabindex: "0", role: "group", "aria-label": `${what}, scrolls sideways` };
      for (const [name, value] of Object.entries(attributes)) {
        if (scrolls) target.setAttribute(name, value);
        else target.removeAttribute(name);
      }
    }
  });
  for (const one of wide) seen.observe(one);
}

/* Once for each frame that is drawn, and once now. */
function onScroll(/** @type {() => void} */ look) {
  let waits = false;
  addEventListener(
    "scroll",
    () => {
      if (waits) return;
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        look();
      });
    },
    { passive: true },
  );
  look();
}

/* What an address names; a browser that does not understand one names nothing. */
function named(/** @type {string} */ hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

/* What an address points at may be folded away. */
function unfold() {
  const target = named(location.hash);
  const folded = target?.closest("details:not([open])");
  if (!(folded instanceof HTMLDetailsElement)) return;
  folded.open = true;
  target?.scrollIntoView();
}

/* Paper shows what is folded away; browsers that styles cannot tell so have it opened. */
function forPaper() {
  if (CSS.supports("selector(::details-content)")) return;
  addEventListener("beforeprint", () => {
    for (const one of parts("article details", HTMLDetailsElement)) one.open = true;
  });
}

/* The menu may be longer than the window: the page that is being read is in sight. */
function inSight(/** @type {HTMLElement} */ scrolled) {
  const [active] = parts("a.md-nav__link--active", HTMLElement, scrolled).slice(-1);
  const edge = Math.min(scrolled.getBoundingClientRect().bottom, innerHeight);
  const below = active ? active.getBoundingClientRect().bottom - edge : 0;
  if (below > 0) scrolled.scrollTop += below + EDGE;
}

function start() {
  const [header] = parts(".md-header");
  const [toggle] = parts("#__drawer", HTMLInputElement);
  const [label] = parts(".md-header label[for=__drawer]");
  const [drawer] = parts(".md-sidebar--primary");
  for (const button of parts(".hb-colours")) colours(button);
  for (const scrolled of parts(".md-sidebar--primary .md-sidebar__scrollwrap")) inSight(scrolled);
  if (toggle && label && drawer) menu(toggle, label, drawer);
  document.addEventListener("keydown", press);
  if (header) {
    contents(parts(".md-nav--secondary a[href^='#']", HTMLAnchorElement), header);
    shadow(header);
    for (const heading of parts("article h1").slice(0, 1)) title(heading, header);
  }
  for (const button of parts("button.md-top")) upwards(button);
  sideways(parts(".md-typeset__scrollwrap"), "Table");
  sideways(parts("pre > code"), "Code");
  forPaper();
  addEventListener("hashchange", unfold);
  unfold();
}

start();
