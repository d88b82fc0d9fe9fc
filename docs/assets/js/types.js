// @ts-check
/* The shapes that the modules of the gap check, the plan and the store hand to each other. No page loads this file: it is for
   whoever reads the code, and for the check of its types. */

/* What assets/plan.json has, understood */
/** @typedef {{ id: string, title: string }} Named */
/** @typedef {{ id: string, text: string, minutes: number, otherwise?: string | null }} Exercise `otherwise`: what to do with no model, team or users at hand. */
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
 * @property {string} none what is said of somebody who is at no level
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
/**
 * @typedef {object} Taste What a reader can and wants to use. An empty set of formats or languages means any.
 * @property {string} [money] `free`: nobody ever pays; `unpaid`: one can start without paying; `any`
 * @property {Iterable<string>} [formats]
 * @property {Iterable<string>} [languages]
 */

/* From answers to ranked gaps */
/**
 * @typedef {object} Asking
 * @property {Map<string, number>} answers level by skill: 0 none of these yet, 1 to 4
 * @property {Map<string, number>} target level asked, by skill
 * @property {number} [hours] a week
 * @property {string} [money] see `Taste`
 * @property {Iterable<string>} [formats]
 * @property {Iterable<string>} [languages]
 * @property {Iterable<string>} [done] items, such as `term/okr`
 * @property {Iterable<string>} [hidden] items that the reader doesn't want to see
 */
/** @typedef {{ skill: Skill, level: number, asked: number }} Standing */
/**
 * @typedef {object} GapMore
 * @property {number} distance levels between the answer and what is asked
 * @property {string[]} reasons for its rank, in words
 * @property {{ level: number, title: string, evidence: string }} next
 * @property {(Exercise & { item: string, url: string })[]} exercises
 * @property {Resource[]} resources
 * @property {Term[]} terms
 * @property {Question[]} questions
 */
/** @typedef {Standing & GapMore} Gap */
/**
 * @typedef {object} Ranking
 * @property {Standing[]} strengths
 * @property {Standing[]} met
 * @property {Gap[]} gaps in the order in which a plan closes them
 * @property {Skill[]} unanswered
 * @property {boolean} exceeds whether most of what the target asks is exceeded
 * @property {Profile | undefined} nearest if so, the nearest target that isn't exceeded
 */
/**
 * @typedef {object} Looking What every gap is looked at with.
 * @property {Facts} facts
 * @property {Asking} asking
 * @property {Map<string, Set<string>>} rest what each skill rests on
 * @property {(resource: Resource) => boolean} fits
 * @property {Set<string>} away what is done or not wanted
 */

/* Rounds and their steps */
/** @typedef {{ skill: string, from: number, to: number }} Closing A gap, from the level that is answered to the one asked. */
/**
 * @typedef {object} Draft A step before it has a day.
 * @property {string} item
 * @property {string} kind
 * @property {string} title
 * @property {string} url
 * @property {number} minutes
 * @property {string} why
 * @property {string[]} after items that come before it
 * @property {number} round the number of its round
 * @property {number[]} over rounds that come before its own
 * @property {boolean} [extra] whether later rounds can begin without it
 * @property {string} [stage] of a path
 * @property {string} [otherwise] of an exercise: what to do with no model, team or users at hand
 * @property {string[]} [needs] of a question: ids of its terms that the reader doesn't know yet
 * @property {string} [asked] of a term: the question that it comes up in
 */
/**
 * @typedef {object} Round
 * @property {Skill} skill
 * @property {number} from
 * @property {number} to
 * @property {boolean} sole whether its gap has no other
 * @property {boolean} first whether it is the first of its gap
 * @property {Round[]} waits rounds that come before it
 */
/**
 * @typedef {object} Content
 * @property {boolean} page whether the skill's page is read in it
 * @property {Exercise[]} exercises
 * @property {Resource[]} resources
 * @property {Question[]} questions
 * @property {Term[]} terms
 * @property {Set<string>} named ids of terms that the exercises mention
 * @property {Set<string>} familiar ids of terms that the reader knows
 * @property {Set<string>} explained ids of terms that need no explanation when the round begins: known, or planned before
 */
/** @typedef {Round & Content} Chosen */
/**
 * @template {Resource | Question} T
 * @typedef {{ one: T, item: string, level: number, cost: number }} Offer Something of a skill: `cost` is what it costs at any level.
 */
/** @typedef {(term: string) => string[]} Below What a term builds on, near and far, the lowest first. */
/** @typedef {{ facts: Facts, gaps: Closing[], below: Below }} Telling */
/** @typedef {{ hours: number, answers: Map<string, number>, hidden: Set<string> } & Taste} Wishes */
/** @typedef {Map<string, Set<string>>} Rest What each skill rests on, near and far. */

