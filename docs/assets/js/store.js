// @ts-check
/* What a reader keeps: marks on entries and notes. In this browser alone, under one key, in one format that is also the
   file of export and import. What cannot be understood is left as it is, or set aside: nothing is lost without a word. */

/** @typedef {{ state: string, on?: string }} Mark */
/** @typedef {{ text: string, on?: string }} Note */
/** @typedef {{ table: string, item?: string, value: unknown }} Stray A record that was not understood, as it was found. */
/** @typedef {{ marks: Map<string, Mark>, notes: Map<string, Note>, aside: Stray[] }} Kept By item, such as `resource/inspired`. */

const KEY = "ml-pm-handbook";
const PROBE = "ml-pm-handbook-probe";
export const FORMAT = "ml-pm-handbook-progress";
export const VERSION = 1;

/** The states of an item. An item has one of them, or none. */
export const STATES = ["done", "want", "hidden"];

const LARGEST = 2_000_000; // Characters: some thousand notes. Browsers keep about five million.
const LONGEST_NOTE = 20_000;
/* Ids have at most 60 characters (handbook/model.py). Those of an earlier or a later handbook may be longer. */
const ITEM = /^(term|resource|skill|question|comparison|exercise)\/[a-z0-9-]{1,80}(\/[a-z0-9-]{1,80})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const NOT_KEPT =
  "This browser does not let the handbook keep anything, so nothing was kept. Blocked site data, private windows and full disks do that.";

/** What was given or found is not kept, and why, in words for the reader. */
export class Refused extends Error {}

/** Nothing kept. @returns {Kept} */
export const empty = () => ({ marks: new Map(), notes: new Map(), aside: [] });

/**
 * What is kept; nothing where the browser does not say. Raises `Refused` where something is kept that this version of the
 * handbook cannot read.
 * @returns {Kept}
 */
export function read() {
  try {
    seen = stored();
  } catch {
    return empty(); // The browser keeps nothing for us; writing will say so.
  }
  return understood(seen);
}

/**
 * What is kept, for whoever is going to change it. Raises `Refused` where the browser does not say, too.
 * @returns {Kept}
 */
export function look() {
  try {
    seen = stored();
  } catch {
    throw new Refused(NOT_KEPT);
  }
  return understood(seen);
}

const stored = () => localStorage.getItem(KEY);

function understood(/** @type {string | null} */ text) {
  if (text === null) return empty();
  try {
    const { strays, ...kept } = understand(text);
    return { ...kept, aside: distinct([...kept.aside, ...strays.map(({ why: _, ...stray }) => stray)]) };
  } catch (error) {
    const { message } = /** @type {Refused} */ (error);
    throw new Refused(`What this browser keeps for the handbook could not be read, so nothing was changed. ${message}`);
  }
}

/** Give an item a state, or take it away with an empty string. */
export function mark(/** @type {string} */ item, /** @type {string} */ state) {
  change(({ marks }) => (state ? marks.set(item, { state, ...today() }) : marks.delete(item)));
}

/** Keep a note on an item, or delete it with an empty text. */
export function note(/** @type {string} */ item, /** @type {string} */ text) {
  const over = text.length - LONGEST_NOTE;
  if (over > 0) throw new Refused(`This note is too long by ${over} characters, so it was not kept. Shorten it, or save it elsewhere.`);
  change(({ notes }) => (text.trim() ? notes.set(item, { text, ...today() }) : notes.delete(item)));
}

/* Reads before it writes, so that two tabs do not overwrite each other. */
function change(/** @type {(data: Kept) => unknown} */ what) {
  const data = look();
  what(data);
  write(data);
}

function write(/** @type {Kept} */ data) {
  const text = written(data);
  if (text.length > LARGEST) throw new Refused("There is no room for more notes. Export them, then delete some.");
  parse(text); // What we would refuse to read is not written.
  put(data.marks.size + data.notes.size + data.aside.length ? text : null);
}

