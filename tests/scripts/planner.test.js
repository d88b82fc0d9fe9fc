// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, dayOf, mondayOf, weekday } from "../../docs/assets/js/days.js";
import { plan } from "../../docs/assets/js/planner.js";
import { mentioning } from "../../docs/assets/js/steps.js";
import { small } from "./catalog.js";

/** @typedef {import("../../docs/assets/js/planner.js").Input} Input */

const facts = small();
const MONDAY = "2026-11-30";
const gaps = (/** @type {Record<string, [number, number]>} */ found) => ({
  gaps: Object.entries(found).map(([skill, [from, to]]) => ({ skill, from, to })),
});
const made = (/** @type {Partial<Input>} */ more = {}) =>
  plan(facts, { close: gaps({ framing: [1, 2] }), hours: 4, start: MONDAY, ...more });
const path = (/** @type {Partial<Input>} */ more = {}) => made({ close: { path: "week" }, ...more });
const steps = (/** @type {ReturnType<typeof made>} */ { weeks }) => weeks.flatMap((week) => week.steps);
const items = (/** @type {ReturnType<typeof made>} */ found) => steps(found).map(({ item }) => item);
const shape = (/** @type {ReturnType<typeof made>} */ { weeks }) => weeks.map(({ start, minutes }) => [start, minutes]);
const EASY = { money: "free", formats: ["article"] };

test("a gap is closed by its page, an exercise soon, words, reading, and questions after it", () => {
  assert.deepEqual(items(made(EASY)), [
    "skill/framing",
    "exercise/framing/do-1",
    "term/outcome",
    "resource/short",
    "question/why",
    "question/who",
    "exercise/framing/do-2",
  ]);
});

test("every step has a reason of its own", () => {
  assert.deepEqual(
    steps(made(EASY)).map(({ why }) => why),
    [
      "What Working in Skill framing looks like: “What shows working in framing”",
      "A step from Awareness towards Working in Skill framing",
      "You'll need Term outcome to follow Term okr",
      "Covers Term okr, for Working in Skill framing",
      "Interview question on Skill framing; puts Term okr to use",
      "Interview question on Skill framing; answer it aloud",
      "More practice in Skill framing; leave it out if your week is full",
    ],
  );
});

test("a word that the exercise needs comes before it", () => {
  const found = items(made({ close: gaps({ metrics: [1, 2] }) }));
  assert.ok(found.indexOf("term/north") < found.indexOf("exercise/metrics/goals"));
  assert.ok(found.indexOf("term/outcome") < found.indexOf("term/north"));
});

test("a text mentions a word in the singular or the plural, and no word that only begins so", () => {
  const told = ["an SLO", "SLOs, too", "the slowest", "A/B tests?", "ab test", ""].map((text) => ["SLO", "A/B test"].map(mentioning(text)));
  assert.deepEqual(told, [
    [true, false],
    [true, false],
    [false, false],
    [false, true],
    [false, false],
    [false, false],
  ]);
  assert.equal(mentioning("anything")("?"), false);
});

/* Facts with other records in some of their tables. */
const changed = (/** @type {Partial<Record<"skills" | "terms" | "resources" | "questions", Record<string, object>>>} */ changes) => {
  const all = /** @type {any} */ (small());
  for (const [table, records] of Object.entries(changes)) {
    for (const [id, more] of Object.entries(records)) all[table].set(id, { ...all[table].get(id), id, ...more });
  }
  return /** @type {ReturnType<typeof small>} */ (all);
};
const planned = (/** @type {ReturnType<typeof small>} */ other, /** @type {Partial<Input>} */ more = {}) =>
  plan(other, { close: gaps({ framing: [1, 2] }), hours: 4, start: MONDAY, ...EASY, ...more });

test("a question comes after the words that it turns on, and moves along with them", () => {
  const other = changed({ resources: { short: { teaches: [] } } });
  for (const hours of [0.5, 1, 2, 10]) {
    const found = items(planned(other, { hours }));
    assert.ok(found.includes("term/okr") && found.indexOf("term/okr") < found.indexOf("question/why"));
  }
  const [okr] = steps(planned(other)).filter(({ item }) => item === "term/okr");
  assert.equal(okr?.why, "You'll meet Term okr in an interview question this week");
});

