// @ts-check
/* Promises of the planner, over facts and wishes at random: dice.js says from which seed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, dayOf, weekday } from "../../docs/assets/js/days.js";
import { restsOn } from "../../docs/assets/js/facts.js";
import { plan } from "../../docs/assets/js/planner.js";
import { rank } from "../../docs/assets/js/ranking.js";
import { levels, random } from "./catalog.js";
import { Dice, properties } from "./dice.js";

/** @typedef {import("../../docs/assets/js/facts.js").Facts} Facts */
/** @typedef {import("../../docs/assets/js/planner.js").Input} Input */
/** @typedef {import("../../docs/assets/js/planner.js").Plan} Plan */

const property = properties((seed) => new Dice(seed));

const day = (/** @type {Dice} */ dice) => dayOf(dayNumber("2026-11-02") + dice.below(200));

/** @returns {Input} */
function wishes(/** @type {Dice} */ dice, /** @type {Facts} */ facts) {
  const answers = levels(dice, facts);
  const { gaps } = rank(facts, { answers, target: levels(dice, facts) });
  const ranked = { gaps: gaps.map(({ skill, level, asked }) => ({ skill: skill.id, from: level, to: asked })) };
  const ends = dice.one([{}, {}, { weeks: 1 + dice.below(12) }, { until: day(dice) }]);
  const items = [...facts.terms.keys()].map((id) => `term/${id}`).concat([...facts.resources.keys()].map((id) => `resource/${id}`));
  return {
    close: dice.one([ranked, ranked, { path: "path" }, { skill: dice.one([...facts.skills.keys()]) }]),
    ...{ hours: dice.one([0.5, 1, 2.5, 4, 7, 40]), start: day(dice), ...ends, answers },
    ...{ days: dice.of([0, 1, 2, 3, 4, 5, 6]), pauses: dice.some(3, () => day(dice)) },
    ...{ money: dice.one(["free", "unpaid", "any"]), formats: dice.of(["article", "book"]), languages: dice.of(["en", "de"]) },
    ...{ done: dice.of(items, 0.2), hidden: dice.of(items, 0.1) },
  };
}

const steps = (/** @type {Plan} */ { weeks }) => weeks.flatMap((week) => week.steps);
const sum = (/** @type {{ minutes: number }[]} */ all) => all.reduce((before, { minutes }) => before + minutes, 0);

/* Where each item begins and ends in a plan. */
function places(/** @type {Plan} */ made) {
  /** @type {Map<string, { first: number, last: number }>} */
  const found = new Map();
  for (const [place, { item }] of steps(made).entries()) found.set(item, { first: found.get(item)?.first ?? place, last: place });
  return found;
}

property("the same facts and wishes give the same plan", (dice) => {
  const facts = random(dice);
  const input = wishes(dice, facts);
  assert.deepEqual(plan(facts, input), plan(facts, structuredClone(input)));
});

property("a week has no more than its hours, on its days, from the first day to the last", (dice) => {
  const facts = random(dice);
  const input = wishes(dice, facts);
  const made = plan(facts, input);
  const off = new Set([...(input.pauses ?? [])].map((one) => dayNumber(one) - weekday(dayNumber(one))));
  for (const [place, week] of made.weeks.entries()) {
    const monday = dayNumber(week.start) - weekday(dayNumber(week.start));
    assert.equal(week.number, place + 1);
    assert.equal(week.minutes, sum(week.steps));
    assert.ok(week.minutes <= input.hours * 60);
    assert.ok(!(off.has(monday) && week.steps.length));
    for (const { date } of week.steps) {
      assert.ok(date >= input.start && (input.until === undefined || date < input.until), date);
      assert.ok(dayNumber(date) >= monday && dayNumber(date) < monday + 7, date);
      assert.ok(!input.days?.length || input.days.includes(weekday(dayNumber(date))), date);
    }
  }
  const dates = steps(made).map(({ date }) => date);
  assert.deepEqual(dates, dates.toSorted());
  assert.ok(made.weeks.filter(({ paused }) => !paused).length <= (input.weeks ?? 104));
  assert.ok(made.weeks.at(-1)?.steps.length !== 0);
});

