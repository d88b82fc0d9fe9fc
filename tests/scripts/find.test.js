// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { Finder, foundAs, slips, words } from "../../docs/assets/js/find.js";
import { formOf } from "../../docs/assets/js/forms.js";
import { excerpt, Texts } from "../../docs/assets/js/texts.js";
import { distance, isSwapped, stem } from "../../docs/assets/js/words.js";

const term = (/** @type {string} */ id, /** @type {string} */ title, /** @type {string[]} */ ...names) => ({
  kind: "term",
  id,
  title,
  names,
});
const finder = new Finder([
  term("pub-sub", "Pub/Sub", "publish-subscribe"),
  term("orchestration", "Orchestration", "Kubernetes", "k8s"),
  term("feature-flag", "Feature flag", "feature toggle"),
  term("feature-store", "Feature store"),
  term("feature", "Feature"),
  term("api", "API", "application programming interface"),
  term("slo", "SLO", "service level objective"),
  term("sla", "SLA"),
  term("deployment", "Deployment", "rollout", "rolling back"),
  term("rollout-plan", "Rollout plan"),
  term("ab-test", "A/B test", "split test"),
  term("database", "Database", "OLTP"),
  term("token", "Token"),
  term("rice", "RICE score", "RICE", "reach, impact, confidence, effort"),
  term("rag", "RAG", "retrieval-augmented generation"),
  term("fine-tuning", "Fine-tuning"),
  term("precision", "Precision"),
  term("index", "Database index"),
  { kind: "comparison", id: "rag-vs-fine-tuning", title: "RAG vs fine-tuning", names: [], terms: ["rag", "fine-tuning"] },
  { kind: "comparison", id: "build", title: "Build, buy or prompt", names: [], terms: ["feature", "api", "token"] },
  { kind: "skill", id: "saying-no", title: "Saying no", names: ["pushing back"] },
  { kind: "skill", id: "prioritisation", title: "Prioritisation", names: [] },
  { kind: "skill", id: "launch", title: "Launch and iteration", names: [] },
  { kind: "resource", id: "inspired", title: "Inspired: How to Create Tech Products", names: ["Marty Cagan"] },
  { kind: "resource", id: "jobs", title: 'Know Your Customers\' "Jobs to Be Done"', names: ["Clayton M. Christensen"] },
  { kind: "resource", id: "rgpd", title: "Adecuación al RGPD", names: ["AEPD"] },
  {
    kind: "question",
    id: "charged-twice",
    title: "A customer pressed 'pay' once and was charged twice. Explain how that can happen.",
    names: [],
  },
  { kind: "page", id: "about/", title: "About", names: ["privacy"] },
]);
const ids = (/** @type {string} */ query) => finder.find(query).hits.map(({ id }) => id);
const first = (/** @type {string} */ query) => ids(query)[0] ?? finder.find(query).state;

test("no slip in words of up to three letters, one up to seven, then two", () => {
  assert.deepEqual(["api", "flag", "feature", "features"].map(slips), [0, 1, 1, 2]);
});

test("words are without accents, case, punctuation and plural", () => {
  assert.deepEqual(words("Naïve Policies: APIs, queries & status!"), ["naive", "policy", "api", "query", "status"]);
  assert.deepEqual(words("C++ is ß, Ünïcode ２"), ["c", "is", "ß", "unicode", "2"]);
  for (const [one, many] of [
    ["index", "indexes"],
    ["cache", "caches"],
    ["bias", "biases"],
    ["class", "classes"],
    ["database", "databases"],
    ["labelling", "labeling"],
    ["behavioural", "behavioral"],
    ["artefacts", "artifact"],
    ["catalogue", "catalog"],
    ["defence", "defense"],
    ["centre", "center"],
  ])
    assert.deepEqual(words(one ?? ""), words(many ?? ""));
});

test("other words are not taken for a spelling", () => {
  for (const [one, other] of [
    ["our", "or"],
    ["four", "for"],
    ["core", "coer"],
  ])
    assert.notDeepEqual(words(one ?? ""), words(other ?? ""));
});

