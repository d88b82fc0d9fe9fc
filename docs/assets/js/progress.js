/* The page of what the reader marked: lists, export, import and clearing. Nothing is overwritten or deleted before the
   reader has seen what it would do and has said yes. */

import { attempt, notice } from "./notice.js";
import { clear, compare, exported, merge, onChange, parse, raw, read, replace } from "./store.js";

const ROOT = new URL("../../", import.meta.url);
const NAMES = { want: "Want to read or practise", done: "Done", hidden: "Hidden" };
const KINDS = { term: "term", resource: "resource", question: "question", skill: "skill", comparison: "comparison", exercise: "exercise" };

const page = document.querySelector(".hb-progress__live");
const status = page.querySelector("[role=status]");
const problem = page.querySelector(".hb-progress__problem");
const file = page.querySelector("input[type=file]");
const form = (name) => page.querySelector(`form[data-for=${name}]`);

let entries; // A promise of a map from item to { title, url }.
let chosen; // What the file that is to be imported holds.

const known = () =>
  (entries ??= fetch(new URL("assets/entries.json", ROOT))
    .then((answer) => answer.json())
    .then((list) => new Map(list.map((entry) => [entry.item, entry]))));

const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

async function show() {
  let data;
  try {
    data = read();
  } catch (error) {
    problem.textContent = `${error.message} “Export to a file” saves it as it is; “Clear all” deletes it.`;
    problem.hidden = false;
    return;
  }
  problem.hidden = true;
  const { marks, notes } = data;
  status.textContent = `${count(marks.size, "mark")} and ${count(notes.size, "note")} in this browser.`;
  page.querySelector(".hb-progress__none").hidden = marks.size + notes.size > 0;
  const titles = marks.size + notes.size ? await known().catch(() => new Map()) : new Map();
  const lists = Object.entries(NAMES).map(([state, name]) => section(name, [...marks].filter(([, value]) => value.state === state).map(([item]) => item), titles));
  lists.push(section("With notes", [...notes.keys()], titles));
  page.querySelector(".hb-progress__lists").replaceChildren(...lists.filter(Boolean));
}

function section(name, items, titles) {
  if (!items.length) return null;
  const part = document.createElement("details");
  const summary = document.createElement("summary");
  const list = document.createElement("ul");
  summary.textContent = `${name} (${items.length})`;
  list.append(...items.map((item) => row(item, titles.get(item))).toSorted((a, b) => a.textContent.localeCompare(b.textContent)));
  part.open = true;
  part.append(summary, list);
  return part;
}

/* What has left the handbook stays in the list: the mark is the reader's. */
function row(item, entry) {
  const made = document.createElement("li");
  const kind = document.createElement("span");
  kind.className = "hb-kind";
  kind.textContent = KINDS[item.split("/")[0]];
  if (entry) {
    const link = document.createElement("a");
    link.href = new URL(entry.url, ROOT).href;
    link.textContent = entry.title;
    made.append(link, " ", kind);
  } else {
    made.append(`${item.split("/").slice(1).join(", ")} `, kind, " (no longer in the handbook)");
  }
  return made;
}

function save() {
  let text;
  try {
    text = exported();
  } catch {
    text = raw(); // Unreadable for us, and still the reader's.
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `ml-pm-handbook-progress-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  notice(`Saved as ${link.download}.`);
}

async function choose() {
  const [picked] = file.files;
  if (!picked) return;
  const text = await picked.text();
  file.value = ""; // So that the same file can be chosen again.
  cancel();
  attempt(() => {
    try {
      chosen = parse(text);
    } catch (error) {
      throw new Error(`“${picked.name}” was not imported. ${error.message} Nothing was changed.`);
    }
    const { added, same, different } = compare(chosen);
    ask(
      "import",
      `“${picked.name}” has ${count(chosen.marks.size, "mark")} and ${count(chosen.notes.size, "note")}: ${added} new here, ${same} the same, ${different.length} different.`,
    );
  });
}

function ask(name, words) {
  cancel(false);
  const told = form(name).querySelector(".hb-ask-first__told");
  told.textContent = words;
  form(name).hidden = false;
  told.focus();
}

function cancel(forget = true) {
  for (const part of page.querySelectorAll(".hb-ask-first")) part.hidden = true;
  if (forget) chosen = undefined;
}

form("import").addEventListener("submit", (event) => {
  event.preventDefault();
  const how = new FormData(event.target).get("how");
  if (attempt(() => (how === "replace" ? replace(chosen) : merge(chosen, how === "theirs")))) {
    cancel();
    notice("Imported.");
  }
});
form("clear").addEventListener("submit", (event) => {
  event.preventDefault();
  if (attempt(clear)) {
    cancel();
    notice("All marks and notes are deleted.");
  }
});
page.addEventListener("click", ({ target }) => {
  const what = target instanceof Element && target.closest("[data-do]")?.dataset.do;
  if (what === "export") save();
  if (what === "cancel") cancel();
  if (what === "clear") {
    let kept = "Everything that this browser keeps for the handbook";
    try {
      const { marks, notes } = read();
      kept = `${count(marks.size, "mark")} and ${count(notes.size, "note")}`;
    } catch {
      // Said at the top of the page.
    }
    ask("clear", `${kept} will be deleted and cannot be brought back. Export to a file first if you may want them again.`);
  }
});
file.addEventListener("change", choose);
onChange(show);
page.hidden = false;
show();
