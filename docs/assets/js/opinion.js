// @ts-check
/* A second opinion as a short text for an address, and as a file: levels by skill, and nothing of anyone but a name that was
   typed. Skills are named by a hash, so that a text stays right when the handbook gains skills or puts them in another order. */

import { dayNumber, dayOf } from "./days.js";
import { levelTitle } from "./facts.js";

/** @import { Facts, OpinionRead } from "./types.js" */
/** @typedef {import("./types.js").Opinion} Opinion */
/** @typedef {import("./types.js").Difference} Difference */
/** @typedef {import("./types.js").OpinionRead} Read */

const VERSION = 1;
const FORMAT = "ml-pm-handbook-opinion";
const LONGEST = 4_000; // Characters: four for each of some hundred skills, and a name.
export const LONGEST_NAME = 60;
const MOST_LEVEL = 4;
const ID = /^[a-z0-9-]{1,80}$/;
const UNSEEN = /\p{C}/gu;
const BLANKS = /\s+/gu;
const CODED = /^[A-Za-z0-9_-]*$/;
const MARK = /^#/;
const OURS = /^(\d{1,4})\./;
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const PER_ANSWER = 4; // Signs of six bits: 21 bits of the skill's hash, then three of the level.
const LEVELS = 8;

/** A text is not taken, and why, in words for the reader. */
export class Refused extends Error {}

/**
 * The text for an address. It has letters, digits, `-`, `_` and `.` only.
 * @param {Opinion} opinion
 * @param {Iterable<string>} skillIds the handbook's skills; answers on others are left out
 */
export function encode({ answers, target = "", name = "", on = "" }, skillIds) {
  const coded = [...skillIds].flatMap((id) => {
    const level = answers.get(id);
    return level === undefined ? [] : [signs(hash(id) * LEVELS + level, PER_ANSWER)];
  });
  const day = dayNumber(on);
  const parts = [coded.join(""), target, Number.isNaN(day) ? "" : String(day), base64(plainName(name))];
  const text = `${VERSION}.${parts.join(".")}`;
  return `${text}.${check(text)}`;
}

/**
 * What a text says. Raises `Refused`, and nothing else, where it is not ours or not whole.
 * @param {string} given
 * @param {Facts} facts
 * @returns {OpinionRead}
 */
export function decode(given, facts) {
  const text = String(given).trim().replace(MARK, "");
  if (text.length > LONGEST) throw new Refused("This link is too long to be one of the handbook's.");
  const version = Number(OURS.exec(text)?.[1]);
  if (!version) throw new Refused("This link isn't one of the handbook's.");
  if (version > VERSION) throw new Refused("This link was made by a newer version of the handbook. Reload the page and open it again.");
  const parts = text.split(".");
  if (parts.pop() !== check(parts.join(".")))
    throw new Refused("This link is incomplete: a part of it was lost on the way. Ask for it again.");
  const [, coded = "", target = "", day = "", name = ""] = parts;
  const { answers, unknown } = levels(coded, facts);
  return { ...opinion({ answers, target, name: fromBase64(name), on: day ? dayFrom(Number(day)) : "" }), unknown };
}

/* What an opinion says, without what is empty. */
function opinion(/** @type {{ answers: Map<string, number>, target: string, name: string, on: string }} */ { answers, target, name, on }) {
  const plain = plainName(name);
  return {
    answers,
    ...(ID.test(target) && { target }),
    ...(plain && { name: plain }),
    ...(Number.isNaN(dayNumber(on)) ? {} : { on }),
  };
}

const FARTHEST = 100_000; // Days from 1970: what calendars can write with four digits, and no further.
const dayFrom = (/** @type {number} */ day) => (Number.isInteger(day) && day >= 0 && day < FARTHEST ? dayOf(day) : "");

function levels(/** @type {string} */ coded, /** @type {Facts} */ facts) {
  const bad = () => new Refused("This link can't be read. Ask for it again.");
  if (!CODED.test(coded) || coded.length % PER_ANSWER) throw bad();
  const ids = new Map([...facts.skills.keys()].map((id) => [hash(id), id]));
  /** @type {Map<string, number>} */
  const answers = new Map();
  let unknown = 0;
  for (let place = 0; place < coded.length; place += PER_ANSWER) {
    const number = numberOf(coded.slice(place, place + PER_ANSWER));
    const level = number % LEVELS;
    const id = ids.get((number - level) / LEVELS);
    if (level > MOST_LEVEL || (id !== undefined && answers.has(id))) throw bad();
    if (id === undefined) unknown += 1;
    else answers.set(id, level);
  }
  return { answers: inOrder(answers, facts), unknown };
}

const inOrder = (/** @type {Map<string, number>} */ answers, /** @type {Facts} */ facts) =>
  new Map([...facts.skills.keys()].flatMap((id) => (answers.has(id) ? [[id, answers.get(id) ?? 0]] : [])));

