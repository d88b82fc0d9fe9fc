// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { sift } from "../../docs/assets/js/facets.js";

/* Two facets: format (0 book, 1 talk, 2 course) and skill (3 framing, 4 saying no). */
const BOOK = 0;
const TALK = 1;
const FRAMING = 3;
const entries = [
  { id: "a", minutes: 30, values: [[0], [3]] },
  { id: "b", minutes: 300, values: [[0], [3, 4]] },
  { id: "c", minutes: 20, values: [[1], [4]] },
  { id: "d", minutes: 20, values: [[2], []] },
];

/** @typedef {(entry: (typeof entries)[number]) => boolean} Test */

const none = /** @type {[null, null]} */ ([null, null]);
const ids = (/** @type {{ id: string }[]} */ list) => list.map(({ id }) => id).join("");
const run = (/** @type {(Set<number> | null)[]} */ chosen, /** @type {Record<string, Test>} */ tests = {}) =>
  sift(entries, chosen, new Map(Object.entries(tests)), 5);

test("without a choice all fit, each value counts its entries, and nothing stands in the way", () => {
  const { fitting, counts, without } = run(none);
  assert.equal(ids(fitting), "abcd");
  assert.deepEqual([...counts], [2, 1, 1, 2, 2]);
  assert.equal(without.size, 0);
});

test("values of one facet are alternatives", () => {
  assert.equal(ids(run([new Set([BOOK, TALK]), null]).fitting), "abc");
});

test("facets narrow one another", () => {
  assert.equal(ids(run([new Set([TALK]), new Set([FRAMING])]).fitting), "");
  assert.equal(ids(run([new Set([BOOK]), new Set([FRAMING])]).fitting), "ab");
});

test("the count beside a value is what choosing it as well would give", () => {
  const { counts } = run([new Set([BOOK]), null]);
  for (const [value, count] of counts.entries()) {
    const chosen = value < FRAMING ? [new Set([value]), null] : [new Set([BOOK]), new Set([value])];
    assert.equal(run(chosen).fitting.length, count, `value ${value}`);
  }
});

test("other filters narrow too, and the counts follow them", () => {
  const { fitting, counts } = run(none, { text: ({ minutes }) => minutes < 60 });
  assert.equal(ids(fitting), "acd");
  assert.deepEqual([...counts], [1, 1, 1, 1, 1]);
});

test("what each filter alone keeps out is told, by facet or by name", () => {
  const { fitting, without } = run([new Set([TALK]), new Set([FRAMING])], { text: ({ id }) => id !== "b" });
  assert.equal(fitting.length, 0);
  /* a fails the format alone, c the skill alone; b and d fail two filters, and would not come with either gone. */
  assert.deepEqual(
    [...without],
    [
      [0, 1],
      [1, 1],
    ],
  );
});

test("without a filter there are as many more as it says", () => {
  const { fitting, without } = run(none, { text: ({ id }) => id === "a" });
  assert.equal(fitting.length + (without.get("text") ?? 0), entries.length);
});
