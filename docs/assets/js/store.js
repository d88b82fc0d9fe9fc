// @ts-check
/* What a reader keeps: marks and notes, answers of the gap check, results and opinions, a plan. In this browser alone, under one key, in one format that is also the
   file of export and import. What cannot be understood is left as it is, or set aside: nothing is lost without a word. */

/** @import { Aim, KeptOpinion, Mark, Note, Result, StoreList, StoreTable } from "./types.js" */
/** @typedef {import("./types.js").Kept} Kept */
/** @typedef {import("./types.js").Stray} Stray */
/** @typedef {import("./types.js").Planned} Planned */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").KeptOpinion} Opinion */

const KEY = "ml-pm-handbook";
const PROBE = "ml-pm-handbook-probe";
export const FORMAT = "ml-pm-handbook-progress";
export const VERSION = 2;

/** The states of an item. An item has one of them, or none. */
export const STATES = ["done", "want", "hidden"];

const LARGEST = 2_000_000; // Characters: some thousand notes. Browsers keep about five million.
const LONGEST_NOTE = 20_000;
/* Ids have at most 60 characters (handbook/model.py). Those of an earlier or a later handbook may be longer. */
const ITEM = /^(term|resource|skill|question|comparison|exercise)\/[a-z0-9-]{1,80}(\/[a-z0-9-]{1,80})?$/;
const ID = /^[a-z0-9-]{1,80}$/;
const AIM = /^(start|target)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST_LEVEL = 4;
const MOST_RESULTS = 50;
const LONGEST_NAME = 60;
const LONGEST_LIST = 2000; // Items of a plan: more than the handbook has.
const MONEY = ["free", "unpaid", "any"];
const MOST_HOURS = 40;
const MOST_WEEKS = 104;

const NOT_KEPT =
  "This browser won't let the handbook store anything, so nothing was kept. Blocked site data, private windows and full disks do that.";

/** What was given or found is not kept, and why, in words for the reader. */
export class Refused extends Error {}

/** Nothing kept. @returns {Kept} */
export const empty = () => ({
  marks: new Map(),
  notes: new Map(),
  answers: new Map(),
  aims: new Map(),
  results: [],
  opinions: [],
  plan: undefined,
  aside: [],
});

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

export function understood(/** @type {string | null} */ text) {
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
  change(({ marks }) => (state ? marks.set(item, { state, ...ofToday() }) : marks.delete(item)));
}

/** Keep a note on an item, or delete it with an empty text. */
export function note(/** @type {string} */ item, /** @type {string} */ text) {
  const over = text.length - LONGEST_NOTE;
  if (over > 0) throw new Refused(`This note is ${over} characters too long, so it was not kept. Shorten it, or save it elsewhere.`);
  change(({ notes }) => (text.trim() ? notes.set(item, { text, ...ofToday() }) : notes.delete(item)));
}

/** Keep the level that a reader says they have in a skill, or forget it with null. `typical`: a profile says so, not yet the reader. */
export const answer = (/** @type {string} */ skill, /** @type {number | null} */ level, typical = false) =>
  answerAll(new Map([[skill, level]]), typical);

/** Keep many answers at once. */
export function answerAll(/** @type {Map<string, number | null>} */ levels, typical = false) {
  change(({ answers }) => {
    for (const [skill, level] of levels) {
      if (level === null) answers.delete(skill);
      else answers.set(skill, { level, ...(typical && { typical }), ...ofToday() });
    }
  });
}

/** Keep the profile where the reader starts or is heading, or forget it with an empty string. */
export function aim(/** @type {"start" | "target"} */ which, /** @type {string} */ profile) {
  change(({ aims }) => (profile ? aims.set(which, { profile, ...ofToday() }) : aims.delete(which)));
}

/** Keep the present answers as the result of today. Another one of today towards the same target goes, and so do the oldest of many. */
export function keepResult() {
  change((data) => {
    const { on } = ofToday();
    const target = data.aims.get("target")?.profile;
    if (!(on && data.answers.size)) return;
    const answers = Object.fromEntries([...data.answers].map(([skill, { level }]) => [skill, level]));
    const others = data.results.filter((one) => one.on !== on || one.target !== target);
    data.results = inOrder([...others, { on, ...(target && { target }), answers }]).slice(-MOST_RESULTS);
  });
}

