// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { both, due, plain, typed } from "../../docs/assets/js/notes.js";

/** @type {[text: string, base: string, kept: string, what: string][]} */
const CASES = [
  ["", "", "", "nothing"],
  ["a", "a", "a", "nothing"],
  ["a", "a", "b", "show"],
  ["a", "a", "", "show"],
  ["", "", "b", "show"],
  ["ab", "a", "a", "keep"],
  ["", "a", "a", "keep"],
  ["ab", "a", "ab", "nothing"],
  ["ab", "a", "ac", "ask"],
  ["ab", "a", "", "ask"],
  ["", "a", "ab", "ask"],
  ["  \n", "", "", "nothing"],
  ["a\nb", "a\r\nb", "a\r\nb", "nothing"],
];
for (const [text, base, kept, what] of CASES) {
  test(`“${text}” here, “${base}” before, “${kept}” kept now: ${what}`, () => assert.equal(due({ text, base }, kept), what));
}

test("only what was typed here is ever written", () => {
  for (const [text, base, kept] of CASES) if (due({ text, base }, kept) === "keep") assert.ok(typed({ text, base }));
});

test("both texts are in what has both, and each once", () => {
  assert.equal(both("theirs", "mine"), "theirs\n\nmine");
  assert.equal(both("one", "one two"), "one two");
  assert.equal(both("one two\n", "two"), "one two\n");
  for (const [text, , kept] of CASES) for (const each of [text, kept]) assert.ok(both(kept, text).includes(each.trim()));
});

test("blanks alone are nothing, and lines end with one character", () => {
  assert.deepEqual(["", " \n\t", "a\r\nb\rc"].map(plain), ["", "", "a\nb\nc"]);
});
