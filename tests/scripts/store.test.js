// @ts-check
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const KEY = "ml-pm-handbook";

/** @type {Map<string, string>} What the browser keeps. */
const kept = new Map();
let full = false;
/** @type {((event: { key: string | null }) => void)[]} */
const tabs = [];

Object.defineProperty(globalThis, "localStorage", {
  value: {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => {
      if (full) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, text);
    },
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  },
});
Object.assign(globalThis, {
  addEventListener: (/** @type {string} */ kind, /** @type {(event: { key: string | null }) => void} */ told) =>
    kind === "storage" && tabs.push(told),
});

const store = { ...(await import("../../docs/assets/js/store.js")), ...(await import("../../docs/assets/js/merging.js")) };

beforeEach(() => {
  kept.clear();
  full = false;
});

const file = (/** @type {object} */ more) => JSON.stringify({ format: "ml-pm-handbook-progress", version: 1, ...more });
const marked = () => Object.fromEntries([...store.read().marks].map(([item, { state }]) => [item, state]));

test("a mark is kept with its day, changed and taken away", () => {
  store.mark("term/mvp", "want");
  store.mark("term/mvp", "done");
  assert.deepEqual(marked(), { "term/mvp": "done" });
  assert.match(store.read().marks.get("term/mvp")?.on ?? "", /^\d{4}-\d{2}-\d{2}$/u);
  store.mark("term/mvp", "");
  assert.equal(kept.has(KEY), false);
});

test("a note is kept, and an empty one is deleted", () => {
  store.note("question/why-late", "Ask first.");
  assert.equal(store.read().notes.get("question/why-late")?.text, "Ask first.");
  store.note("question/why-late", "  \n");
  assert.equal(kept.has(KEY), false);
});

test("what a later version wrote is refused and left untouched, whatever is done", () => {
  const later = file({ version: 3, marks: {}, plans: ["of ours"] });
  kept.set(KEY, later);
  const tries = [store.read, () => store.mark("term/mvp", "done"), () => store.note("term/mvp", "a"), store.exported];
  for (const attempt of tries) assert.throws(attempt, /nothing was changed\. It is version 3, and this page reads versions up to 2/u);
  assert.equal(kept.get(KEY), later);
  assert.equal(store.raw(), later);
});

test("what is no JSON is refused and left untouched, and can be cleared", () => {
  kept.set(KEY, "{half");
  assert.throws(() => store.mark("term/mvp", "done"), store.Refused);
  assert.equal(kept.get(KEY), "{half");
  store.clear();
  assert.deepEqual(marked(), {});
});

