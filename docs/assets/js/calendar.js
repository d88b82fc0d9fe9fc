// @ts-check
/* A plan as a calendar, RFC 5545. Pure: no clock, so that the same plan gives the same text, and a second import updates
   what the first one brought. Times are local wherever the calendar is looked at: 18:30 stays 18:30 when clocks change. */

import { dayNumber, dayOf } from "./days.js";

/** @import { CalendarWishes, Plan, Step } from "./types.js" */

const OWNER = "ml-pm-handbook";
const WIDEST = 75; // Octets of a line.
const START = "18:30";
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;
const MINUTES_OF_A_DAY = 1440;
const LONGEST_TITLE = 120;
const ENDED = /[.!?]$/;
const SCHEME = /^[a-z]+:/;
const UNFIT = /[^!-~]/gu; // What an address can't have.
const EPOCH = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

/**
 * The text of an .ics file: an event for each step, one after the other on its day.
 * @param {Plan} plan
 * @param {CalendarWishes} wishes
 */
export function ics({ weeks }, { name = "ML PM Handbook: my plan", site, times, stamp }) {
  const start = minuteOf(times?.start ?? START);
  const made = madeAt(stamp);
  /** @type {Map<string, number>} */
  const ends = new Map();
  const events = weeks.flatMap(({ steps }) =>
    steps.flatMap((step) => {
      const from = ends.get(step.date) ?? start;
      ends.set(step.date, from + step.minutes);
      return event(step, { from, made, site });
    }),
  );
  const head = ["VERSION:2.0", `PRODID:-//${OWNER}//plan//EN`, "CALSCALE:GREGORIAN", "METHOD:PUBLISH", `X-WR-CALNAME:${escaped(name)}`];
  return ["BEGIN:VCALENDAR", ...head, ...events, "END:VCALENDAR"].map((line) => `${folded(line)}\r\n`).join("");
}

/** Who an event is, whenever the plan is made again: a step, and which part of it. */
export const uid = (/** @type {Pick<Step, "item" | "part">} */ { item, part }) =>
  `${item.replaceAll("/", ".")}${part ? `.part-${part.slice(0, part.indexOf(" "))}` : ""}@${OWNER}`;

/**
 * @param {Step} step
 * @param {{ from: number, made: { stamp: string, sequence: number }, site: string }} more
 */
function event(step, { from, made: { stamp, sequence }, site }) {
  const { title, part, url, why, minutes, date } = step;
  const address = (SCHEME.test(url) ? url : `${site}${url}`).replace(UNFIT, encodeURIComponent);
  const words = `${verb(step)}${short(title)}${part ? ` (part ${part})` : ""}`;
  return [
    "BEGIN:VEVENT",
    `UID:${uid(step)}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${sequence}`,
    `DTSTART:${moment(date, from)}`,
    `DTEND:${moment(date, from + minutes)}`,
    `SUMMARY:${escaped(words)}`,
    `DESCRIPTION:${escaped(`${why}${ENDED.test(why) ? "" : "."}\n${minutes} minutes\n${address}`)}`,
    `URL:${address}`,
    "END:VEVENT",
  ];
}

/** @type {Record<string, string>} */
const VERBS = {
  skill: "Read: ",
  term: "Term: ",
  resource: "Read: ",
  question: "Answer aloud: ",
  exercise: "Do: ",
  comparison: "Compare: ",
};
const verb = (/** @type {Step} */ { kind }) => VERBS[kind] ?? "";

const short = (/** @type {string} */ text) => {
  const signs = [...text];
  return signs.length > LONGEST_TITLE ? `${signs.slice(0, LONGEST_TITLE).join("").trimEnd()}…` : text;
};

const compact = (/** @type {string} */ day) => day.replaceAll("-", "");

/* When the plan was made, as calendars write it, and as a number that grows. */
function madeAt(/** @type {string} */ stamp) {
  const found = Date.parse(stamp);
  const time = Number.isNaN(found) ? EPOCH : found;
  const [day = "", clock = ""] = new Date(time).toISOString().split("T");
  return { stamp: `${compact(day)}T${clock.slice(0, 8).replaceAll(":", "")}Z`, sequence: Math.max(0, Math.floor((time - EPOCH) / MINUTE)) };
}

function minuteOf(/** @type {string} */ time) {
  const [, hours = "18", minutes = "30"] = TIME.exec(time) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

/* A local time, on the day after where it is past midnight. */
function moment(/** @type {string} */ date, /** @type {number} */ minute) {
  const day = dayOf(dayNumber(date) + Math.floor(minute / MINUTES_OF_A_DAY));
  const [hours, minutes] = [Math.floor(minute / 60) % 24, minute % 60].map((number) => String(number).padStart(2, "0"));
  return `${compact(day)}T${hours}${minutes}00`;
}

const UNSEEN = /[\p{Cc}\p{Cs}]/gu;

/** A text as a value. What means something to calendars is escaped, and what has no place in a text is a blank. */
export const escaped = (/** @type {string} */ text) =>
  text
    .replace(/\r\n?|\n/g, "\n")
    .replace(/[\\;,]/g, "\\$&")
    .split("\n")
    .map((line) => line.replace(UNSEEN, " "))
    .join("\\n");

/* Lines of at most 75 octets, cut between characters. Those that go on begin with a blank, which counts. */
function folded(/** @type {string} */ line) {
  let text = "";
  let octets = 0;
  for (const sign of line) {
    const length = octetsOf(sign.codePointAt(0) ?? 0);
    if (octets + length > WIDEST) {
      text += "\r\n ";
      octets = 1;
    }
    text += sign;
    octets += length;
  }
  return text;
}

/* How many octets a character has in UTF-8. */
function octetsOf(/** @type {number} */ code) {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
