// @ts-check
/* A decision room: what follows from the numbers, while they are typed. They are in the address alone, so that a link shows the same. */

import { choices, choosing, keep } from "./address.js";
import { copyText } from "./clipboard.js";
import { part, parts, runs } from "./element.js";
import { plain } from "./figures.js";
import { notice } from "./notice.js";
import { clamped, differing, numberIn, settings, takes } from "./room-settings.js";
import { ROOMS } from "./rooms.js";

/** @typedef {import("./room-settings.js").Field & { input: HTMLInputElement }} Put */

const PAUSE = 250; // Milliseconds after a key, so that nobody is told of half a number.

const page = part(".hb-room");
const form = part("form", HTMLFormElement, page);
const said = part("[role=status]", HTMLElement, form);
const reckoned = ROOMS[page.dataset.room ?? ""];

/** @type {Put[]} */
const fields = parts("input", HTMLInputElement, form).map((input) => ({
  input,
  id: input.name,
  label: input.labels?.[0]?.textContent.trim() ?? input.name,
  usual: Number(input.defaultValue),
  least: Number(input.min),
  most: Number(input.max),
}));

/** @type {Record<string, number>} */
let numbers = {};
let last = ""; // The field that was changed last: one step back takes back all that was done with it.
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/* Only what differs is written, or a screen reader would say all of it again. */
function write(/** @type {Element | null} */ place, /** @type {string} */ text) {
  if (place && place.textContent !== text) place.textContent = text;
}

function show() {
  clearTimeout(timer);
  const { results, rows = {}, best } = /** @type {NonNullable<typeof reckoned>} */ (reckoned)(numbers);
  for (const [id, text] of Object.entries(results)) write(page.querySelector(`[data-result="${id}"]`), text);
  for (const [id, { values, bar }] of Object.entries(rows)) {
    const row = part(`[data-row="${id}"]`, HTMLTableRowElement, page);
    for (const [column, cell] of parts("td span", HTMLElement, row).entries()) write(cell, values[column] ?? "");
    if (bar !== undefined) part("rect", SVGRectElement, row).setAttribute("width", String(bar));
    row.classList.toggle("hb-room__best", id === best);
    for (const mark of parts(".hb-room__mark", HTMLElement, row)) mark.hidden = id !== best;
  }
}

const range = (/** @type {Put} */ { label, least, most }) => `${label}: from ${plain(least)} to ${plain(most)}`;

/* Take a number over while it is typed, if it is one. */
function typed(/** @type {Put} */ put) {
  const number = numberIn(put.input.value);
  const fits = number !== null && takes(put, number);
  put.input.setAttribute("aria-invalid", String(!fits));
  write(said, fits ? "" : `${range(put)}. Until then, ${plain(numbers[put.id] ?? put.usual)} counts.`);
  if (fits) numbers = { ...numbers, [put.id]: number };
  return number;
}

/* A field is left: what is in it counts, or the nearest number that can. */
function settled(/** @type {Put} */ put) {
  const number = typed(put);
  const meant = number === null ? Number.parseFloat(put.input.value) : number;
  const nearest = Number.isNaN(meant) ? (numbers[put.id] ?? put.usual) : clamped(put, meant);
  const mended = numberIn(plain(nearest)) ?? put.usual;
  if (mended !== number) {
    numbers = { ...numbers, [put.id]: mended };
    put.input.value = plain(mended);
    put.input.setAttribute("aria-invalid", "false");
    write(said, `${range(put)}, so it's ${plain(mended)} now.`);
  }
  show();
  keep(differing(numbers, fields), last === put.id ? "replaceState" : "pushState");
  last = put.id;
}

function fill() {
  for (const { input, id, usual } of fields) {
    input.value = plain(numbers[id] ?? usual);
    input.setAttribute("aria-invalid", "false");
  }
  show();
}

/* The page as its address says. */
function open() {
  const found = settings(choices(), fields);
  numbers = found.numbers;
  last = "";
  const names = found.refused.map(({ label }) => `“${label}”`).join(", ");
  write(said, names ? `The link's value for ${names} can't be used, so the case's own counts.` : "");
  fill();
}

function reset() {
  numbers = settings(new URLSearchParams(), fields).numbers;
  last = "";
  write(said, "These are the numbers of the case again.");
  fill();
  keep(differing(numbers, fields), "pushState");
}

const bare = () => location.origin + location.pathname;

async function copyLink() {
  const address = choosing(bare(), differing(numbers, fields)).href;
  if (await copyText(address)) notice("Copied: a link to this room with these numbers.");
  else write(said, `The link to these numbers: ${address}`);
}

function watch(/** @type {Put} */ put) {
  put.input.readOnly = false;
  put.input.addEventListener("input", () => {
    typed(put);
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  put.input.addEventListener("change", () => settled(put));
}

if (reckoned) {
  fields.forEach(watch);
  form.addEventListener("submit", (event) => event.preventDefault());
  part("[data-do=reset]", HTMLButtonElement, form).addEventListener("click", reset);
  part("[data-do=link]", HTMLButtonElement, form).addEventListener("click", copyLink);
  addEventListener("popstate", open);
  open();
  runs("room");
}