property("nothing that is done or hidden is planned, nothing twice, and nothing is lost", (dice) => {
  const facts = random(dice);
  const input = wishes(dice, facts);
  const made = plan(facts, input);
  const [done, hidden] = [new Set(input.done), new Set(input.hidden)];
  const planned = new Set(steps(made).map(({ item }) => item));
  for (const item of planned) assert.ok(!(done.has(item) || hidden.has(item)), item);
  const parts = steps(made).map(({ item, part }) => `${item} ${part ?? ""}`);
  assert.equal(new Set(parts).size, parts.length);
  assert.ok(made.doneSteps.every(({ item }) => done.has(item)));
  const free = { ...input, hours: 40, days: [], pauses: [], done: [] };
  const { weeks: _, until: __, ...endless } = free;
  const whole = plan(facts, endless);
  if ("path" in input.close || input.hours === 40) {
    const all = new Set([...planned, ...made.left.map(({ item }) => item), ...made.doneSteps.map(({ item }) => item)]);
    assert.deepEqual(all, new Set([...steps(whole), ...whole.left].map(({ item }) => item)));
  }
  assert.deepEqual([made.minutes, made.leftMinutes, made.doneMinutes], [sum(steps(made)), sum(made.left), sum(made.doneSteps)]);
});

/* Takes the circles out: what comes later in the list may rest on what comes earlier. */
function straight(/** @type {Map<string, { id: string, requires: string[] }>} */ map) {
  const number = (/** @type {string} */ id) => Number(id.split("-")[1]);
  for (const one of map.values()) one.requires = one.requires.filter((id) => number(id) < number(one.id));
}

property("terms come after those they build on, near and far", (dice) => {
  const facts = random(dice);
  straight(facts.terms);
  const input = { ...wishes(dice, facts), done: [] };
  if ("path" in input.close) return;
  const found = places(plan(facts, input));
  for (const [item, { first }] of found) {
    if (!item.startsWith("term/")) continue;
    for (const below of restsOn(item.slice(5), (one) => facts.terms.get(one)?.requires ?? [])) {
      assert.ok((found.get(`term/${below}`)?.last ?? -1) < first, `${item} before ${below}`);
    }
  }
});

property("a skill begins when what it rests on has come as far", (dice) => {
  const facts = random(dice);
  straight(facts.skills);
  const input = { ...wishes(dice, facts), done: [] };
  const gaps = new Map("gaps" in input.close ? input.close.gaps.map((gap) => [gap.skill, gap]) : []);
  const found = places(plan(facts, input));
  const reached = (/** @type {{ from: number, to: number } | undefined} */ gap) =>
    gap === undefined ? Number.POSITIVE_INFINITY : gap.from < 2 ? Math.min(2, gap.to) : gap.from + 1;
  for (const [skill, gap] of gaps) {
    const own = found.get(`skill/${skill}`);
    for (const below of restsOn(skill, (one) => facts.skills.get(one)?.requires ?? [])) {
      const waits = own && reached(gaps.get(below)) <= reached(gap);
      if (waits) assert.ok((found.get(`skill/${below}`)?.last ?? Number.POSITIVE_INFINITY) < own.first, `${skill} before ${below}`);
    }
  }
});

property("a question comes after those of its words that are planned", (dice) => {
  const facts = random(dice);
  straight(facts.terms);
  const input = { ...wishes(dice, facts), done: [], answers: {} };
  if ("path" in input.close) return;
  const found = places(plan(facts, input));
  for (const { id, terms } of facts.questions.values()) {
    const asked = found.get(`question/${id}`);
    for (const term of terms) assert.ok(!asked || (found.get(`term/${term}`)?.last ?? -1) < asked.first, `${id} before ${term}`);
  }
});

