// @ts-check
/* The library's filters: facets, a text, an order, the reader's own marks. All of it is in the address, so that a view can be
   linked and the back button undoes a choice. Without this script the whole list is there, and no filter is shown. */

import { choices, chosenIn, fill, keep, usual } from "./address.js";
import { about, element, part, parts, runs } from "./element.js";
import { sift } from "./facets.js";
import { readOrNothing, show as showMarks } from "./marks.js";
import { explain } from "./reasons.js";
import { density, idOf, rowsOf, skillsOf, titleOf } from "./rows.js";
import { onChange } from "./store.js";
import { copy } from "./taken.js";

/**
 * @typedef {object} Entry
 * @property {HTMLElement} row
 * @property {number} place in the recommended order
 * @property {string} shelf the heading above it in the recommended order
 * @property {string} id
 * @property {string} title
 * @property {number} minutes
 * @property {number} year
 * @property {number[][]} values
 */
/** @typedef {{ by: (a: Entry, b: Entry) => number, shelf: (entry: Entry) => string }} Order Entries of one shelf come together. */
/** @typedef {Map<string, number>} Ranks By id, from 0. */
/** @typedef {{ name: string, value: string, label: string }} Choice A filter in use, and its words. */

const form = part(".hb-facets", HTMLFormElement);
const library = part(".hb-library");
const list = part(".hb-library__list");
const bar = part(".hb-found-bar");
const status = part("[role=status]", HTMLElement, bar);
const inUse = part(".hb-chosen");
const empty = part(".hb-empty");
const more = part(".hb-more");
const others = part("button", HTMLButtonElement, more);
const toggle = part(".hb-facets__toggle", HTMLElement, bar);
const clear = part(".hb-facets__clear", HTMLElement, form);
const done = part(".hb-facets__done", HTMLElement, form);

const TYPING = 150; // Milliseconds after the last key before the list follows.
/* Shown at once: what the browser lays out at once, and few enough screens. Of a longer list a button shows the rest. */
const ROWS = 100;
const CARDS = 24;

const facets = parts("[data-facet]", HTMLDetailsElement, form).map((details) => ({
  name: details.dataset.facet ?? "",
  title: part("summary", HTMLElement, details).firstChild?.textContent?.trim() ?? "",
  details,
}));
/* The values of all facets, numbered as their boxes stand. */
const values = parts(".hb-facet label", HTMLElement, form).map((label) => {
  const box = part("input", HTMLInputElement, label);
  return {
    box,
    label,
    facet: facets.findIndex(({ name }) => name === box.name),
    title: part(".hb-value", HTMLElement, label).textContent,
    count: part(".hb-count", HTMLElement, label),
  };
});
const numbers = new Map(values.map(({ box }, number) => [`${box.name} ${box.value}`, number]));
/* Controls besides the boxes. */
const text = part("[name=text]", HTMLInputElement, form);
const yours = part("[name=yours]", HTMLSelectElement, form);
const sort = part("[name=sort]", HTMLSelectElement, bar);
const controls = { text, yours, sort };

/** @type {Map<string, { section: HTMLElement, rows: HTMLElement }>} The parts of the list, by their headings. */
const shelves = new Map(
  parts(":scope > section", HTMLElement, list).map((section) => {
    const title = part("h2", HTMLElement, section).textContent;
    return [title, { section, rows: part("ul", HTMLElement, section) }];
  }),
);
/** @type {Entry[]} */
const entries = [...shelves]
  .flatMap(([shelf, { rows }]) => parts(":scope > *", HTMLElement, rows).map((row) => ({ shelf, row })))
  .map(({ shelf, row }, place) => ({
    row,
    place,
    shelf,
    id: idOf(row),
    title: titleOf(row),
    minutes: Number(row.dataset.minutes),
    year: Number(row.dataset.year),
    values: facets.map(({ name }) => valuesOf(row, name).flatMap((value) => numbers.get(`${name} ${value}`) ?? [])),
  }));

function valuesOf(/** @type {HTMLElement} */ row, /** @type {string} */ facet) {
  return facet === "skill" ? skillsOf(row) : (row.dataset[facet] ?? "").split(" ");
}

