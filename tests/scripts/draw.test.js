// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, clock } from "../../docs/assets/js/draw.js";

const questions = ["a", "b", "c"].map((id) => ({ id }));
const ALMOST_ONE = 1 - Number.EPSILON;

const drawn = (/** @type {string} */ seen, /** @type {string} */ done, /** @type {string | undefined} */ present, random = ALMOST_ONE) => {
  const known = {
    drawn: (/** @type {string} */ id) => seen.includes(id),
    practised: (/** @type {string} */ id) => done.includes(id),
    present,
  };
  const { question, again } = choose(questions, known, () => random);
  return question.id + (again ? ", again" : "");
};

test("first comes what is neither practised nor drawn", () => {
  assert.equal(drawn("a", "c", "a"), "b");
});

test("then what was practised, and not drawn", () => {
  assert.equal(drawn("ab", "c", "b"), "c");
});

test("when all were drawn a new round begins, and not with the present one", () => {
  assert.equal(drawn("abc", "", "c"), "b, again");
  assert.equal(drawn("abc", "abc", "a", 0), "b, again");
});

test("the only question there is comes again", () => {
  const known = { drawn: () => true, practised: () => true, present: "a" };
  assert.deepEqual(choose([{ id: "a" }], known), { question: { id: "a" }, again: true });
});

test("each of the questions can come", () => {
  assert.deepEqual(
    [0, 0.34, 0.67, ALMOST_ONE].map((random) => drawn("", "", undefined, random)),
    ["a", "b", "c", "c"],
  );
});

test("the clock shows minutes and seconds, and a plus for what was too many", () => {
  const shown = [600_000, 59_600, 59_400, 5_000, 400, 0, -499, -1_000, -125_000].map(clock);
  assert.deepEqual(shown, ["10:00", "1:00", "0:59", "0:05", "0:00", "0:00", "0:00", "+0:01", "+2:05"]);
});