function put(/** @type {string | null} */ text) {
  try {
    if (text === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
    if (stored() !== text) throw new Error("The browser only said that it kept it.");
  } catch {
    throw new Refused(NOT_KEPT);
  }
  tell();
}

/** Whether the browser lets the handbook keep anything. */
export function keeps() {
  try {
    localStorage.setItem(PROBE, FORMAT);
    const kept = localStorage.getItem(PROBE) === FORMAT;
    localStorage.removeItem(PROBE);
    return kept;
  } catch {
    return false;
  }
}

/** The file's text: what is kept, as JSON in a stable order. */
export function exported() {
  const kept = read();
  const text = written(kept, 2);
  return text.length > LARGEST ? written(kept) : text; // So that it is not too large to be imported.
}

function written(/** @type {Kept} */ { marks, notes, aside }, indent = 0) {
  const sorted = (/** @type {Map<string, object>} */ map) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
  const all = { format: FORMAT, version: VERSION, marks: sorted(marks), notes: sorted(notes), ...(aside.length ? { aside } : {}) };
  try {
    return JSON.stringify(all, null, indent);
  } catch {
    throw new Refused("What is set aside is nested too deeply to be written again, so nothing was changed.");
  }
}

/**
 * The text of a file as data. Raises `Refused`, saying what is wrong with it.
 * @param {string} text
 * @returns {Kept}
 */
export function parse(text) {
  const { strays, ...kept } = understand(text);
  if (strays[0]) throw new Refused(strays[0].why);
  return kept;
}

/* A text as data, with what of it was not understood. Raises `Refused` where nothing of it can be. */
function understand(/** @type {string} */ text) {
  const found = ours(text);
  /** @type {(Stray & { why: string })[]} */
  const strays = [];
  const marks = entries(found.marks, "marks", markOf, strays);
  const notes = entries(found.notes, "notes", noteOf, strays);
  /* What an earlier version set aside may be understood by now. */
  const aside = setAside(found.aside).filter(
    (stray) => !(returned(stray, "marks", marks, markOf) || returned(stray, "notes", notes, noteOf)),
  );
  return { marks, notes, aside, strays };
}

/* What is written in our format, and in a version that we know. */
function ours(/** @type {string} */ text) {
  if (text.length > LARGEST) throw new Refused("It is too large to be a file of progress.");
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Refused("It is not a file of progress: it is not JSON.");
  }
  if (found?.format !== FORMAT) throw new Refused("It is not a file of progress from this handbook.");
  if (!Number.isInteger(found.version) || found.version < 1) throw new Refused("Its version is not a number.");
  if (found.version > VERSION) {
    throw new Refused(
      `It is of version ${found.version}, and this page reads up to ${VERSION}. Reload the page, or use the newer handbook.`,
    );
  }
  return found;
}

/** @returns {Mark | undefined} */
const markOf = (/** @type {any} */ { state, on }) => (STATES.includes(state) ? { state, ...(on && { on }) } : undefined);

/** @returns {Note | undefined} */
const noteOf = (/** @type {any} */ { text, on }) =>
  typeof text === "string" && text.length <= LONGEST_NOTE ? { text, ...(on && { on }) } : undefined;

/**
 * What `value` says, if it is sound.
 * @template T
 * @param {any} value
 * @param {(value: object) => T | undefined} taken
 */
function entry(value, taken) {
  const { on } = value ?? {};
  const dated = on === undefined || (typeof on === "string" && DAY.test(on));
  return dated && value !== null && typeof value === "object" ? taken(value) : undefined;
}

/**
 * One of a file's two tables. `taken` makes an entry of what is found at an item, or nothing where that is not sound: it
 * then goes to `strays`.
 * @template T
 * @param {unknown} found
 * @param {string} table
 * @param {(value: object) => T | undefined} taken
 * @param {(Stray & { why: string })[]} strays
 * @returns {Map<string, T>}
 */
function entries(found, table, taken, strays) {
  /** @type {Map<string, T>} */
  const sound = new Map();
  if (found === undefined) return sound;
  if (found === null || typeof found !== "object" || Array.isArray(found)) {
    strays.push({ table, value: found, why: `Its ${table} are not a table.` });
    return sound;
  }
  for (const [item, value] of Object.entries(found)) {
    const one = ITEM.test(item) ? entry(value, taken) : undefined;
    if (one) sound.set(item, one);
    else strays.push({ table, item, value, why: reason(item, table) });
  }
  return sound;
}

function reason(/** @type {string} */ item, /** @type {string} */ table) {
  if (!ITEM.test(item)) return `Its ${table} name “${item.slice(0, 60)}”, which is no entry.`;
  return `What it says of “${item}” in ${table} cannot be read.`;
}

/* What a file says was set aside. Anything may be. @returns {Stray[]} */
function setAside(/** @type {unknown} */ found) {
  if (found === undefined) return [];
  if (!Array.isArray(found)) return [{ table: "aside", value: found }];
  return distinct(found.map(strayOf));
}

/** @returns {Stray} */
function strayOf(/** @type {any} */ value) {
  if (typeof value?.table !== "string" || !("value" in value)) return { table: "aside", value };
  const { table, item } = value;
  return typeof item === "string" ? { table, item, value: value.value } : { table, value: value.value };
}

/* Each record once, whatever it holds. */
function distinct(/** @type {Stray[]} */ strays) {
  try {
    return [...new Map(strays.map((stray) => [JSON.stringify(stray), stray])).values()];
  } catch {
    return strays; // Nested too deeply to be compared.
  }
}

