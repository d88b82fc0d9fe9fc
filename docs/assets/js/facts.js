// @ts-check
/* What the gap check and the plan know of the handbook: assets/plan.json, read once and found by id. No document here. */

/** @typedef {import("./types.js").Facts} Facts */
/** @typedef {import("./types.js").Skill} Skill */
/** @typedef {import("./types.js").Term} Term */
/** @typedef {import("./types.js").Resource} Resource */
/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./types.js").Exercise} Exercise */
/** @typedef {import("./types.js").Profile} Profile */
/** @typedef {import("./types.js").Named} Named */
/** @typedef {import("./types.js").Taste} Taste */

const SKILL_MINUTES = 20; // As handbook/kinds.py has it, where a skill doesn't say.

/* The lists of texts that each record must have. Nothing is read that isn't there. */
/** @type {Record<string, { lists: string[], minutes: boolean }>} */
const RECORDS = {
  skills: { lists: ["evidence", "requires", "exercises", "terms", "questions", "resources"], minutes: false },
  terms: { lists: ["requires"], minutes: true },
  resources: { lists: ["skills", "teaches"], minutes: true },
  questions: { lists: ["skills", "terms"], minutes: true },
  comparisons: { lists: ["terms"], minutes: true },
  paths: { lists: ["steps"], minutes: false },
  profiles: { lists: [], minutes: false },
};

/**
 * The facts in `json`. Raises a TypeError where it isn't what the handbook publishes, since a server that is being repaired
 * may answer with anything.
 * @param {any} json
 * @returns {Facts}
 */
export function understood(json) {
  const tables = Object.fromEntries(Object.keys(RECORDS).map((name) => [name, table(json, name)]));
  const [levels, groups, costs, formats, languages] = ["levels", "groups", "costs", "formats", "languages"].map((name) =>
    named(json, name),
  );
  const all = /** @type {any} */ ({ ...tables, levels, groups, costs, formats, languages });
  const free = new Set(texts(json, "free"));
  const unpaid = new Set(
    Array.isArray(json.unpaid)
      ? json.unpaid
      : all.costs.map((/** @type {Named} */ { id }) => id).filter((/** @type {string} */ id) => id !== "paid"),
  );
  const numbers = new Map(all.levels.map((/** @type {Named} */ { id }, /** @type {number} */ place) => [id, place + 1]));
  const [none] = texts({ none: [json.none] }, "none");
  return { ...all, none, numbers, free, unpaid };
}

function table(/** @type {any} */ json, /** @type {string} */ name) {
  const { lists, minutes } = /** @type {{ lists: string[], minutes: boolean }} */ (RECORDS[name]);
  const sound = (/** @type {any} */ one) =>
    typeof one.title === "string" && lists.every((list) => Array.isArray(one[list])) && (!minutes || one.minutes > 0);
  return new Map(named(json, name).map((one) => [one.id, sound(one) ? one : unsound(name)]));
}

/** @returns {any[]} */
function named(/** @type {any} */ json, /** @type {string} */ name) {
  const list = json?.[name];
  if (!(Array.isArray(list) && list.every((one) => typeof one?.id === "string"))) unsound(name);
  return list;
}

function texts(/** @type {any} */ json, /** @type {string} */ name) {
  const list = json?.[name];
  return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : unsound(name);
}

/** @returns {never} */
function unsound(/** @type {string} */ name) {
  throw new TypeError(`These aren't the handbook's ${name}.`);
}

/** A level as a number: 0 for none of these yet, 1 for the lowest. */
export const levelNumber = (/** @type {Facts} */ { numbers }, /** @type {string} */ id) => numbers.get(id) ?? 0;

/** The title of a level's number. */
export const levelTitle = (/** @type {Facts} */ { levels, none }, /** @type {number} */ number) => levels[number - 1]?.title ?? none;

/** How long a skill's page takes. */
export const pageMinutes = (/** @type {Skill} */ { minutes }) => minutes ?? SKILL_MINUTES;

/**
 * The records of `ids` that there are, in that order.
 * @template T
 * @param {Map<string, T>} map
 * @param {string[]} ids
 * @returns {T[]}
 */
export function found(map, ids) {
  /** @type {T[]} */
  const all = [];
  for (const id of ids) {
    const one = map.get(id);
    if (one) all.push(one);
  }
  return all;
}

/**
 * The levels of a profile, as numbers by skill.
 * @param {Facts} facts
 * @param {string} id
 * @returns {Map<string, number>}
 */
export function levelsOf(facts, id) {
  const levels = Object.entries(facts.profiles.get(id)?.levels ?? {});
  return new Map(levels.filter(([skill]) => facts.skills.has(skill)).map(([skill, { level }]) => [skill, levelNumber(facts, level)]));
}

/**
 * Everything that something rests on, near and far. It ends on circles too.
 * @param {string} id
 * @param {(id: string) => string[]} requires
 * @returns {Set<string>} without `id` itself
 */
export function restsOn(id, requires) {
  /** @type {Set<string>} */
  const all = new Set();
  const ahead = [...requires(id)];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (next === id || all.has(next)) continue;
    all.add(next);
    ahead.push(...requires(next));
  }
  return all;
}

/**
 * What each skill rests on, near and far.
 * @param {Facts} facts
 * @returns {Map<string, Set<string>>}
 */
export const resting = ({ skills }) =>
  new Map([...skills.keys()].map((skill) => [skill, restsOn(skill, (id) => skills.get(id)?.requires ?? [])]));

/**
 * Whether a resource fits what its reader can and wants to use.
 * @param {Facts} facts
 * @param {Taste} taste
 * @returns {(resource: Resource) => boolean}
 */
export function fitting(facts, { money = "any", formats = [], languages = [] }) {
  const [liked, read] = [new Set(formats), new Set(languages)];
  const costs = money === "free" ? facts.free : facts.unpaid;
  return ({ cost, format, language }) =>
    (money === "any" || costs.has(cost)) && (!liked.size || liked.has(format)) && (!read.size || read.has(language));
}

/**
 * How far a level is from the one that is wanted: one below is nearer than one above.
 * @param {number} level
 * @param {number} wanted
 */
export const levelGap = (level, wanted) => (level > wanted ? 2 * (level - wanted) : Math.max(0, 2 * (wanted - level) - 1));
