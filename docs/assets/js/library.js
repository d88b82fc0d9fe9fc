/* The library's filters: facets, a text, an order, the reader's own marks. All of it stands in the address, so that a view
   can be linked and the back button undoes a choice. Without scripts the whole list is there. */

import { readOrNothing, show as showMarks } from "./marks.js";
import { sift } from "./sift.js";
import { onChange } from "./store.js";

const form = document.querySelector(".hb-facets");
const list = document.querySelector(".hb-shelf");
const bar = document.querySelector(".hb-found-bar");
const empty = document.querySelector(".hb-empty");
const more = document.querySelector(".hb-more");
const toggle = document.querySelector(".hb-facets__toggle");

const TYPING = 150; // Milliseconds after the last key before the list follows.
/* Cards shown at once. A list that the browser can lay out at once is shown whole, so that its own find works; of a longer
   one a button shows the rest. */
const WHOLE = 250;
const MOST = 20;

const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const facets = [...form.querySelectorAll("[data-facet]")].map((part) => part.dataset.facet);
const title = (facet) => form.querySelector(`[data-facet=${facet}] summary`).firstChild.data.trim();
/* The values of all facets, numbered as their boxes stand. */
const values = boxes.map((box) => ({ box, key: `${box.name} ${box.value}`, facet: facets.indexOf(box.name), count: box.parentElement.querySelector(".hb-count") }));
const numbers = new Map(values.map(({ key }, number) => [key, number]));
/* Controls besides the boxes. The first option of a list is the usual one, and stays out of the address. */
const controls = { text: form.elements.text, yours: form.elements.yours, sort: bar.querySelector("[name=sort]") };
const usual = (control) => (control.options ? control.options[0].value : "");

const entries = [...list.children].map((card, place) => ({
  card,
  place,
  id: card.dataset.id,
  title: card.querySelector(".hb-resource__title a").textContent,
  minutes: Number(card.dataset.minutes),
  year: Number(card.dataset.year),
  values: facets.map((facet) => card.dataset[facet].split(" ").flatMap((value) => numbers.get(`${facet} ${value}`) ?? [])),
}));
const ORDERS = {
  recommended: (a, b) => a.place - b.place,
  shortest: (a, b) => a.minutes - b.minutes || a.place - b.place,
  newest: (a, b) => b.year - a.year || a.place - b.place,
  title: (a, b) => a.title.localeCompare(b.title, "en"),
};

let pinned = ""; // The entry that the address points to is shown whatever the filters say.
let ordered = entries;
let most = entries.length <= WHOLE ? Infinity : MOST;
let order = ORDERS.recommended;
let search; // Made when somebody types.

/* From the address to the controls. Values that there are none of are left out, and said. */
function fromAddress() {
  const state = new URLSearchParams(location.search);
  for (const box of boxes) {
    box.checked = state.getAll(box.name).includes(box.value);
    if (box.checked) box.closest("details").open = true;
  }
  for (const [name, control] of Object.entries(controls)) {
    control.value = state.get(name) ?? usual(control);
    if (control.options && control.selectedIndex < 0) control.selectedIndex = 0;
  }
  const unknown = facets.flatMap((facet) => state.getAll(facet).filter((value) => !numbers.has(`${facet} ${value}`)));
  return show(unknown);
}

/* From the controls to the address. */
function changed(how) {
  pinned = "";
  most = entries.length <= WHOLE ? Infinity : MOST;
  const state = new URLSearchParams(location.search);
  for (const facet of facets) state.delete(facet);
  for (const box of boxes) if (box.checked) state.append(box.name, box.value);
  for (const [name, control] of Object.entries(controls)) {
    const value = control.value.trim();
    value === usual(control) ? state.delete(name) : state.set(name, value);
  }
  const address = `${location.pathname}${state.size ? `?${state}` : ""}`;
  const shown = show();
  afterDrawing(() => address !== location.pathname + location.search && history[how](null, "", address));
  return shown;
}

/* A new address makes the browser match styles again and fetch the page's icon: not before the reader sees the answer. */
const afterDrawing = (what) => requestAnimationFrame(() => setTimeout(what));

