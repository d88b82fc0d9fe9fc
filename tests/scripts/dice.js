// @ts-check
/* Random data from a fixed seed: SEED and RUNS in the environment ask for others. */

import process from "node:process";
import { test } from "node:test";

const SEED = Number(process.env.SEED ?? 12);
const RUNS = Number(process.env.RUNS ?? 300);

/* Numbers from 0 to 1 that a seed decides: the minimal standard generator of Park and Miller. */
function random(/** @type {number} */ seed) {
  let state = (seed * 7919 + 1) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Things at random. */
export class Dice {
  constructor(/** @type {number} */ seed) {
    this.roll = random(seed);
  }

  below(/** @type {number} */ number) {
    return Math.floor(this.roll() * number);
  }

  /**
   * @template T
   * @param {readonly T[]} list
   * @returns {T}
   */
  one(list) {
    return /** @type {T} */ (list[this.below(list.length)]);
  }

  /**
   * @template T
   * @param {number} most
   * @param {() => T} make
   */
  some(most, make) {
    return Array.from({ length: this.below(most + 1) }, make);
  }

  /**
   * Each of a list with a chance.
   * @template T
   * @param {readonly T[]} list
   * @param {number} [chance]
   */
  of(list, chance = 0.5) {
    return list.filter(() => this.roll() < chance);
  }

  text(/** @type {number} */ most) {
    const signs = ["a", "Z", " ", "\n", "\r\n", '"', "\\", "\u0000", "\u2028", "é", "😀", "\ud83d", "\udc00", "‏", "</script>"];
    return this.some(most, () => this.one(signs)).join("");
  }

  id(/** @type {number} */ most) {
    return "a-0z"[this.below(4)] + this.some(most - 1, () => this.one([..."abcxyz019-"])).join("");
  }
}

/**
 * A function that tests a property many times, with dice of another seed each time, and says with which seed it failed.
 * @template {Dice} D
 * @param {(seed: number) => D} dice
 */
export function properties(dice) {
  return (/** @type {string} */ name, /** @type {(dice: D) => void} */ check) => {
    test(name, () => {
      for (let run = 0; run < RUNS; run += 1) {
        try {
          check(dice(SEED + run));
        } catch (error) {
          throw new Error(`With SEED=${SEED + run} RUNS=1`, { cause: error });
        }
      }
    });
  };
}
