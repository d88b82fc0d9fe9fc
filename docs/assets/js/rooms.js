// @ts-check
/* The decision rooms: for each, what follows from its numbers, in the words that its page shows. No document here, and no clock.
   A test works out the numbers that each page begins with, and compares every text with the page's. */

import { digits, euros, plain, rounded, signed, tidy } from "./figures.js";

/** @typedef {Record<string, number>} Numbers By the ids of a room's inputs. */
/** @typedef {{ values: string[], bar?: number }} Option A row of the table; the bar is that of the last column, in percent of the longest. */
/** @typedef {{ results: Record<string, string>, rows?: Record<string, Option>, best?: string }} Outcome By the ids of the page. */

const HUNDRED = 100;
const THOUSAND = 1000;
const MILLION = 1_000_000;

/* A bar's length in percent of the longest. One that is not empty is seen. */
const bar = (/** @type {number} */ part, /** @type {number} */ longest) =>
  tidy(part) > 0 ? Math.max(1, Math.round((HUNDRED * part) / longest)) : 0;

/**
 * By cost, cheapest first; of equals in their order.
 * @template T
 * @param {readonly T[]} options
 * @param {(option: T) => number} cost
 */
const byCost = (options, cost) => [...options].sort((one, other) => tidy(cost(one)) - tidy(cost(other)));

/* Where to put the threshold */

/* The example model on 10,000 cases, 150 of them fraud: how many of these a threshold catches, and how many others it flags. */
const FRAUD = 150;
const HONEST = 9850;
export const THRESHOLDS = [
  { id: "t80", name: "0.80", caught: 24, flagged: 3 },
  { id: "t50", name: "0.50", caught: 54, flagged: 21 },
  { id: "t20", name: "0.20", caught: 87, flagged: 93 },
  { id: "t10", name: "0.10", caught: 108, flagged: 219 },
  { id: "t05", name: "0.05", caught: 123, flagged: 419 },
  { id: "t02", name: "0.02", caught: 138, flagged: 899 },
  { id: "none", name: "", caught: 0, flagged: 0 },
];

/** What each threshold does to a case on average, and in a day. */
export function thresholdsWith(/** @type {Numbers} */ numbers) {
  const {
    "share-of-fraud": percent = 0,
    "cost-of-a-miss": miss = 0,
    "cost-of-a-false-alert": wrong = 0,
    "cases-per-day": cases = 0,
  } = numbers;
  const share = percent / HUNDRED;
  return THRESHOLDS.map(({ id, name, caught, flagged }) => {
    const recall = caught / FRAUD;
    const found = share * recall;
    const vain = ((1 - share) * flagged) / HONEST;
    const cost = share * (1 - recall) * miss + vain * wrong;
    return { id, name, recall, alerts: (found + vain) * cases, cost, precision: found && found / (found + vain) };
  });
}

/** @returns {Outcome} */
function decisionThreshold(/** @type {Numbers} */ numbers) {
  const {
    "cost-of-a-miss": miss = 0,
    "cost-of-a-false-alert": wrong = 0,
    "cases-per-day": cases = 0,
    "checks-per-day": room = 0,
  } = numbers;
  const options = thresholdsWith(numbers);
  const longest = Math.max(...options.map(({ cost }) => cost));
  const [best] = byCost(options, ({ cost }) => cost);
  const [fitting] = byCost(
    options.filter(({ alerts }) => tidy(alerts) <= room),
    ({ cost }) => cost,
  );
  if (!(best && fitting)) throw new Error("No alerts at all fits into any day");
  const each = (/** @type {number} */ cost) => `${euros(THOUSAND * cost)} per 1,000 cases`;
  const missing = best.alerts - fitting.alerts;
  const lost = (fitting.cost - best.cost) * cases;
  const subject = best.name ? `A threshold of ${best.name}` : "No alerts at all";
  const instead = fitting.name ? `the cheapest threshold that fits is ${fitting.name}` : "no threshold of the table fits";
  const tight = best !== fitting;
  return {
    results: {
      answer: tight
        ? `${subject} is cheapest, but it needs ${digits(best.alerts)} checks a day. With ${digits(room)}, ${instead}.`
        : `${subject} is cheapest, at ${each(best.cost)}, and the checks fit into the day.`,
      "break-even": `${digits((HUNDRED * wrong) / (wrong + miss), 1)}%: ${typed(wrong)} ÷ (${typed(wrong)} + ${typed(miss)})`,
      alerts: `${digits(best.alerts)} a day, and there's room for ${digits(room)}`,
      fitting: `${fitting.name || "No alerts at all"}: ${digits(fitting.alerts)} checks a day, ${each(fitting.cost)}`,
      limit: tight
        ? `${euros(lost)} a day, or ${euros(lost / missing, 2)} for each of the ${digits(missing)} checks that aren't made`
        : "Nothing: the cheapest threshold fits",
    },
    rows: Object.fromEntries(
      options.map(({ id, recall, precision, alerts, cost }) => [
        id,
        {
          values: [
            `${digits(HUNDRED * recall)}%`,
            alerts ? `${digits(HUNDRED * precision)}%` : "n/a",
            digits(alerts),
            euros(THOUSAND * cost),
          ],
          bar: bar(cost, longest),
        },
      ]),
    ),
    best: best.id,
  };
}