const [time = -1, cost = -1] = ["time", "cost"].map((wanted) => facets.findIndex(({ name }) => name === wanted));
/** @type {Order} */
const recommended = { by: (a, b) => a.place - b.place, shelf: ({ shelf }) => shelf };
/** @type {Record<string, Order>} */
const ORDERS = {
  recommended,
  shortest: {
    by: (a, b) => a.minutes - b.minutes || a.place - b.place,
    shelf: (entry) => values[entry.values[time]?.[0] ?? -1]?.title ?? "",
  },
  newest: { by: (a, b) => b.year - a.year || a.place - b.place, shelf: ({ year }) => (year ? String(year) : "Without a year") },
  title: { by: (a, b) => a.title.localeCompare(b.title, "en"), shelf: () => "" },
};

const view = rowsOf(list, "resource", true);
const cards = density(library, () => {
  most = usualMost();
  show();
});

const usualMost = () => (cards() ? CARDS : ROWS);
let pinned = ""; // The id of the entry that the address points to, which is shown whatever the filters say.
let most = usualMost();
let order = recommended;
let ordered = entries;
/** @type {Entry[]} Those that fit, whether shown or not. */
let fitted = entries;
/** @type {((query: string) => Ranks) | undefined} Made when somebody types. */
let search;
const UNSEARCHED = "the search could not be loaded, so the text is ignored: change a filter to try again";

/* From the address to the controls. Values that there are none of are left out, and said. */
function fromAddress() {
  const said = choices();
  for (const { box, facet } of values) {
    box.checked = said.getAll(box.name).includes(box.value);
    const details = facets[facet]?.details;
    if (box.checked && details) details.open = true;
  }
  fill(controls, said);
  return show(facets.flatMap(({ name }) => said.getAll(name).filter((value) => !numbers.has(`${name} ${value}`))));
}

/* From the controls to the address. */
function changed(/** @type {"pushState" | "replaceState"} */ how) {
  pinned = "";
  most = usualMost();
  const checked = values.filter(({ box }) => box.checked);
  const picked = facets.map(({ name }, facet) => [name, checked.flatMap((value) => (value.facet === facet ? value.box.value : []))]);
  const chosen = { ...Object.fromEntries(picked), ...chosenIn(controls) };
  const shown = show();
  afterDrawing(() => keep(chosen, how));
  return shown;
}

/* A new address makes the browser match styles again and fetch the page's icon: not before the reader sees the answer. */
const afterDrawing = (/** @type {() => void} */ what) => requestAnimationFrame(() => setTimeout(what));

async function show(/** @type {string[]} */ unknown = []) {
  const query = text.value.trim();
  if (query && !search) {
    search = await import("./library-search.js").then(({ searcher }) => searcher(entries)).catch(() => undefined);
    if (query !== text.value.trim()) return; // What was typed since has its own turn.
  }
  draw(query, unknown);
}

function draw(/** @type {string} */ query, /** @type {string[]} */ unknown) {
  const ranks = query && search ? search(query) : null;
  const { marks } = readOrNothing();
  const state = (/** @type {Entry} */ { id }) => marks.get(`resource/${id}`)?.state ?? "";
  const wanted = yours.value;

  /** @type {Map<string, (entry: Entry) => boolean>} */
  const tests = new Map();
  if (ranks) tests.set("text", ({ id }) => ranks.has(id));
  if (wanted) tests.set("yours", (entry) => state(entry) === wanted);
  arrange(ranks && sort.value === "recommended" ? byRank(ranks) : (ORDERS[sort.value] ?? recommended));
  const open = wanted || !marks.size ? ordered : ordered.filter((entry) => state(entry) !== "hidden");
  const { fitting, counts, without } = sift(open, chosenByFacet(), tests, values.length);
  fitted = fitting;
  const shown = new Set(fitting.slice(0, most));
  lay(ordered.filter((entry) => entry.id === pinned || shown.has(entry)));
  more.hidden = fitting.length <= most;
  say(others, `Show the other ${fitting.length - most}`);
  tellCounts(counts);
  tellChosen(query);
  tellEmpty(fitting.length ? null : without);
  const besides = [...hiddenBy(entries.length - open.length), ...strange(unknown)];
  tellStatus(fitting.length, query && !search ? [...besides, UNSEARCHED] : besides);
}

/* For each facet the numbers of the values that are chosen, or null. */
function chosenByFacet() {
  return facets.map((_, facet) => {
    const own = values.flatMap((value, number) => (value.facet === facet && value.box.checked ? number : []));
    return own.length ? new Set(own) : null;
  });
}

