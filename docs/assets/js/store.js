// @ts-check
/* What a reader keeps: marks on entries and notes. In this browser alone, under one key, in one format that is also the
   file of export and import. What cannot be understood is refused and left as it is: nothing is lost without a word. */

/** @typedef {{ state: string, on?: string }} Mark */
/** @typedef {{ text: string, on?: string }} Note */
/** @typedef {{ marks: Map<string, Mark>, notes: Map<string, Note> }} Kept By item, such as `resource/inspired`. */

const KEY = "ml-pm-handbook";
export const FORMAT = "ml-pm-handbook-progress";
export const VERSION = 1;

/** The states of an item. An item has one of them, or none. */
export const STATES = ["done", "want", "hidden"];

const LARGEST = 2_000_000; // Characters: some thousand notes. Browsers keep about five million.
const LONGEST_NOTE = 20_000;
const ITEM = /^(term|resource|skill|question|comparison|exercise)\/[a-z0-9-]{1,80}(\/[a-z0-9-]{1,80})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What was given or found is not kept, and why, in words for the reader. */
export class Refused extends Error {}

/** Nothing kept. @returns {Kept} */
export const empty = () => ({ marks: new Map(), notes: new Map() });

/**
 * What is kept. Raises `Refused` where something is kept that this version of the handbook cannot read.
 * @returns {Kept}
 */
export function read() {
  /** @type {string | null} */
  let text;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return empty(); // The browser keeps nothing for us; writing will say so.
  }
  if (text === null) return empty();
  try {
    return parse(text);
  } catch (error) {
    const { message } = /** @type {Refused} */ (error);
    throw new Refused(`What this browser keeps for the handbook could not be read, so nothing was changed. ${message}`);
  }
}

/** Give an item a state, or take it away with an empty string. */
export function mark(/** @type {string} */ item, /** @type {string} */ state) {
  change(({ marks }) => (state ? marks.set(item, { state, on: today() }) : marks.delete(item)));
}

/** Keep a note on an item, or delete it with an empty text. */
export function note(/** @type {string} */ item, /** @type {string} */ text) {
  change(({ notes }) => (text.trim() ? notes.set(item, { text: text.slice(0, LONGEST_NOTE), on: today() }) : notes.delete(item)));
}

/* Reads before it writes, so that two tabs do not overwrite each other. */
function change(/** @type {(data: Kept) => unknown} */ what) {
  const data = read();
  what(data);
  write(data);
}

function write(/** @type {Kept} */ data) {
  const text = written(data);
  if (text.length > LARGEST) throw new Refused("There is no room for more notes. Export them, then delete some.");
  try {
    if (data.marks.size + data.notes.size) localStorage.setItem(KEY, text);
    else localStorage.removeItem(KEY);
  } catch {
    throw new Refused("This browser does not let the handbook keep anything, so nothing was kept. Private windows and full disks do that.");
  }
  tell();
}

/** The file's text: what is kept, as JSON in a stable order. */
export const exported = () => written(read(), 2);

function written(/** @type {Kept} */ { marks, notes }, indent = 0) {
  const sorted = (/** @type {Map<string, object>} */ map) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ format: FORMAT, version: VERSION, marks: sorted(marks), notes: sorted(notes) }, null, indent);
}

/**
 * The text of a file as data. Raises `Refused`, saying what is wrong with it.
 * @param {string} text
 * @returns {Kept}
 */
export function parse(text) {
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
  return { marks: entries(found.marks, "marks", markOf), notes: entries(found.notes, "notes", noteOf) };
}

/** @returns {Mark | undefined} */
const markOf = (/** @type {any} */ { state, on }) => (STATES.includes(state) ? { state, on } : undefined);

/** @returns {Note | undefined} */
const noteOf = (/** @type {any} */ { text, on }) => (typeof text === "string" && text.length <= LONGEST_NOTE ? { text, on } : undefined);

/**
 * One of a file's two tables. `taken` makes an entry of what stands at an item, or nothing where that is not sound.
 * @template T
 * @param {unknown} found
 * @param {string} name
 * @param {(value: object) => T | undefined} taken
 * @returns {Map<string, T>}
 */
function entries(found, name, taken) {
  if (found === undefined) return new Map();
  if (found === null || typeof found !== "object" || Array.isArray(found)) throw new Refused(`Its ${name} are not a table.`);
  return new Map(
    Object.entries(found).map(([item, value]) => {
      if (!ITEM.test(item)) throw new Refused(`Its ${name} name “${item.slice(0, 60)}”, which is no entry.`);
      const sound = value && typeof value === "object" && (value.on === undefined || DAY.test(value.on));
      const entry = sound ? taken(value) : undefined;
      if (!entry) throw new Refused(`What it says of “${item}” in ${name} cannot be read.`);
      return [item, entry];
    }),
  );
}

/** What taking over `data` would do: how many items are new here, how many are the same, and which differ. */
export function compare(/** @type {Kept} */ data) {
  const here = read();
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
export function clear() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    throw new Refused("This browser does not let the handbook change what it keeps.");
  }
  tell();
}

/** What is kept as it stands, unread: to save it before it is cleared. */
export const raw = () => localStorage.getItem(KEY) ?? "";

/** @type {Set<() => void>} */
const listeners = new Set();

/** Call `listener` after each change, in this tab or another. */
export function onChange(/** @type {() => void} */ listener) {
  listeners.add(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

addEventListener("storage", ({ key }) => {
  if (key === KEY || key === null) tell();
});

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};