/* An amount as it was typed: whole euros, or cents. */
const typed = (/** @type {number} */ amount) => euros(amount, Number.isInteger(amount) ? 0 : 2);

/* Does this test let us launch? */

const Z_95 = 1.959963985; // Two-sided, 5%.
const Z_80 = 0.841621234; // For 80% power.
const PER = 10_000; // Complaints are counted per so many users.
const WEEK = 7;
const DECADE = 3652; // Days.
const FEW = 10; // Events in an arm, below which the formula is rough.

/**
 * The difference of two shares with its 95% interval, for as many users in each arm. Source: Wald's interval for independent
 * proportions, as in Newcombe (1998), method 1.
 * @param {number} control
 * @param {number} changed
 * @param {number} users in the control arm, and in the other unless it is told
 * @param {number} [others]
 */
export function differenceOf(control, changed, users, others = users) {
  const half = Z_95 * Math.sqrt((control * (1 - control)) / users + (changed * (1 - changed)) / others);
  const between = changed - control;
  return { between, low: between - half, high: between + half, half };
}

/** The smallest difference from a share that a test with so many users per arm finds at 80% power. */
export const detectable = (/** @type {number} */ share, /** @type {number} */ users) =>
  (Z_95 + Z_80) * Math.sqrt((2 * share * (1 - share)) / users);

/** Users per arm for finding a difference from a share at 80% power. */
export const usersFor = (/** @type {number} */ share, /** @type {number} */ difference) =>
  ((Z_95 + Z_80) ** 2 * 2 * share * (1 - share)) / difference ** 2;

/* Days until both arms have so many users, from what they have. */
const daysTo = (/** @type {number} */ wanted, /** @type {number} */ users, /** @type {number} */ daily) =>
  Math.max(0, Math.ceil(tidy((2 * (wanted - users)) / daily)));

const inWords = (/** @type {number} */ days) =>
  days > DECADE ? "more than ten years" : `${digits(days)} more day${days === 1 ? "" : "s"}`;

/** @returns {Outcome} */
function launchGate(/** @type {Numbers} */ numbers) {
  const { "users-per-arm": users = 0, "users-per-day": daily = 0, "days-left": days = 0 } = numbers;
  const { control = 0, "new-version": changed = 0, "worth-it": worth = 0 } = numbers;
  const { "complaints-control": before = 0, "complaints-new": after = 0, "complaints-limit": limit = 0 } = numbers;
  const gain = differenceOf(control / HUNDRED, changed / HUNDRED, users);
  const harm = differenceOf(before / PER, after / PER, users);
  const points = (/** @type {number} */ share) => signed(HUNDRED * share, 2);
  const cases = (/** @type {number} */ share) => signed(PER * share);
  const range = (/** @type {typeof gain} */ { low, high }, /** @type {typeof points} */ say) => `${say(low)} to ${say(high)}`;
  const rough = tidy((users * Math.min(before, after)) / PER) < FEW;
  const planned = usersFor(control / HUNDRED, worth / HUNDRED);
  const safety = guardrailOf(harm, limit);
  return {
    results: {
      answer: verdict({ gain, harm, safety, worth, limit, users, daily, days }),
      difference: `${points(gain.between)} points (95% interval ${range(gain, points)})`,
      guardrail: `${SAFETY[safety]}: ${cases(harm.between)} per 10,000 users (${range(harm, cases)}), limit ${signed(limit)}${rough ? ". Fewer than ten complaints in an arm, so the interval is rough" : ""}`,
      detectable: `${digits(HUNDRED * detectable(control / HUNDRED, users), 2)} points at 80% power`,
      planned: `${rounded(planned)} per arm, ${daysOf(daysTo(planned, users, daily))}`,
    },
    rows: {
      conversion: {
        values: [points(gain.between), range(gain, points), `at least ${signed(worth, 2)}`],
      },
      complaints: {
        values: [cases(harm.between), range(harm, cases), `at most ${signed(limit)}`],
      },
    },
  };
}