/** @returns {Order} */
function byRank(/** @type {Ranks} */ ranks) {
  const rank = (/** @type {Entry} */ { id }) => ranks.get(id) ?? Infinity;
  /* Infinity less Infinity is no number, and so no answer. */
  return { by: (a, b) => rank(a) - rank(b) || a.place - b.place, shelf: () => "" };
}

function arrange(/** @type {Order} */ wanted) {
  if (wanted === order) return;
  order = wanted;
  ordered = entries.toSorted(order.by);
}

/* These rows and no others are in the document, since the browser looks at hidden ones too whenever one changes. */
function lay(/** @type {Entry[]} */ wanted) {
  const kept = new Set(wanted.map(({ row }) => row));
  for (const { row } of entries) if (row.isConnected && !kept.has(row)) row.remove();
  const stretches = shelved(wanted);
  const sections = stretches.map(({ shelf }) => shelf.section);
  for (const { section } of shelves.values()) if (section.isConnected && !sections.includes(section)) section.remove();
  line(list, sections);
  if (cards()) explain([...kept]);
  const added = stretches.map(({ shelf, rows: own }) => line(shelf.rows, own)).some(Boolean);
  view.show([...kept], cards());
  if (added) showMarks(); // They may have changed meanwhile.
}

/* The entries in stretches under one heading, with the place of each. */
function shelved(/** @type {Entry[]} */ wanted) {
  /** @type {{ title: string, shelf: { section: HTMLElement, rows: HTMLElement }, rows: HTMLElement[] }[]} */
  const stretches = [];
  for (const entry of wanted) {
    const title = order.shelf(entry);
    const last = stretches.at(-1);
    if (last?.title === title) last.rows.push(entry.row);
    else stretches.push({ title, shelf: shelfOf(title), rows: [entry.row] });
  }
  return stretches;
}

function shelfOf(/** @type {string} */ title) {
  const known = shelves.get(title);
  if (known) return known;
  const own = element("ul", { class: "hb-shelf hb-plain" });
  const head = title ? [element("h2", { class: "hb-shelf__title" }, title)] : [];
  const made = { section: element("section", {}, ...head, own), rows: own };
  shelves.set(title, made);
  return made;
}

/* Have these follow one another in `place`. What is there already is not moved: it may have the focus. */
function line(/** @type {HTMLElement} */ place, /** @type {HTMLElement[]} */ wanted) {
  let next = place.firstElementChild;
  let added = false;
  for (const one of wanted) {
    if (one === next) next = next.nextElementSibling;
    else {
      added ||= !one.isConnected;
      place.insertBefore(one, next);
    }
  }
  return added;
}

function tellCounts(/** @type {Uint32Array} */ counts) {
  for (const [number, { box, label, count }] of values.entries()) {
    say(count, String(counts[number]));
    const off = !counts[number] && !box.checked;
    if (box.disabled === off) continue;
    box.disabled = off;
    label.classList.toggle("hb-off", off);
  }
}

/* A button for each filter in use, which takes it away. */
function tellChosen(/** @type {string} */ query) {
  const chosen = chosenNow(query);
  inUse.replaceChildren(...chosen.map(chip));
  clear.hidden = !chosen.length;
  say(part("span", HTMLElement, toggle), chosen.length ? ` (${chosen.length})` : "");
}

function chosenNow(/** @type {string} */ query) {
  const chosen = values.flatMap(({ box, title }) => (box.checked ? { name: box.name, value: box.value, label: title } : []));
  if (query) chosen.push({ name: "text", value: "", label: `“${query}”` });
  if (yours.value) chosen.push({ name: "yours", value: "", label: yours.selectedOptions[0]?.textContent ?? "" });
  return chosen;
}

/* What fits, as a list to take along: with the address of this view, and the resources' own. */
async function listing() {
  const { richOf } = await import("./list-text.js");
  const chosen = chosenNow(text.value.trim()).map(({ label }) => label);
  const rowsOfList = fitted.map(({ title, minutes, row, values: own }) => {
    const url = part(".hb-go a", HTMLAnchorElement, row).href;
    return { title, url, minutes, note: values[own[cost]?.[0] ?? -1]?.title ?? "" };
  });
  const said = chosen.length ? { about: chosen.join(", ") } : {};
  return richOf({ title: "Reading list", url: location.href, ...said, groups: [{ title: "Reading list", rows: rowsOfList }] });
}

