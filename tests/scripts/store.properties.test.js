// @ts-check
/* Properties of the store, with random data: dice.js says from which seed. */

import assert from "node:assert/strict";
import { afterEach } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Dice as Any, properties } from "./dice.js";

const KEY = "ml-pm-handbook";

/** @type {Map<string, string>} What the browser keeps. */
const kept = new Map();
/** @type {() => void} What happens to whoever writes. */
let writing = () => undefined;
Object.defineProperty(globalThis, "localStorage", {
  value: {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ written) => {
      writing();
      kept.set(key, written);
    },
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  },
});
Object.assign(globalThis, { addEventListener: () => undefined });

const store = { ...(await import("../../docs/assets/js/store.js")), ...(await import("../../docs/assets/js/merging.js")) };
/** @typedef {import("../../docs/assets/js/store.js").Kept} Kept */

/** Things that the store keeps, at random. */
class Dice extends Any {
  /* Few names, so that two files often speak of one item. */
  item() {
    const kind = this.one(["term", "resource", "skill", "question", "comparison", "exercise"]);
    const id = this.roll() < 0.7 ? this.one(["a", "b", "c"]) : this.id(60);
    return `${kind}/${id}${kind === "exercise" ? `/${this.id(60)}` : ""}`;
  }

  day() {
    return this.roll() < 0.3 ? {} : { on: `20${10 + this.below(90)}-0${1 + this.below(9)}-${10 + this.below(18)}` };
  }

  /**
   * Any value that JSON has.
   * @returns {unknown}
   */
  value(depth = 3) {
    const kind = this.below(depth ? 9 : 7);
    if (kind === 0) return null;
    if (kind === 1) return this.roll() < 0.5;
    if (kind === 2) return this.one([0, -1, 1.5, 1e300, this.below(1000)]);
    if (kind < 5) return this.one(["done", "want", "hidden", "2026-01-31", this.text(5)]);
    if (kind < 7) return { state: this.one(["done", "x"]), text: this.text(4), ...this.day() };
    if (kind === 7) return this.some(3, () => this.value(depth - 1));
    return Object.fromEntries(
      this.some(3, () => [this.one(["state", "text", "on", "__proto__", "table", this.text(3)]), this.value(depth - 1)]),
    );
  }

  /** Sound data. @returns {Kept} */
  sound() {
    return {
      marks: new Map(this.some(6, () => [this.item(), { state: this.one(store.STATES), ...this.day() }])),
      notes: new Map(this.some(4, () => [this.item(), { text: this.text(30), ...this.day() }])),
      answers: new Map(this.some(5, () => [this.id(6), this.answer()])),
      aims: new Map(this.some(2, () => [this.one(["start", "target"]), { profile: this.id(20), ...this.day() }])),
      results: this.listed(3, () => this.result()),
      opinions: this.listed(3, () => ({ ...this.result(), ...(this.roll() < 0.5 ? { name: this.id(5) } : {}) })),
      plan: this.roll() < 0.5 ? undefined : this.plan(),
      aside: [],
    };
  }

  answer() {
    return { level: this.below(5), ...(this.roll() < 0.3 ? { typical: /** @type {true} */ (true) } : {}), ...this.day() };
  }

  result() {
    const on = `2026-0${1 + this.below(9)}-1${this.below(9)}`;
    const levels = Object.fromEntries(this.some(4, () => [this.id(6), this.below(5)]));
    return { on, ...(this.roll() < 0.5 ? { target: this.id(9) } : {}), answers: levels };
  }