test("a full disk is told, and what was kept stays", () => {
  store.mark("term/mvp", "done");
  full = true;
  assert.throws(() => store.mark("term/okr", "done"), /won't let the handbook store anything/u);
  assert.deepEqual(marked(), { "term/mvp": "done" });
});

test("two tabs do not overwrite each other", () => {
  store.mark("term/mvp", "done");
  kept.set(KEY, file({ marks: { "term/mvp": { state: "done" }, "skill/saying-no": { state: "done" } } }));
  store.mark("term/okr", "want");
  assert.deepEqual(marked(), { "term/mvp": "done", "term/okr": "want", "skill/saying-no": "done" });
});

test("whoever listens hears of changes here and in other tabs, and of nothing else", () => {
  let heard = 0;
  store.onChange(() => {
    heard += 1;
  });
  store.mark("term/mvp", "done");
  assert.equal(heard, 1);
  for (const key of [KEY, null, "somebody-else"]) for (const tab of tabs) tab({ key });
  assert.equal(heard, 3);
});

test("the file of export reads back as what was exported, in a stable order", () => {
  store.mark("term/mvp", "done");
  store.mark("exercise/first-week/one", "done");
  store.note("question/why-late", "“Naïve”\n");
  const text = store.exported();
  assert.deepEqual(store.parse(text), store.read());
  assert.ok(text.indexOf("exercise/first-week/one") < text.indexOf("term/mvp"));
});

const refused = {
  "[]": /isn't a progress file from this handbook/u,
  null: /isn't a progress file from this handbook/u,
  "{}": /isn't a progress file from this handbook/u,
  "no json": /it is not JSON/u,
  [file({ version: "1" })]: /version is not a number/u,
  [file({ version: 0 })]: /version is not a number/u,
  [file({ version: 3 })]: /is version 3/u,
  [file({ marks: [] })]: /marks are not a table/u,
  [file({ notes: null })]: /notes are not a table/u,
  [file({ marks: { "team/us": { state: "done" } } })]: /“team\/us”, which isn't a known entry/u,
  [file({ marks: { "term/mvp": { state: "liked" } } })]: /“term\/mvp” in marks cannot be read/u,
  [file({ marks: { "term/mvp": null } })]: /“term\/mvp” in marks cannot be read/u,
  [file({ marks: { "term/mvp": { state: "done", on: "yesterday" } } })]: /“term\/mvp” in marks cannot be read/u,
  [file({ notes: { "term/mvp": { text: 7 } } })]: /“term\/mvp” in notes cannot be read/u,
  [file({ notes: { "term/mvp": { text: "a".repeat(20_001) } } })]: /“term\/mvp” in notes cannot be read/u,
  [" ".repeat(2_000_001)]: /too large/u,
};
for (const [text, reason] of Object.entries(refused)) {
  test(`a file is refused for its reason: ${reason}, ${text.slice(0, 90).trim()}`, () => {
    assert.throws(
      () => store.parse(text),
      (error) => error instanceof store.Refused && reason.test(error.message),
    );
  });
}

test("fields that are not known are not taken over", () => {
  const { marks } = store.parse(file({ marks: { "term/mvp": { state: "done", on: "2026-01-31", script: "alert(1)" } } }));
  assert.deepEqual(marks.get("term/mvp"), { state: "done", on: "2026-01-31" });
});

const imported = store.parse(
  file({
    marks: { "term/mvp": { state: "want" }, "term/okr": { state: "done" }, "term/api": { state: "done" } },
    notes: { "term/mvp": { text: "theirs" } },
  }),
);
function before() {
  store.mark("term/mvp", "done");
  store.mark("term/okr", "done");
  store.mark("term/sla", "hidden");
  store.note("term/mvp", "mine");
}

test("an import says what it would do, and does nothing yet", () => {
  before();
  const now = kept.get(KEY);
  assert.deepEqual(store.compare(imported), { added: 1, same: 1, different: ["term/mvp", "term/mvp"] });
  assert.equal(kept.get(KEY), now);
});

test("an import adds what is new and keeps what is here", () => {
  before();
  store.merge(imported, false);
  assert.deepEqual(marked(), { "term/mvp": "done", "term/okr": "done", "term/sla": "hidden", "term/api": "done" });
  assert.equal(store.read().notes.get("term/mvp")?.text, "mine");
});

test("an import takes the file's word where it is asked to", () => {
  before();
  store.merge(imported, true);
  assert.deepEqual(marked(), { "term/mvp": "want", "term/okr": "done", "term/sla": "hidden", "term/api": "done" });
  assert.equal(store.read().notes.get("term/mvp")?.text, "theirs");
});

test("an import instead of all that is here leaves the file alone", () => {
  before();
  store.replace(imported);
  assert.deepEqual(store.read(), imported);
});

test("answers are kept with their day, changed by the reader and forgotten", () => {
  store.answerAll(
    new Map([
      ["saying-no", 1],
      ["storytelling", 0],
    ]),
    true,
  );
  store.answer("saying-no", 2);
  const { answers } = store.read();
  assert.deepEqual({ ...answers.get("saying-no"), on: "" }, { level: 2, on: "" });
  assert.deepEqual({ ...answers.get("storytelling"), on: "" }, { level: 0, typical: true, on: "" });
  store.answer("saying-no", null);
  store.answer("storytelling", null);
  assert.equal(kept.has(KEY), false);
});

for (const [skill, level] of /** @type {const} */ ([
  ["saying-no", 5],
  ["saying-no", 1.5],
  ["Saying no", 1],
])) {
  test(`an answer of ${level} on “${skill}” is refused, and nothing is changed`, () => {
    store.answer("storytelling", 1);
    const now = kept.get(KEY);
    assert.throws(() => store.answer(skill, level), store.Refused);
    assert.equal(kept.get(KEY), now);
  });
}

test("where the reader starts and is heading is kept, and forgotten", () => {
  store.aim("start", "data-scientist");
  store.aim("target", "first-pm-job");
  assert.equal(store.read().aims.get("target")?.profile, "first-pm-job");
  store.aim("start", "");
  assert.deepEqual([...store.read().aims.keys()], ["target"]);
});

test("a result is kept with its day and target, once a day, and fifty of them", () => {
  store.keepResult();
  assert.equal(kept.has(KEY), false);
  store.aim("target", "first-pm-job");
  store.answer("saying-no", 1);
  store.keepResult();
  store.answer("saying-no", 2);
  store.keepResult();
  const [result, ...more] = store.read().results;
  assert.deepEqual([result?.target, result?.answers, more], ["first-pm-job", { "saying-no": 2 }, []]);
  store.aim("target", "platform-pm");
  store.keepResult();
  assert.equal(store.read().results.length, 2);
  const earlier = Array.from({ length: 60 }, (_, day) => ({
    on: `2025-01-${String(day + 10)}`.slice(0, 10),
    answers: { "saying-no": day % 5, a: day % 4 },
  }));
  kept.set(KEY, file({ version: 2, answers: { "saying-no": { level: 3 } }, results: earlier }));
  store.keepResult();
  const { results } = store.read();
  assert.equal(results.length, 50);
  assert.equal(results.at(-1)?.answers["saying-no"], 3);
});

test("opinions are kept by day and name, and deleted one by one", () => {
  const given = { answers: new Map([["saying-no", 1]]), on: "2026-11-20" };
  store.keepOpinion({ ...given, name: "Ada" });
  store.keepOpinion({ ...given, name: "Ada", answers: new Map([["saying-no", 2]]) });
  store.keepOpinion(given);
  const { opinions } = store.read();
  assert.deepEqual(
    new Map(opinions.map(({ name, answers }) => [name, answers["saying-no"]])),
    new Map([
      ["Ada", 2],
      [undefined, 1],
    ]),
  );
  for (const opinion of opinions) store.dropOpinion(opinion);
  assert.equal(kept.has(KEY), false);
});

const plan = { close: { path: "pm-interview-in-two-weeks" }, hours: 4, start: "2026-11-30", days: [0, 2], done: ["term/okr"] };

test("what a plan is made from is kept, with the day, and deleted", () => {
  store.keepPlan(plan);
  const { on, ...found } = store.read().plan ?? {};
  assert.match(on ?? "", /^\d{4}-\d{2}-\d{2}$/u);
  assert.deepEqual(found, plan);
  store.keepPlan(null);
  assert.equal(kept.has(KEY), false);
});

test("a file of version 1 is read, and written again as version 2", () => {
  kept.set(KEY, file({ version: 1, marks: { "term/mvp": { state: "done" } }, notes: { "term/mvp": { text: "Mine" } } }));
  store.answer("saying-no", 1);
  const found = JSON.parse(kept.get(KEY) ?? "");
  assert.deepEqual([found.version, found.marks, found.notes["term/mvp"].text], [2, { "term/mvp": { state: "done" } }, "Mine"]);
});

test("of the gap check and the plan, too, what cannot be read goes aside and the rest works", () => {
  const bad = {
    answers: { "saying-no": { level: 9 }, storytelling: { level: 1 } },
    aims: { target: { profile: "Not An Id" } },
    results: [
      { on: "2026-11-20", answers: { a: 1 } },
      { on: "yesterday", answers: {} },
    ],
    opinions: "none",
    plan: { ...plan, hours: -1 },
  };
  kept.set(KEY, file({ version: 2, ...bad }));
  const { answers, aims, results, opinions, plan: none, aside } = store.read();
  assert.deepEqual([[...answers.keys()], aims.size, results.length, opinions.length, none], [["storytelling"], 0, 1, 0, undefined]);
  assert.deepEqual(aside.map(({ table }) => table).sort(), ["aims", "answers", "opinions", "plan", "results"]);
  assert.throws(() => store.parse(kept.get(KEY) ?? ""), /“saying-no” in answers cannot be read/u);
});

test("an import tells of answers, results and plans, and a plan here stays unless theirs is wanted", () => {
  store.answer("saying-no", 1);
  store.keepPlan(plan);
  const theirs = store.parse(
    file({
      version: 2,
      answers: { "saying-no": { level: 2 }, storytelling: { level: 1 } },
      results: [{ on: "2026-11-20", answers: { a: 1 } }],
      plan: { ...plan, hours: 6 },
    }),
  );
  assert.deepEqual(store.compare(theirs), { added: 2, same: 0, different: ["saying-no", "plan"] });
  store.merge(theirs, false);
  assert.deepEqual([store.read().answers.get("saying-no")?.level, store.read().plan?.hours, store.read().results.length], [1, 4, 1]);
  store.merge(theirs, true);
  assert.deepEqual([store.read().answers.get("saying-no")?.level, store.read().plan?.hours, store.read().results.length], [2, 6, 1]);
});

test("each change of answers and plan can be undone, and leaves alone what was done since", () => {
  store.answer("saying-no", 1);
  const back = store.undoable(() => store.answerAll(new Map([["saying-no", 3]]), true));
  store.keepPlan(plan);
  back();
  assert.deepEqual([store.read().answers.get("saying-no")?.level, store.read().plan?.hours], [1, 4]);
  const again = store.undoable(() => store.keepPlan(null));
  again();
  assert.equal(store.read().plan?.hours, 4);
});