/* An empty list says what each filter's going would bring: `without`, by filter. */
function tellEmpty(/** @type {Map<number | string, number> | null} */ without) {
  empty.hidden = !without;
  if (!without) return;
  const ways = [...without].toSorted(([, a], [, b]) => b - a);
  const offers = ways.map(([filter, number]) => {
    const facet = typeof filter === "number" ? facets[filter] : undefined;
    const name = String(facet?.name ?? filter);
    return chip({ name, value: "", label: `Any ${(facet?.title ?? name).toLowerCase()}: ${number}` });
  });
  const all = chip({ name: "", value: "", label: `Clear all filters: ${entries.length}` });
  part("ul", HTMLElement, empty).replaceChildren(...offers, all);
}

function chip(/** @type {Choice} */ { name, value, label }) {
  return element("li", {}, element("button", { type: "button", "data-name": name, "data-value": value }, label));
}

function take(/** @type {Event} */ event) {
  const button = about(event, "button[data-name]");
  if (!button) return;
  const { name, value } = button.dataset;
  for (const { box } of values) if ((!name || box.name === name) && (!value || box.value === value)) box.checked = false;
  for (const [control, own] of Object.entries({ text, yours })) if (!name || name === control) own.value = usual(own);
  changed("pushState").then(() => (inUse.querySelector("button") ?? text).focus({ preventScroll: true }));
}

function tellStatus(/** @type {number} */ found, /** @type {string[]} */ besides) {
  say(status, [`${found} of ${entries.length} resources`, ...besides].join("; "));
  say(done, found === 1 ? "Show 1 resource" : `Show ${found} resources`);
}

const hiddenBy = (/** @type {number} */ hidden) => (hidden ? [`${hidden} hidden by you`] : []);

function strange(/** @type {string[]} */ named) {
  if (!named.length) return [];
  return [`the link names ${named.map((value) => `“${value.slice(0, 40)}”`).join(", ")}, which isn't in any filter`];
}

/* Changes the words of an element and no node, since a new node makes the browser look at every card again (`:has`). */
function say(/** @type {HTMLElement} */ place, /** @type {string} */ words) {
  const node = place.firstChild ?? place.appendChild(document.createTextNode(""));
  if (node.nodeValue !== words) node.nodeValue = words;
}

function openFacets(/** @type {boolean} */ wanted) {
  toggle.setAttribute("aria-expanded", String(wanted));
  form.classList.toggle("hb-facets--open", wanted);
}

const pointed = () => entries.find(({ id }) => `#${id}` === location.hash);

/* The entry that the address points to is shown, whatever the filters say. */
async function pin() {
  const target = pointed();
  if (!target) return;
  if (!target.row.isConnected) {
    pinned = target.id;
    await show();
  }
  view.reveal(target.row);
}

/* A row that its reader hides takes the focus with it: hand it to the next one. */
async function keepPlace() {
  const focused = entries.find(({ row }) => row.contains(document.activeElement));
  const next = focused && fitted[fitted.indexOf(focused) + 1]?.row;
  await show();
  if (!focused || focused.row.isConnected) return;
  const summary = next?.isConnected ? next.querySelector("summary") : null;
  (summary ?? text).focus();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
text.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => changed("replaceState"), TYPING);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => target !== text && changed("pushState"));
form.addEventListener("reset", () => setTimeout(() => changed("pushState")));
sort.addEventListener("change", () => changed("pushState"));
inUse.addEventListener("click", take);
empty.addEventListener("click", take);
/* Paper has no button for the rest. */
addEventListener("beforeprint", () => {
  most = Infinity;
  show();
});
more.addEventListener("click", async () => {
  const before = new Set(parts(".hb-fold", HTMLElement, list));
  most = Infinity;
  await show();
  const first = parts(".hb-fold", HTMLElement, list).find((row) => !before.has(row));
  first?.querySelector("summary")?.focus();
});
part(".hb-copy-list", HTMLElement, bar).addEventListener("click", () => copy(`a list of ${fitted.length}`, listing(), true));
toggle.addEventListener("click", () => openFacets(toggle.getAttribute("aria-expanded") !== "true"));
done.addEventListener("click", () => {
  openFacets(false);
  bar.scrollIntoView();
  status.focus({ preventScroll: true });
});
addEventListener("popstate", () => fromAddress());
addEventListener("hashchange", pin);
/* `toggle` does not bubble. */
list.addEventListener("toggle", () => explain(parts(".hb-fold:has(> details[open])", HTMLElement, list)), true);
onChange(keepPlace);
pinned = pointed()?.id ?? "";
fromAddress().then(pin);
runs("library");