  /**
   * A list as the store keeps it: oldest first.
   * @template {{ on: string }} T
   * @param {number} most
   * @param {() => T} make
   */
  listed(most, make) {
    const all = new Map(this.some(most, make).map((one) => [one.on, one]));
    return [...all.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
  }

  /** @returns {import("../../docs/assets/js/store.js").Planned} */
  plan() {
    const level = () => this.below(5);
    const gap = () => ({ skill: this.id(9), from: level(), to: level() });
    const ways = [{ path: this.id(9) }, { skill: this.id(9) }, { skill: this.id(9), from: level() }, { gaps: this.some(3, gap) }];
    const days = {
      days: this.some(4, () => this.below(7)),
      pauses: this.some(2, () => "2026-12-24"),
      formats: this.some(2, () => this.id(5)),
    };
    const close = this.one(ways);
    const more = this.roll() < 0.5 ? days : { weeks: 1 + this.below(30), done: this.some(3, () => this.item()), money: "free" };
    return { close, ...this.day(), hours: 0.5 + this.below(30), start: "2026-11-30", ...more };
  }

  /* Parts of version 2, sound or not. */
  more() {
    const sound = this.sound();
    /** @type {Record<string, unknown>} */
    const parts = {
      answers: Object.fromEntries(sound.answers),
      aims: Object.fromEntries(sound.aims),
      results: sound.results,
      opinions: [...sound.opinions, this.value()],
      plan: sound.plan,
    };
    const names = Object.keys(parts).filter(() => this.roll() < 0.5);
    return Object.fromEntries(names.map((name) => [name, this.roll() < 0.7 ? parts[name] : this.value()]));
  }

  /** A file that is more or less ours. */
  file() {
    const key = () => (this.roll() < 0.6 ? this.item() : this.one([`term/${"a".repeat(83)}`, "__proto__", "constructor", this.text(6)]));
    const table = () => (this.roll() < 0.9 ? Object.fromEntries(this.some(5, () => [key(), this.value()])) : this.value());
    const all = {
      format: store.FORMAT,
      version: 1 + this.below(2),
      marks: table(),
      notes: table(),
      aside: this.roll() < 0.5 ? [] : this.value(),
      ...this.more(),
    };
    const text = JSON.stringify(all);
    return this.roll() < 0.9 ? text : text.slice(0, this.below(text.length));
  }
}

const property = properties((seed) => {
  kept.clear();
  return new Dice(seed);
});

const text = () => kept.get(KEY) ?? "";
const keep = (/** @type {string} */ found) => kept.set(KEY, found);

/* Does `what`; nothing but a refusal may come of it. Returns whether it was done. */
function allowed(/** @type {() => void} */ what) {
  try {
    what();
    return true;
  } catch (error) {
    assert.ok(error instanceof store.Refused, String(error));
    assert.ok(error.message.length > 20);
    return false;
  }
}

const isTable = (/** @type {unknown} */ found) => found !== null && typeof found === "object" && !Array.isArray(found);

const TABLES = ["marks", "notes", "answers", "aims"];
const LISTS = ["results", "opinions"];

/* Each record of a file as it must be set aside, if it is not understood. @returns {any[]} */
function records(/** @type {any} */ found) {
  const tables = TABLES.filter((table) => found[table] !== undefined).flatMap((table) => {
    if (!isTable(found[table])) return [{ table, value: found[table] }];
    return Object.entries(found[table]).map(([item, value]) => ({ table, item, value }));
  });
  const lists = LISTS.filter((table) => found[table] !== undefined).flatMap((table) => {
    if (!Array.isArray(found[table])) return [{ table, value: found[table] }];
    return found[table].map((/** @type {any} */ value) => ({ table, value }));
  });
  const plan = found.plan === undefined ? [] : [{ table: "plan", value: found.plan }];
  const aside = Array.isArray(found.aside) ? found.aside : [{ table: "aside", value: found.aside }];
  const isStray = (/** @type {any} */ one) => typeof one?.table === "string" && "value" in one;
  return [...tables, ...lists, ...plan, ...aside.map((/** @type {any} */ one) => (isStray(one) ? one : { table: "aside", value: one }))];
}

const FIELDS = ["state", "text", "level", "profile", "start"];

/* Whether a file has a record in its place. */
function has(/** @type {any} */ now, /** @type {any} */ { table, item, value }) {
  if (LISTS.includes(table) && Array.isArray(now[table])) {
    const alike = (/** @type {any} */ one) => one.on === value?.on && isDeepStrictEqual(one.answers, value.answers);
    return now[table].some(alike);
  }
  const own = table === "plan" ? now.plan : item !== undefined && Object.hasOwn(now[table] ?? {}, item) && now[table][item];
  return Boolean(own) && FIELDS.some((field) => own[field] !== undefined && own[field] === value[field]);
}

afterEach(() => {
  writing = () => undefined;
});

property("what it writes it reads, and the file that it exports it imports", (dice) => {
  const data = dice.sound();
  store.replace(data);
  assert.deepEqual(store.read(), data);
  assert.deepEqual(store.parse(store.exported()), data);
});

property("whatever is found, it throws nothing but a refusal, and writes nothing that it refuses", (dice) => {
  const found = dice.file();
  keep(found);
  allowed(store.read);
  const changes = [
    () => store.mark(dice.one([dice.item(), dice.text(5)]), dice.one([...store.STATES, "", "x"])),
    () => store.note(dice.one([dice.item(), dice.text(5)]), dice.text(20)),
    () => store.answer(dice.one([dice.id(9), dice.text(5)]), dice.one([null, -1, 0, 4, 5, 1.5]), dice.roll() < 0.5),
    () => store.aim(dice.one(["start", "target"]), dice.one(["", dice.id(9), dice.text(5)])),
    () => store.keepResult(),
    () => store.keepOpinion({ answers: new Map([[dice.id(5), dice.below(7)]]), name: dice.text(5) }),
    () => store.keepPlan(dice.one([null, dice.plan(), /** @type {any} */ (dice.value())])),
    () => store.merge(dice.sound(), dice.roll() < 0.5),
    () => store.replace(store.parse(dice.file())),
    () => store.undoable(() => store.merge(store.parse(dice.file()), true))(),
  ];
  for (let step = 0; step < 5; step += 1) {
    const before = text();
    if (!allowed(dice.one(changes))) assert.equal(text(), before, "refused, and changed all the same");
    else if (text() && text() !== found) store.parse(text());
  }
});

property("what is not understood is kept as it was, and the rest works", (dice) => {
  const found = dice.file();
  keep(found);
  if (!allowed(() => store.mark("term/new", "done"))) {
    assert.equal(text(), found);
    return;
  }
  const now = JSON.parse(text());
  const aside = new Set((now.aside ?? []).map((/** @type {unknown} */ stray) => JSON.stringify(stray)));
  assert.equal(now.marks["term/new"].state, "done");
  for (const { table, item, value } of records(JSON.parse(found))) {
    const record = { table, item, value };
    assert.ok(has(now, record) || aside.has(JSON.stringify(record)), JSON.stringify(record));
  }
});

property("an import twice is an import once", (dice) => {
  store.replace(dice.sound());
  const data = dice.sound();
  const theirs = dice.roll() < 0.5;
  store.merge(data, theirs);
  const once = text();
  store.merge(data, theirs);
  assert.equal(text(), once);
});

property("two imports that keep what is here, of files that do not differ, come to the same in any order", (dice) => {
  const [first, second] = [dice.sound(), dice.sound()];
  for (const item of first.marks.keys()) second.marks.delete(item);
  for (const item of first.notes.keys()) second.notes.delete(item);
  for (const skill of first.answers.keys()) second.answers.delete(skill);
  for (const which of first.aims.keys()) second.aims.delete(which);
  if (first.plan) second.plan = undefined;
  store.merge(first, false);
  store.merge(second, false);
  const once = text();
  kept.clear();
  store.merge(second, false);
  store.merge(first, false);
  assert.equal(text(), once);
});

property("keeping mine of theirs is taking theirs into mine", (dice) => {
  const [mine, theirs] = [dice.sound(), dice.sound()];
  store.replace(mine);
  store.merge(theirs, false);
  const once = text();
  store.replace(theirs);
  store.merge(mine, true);
  assert.equal(text(), once);
});

property("what is undone is as it was, to the letter", (dice) => {
  keep(dice.roll() < 0.5 ? dice.file() : "{half");
  const before = text();
  /** @type {(() => void) | undefined} */
  let back;
  const ways = [store.clear, () => store.replace(dice.sound()), () => store.merge(dice.sound(), true)];
  allowed(() => {
    back = store.undoable(dice.one(ways));
  });
  back?.();
  assert.equal(text(), before);
});

property("undoing takes back what was done, and nothing that was done since", (dice) => {
  const before = dice.sound();
  store.replace(before);
  const back = store.undoable(dice.one([store.clear, () => store.merge(dice.sound(), true), () => store.replace(dice.sound())]));
  store.mark("term/new", "hidden");
  const since = store.read().marks.get("term/new");
  back();
  assert.deepEqual(store.read(), { ...before, marks: new Map([...before.marks, ["term/new", since]]) });
});

property("a browser that refuses to write changes nothing", (dice) => {
  store.replace(dice.sound());
  const before = text();
  writing = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  allowed(() => store.merge(dice.sound(), true));
  assert.equal(text(), before);
  writing = () => undefined;
});
