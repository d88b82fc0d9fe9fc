// @ts-check
/* What the parts of the gap check share: its page, the reader's answers, and how they are changed. */

import { absolute } from "./address.js";
import { element, part, parts } from "./element.js";
import { understood } from "./facts.js";
import { once } from "./fetched.js";
import { undoable } from "./merging.js";
import { notice, reason } from "./notice.js";
import { aim, answerAll, empty, read } from "./store.js";

/** @typedef {import("./store.js").Answer} Answer */
/** @typedef {Map<string, number | null>} Levels By skill; null takes the answer away. */
/** @typedef {{ answerAll: (levels: Levels, typical?: boolean) => void, aim: (which: "start" | "target", profile: string) => void }} Writes */
/**
 * @typedef {object} Book Where answers are: those of the reader, or those that they give about somebody else.
 * @property {() => Map<string, Answer>} answers
 * @property {(levels: Levels, said: string, undone?: () => void) => void} set
 */
/** @typedef {"own" | "rating" | "comparing" | "opening"} Mode */
/** @typedef {{ enter: (to: Mode, answers?: Book) => void, show: () => void }} Stage */

export const page = part(".hb-check");
/** The words for a level's number. */
export const LEVELS = (page.dataset.levels ?? "").split("|");
/** The skills as they are on the page, and their ids. */
export const skills = parts(".hb-check__skill", HTMLFieldSetElement, page);
export const ids = skills.map(({ dataset }) => dataset.skill ?? "");
export const facts = once("assets/plan.json", understood);

/** What begins the fragment of an address that has an opinion. */
export const OPINION = "#opinion=";
/** The address of this page with an opinion, or without one. */
export const addressOf = (/** @type {string} */ coded) => `${absolute("gap-check/")}${coded && OPINION}${coded}`;

const problem = part(".hb-check__problem", HTMLElement, page);

/** Say what is wrong on top of the page, until it is not; with an empty text, nothing is. */
export function trouble(/** @type {string} */ text) {
  problem.textContent = text;
  problem.hidden = !text;
}

/* What could not be kept is remembered until the page is left, so that a result and a print are had all the same. */
const STAYS = " Your answers stay on this page until you leave it.";
/** @type {Map<string, Answer | null>} */
const loose = new Map();
/** @type {Map<string, string>} */
const looseAims = new Map();
/** @type {Writes} */
const memory = {
  answerAll(levels, typical = false) {
    for (const [skill, level] of levels) loose.set(skill, level === null ? null : { level, ...(typical && { typical }) });
  },
  aim: (which, profile) => looseAims.set(which, profile),
};
const STORE = { answerAll, aim };

/** What is kept, and over it what could not be. */
export function own() {
  const kept = readOrSay();
  /** @type {Map<string, Answer>} */
  const answers = new Map(kept.answers);
  for (const [skill, answer] of loose) {
    if (answer) answers.set(skill, answer);
    else answers.delete(skill);
  }
  const aimed = (/** @type {string} */ which) => looseAims.get(which) ?? kept.aims.get(which)?.profile ?? "";
  return { kept, answers, start: aimed("start"), target: aimed("target") };
}

function readOrSay() {
  try {
    return read();
  } catch (error) {
    trouble(`${reason(error)}${loose.size + looseAims.size ? STAYS : ""}`);
    return empty();
  }
}

/**
 * Change answers, say so, and offer the way back. Where they can't be kept, this page remembers them, and says that.
 * @param {(to: Writes) => void} what
 * @param {string} said
 * @param {() => void} show
 * @param {() => void} [undone]
 */
export function change(what, said, show, undone) {
  try {
    keep(() => what(STORE), said, undone);
  } catch (error) {
    what(memory);
    trouble(`${reason(error)}${STAYS}`);
    show();
  }
}

/**
 * Do what changes what is kept, say so, and offer the way back, after which `undone` is done. Raises where it is refused.
 * @param {() => void} what
 * @param {string} said
 * @param {() => void} [undone]
 */
export function keep(what, said, undone) {
  const back = undoable(what);
  offerUndo(said, () => {
    back();
    undone?.();
  });
}

/** Say what was done, with a button that takes it back. */
export function offerUndo(/** @type {string} */ said, /** @type {() => void} */ back) {
  const take = () => {
    try {
      back();
      notice("Undone.");
    } catch (error) {
      notice(reason(error), { problem: true });
    }
  };
  notice(said, { way: { words: "Undo", take } });
}

/** A level as dots and in words. */
export function dotted(/** @type {number} */ level) {
  const dots = "●".repeat(level) + "○".repeat(LEVELS.length - 1 - level);
  return [element("span", { class: "hb-dots", "aria-hidden": "true" }, dots), ` ${level ? LEVELS[level] : "None yet"} `];
}

/** A day in words. */
export const dayInWords = (/** @type {string} */ on) => new Date(`${on}T12:00`).toLocaleDateString("en-GB", { dateStyle: "long" });