/* Plans */
/**
 * @typedef {object} Input What the reader asked for. All of it is JSON, or sets and maps of the same.
 * @property {{ gaps: Closing[] } | { skill: string, from?: number, to?: number } | { path: string }} close
 * @property {number} hours a week
 * @property {string} start the first day, `2026-11-26`
 * @property {number} [weeks] how many at the most, pauses not counted
 * @property {string} [until] a day before which all is done, such as that of an interview
 * @property {number[]} [days] of the week, 0 for Monday; any if there are none
 * @property {string} [money] see `Taste`
 * @property {Iterable<string>} [formats]
 * @property {Iterable<string>} [languages]
 * @property {Iterable<string>} [done] items that are never planned again
 * @property {Iterable<string>} [hidden] items that the reader doesn't want to see
 * @property {Iterable<string>} [pauses] weeks off, by any of their days
 * @property {Record<string, number> | Map<string, number>} [answers] level by skill: what is known needs no explanation
 */
/** @typedef {{ item: string, kind: string, title: string, url: string, minutes: number, why: string, stage?: string, otherwise?: string }} Told `stage` of a path, `otherwise` of an exercise. */
/** @typedef {Told & { date: string, part?: string }} Step `part` is such as `1 of 3`. */
/** @typedef {{ number: number, start: string, paused: boolean, minutes: number, steps: Step[] }} Week */
/**
 * @typedef {object} Plan
 * @property {Week[]} weeks
 * @property {number} minutes of all its weeks
 * @property {Told[]} left what did not fit before the end
 * @property {number} leftMinutes
 * @property {Told[]} doneSteps what would be in it, and is done
 * @property {number} doneMinutes
 */
/** @typedef {Draft & { part?: string, last: boolean, long: boolean }} Piece */
/** @typedef {{ number: number, start: string, paused: boolean, capacity: number, days: number[] }} Slot */
/** @typedef {{ capacity: number, minutes: number, terms: number, long: number }} Used */

/* Calendars */
/**
 * @typedef {object} CalendarWishes
 * @property {string} [name] of the calendar
 * @property {string} site address of the handbook, with a slash at its end
 * @property {{ start: string }} [times] when the first step of a day begins, `18:30`
 * @property {string} stamp when the plan was made, `2026-11-26` or `2026-11-26T09:30:00Z`: a later one updates an earlier one
 */

/* Second opinions */
/**
 * @typedef {object} Opinion
 * @property {Map<string, number>} answers level by skill, 0 to 4; none of them where an opinion is asked for
 * @property {string} [target] a profile's id
 * @property {string} [name] of whoever gives it, if they typed one
 * @property {string} [on] the day, `2026-11-26`
 */
/** @typedef {Opinion & { unknown: number }} OpinionRead `unknown`: answers on skills that this handbook doesn't have. */
/** @typedef {{ skill: string, mine: number | null, theirs: number | null, distance: number }} Difference Nothing where it wasn't rated. */

/* What the browser keeps */
/** @typedef {{ state: string, on?: string }} Mark */
/** @typedef {{ text: string, on?: string }} Note */
/** @typedef {{ table: string, item?: string, value: unknown }} Stray A record that was not understood, as it was found. */
/** @typedef {{ level: number, typical?: true, on?: string }} Answer Level 0 to 4; `typical` where a profile gave it and not the reader. */
/** @typedef {{ profile: string, on?: string }} Aim */
/** @typedef {{ on: string, target?: string, answers: Record<string, number> }} Result Levels by skill, on a day. */
/** @typedef {Result & { name?: string }} KeptOpinion Levels that somebody else gave. */
/**
 * @typedef {object} Planned What the reader's plan was made from: the planner's input as JSON.
 * @property {string} [on] the day on which it was made
 * @property {{ gaps: { skill: string, from: number, to: number }[] } | { skill: string, from?: number, to?: number } | { path: string }} close
 * @property {number} hours
 * @property {string} start
 * @property {number} [weeks]
 * @property {string} [until]
 * @property {number[]} [days]
 * @property {string} [money]
 * @property {string[]} [formats]
 * @property {string[]} [languages]
 * @property {string[]} [done] when it was made
 * @property {string[]} [hidden] when it was made
 * @property {string[]} [pauses]
 * @property {Record<string, number>} [answers]
 */
/**
 * @typedef {object} Kept
 * @property {Map<string, Mark>} marks by item, such as `resource/inspired`
 * @property {Map<string, Note>} notes by item
 * @property {Map<string, Answer>} answers by skill
 * @property {Map<string, Aim>} aims `start` and `target`
 * @property {Result[]} results oldest first
 * @property {KeptOpinion[]} opinions oldest first
 * @property {Planned | undefined} plan
 * @property {Stray[]} aside
 */
/**
 * @template T
 * @typedef {object} StoreTable One of a file's tables: its name, what may be a key, and what an entry says if it is sound.
 * @property {string} name
 * @property {RegExp} key
 * @property {string} of what a key names
 * @property {(value: any) => T | undefined} read
 */
/**
 * @template T
 * @typedef {object} StoreList One of a file's lists: its name, and what a record says if it is sound.
 * @property {string} name
 * @property {(value: any) => T | undefined} read
 */

export default null; // Shapes alone; a module has to give something.
