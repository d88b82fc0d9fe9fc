// @ts-check
/* From what to close and the hours that there are to a plan, week by week. Pure: the same facts and input give the same
   plan, and no clock is asked. */

import { dayNumber, dayOf, mondayOf } from "./days.js";
import { closing } from "./rounds.js";

/** @import { Draft, Facts, Piece, Slot, Used } from "./types.js" */
/** @typedef {import("./types.js").Plan} Plan */
/** @typedef {import("./types.js").Input} Input */
/** @typedef {import("./types.js").Step} Step */
/** @typedef {import("./types.js").Week} Week */
/** @typedef {import("./types.js").Told} Told */

const LEAST_HOURS = 0.5;
const MOST_HOURS = 40;
const MOST_WEEKS = 104; // Nobody plans further.
const SITTING = 60; // Minutes in one go that are never split.
const AHEAD = 8; // Steps that may be looked at to fill what is left of a week.
const NEARLY = 2; // Steps that are left of a round when the next one may begin.
const LEAST_TERMS = 4; // That are never too many for a week; in a longer one it is one an hour.
const ENOUGH = 0.8; // Of a week, when nothing more is looked for that would make it lopsided.
const IN_PARTS = ["resource", "exercise"]; // What may take more than one sitting.
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

/**
 * The plan. Raises a RangeError where the first day is none.
 * @param {Facts} facts
 * @param {Input} input
 * @returns {Plan}
 */
export function plan(facts, input) {
  const done = new Set(input.done ?? []);
  const all = drafts(facts, input);
  const doneSteps = all.filter(({ item }) => done.has(item)).map(told);
  const ahead = all.filter(({ item }) => !done.has(item));
  const strict = "path" in input.close;
  const { weeks, left } = strict ? cut(ahead, input) : packed(ahead, input, AHEAD);
  return {
    weeks: dated(weeks, all),
    minutes: sum(weeks),
    left,
    leftMinutes: sum(left),
    doneSteps,
    doneMinutes: sum(doneSteps),
  };
}

/* Says when the question comes in which a term comes up, if that is soon. */
function dated(/** @type {Week[]} */ weeks, /** @type {Draft[]} */ all) {
  const asked = new Map(all.flatMap((one) => (one.asked === undefined ? [] : [[one.item, one.asked]])));
  const planned = new Map(weeks.flatMap(({ number, steps }) => steps.map(({ item }) => [item, number])));
  const when = (/** @type {Step} */ { item }, /** @type {number} */ number) =>
    WHEN[(planned.get(asked.get(item) ?? "") ?? Number.NaN) - number] ?? "";
  return weeks.map((week) => ({ ...week, steps: week.steps.map((step) => ({ ...step, why: step.why + when(step, week.number) })) }));
}

const WHEN = [" this week", " next week"];

const sum = (/** @type {{ minutes: number }[]} */ all) => all.reduce((before, { minutes }) => before + minutes, 0);

/** @returns {Told} */
const told = (/** @type {Told} */ { item, kind, title, url, minutes, why, stage, otherwise }) => ({
  ...{ item, kind, title, url, minutes, why },
  ...(stage && { stage }),
  ...(otherwise && { otherwise }),
});

/** The hours that are planned with, whatever was asked. */
export const hoursOf = (/** @type {Pick<Input, "hours">} */ { hours }) => Math.min(MOST_HOURS, Math.max(LEAST_HOURS, Number(hours) || 0));

/** @returns {Draft[]} */
function drafts(/** @type {Facts} */ facts, /** @type {Input} */ input) {
  const { close, answers = {} } = input;
  const hidden = new Set(input.hidden ?? []);
  if ("path" in close) return pathDrafts(facts, close.path).filter(({ item }) => !hidden.has(item));
  const levels = answers instanceof Map ? answers : new Map(Object.entries(answers));
  return closing(facts, gapsOf(close, levels), { ...input, hours: hoursOf(input), answers: levels, hidden });
}

/* A single skill is closed by two levels, where nothing else is said. */
function gapsOf(/** @type {Exclude<Input["close"], { path: string }>} */ close, /** @type {Map<string, number>} */ answers) {
  if ("gaps" in close) return close.gaps;
  const from = close.from ?? Math.min(answers.get(close.skill) ?? 1, 3);
  return [{ skill: close.skill, from, to: close.to ?? Math.min(from + 2, 4) }];
}

/** @returns {Draft[]} */
function pathDrafts(/** @type {Facts} */ facts, /** @type {string} */ id) {
  /** @type {Map<string, Draft>} */
  const all = new Map();
  let stage = "";
  for (const { item, title, url, minutes, why, stage: begun } of facts.paths.get(id)?.steps ?? []) {
    stage = begun ?? stage;
    const kind = item.slice(0, item.indexOf("/"));
    if (!all.has(item)) all.set(item, { item, kind, title, url, minutes, why, ...(stage && { stage }), after: [], round: 0, over: [] });
  }
  return [...all.values()];
}