/**
 * Take a record that was set aside into its table, if it is understood now and its place is free. Returns whether it was.
 * @template T
 * @param {Stray} stray
 * @param {string} name
 * @param {Map<string, T>} table
 * @param {(value: object) => T | undefined} taken
 */
function returned({ table: from, item, value }, name, table, taken) {
  if (from !== name || item === undefined || !ITEM.test(item) || table.has(item)) return false;
  const one = entry(value, taken);
  if (one) table.set(item, one);
  return Boolean(one);
}

/** What taking over `data` would do: how many items are new here, how many are the same, and which differ. */
export function compare(/** @type {Kept} */ data) {
  const here = look();
  const found = [
    ...told(here.marks, data.marks, (own, other) => own.state === other.state),
    ...told(here.notes, data.notes, (own, other) => own.text === other.text),
  ];
  return {
    added: found.filter(({ is }) => is === "added").length,
    same: found.filter(({ is }) => is === "same").length,
    different: found.filter(({ is }) => is === "different").map(({ item }) => item),
  };
}

/**
 * @template T
 * @param {Map<string, T>} here
 * @param {Map<string, T>} there
 * @param {(own: T, other: T) => boolean} same
 */
function told(here, there, same) {
  return [...there].map(([item, other]) => {
    const own = here.get(item);
    if (!own) return { item, is: "added" };
    return { item, is: same(own, other) ? "same" : "different" };
  });
}

/** Add what is new in `data`; where both have an item, the file's counts if `theirs`, else what is here. */
export function merge(/** @type {Kept} */ data, /** @type {boolean} */ theirs) {
  change((here) => {
    add(here.marks, data.marks, theirs);
    add(here.notes, data.notes, theirs);
    here.aside = distinct([...here.aside, ...data.aside]);
  });
}

/**
 * @template T
 * @param {Map<string, T>} here
 * @param {Map<string, T>} there
 * @param {boolean} theirs
 */
function add(here, there, theirs) {
  for (const [item, value] of there) if (theirs || !here.has(item)) here.set(item, value);
}

/** Keep `data` instead of what is here. */
export const replace = (/** @type {Kept} */ data) => write(data);

/** Delete everything that is kept, readable or not. */
export const clear = () => put(null);

/** What is kept as it stands, unread: to save it before it is cleared. */
export function raw() {
  try {
    return stored() ?? "";
  } catch {
    return "";
  }
}

/**
 * Do `what`, and return a function that takes it back: what was changed since then by somebody else stays as it is. It
 * raises `Refused` where that cannot be told.
 * @param {() => void} what
 */
export function undoable(what) {
  const before = raw();
  what();
  const after = raw();
  return () => {
    if (raw() === after) put(before || null);
    else change((here) => restore(here, understood(before || null), understood(after || null)));
  };
}

function restore(/** @type {Kept} */ here, /** @type {Kept} */ before, /** @type {Kept} */ after) {
  restoreTable(here.marks, before.marks, after.marks);
  restoreTable(here.notes, before.notes, after.notes);
  const [old, added] = [before, after].map(({ aside }) => new Set(aside.map((stray) => JSON.stringify(stray))));
  const stays = here.aside.filter((stray) => old?.has(JSON.stringify(stray)) || !added?.has(JSON.stringify(stray)));
  here.aside = distinct([...before.aside, ...stays]);
}

/**
 * @template T
 * @param {Map<string, T>} here
 * @param {Map<string, T>} before
 * @param {Map<string, T>} after
 */
function restoreTable(here, before, after) {
  const changed = (/** @type {string} */ item) => JSON.stringify(here.get(item)) !== JSON.stringify(after.get(item));
  for (const item of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(item);
    if (changed(item)) continue;
    if (was) here.set(item, was);
    else here.delete(item);
  }
}

/** @type {Set<() => void>} */
const listeners = new Set();

/** Call `listener` after each change, in this tab or another. */
export function onChange(/** @type {() => void} */ listener) {
  listeners.add(listener);
}

/** @type {string | null | undefined} What was kept when we looked last. */
let seen;

/* What was written is written, even if a part of the page cannot show it. */
function tell() {
  for (const listener of listeners) {
    try {
      listener();
    } catch (error) {
      console.error(error);
    }
  }
}

/* Pages that slept, in the background or behind the back button, heard of nothing. */
function wake() {
  if (raw() !== (seen ?? "")) tell();
}

addEventListener("storage", ({ key }) => {
  if (key === KEY || key === null) tell();
});
addEventListener("pageshow", wake);
addEventListener("visibilitychange", wake);

/* A clock that shows no day of ours gives none. */
function today() {
  const now = new Date();
  const on = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return DAY.test(on) ? { on } : {};
}
