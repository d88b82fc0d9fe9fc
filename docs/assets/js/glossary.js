// @ts-check
/* The glossary's filter: text and area, kept in the address. Without it the whole list is there. It finds as the search does: how,
   and by which names, is fetched when somebody turns to the field. Where no term is meant it says whether the handbook has
   something else of that name. */

import { choices, chosenIn, fill, keep } from "./address.js";
import { element, part, parts, runs } from "./element.js";

const form = part(".hb-filter", HTMLFormElement);
const list = part(".hb-glossary");
const status = part("[role=status]", HTMLElement, form);
const found = part(".hb-found", HTMLElement, list);
const empty = part(".hb-empty", HTMLElement, list);
const letters = part(".hb-letters", HTMLElement, list);
const sections = parts("section", HTMLElement, list);
const term = part("[name=term]", HTMLInputElement, form);
const area = part("[name=area]", HTMLSelectElement, form);
const controls = { term, area };

const ALSO = /^Also: /;
/* What the page shows of each term: its title, and what else it is called. */
const rows = sections.flatMap((section) => {
  const home = part(".hb-index", HTMLElement, section);
  return parts(":scope > li", HTMLElement, home).map((row) => {
    const title = part("a", HTMLAnchorElement, row);
    const also = row.querySelector(".hb-aliases")?.textContent.replace(ALSO, "").split(", ") ?? [];
    const [id = "", within] = [title.pathname.split("/").at(-2), row.dataset.area];
    return { row, home, kind: "term", id, title: title.textContent, names: also, area: within };
  });
});
const lacking = part(".hb-lacking", HTMLElement, list);
/** @type {import("./find.js").Answer<typeof rows[number]>} */
const UNASKED = { state: "", hits: [], corrected: "", wanted: "", near: [] };

function fromAddress() {
  fill(controls, choices());
  show();
}

function changed(/** @type {"pushState" | "replaceState"} */ how) {
  keep(chosenIn(controls), how, location.hash);
  show();
}

async function show() {
  const query = term.value.trim();
  const finder = query ? (byName ?? (await named().catch(() => undefined))) : undefined;
  if (term.value.trim() !== query) return; // What was typed since has its own turn.
  const { state, hits, corrected, near } = finder?.find(query) ?? UNASKED;
  const fitting = state ? hits.filter(inArea) : rows.filter(inArea);
  if (state) best(fitting);
  else letterByLetter();
  found.hidden = !state;
  letters.hidden = Boolean(state);
  for (const section of sections) section.hidden = Boolean(state) || !section.querySelector("li:not([hidden])");
  empty.hidden = state === "absent" || fitting.length > 0;
  lacking.hidden = state !== "absent";
  const meant = corrected && fitting.length ? `Showing results for ${corrected}: ` : "";
  const ignored = query && !finder ? "; the search could not be loaded, so the text is ignored" : "";
  if (state === "absent") lacks(query, near);
  else status.textContent = `${meant}${fitting.length} of ${rows.length} terms${ignored}`;
}

/* There is no such term. What has the name elsewhere is shown; else it is told that there is nothing yet. */
async function lacks(/** @type {string} */ query, /** @type {typeof rows} */ near) {
  // Leaving the field tells of a change too, and what somebody is about to press must stay.
  if (lacking.dataset.query === query && status.textContent === lacking.dataset.told) return;
  lacking.dataset.query = query;
  lacking.replaceChildren();
  if (near.length) {
    const links = near.flatMap(({ id, title }, place) => [place ? ", " : "", element("a", { href: `${id}/` }, title)]);
    lacking.append(element("span", {}, "Similar names: ", ...links, "."), " ");
  }
  lacking.append(element("button", { type: "button", class: "hb-action hb-search-for", "data-query": query }, "Search the whole handbook"));
  const elsewhere = await whole().catch(() => undefined);
  if (term.value.trim() !== query) return;
  const { state, hits, wanted } = elsewhere?.find(query) ?? { state: "absent", hits: [], wanted: query };
  const other = state === "absent" ? undefined : hits[0];
  const absent = elsewhere
    ? `Not in the handbook yet: “${wanted}”`
    : `0 of ${rows.length} terms; only what this page shows could be searched`;
  if (other) lacking.prepend(element("span", {}, "Elsewhere in the handbook: ", element("a", { href: other.url }, other.title), "."), " ");
  status.textContent = other ? `0 of ${rows.length} terms` : absent;
  lacking.dataset.told = status.textContent;
}

/* A finder for terms by all of their names; where these cannot be fetched, by those that the page shows. */
/** @typedef {import("./find.js").Finder<typeof rows[number]>} Terms */
/** @type {Terms | undefined} */
let byName;
/** @type {Terms | undefined} */
let byShown;
async function named() {
  const { Finder } = await import("./find.js");
  try {
    const { names } = await import("./search-data.js");
    const all = new Map((await names()).flatMap((entry) => (entry.kind === "term" ? [[entry.id, entry.names]] : [])));
    byName ??= new Finder(rows.map((row) => ({ ...row, names: all.get(row.id) ?? row.names })));
    return byName;
  } catch {
    byShown ??= new Finder(rows);
    return byShown;
  }
}

/* A finder for everything, made when somebody asks for what is no term. */
/** @type {import("./find.js").Finder<import("./search-data.js").Found> | undefined} */
let all;
async function whole() {
  const [{ Finder }, { names }] = await Promise.all([import("./find.js"), import("./search-data.js")]);
  const entries = await names();
  all ??= new Finder(entries);
  return all;
}

const inArea = (/** @type {{ area: string | undefined }} */ row) => !area.value || row.area === area.value;

/* The best first, in a list of their own. */
function best(/** @type {typeof rows} */ fitting) {
  for (const { row } of rows) row.hidden = false;
  found.replaceChildren(...fitting.map(({ row }) => row));
}

/* Rows that were ranked go back to their letters, in their order. */
function letterByLetter() {
  for (const each of rows) {
    each.row.hidden = !inArea(each);
    each.home.append(each.row);
  }
}

form.addEventListener("submit", (event) => event.preventDefault());
term.addEventListener("focus", () => named().catch(() => undefined), { once: true });
form.addEventListener("input", () => changed("replaceState"));
form.addEventListener("change", () => changed("pushState"));
form.addEventListener("reset", () => setTimeout(() => changed("pushState")));
addEventListener("popstate", fromAddress);
fromAddress();
runs("filter");
