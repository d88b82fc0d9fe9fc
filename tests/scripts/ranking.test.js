// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { levelsOf, understood } from "../../docs/assets/js/facts.js";
import { listed, rank } from "../../docs/assets/js/ranking.js";
import { levels, random, small } from "./catalog.js";
import { Dice, properties } from "./dice.js";

const facts = small();
const map = (/** @type {Record<string, number>} */ found) => new Map(Object.entries(found));
const everything = { framing: 2, metrics: 2, refusing: 2, talking: 2, models: 2 };
const asked = (/** @type {Record<string, number>} */ answers, /** @type {object} */ more = {}) =>
  rank(facts, { answers: map(answers), target: map(everything), ...more });
const ids = (/** @type {{ skill: { id: string } }[]} */ list) => list.map(({ skill }) => skill.id);
const only = (/** @type {{ id: string }[]} */ list) => list.map(({ id }) => id);

test("a skill is a strength, met, a gap or not answered", () => {
  const { strengths, met, gaps, unanswered } = asked({ framing: 3, metrics: 2, refusing: 1, talking: 4 });
  assert.deepEqual(
    [ids(strengths), ids(met), ids(gaps), only(unanswered)],
    [["talking", "framing"], ["metrics"], ["refusing"], ["models"]],
  );
});

test("who is a practitioner in what nobody asks for has a strength, and no gap", () => {
  const { strengths, gaps } = rank(facts, { answers: map({ framing: 3, talking: 1 }), target: map({}) });
  assert.deepEqual([ids(strengths), gaps], [["framing"], []]);
});

test("the larger gap comes first, and says how large it is", () => {
  const { gaps } = asked({ framing: 1, metrics: 2, refusing: 2, talking: 0, models: 2 });
  assert.deepEqual(ids(gaps), ["talking", "framing"]);
  assert.equal(gaps[0]?.reasons[0], "Two levels below what this job asks");
  assert.equal(gaps[1]?.reasons[0], "One level below what this job asks");
});

test("of gaps that are alike, the one on which others rest comes first, and both say so", () => {
  const { gaps } = asked({ framing: 1, metrics: 1, refusing: 1, talking: 1, models: 2 });
  assert.deepEqual(ids(gaps), ["framing", "metrics", "refusing", "talking"]);
  assert.deepEqual(gaps[0]?.reasons.slice(1), ["Skill metrics and Skill refusing build on it"]);
  assert.deepEqual(gaps[2]?.reasons.slice(1), ["Needs Skill metrics first"]);
});

test("a gap doesn't wait for a much smaller one", () => {
  const { gaps } = rank(facts, { answers: map({ framing: 2, metrics: 0 }), target: map({ framing: 3, metrics: 4 }) });
  assert.deepEqual(ids(gaps), ["metrics", "framing"]);
});

test("of gaps that are as near, the one of which more is asked comes first, and questions decide between equals only", () => {
  const answers = map({ framing: 1, talking: 1 });
  assert.deepEqual(ids(rank(facts, { answers, target: map({ framing: 2, talking: 3 }) }).gaps), ["talking", "framing"]);
  const refusing = map({ refusing: 0, talking: 0, models: 0 });
  const many = new Map([...facts.skills].map(([id, one]) => [id, id === "models" ? { ...one, questions: ["why", "who", "no"] } : one]));
  const wanted = { answers: refusing, target: map({ refusing: 1, talking: 2, models: 1 }) };
  assert.deepEqual(ids(rank({ ...facts, skills: many }, wanted).gaps), ["talking", "models", "refusing"]);
});

test("a skill of which the target asks most says so", () => {
  const [first] = rank(facts, { answers: map({ talking: 0 }), target: map({ talking: 3, framing: 2, metrics: 2 }) }).gaps;
  assert.deepEqual(first?.reasons.slice(1), ["The only skill in which this job asks for Practitioner"]);
});

test("who exceeds most of a target is told of the nearest one that asks for more", () => {
  const target = map({ framing: 1, metrics: 1, talking: 2 });
  const { exceeds, nearest, gaps } = rank(facts, { answers: map({ framing: 2, metrics: 2, talking: 0 }), target });
  assert.deepEqual([exceeds, nearest?.id, ids(gaps)], [true, "manager", ["talking"]]);
  const { exceeds: some, nearest: none } = rank(facts, { answers: map({ framing: 2, metrics: 1, talking: 0 }), target });
  assert.deepEqual([some, none], [false, undefined]);
});

test("what to do otherwise is told with an exercise", () => {
  const exercises = [{ id: "do", text: "Do it.", minutes: 20, otherwise: "No team? Ask a friend." }];
  const told = new Map([...facts.skills].map(([id, one]) => [id, { ...one, exercises }]));
  const [gap] = rank({ ...facts, skills: told }, { answers: map({ framing: 1 }), target: map({ framing: 2 }) }).gaps;
  assert.equal(gap?.exercises[0]?.otherwise, "No team? Ask a friend.");
});

test("a gap says what the next level looks like", () => {
  const [gap] = asked({ framing: 1, metrics: 2, refusing: 2, talking: 2, models: 2 }).gaps;
  assert.deepEqual(gap?.next, { level: 2, title: "Working", evidence: "What shows working in framing." });
});

test("what is recommended fits the level, and changes with it", () => {
  const [beginner] = asked({ framing: 0 }).gaps;
  const [further] = rank(facts, { answers: map({ framing: 2 }), target: map({ framing: 4 }) }).gaps;
  assert.deepEqual(only(beginner?.exercises ?? []), ["do-1", "do-2"]);
  assert.deepEqual(only(further?.exercises ?? []), ["do-2", "do-3"]);
  assert.equal(beginner?.resources[0]?.id, "paid");
  assert.equal(further?.resources[0]?.id, "deep");
});

