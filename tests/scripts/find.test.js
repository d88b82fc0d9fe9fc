// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { Finder, slips, words } from "../../docs/assets/js/find.js";

const finder = new Finder([
  { id: "pub-sub", title: "Pub/Sub", aliases: ["publish-subscribe"] },
  { id: "kubernetes", title: "Kubernetes", aliases: ["k8s"] },
  { id: "feature-flag", title: "Feature flag", aliases: ["feature toggle"] },
  { id: "feature-store", title: "Feature store", aliases: [] },
  { id: "feature", title: "Feature", aliases: [] },
  { id: "api", title: "API", aliases: ["application programming interface"] },
  { id: "slo", title: "SLO", aliases: ["service level objective"] },
  { id: "sla", title: "SLA", aliases: [] },
  { id: "deployment", title: "Deployment", aliases: ["rollout"] },
  { id: "rollout-plan", title: "Rollout plan", aliases: [] },
]);

test("no slip in words of up to three letters, one up to seven, then two", () => {
  assert.deepEqual(["api", "flag", "feature", "features"].map(slips), [0, 1, 1, 2]);
});

test("words are without accents, case, punctuation and plural", () => {
  assert.deepEqual(words("Naïve Policies: APIs, queries & status!"), ["naive", "policy", "api", "query", "status"]);
  assert.deepEqual(words("C++ is ß, Ünïcode ２"), ["c", "is", "ß", "unicode", "2"]);
});

for (const typed of ["Pub/Sub", "pubsub", "pub-sub", "PUB SUB", " pub  sub ", "publish subscribe"]) {
  test(`“${typed}” is found without a correction`, () => {
    assert.deepEqual(finder.find(typed), { ids: ["pub-sub"], corrected: "" });
  });
}

test("the name that is the query comes first, then names that begin with it, short before long", () => {
  assert.deepEqual(finder.find("feature").ids, ["feature", "feature-flag", "feature-store"]);
});

test("a title comes before an alias, however short", () => {
  assert.deepEqual(finder.find("rol").ids, ["rollout-plan", "deployment"]);
});

test("a slip is forgiven and what was meant is said", () => {
  assert.deepEqual(finder.find("kuberntes"), { ids: ["kubernetes"], corrected: "Kubernetes" });
  assert.deepEqual(finder.find("featureflg"), { ids: ["feature-flag"], corrected: "Feature flag" });
});

test("a slip in an alias says the alias", () => {
  assert.equal(finder.find("feature togle").corrected, "feature toggle");
});

test("in three letters no slip is forgiven: another word is too near", () => {
  assert.deepEqual(finder.find("slx"), { ids: [], corrected: "" });
});

test("nothing is found for nothing", () => {
  for (const typed of ["", "  ", "!?", "zzzzzzzz"]) assert.deepEqual(finder.find(typed), { ids: [], corrected: "" });
});