async function show(unknown = []) {
  const text = controls.text.value.trim();
  if (text) search ??= await searcher();
  const ranks = text ? search(text) : null;
  const { marks } = readOrNothing();
  const state = ({ id }) => marks.get(`resource/${id}`)?.state ?? "";
  const yours = controls.yours.value;

  const picked = values.flatMap(({ box }, number) => (box.checked ? [number] : []));
  const chosen = facets.map((_, facet) => {
    const own = picked.filter((number) => values[number].facet === facet);
    return own.length ? new Set(own) : null;
  });
  const tests = new Map();
  if (ranks) tests.set("text", ({ id }) => ranks.has(id));
  if (yours) tests.set("yours", (entry) => state(entry) === yours);
  const byRank = (a, b) => rank(ranks, a) - rank(ranks, b) || a.place - b.place;
  arrange(ranks && controls.sort.value === "recommended" ? byRank : ORDERS[controls.sort.value]);
  const open = yours || !marks.size ? ordered : ordered.filter((entry) => state(entry) !== "hidden");
  const { fitting, counts, without } = sift(open, chosen, tests, values.length);
  const wanted = new Set(fitting.slice(0, most));
  lay(ordered.filter((entry) => entry.id === pinned || wanted.has(entry)));
  more.hidden = fitting.length <= most;
  say(more.firstElementChild, `Show the other ${fitting.length - most}`);
  tellCounts(counts);
  tellChosen(picked, text, without, fitting.length);
  tellStatus(fitting.length, entries.length - open.length, unknown);
}

const rank = (ranks, { id }) => ranks.get(id) ?? Infinity;

function arrange(wanted) {
  if (wanted === order) return;
  order = wanted;
  ordered = entries.toSorted(order);
}

/* These cards and no others are in the document, since the browser looks at hidden ones too whenever one changes. What stays
   is not moved: it may have the focus. */
