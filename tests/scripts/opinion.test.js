// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, decode, differences, encode, filed, fromFile, hash, LONGEST_NAME, plainName, Refused } from "../../docs/assets/js/opinion.js";
import { levels, random, small } from "./catalog.js";
import { Dice, properties } from "./dice.js";

const facts = small();
const ids = [...facts.skills.keys()];
const answers = new Map([
  ["framing", 3],
  ["talking", 0],
]);
const whole = { answers, target: "manager", name: "Zoë 🙂", on: "2026-11-26" };
const refusal = (/** @type {RegExp} */ words) => (/** @type {unknown} */ error) => error instanceof Refused && words.test(error.message);

test("what is written for an address is read again", () => {
  const text = encode(whole, ids);
  assert.match(text, /^1\.[A-Za-z0-9._-]+$/u);
  assert.deepEqual(decode(text, facts), { ...whole, unknown: 0 });
  assert.deepEqual(decode(`#${text} `, facts), { ...whole, unknown: 0 });
});

test("twenty answers take less than a hundred signs, and no name travels unless it is typed", () => {
  const many = Array.from({ length: 20 }, (_, number) => `a-skill-with-number-${number}`);
  const text = encode({ answers: new Map(many.map((id) => [id, 3])) }, many);
  assert.ok(text.length < 100, text);
});

test("whoever is asked gets the target and no answers", () => {
  const asked = decode(encode({ answers: new Map(), target: "manager" }, ids), facts);
  assert.deepEqual(asked, { answers: new Map(), target: "manager", unknown: 0 });
});

test("a text stays right when the handbook gains skills, loses some and puts them in another order", () => {
  const text = encode({ answers }, ids);
  const framing = /** @type {import("../../docs/assets/js/facts.js").Skill} */ (facts.skills.get("framing"));
  const later = { ...facts, skills: new Map([["new", framing], ...[...facts.skills].toReversed().filter(([id]) => id !== "talking")]) };
  assert.deepEqual(decode(text, later), { answers: new Map([["framing", 3]]), unknown: 1 });
});

const sound = encode(whole, ids);
for (const [text, words] of /** @type {[string, RegExp][]} */ ([
  ["", /isn't one of the handbook's/u],
  ["hello", /isn't one of the handbook's/u],
  ["0.", /isn't one of the handbook's/u],
  ["2.AAAA", /newer version/u],
  ["1.", /incomplete/u],
  [sound.slice(0, -1), /incomplete/u],
  [sound.slice(0, 9) + sound.slice(10), /incomplete/u],
  [sound.replace("1.", "1.A"), /incomplete/u],
  [`1.${"A".repeat(4000)}`, /too long/u],
])) {
  test(`a text is refused for its reason: ${words}, ${text.slice(0, 20)}`, () => {
    assert.throws(() => decode(text, facts), refusal(words));
  });
}

test("a name is one line that can be seen, and not too long", () => {
  assert.equal(plainName("  Ada\n\tLovelace \u202e "), "Ada Lovelace");
  assert.equal([...plainName("🙂".repeat(200))].length, LONGEST_NAME);
  assert.equal(plainName(5), "");
});

test("an opinion is a file, too", () => {
  assert.deepEqual(fromFile(filed(whole), facts), { ...whole, unknown: 0 });
  const text = JSON.parse(filed(whole));
  assert.deepEqual(fromFile(JSON.stringify({ ...text, answers: { ...text.answers, gone: 2 } }), facts), { ...whole, unknown: 1 });
});