property("a thing is left to the skill that it is about first of all", (dice) => {
  const facts = random(dice);
  straight(facts.skills);
  const input = { ...wishes(dice, facts), done: [], hidden: [] };
  const found = places(plan(facts, input));
  for (const [kind, map] of Object.entries({ resource: facts.resources, question: facts.questions })) {
    for (const { id, skills } of map.values()) {
      const [used, page] = [found.get(`${kind}/${id}`), found.get(`skill/${skills[0]}`)];
      if ("gaps" in input.close && used && page) assert.ok(page.first < used.first, `${kind}/${id}`);
    }
  }
});

property("the plan begins with gaps in the order in which they are ranked", (dice) => {
  const facts = random(dice);
  const { close, ...input } = { ...wishes(dice, facts), done: [], hidden: [] };
  if (!("gaps" in close)) return;
  const pages = steps(plan(facts, { ...input, close })).filter(({ kind }) => kind === "skill");
  const ranked = close.gaps.map(({ skill }) => `skill/${skill}`);
  assert.deepEqual(
    pages.map(({ item }) => item),
    ranked.slice(0, pages.length),
  );
});

property("the steps of a path keep its order", (dice) => {
  const facts = random(dice);
  const made = plan(facts, { ...wishes(dice, facts), close: { path: "path" } });
  const order = facts.paths.get("path")?.steps.map(({ item }) => item) ?? [];
  const found = steps(made).map(({ item }) => order.indexOf(item));
  assert.deepEqual(
    found,
    found.toSorted((a, b) => a - b),
  );
});

property("a path that is cut leaves nothing out that would still fit at its end", (dice) => {
  const facts = random(dice);
  const input = { ...wishes(dice, facts), close: { path: "path" }, weeks: 1 + dice.below(4) };
  const made = plan(facts, input);
  const end = made.weeks.at(-1);
  if (!end || input.until || made.weeks.filter(({ paused }) => !paused).length < input.weeks) return;
  const last = facts.paths.get("path")?.steps.at(-1);
  const left = last && made.left.find(({ item }) => item === last.item);
  if (left && made.weeks.length > 1) assert.ok(end.minutes + left.minutes > input.hours * 60);
});

property("a pause moves what comes after it, and changes nothing else", (dice) => {
  const facts = random(dice);
  const { until: _, ...input } = { ...wishes(dice, facts), start: "2026-11-30", pauses: [] };
  const made = plan(facts, input);
  const paused = plan(facts, { ...input, pauses: [dayOf(dayNumber(input.start) + 7 * dice.below(6))] });
  const worked = (/** @type {Plan} */ { weeks }) =>
    weeks.filter((week) => !week.paused).map((week) => week.steps.map(({ item, part }) => [item, part]));
  if (made.weeks.length < 100) assert.deepEqual(worked(paused), worked(made));
});

property("planning again with what is done keeps all else", (dice) => {
  const facts = random(dice);
  const { until: _, weeks: __, ...input } = { ...wishes(dice, facts), done: [] };
  const before = plan(facts, input);
  if (before.left.length) return;
  const all = [...new Set(steps(before).map(({ item }) => item))];
  const done = dice.of(all, 0.4);
  const again = plan(facts, { ...input, done });
  assert.deepEqual(new Set(steps(again).map(({ item }) => item)), new Set(all.filter((item) => !done.includes(item))));
  assert.deepEqual(new Set(again.doneSteps.map(({ item }) => item)), new Set(done));
});

test("a thousand resources are planned in less than a tenth of a second", () => {
  const facts = random(new Dice(7), { skills: 40, terms: 300, resources: 1000, questions: 200, steps: 200 });
  const gaps = [...facts.skills.keys()].map((skill) => ({ skill, from: 0, to: 4 }));
  const input = { hours: 2, start: "2026-11-30", days: [0, 2, 5], money: "any" };
  for (const close of [{ gaps }, { path: "path" }]) {
    plan(facts, { ...input, close, weeks: 20 });
    const begun = performance.now();
    plan(facts, { ...input, close, weeks: 20 });
    const took = performance.now() - begun;
    assert.ok(took < 100, `${JSON.stringify(close).slice(0, 20)} took ${took} ms`);
    console.log(`# ${Math.round(took)} ms for ${JSON.stringify(close).slice(0, 20)}`);
  }
});