/** Keep an opinion that somebody gave. One of the same day and name goes. */
export function keepOpinion(/** @type {{ answers: Map<string, number>, target?: string, name?: string, on?: string }} */ given) {
  const { answers, target, name } = given;
  change((data) => {
    const on = given.on ?? ofToday().on;
    if (!on) return;
    const others = data.opinions.filter((one) => one.on !== on || one.name !== name);
    const levels = Object.fromEntries(answers);
    data.opinions = inOrder([...others, { on, ...(target && { target }), ...(name && { name }), answers: levels }]).slice(-MOST_RESULTS);
  });
}

/** Delete an opinion, as `read` gave it. */
export function dropOpinion(/** @type {KeptOpinion} */ opinion) {
  change((data) => {
    data.opinions = without(data.opinions, [opinion]);
  });
}

/** Keep what the reader's plan is made from, or delete it with null. */
export function keepPlan(/** @type {Planned | null} */ plan) {
  change((data) => {
    data.plan = plan ? { ...plan, ...ofToday() } : undefined;
  });
}

/* Reads before it writes, so that two tabs do not overwrite each other. */
export function change(/** @type {(data: Kept) => unknown} */ what) {
  const data = look();
  what(data);
  write(data);
}

function write(/** @type {Kept} */ data) {
  const given = written(data);
  if (given.length > LARGEST) throw new Refused("There is no room for more notes. Export them, then delete some.");
  const text = written(parse(given)); // What we would refuse to read is not written, and the same is always written alike.
  put(holds(data) ? text : null);
}

const holds = (/** @type {Kept} */ { marks, notes, answers, aims, results, opinions, plan, aside }) =>
  Boolean(plan) || [marks, notes, answers, aims].some(({ size }) => size) || [results, opinions, aside].some(({ length }) => length);