for (const [text, words] of /** @type {[string, RegExp][]} */ ([
  ["{half", /isn't a file/u],
  ["null", /isn't a file/u],
  ['{"format":"ml-pm-handbook-progress","version":1}', /isn't a file with an opinion/u],
  ['{"format":"ml-pm-handbook-opinion","version":"1"}', /version isn't a number/u],
  ['{"format":"ml-pm-handbook-opinion","version":2}', /newer version/u],
  ['{"format":"ml-pm-handbook-opinion","version":1,"answers":[]}', /aren't a table/u],
  ['{"format":"ml-pm-handbook-opinion","version":1,"answers":{"framing":7}}', /“framing” isn't a level/u],
  ["9".repeat(50_000), /isn't a file/u],
])) {
  test(`a file is refused for its reason: ${words}, ${text.slice(0, 60)}`, () => {
    assert.throws(() => fromFile(text, facts), refusal(words));
  });
}

const mine = new Map([
  ["framing", 3],
  ["metrics", 1],
  ["talking", 2],
]);
const theirs = new Map([
  ["framing", 1],
  ["metrics", 1],
  ["refusing", 4],
]);

test("the largest differences come first, and what only one rated comes last", () => {
  assert.deepEqual(differences(mine, theirs), [
    { skill: "framing", mine: 3, theirs: 1, distance: 2 },
    { skill: "metrics", mine: 1, theirs: 1, distance: 0 },
    { skill: "talking", mine: 2, theirs: null, distance: 0 },
    { skill: "refusing", mine: null, theirs: 4, distance: 0 },
  ]);
});

test("a table for spreadsheets has quoted cells and no formulas", () => {
  const lines = csv(differences(mine, theirs), facts, '=SUM(A1) "Ada"').split("\r\n");
  assert.deepEqual(lines.slice(0, 3), [
    `"Skill","Your answer","'=SUM(A1) ""Ada""'s answer","Difference"`,
    '"Skill framing","Practitioner","Awareness","2 levels lower"',
    '"Skill metrics","Awareness","Awareness","Same"',
  ]);
  for (const sign of ["=", "+", "-", "@", ";", "\t"]) assert.ok(csv([], facts, `${sign}1`).includes(`"'${sign}1's answer"`));
});

const property = properties((seed) => new Dice(seed));

property("what is written is read, whatever the facts, and the file says the same", (dice) => {
  const all = random(dice);
  const opinion = {
    answers: levels(dice, all),
    ...(dice.roll() < 0.5 ? { target: dice.id(30) } : {}),
    ...(dice.roll() < 0.5 ? { on: "2027-02-28" } : {}),
  };
  const name = plainName(dice.text(40));
  const full = { ...opinion, ...(name && { name }) };
  const expected = { ...full, unknown: 0 };
  const read = decode(encode(full, all.skills.keys()), all);
  assert.deepEqual({ ...read, name: undefined }, { ...expected, name: undefined });
  assert.deepEqual(read.name, name ? plainName(name) : undefined);
  assert.deepEqual(fromFile(filed(full), all).answers, full.answers);
});

property("hostile texts are refused, and nothing else is thrown", (dice) => {
  const all = random(dice);
  const text = encode({ answers: levels(dice, all), name: dice.text(9), target: dice.id(9) }, all.skills.keys());
  const place = dice.below(text.length + 1);
  const broken = dice.one([
    text.slice(0, place),
    text.slice(place),
    `${text.slice(0, place)}${dice.text(4)}${text.slice(place)}`,
    `${dice.one(["1.", "2.", "99999.", "#1.", ""])}${dice.text(30)}`,
    text.replace(".", dice.text(3)),
    [..."0123456789."].map((sign) => sign.repeat(dice.below(9))).join(""),
  ]);
  for (const read of [
    () => decode(broken, all),
    () => fromFile(broken, all),
    () => fromFile(`{"format":"ml-pm-handbook-opinion",${dice.text(9)}`, all),
  ]) {
    try {
      read();
    } catch (error) {
      assert.ok(error instanceof Refused && error.message.length > 20, String(error));
    }
  }
});

property("one sign that changes on the way is noticed", (dice) => {
  const text = encode({ answers: new Map([["framing", dice.below(5)]]), name: dice.id(9) }, ids);
  const place = 2 + dice.below(text.length - 2);
  const sign = dice.one([..."ABCxyz019-_"].filter((one) => one !== text[place]));
  assert.throws(() => decode(`${text.slice(0, place)}${sign}${text.slice(place + 1)}`, facts), Refused);
});

test("skills with names that are alike have hashes of their own", () => {
  const names = Array.from({ length: 40 }, (_, number) => `skill-with-a-name-${number}`);
  assert.equal(new Set(names.map(hash)).size, names.length);
});