/** A name as it is kept: one line of what can be seen, and not too long. */
export const plainName = (/** @type {unknown} */ name) =>
  typeof name === "string" ? [...name.replace(BLANKS, " ").replace(UNSEEN, "").trim()].slice(0, LONGEST_NAME).join("").trim() : "";

/* A polynomial over a prime below 2 to the 21st: whatever one sign is mistaken for, the sum differs. A test sees to it that no
   two skills have the same. */
const PRIME = 2_097_143;
const FACTOR = 65_599;

/** The number by which a skill is named in a text. */
export const hash = (/** @type {string} */ text) =>
  new TextEncoder().encode(text).reduce((before, byte) => (before * FACTOR + byte + 1) % PRIME, 0);

const check = (/** @type {string} */ text) => signs(hash(text), PER_ANSWER);

function signs(/** @type {number} */ number, /** @type {number} */ count) {
  return Array.from({ length: count }, (_, place) => SIGNS[Math.floor(number / 64 ** (count - 1 - place)) % 64]).join("");
}

const numberOf = (/** @type {string} */ text) => [...text].reduce((before, sign) => before * 64 + SIGNS.indexOf(sign), 0);

/* Text as base64 that an address may have, and back. */
function base64(/** @type {string} */ text) {
  const bytes = [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join("");
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(/** @type {string} */ coded) {
  try {
    const bytes = atob(coded.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder().decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)));
  } catch {
    return ""; // A name that can't be read is none.
  }
}

/** The text of a file with an opinion. */
export function filed(/** @type {Opinion} */ { answers, ...more }) {
  return JSON.stringify({ format: FORMAT, version: VERSION, ...more, answers: Object.fromEntries(answers) }, null, 2);
}

/**
 * What a file says. Raises `Refused`, and nothing else, where it is not ours.
 * @param {string} text
 * @param {Facts} facts
 * @returns {OpinionRead}
 */
export function fromFile(text, facts) {
  const found = text.length > 10 * LONGEST ? null : parsed(text);
  if (found?.format !== FORMAT) throw new Refused("It isn't a file with an opinion from this handbook.");
  if (!(Number.isInteger(found.version) && found.version > 0)) throw new Refused("Its version isn't a number.");
  if (found.version > VERSION) throw new Refused("It was made by a newer version of the handbook. Reload the page and open it again.");
  const { answers, name = "", on = "", target = "" } = found;
  if (answers === null || typeof answers !== "object" || Array.isArray(answers)) throw new Refused("Its answers aren't a table.");
  const all = Object.entries(answers);
  const wrong = all.find(([, level]) => !(Number.isInteger(level) && level >= 0 && level <= MOST_LEVEL));
  if (wrong) throw new Refused(`Its answer on “${wrong[0].slice(0, 60)}” isn't a level.`);
  const known = inOrder(new Map(all), facts);
  return { ...opinion({ answers: known, target: String(target), name, on }), unknown: all.length - known.size };
}

function parsed(/** @type {string} */ text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Where two rate alike and where not: the largest differences first, then what only one of them rated.
 * @param {Map<string, number>} mine
 * @param {Map<string, number>} theirs
 * @returns {Difference[]}
 */
export function differences(mine, theirs) {
  const rows = [...new Set([...mine.keys(), ...theirs.keys()])].map((skill) => {
    const [own, other] = [mine.get(skill) ?? null, theirs.get(skill) ?? null];
    return { skill, mine: own, theirs: other, distance: own === null || other === null ? -1 : Math.abs(own - other) };
  });
  return rows.toSorted((a, b) => b.distance - a.distance).map((row) => ({ ...row, distance: Math.max(0, row.distance) }));
}

/**
 * The differences as a table for spreadsheets.
 * @param {Difference[]} rows
 * @param {Facts} facts
 * @param {string} [name] of whoever gave the other opinion
 */
export function csv(rows, facts, name = "") {
  const told = (/** @type {number | null} */ level) => (level === null ? "Not rated" : levelTitle(facts, level));
  const lines = rows.map((row) => [facts.skills.get(row.skill)?.title ?? row.skill, told(row.mine), told(row.theirs), difference(row)]);
  const all = [["Skill", "Your answer", name ? `${name}'s answer` : "Their answer", "Difference"], ...lines];
  return all.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

function difference(/** @type {Difference} */ { mine, theirs, distance }) {
  if (mine === null || theirs === null) return "";
  if (!distance) return "Same";
  return `${distance} ${distance === 1 ? "level" : "levels"} ${theirs > mine ? "higher" : "lower"}`;
}

const FORMULA = /^[=+\-@;\t\r\n]/;

/* Spreadsheets take what begins so for a formula, whoever wrote it; an apostrophe keeps it a text. */
const cell = (/** @type {string} */ text) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