export function put(/** @type {string | null} */ text) {
  try {
    if (text === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
    if (stored() !== text) throw new Error("The browser said it had stored it, and hadn't.");
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

function written(/** @type {Kept} */ { marks, notes, answers, aims, results, opinions, plan, aside }, indent = 0) {
  const table = (/** @type {string} */ name, /** @type {Map<string, object>} */ map) => (map.size ? { [name]: sorted(map) } : {});
  const list = (/** @type {string} */ name, /** @type {object[]} */ rows) => (rows.length ? { [name]: rows } : {});
  const all = {
    format: FORMAT,
    version: VERSION,
    marks: sorted(marks),
    notes: sorted(notes),
    ...table("answers", answers),
    ...table("aims", aims),
    ...list("results", results),
    ...list("opinions", opinions),
    ...(plan && { plan }),
    ...list("aside", aside),
  };
  try {
    return JSON.stringify(all, null, indent);
  } catch {
    throw new Refused("What is set aside is nested too deeply to be written again, so nothing was changed.");
  }
}

const sorted = (/** @type {Map<string, any>} */ map) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

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
  const kept = {
    marks: entries(found.marks, MARKS, strays),
    notes: entries(found.notes, NOTES, strays),
    answers: entries(found.answers, ANSWERS, strays),
    aims: entries(found.aims, AIMS, strays),
    results: records(found.results, RESULTS, strays),
    opinions: records(found.opinions, OPINIONS, strays),
    plan: single(found.plan, strays),
  };
  /* What an earlier version set aside may be understood by now. */
  const aside = setAside(found.aside).filter((stray) => !taken(stray, kept));
  return { ...kept, aside, strays };
}

/* Take a record that was set aside to where it belongs, if it is understood now. Returns whether it was. */
function taken(/** @type {Stray} */ stray, /** @type {Omit<Kept, "aside">} */ kept) {
  const tables = [
    () => returned(stray, MARKS, kept.marks),
    () => returned(stray, NOTES, kept.notes),
    () => returned(stray, ANSWERS, kept.answers),
    () => returned(stray, AIMS, kept.aims),
    () => returnedTo(stray, RESULTS, kept.results),
    () => returnedTo(stray, OPINIONS, kept.opinions),
  ];
  return tables.some((back) => back());
}

/* What is written in our format, and in a version that we know. */
function ours(/** @type {string} */ text) {
  if (text.length > LARGEST) throw new Refused("It is too large to be a progress file.");
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Refused("It isn't a progress file: it is not JSON.");
  }
  if (found?.format !== FORMAT) throw new Refused("It isn't a progress file from this handbook.");
  if (!Number.isInteger(found.version) || found.version < 1) throw new Refused("Its version is not a number.");
  if (found.version > VERSION) {
    throw new Refused(
      `It is version ${found.version}, and this page reads versions up to ${VERSION}. Reload the page, or use the newer handbook.`,
    );
  }
  return found;
}

/** @type {StoreTable<Mark>} */
const MARKS = {
  name: "marks",
  key: ITEM,
  of: "entry",
  read: ({ state, on }) => (STATES.includes(state) ? { state, ...(on && { on }) } : undefined),
};

/** @type {StoreTable<Note>} */
const NOTES = {
  name: "notes",
  key: ITEM,
  of: "entry",
  read: ({ text, on }) => (typeof text === "string" && text.length <= LONGEST_NOTE ? { text, ...(on && { on }) } : undefined),
};

/** @type {StoreTable<Answer>} */
const ANSWERS = {
  name: "answers",
  key: ID,
  of: "skill",
  read: ({ level, typical, on }) => (isLevel(level) ? { level, ...(typical === true && { typical }), ...(on && { on }) } : undefined),
};

/** @type {StoreTable<Aim>} */
const AIMS = {
  name: "aims",
  key: AIM,
  of: "start and no target",
  read: ({ profile, on }) => (isId(profile) ? { profile, ...(on && { on }) } : undefined),
};

const isTable = (/** @type {unknown} */ found) => found !== null && typeof found === "object" && !Array.isArray(found);
const isId = (/** @type {unknown} */ id) => typeof id === "string" && ID.test(id);
const isDay = (/** @type {unknown} */ day) => typeof day === "string" && DAY.test(day);
const isWhole = (/** @type {unknown} */ number, /** @type {number} */ least, /** @type {number} */ most) =>
  Number.isInteger(number) && Number(number) >= least && Number(number) <= most;
const isLevel = (/** @type {unknown} */ level) => isWhole(level, 0, MOST_LEVEL);
const isLevels = (/** @type {any} */ found) =>
  isTable(found) && Object.entries(found).every(([skill, level]) => isId(skill) && isLevel(level));
const isList = (/** @type {unknown} */ found, /** @type {(one: unknown) => boolean} */ sound) =>
  Array.isArray(found) && found.length <= LONGEST_LIST && found.every(sound);

/** @type {StoreList<Result>} */
const RESULTS = {
  name: "results",
  read: ({ on, target, answers }) =>
    isDay(on) && isLevels(answers) && (target === undefined || isId(target))
      ? { on, ...(target && { target }), answers: sorted(new Map(Object.entries(answers))) }
      : undefined,
};

/** @type {StoreList<KeptOpinion>} */
const OPINIONS = {
  name: "opinions",
  read: (value) => {
    const { name } = value;
    const sound = name === undefined || (typeof name === "string" && name.length <= 2 * LONGEST_NAME);
    const result = RESULTS.read(value);
    return sound && result ? { ...result, ...(name && { name }) } : undefined;
  },
};

/* What each field of a plan may be. Others are not taken over. */
/** @type {Record<string, (value: any) => boolean>} */
const PLAN = {
  on: isDay,
  hours: (hours) => typeof hours === "number" && hours > 0 && hours <= MOST_HOURS,
  start: isDay,
  weeks: (weeks) => isWhole(weeks, 1, MOST_WEEKS),
  until: isDay,
  days: (days) => isList(days, (day) => isWhole(day, 0, 6)),
  money: (money) => MONEY.includes(money),
  formats: (formats) => isList(formats, isId),
  languages: (languages) => isList(languages, isId),
  done: (done) => isList(done, isItem),
  hidden: (hidden) => isList(hidden, isItem),
  pauses: (pauses) => isList(pauses, isDay),
  answers: isLevels,
};

const isItem = (/** @type {unknown} */ item) => typeof item === "string" && ITEM.test(item);

/* What closes a gap, a skill or a path, if it is sound. */
function closeOf(/** @type {any} */ close) {
  if (!isTable(close)) return;
  const { gaps, skill, from, to, path } = close;
  const ends = { ...(isLevel(from) && { from }), ...(isLevel(to) && { to }) };
  if (isId(path)) return { path };
  if (isId(skill)) return { skill, ...ends };
  const sound = (/** @type {any} */ gap) => isTable(gap) && isId(gap.skill) && isLevel(gap.from) && isLevel(gap.to);
  return isList(gaps, sound)
    ? { gaps: gaps.map((/** @type {any} */ gap) => ({ skill: gap.skill, from: gap.from, to: gap.to })) }
    : undefined;
}

/** @returns {Planned | undefined} */
function planOf(/** @type {any} */ value) {
  const close = closeOf(value.close);
  const fields = Object.entries(PLAN).filter(([name]) => value[name] !== undefined);
  if (!close || value.hours === undefined || value.start === undefined || !fields.every(([name, sound]) => sound(value[name]))) return;
  return /** @type {any} */ ({ close, ...Object.fromEntries(fields.map(([name]) => [name, value[name]])) });
}

/**
 * What `value` says, if it is sound.
 * @template T
 * @param {any} value
 * @param {(value: any) => T | undefined} readOne
 */
function entry(value, readOne) {
  const { on } = value ?? {};
  const dated = on === undefined || isDay(on);
  return dated && isTable(value) ? readOne(value) : undefined;
}

/**
 * One of a file's tables. What is not sound goes to `strays`.
 * @template T
 * @param {unknown} found
 * @param {StoreTable<T>} table
 * @param {(Stray & { why: string })[]} strays
 * @returns {Map<string, T>}
 */
function entries(found, table, strays) {
  /** @type {Map<string, T>} */
  const sound = new Map();
  if (found === undefined) return sound;
  const { name, key, read: readOne } = table;
  if (!isTable(found)) {
    strays.push({ table: name, value: found, why: `Its ${name} are not a table.` });
    return sound;
  }
  for (const [item, value] of Object.entries(/** @type {object} */ (found))) {
    const one = key.test(item) ? entry(value, readOne) : undefined;
    if (one) sound.set(item, one);
    else strays.push({ table: name, item, value, why: reason(item, table) });
  }
  return sound;
}

/**
 * One of a file's lists, oldest first. What is not sound goes to `strays`.
 * @template {Result} T
 * @param {unknown} found
 * @param {StoreList<T>} list
 * @param {(Stray & { why: string })[]} strays
 * @returns {T[]}
 */
function records(found, { name, read: readOne }, strays) {
  if (found === undefined) return [];
  if (!Array.isArray(found)) {
    strays.push({ table: name, value: found, why: `Its ${name} are not a list.` });
    return [];
  }
  const all = found.map((value) => ({ value, one: entry(value, readOne) }));
  for (const { value, one } of all) if (!one) strays.push({ table: name, value, why: `One of its ${name} cannot be read.` });
  return inOrder(all.flatMap(({ one }) => one ?? []));
}

/* The plan of a file, if there is one that is sound. */
function single(/** @type {unknown} */ found, /** @type {(Stray & { why: string })[]} */ strays) {
  if (found === undefined) return;
  const plan = entry(found, planOf);
  if (!plan) strays.push({ table: "plan", value: found, why: "Its plan cannot be read." });
  return plan;
}

/**
 * Each once, by day.
 * @template {Result} T
 * @param {T[]} all
 * @returns {T[]}
 */
export const inOrder = (all) => distinct(all).sort((a, b) => compared(a.on, b.on) || compared(JSON.stringify(a), JSON.stringify(b)));
const compared = (/** @type {string} */ a, /** @type {string} */ b) => Number(a > b) - Number(a < b);

function reason(/** @type {string} */ item, /** @type {StoreTable<unknown>} */ { name, key, of }) {
  if (!key.test(item)) return `Its ${name} name “${item.slice(0, 60)}”, which isn't a known ${of}.`;
  return `What it says about “${item}” in ${name} cannot be read.`;
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

/**
 * Each record once, whatever it holds.
 * @template T
 * @param {T[]} all
 * @returns {T[]}
 */
export function distinct(all) {
  try {
    return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  } catch {
    return all; // Nested too deeply to be compared.
  }
}

/**
 * A list less others.
 * @template T
 * @param {T[]} all
 * @param {T[]} others
 */
export function without(all, others) {
  const away = new Set(others.map((one) => JSON.stringify(one)));
  return all.filter((one) => !away.has(JSON.stringify(one)));
}

/**
 * Take a record that was set aside into its table, if it is understood now and its place is free. Returns whether it was.
 * @template T
 * @param {Stray} stray
 * @param {StoreTable<T>} table
 * @param {Map<string, T>} map
 */
function returned({ table: from, item, value }, { name, key, read: readOne }, map) {
  if (from !== name || item === undefined || !key.test(item) || map.has(item)) return false;
  const one = entry(value, readOne);
  if (one) map.set(item, one);
  return Boolean(one);
}

/**
 * The same for a list.
 * @template {Result} T
 * @param {Stray} stray
 * @param {StoreList<T>} list
 * @param {T[]} all
 */
function returnedTo({ table: from, value }, { name, read: readOne }, all) {
  const one = from === name ? entry(value, readOne) : undefined;
  if (one) all.splice(0, all.length, ...inOrder([...all, one]));
  return Boolean(one);
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

/** The day that it is where the reader is, such as `2026-11-26`. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/* A clock that shows no day of ours gives none. */
function ofToday() {
  const on = today();
  return DAY.test(on) ? { on } : {};
}