function lay(wanted) {
  const cards = wanted.map(({ card }) => card);
  const kept = new Set(cards);
  for (const card of [...list.children]) if (!kept.has(card)) card.remove();
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

/* A function from a text to a map from id to rank, over what the cards say. */
async function searcher() {
  const [{ words }, { default: MiniSearch }] = await Promise.all([import("./find.js"), import("./vendor/minisearch-7.2.0.js")]);
  const index = new MiniSearch({ fields: ["title", "by", "serves", "why"], tokenize: words, processTerm: (word) => word });
  const said = (card, part) => card.querySelector(part)?.textContent ?? "";
  index.addAll(
    entries.map(({ id, title: name, card }) => ({
      id,
      title: name,
      by: said(card, ".hb-reading__by"),
      serves: said(card, ".hb-serves"),
      why: said(card, ".hb-why"),
    })),
  );
  const how = { combineWith: "AND", prefix: true, boost: { title: 4, by: 2, serves: 2 } };
  return (text) => {
    const exact = index.search(text, how);
    const found = exact.length ? exact : index.search(text, { ...how, fuzzy: (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2) });
    return new Map(found.map(({ id }, place) => [id, place]));
  };
}

function tellCounts(counts) {
  for (const [number, { box, count }] of values.entries()) {
    say(count, String(counts[number]));
    const off = !counts[number] && !box.checked;
    if (box.disabled === off) continue;
    box.disabled = off;
    box.parentElement.classList.toggle("hb-off", off);
  }
}

/* A button for each filter in use takes it away. In an empty list they say what that would bring. */
function tellChosen(picked, text, without, found) {
  const chosen = picked.map((number) => values[number].box).map(({ name, value, parentElement }) => ({
    name,
    value,
    label: parentElement.querySelector(".hb-value").textContent,
  }));
  if (text) chosen.push({ name: "text", value: "", label: `“${text}”` });
  if (controls.yours.value) chosen.push({ name: "yours", value: "", label: controls.yours.selectedOptions[0].textContent });
  document.querySelector(".hb-chosen").replaceChildren(...chosen.map((choice) => item(chip(choice, choice.label))));
  form.querySelector(".hb-facets__clear").hidden = !chosen.length;
  say(toggle.querySelector("span"), chosen.length ? ` (${chosen.length})` : "");
  empty.hidden = found > 0;
  if (found) return;
  const ways = [...without].filter(([, more]) => more).toSorted(([, a], [, b]) => b - a);
  const offers = ways.map(([filter, more]) => {
    const name = facets[filter] ?? filter;
    return item(chip({ name, value: "" }, `Any ${(facets[filter] ? title(name) : name).toLowerCase()}: ${more}`));
  });
  const all = chip({ name: "", value: "" }, `Clear all filters: ${entries.length}`);
  empty.querySelector("ul").replaceChildren(...offers, item(all));
}

function item(child) {
  const made = document.createElement("li");
  made.append(child);
  return made;
}

function chip({ name, value }, label) {
  const button = document.createElement("button");
  button.type = "button";
  Object.assign(button.dataset, { name, value });
  button.textContent = label;
  return button;
}

function take(event) {
  const button = event.target instanceof Element && event.target.closest("button[data-name]");
  if (!button) return;
  const { name, value } = button.dataset;
  for (const box of boxes) if ((!name || box.name === name) && (!value || box.value === value)) box.checked = false;
  for (const [control, { value: now }] of Object.entries(controls)) {
    if (control !== "sort" && (!name || name === control) && now) controls[control].value = usual(controls[control]);
  }
  changed("pushState").then(() => (document.querySelector(".hb-chosen button") ?? controls.text).focus({ preventScroll: true }));
}

function tellStatus(found, hidden, unknown) {
  const parts = [`${found} of ${entries.length} resources`];
  if (hidden) parts.push(`${hidden} hidden by you`);
  if (unknown.length) parts.push(`the link names ${unknown.map((value) => `“${value.slice(0, 40)}”`).join(", ")}, which no filter has`);
  say(bar.querySelector("[role=status]"), parts.join("; "));
  say(form.querySelector(".hb-facets__done"), found === 1 ? "Show 1 resource" : `Show ${found} resources`);
}

/* Changes the words of an element and no node, since a new node makes the browser look at every card again (`:has`). */
function say(element, words) {
  const text = element.firstChild ?? element.appendChild(document.createTextNode(""));
  if (text.data !== words) text.data = words;
}

function openFacets(wanted) {
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
  settle(target.card.querySelector(".hb-resource__title"));
}

/* Cards out of sight have a guessed height, and take their true one as they come near: scroll until nothing moves. */
function settle(title, frames = 10) {
  const before = title.getBoundingClientRect().top;
  title.scrollIntoView();
  requestAnimationFrame(() => requestAnimationFrame(() => frames && before !== title.getBoundingClientRect().top && settle(title, frames - 1)));
}

/* A card that its reader hides takes the focus with it: hand it to the next one. */
function keepPlace() {
  const card = document.activeElement?.closest(".hb-shelf > li");
  const next = card?.nextElementSibling;
  show().then(() => card?.isConnected === false && ((next?.isConnected && next.querySelector("a")) || controls.text).focus());
}

let typing;
controls.text.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => changed("replaceState"), TYPING);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => target !== controls.text && changed("pushState"));
form.addEventListener("reset", () => setTimeout(() => changed("pushState")));
controls.sort.addEventListener("change", () => changed("pushState"));
document.querySelector(".hb-chosen").addEventListener("click", take);
empty.addEventListener("click", take);
more.addEventListener("click", () => {
  const before = list.children.length;
  most = Infinity;
  show().then(() => list.children[before]?.querySelector("a").focus());
});
toggle.addEventListener("click", () => openFacets(toggle.getAttribute("aria-expanded") !== "true"));
form.querySelector(".hb-facets__done").addEventListener("click", () => {
  openFacets(false);
  bar.scrollIntoView();
  bar.querySelector("[role=status]").focus({ preventScroll: true });
});
addEventListener("popstate", () => fromAddress());
addEventListener("hashchange", pin);
onChange(keepPlace);
pinned = pointed()?.id ?? "";
fromAddress().then(pin);