const daysOf = (/** @type {number} */ days) => (days ? inWords(days) : "which you have");

/** @type {Record<"kept" | "broken" | "open", string>} */
const SAFETY = { kept: "Within the limit", broken: "Over the limit", open: "Not settled" };

/* Whether the whole interval is within the limit, or beyond it. */
function guardrailOf(/** @type {{ low: number, high: number }} */ harm, /** @type {number} */ limit) {
  if (tidy(harm.high * PER) <= limit) return "kept";
  return tidy(harm.low * PER) > limit ? "broken" : "open";
}

/**
 * What to do, and why.
 * @typedef {ReturnType<typeof differenceOf>} Difference
 * @param {{ gain: Difference, harm: Difference, safety: "kept" | "broken" | "open", worth: number, limit: number, users: number,
 *   daily: number, days: number }} told
 */
function verdict({ gain, harm, safety, worth, limit, users, daily, days }) {
  const needed = `${signed(worth, 2)} points`;
  if (safety === "broken") return `Stop: complaints rise by more than ${digits(limit)} per 10,000 users across the whole interval.`;
  if (tidy(gain.high * HUNDRED) < worth) return `Stop: even the upper end of the interval is below the ${needed} that make it worth it.`;
  const pays = tidy(gain.low * HUNDRED) >= worth;
  if (pays && safety === "kept")
    return `Launch: the whole interval is at or above ${needed}, and a rise in complaints beyond the limit is ruled out.`;
  const open = [
    ...(pays ? [] : [`the gain may be below ${needed}`]),
    ...(safety === "kept" ? [] : [`a rise of ${digits(harm.high * PER)} complaints per 10,000 users isn't ruled out`]),
  ];
  const settled = Math.max(
    pays ? 0 : usersToTell(gain, worth / HUNDRED, users),
    safety === "kept" ? 0 : usersToTell(harm, limit / PER, users),
  );
  const more = daysTo(settled, users, daily);
  const weeks = WEEK * Math.ceil(more / WEEK);
  const why = `${open.join(", and ")}.`;
  if (weeks <= days) return `Keep running: ${why} At these rates, ${inWords(more)} would settle it, so ${digits(weeks)} in whole weeks.`;
  return `Not decidable by then: ${why} At these rates it would take ${inWords(more)}, and you have ${digits(days)}.`;
}

/* Users per arm at which the interval no longer has the bound in it, if the two shares stay as they are. */
const usersToTell = (/** @type {Difference} */ { between, half }, /** @type {number} */ bound, /** @type {number} */ users) =>
  users * (half / (between - bound)) ** 2;

/* Prompt, buy, fine-tune or build */

const YEAR = 12; // Months.
const SEARCHED = 1000; // How many times the volume, and which part of it, is looked at for a change of order.
const STRIDE = 1.02;
const HALVINGS = 50;

/** @type {Record<string, { name: string, days: string }>} */
const WAYS = {
  prompt: { name: "Prompting", days: "prompt-days" },
  buy: { name: "Buying", days: "buy-days" },
  tune: { name: "Fine-tuning", days: "tune-days" },
  own: { name: "Building", days: "own-days" },
};

