// @ts-check
/* The page of what the reader keeps: lists, export, import and clearing. Nothing is overwritten or deleted before the
   reader has seen what it would do and has said yes, and until the page is left it can be undone. */

import { absolute } from "./address.js";
import { about, element, part, parts, runs } from "./element.js";
import { once, records, retrying } from "./fetched.js";
import { compare, merge, undoable } from "./merging.js";
import { attempt, notice, reason } from "./notice.js";
import { clear, exported, keeps, onChange, parse, raw, read, replace } from "./store.js";
import { copy, save } from "./taken.js";
import { count } from "./times.js";

/** @typedef {import("./store.js").Kept} Kept */
/** @typedef {{ item: string, title: string, url: string }} Entry */

const NAMES = { want: "Want to read or practise", done: "Done", hidden: "Hidden" };

const page = part(".hb-progress__live");
const status = part("[role=status]", HTMLElement, page);
const problem = part(".hb-progress__problem", HTMLElement, page);
const none = part(".hb-progress__none", HTMLElement, page);
const some = part(".hb-progress__some", HTMLElement, page);
/* The bars of paths and of skills. Those that nothing was done for are folded. */
const begun = parts(".hb-begun", HTMLElement, page).map((one) => ({
  bars: parts(".hb-progress__row", HTMLElement, one),
  own: part(".hb-begun__rows", HTMLElement, one),
  rest: part(".hb-begun__rest", HTMLDetailsElement, one),
}));
const lists = part(".hb-progress__lists", HTMLElement, page);
const file = part("input[type=file]", HTMLInputElement, page);
const undo = part("[data-do=undo]", HTMLButtonElement, page);
const form = (/** @type {"import" | "clear"} */ name) => part(`form[data-for=${name}]`, HTMLFormElement, page);

/** @type {Kept | undefined} What the file that is to be imported holds. */
let chosen;

/** A promise of what the handbook has now, by item. */
const known = once("assets/entries.json", (found) => {
  /** @type {Entry[]} */
  const list = records(found, ["item", "title", "url"]);
  return new Map(list.map((entry) => [entry.item, entry]));
});
const failed = retrying(show);
let turns = 0; // How often the page was shown, since an answer may come after the next one.

/** @type {(() => void) | undefined} Takes back what was last imported or deleted. */
let back;