test("words that another round would explain move up to the question that turns on them", () => {
  const other = changed({ questions: { who: { terms: ["north"], level: "working" }, why: { terms: ["north", "okr"] } } });
  const found = items(planned(other, { close: gaps({ framing: [1, 2], metrics: [1, 2] }) }));
  for (const id of ["who", "why"]) assert.ok(found.indexOf("term/north") < found.indexOf(`question/${id}`));
});

test("a thing is left to the skill that it is about first of all, where that is still to come", () => {
  const other = changed({ questions: { north: { skills: ["metrics", "framing"] } }, skills: { framing: { questions: ["north"] } } });
  const found = items(planned(other, { close: gaps({ framing: [1, 2], metrics: [1, 2] }) }));
  assert.ok(found.indexOf("skill/metrics") < found.indexOf("question/north"));
  assert.ok(items(planned(other)).includes("question/north"));
});

test("what is about a skill in the third place is read only where there is nothing else", () => {
  const other = changed({ resources: { short: { skills: ["metrics", "talking", "framing"] } } });
  assert.ok(items(planned(other)).includes("resource/deep"));
  assert.ok(items(planned(other, { hidden: ["resource/deep"] })).includes("resource/short"));
});

test("a second question is one with words that are known by then", () => {
  const terms = Object.fromEntries(["a", "b", "c", "d"].map((id) => [id, { title: id, url: id, minutes: 6, requires: [] }]));
  const names = { terms: ["a", "b", "c", "d"], skills: ["framing"], level: "working", minutes: 15, title: "?", url: "u" };
  const questions = { why: { terms: ["okr"] }, who: { terms: ["a", "b", "c", "d"] }, easy: { ...names, terms: ["okr"] } };
  const skills = { framing: { questions: ["why", "who", "easy"] } };
  const asked = (/** @type {Partial<Input>} */ more) =>
    items(planned(changed({ terms, questions, skills }), more)).filter((item) => item.startsWith("question/"));
  assert.deepEqual(asked({}), ["question/why", "question/easy"]);
  assert.deepEqual(asked({ hidden: ["question/easy"] }), ["question/why"]);
});

test("a question above the level of its round is asked only where there is no other", () => {
  const questions = { why: { level: "practitioner", terms: [] }, who: { skills: ["talking", "framing"] } };
  const asked = (/** @type {Partial<Input>} */ more) =>
    items(planned(changed({ questions }), more)).filter((item) => item.startsWith("question/"));
  assert.deepEqual(asked({}), ["question/who"]);
  assert.deepEqual(asked({ hidden: ["question/who"] }), ["question/why"]);
});

test("what the reading explains has no page of its own, and a brief reading comes before the exercise that names its word", () => {
  const close = gaps({ metrics: [1, 2] });
  const brief = changed({ resources: { numbers: { minutes: 8, cost: "free" } } });
  const found = items(planned(brief, { close }));
  assert.ok(!found.includes("term/north"));
  assert.ok(found.indexOf("resource/numbers") < found.indexOf("exercise/metrics/goals"));
  const longer = items(planned(changed({ resources: { numbers: { minutes: 20, cost: "free" } } }), { close }));
  assert.ok(longer.indexOf("term/north") < longer.indexOf("exercise/metrics/goals"));
});

test("an exercise that is longer than a sitting comes in parts on different days, and says what to do otherwise", () => {
  const exercises = [{ id: "long", text: "Do it.", minutes: 120, otherwise: "No team? Ask a friend." }];
  const found = steps(planned(changed({ skills: { framing: { exercises } } }), { days: [0, 2, 5] })).filter(
    ({ kind }) => kind === "exercise",
  );
  assert.deepEqual(
    found.map(({ part, minutes, otherwise }) => [part, minutes, otherwise]),
    ["1 of 2", "2 of 2"].map((part) => [part, 60, "No team? Ask a friend."]),
  );
  assert.notEqual(found[0]?.date, found[1]?.date);
});

