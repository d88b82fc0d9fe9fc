// @ts-check
/* The filter of the list of changes: entry, kind and date, kept in the address. Without it the whole list is there. */

import { choices, chosenIn, fill, keep } from "./address.js";
import { part, parts, runs } from "./element.js";

const form = part(".hb-changes .hb-filter", HTMLFormElement);
const status = part("[role=status]", HTMLElement, form);
const empty = part(".hb-changes .hb-empty");
const entry = part("[name=entry]", HTMLInputElement, form);
const kind = part("[name=kind]", HTMLSelectElement, form);
const since = part("[name=since]", HTMLInputElement, form);
const controls = { entry, kind, since };
const days = parts(".hb-changes section").map((section) => ({
  section,
  day: section.dataset.day ?? "",
  rows: parts("li[data-item]", HTMLElement, section),
}));
const total = days.reduce((sum, { rows }) => sum + rows.length, 0);

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
  let count = 0;
  for (const { section, day, rows } of days) {
    const before = count;
    for (const row of rows) {
      const fits = (!since.value || day >= since.value) && isOf(row, kind.value) && isNamed(row, wanted);
      row.hidden = !fits;
      if (fits) count += 1;
    }
    section.hidden = count === before;
  }
  empty.hidden = count > 0;
  status.textContent = `${count} of ${total} changes`;
}

function isOf(/** @type {HTMLElement} */ { dataset }, /** @type {string} */ wanted) {
  return !wanted || Boolean(dataset.item?.startsWith(`${wanted}/`));
}

/* By its kind and id, which leave no doubt, or by a part of the id or of its words. */
function isNamed(/** @type {HTMLElement} */ { dataset, textContent }, /** @type {string} */ wanted) {
  const item = dataset.item ?? "";
  return wanted.includes("/") ? item === wanted : item.includes(wanted) || textContent.toLowerCase().includes(wanted);
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => changed("replaceState"));
form.addEventListener("reset", () => setTimeout(() => changed("pushState")));
addEventListener("popstate", fromAddress);
fromAddress();
runs("filter");
