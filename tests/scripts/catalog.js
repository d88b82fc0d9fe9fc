// @ts-check
/* Facts to test the gap check and the plan with: a few by hand, and any number at random. */

import { understood } from "../../docs/assets/js/facts.js";

/** @typedef {import("../../docs/assets/js/facts.js").Facts} Facts */
/** @typedef {import("./dice.js").Dice} Dice */

const LEVELS = ["awareness", "working", "practitioner", "expert"];
const named = (/** @type {string[]} */ ids) => ids.map((id) => ({ id, title: `${id.charAt(0).toUpperCase()}${id.slice(1)}` }));
const closed = {
  levels: named(LEVELS),
  none: "None of these yet",
  groups: named(["product"]),
  costs: named(["free", "free-registration", "freemium", "paid"]),
  formats: named(["article", "book", "course", "tool"]),
  languages: named(["en", "de"]),
  free: ["free", "free-registration"],
  unpaid: ["free", "free-registration", "freemium"],
};

/** @param {string} id @param {object} [more] */
const skill = (id, more) => ({
  ...{ id, title: `Skill ${id}`, url: `skills/${id}/`, group: "product", summary: "", area: null },
  evidence: LEVELS.map((name) => `What shows ${name} in ${id}.`),
  requires: [],
  exercises: [1, 2, 3].map((number) => ({ id: `do-${number}`, text: `Exercise ${number} of ${id}.`, minutes: 20 + 10 * number })),
  ...{ terms: [], questions: [], resources: [] },
  ...more,
});
/** @param {string} id @param {string[]} [requires] */
const term = (id, requires = []) => ({ id, title: `Term ${id}`, url: `glossary/${id}/`, minutes: 6, requires });
/** @param {string} id @param {object} more */
const resource = (id, more) => ({
  ...{ id, title: `Resource ${id}`, url: `library/#${id}`, link: `https://example.org/${id}`, minutes: 20, level: "working" },
  ...{ cost: "free", format: "article", language: "en", skills: ["framing"], teaches: [] },
  ...more,
});
/** @param {string} id @param {object} more */
const question = (id, more) => ({
  ...{ id, title: `Question ${id}?`, url: `interview/#${id}`, minutes: 15, level: "working", kind: "strategy", skills: [], terms: [] },
  ...more,
});

/* Metrics rests on framing, and refusing on metrics; talking is apart. */
const skills = [
  skill("framing", { terms: ["outcome", "okr"], questions: ["why", "who"], resources: ["short", "book", "paid", "deep"] }),
  skill("metrics", {
    requires: ["framing"],
    exercises: [{ id: "goals", text: "Mark each goal that uses Term north as a number.", minutes: 45 }],
    ...{ terms: ["north", "outcome"], questions: ["north"], resources: ["numbers", "german"] },
  }),
  skill("refusing", { requires: ["metrics"], terms: ["okr"], questions: ["no"] }),
  skill("talking", { questions: ["told"], resources: ["talk"] }),
  skill("models", { area: "ml", terms: ["recall"] }),
];
const steps = [
  { item: "term/okr", title: "Term okr", url: "glossary/okr/", minutes: 6, why: "First the word.", stage: "Day 1" },
  { item: "resource/short", title: "Resource short", url: "library/#short", minutes: 20, why: "Then more of it.", stage: null },
  { item: "exercise/week/write", title: "Write it.", url: "paths/week/#write", minutes: 60, why: "Now do it.", stage: null },
  { item: "question/why", title: "Question why?", url: "interview/#why", minutes: 15, why: "Say why.", stage: "Day 2" },
  { item: "question/who", title: "Question who?", url: "interview/#who", minutes: 15, why: "Say who.", stage: null },
  { item: "exercise/week/show", title: "Show it.", url: "paths/week/#show", minutes: 45, why: "Let others see it.", stage: "Day 3" },
];
const level = (/** @type {string} */ id) => ({ level: id, why: `Because of ${id}.` });