test("what a skill rests on comes first, whatever the rank says", () => {
  const found = items(made({ close: gaps({ refusing: [1, 2], metrics: [1, 2], framing: [1, 2] }) }));
  const places = ["framing", "metrics", "refusing"].map((id) => found.indexOf(`skill/${id}`));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
});

test("two levels from Working on are two rounds, and the second does something new", () => {
  const found = steps(made({ close: gaps({ framing: [1, 3] }), ...EASY }));
  const doing = found.filter(({ kind }) => kind === "exercise").map(({ item }) => item);
  assert.deepEqual(doing, ["exercise/framing/do-1", "exercise/framing/do-2"]);
  assert.equal(found.find(({ item }) => item === doing[1])?.why, "A step from Working towards Practitioner in Skill framing");
  assert.ok(found.some(({ item }) => item === "resource/deep"));
});

test("a week never has more than its hours, and the rest moves on", () => {
  const found = made({ ...EASY, hours: 1.5 });
  assert.ok(found.weeks.every(({ minutes }) => minutes <= 90));
  assert.equal(items(found).length, items(made(EASY)).length);
});

test("weeks begin on Monday, the first on the day that was chosen, with its share of the hours", () => {
  const found = path({ start: "2026-12-04", days: [0, 2, 4], hours: 1 });
  assert.deepEqual(shape(found), [
    ["2026-12-04", 6],
    ["2026-12-07", 20],
    ["2026-12-14", 60],
    ["2026-12-21", 30],
    ["2026-12-28", 45],
  ]);
});

test("steps fall on the chosen days, in their order", () => {
  const found = steps(path({ days: [1, 3, 5], hours: 3 }));
  assert.ok(found.every(({ date }) => [1, 3, 5].includes(weekday(dayNumber(date)))));
  assert.deepEqual(
    found.map(({ date }) => date),
    found.map(({ date }) => date).toSorted(),
  );
});

test("a week off has no steps, and moves the rest", () => {
  const whole = path({ hours: 1 });
  const paused = path({ hours: 1, pauses: ["2026-12-08"] });
  assert.deepEqual(paused.weeks[1], { number: 2, start: "2026-12-07", paused: true, minutes: 0, steps: [] });
  assert.deepEqual(
    paused.weeks.filter((week) => !week.paused).map((week) => week.steps.map(({ item }) => item)),
    whole.weeks.map((week) => week.steps.map(({ item }) => item)),
  );
});

test("a path keeps its order, its reasons and its stages", () => {
  const found = steps(path());
  assert.deepEqual(
    found.map(({ item }) => item),
    facts.paths.get("week")?.steps.map(({ item }) => item),
  );
  assert.deepEqual(
    found.map(({ why }) => why),
    facts.paths.get("week")?.steps.map(({ why }) => why),
  );
  assert.deepEqual(
    found.map(({ stage }) => stage),
    ["Day 1", "Day 1", "Day 1", "Day 2", "Day 2", "Day 3"],
  );
});

test("a path has as many words in a week as it likes", () => {
  const words = ["a", "b", "c", "d", "e", "f"].map((id) => ({
    item: `term/${id}`,
    title: id,
    url: id,
    minutes: 6,
    why: "So.",
    stage: null,
  }));
  const all = [...words, { item: "exercise/words/use", title: "Use them.", url: "u", minutes: 60, why: "So.", stage: null }];
  const paths = new Map([["words", { id: "words", title: "Words", url: "w", hours: 2, steps: all }]]);
  const { weeks } = plan({ ...facts, paths }, { close: { path: "words" }, hours: 2, start: MONDAY });
  assert.deepEqual(
    weeks.map(({ minutes }) => minutes),
    [96],
  );
});

test("a date cuts a path: reading goes first, doing stays, and what is left has its price", () => {
  const found = path({ hours: 4, until: "2026-12-04", days: [0, 3, 5] });
  assert.deepEqual(items(found), ["term/okr", "exercise/week/write", "question/why", "question/who", "exercise/week/show"]);
  assert.deepEqual([found.left.map(({ item }) => item), found.leftMinutes], [["resource/short"], 20]);
  const shorter = path({ hours: 3, until: "2026-12-04", days: [0, 3, 5] });
  assert.deepEqual(items(shorter), ["exercise/week/write", "question/why", "exercise/week/show"]);
  assert.ok(steps(shorter).every(({ date }) => date < "2026-12-04"));
});

