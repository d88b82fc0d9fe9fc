// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Dice, properties } from "./dice.js";

Object.assign(globalThis, { addEventListener: () => undefined });
Object.defineProperty(globalThis, "localStorage", { value: { getItem: () => null } });

const { chosenOf, decoded, encoded, fromToday, mondayAfter, rhythm, sound } = await import("../../docs/assets/js/plan-input.js");
const { behind, brief, headOf, next, present, price, tally, ticks } = await import("../../docs/assets/js/plan-state.js");
const { markdownOf, richOf } = await import("../../docs/assets/js/list-text.js");
const { count, spoken, spokenDay } = await import("../../docs/assets/js/times.js");
const { Refused } = await import("../../docs/assets/js/store.js");

/** @type {import("../../docs/assets/js/store.js").Planned} */
const PLAN = {
  close: { gaps: [{ skill: "saying-no", from: 0, to: 2 }] },
  hours: 2.5,
  start: "2026-11-30",
  weeks: 4,
  days: [0, 2],
  money: "free",
  formats: ["book"],
  languages: ["en", "de"],
  pauses: ["2026-12-07"],
};

test("A link holds what a plan was made from, and none of what is the reader's own", () => {
  const link = encoded({ ...PLAN, done: ["term/okr"], hidden: ["resource/inspired"], answers: { "saying-no": 0 } });
  assert.deepEqual(decoded(`#${link}`), PLAN);
  assert.doesNotMatch(link, /okr|inspired/);
  const { weeks: _, ...path } = { ...PLAN, close: { path: "a-path" }, until: "2026-12-24" };
  assert.deepEqual(decoded(`#${encoded(path)}`), path);
  assert.equal(decoded("#week-3"), null);
});

const often = properties((seed) => new Dice(seed));

often("A link that was cut, or made up, is refused in words and never otherwise", (dice) => {
  const link = `#${encoded(PLAN)}`;
  const place = dice.below(link.length);
  const strange = dice.one(["", "&", "=", "%", "..", "-1", "é", "<", "9999999999", "__proto__"]);
  const text = link.slice(0, place) + strange + (dice.below(2) ? link.slice(place) : "");
  try {
    const plan = decoded(text);
    if (plan) assert.deepEqual(sound(plan), plan);
  } catch (error) {
    assert.ok(error instanceof Refused, `${text}: ${error}`);
  }
});

test("What a form can't mean is refused with what to do", () => {
  /** @type {[object, RegExp][]} */
  const wrong = [
    [{ hours: 99 }, /hours from 0\.5 to 40/],
    [{ start: "" }, /day on which to start/],
    [{ start: "2026-02-30" }, /day on which to start/],
    [{ weeks: 0 }, /weeks from 1 to 104/],
    [{ until: "2026-11-30" }, /day after the start/],
  ];
  for (const [fields, words] of wrong) assert.throws(() => sound({ ...PLAN, ...fields }), words);
});

test("From today on, weeks that are over are over, and pauses don't count", () => {
  assert.deepEqual(fromToday(PLAN, "2026-11-27"), PLAN);
  assert.deepEqual(fromToday(PLAN, "2026-12-16"), { ...PLAN, start: "2026-12-16", weeks: 3, pauses: [] });
  assert.equal(fromToday(PLAN, "2027-06-01").weeks, 1);
});

test("Days, times and rhythms are said as people say them", () => {
  assert.equal(mondayAfter("2026-11-29"), "2026-11-30");
  assert.equal(mondayAfter("2026-11-30"), "2026-12-07");
  assert.equal(chosenOf({ skill: "saying-no" }), "skill:saying-no");
  assert.equal(rhythm(PLAN), "2.5 hours a week on Mon, Wed, from 30 November for 4 weeks");
  assert.deepEqual([5, 60, 75, 201, 1740].map(spoken), ["5 min", "1 h", "1 h 15 min", "3 h 20 min", "29 h"]);
  assert.equal(spokenDay("2026-11-30", "weekday"), "Mon 30 Nov");
  assert.equal(count(1, "more week"), "1 more week");
});

const step = (/** @type {string} */ item, /** @type {string} */ date, part = "") => ({
  item,
  kind: "term",
  title: item,
  url: "",
  minutes: 60,
  why: "",
  date,
  ...(part && { part }),
});
/** @type {import("../../docs/assets/js/planner.js").Plan} */
const MADE = {
  weeks: [
    { number: 1, start: "2026-11-30", paused: false, minutes: 120, steps: [step("a", "2026-11-30"), step("b", "2026-12-02", "1 of 2")] },
    { number: 2, start: "2026-12-07", paused: true, minutes: 0, steps: [] },
    { number: 3, start: "2026-12-14", paused: false, minutes: 120, steps: [step("b", "2026-12-14", "2 of 2"), step("c", "2026-12-16")] },
  ],
  minutes: 240,
  left: [],
  leftMinutes: 0,
  doneSteps: [],
  doneMinutes: 0,
};

test("A part is ticked with the last one, and what is next is of this week before it is of those behind", () => {
  const done = (/** @type {string} */ item) => item === "b";
  assert.equal(ticks({ part: "1 of 2" }), false);
  assert.equal(ticks({ part: "2 of 2" }), true);
  assert.deepEqual(
    MADE.weeks.map((week) => tally(week, done)),
    [
      { done: 0, total: 1 },
      { done: 0, total: 0 },
      { done: 1, total: 2 },
    ],
  );
  assert.equal(present(MADE, "2026-12-20")?.number, 3);
  assert.equal(present(MADE, "2027-01-20"), undefined);
  assert.equal(next(MADE, done, "2026-12-15")?.step.item, "c");
  assert.equal(next(MADE, (item) => item !== "a", "2026-12-15")?.step.item, "a");
  assert.deepEqual(
    behind(MADE, done, "2026-12-15").map(({ item }) => item),
    ["a"],
  );
});

test("The price is the least that makes everything fit", async () => {
  const needs = 7;
  const make = async (/** @type {{ hours: number, weeks?: number }} */ { hours, weeks = 104 }) => {
    const all = Array.from({ length: Math.min(weeks, Math.ceil(needs / hours)) }, () => ({ paused: false }));
    return /** @type {any} */ ({ weeks: all, left: weeks * hours < needs ? [1] : [] });
  };
  assert.deepEqual(await price(/** @type {any} */ ({ hours: 1, weeks: 2 }), make), { hours: 3.5, weeks: 5 });
});

test("A long title is cut where a sentence or a word ends", () => {
  assert.deepEqual(headOf("It is 9:00. What do you do?"), ["It is 9:00.", " What do you do?"]);
  assert.deepEqual(headOf("Version 3.10 is out"), ["Version 3.10 is out", ""]);
  assert.ok(brief(`${"word ".repeat(40)}end.`).length < 100);
});

test("A list to take along has minutes, their sum, and nothing that a title can break", () => {
  const rows = [
    { title: "A [b] <i>", url: "https://example.org/?a&b", minutes: 20, note: "Why & how", done: true },
    { title: "Two", url: "https://example.org/2", minutes: 50 },
  ];
  const list = { title: "List", url: "https://example.org/", groups: [{ title: "One", rows }] };
  const text = markdownOf(list);
  assert.match(text, /- \[x\] \[A \\\[b\\\] <i>\]\(https:\/\/example\.org\/\?a&b\), 20 min: Why & how\n/);
  assert.match(text, /In all: 1 h 10 min\./);
  const { html } = richOf(list);
  assert.match(html, /<a href="https:\/\/example\.org\/\?a&amp;b">A \[b\] &lt;i&gt;<\/a>, 20 min: Why &amp; how/);
});