/** A handful of facts, with all that they name. */
export const small = () =>
  understood({
    ...structuredClone(closed),
    skills: structuredClone(skills),
    terms: [term("okr", ["outcome"]), term("outcome"), term("north", ["outcome"]), term("recall")],
    resources: [
      resource("short", { teaches: ["okr"] }),
      resource("book", { minutes: 600, format: "book", level: "working" }),
      resource("paid", { cost: "paid", level: "awareness" }),
      resource("deep", { level: "practitioner", minutes: 30 }),
      resource("numbers", { skills: ["metrics", "framing"], cost: "freemium", teaches: ["north"] }),
      resource("german", { skills: ["metrics"], language: "de" }),
      resource("talk", { skills: ["talking"], format: "course", minutes: 90 }),
    ],
    questions: [
      question("why", { skills: ["framing"], terms: ["okr"] }),
      question("who", { skills: ["framing", "talking"], level: "awareness" }),
      question("north", { skills: ["metrics"], terms: ["north"] }),
      question("no", { skills: ["refusing", "metrics"] }),
      question("told", { skills: ["talking"] }),
    ],
    comparisons: [{ id: "okr-vs-north", title: "OKR and north", url: "compare/okr-vs-north/", minutes: 8, terms: ["okr", "north"] }],
    paths: [{ id: "week", title: "A week", url: "paths/week/", hours: 3, steps: structuredClone(steps) }],
    profiles: [
      { id: "beginner", title: "Beginner", kind: "start", summary: "", levels: { framing: level("awareness"), models: level("expert") } },
      {
        id: "manager",
        title: "Manager",
        kind: "target",
        summary: "",
        levels: { framing: level("practitioner"), metrics: level("working") },
      },
    ],
  });

/**
 * Facts at random: any that could be published, and circles that the check refuses.
 * @param {Dice} dice
 * @param {Partial<Record<"skills" | "terms" | "resources" | "questions" | "steps", number>>} [sizes] at the most
 */
export function random(dice, sizes = {}) {
  const ids = (/** @type {string} */ name, /** @type {number} */ most) =>
    Array.from({ length: sizes[/** @type {"skills"} */ (name)] ?? 1 + dice.below(most) }, (_, number) => `${name}-${number}`);
  const all = { skills: ids("skills", 12), terms: ids("terms", 20), resources: ids("resources", 25), questions: ids("questions", 15) };
  const few = (/** @type {string[]} */ from, /** @type {number} */ most) => [...new Set(dice.some(most, () => dice.one(from)))];
  const minutes = () => dice.one([1, 5, 10, 15, 30, 60, 120, 200, 700, 1000]);
  const levelId = () => dice.one(LEVELS);
  const about = new Map(all.resources.map((id) => [id, few(all.skills, 3)]));
  const tests = new Map(all.questions.map((id) => [id, few(all.skills, 3)]));
  const naming = (/** @type {Map<string, string[]>} */ map, /** @type {string} */ id) =>
    [...map].flatMap(([one, those]) => (those.includes(id) ? [one] : []));
  const items = [
    ...all.terms.map((id) => `term/${id}`),
    ...all.resources.map((id) => `resource/${id}`),
    "exercise/path/a",
    "skill/skills-0",
  ];
  const step = (/** @type {string} */ item) => ({
    item,
    title: item,
    url: item,
    minutes: minutes(),
    why: "So.",
    stage: dice.one([null, "A", "B"]),
  });
  return understood({
    ...structuredClone(closed),
    skills: all.skills.map((id) =>
      skill(id, {
        area: dice.one([null, null, "ml"]),
        requires: few(all.skills, 2),
        exercises: dice.some(3, () => ({ text: dice.text(3), minutes: minutes() })).map((one, number) => ({ ...one, id: `do-${number}` })),
        ...{ terms: few(all.terms, 6), questions: naming(tests, id), resources: naming(about, id) },
      }),
    ),
    terms: all.terms.map((id) => term(id, few(all.terms, 2))),
    resources: all.resources.map((id) =>
      resource(id, {
        ...{ minutes: minutes(), level: levelId(), cost: dice.one(closed.costs).id, format: dice.one(closed.formats).id },
        ...{ language: dice.one(closed.languages).id, skills: about.get(id), teaches: few(all.terms, 3) },
      }),
    ),
    questions: all.questions.map((id) => question(id, { level: levelId(), skills: tests.get(id), terms: few(all.terms, 3) })),
    comparisons: [],
    paths: [{ id: "path", title: "Path", url: "paths/path/", hours: 5, steps: few(items, sizes.steps ?? 25).map(step) }],
    profiles: [],
  });
}

/** Answers or levels asked, by skill, at random. */
export const levels = (/** @type {Dice} */ dice, /** @type {Facts} */ facts) =>
  new Map(dice.of([...facts.skills.keys()], 0.8).map((id) => [id, dice.below(5)]));