test("a number of weeks is kept, pauses not counted", () => {
  const found = path({ hours: 1, weeks: 2, pauses: [MONDAY] });
  assert.deepEqual([found.weeks.length, found.weeks[0]?.paused, found.left.length > 0], [3, true, true]);
});

test("what is done is told and never planned again, and the others stay as they were", () => {
  const before = items(made(EASY));
  const done = ["exercise/framing/do-1", "term/outcome"];
  const found = made({ ...EASY, done });
  assert.deepEqual(
    items(found),
    before.filter((item) => !done.includes(item)),
  );
  assert.deepEqual([found.doneSteps.map(({ item }) => item), found.doneMinutes], [done, 36]);
});

test("what is hidden makes place for another", () => {
  const found = items(made({ ...EASY, hidden: ["resource/short", "exercise/framing/do-1"] }));
  assert.ok(found.includes("resource/deep") && found.includes("exercise/framing/do-3"));
  assert.ok(!(found.includes("resource/short") || found.includes("exercise/framing/do-1")));
});

test("a long reading comes in parts, never more than half of a week", () => {
  const found = made({ formats: ["book"], days: [0, 2, 4] });
  const parts = steps(found).filter(({ item }) => item === "resource/book");
  assert.deepEqual([parts[0]?.part, parts.at(-1)?.part], ["1 of 6", "6 of 6"]);
  assert.equal(
    parts.reduce((sum, { minutes }) => sum + minutes, 0),
    600,
  );
  const [first] = found.weeks;
  assert.ok((first?.steps ?? []).filter(({ part }) => part).reduce((sum, { minutes }) => sum + minutes, 0) <= 120);
});

test("without money nothing is planned that costs any", () => {
  const close = gaps({ framing: [0, 4], metrics: [0, 4], talking: [0, 4] });
  assert.ok(!items(made({ close, money: "free" })).some((item) => ["resource/paid", "resource/numbers"].includes(item)));
});

test("a single skill can be closed, by two levels where nothing else is said", () => {
  const found = steps(made({ close: { skill: "framing" }, answers: { framing: 2 }, ...EASY }));
  assert.ok(found.some(({ why }) => why.includes("Expert")));
  assert.ok(items(made({ close: { skill: "talking", from: 0, to: 1 } })).includes("skill/talking"));
});

for (const close of [{ path: "gone" }, { skill: "gone" }, gaps({ gone: [0, 2] }), gaps({ framing: [2, 2] }), { gaps: [] }]) {
  test(`there is nothing to plan for ${JSON.stringify(close)}`, () => {
    assert.deepEqual(made({ close }), { weeks: [], minutes: 0, left: [], leftMinutes: 0, doneSteps: [], doneMinutes: 0 });
  });
}

test("hours out of bounds are brought back, and a day that is none is refused", () => {
  assert.ok(made({ hours: 0, ...EASY }).weeks.every(({ minutes }) => minutes <= 30));
  assert.ok(made({ hours: 1000, ...EASY }).weeks.every(({ minutes }) => minutes <= 2400));
  for (const start of ["", "soon", "2026-02-30", "2026-13-01"]) assert.throws(() => made({ start }), RangeError);
});

test("days are numbers and back, across months, years and changes of the clock", () => {
  for (const day of ["2026-10-25", "2026-12-31", "2027-03-28", "2028-02-29"]) assert.equal(dayOf(dayNumber(day)), day);
  assert.equal(dayOf(dayNumber("2026-12-31") + 1), "2027-01-01");
  assert.deepEqual(
    [weekday(dayNumber(MONDAY)), weekday(dayNumber("2026-12-06")), dayOf(mondayOf(dayNumber("2026-12-06")))],
    [0, 6, MONDAY],
  );
  assert.ok(Number.isNaN(dayNumber("2026-02-30")) && Number.isNaN(dayNumber(5)));
});
