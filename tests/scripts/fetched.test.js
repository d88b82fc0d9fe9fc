// @ts-check
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** @type {(() => Response | Promise<Response>)[]} What the server will answer, in this order. */
let answers = [];
/** @type {string[]} */
let asked = [];

beforeEach(() => {
  answers = [];
  asked = [];
  globalThis.fetch = async (address) => {
    asked.push(String(address));
    const answer = answers.shift();
    assert.ok(answer, "nobody expected a request");
    return answer();
  };
});

const { json, once, record, records } = await import("../../docs/assets/js/fetched.js");

const good = () => Response.json([{ id: "mvp" }]);
const broken = () => new Response("<!doctype html>", { status: 500 });
const offline = () => Promise.reject(new TypeError("Failed to fetch"));
const ids = (/** @type {{ id: string }[]} */ list) => list.map(({ id }) => id);

test("nothing is fetched before the first call, and a good answer only once", async () => {
  const terms = once("assets/terms.json", ids);
  assert.deepEqual(asked, []);
  answers = [good];
  assert.deepEqual(await terms(), ["mvp"]);
  assert.deepEqual(await terms(), ["mvp"]);
  assert.deepEqual(asked, [new URL("../../docs/assets/terms.json", import.meta.url).href]);
});

test("calls at the same time share one request", async () => {
  const terms = once("assets/terms.json", ids);
  answers = [good];
  assert.deepEqual(await Promise.all([terms(), terms()]), [["mvp"], ["mvp"]]);
  assert.equal(asked.length, 1);
});

for (const [name, failure] of Object.entries({ "an error of the server": broken, "no connection": offline })) {
  test(`${name} is told, not remembered, and the next call asks again`, async () => {
    const terms = once("assets/terms.json", ids);
    answers = [failure, failure, good];
    await assert.rejects(terms());
    await assert.rejects(terms());
    assert.deepEqual(await terms(), ["mvp"]);
    assert.deepEqual(await terms(), ["mvp"]);
    assert.equal(asked.length, 3);
  });
}

test("an answer that is not what it should be is not remembered either", async () => {
  const terms = once("assets/terms.json", ids);
  answers = [() => Response.json({ not: "a list" }), good];
  await assert.rejects(terms(), TypeError);
  assert.deepEqual(await terms(), ["mvp"]);
});

test("an error names its status and address", async () => {
  answers = [() => new Response("", { status: 404 })];
  await assert.rejects(json("api/v1/terms/none.json"), /^Error: 404 .*\/api\/v1\/terms\/none\.json$/u);
});

test("after a failure the browser's own store is not believed", async () => {
  /** @type {(string | undefined)[]} */
  const caches = [];
  const { fetch } = globalThis;
  globalThis.fetch = (address, options) => {
    caches.push(options?.cache);
    return fetch(address, options);
  };
  const terms = once("assets/terms.json", ids);
  answers = [() => new Response("<!doctype html>"), good];
  await assert.rejects(terms(), SyntaxError);
  await terms();
  assert.deepEqual(caches, ["default", "no-cache"]);
});

for (const found of [
  null,
  {},
  [],
  "text",
  5,
  true,
  [null],
  [{}],
  [{ id: 1, tags: [] }],
  [{ id: "a", tags: "b" }],
  [{ id: "a", tags: [] }, {}],
]) {
  test(`this is no list of records: ${JSON.stringify(found)}`, () => {
    assert.throws(() => records(found, ["id"], ["tags"]), TypeError);
  });
}

test("records may have more than was asked for", () => {
  const found = [{ id: "a", tags: ["b"], more: null }];
  assert.deepEqual(records(found, ["id"], ["tags"]), found);
  assert.equal(record(found[0], ["id"]), found[0]);
});
