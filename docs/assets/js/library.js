// @ts-check
/* The library's filters: facets, a text, an order, the reader's own marks. All of it stands in the address, so that a view
   can be linked and the back button undoes a choice. Without this script the whole list is there, and no filter is shown. */

import { choices, chosenIn, fill, keep, usual } from "./address.js";
import { about, element, part, parts, runs } from "./element.js";
import { sift } from "./facets.js";
import { readOrNothing, show as showMarks } from "./marks.js";
import { onChange } from "./store.js";

/**
 * @typedef {object} Entry
 * @property {HTMLElement} card
 * @property {number} place in the recommended order
 * @property {string} id
 * @property {string} title
 * @property {number} minutes
 * @property {number} year
 * @property {number[][]} values
 */
/** @typedef {(a: Entry, b: Entry) => number} Order */
/** @typedef {Map<string, number>} Ranks By id, from 0. */
/** @typedef {{ name: string, value: string, label: string }} Choice A filter in use, and its words. */

const form = part(".hb-facets", HTMLFormElement);
const list = part(".hb-library__list");
const bar = part(".hb-found-bar");
const status = part("[role=status]", HTMLElement, bar);
const inUse = part(".hb-chosen");
const empty = part(".hb-empty");
const more = part(".hb-more");
const others = part("button", HTMLButtonElement, more);
const toggle = part(".hb-facets__toggle");
const clear = part(".hb-facets__clear", HTMLElement, form);
const done = part(".hb-facets__done", HTMLElement, form);

const TYPING = 150; // Milliseconds after the last key before the list follows.
/* Cards shown at once. A list that the browser can lay out at once is shown whole, so that its own find works; of a longer
   one a button shows the rest. */
const WHOLE = 250;
const MOST = 20;

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

/** @type {Entry[]} */
const entries = parts(":scope > *", HTMLElement, list).map((card, place) => ({
  card,
  place,
  id: card.dataset.id ?? "",
  title: part(".hb-resource__title a", HTMLElement, card).textContent,
  minutes: Number(card.dataset.minutes),
  year: Number(card.dataset.year),
  values: facets.map(({ name }) => (card.dataset[name] ?? "").split(" ").flatMap((value) => numbers.get(`${name} ${value}`) ?? [])),
}));

/** @type {Order} */
const recommended = (a, b) => a.place - b.place;
/** @type {Record<string, Order>} */
const ORDERS = {
  recommended,
  shortest: (a, b) => a.minutes - b.minutes || a.place - b.place,
  newest: (a, b) => b.year - a.year || a.place - b.place,
  title: (a, b) => a.title.localeCompare(b.title, "en"),
};

let pinned = ""; // The id of the entry that the address points to, which is shown whatever the filters say.
let most = entries.length <= WHOLE ? Infinity : MOST;
let order = recommended;
let ordered = entries;
/** @type {Awaited<ReturnType<typeof searcher>> | undefined} Made when somebody types. */
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
  most = entries.length <= WHOLE ? Infinity : MOST;
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
    search = await searcher().catch(() => undefined);
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
  return (a, b) => rank(a) - rank(b) || a.place - b.place; // Infinity less Infinity is no number, and so no answer.
}

function arrange(/** @type {Order} */ wanted) {
  if (wanted === order) return;
  order = wanted;
  ordered = entries.toSorted(order);
}

/* These cards and no others are in the document, since the browser looks at hidden ones too whenever one changes. What stays
   is not moved: it may have the focus. */
function lay(/** @type {Entry[]} */ wanted) {
  const cards = wanted.map(({ card }) => card);
  const kept = new Set(cards);
  for (const { card } of entries) if (card.isConnected && !kept.has(card)) card.remove();
  let next = list.firstElementChild;
  let added = false;
  for (const card of cards) {
    if (card === next) next = next.nextElementSibling;
    else {
      added ||= !card.isConnected;
      list.insertBefore(card, next);
    }
  }
  if (added) showMarks(); // They may have changed meanwhile.
}

/* A function from a text to the ranks of what the cards say. */
async function searcher() {
  const [{ slips, words }, { default: MiniSearch }] = await Promise.all([import("./find.js"), import("./vendor/minisearch-7.2.0.js")]);
  const index = new MiniSearch({
    fields: ["title", "by", "serves", "why"],
    tokenize: words,
    processTerm: (/** @type {string} */ word) => word,
  });
  const said = (/** @type {HTMLElement} */ card, /** @type {string} */ selector) => card.querySelector(selector)?.textContent ?? "";
  index.addAll(
    entries.map(({ id, title, card }) => ({
      id,
      title,
      by: said(card, ".hb-reading__by"),
      serves: said(card, ".hb-serves"),
      why: said(card, ".hb-why"),
    })),
  );
  const how = { combineWith: "AND", prefix: true, boost: { title: 4, by: 2, serves: 2 } };
  /** @returns {Ranks} */
  return (/** @type {string} */ query) => {
    const exact = index.search(query, how);
    const found = exact.length ? exact : index.search(query, { ...how, fuzzy: slips });
    return new Map(found.map((/** @type {{ id: string }} */ { id }, /** @type {number} */ place) => [id, place]));
  };
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
  const chosen = values.flatMap(({ box, title }) => (box.checked ? { name: box.name, value: box.value, label: title } : []));
  if (query) chosen.push({ name: "text", value: "", label: `“${query}”` });
  if (yours.value) chosen.push({ name: "yours", value: "", label: yours.selectedOptions[0]?.textContent ?? "" });
  inUse.replaceChildren(...chosen.map(chip));
  clear.hidden = !chosen.length;
  say(part("span", HTMLElement, toggle), chosen.length ? ` (${chosen.length})` : "");
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
  return [`the link names ${named.map((value) => `“${value.slice(0, 40)}”`).join(", ")}, which no filter has`];
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
  if (!target.card.isConnected) {
    pinned = target.id;
    await show();
  }
  settle(part(".hb-resource__title", HTMLElement, target.card));
}

/* Cards out of sight have a guessed height, and take their true one as they come near: scroll until nothing moves. */
function settle(/** @type {HTMLElement} */ title, frames = 10) {
  const before = title.getBoundingClientRect().top;
  title.scrollIntoView();
  const again = () => frames && before !== title.getBoundingClientRect().top && settle(title, frames - 1);
  requestAnimationFrame(() => requestAnimationFrame(again));
}

/* A card that its reader hides takes the focus with it: hand it to the next one. */
async function keepPlace() {
  const focused = entries.find(({ card }) => card.contains(document.activeElement))?.card;
  const next = focused?.nextElementSibling;
  await show();
  if (!focused || focused.isConnected) return;
  const link = next?.isConnected ? next.querySelector("a") : null;
  (link ?? text).focus();
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
  const before = list.children.length;
  most = Infinity;
  await show();
  list.children[before]?.querySelector("a")?.focus();
});
toggle.addEventListener("click", () => openFacets(toggle.getAttribute("aria-expanded") !== "true"));
done.addEventListener("click", () => {
  openFacets(false);
  bar.scrollIntoView();
  status.focus({ preventScroll: true });
});
addEventListener("popstate", () => fromAddress());
addEventListener("hashchange", pin);
onChange(keepPlace);
pinned = pointed()?.id ?? "";
fromAddress().then(pin);
runs("library");
