// @ts-check
/* The filter of the list of changes: entry, kind and date, kept in the address. Without it the whole list is there. What fits is
   shown unfolded. */

import { choices, chosenIn, fill, keep } from "./address.js";
import { part, parts, runs } from "./element.js";

const page = part(".hb-changes");
const form = part(".hb-filter", HTMLFormElement, page);
const status = part("[role=status]", HTMLElement, form);
const empty = part(".hb-empty", HTMLElement, page);
const entry = part("[name=entry]", HTMLInputElement, form);
const kind = part("[name=kind]", HTMLSelectElement, form);
const since = part("[name=since]", HTMLInputElement, form);
const controls = { entry, kind, since };
const rows = parts(".hb-change-list", HTMLElement, page).flatMap((list) => {
  const { day = "", kind: of = "" } = list.dataset;
  return parts("li", HTMLElement, list).map((row) => ({ row, item: `${of}/${idOf(part("a", HTMLAnchorElement, row))}`, day }));
});
const kinds = parts(".hb-changed", HTMLElement, page).map((group) => ({
  group,
  number: part("summary span", HTMLElement, group),
  own: parts("li", HTMLElement, group),
}));
/* What goes when nothing in it is left, from the inside out, and whether it was open at first. */
const groups = [".hb-changed", "section", ".hb-month"]
  .flatMap((selector) => parts(selector, HTMLElement, page))
  .map((group) => ({ group, open: group instanceof HTMLDetailsElement && group.open }));

function fromAddress() {
  fill(controls, choices());
  show();
}

function changed(/** @type {"pushState" | "replaceState"} */ how) {
  keep(chosenIn(controls), how);
  show();
}

function show() {
  const wanted = entry.value.trim().toLowerCase();
  const filtered = Boolean(wanted || kind.value || since.value);
  let count = 0;
  for (const { row, item, day } of rows) {
    row.hidden = !(day >= since.value && isOf(item, kind.value) && isNamed(row, item, wanted));
    if (!row.hidden) count += 1;
  }
  for (const { group, number, own } of kinds) {
    const left = own.filter((row) => !row.hidden).length;
    number.textContent = left < own.length ? `${left} of ${own.length}` : String(own.length);
    group.hidden = !left;
  }
  for (const { group, open } of groups) {
    group.hidden = !group.querySelector("li:not([hidden])");
    if (group instanceof HTMLDetailsElement) group.open = filtered || open;
  }
  empty.hidden = count > 0;
  status.textContent = `${count} of ${rows.length} changes`;
}

/* An entry has a page of its own, or an anchor on the page of its kind. */
function idOf(/** @type {HTMLAnchorElement} */ { hash, pathname }) {
  return hash.slice(1) || (pathname.split("/").at(-2) ?? "");
}

const isOf = (/** @type {string} */ item, /** @type {string} */ wanted) => !wanted || item.startsWith(`${wanted}/`);

/* By its kind and id, which leave no doubt, or by a part of the id or of its words. */
function isNamed(/** @type {HTMLElement} */ { textContent }, /** @type {string} */ item, /** @type {string} */ wanted) {
  return wanted.includes("/") ? item === wanted : item.includes(wanted) || textContent.toLowerCase().includes(wanted);
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => changed("replaceState"));
form.addEventListener("reset", () => setTimeout(() => changed("pushState")));
addEventListener("popstate", fromAddress);
fromAddress();
runs("filter");
