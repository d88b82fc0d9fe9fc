// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { digits, euros, rounded, signed } from "../../docs/assets/js/figures.js";
import { clamped, differing, numberIn, settings } from "../../docs/assets/js/room-settings.js";
import { detectable, differenceOf, ROOMS, THRESHOLDS, thresholdsWith, turnOf, usersFor, waysAt } from "../../docs/assets/js/rooms.js";
import { Dice, properties } from "./dice.js";

/** @typedef {Record<"id" | "label" | "value" | "least" | "most" | "step", string>} Input */
/** @typedef {{ id: string, values: string[], bar: number | null }} Row */
/**
 * @typedef {object} Room As the API has it.
 * @property {string} id
 * @property {Input[]} inputs
 * @property {{ id: string, value: string }[]} results
 * @property {{ columns: string[], rows: Row[], best: string | null }} table
 */

const { ROOMS: FILE = "" } = process.env;
/** @type {Room[]} */
const pages = JSON.parse(readFileSync(FILE, "utf8")).rooms;

/** @typedef {import("../../docs/assets/js/rooms.js").Numbers} Numbers */
/** @typedef {import("../../docs/assets/js/room-settings.js").Field} Field */

const fieldsOf = (/** @type {Room} */ { inputs }) =>
  inputs.map(({ id, label, value, least, most }) => ({ id, label, usual: Number(value), least: Number(least), most: Number(most) }));
const usual = (/** @type {string} */ id) => settings(new URLSearchParams(), fieldsOf(page(id))).numbers;

function page(/** @type {string} */ id) {
  const found = pages.find((room) => room.id === id);
  assert.ok(found, `There is no page of ${id}`);
  return found;
}

function reckon(/** @type {string} */ id, /** @type {Numbers} */ numbers) {
  const calculator = ROOMS[id];
  assert.ok(calculator, `${id} has no calculator in docs/assets/js/rooms.js`);
  return calculator(numbers);
}

/* Numbers that fields take: often the smallest, the largest or the usual one, else any, small ones as often as large ones. */
class Settings extends Dice {
  number(/** @type {Field} */ { usual: as, least, most }) {
    const any = Number((Math.max(least, 0.01) * (most / Math.max(least, 0.01)) ** this.roll()).toFixed(this.below(3)));
    return this.one([least, most, as, as, Math.min(most, Math.max(least, any)), Math.min(most, Math.max(least, any))]);
  }

  numbers(/** @type {Room} */ room) {
    return Object.fromEntries(fieldsOf(room).map((field) => [field.id, this.number(field)]));
  }
}
const property = properties((seed) => new Settings(seed));

test("every room has a calculator, and every calculator a room", () => {
  assert.deepEqual(new Set(Object.keys(ROOMS)), new Set(pages.map(({ id }) => id)));
});

for (const room of pages) {
  test(`the page of ${room.id} says what its numbers come to`, () => {
    const { results, rows = {}, best } = reckon(room.id, usual(room.id));
    const said = Object.fromEntries(room.results.map(({ id, value }) => [id, value]));
    assert.deepEqual(said, results, `Write these results into docs/rooms/${room.id}.md`);
    const table = Object.fromEntries(room.table.rows.map(({ id, values, bar }) => [id, { values, ...(bar !== null && { bar }) }]));
    assert.deepEqual(table, rows, `Write these rows into docs/rooms/${room.id}.md`);
    assert.equal(room.table.best, best ?? null);
  });

  property(`any numbers of ${room.id} come to something, in the shape of its page`, (dice) => {
    const numbers = dice.numbers(room);
    const { results, rows = {}, best } = reckon(room.id, numbers);
    assert.deepEqual(Object.keys(results), Object.keys(reckon(room.id, usual(room.id)).results));
    const texts = [...Object.values(results), ...Object.values(rows).flatMap(({ values }) => values)];
    for (const text of texts) assert.doesNotMatch(text, /NaN|Infinity|undefined|null|e[+-]\d|^$/, JSON.stringify(numbers));
    assert.deepEqual(Object.keys(rows), Object.keys(reckon(room.id, usual(room.id)).rows ?? {}));
    for (const { values, bar = 0 } of Object.values(rows)) {
      assert.equal(values.length, room.table.columns.length);
      assert.ok(bar >= 0 && bar <= 100 && Number.isInteger(bar), String(bar));
    }
    assert.ok(best === undefined || best in rows);
  });

  test(`every number of ${room.id} matters`, () => {
    const dice = new Settings(1);
    for (const field of fieldsOf(room)) {
      const matters = Array.from({ length: 200 }, () => dice.numbers(room)).some((numbers) => {
        const [low, high] = [field.least, field.most].map((number) => reckon(room.id, { ...numbers, [field.id]: number }));
        return JSON.stringify(low) !== JSON.stringify(high);
      });
      assert.ok(matters, `"${field.id}" changes nothing`);
    }
  });

  property(`a link to ${room.id} brings back its numbers, and holds no usual one`, (dice) => {
    const fields = fieldsOf(room);
    const numbers = dice.numbers(room);
    const said = Object.entries(differing(numbers, fields)).filter(([, text]) => text);
    assert.deepEqual(settings(new URLSearchParams(said), fields), { numbers, refused: [] });
    for (const [id, text] of said) assert.notEqual(Number(text), fields.find((field) => field.id === id)?.usual);
  });
}