test("forms of a word have one stem, and other words another", () => {
  for (const forms of [
    ["prioritise", "prioritising", "prioritization"],
    ["manage", "managing", "management"],
    ["plan", "planning"],
  ])
    assert.equal(new Set(forms.map(stem)).size, 1, forms.join());
  assert.notEqual(stem("production"), stem("product"));
});

test("a swapped pair of neighbours is one slip", () => {
  assert.deepEqual([distance("tokne", "token", 2), distance("kuberntes", "kubernetes", 2), distance("olap", "oltp", 0)], [1, 1, Infinity]);
  assert.ok(isSwapped("gpdr", "gdpr") && !isSwapped("gdpr", "gdpr") && !isSwapped("gdrr", "gdpr"));
});

for (const typed of ["Pub/Sub", "pubsub", "pub-sub", "PUB SUB", " pub  sub ", "publish subscribe"]) {
  test(`“${typed}” is found without a correction`, () => {
    const { hits, state } = finder.find(typed);
    assert.deepEqual([hits[0]?.id, state], ["pub-sub", "found"]);
  });
}

test("the name that is the query comes first, then names that begin with it, short before long", () => {
  assert.deepEqual(ids("feature"), ["feature", "feature-flag", "feature-store"]);
});

test("a title comes before an alias, however short", () => {
  assert.deepEqual(ids("rol").slice(0, 2), ["rollout-plan", "deployment"]);
});

test("a slip is forgiven and what was meant is said", () => {
  for (const [typed, meant] of [
    ["kuberntes", "Kubernetes"],
    ["featureflg", "Feature flag"],
    ["feature togle", "feature toggle"],
    ["tokne", "Token"],
    ["persision", "Precision"],
    ["splti test", "split test"],
  ])
    assert.equal(finder.find(typed ?? "").corrected, meant);
});

test("a plural, an accent, a spelling or another form is no slip", () => {
  for (const [typed, id] of [
    ["databases", "database"],
    ["database indexes", "index"],
    ["adecuacion", "rgpd"],
    ["prioritization", "prioritisation"],
    ["fine-tune", "fine-tuning"],
  ])
    assert.deepEqual([first(typed ?? ""), finder.find(typed ?? "").corrected], [id, ""]);
});

test("of a name with another in brackets, either will do", () => {
  const typed = ["API (interface for programs)", "Programs' way in (API)", "SLO (service level objective)"];
  assert.deepEqual(typed.map(first), ["api", "api", "slo"]);
  assert.equal(finder.find("OLAP (online analytical processing)").state, "absent");
});

test("what is more than a slip away is absent, and never taken for something else", () => {
  const other = [
    "slx",
    "OLAP",
    "A/A test",
    "polling",
    "go-to-market",
    "confidence interval",
    "confidence",
    "on-call",
    "API gateway",
    "provision",
    "zzzzzzzz",
  ];
  for (const typed of other) assert.deepEqual([finder.find(typed).state, ids(typed)], ["absent", []], typed);
});

test("what is absent has near names beside it, and says in the reader's words what it is", () => {
  const { near, wanted } = finder.find("What is an API gateway?");
  assert.deepEqual([near[0]?.id, wanted], ["api", "api gateway"]);
});

test("a word that somebody uses is no slip", () => {
  const other = new Finder([term("sprint", "Sprint")]);
  assert.equal(other.find("spring").corrected, "Sprint");
  other.known = (word) => word === "spring";
  assert.deepEqual([other.find("spring").state, other.find("spring").near[0]?.id], ["absent", "sprint"]);
});

test("capitals are an abbreviation and no beginning of a word", () => {
  assert.deepEqual([first("dat"), first("DAT"), first("AP")], ["database", "absent", "api"]);
});

