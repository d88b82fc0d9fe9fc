// @ts-check
/* The glossary's filter: text and area, kept in the address. Without it the whole list is there. The theme takes `q` in an
   address for its own search, hence `term`. */

import { choices, chosenIn, fill, keep } from "./address.js";
import { part, parts, runs } from "./element.js";
import { Finder } from "./find.js";

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

const rows = sections.flatMap((section) => {
  const home = part(".hb-index", HTMLElement, section);
  return parts(":scope > li", HTMLElement, home).map((row) => ({ row, home, id: row.dataset.id ?? "", area: row.dataset.area }));
});
const byId = new Map(rows.map((each) => [each.id, each]));
const finder = new Finder(
  rows.map(({ row, id }) => ({ id, title: row.dataset.title ?? "", aliases: (row.dataset.aliases ?? "").split("|").filter(Boolean) })),
);

function fromAddress() {
  fill(controls, choices());
  show();
}

function changed(/** @type {"pushState" | "replaceState"} */ how) {
  keep(chosenIn(controls), how, location.hash);
  show();
}

function show() {
  const query = term.value.trim();
  const fitting = query ? ranked(query) : letterByLetter();
  found.hidden = !query;
  letters.hidden = Boolean(query);
  for (const section of sections) section.hidden = Boolean(query) || !section.querySelector("li:not([hidden])");
  empty.hidden = fitting.count > 0;
  const corrected = fitting.corrected && fitting.count ? `Showing results for ${fitting.corrected}: ` : "";
  status.textContent = `${corrected}${fitting.count} of ${rows.length} terms`;
}

const inArea = (/** @type {{ area: string | undefined }} */ row) => !area.value || row.area === area.value;

/* The best first, in a list of their own. */
function ranked(/** @type {string} */ query) {
  const { ids, corrected } = finder.find(query);
  const fitting = ids.flatMap((id) => byId.get(id) ?? []).filter(inArea);
  for (const { row } of rows) row.hidden = false;
  found.replaceChildren(...fitting.map(({ row }) => row));
  return { count: fitting.length, corrected };
}

/* Rows that were ranked go back to their letters, in their order. */
function letterByLetter() {
  for (const each of rows) {
    each.row.hidden = !inArea(each);
    each.home.append(each.row);
  }
  return { count: rows.filter(inArea).length, corrected: "" };
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => changed("replaceState"));
form.addEventListener("change", () => changed("pushState"));
form.addEventListener("reset", () => setTimeout(() => changed("pushState")));
addEventListener("popstate", fromAddress);
fromAddress();
runs("filter");
