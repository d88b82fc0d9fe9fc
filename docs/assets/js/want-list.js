// @ts-check
/* What a reader wants to read or practise, as a list to take along. Fetched when somebody takes it. */

import { absolute } from "./address.js";
import { pageMinutes, understood } from "./facts.js";
import { json } from "./fetched.js";
import { richOf } from "./list-text.js";

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./list-text.js").Row} Row */

/** The list in both forms, shortest first. What the handbook no longer has is left out. */
export async function listOf(/** @type {string[]} */ items) {
  const facts = understood(await json("assets/plan.json"));
  const rows = items.flatMap((item) => rowOf(facts, item) ?? []).toSorted((a, b) => a.minutes - b.minutes);
  const groups = [{ title: "Want to read or practise", rows }];
  return richOf({ title: "Want to read or practise", url: absolute(""), groups });
}

/* @returns {Row | undefined} */
function rowOf(/** @type {Facts} */ facts, /** @type {string} */ item) {
  const [kind = "", id = ""] = item.split("/");
  /** @type {Record<string, Map<string, { title: string, url: string, minutes: number }>>} */
  const tables = { term: facts.terms, resource: facts.resources, question: facts.questions, comparison: facts.comparisons };
  const found = tables[kind]?.get(id);
  if (found) return { title: found.title, url: absolute(found.url), minutes: found.minutes };
  const skill = kind === "skill" ? facts.skills.get(id) : undefined;
  return skill && { title: skill.title, url: absolute(skill.url), minutes: pageMinutes(skill) };
}