for (const [asked, id] of Object.entries({
  "what is a token?": "token",
  "What exactly is RAG": "rag",
  "what does SLO mean": "slo",
  "feature flag definition": "feature-flag",
  "when should I use a feature flag": "feature-flag",
  "how does a feature store work": "feature-store",
  "RICE framework": "rice",
  "rag vs finetuning": "rag-vs-fine-tuning",
  "fine tuning or rag": "rag-vs-fine-tuning",
  "difference between RAG and fine-tuning": "rag-vs-fine-tuning",
  "is rag better than fine tuning": "rag-vs-fine-tuning",
  "rag fine-tuning": "rag-vs-fine-tuning",
  "buy vs build": "build",
  "how do I say no to my boss": "saying-no",
  "how to prioritise features": "prioritisation",
  "how do I plan a launch": "launch",
  "how to run an A/B test": "ab-test",
  "books by Marty Cagan": "inspired",
  cagan: "inspired",
  "jobs to be done": "jobs",
  "customer charged twice": "charged-twice",
  privacy: "about/",
})) {
  test(`“${asked}” leads to ${id}`, () => assert.equal(first(asked), id));
}

test("of what is compared, what is not there is told", () => {
  const { state, wanted, near } = finder.find("rag vs long context");
  assert.deepEqual([state, wanted, near.map(({ id }) => id)], ["absent", "long context", ["rag"]]);
});

test("politeness asks nothing", () => {
  assert.equal(formOf("Hey, can you explain RAG??").about, "rag");
  assert.deepEqual(formOf("goals and metrics").perhaps, ["goals", "metrics"]);
});

test("the name under which something was found is told where its title does not say it", () => {
  const kubernetes = term("orchestration", "Orchestration", "Kubernetes", "k8s");
  assert.deepEqual(
    [foundAs(kubernetes, "kubern"), foundAs(kubernetes, "orch"), foundAs(kubernetes, "what is k8s")],
    ["Kubernetes", "", "k8s"],
  );
});

test("nothing is asked by nothing", () => {
  for (const typed of ["", "  ", "!?"]) assert.deepEqual(finder.find(typed).state, "");
});

const told = (/** @type {string} */ text, /** @type {string[]} */ asked, part = "") =>
  excerpt(text, new Set(asked.map(stem)), part)
    .map(({ text: piece, marked }) => (marked ? `[${piece}]` : piece))
    .join("");

test("an excerpt has whole words of one line, with what was found marked", () => {
  const long = `${"many words before it ".repeat(20)}and the model drifts away ${"and many after it ".repeat(20)}`;
  const shown = told(`Nothing here.\n${long}\nDrift · 5 · 7`, ["model", "drift"]);
  assert.match(shown, /^… \w.* \[model\] \[drifts\] away .*\w …$/u);
  assert.ok(shown.length < 190);
  for (const word of shown
    .replace(/[…[\]]/gu, "")
    .split(" ")
    .filter(Boolean))
    assert.ok(long.split(" ").includes(word), word);
  assert.equal(told("Drift · 5 · 7", ["drift"]), "[Drift] · 5 · 7");
  assert.equal(told("A calibrated score", [], "calib"), "A [calibrated] score");
});

test("texts are found by section, with most of the words, and as they were typed first", () => {
  const entry = (/** @type {string} */ id) => ({ ...term(id, id), url: `/${id}/`, line: "", note: "" });
  const texts = new Texts([entry("one"), entry("two")], {
    "term/one": [
      ["", "", "A gateway. An API stands behind it."],
      ["ask", "Ask", "Who is on call?"],
    ],
    "term/two": [["", "", "The API gateway routes requests."]],
  });
  while (!texts.buildOn());
  const places = (/** @type {string} */ query) => texts.find(query).map(({ entry: { id }, anchor }) => `${id}#${anchor}`);
  assert.deepEqual(places("API gateway"), ["two#", "one#"]);
  assert.deepEqual(places("on call"), ["one#ask"]);
  assert.deepEqual(places("by call"), []);
  assert.deepEqual(places("rout"), ["two#"]);
  assert.deepEqual(places("gateway for salaries"), []);
});
