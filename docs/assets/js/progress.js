// @ts-check
/* The page of what the reader marked: lists, export, import and clearing. Nothing is overwritten or deleted before the
   reader has seen what it would do and has said yes. */

import { absolute } from "./address.js";
import { about, element, part, parts } from "./element.js";
import { once } from "./fetched.js";
import { attempt, notice, reason } from "./notice.js";
import { clear, compare, exported, merge, onChange, parse, raw, read, replace } from "./store.js";

/** @typedef {import("./store.js").Kept} Kept */
/** @typedef {{ item: string, title: string, url: string }} Entry */

const NAMES = { want: "Want to read or practise", done: "Done", hidden: "Hidden" };

const page = part(".hb-progress__live");
const status = part("[role=status]", HTMLElement, page);
const problem = part(".hb-progress__problem", HTMLElement, page);
const none = part(".hb-progress__none", HTMLElement, page);
const lists = part(".hb-progress__lists", HTMLElement, page);
const file = part("input[type=file]", HTMLInputElement, page);
const form = (/** @type {"import" | "clear"} */ name) => part(`form[data-for=${name}]`, HTMLFormElement, page);

/** @type {Kept | undefined} What the file that is to be imported holds. */
let chosen;

/** A promise of what the handbook has now, by item. */
const known = once("assets/entries.json", (/** @type {Entry[]} */ list) => new Map(list.map((entry) => [entry.item, entry])));

const count = (/** @type {number} */ number, /** @type {string} */ what) => `${number} ${what}${number === 1 ? "" : "s"}`;
const counted = (/** @type {Kept} */ { marks, notes }) => `${count(marks.size, "mark")} and ${count(notes.size, "note")}`;

async function show() {
  const kept = readOrSay();
  if (!kept) return;
  const { marks, notes } = kept;
  const nothing = !marks.size && !notes.size;
  const told = `${counted(kept)} in this browser.`;
  status.textContent = told;
  none.hidden = !nothing;
  const entries = nothing ? new Map() : await known().catch(() => null);
  if (!entries) status.textContent = `${told} Their names could not be loaded: check the connection and reload the page.`;
  const items = (/** @type {string} */ state) => [...marks].flatMap(([item, mark]) => (mark.state === state ? item : []));
  const marked = Object.entries(NAMES).flatMap(([state, name]) => section(name, items(state), entries));
  lists.replaceChildren(...marked, ...section("With notes", [...notes.keys()], entries));
}

/* What is kept, or nothing where it cannot be read, which stays said as long as it is so. */
function readOrSay() {
  try {
    const kept = read();
    problem.hidden = true;
    return kept;
  } catch (error) {
    problem.textContent = `${reason(error)} “Export to a file” saves it as it is; “Clear all” deletes it.`;
    problem.hidden = false;
    return null;
  }
}

/* A list under its name, or nothing. `entries` is null where the names could not be loaded. */
function section(/** @type {string} */ name, /** @type {string[]} */ items, /** @type {Map<string, Entry> | null} */ entries) {
  if (!items.length) return [];
  const rows = items.map((item) => row(item, entries)).toSorted((a, b) => a.textContent.localeCompare(b.textContent));
  return [element("details", { open: "" }, element("summary", {}, `${name} (${items.length})`), element("ul", {}, ...rows))];
}

/* What has left the handbook stays in the list: the mark is the reader's. */
function row(/** @type {string} */ item, /** @type {Map<string, Entry> | null} */ entries) {
  const [name = "", ...id] = item.split("/");
  const kind = element("span", { class: "hb-kind" }, name);
  const entry = entries?.get(item);
  if (entry) return element("li", {}, element("a", { href: absolute(entry.url) }, entry.title), " ", kind);
  return element("li", {}, `${id.join(", ")} `, kind, entries ? " (no longer in the handbook)" : "");
}

function save() {
  /** @type {string} */
  let text;
  try {
    text = exported();
  } catch {
    text = raw(); // Unreadable for us, and still the reader's.
  }
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const download = `ml-pm-handbook-progress-${new Date().toISOString().slice(0, 10)}.json`;
  element("a", { href, download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
  notice(`Saved as ${download}.`);
}

async function choose() {
  const picked = file.files?.[0];
  if (!picked) return;
  const text = await picked.text();
  file.value = ""; // So that the same file can be chosen again.
  cancel();
  attempt(() => {
    chosen = parsed(text, picked.name);
    const { added, same, different } = compare(chosen);
    const told = `“${picked.name}” has ${counted(chosen)}: ${added} new here, ${same} the same, ${different.length} different.`;
    ask("import", told);
  });
}

function parsed(/** @type {string} */ text, /** @type {string} */ name) {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`“${name}” was not imported. ${reason(error)} Nothing was changed.`);
  }
}

function ask(/** @type {"import" | "clear"} */ name, /** @type {string} */ words) {
  fold();
  const told = part(".hb-ask-first__told", HTMLElement, form(name));
  told.textContent = words;
  form(name).hidden = false;
  told.focus();
}

function fold() {
  for (const question of parts(".hb-ask-first", HTMLElement, page)) question.hidden = true;
}

function cancel() {
  fold();
  chosen = undefined;
}

function askToClear() {
  let kept = "Everything that this browser keeps for the handbook";
  try {
    kept = counted(read());
  } catch {
    // Said at the top of the page.
  }
  ask("clear", `${kept} will be deleted and cannot be brought back. Export to a file first if you may want them again.`);
}

function take(/** @type {Kept} */ kept) {
  const how = new FormData(form("import")).get("how");
  if (how === "replace") replace(kept);
  else merge(kept, how === "theirs");
}

form("import").addEventListener("submit", (event) => {
  event.preventDefault();
  const kept = chosen;
  if (!kept || !attempt(() => take(kept))) return;
  cancel();
  notice("Imported.");
});
form("clear").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!attempt(clear)) return;
  cancel();
  notice("All marks and notes are deleted.");
});
page.addEventListener("click", (event) => {
  const what = about(event, "[data-do]")?.dataset.do;
  if (what === "export") save();
  if (what === "cancel") cancel();
  if (what === "clear") askToClear();
});
file.addEventListener("change", choose);
onChange(show);
addEventListener("online", show); // Names that could not be loaded may be there now.
page.hidden = false;
show();
