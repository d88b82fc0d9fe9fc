// @ts-check
/* A question with its rubric, fetched when somebody turns to it: the texts are too long to come with every list. */

import { element } from "./element.js";
import { once, record } from "./fetched.js";

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {string} question
 * @property {string} facts
 * @property {{ title: string, steps: string[], summary: string } | null} frame
 * @property {string[]} good
 * @property {string[]} said a strong answer in full sentences, paragraph by paragraph; few have one
 * @property {string[]} weak
 * @property {string[]} next
 * @property {{ title: string, url: string }[]} links
 */

/** @type {Map<string, () => Promise<Question>>} */
const asked = new Map();

/** A promise of the question with this id. */
export function questionOf(/** @type {string} */ id) {
  const known = asked.get(id) ?? once(`assets/questions/${id}.json`, made);
  asked.set(id, known);
  return known();
}

/** How a question with a strong answer in full sentences shows it: folded, so that one's own is compared with the points first. */
export function spoken(/** @type {Question} */ { said }) {
  const title = element("summary", {}, "One way to say it");
  return said.length ? [element("details", { class: "hb-said" }, title, ...said.map((text) => element("p", {}, text)))] : [];
}

/** @returns {Question} */
const made = (/** @type {any} */ found) => record(found, ["id", "question", "facts"], ["good", "said", "weak", "next", "links"]);
