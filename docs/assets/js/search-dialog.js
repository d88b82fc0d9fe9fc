// @ts-check
/* What the search dialog shows: names at once, texts a moment later. */

import { element, part, parts } from "./element.js";
import { Finder, foundAs } from "./find.js";
import { names, texts } from "./search-data.js";
import { Texts } from "./texts.js";

/** @typedef {import("./search-data.js").Found} Found */
/** @typedef {import("./texts.js").Passage} Passage */

const MOST_NAMES = 7;
const MOST_PASSAGES = 3; // Of each kind, until somebody asks for more.
const TEXTS_AFTER = 70; // Milliseconds after a key: names come first, and whoever types on does not wait for texts.

/** One, and several. @type {Record<string, [string, string]>} */
const KINDS = {
  term: ["Term", "Terms"],
  comparison: ["Comparison", "Comparisons"],
  room: ["Decision room", "Decision rooms"],
  skill: ["Skill", "Skills"],
  group: ["Skill group", "Skill groups"],
  path: ["Path", "Paths"],
  page: ["Page", "Pages"],
  resource: ["Resource", "Library"],
  profile: ["Job profile", "Job profiles"],
  question: ["Question", "Interview questions"],
};
const NOT_LOADED = "Search could not be loaded. Keep typing to try again.";
const NO_TEXTS = "The texts could not be loaded, so only names were searched. Keep typing to try again.";

const dialog = part("#hb-search", HTMLDialogElement);
const field = part("input", HTMLInputElement, dialog);
const status = part("[role=status]", HTMLElement, dialog);
const results = part(".hb-search__results", HTMLElement, dialog);
const hints = [...results.childNodes];

/** @type {Finder<Found> | undefined} */
let finder;
/** @type {Texts | undefined} */
let index;
let textsFailed = false;
let busy = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {string | undefined} What is shown; nothing before anything is. */
let shown;
/** @type {import("./find.js").Answer<Found>["hits"]} What was found for it, and the name that was meant. */
let hits = [];
let corrected = "";
/** @type {HTMLElement} Where the passages go. */
let below = element("div");

/* Names when somebody turns to search, texts when it is open; again by the next key where one did not come. */
async function prepare() {
  if (busy || index) return;
  busy = true;
  const wanted = dialog.open ? texts() : undefined;
  wanted?.catch(() => undefined);
  try {
    const entries = await names();
    finder ??= new Finder(entries);
    show();
    const sections = await wanted;
    textsFailed = false;
    if (sections) {
      index = new Texts(entries, sections);
      build(index);
    }
  } catch {
    textsFailed = Boolean(finder);
    if (finder) showTexts();
    else tell("failed", NOT_LOADED);
  }
  busy = false;
  // Opened in the meantime.
  if (!wanted && dialog.open && finder) prepare();
}

/* A slice at a time, so that no key waits for it. */
function build(/** @type {Texts} */ made) {
  if (made.buildOn()) known(made);
  else setTimeout(() => build(made));
}

/* What somebody writes is no slip. */
function known(/** @type {Texts} */ made) {
  if (finder) finder.known = (word) => made.vocabulary.has(word);
  const before = dialog.dataset.state;
  if (before === "corrected") {
    shown = undefined;
    show();
  }
  showTexts();
}

function tell(/** @type {string} */ state, /** @type {string} */ words) {
  dialog.dataset.state = state;
  status.textContent = words;
}

function show() {
  const query = field.value.trim();
  prepare();
  if (!finder || query === shown) return;
  shown = query;
  clearTimeout(timer);
  const { state, wanted, near, ...found } = finder.find(query);
  ({ hits, corrected } = found);
  const named = hits.slice(0, MOST_NAMES);
  below = element("div", { class: "hb-search__texts" });
  if (!state) {
    tell("", "");
    results.replaceChildren(...hints);
    return;
  }
  if (state === "absent") {
    results.replaceChildren(absent(wanted, near), below);
    // While somebody has only begun to type, nothing is missing yet.
    tell("absent", query.length < 2 ? "" : `Not in the handbook yet: “${wanted}”`);
  } else {
    results.replaceChildren(list(named.map((entry, place) => hit(entry, corrected || query, place === 0))), below);
    tell(state, corrected ? `Showing results for ${corrected}` : `${named.length} ${named.length === 1 ? "result" : "results"}`);
  }
  results.scrollTop = 0;
  timer = setTimeout(showTexts, TEXTS_AFTER);
}

/* What is near is told apart from an answer, and one can ask for what is missing. */
function absent(/** @type {string} */ wanted, /** @type {Found[]} */ near) {
  const box = element("div", { class: "hb-search__absent" });
  if (near.length) {
    const links = near.map((entry) => element("li", {}, element("a", { href: entry.url }, entry.title)));
    box.append(element("p", {}, "Similar names"), element("ul", {}, ...links));
  }
  const { suggest } = dialog.dataset;
  if (suggest)
    box.append(element("a", { class: "hb-search__suggest", href: `${suggest}&title=${encodeURIComponent(wanted)}` }, "Suggest this entry"));
  return box;
}