/* What is kept, in words. Marks and notes are always told, the rest where there is some. */
function counted(/** @type {Kept} */ { marks, notes, answers, results, opinions, plan }) {
  const more = [
    ...(answers.size ? [count(answers.size, "answer")] : []),
    ...(results.length ? [count(results.length, "earlier result")] : []),
    ...(opinions.length ? [count(opinions.length, "second opinion")] : []),
    ...(plan ? ["a plan"] : []),
  ];
  const all = [count(marks.size, "mark"), count(notes.size, "note"), ...more];
  return `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

async function show() {
  const kept = readOrSay();
  if (!kept) return;
  turns += 1;
  const turn = turns;
  const { marks, notes, answers, plan, aside } = kept;
  const nothing = !(marks.size || notes.size || answers.size || plan);
  const told = keeps()
    ? `${counted(kept)} in this browser.`
    : "This browser won't let the handbook store anything, so there are no marks, no notes and no plan.";
  status.textContent = told;
  none.hidden = !nothing || !keeps();
  some.hidden = nothing && !aside.length;
  tools(!some.hidden);
  status.classList.toggle("hb-unseen", !none.hidden);
  for (const one of begun) sort(one, marks);
  const entries = nothing ? new Map() : await known().catch(() => null);
  if (turn !== turns) return;
  failed(!entries);
  if (!entries) status.textContent = `${told} Their names could not be loaded. Check your connection; this page keeps trying.`;
  const items = (/** @type {string} */ state) => [...marks].flatMap(([item, mark]) => (mark.state === state ? item : []));
  const marked = Object.entries(NAMES).flatMap(([state, name]) => section(name, items(state), entries));
  const answered = section(
    "Answered in the gap check",
    [...answers.keys()].map((id) => `skill/${id}`),
    entries,
  );
  lists.replaceChildren(...marked, ...section("With notes", [...notes.keys()], entries), ...answered, ...planned(kept), ...setAside(aside));
}

/* What can be done with what is kept, where there is some. */
function tools(/** @type {boolean} */ shown) {
  for (const what of ["export", "clear"]) part(`[data-do=${what}]`, HTMLElement, page).hidden = !shown;
}

/* Bars in which something is done come first, in their order; the others are folded under their number. */
function sort(/** @type {typeof begun[number]} */ { bars, own, rest }, /** @type {Kept["marks"]} */ marks) {
  const done = (/** @type {string} */ item) => marks.get(item)?.state === "done";
  const isBegun = (/** @type {HTMLElement} */ bar) => part("[data-items]", HTMLElement, bar).dataset.items?.split(" ").some(done);
  const others = bars.filter((bar) => !isBegun(bar));
  own.replaceChildren(...bars.filter(isBegun));
  part("div", HTMLElement, rest).replaceChildren(...others);
  part("summary span", HTMLElement, rest).textContent = ` (${others.length})`;
  rest.hidden = !others.length;
}

/* What is kept, or nothing where it cannot be read, which stays said as long as it is so. */
function readOrSay() {
  try {
    const kept = read();
    const { length } = kept.aside;
    problem.textContent = `${count(length, "record")} could not be understood by this version of the handbook. Everything else works, and “Export to a file” includes what was set aside.`;
    problem.hidden = !length;
    return kept;
  } catch (error) {
    tools(true);
    problem.textContent = `${reason(error)} “Export to a file” saves it as it is; “Clear all” deletes it.`;
    problem.hidden = false;
    return null;
  }
}

/* Where the plan and the answers are, which have pages of their own. */
function planned(/** @type {Kept} */ { answers, plan }) {
  const link = (/** @type {string} */ address, /** @type {string} */ words) => element("a", { href: absolute(address) }, words);
  const links = [...(answers.size ? [link("gap-check/", "Your gap check")] : []), ...(plan ? [link("plan/", "Your plan")] : [])];
  return links.map((one) => element("p", {}, one));
}

/* What was not understood, by the name under which it was found. */
function setAside(/** @type {import("./store.js").Stray[]} */ strays) {
  if (!strays.length) return [];
  const rows = strays.map(({ table, item }) => element("li", {}, item ?? "", " ", element("span", { class: "hb-kind" }, table)));
  return [element("details", {}, element("summary", {}, `Not understood (${strays.length})`), element("ul", {}, ...rows))];
}

/* A list under its name, or nothing. `entries` is null where the names could not be loaded. */
function section(/** @type {string} */ name, /** @type {string[]} */ items, /** @type {Map<string, Entry> | null} */ entries) {
  if (!items.length) return [];
  const rows = items.map((item) => row(item, entries)).toSorted((a, b) => a.textContent.localeCompare(b.textContent));
  const more = name === NAMES.want ? [taker()] : [];
  return [element("details", { open: "" }, element("summary", {}, `${name} (${items.length})`), element("ul", {}, ...rows), ...more)];
}

/* The list of what one wants, to take along: as Markdown where plain text is taken, as formatted text elsewhere. */
function taker() {
  return element("p", { class: "hb-actions" }, element("button", { type: "button", class: "hb-action", "data-do": "copy" }, "Copy list"));
}

function copyWanted() {
  const items = [...read().marks].flatMap(([item, { state }]) => (state === "want" ? item : []));
  copy(
    "your list, with minutes",
    import("./want-list.js").then(({ listOf }) => listOf(items)),
    true,
  );
}

/* What has left the handbook stays in the list: the mark is the reader's. */
function row(/** @type {string} */ item, /** @type {Map<string, Entry> | null} */ entries) {
  const [name = "", ...id] = item.split("/");
  const kind = element("span", { class: "hb-kind" }, name);
  const entry = entries?.get(item);
  if (entry) return element("li", {}, element("a", { href: absolute(entry.url) }, entry.title), " ", kind);
  return element("li", {}, `${id.join(", ")} `, kind, entries ? " (no longer in the handbook)" : "");
}

function saveAll() {
  /** @type {string} */
  let text;
  try {
    text = exported();
  } catch {
    text = raw(); // Unreadable for us, and still the reader's.
  }
  save(`ml-pm-handbook-progress-${new Date().toISOString().slice(0, 10)}.json`, text, "application/json");
}

async function choose() {
  const picked = file.files?.[0];
  if (!picked) return;
  const text = await picked.text().catch(() => null);
  file.value = ""; // So that the same file can be chosen again.
  cancel();
  if (text === null) {
    notice(`“${picked.name}” could not be opened. Nothing was changed.`, { problem: true });
    return;
  }
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
  ask("clear", `${kept} will be deleted. You can undo this until you leave the page. If you may want them later, export them first.`);
}

function take(/** @type {Kept} */ kept) {
  const how = new FormData(form("import")).get("how");
  if (how === "replace") replace(kept);
  else merge(kept, how === "theirs");
}

/* Do `what`, say so, and keep a way back. */
function change(/** @type {() => void} */ what, /** @type {string} */ said) {
  const done = attempt(() => {
    back = undoable(what);
  });
  if (!done) return;
  cancel();
  undo.hidden = false;
  notice(said, { way: { words: "Undo", take: takeBack } });
}

function takeBack() {
  if (!(back && attempt(back))) return;
  back = undefined;
  undo.hidden = true;
  notice("Undone.");
}

form("import").addEventListener("submit", (event) => {
  event.preventDefault();
  const kept = chosen;
  if (kept) change(() => take(kept), "Imported.");
});
form("clear").addEventListener("submit", (event) => {
  event.preventDefault();
  change(clear, "Everything is deleted.");
});
page.addEventListener("click", (event) => {
  const what = about(event, "[data-do]")?.dataset.do;
  if (what === "export") saveAll();
  if (what === "cancel") cancel();
  if (what === "copy") copyWanted();
  if (what === "clear") askToClear();
  if (what === "undo") takeBack();
});
file.addEventListener("change", choose);
onChange(show);
show();
runs("progress");
