// @ts-check
/* What a plan is made from, as an address and as words. No document here, and no clock. */

import { dayNumber, dayOf, mondayOf } from "./days.js";
import { FORMAT, parse, Refused, VERSION } from "./store.js";
import { count, spokenDay } from "./times.js";

/** @typedef {import("./store.js").Planned} Planned */
/** @typedef {Planned["close"]} Close */
/** @typedef {import("./facts.js").Facts} Facts */

const WEEK = 7;
const LONGEST = 4000; // Characters of an address that are read.
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The Monday after a day. */
export const mondayAfter = (/** @type {string} */ day) => dayOf(mondayOf(dayNumber(day)) + WEEK);

/** The Monday of a day's week. */
export const mondayBefore = (/** @type {string} */ day) => dayOf(mondayOf(dayNumber(day)));

/** What the form's list calls something to close: `gaps`, `skill:saying-no`, `path:pm-interview-in-two-weeks`. */
export function chosenOf(/** @type {Close} */ close) {
  if ("gaps" in close) return "gaps";
  return "path" in close ? `path:${close.path}` : `skill:${close.skill}`;
}

/**
 * What is kept of a plan, if it is sound. Raises `Refused`, in words for the reader, where it is not.
 * @param {unknown} plan
 * @returns {Planned}
 */
export function sound(plan) {
  const { start, until, weeks } = /** @type {Planned} */ (plan);
  if (Number.isNaN(dayNumber(start))) throw new Refused("Choose the day on which to start.");
  if (until !== undefined && !(dayNumber(until) > dayNumber(start))) throw new Refused("Choose a day after the start to plan until.");
  if (until === undefined && !(Number.isInteger(weeks) && Number(weeks) >= 1 && Number(weeks) <= 104))
    throw new Refused("Enter a number of weeks from 1 to 104.");
  let kept;
  try {
    kept = parse(JSON.stringify({ format: FORMAT, version: VERSION, plan })).plan;
  } catch {
    // Said below.
  }
  if (!kept) throw new Refused("Enter a number of hours from 0.5 to 40.");
  return kept;
}

/** What a plan is made from, for the fragment of an address: no answers, and nothing of what is done. */
export function encoded(/** @type {Planned} */ plan) {
  const { close, hours, start, weeks, until, days = [], money = "", formats = [], languages = [], pauses = [] } = plan;
  const gaps = "gaps" in close ? close.gaps.map(({ skill, from, to }) => `${skill}.${from}.${to}`) : [];
  const said = {
    close: "gaps" in close ? `gaps:${gaps.join(",")}` : chosenOf(close),
    hours: String(hours),
    start,
    ...(until ? { until } : { weeks: String(weeks) }),
    days: days.join(""),
    money,
    formats: formats.join(","),
    languages: languages.join(","),
    pauses: pauses.join(","),
  };
  const pairs = Object.entries(said).filter(([, value]) => value);
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

/**
 * The plan that a fragment speaks of; nothing where it speaks of none. Raises `Refused` where it can't be one.
 * @param {string} fragment
 * @returns {Planned | null}
 */
export function decoded(fragment) {
  const text = fragment.replace("#", "");
  if (!text.startsWith("close=")) return null;
  if (text.length > LONGEST) throw new Refused("This link is too long to be a plan. Ask for it again.");
  const said = new URLSearchParams(text);
  const list = (/** @type {string} */ name) => (said.get(name) ?? "").split(",").filter(Boolean);
  const until = said.get("until");
  try {
    return sound({
      close: closeOf(said.get("close") ?? ""),
      hours: Number(said.get("hours")),
      start: said.get("start"),
      ...(until ? { until } : { weeks: Number(said.get("weeks")) }),
      days: [...(said.get("days") ?? "")].map(Number),
      money: said.get("money") ?? "any",
      formats: list("formats"),
      languages: list("languages"),
      pauses: list("pauses"),
    });
  } catch {
    throw new Refused("This link doesn't hold a plan that can be read. It may have been cut off on its way: ask for it again.");
  }
}

/* What a link closes. Whether there is such a skill or path is seen later. */
function closeOf(/** @type {string} */ text) {
  const [kind, ...rest] = text.split(":");
  const id = rest.join(":");
  if (kind === "path") return { path: id };
  if (kind === "skill") return { skill: id };
  const gaps = id.split(",").map((gap) => gap.split("."));
  return { gaps: gaps.map(([skill, from, to]) => ({ skill, from: Number(from), to: Number(to) })) };
}

/** What a plan closes, in words; nothing where the handbook has none of it any more. */
export function closedBy(/** @type {Facts} */ facts, /** @type {Close} */ close) {
  if ("path" in close) return facts.paths.get(close.path)?.title;
  if ("skill" in close) return facts.skills.get(close.skill)?.title;
  const known = close.gaps.filter(({ skill }) => facts.skills.has(skill));
  return known.length ? count(known.length, "gap") : undefined;
}

/** How much, when and how long, in words. */
export function rhythm(/** @type {Planned} */ { hours, start, weeks, until, days = [] }) {
  const every = [0, 1, 2, 3, 4, 5, 6];
  const on = days.length && days.length < every.length ? ` on ${days.map((day) => DAYS[day]).join(", ")}` : "";
  const ends = until ? `until ${spokenDay(until)}` : `for ${count(weeks ?? 0, "week")}`;
  return `${count(hours, "hour")} a week${on}, from ${spokenDay(start)} ${ends}`;
}

/**
 * The same plan from today on: what is over is over, and what is left of its weeks is left.
 * @param {Planned} plan
 * @param {string} today
 * @returns {Planned}
 */
export function fromToday(plan, today) {
  if (plan.start >= today) return plan;
  const { weeks, pauses = [] } = plan;
  const monday = mondayOf(dayNumber(today));
  const off = new Set(pauses.map((day) => mondayOf(dayNumber(day))));
  let over = 0;
  for (let week = mondayOf(dayNumber(plan.start)); week < monday; week += WEEK) if (!off.has(week)) over += 1;
  const ahead = pauses.filter((day) => dayNumber(day) >= monday);
  return { ...plan, start: today, pauses: ahead, ...(weeks !== undefined && { weeks: Math.max(1, weeks - over) }) };
}
