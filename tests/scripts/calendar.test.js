// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { escaped, ics, uid } from "../../docs/assets/js/calendar.js";
import { plan } from "../../docs/assets/js/planner.js";
import { random, small } from "./catalog.js";
import { Dice, properties } from "./dice.js";

const facts = small();
const wishes = { site: "https://example.org/handbook/", stamp: "2026-11-26" };
const week = (/** @type {object} */ more = {}) =>
  plan(facts, { close: { path: "week" }, hours: 4, start: "2026-11-30", days: [0, 2], ...more });

/* The lines of a calendar, folded ones joined again. */
const lines = (/** @type {string} */ text) => text.replaceAll("\r\n ", "").split("\r\n").slice(0, -1);

/* The events of a calendar, each as a table of its lines. */
function events(/** @type {string} */ text) {
  /** @type {Record<string, string>[]} */
  const found = [];
  for (const line of lines(text)) {
    if (line === "BEGIN:VEVENT") found.push({});
    const colon = line.indexOf(":");
    Object.assign(found.at(-1) ?? {}, { [line.slice(0, colon)]: line.slice(colon + 1) });
  }
  return found;
}

test("each step is an event on its day, one after the other, at a time without a zone", () => {
  const [first, second, third, fourth] = events(ics(week(), wishes));
  assert.deepEqual([first?.DTSTART, first?.DTEND], ["20261130T183000", "20261130T183600"]);
  assert.deepEqual([second?.DTSTART, third?.DTSTART], ["20261130T183600", "20261130T185600"]);
  assert.equal(fourth?.DTSTART, "20261130T195600");
  assert.equal(first?.SUMMARY, "Term: Term okr");
  assert.equal(first?.DESCRIPTION, "First the word.\\n6 minutes\\nhttps://example.org/handbook/glossary/okr/");
});

test("the first step begins when the reader likes, and past midnight it is the day after", () => {
  const found = events(ics(week(), { ...wishes, times: { start: "23:50" } }));
  assert.deepEqual([found[0]?.DTSTART, found[1]?.DTSTART, found[1]?.DTEND], ["20261130T235000", "20261130T235600", "20261201T001600"]);
  assert.equal(events(ics(week(), { ...wishes, times: { start: "noon" } }))[0]?.DTSTART, "20261130T183000");
});

test("an event has the name of its step, and of its part, whenever it is planned", () => {
  assert.equal(uid({ item: "exercise/week/write" }), "exercise.week.write@ml-pm-handbook");
  assert.equal(uid({ item: "resource/book", part: "2 of 6" }), "resource.book.part-2@ml-pm-handbook");
  const [before, after] = [week(), week({ start: "2026-12-14" })].map((made) => events(ics(made, wishes)).map(({ UID }) => UID));
  assert.deepEqual(before, after);
});

test("a plan that is made later updates the earlier one", () => {
  const [before] = events(ics(week(), wishes));
  const [after] = events(ics(week(), { ...wishes, stamp: "2026-11-27T08:30:00.000Z" }));
  assert.deepEqual([before?.DTSTAMP, after?.DTSTAMP], ["20261126T000000Z", "20261127T083000Z"]);
  assert.ok(Number(after?.SEQUENCE) > Number(before?.SEQUENCE));
});

test("what means something to calendars is escaped", () => {
  assert.equal(escaped("a,b;c\\d\r\ne\u0000f\ud83dg"), "a\\,b\\;c\\\\d\\ne f g");
});

test("without steps there is a calendar without events", () => {
  assert.deepEqual(events(ics(week({ close: { path: "gone" } }), wishes)), []);
});

const property = properties((seed) => new Dice(seed));
const LONGEST = 75;

property("whatever the titles, lines end as they must, are short enough and are text", (dice) => {
  const all = random(dice);
  for (const one of [...all.terms.values(), ...all.resources.values(), ...all.skills.values()]) one.title = dice.text(60);
  const gaps = [...all.skills.keys()].map((skill) => ({ skill, from: 0, to: 1 + dice.below(4) }));
  const close = dice.one([{ gaps }, { path: "path" }]);
  const made = plan(all, { close, hours: dice.one([0.5, 3, 20]), start: "2026-10-20", days: dice.of([0, 1, 2, 3, 4, 5, 6]) });
  const text = ics(made, { ...wishes, name: dice.text(50) });
  assert.equal(ics(made, { ...wishes, name: "x" }), ics(made, { ...wishes, name: "x" }));
  assert.ok(text.endsWith("END:VCALENDAR\r\n"));
  assert.ok(!/[^\r]\n|\r[^\n]/u.test(text));
  assert.ok(!/[^\P{C}\r\n\p{Cf}]/u.test(text));
  const bytes = Buffer.from(text, "utf8");
  assert.equal(bytes.toString("utf8"), text);
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= LONGEST, line);
  const uids = events(text).map(({ UID }) => UID);
  assert.equal(new Set(uids).size, uids.length);
  assert.equal(uids.length, made.weeks.flatMap(({ steps }) => steps).length);
});
