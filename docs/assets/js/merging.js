// @ts-check
/* What is kept in two places made one: the reader's file taken over, and a change taken back. What is kept is in store.js. */

import { change, distinct, inOrder, look, put, raw, understood, without } from "./store.js";

/** @typedef {import("./types.js").Kept} Kept */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Planned} Planned */

/** What taking over `data` would do: how many items are new here, how many are the same, and which differ. */
export function compare(/** @type {Kept} */ data) {
  const here = look();
  const found = [
    ...told(here.marks, data.marks, (own, other) => own.state === other.state),
    ...told(here.notes, data.notes, (own, other) => own.text === other.text),
    ...told(here.answers, data.answers, (own, other) => own.level === other.level),
    ...told(here.aims, data.aims, (own, other) => own.profile === other.profile),
    ...told(alone(here.plan), alone(data.plan), (own, other) => alike({ ...own, on: "" }, { ...other, on: "" })),
    ...listed(here.results, data.results),
    ...listed(here.opinions, data.opinions),
  ];
  return {
    added: found.filter(({ is }) => is === "added").length,
    same: found.filter(({ is }) => is === "same").length,
    different: found.filter(({ is }) => is === "different").map(({ item }) => item),
  };
}

const alike = (/** @type {unknown} */ a, /** @type {unknown} */ b) => JSON.stringify(a) === JSON.stringify(b);

/* A plan as a table of one, so that it is handled as they are. @returns {Map<string, Planned>} */
const alone = (/** @type {Planned | undefined} */ plan) => new Map(plan ? [["plan", plan]] : []);

/* Records of a list are the same, or others. */
function listed(/** @type {Result[]} */ here, /** @type {Result[]} */ there) {
  return there.map((other) => ({ item: other.on, is: here.some((own) => alike(own, other)) ? "same" : "added" }));
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
    add(here.answers, data.answers, theirs);
    add(here.aims, data.aims, theirs);
    here.plan = theirs ? (data.plan ?? here.plan) : (here.plan ?? data.plan);
    here.results = inOrder([...here.results, ...data.results]);
    here.opinions = inOrder([...here.opinions, ...data.opinions]);
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
  restoreTable(here.answers, before.answers, after.answers);
  restoreTable(here.aims, before.aims, after.aims);
  const plan = alone(here.plan);
  restoreTable(plan, alone(before.plan), alone(after.plan));
  here.plan = plan.get("plan");
  here.results = inOrder(restored(here.results, before.results, after.results));
  here.opinions = inOrder(restored(here.opinions, before.opinions, after.opinions));
  here.aside = restored(here.aside, before.aside, after.aside);
}

/**
 * A list without what came to it and with what left it.
 * @template T
 * @param {T[]} here
 * @param {T[]} before
 * @param {T[]} after
 */
const restored = (here, before, after) => distinct([...without(before, after), ...without(here, without(after, before))]);

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