/* The weeks that there are, one after the other, until nobody asks for more. */
function* slots(/** @type {Input} */ input) {
  const start = dayNumber(input.start);
  if (Number.isNaN(start)) throw new RangeError(`“${String(input.start).slice(0, 20)}” is not a day.`);
  const until = input.until === undefined ? Number.POSITIVE_INFINITY : dayNumber(input.until);
  const last = Number.isNaN(until) ? Number.POSITIVE_INFINITY : until;
  const wanted = new Set(input.days ?? []);
  const chosen = EVERY_DAY.some((day) => wanted.has(day)) ? EVERY_DAY.filter((day) => wanted.has(day)) : EVERY_DAY;
  const off = new Set([...(input.pauses ?? [])].map((day) => mondayOf(dayNumber(day))));
  const most = Math.min(input.weeks ?? MOST_WEEKS, MOST_WEEKS);
  const minutes = hoursOf(input) * 60;
  let [number, worked] = [0, 0];
  for (let monday = mondayOf(start); worked < most && number < MOST_WEEKS && monday < last; monday += 7) {
    const days = chosen.map((day) => monday + day).filter((day) => day >= start && day < last);
    if (!days.length) continue;
    const paused = off.has(monday);
    number += 1;
    if (!paused) worked += 1;
    const capacity = paused ? 0 : Math.floor((minutes * days.length) / chosen.length);
    yield { number, start: dayOf(Math.max(monday, start)), paused, capacity, days };
  }
}

/**
 * Steps in weeks, as many as fit, in their order; `ahead` says how many may be looked at to fill a week.
 * @param {Draft[]} drafted
 * @param {Input} input
 * @param {number} ahead
 * @returns {{ weeks: Week[], left: Told[] }}
 */
function packed(drafted, input, ahead) {
  const queue = pieces(drafted, input);
  const open = new Open(drafted);
  /** @type {Week[]} */
  const weeks = [];
  for (const slot of slots(input)) {
    if (!queue.length) break;
    weeks.push(filled(slot, queue, open, ahead));
  }
  while (weeks.at(-1)?.steps.length === 0) weeks.pop();
  return { weeks, left: leftOver(queue) };
}

/* One week: the first step of the queue that fits, again and again. What is taken leaves the queue. */
function filled(
  /** @type {Slot} */ { number, start, paused, capacity, days },
  /** @type {Piece[]} */ queue,
  /** @type {Open} */ open,
  /** @type {number} */ ahead,
) {
  /** @type {Step[]} */
  const steps = [];
  const week = { capacity, minutes: 0, terms: 0, long: 0 };
  let at = 0;
  for (let place = next(queue, open, week, ahead); place >= 0; place = next(queue, open, week, ahead)) {
    const [piece] = /** @type {[Piece]} */ (queue.splice(place, 1));
    /* A step is on the day on which its middle falls; the next part of something is for another day, where there is one. */
    const middle = steps.length ? week.minutes + piece.minutes / 2 : 0;
    const again = Number(steps.at(-1)?.item === piece.item);
    at = Math.min(Math.max(Math.floor((middle * days.length) / capacity), at + again), days.length - 1);
    steps.push({ ...told(piece), date: dayOf(days[at] ?? 0), ...(piece.part && { part: piece.part }) });
    week.minutes += piece.minutes;
    if (piece.kind === "term") week.terms += 1;
    if (piece.long) week.long += piece.minutes;
    if (piece.last) open.close(piece);
  }
  return { number, start, paused, minutes: week.minutes, steps };
}

/* Steps that are not planned yet, by item and by round. */
class Open {
  constructor(/** @type {Draft[]} */ drafted) {
    this.items = new Set(drafted.map(({ item }) => item));
    /** @type {Map<number, number>} */
    this.rounds = new Map();
    for (const { round, extra } of drafted) if (!extra) this.rounds.set(round, (this.rounds.get(round) ?? 0) + 1);
  }

  close(/** @type {Draft} */ { item, round, extra }) {
    this.items.delete(item);
    if (!extra) this.rounds.set(round, (this.rounds.get(round) ?? 0) - 1);
  }

  /* Whether all that comes before a step is planned. */
  lets(/** @type {Draft} */ { after, over }) {
    return !(after.some((item) => this.items.has(item)) || over.some((round) => this.rounds.get(round)));
  }
}

/* Where in the queue the next step is, or -1. A week has a few terms and reads a book for half of its time at the most, unless
   much of it would stay empty; a path is mixed as it is. */
function next(/** @type {Piece[]} */ queue, /** @type {Open} */ open, /** @type {Used} */ week, /** @type {number} */ ahead) {
  /** @type {Set<string>} */
  const passed = new Set(); // So that no part comes before the one before it.
  const full = week.minutes >= ENOUGH * week.capacity;
  let lopsided = -1;
  for (let place = 0; place < within(queue, ahead); place += 1) {
    const piece = /** @type {Piece} */ (queue[place]);
    if (!passed.has(piece.item) && week.minutes + piece.minutes <= week.capacity && open.lets(piece)) {
      if (ahead === 1 || mixes(piece, week)) return place;
      if (lopsided < 0 && !crowded(piece, week)) lopsided = place;
    }
    passed.add(piece.item);
  }
  return full ? -1 : lopsided;
}

