// @ts-check
/* The handbook's own data, from every start to every target: test_scripts.py exports it and says where it is. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { levelsOf, understood } from "../../docs/assets/js/facts.js";
import { decode, encode, hash } from "../../docs/assets/js/opinion.js";
import { plan } from "../../docs/assets/js/planner.js";
import { rank } from "../../docs/assets/js/ranking.js";

/** @typedef {import("../../docs/assets/js/planner.js").Plan} Plan */

const file = process.env.FACTS;
if (!file) throw new Error("FACTS names no file. Run: pytest -n 0 tests/scripts -k real");
const facts = understood(JSON.parse(readFileSync(file, "utf8")));
const profiles = (/** @type {string} */ kind) => [...facts.profiles.values()].filter((one) => one.kind === kind).map(({ id }) => id);
const starts = profiles("start");
const targets = profiles("target");

/* What a start profile answers: none of these yet, where it says nothing. */
function answered(/** @type {string} */ start) {
  const own = levelsOf(facts, start);
  return new Map([...facts.skills.keys()].map((id) => [id, own.get(id) ?? 0]));
}

const ranked = (/** @type {string} */ start, /** @type {string} */ target, more = {}) =>
  rank(facts, { answers: answered(start), target: levelsOf(facts, target), hours: 4, ...more });

function planned(/** @type {string} */ start, /** @type {string} */ target, more = {}) {
  const close = { gaps: ranked(start, target).gaps.map(({ skill, level, asked }) => ({ skill: skill.id, from: level, to: asked })) };
  const wishes = { hours: 4, start: "2026-11-30", days: [0, 2, 5], money: "free", languages: ["en"], answers: answered(start) };
  return plan(facts, { close, ...wishes, ...more });
}

const TWO_YEARS = 104; // Weeks. Nobody plans further.
const pairs = starts.flatMap((start) => targets.map((target) => /** @type {const} */ ([start, target])));
const steps = (/** @type {Plan} */ { weeks }) => weeks.flatMap((week) => week.steps);
const count = (/** @type {{ kind: string }[]} */ all, /** @type {string} */ kind) => all.filter((one) => one.kind === kind).length;

test("there are five starts and four targets, each another", () => {
  assert.deepEqual([starts.length, targets.length], [5, 4]);
});

test("no two skills have the same hash", () => {
  assert.equal(new Set([...facts.skills.keys()].map(hash)).size, facts.skills.size);
});

test("a link with all answers is short", () => {
  for (const start of starts) {
    const text = encode({ answers: answered(start), target: "first-pm-job", on: "2026-11-26" }, facts.skills.keys());
    assert.ok(text.length < 140, text);
    assert.deepEqual(decode(text, facts).answers, answered(start));
  }
});

for (const [start, target] of pairs) {
  test(`from ${start} to ${target}, each gap has its reasons and something to do`, () => {
    const { gaps, unanswered } = ranked(start, target);
    assert.deepEqual(unanswered, []);
    assert.ok(gaps.length > 0);
    for (const { skill, level, next, exercises, resources, questions, reasons } of gaps) {
      assert.equal(next.evidence, skill.evidence[level]);
      assert.ok(exercises.length === 2 && resources.length > 0 && questions.length > 0 && reasons.length > 1, skill.id);
    }
  });

  test(`from ${start} to ${target}, nothing that costs money is recommended to whoever has none`, () => {
    for (const { resources } of ranked(start, target, { money: "free" }).gaps) {
      assert.ok(resources.every(({ cost }) => facts.free.has(cost)));
    }
  });

  test(`from ${start} to ${target}, the first weeks are what a product manager would plan`, () => {
    const made = planned(start, target);
    const [first] = made.weeks;
    const kinds = first?.steps.map(({ kind }) => kind) ?? [];
    assert.equal(kinds[0], "skill");
    assert.ok(kinds.includes("exercise") && count(first?.steps ?? [], "term") <= 5);
    const knows = answered(start).get(first?.steps[0]?.item.slice(6) ?? "");
    assert.ok(!knows || kinds.indexOf("exercise") <= 3, "the exercise comes soon");
    assert.ok(count(first?.steps ?? [], "question") > 0 && count(first?.steps ?? [], "resource") > 0);
    const early = made.weeks.slice(0, 3).flatMap((week) => week.steps);
    assert.ok(new Set(early.filter(({ part, kind }) => part && kind === "resource").map(({ item }) => item)).size < 2, "two books");
    assert.ok(count(early, "exercise") >= 3);
    for (const week of made.weeks) assert.ok(count(week.steps, "term") <= 5, `${count(week.steps, "term")} terms in week ${week.number}`);
    for (const week of made.weeks.slice(0, -1)) assert.ok(week.minutes >= 120, `only ${week.minutes} minutes in week ${week.number}`);
  });

  test(`from ${start} to ${target}, every step says why, of something by its name`, () => {
    const names = [...facts.skills.values(), ...facts.terms.values()].map(({ title }) => title);
    const all = steps(planned(start, target));
    for (const { why } of all) assert.ok(names.some((name) => why.includes(name)) && !why.includes("undefined") && !why.endsWith("."), why);
    assert.ok(new Set(all.map(({ why }) => why)).size > all.length * 0.8);
  });

  test(`from ${start} to ${target}, hours hold, and all of it is planned in the end`, () => {
    for (const hours of [0.5, 1, 2, 4, 10]) {
      for (const money of ["free", "unpaid", "any"]) {
        const { weeks, left } = planned(start, target, { hours, money });
        assert.ok(weeks.every(({ minutes }) => minutes <= hours * 60));
        assert.ok(left.length === 0 || weeks.length === TWO_YEARS);
      }
    }
  });
}

for (const target of targets) {
  test(`towards ${target}, other starts are recommended something else`, () => {
    const told = starts.map((start) => JSON.stringify(ranked(start, target).gaps.map(({ skill, ...gap }) => [skill.id, gap])));
    assert.equal(new Set(told).size, starts.length);
  });
}

test("one level more is something else to do, read or answer", () => {
  for (const skill of facts.skills.keys()) {
    const target = new Map([[skill, 4]]);
    const told = [0, 1, 2, 3].map((level) => {
      const [gap] = rank(facts, { answers: new Map([[skill, level]]), target, hours: 4 }).gaps;
      return JSON.stringify([gap?.exercises, gap?.resources, gap?.questions].map((list) => list?.map(({ id }) => id)));
    });
    assert.equal(new Set(told).size, 4, `${skill}: ${told}`);
  }
});

for (const path of facts.paths.values()) {
  test(`${path.title}: planned in its order, and cut to a date without its reading first`, () => {
    const wishes = { close: { path: path.id }, hours: 4, start: "2026-11-30", days: [0, 2, 5] };
    const whole = plan(facts, wishes);
    assert.deepEqual(
      [...new Set(steps(whole).map(({ item }) => item))],
      path.steps.map(({ item }) => item),
    );
    const half = plan(facts, { ...wishes, weeks: Math.ceil(whole.weeks.length / 2) });
    assert.ok(count(steps(half), "exercise") >= count(half.left, "exercise"));
    assert.equal(half.minutes + half.leftMinutes, whole.minutes);
  });
}