/* What a month of requests costs each way, before anybody's work. */
function monthly(/** @type {Numbers} */ numbers, /** @type {number} */ requests) {
  const { "tokens-in": into = 0, "tokens-out": out = 0, "price-in": priceIn = 0, "price-out": priceOut = 0 } = numbers;
  const { "tuned-price": percent = 0, "service-price": service = 0, "server-price": server = 0, "server-requests": carried = 1 } = numbers;
  const prompt = (requests * (into * priceIn + out * priceOut)) / MILLION;
  return {
    prompt,
    buy: (requests * service) / THOUSAND,
    tune: (prompt * percent) / HUNDRED,
    own: server * Math.max(1, Math.ceil(tidy(requests / carried))),
  };
}

/** What each way costs: once, every month, and in all. */
export function waysAt(/** @type {Numbers} */ numbers, requests = numbers.requests ?? 0) {
  const { "day-rate": rate = 0, upkeep = 0, months = 0 } = numbers;
  return Object.entries(monthly(numbers, requests)).map(([id, running]) => {
    const once = rate * (numbers[WAYS[id]?.days ?? ""] ?? 0);
    const kept = (once * upkeep) / HUNDRED / YEAR;
    return { id, once, month: running + kept, all: once + months * (running + kept) };
  });
}

const cheapestAt = (/** @type {Numbers} */ numbers, /** @type {number} */ requests) =>
  byCost(waysAt(numbers, requests), ({ all }) => all)[0]?.id ?? "";

/**
 * The nearest volume at which another way is cheapest, above what there is or below it, and that way. Nothing where there is none
 * up to a thousand times as much, or as little.
 * @param {Numbers} numbers
 * @param {"above" | "below"} side
 */
export function turnOf(numbers, side) {
  const { requests = 0 } = numbers;
  const now = cheapestAt(numbers, requests);
  const stride = side === "above" ? STRIDE : 1 / STRIDE;
  for (let near = requests, far = near * stride; Math.abs(Math.log(far / requests)) < Math.log(SEARCHED); near = far, far *= stride) {
    const way = cheapestAt(numbers, far);
    if (way === now) continue;
    for (let step = 0; step < HALVINGS; step += 1) {
      const middle = (near + far) / 2;
      if (cheapestAt(numbers, middle) === now) near = middle;
      else far = middle;
    }
    return { at: far, way: cheapestAt(numbers, far) };
  }
  return null;
}

/* A way as a sentence begins with it, and inside of one. */
const named = (/** @type {string} */ way) => WAYS[way]?.name ?? way;
const doing = (/** @type {string} */ way) => named(way).toLowerCase();

/* From or up to which volume another way is cheapest. */
function turnInWords(/** @type {Numbers} */ numbers, /** @type {"above" | "below"} */ side) {
  const turn = turnOf(numbers, side);
  if (turn) return `${named(turn.way)} ${side} about ${rounded(turn.at)} requests a month`;
  return `No change ${side === "above" ? "up to a thousand times as much" : "down to a thousandth of it"}`;
}

/** @returns {Outcome} */
function costByVolume(/** @type {Numbers} */ numbers) {
  const { "day-rate": rate = 0, upkeep = 0, months = 0 } = numbers;
  const ways = waysAt(numbers);
  const [best, next] = byCost(ways, ({ all }) => all);
  if (!(best && next)) throw new Error("There are four ways");
  const gap = next.all - best.all;
  const planned = numbers[WAYS[best.id]?.days ?? ""] ?? 0;
  const aDay = rate * (1 + ((upkeep / HUNDRED) * months) / YEAR);
  const longest = Math.max(...ways.map(({ all }) => all));
  return {
    results: {
      answer: `${named(best.id)} is cheapest: ${euros(best.all)} in ${digits(months)} months, ${euros(gap)} less than ${doing(next.id)}.`,
      above: turnInWords(numbers, "above"),
      below: turnInWords(numbers, "below"),
      slack: `${digits((HUNDRED * gap) / best.all)}%: then ${doing(next.id)} costs the same`,
      work: `${digits(planned + gap / aDay)} days of work where you planned ${plain(planned)}`,
    },
    rows: Object.fromEntries(
      ways.map(({ id, once, month, all }) => [id, { values: [euros(once), euros(month), euros(all)], bar: bar(all, longest) }]),
    ),
    best: best.id,
  };
}

/** Each room's calculator, by the room's id. @type {Record<string, (numbers: Numbers) => Outcome>} */
export const ROOMS = {
  "cost-by-volume": costByVolume,
  "decision-threshold": decisionThreshold,
  "launch-gate": launchGate,
};