function showTexts() {
  if (!shown || !finder) return;
  if (!index?.ready) {
    below.replaceChildren(...(textsFailed ? [element("p", { class: "hb-search__note" }, NO_TEXTS)] : []));
    return;
  }
  const asked = index.find(corrected || shown);
  const passages = asked.length ? asked : index.find(hits[0]?.title ?? "");
  // In a task of its own, so that a key in between need not wait for both.
  timer = setTimeout(() => showPassages(passages));
}

function showPassages(/** @type {Passage[]} */ passages) {
  const named = new Set(hits.slice(0, MOST_NAMES));
  const others = passages.filter(({ entry }) => !named.has(entry));
  /** @type {Map<string, Passage[]>} */
  const groups = new Map();
  for (const passage of others) {
    const { kind } = passage.entry;
    groups.set(kind, [...(groups.get(kind) ?? []), passage]);
  }
  const heading = element("h2", { class: "hb-search__heading" }, "Mentioned in");
  below.replaceChildren(...(groups.size ? [heading] : []), ...[...groups].map(([kind, found]) => group(kind, found)));
}

function group(/** @type {string} */ kind, /** @type {Passage[]} */ found) {
  const shownFirst = found.slice(0, MOST_PASSAGES).map(passageHit);
  const items = list(shownFirst);
  const section = element("section", { class: "hb-search__group" }, element("h3", {}, KINDS[kind]?.[1] ?? kind), items);
  const rest = found.slice(MOST_PASSAGES);
  if (rest.length) {
    const more = element("button", { type: "button", class: "hb-search__more" }, `${rest.length} more`);
    more.addEventListener("click", () => {
      const added = rest.map(passageHit);
      items.append(...added.map((each) => element("li", {}, each)));
      more.remove();
      added[0]?.focus();
    });
    section.append(more);
  }
  return section;
}

const list = (/** @type {HTMLElement[]} */ found) =>
  element("ul", { class: "hb-search__list" }, ...found.map((each) => element("li", {}, each)));

function hit(/** @type {Found} */ entry, /** @type {string} */ query, /** @type {boolean} */ first) {
  const as = foundAs(entry, query);
  const { kind, title, line, note, names: others } = entry;
  const link = element("a", { class: "hb-search__hit", href: entry.url, "data-kind": kind });
  link.append(element("span", { class: "hb-search__kind" }, KINDS[kind]?.[0] ?? kind), element("strong", {}, title));
  if (as) link.append(" ", element("span", { class: "hb-search__as" }, `also ${as}`));
  const facts =
    kind === "resource" ? [others.slice(0, 3).join(", ") + (others.length > 3 ? " and others" : ""), note] : kind === "term" ? [] : [note];
  const told = line || facts.filter(Boolean).join(", ");
  if (told) link.append(element("span", { class: "hb-search__line" }, told));
  if (first) link.classList.add("hb-search__hit--first");
  return link;
}

function passageHit(/** @type {Passage} */ { entry, anchor, heading, excerpt }) {
  const link = element("a", { class: "hb-search__hit", href: anchor ? `${entry.url}#${anchor}` : entry.url, "data-kind": entry.kind });
  const title = entry.kind === "question" ? [] : [element("strong", {}, entry.title)];
  if (heading && title.length) title.push(element("span", { class: "hb-search__as" }, ` ${heading}`));
  const words = excerpt.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));
  link.append(...title, element("span", { class: "hb-search__line" }, ...words));
  if (entry.kind === "question") {
    const asked = entry.title.length > 110 ? `${entry.title.slice(0, entry.title.lastIndexOf(" ", 110))}\u00a0…` : entry.title;
    if (!excerptIsTitle(excerpt, entry.title)) link.prepend(element("strong", {}, asked));
  }
  return link;
}

/* Whether an excerpt is from the question itself, which needs no title then. */
const excerptIsTitle = (/** @type {import("./texts.js").Piece[]} */ excerpt, /** @type {string} */ title) => {
  const words = excerpt.map(({ text }) => text).join("");
  return title.includes(words.replace(/^… | …$/gu, ""));
};

const links = () => parts("a, button", HTMLElement, results).filter((each) => each.checkVisibility());

/* Arrows go from the field through the results and back. */
function move(/** @type {number} */ by) {
  const all = [field, ...links()];
  const at = all.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
  all[(Math.max(at, 0) + by + all.length) % all.length]?.focus();
}

/* The answer, if there is one. What is only mentioned is not opened by the way: the focus goes there. */
async function enter() {
  if (!finder) await names().then(show, () => undefined);
  show();
  const first = links()[0];
  if (dialog.dataset.state === "absent") first?.focus();
  else if (field.value.trim()) first?.click();
}

dialog.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const inField = document.activeElement === field;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && inField) enter();
  else {
    // Whoever types on goes on where they typed.
    if (!inField && (event.key === "Backspace" || (event.key.length === 1 && event.key !== " "))) field.focus();
    return;
  }
  event.preventDefault();
});

results.addEventListener("click", ({ target }) => {
  const clicked = target instanceof Element ? target.closest("a, .hb-search__try button") : null;
  if (clicked instanceof HTMLAnchorElement && clicked.href.split("#")[0] === location.href.split("#")[0]) dialog.close();
  else if (clicked instanceof HTMLButtonElement) {
    field.value = clicked.textContent ?? "";
    field.focus();
    show();
  }
});
field.addEventListener("input", show);
addEventListener("online", () => dialog.open && prepare());
show();
