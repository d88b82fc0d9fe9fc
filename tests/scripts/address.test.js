// @ts-check
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

/** @type {[how: string, address: string][]} */
let written = [];
const page = { href: "" };

/* A page and its history, as far as the module asks for them. */
function at(/** @type {string} */ address) {
  page.href = new URL(address, "https://handbook.example.org").href;
}
const history = {
  pushState: (/** @type {unknown} */ _state, /** @type {string} */ _title, /** @type {URL} */ to) => go("push", to),
  replaceState: (/** @type {unknown} */ _state, /** @type {string} */ _title, /** @type {URL} */ to) => go("replace", to),
};
function go(/** @type {string} */ how, /** @type {URL} */ to) {
  written.push([how, to.pathname + to.search + to.hash]);
  page.href = to.href;
}
const location = new Proxy(page, { get: (_, name) => Reflect.get(new URL(page.href), name) });

beforeEach(() => {
  written = [];
  Object.assign(globalThis, { location, history });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, "location");
  Reflect.deleteProperty(globalThis, "history");
});

const { absolute, choices, choosing, chosenIn, fill, keep } = await import("../../docs/assets/js/address.js");

const choosingAt = (/** @type {string} */ address, /** @type {Record<string, string | string[]>} */ chosen) => {
  const to = choosing(`https://handbook.example.org${address}`, chosen);
  return to.pathname + to.search + to.hash;
};

/** @returns {any} */
const list = (/** @type {string[]} */ ...values) => ({
  options: values.map((value) => ({ value })),
  selectedIndex: 0,
  get value() {
    return values[this.selectedIndex] ?? "";
  },
  set value(wanted) {
    this.selectedIndex = values.indexOf(wanted);
  },
});
/** @returns {any} */
const field = (value = "") => ({ value });

test("an address is below the site's root, wherever the site stands", () => {
  assert.equal(absolute("glossary/mvp/"), new URL("../../docs/glossary/mvp/", import.meta.url).href);
});

test("choices replace those of the same name, and leave the others", () => {
  assert.equal(choosingAt("/guide/library/?area=data&lang=en", { area: "mlops" }), "/guide/library/?area=mlops&lang=en");
});

test("an empty choice takes its name out, and with the last one the question mark goes", () => {
  assert.equal(choosingAt("/guide/library/?area=data&text=a", { area: "", text: "a" }), "/guide/library/?text=a");
  assert.equal(choosingAt("/guide/library/?area=data&format=book&format=talk", { area: "", format: [] }), "/guide/library/");
});

test("a list stands as often as it has values, and instead of those before", () => {
  assert.equal(choosingAt("/?format=book", { format: ["talk", "course"] }), "/?format=talk&format=course");
});

test("the fragment goes, since the place that it names may no longer be shown", () => {
  assert.equal(choosingAt("/library/#inspired", { text: "a" }), "/library/?text=a");
});

test("what a reader types comes back as it was", () => {
  for (const typed of ["CI/CD & more", "50%", "a+b", "naïve “quotes”", "#1?"]) {
    const to = choosing("https://handbook.example.org/glossary/", { term: typed });
    assert.equal(new URL(to.href).searchParams.get("term"), typed);
  }
});

test("controls go to the address and back", () => {
  const controls = { text: field("  pub sub "), sort: list("recommended", "newest"), yours: list("", "done", "hidden") };
  controls.sort.value = "newest";
  at("/guide/library/");
  keep(chosenIn(controls), "pushState");
  assert.deepEqual(written, [["push", "/guide/library/?text=pub+sub&sort=newest"]]);

  const others = { text: field("old"), sort: list("recommended", "newest"), yours: list("", "done", "hidden") };
  others.yours.value = "hidden";
  fill(others, choices());
  assert.deepEqual([others.text.value, others.sort.value, others.yours.value], ["pub sub", "newest", ""]);
});

test("the usual value of a list stays out of the address", () => {
  const sort = list("recommended", "newest");
  assert.deepEqual(chosenIn({ sort }), { sort: "" });
});

test("a list that has no such value shows its first", () => {
  const area = list("", "data");
  fill({ area }, new URLSearchParams("area=astrology"));
  assert.equal(area.selectedIndex, 0);
});

test("what the address says already is not written again", () => {
  at("/guide/library/?text=a#inspired");
  keep({ text: "a" }, "pushState");
  assert.deepEqual(written, []);
});

test("a fragment that is still meant can be kept", () => {
  at("/guide/glossary/#letter-a");
  keep({ term: "api" }, "replaceState", "#letter-a");
  assert.deepEqual(written, [["replace", "/guide/glossary/?term=api#letter-a"]]);
});