/* How many steps of the queue are looked at: those of the round that is under way, and of the one after it when that is nearly
   done. */
function within(/** @type {Piece[]} */ queue, /** @type {number} */ ahead) {
  const most = Math.min(ahead, queue.length);
  const ends = (/** @type {number} */ from) => {
    let place = from;
    while (place < most && queue[place]?.round === queue[from]?.round) place += 1;
    return place;
  };
  const own = ends(0);
  return own <= NEARLY ? ends(own) : own;
}

/* Whether a week has more new words than anybody can use. */
const crowded = (/** @type {Piece} */ { kind }, /** @type {Used} */ { terms, capacity }) => kind === "term" && terms > mostTerms(capacity);
const mostTerms = (/** @type {number} */ capacity) => Math.max(LEAST_TERMS, capacity / 60);

function mixes(/** @type {Piece} */ { kind, long, minutes }, /** @type {Used} */ week) {
  if (kind === "term") return week.terms < mostTerms(week.capacity);
  return !(long && week.long) || (week.long + minutes) * 2 <= week.capacity;
}

/* Steps in parts, where they are too long for one sitting, or for a week. */
function pieces(/** @type {Draft[]} */ drafted, /** @type {Input} */ input) {
  const week = Math.floor(hoursOf(input) * 60);
  const sitting = Math.min(week, Math.max(SITTING, (1.25 * week) / (new Set(input.days ?? []).size || EVERY_DAY.length)));
  return drafted.flatMap((draft) => parts(draft, IN_PARTS.includes(draft.kind) ? sitting : week));
}

/** @returns {Piece[]} */
function parts(/** @type {Draft} */ draft, /** @type {number} */ most) {
  const whole = Math.ceil(draft.minutes);
  const count = Math.max(1, Math.ceil(whole / most));
  return Array.from({ length: count }, (_, place) => ({
    ...draft,
    minutes: Math.floor((whole * (place + 1)) / count) - Math.floor((whole * place) / count),
    ...(count > 1 && { part: `${place + 1} of ${count}` }),
    last: place === count - 1,
    long: count > 1 && draft.kind === "resource",
  }));
}

/* What is left of a queue, parts joined again. */
function leftOver(/** @type {Piece[]} */ queue) {
  /** @type {Map<string, Told>} */
  const left = new Map();
  for (const piece of queue) {
    left.set(piece.item, { ...told(piece), minutes: piece.minutes + (left.get(piece.item)?.minutes ?? 0) });
  }
  return [...left.values()];
}

/**
 * A path in the weeks that there are. Where they are too few, what it can do without is left out, rather than its end.
 * @param {Draft[]} drafted
 * @param {Input} input
 */
function cut(drafted, input) {
  const whole = packed(drafted, input, 1);
  if (!whole.left.length) return whole;
  const room = [...slots(input)].reduce((before, { capacity }) => before + capacity, 0);
  const order = spared(drafted);
  /** @type {Set<Draft>} */
  const out = new Set();
  const kept = () => drafted.filter((one) => !out.has(one));
  while (sum(kept()) > room && out.size < order.length) out.add(/** @type {Draft} */ (order[out.size]));
  let best = packed(kept(), input, 1);
  for (; best.left.length && out.size < order.length; best = packed(kept(), input, 1)) out.add(/** @type {Draft} */ (order[out.size]));
  for (const one of [...out].toReversed()) {
    out.delete(one);
    const more = packed(kept(), input, 1);
    if (more.left.length) out.add(one);
    else best = more;
  }
  return { weeks: best.weeks, left: drafted.filter((one) => out.has(one)).map(told) };
}

/* The steps of a path in the order in which it can do without them: the longest reading first; then questions, until each
   stage has one; what explains; the other questions; and last what is done, from the end. */
function spared(/** @type {Draft[]} */ drafted) {
  const of = (/** @type {string} */ kind) => drafted.filter((one) => one.kind === kind).toReversed();
  const thinned = thin(drafted);
  const reading = drafted.filter(({ kind }) => !KINDS.includes(kind)).toSorted((a, b) => b.minutes - a.minutes);
  return [...new Set([...reading, ...thinned, ...KINDS.flatMap(of)])];
}

const KINDS = ["skill", "term", "question", "exercise"];
const STAGE = 5; // Steps of a stage in a path that has none.

/* Questions from the stages that have most of them, until each has one. */
function thin(/** @type {Draft[]} */ drafted) {
  /** @type {Map<string, Draft[]>} */
  const stages = new Map();
  for (const [place, one] of drafted.entries()) {
    const name = one.stage ?? String(Math.floor(place / STAGE));
    if (one.kind === "question") stages.set(name, [...(stages.get(name) ?? []), one]);
  }
  const left = [...stages.values()].toReversed();
  /** @type {Draft[]} */
  const out = [];
  for (let most = Math.max(...left.map(({ length }) => length)); most > 1; most -= 1) {
    for (const all of left) if (all.length === most) out.push(/** @type {Draft} */ (all.pop()));
  }
  return out;
}
