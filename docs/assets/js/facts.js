// @ts-check
/* What the gap check and the plan know of the handbook: assets/plan.json, read once and found by id. No document here. */

/** @typedef {{ id: string, title: string }} Named */
/** @typedef {{ id: string, text: string, minutes: number }} Exercise */
/**
 * @typedef {object} Skill
 * @property {string} id
 * @property {string} title
 * @property {string} url
 * @property {string} group
 * @property {string} summary
 * @property {string | null} area
 * @property {string[]} evidence what is true of you at each level, lowest first
 * @property {string[]} requires skills to have first
 * @property {Exercise[]} exercises
 * @property {string[]} terms
 * @property {string[]} questions
 * @property {string[]} resources
 * @property {number} [minutes] how long its page takes
 */
/** @typedef {{ id: string, title: string, url: string, minutes: number, requires: string[] }} Term */
/**
 * @typedef {object} Resource
 * @property {string} id
 * @property {string} title
 * @property {string} url
 * @property {string} [link]
 * @property {number} minutes
 * @property {string} level
 * @property {string} cost
 * @property {string} format
 * @property {string} language
 * @property {string[]} skills
 * @property {string[]} teaches
 */
/**
 * @typedef {object} Question
 * @property {string} id
 * @property {string} title
 * @property {string} url
 * @property {number} minutes
 * @property {string} level
 * @property {string} kind
 * @property {string[]} skills
 * @property {string[]} terms
 */
/** @typedef {{ id: string, title: string, url: string, minutes: number, terms: string[] }} Comparison */
/** @typedef {{ item: string, title: string, url: string, minutes: number, why: string, stage: string | null }} PathStep */
/** @typedef {{ id: string, title: string, url: string, hours: number, steps: PathStep[] }} Path */
/** @typedef {{ level: string, why: string }} Asked */
/** @typedef {{ id: string, title: string, kind: string, summary: string, levels: Record<string, Asked> }} Profile */
/**
 * @typedef {object} Facts
 * @property {Named[]} levels lowest first
 * @property {Map<string, number>} numbers of the levels, from 1
 * @property {Named[]} groups
 * @property {Named[]} costs
 * @property {Named[]} formats
 * @property {Named[]} languages
 * @property {Set<string>} free costs with which nobody ever pays
 * @property {Set<string>} unpaid costs with which one can start without paying
 * @property {Map<string, Skill>} skills
 * @property {Map<string, Term>} terms
 * @property {Map<string, Resource>} resources
 * @property {Map<string, Question>} questions
 * @property {Map<string, Comparison>} comparisons
 * @property {Map<string, Path>} paths
 * @property {Map<string, Profile>} profiles
 */

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
  return { ...all, numbers, free, unpaid };
}

function table(/** @type {any} */ json, /** @type {string} */ name) {
  const { lists, minutes } = /** @type {{ lists: string[], minutes: boolean }} */ (RECORDS[name]);
  const sound = (/** @type {any} */ one) =>
    typeof one.title === "string" && lists.every((list) => Array.isArray(one[list])) && (!minutes || one.minutes > 0);
  return new Map(named(json, name).map((one) => [one.id, sound(one) ? one : unsound(name)]));
}

/** @returns {any[]} */
function named(/** @type {any} */ json, /** @type {string} */ name) {
  const found = json?.[name];
  if (!(Array.isArray(found) && found.every((one) => typeof one?.id === "string"))) unsound(name);
  return found;
}

function texts(/** @type {any} */ json, /** @type {string} */ name) {
  const found = json?.[name];
  return Array.isArray(found) && found.every((one) => typeof one === "string") ? found : unsound(name);
}

/** @returns {never} */
function unsound(/** @type {string} */ name) {
  throw new TypeError(`These aren't the handbook's ${name}.`);
}

/** A level as a number: 0 for none of these yet, 1 for the lowest. */
export const levelNumber = (/** @type {Facts} */ { numbers }, /** @type {string} */ id) => numbers.get(id) ?? 0;

/** The title of a level's number. */
export const levelTitle = (/** @type {Facts} */ { levels }, /** @type {number} */ number) =>
  levels[number - 1]?.title ?? "None of these yet";

/** How long a skill's page takes. */
export const pageMinutes = (/** @type {Skill} */ { minutes }) => minutes ?? SKILL_MINUTES;

/**
 * The records of `ids` that there are, in that order.
 * @template T
 * @param {Map<string, T>} map
 * @param {string[]} ids
 * @returns {T[]}
 */
export const found = (map, ids) =>
  ids.flatMap((id) => {
    const one = map.get(id);
    return one ? [one] : [];
  });

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
 * @typedef {object} Taste What a reader can and wants to use. An empty set of formats or languages means any.
 * @property {string} [money] `free`: nobody ever pays; `unpaid`: one can start without paying; `any`
 * @property {Iterable<string>} [formats]
 * @property {Iterable<string>} [languages]
 */

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