test("resources fit the money, the language, the formats and the hours of the reader", () => {
  const found = (/** @type {object} */ more) =>
    only(rank(facts, { answers: map({ framing: 1 }), target: map({ framing: 2 }), ...more }).gaps[0]?.resources ?? []);
  assert.deepEqual(found({}), ["short", "book", "paid"]);
  assert.deepEqual(found({ money: "free", hours: 4 }), ["short", "deep"]);
  assert.deepEqual(found({ formats: ["book"] }), ["book"]);
  assert.deepEqual(found({ languages: ["de"] }), []);
  const metrics = (/** @type {string} */ money) =>
    only(rank(facts, { answers: map({ metrics: 1 }), target: map({ metrics: 2 }), money }).gaps[0]?.resources ?? []);
  assert.deepEqual([metrics("free"), metrics("unpaid")], [["german"], ["numbers", "german"]]);
});

test("what is done or hidden is not recommended", () => {
  const done = ["resource/short", "term/outcome", "question/why", "exercise/framing/do-1"];
  const [gap] = rank(facts, { answers: map({ framing: 1 }), target: map({ framing: 2 }), done, hidden: ["resource/book"] }).gaps;
  const found = [gap?.resources, gap?.terms, gap?.questions, gap?.exercises].map((list) => only(list ?? []));
  assert.deepEqual(found, [["paid", "deep"], ["okr"], ["who"], ["do-2", "do-3"]]);
});

test("the words of an area in which the reader works are known", () => {
  const answers = map({ framing: 1, models: 2 });
  const learned = { ...small(), skills: new Map([...facts.skills].map(([id, one]) => [id, { ...one, terms: [...one.terms, "recall"] }])) };
  const [gap] = rank(learned, { answers, target: map({ framing: 2 }) }).gaps;
  assert.ok(!only(gap?.terms ?? []).includes("recall"));
});

test("a list in a sentence counts what it can't name", () => {
  assert.deepEqual([[], ["A"], ["A", "B"], ["A", "B", "C"], ["A", "B", "C", "D", "E"]].map(listed), [
    "",
    "A",
    "A and B",
    "A, B and C",
    "A, B and 3 more",
  ]);
});

test("the levels of a profile are numbers by skill", () => {
  assert.deepEqual(levelsOf(facts, "beginner"), map({ framing: 1, models: 4 }));
  assert.deepEqual(levelsOf(facts, "nobody"), map({}));
});

for (const found of [null, "", [], {}, { levels: [] }, { ...JSON.parse('{"skills":[{"id":5}]}') }]) {
  test(`what a broken server sends is not taken for facts: ${JSON.stringify(found)}`, () => {
    assert.throws(() => understood(found), TypeError);
  });
}

const property = properties((seed) => new Dice(seed));

property("each skill is in one list at most, and nothing is recommended that isn't there, is done or hidden", (dice) => {
  const all = random(dice);
  const done = new Set(dice.of([...all.terms.keys()].map((id) => `term/${id}`)));
  const hidden = new Set(dice.of([...all.resources.keys()].map((id) => `resource/${id}`)));
  const [answers, target] = [levels(dice, all), levels(dice, all)];
  const { strengths, met, gaps, unanswered } = rank(all, { answers, target, hours: 1 + dice.below(9), done, hidden });
  const skills = [...ids(strengths), ...ids(met), ...ids(gaps), ...only(unanswered)];
  assert.equal(new Set(skills).size, skills.length);
  for (const [id, wanted] of target) if (wanted > 0) assert.ok(skills.includes(id), id);
  for (const gap of gaps) {
    assert.ok(gap.distance > 0 && gap.reasons.length && gap.next.evidence);
    assert.ok(gap.exercises.length <= 2 && gap.resources.length <= 3 && gap.terms.length <= 6 && gap.questions.length <= 4);
    assert.ok(gap.terms.every(({ id }) => all.terms.has(id) && !done.has(`term/${id}`)));
    assert.ok(gap.resources.every(({ id, skills: about }) => about.includes(gap.skill.id) && !hidden.has(`resource/${id}`)));
  }
});

property("the same answers give the same result, and others give another where the gaps differ", (dice) => {
  const all = random(dice);
  const target = levels(dice, all);
  const [one, other] = [levels(dice, all), levels(dice, all)];
  const told = (/** @type {Map<string, number>} */ answers) => rank(all, { answers, target }).gaps;
  assert.deepEqual(told(one), told(one));
  const gaps = (/** @type {Map<string, number>} */ answers) =>
    JSON.stringify([...target].map(([id, wanted]) => [id, answers.has(id) && (answers.get(id) ?? 0) < wanted ? answers.get(id) : null]));
  if (gaps(one) !== gaps(other)) assert.notDeepEqual(told(one), told(other));
});

property("a gap comes after those it rests on, unless these lead further than its own first round", (dice) => {
  const all = random(dice);
  for (const one of all.skills.values()) one.requires = one.requires.filter((id) => Number(id.slice(7)) < Number(one.id.slice(7))); // No circles.
  const { gaps } = rank(all, { answers: levels(dice, all), target: levels(dice, all) });
  const first = (/** @type {{ level: number, asked: number }} */ gap) => (gap.level < 2 ? Math.min(gap.asked, 2) : gap.level + 1);
  for (const [place, gap] of gaps.entries()) {
    for (const later of gaps.slice(place + 1)) assert.ok(!gap.skill.requires.includes(later.skill.id) || first(later) > first(gap));
  }
});