/* The threshold */

const threshold = page("decision-threshold");

property("the best threshold is that of the smallest cost, counted case by case", (dice) => {
  const numbers = dice.numbers(threshold);
  const { "share-of-fraud": share = 0, "cost-of-a-miss": miss = 0, "cost-of-a-false-alert": wrong = 0 } = numbers;
  /* Of a million cases, in another way than the module goes. */
  const costs = THRESHOLDS.map(({ caught, flagged }) => {
    const fraud = 10_000 * share;
    return (fraud - (fraud * caught) / 150) * miss + (((1_000_000 - fraud) * flagged) / 9850) * wrong;
  });
  const { best } = reckon("decision-threshold", numbers);
  const chosen = costs[THRESHOLDS.findIndex(({ id }) => id === best)] ?? Number.NaN;
  assert.ok(chosen <= Math.min(...costs) * (1 + 1e-9), JSON.stringify(numbers));
});

property("a dearer miss never raises the threshold, and a dearer false alert never lowers it", (dice) => {
  const numbers = dice.numbers(threshold);
  const place = (/** @type {Numbers} */ changed) => {
    const { best } = reckon("decision-threshold", { ...numbers, ...changed });
    return best === "none" ? -1 : THRESHOLDS.findIndex(({ id }) => id === best);
  };
  const now = place({});
  assert.ok(place({ "cost-of-a-miss": 2 * (numbers["cost-of-a-miss"] ?? 0) }) >= now);
  assert.ok(place({ "cost-of-a-false-alert": 2 * (numbers["cost-of-a-false-alert"] ?? 0) }) <= now);
});

property("more checks a day never cost more, and what fits does fit", (dice) => {
  const numbers = dice.numbers(threshold);
  const fitting = (/** @type {number} */ most) =>
    Math.min(...thresholdsWith(numbers).flatMap(({ alerts, cost }) => (alerts <= most ? [cost] : [])));
  const { "checks-per-day": checks = 0 } = numbers;
  assert.ok(fitting(2 * checks) <= fitting(checks));
  const made = Number(
    reckon("decision-threshold", numbers)
      .results.fitting?.match(/: ([\d,]+) checks/)?.[1]
      ?.replaceAll(",", ""),
  );
  assert.ok(made <= checks + 0.5, JSON.stringify(numbers));
});

/* The launch gate */

const gate = page("launch-gate");

test("the interval is that of the literature, and so are power and sample size", () => {
  /* 56 of 70 against 48 of 80: Newcombe (1998), table II, method 1. */
  const { low, high } = differenceOf(48 / 80, 56 / 70, 80, 70);
  assert.equal(low.toFixed(4), "0.0575");
  assert.equal(high.toFixed(4), "0.3425");
  /* The handbook's own page on the minimum detectable effect: 6% and 30,000 users per arm. */
  assert.equal((100 * detectable(0.06, 30_000)).toFixed(2), "0.54");
  /* The rule of sixteen, which is 15.7. */
  assert.ok(Math.abs(usersFor(0.05, 0.004) / ((15.7 * 0.05 * 0.95) / 0.004 ** 2) - 1) < 0.001);
});

property("more users make the interval narrower, and finding a difference takes the users that find it", (dice) => {
  const [control, changed] = [0.001 + 0.998 * dice.roll(), 0.001 + 0.998 * dice.roll()];
  const users = 1000 + dice.below(1_000_000);
  const { half, between } = differenceOf(control, changed, users);
  assert.ok(differenceOf(control, changed, 2 * users).half < half);
  assert.equal(differenceOf(changed, control, users).between, -between);
  assert.ok(Math.abs(usersFor(control, detectable(control, users)) / users - 1) < 1e-9);
});

const ORDER = ["Stop", "Not decidable by then", "Keep running", "Launch"];
const verdictOf = (/** @type {Numbers} */ numbers) => reckon("launch-gate", numbers).results.answer?.split(":")[0] ?? "";

property("a launch stands when the gate is lower or the limit higher, and a stop when they are stricter", (dice) => {
  const numbers = dice.numbers(gate);
  const now = verdictOf(numbers);
  assert.ok(ORDER.includes(now), now);
  const { "worth-it": worth = 0, "complaints-limit": limit = 0 } = numbers;
  if (now === "Launch") assert.equal(verdictOf({ ...numbers, "worth-it": worth / 2, "complaints-limit": 2 * limit }), "Launch");
  if (now === "Stop") assert.equal(verdictOf({ ...numbers, "worth-it": 2 * worth, "complaints-limit": limit / 2 }), "Stop");
});

property("whoever may wait longer is never told to give up", (dice) => {
  const numbers = dice.numbers(gate);
  if (verdictOf(numbers) === "Keep running") assert.equal(verdictOf({ ...numbers, "days-left": 365 }), "Keep running");
  if (verdictOf({ ...numbers, "days-left": 365 }) === "Not decidable by then") assert.notEqual(verdictOf(numbers), "Keep running");
});

property("after the days that are told, at the same rates, there is a decision", (dice) => {
  const numbers = dice.numbers(gate);
  const { "users-per-arm": users = 0, "users-per-day": daily = 0 } = numbers;
  const weeks = Number(
    reckon("launch-gate", numbers)
      .results.answer?.match(/so ([\d,]+) in whole weeks/)?.[1]
      ?.replaceAll(",", ""),
  );
  if (!weeks) return;
  const later = verdictOf({ ...numbers, "users-per-arm": users + (weeks * daily) / 2 });
  assert.ok(later === "Launch" || later === "Stop", later);
});

/* The cost by volume */

const volume = page("cost-by-volume");

test("the volume at which the order changes is where the two lines cross", () => {
  const turn = turnOf(usual("cost-by-volume"), "below");
  assert.equal(turn?.way, "prompt");
  /* 6,000 + 24 × 150 + 24 × 0.0046 r = 24,000 + 24 × 600 + 24 × 0.00069 r */
  assert.ok(Math.abs((turn?.at ?? 0) / (28_800 / (24 * (0.0046 - 0.000_69))) - 1) < 1e-6);
});

const first = (/** @type {Numbers} */ numbers, /** @type {number} */ requests) =>
  Math.min(...waysAt(numbers, requests).map(({ all }) => all));

property("no way gets cheaper with the volume, and the cheapest is the smallest sum", (dice) => {
  const numbers = dice.numbers(volume);
  const { requests = 0 } = numbers;
  const [now, twice] = [waysAt(numbers), waysAt(numbers, 2 * requests)];
  for (const [place, { all }] of now.entries()) assert.ok(all <= (twice[place]?.all ?? 0));
  const { best } = reckon("cost-by-volume", numbers);
  assert.equal(now.find(({ id }) => id === best)?.all, first(numbers, requests));
});

property("beyond the volume that is told another way is cheapest, and just before it, the same", (dice) => {
  const numbers = dice.numbers(volume);
  const { best = "" } = reckon("cost-by-volume", numbers);
  const cost = (/** @type {number} */ requests) => waysAt(numbers, requests).find(({ id }) => id === best)?.all ?? 0;
  for (const side of /** @type {const} */ (["above", "below"])) {
    const turn = turnOf(numbers, side);
    if (!turn) continue;
    const before = turn.at * (side === "above" ? 1 - 1e-6 : 1 + 1e-6);
    assert.notEqual(turn.way, best);
    assert.ok(cost(turn.at) >= first(numbers, turn.at));
    assert.ok(cost(before) <= first(numbers, before) * (1 + 1e-6), JSON.stringify(numbers));
  }
});

/* Fields and addresses */

test("a field takes numbers within its limits alone", () => {
  const field = { id: "share", label: "Share", usual: 1.5, least: 0.1, most: 50 };
  assert.equal(clamped(field, 0), 0.1);
  assert.equal(clamped(field, 51), 50);
  assert.equal(clamped(field, 7), 7);
  for (const text of ["-1", "51", "", "1e1", "0x5", "1,5", "１", "NaN", "Infinity", "<b>2</b>", "2;3", "1.23456", "01", " "]) {
    const { numbers, refused } = settings(new URLSearchParams({ share: text }), [field]);
    assert.deepEqual([numbers.share, refused], [1.5, [field]], text);
  }
  assert.deepEqual(settings(new URLSearchParams("share=2&utm_source=x&__proto__=3"), [field]), { numbers: { share: 2 }, refused: [] });
  assert.equal(numberIn(" 2.5 "), 2.5);
});

test("numbers are written as the pages write them", () => {
  assert.equal(digits(1_234_567.891, 1), "1,234,567.9");
  assert.equal(digits(-0.001, 2), "0.00");
  assert.equal(digits(2667.5), "2,668");
  assert.equal(digits(-1234), "−1,234");
  assert.equal(signed(0.3, 2), "+0.30");
  assert.equal(signed(0), "0");
  assert.equal(euros(-1400), "−€1,400");
  assert.equal(rounded(306_906), "307,000");
});
