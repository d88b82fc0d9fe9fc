// @ts-check
/* The site's own data, fetched when somebody turns to it. What could not be loaded is never taken for what is not there: only a
   good answer of the expected shape is used and remembered, and after a failure the next call asks again. */

import { absolute } from "./address.js";

const LONGEST = 20_000; // Milliseconds after which a request counts as failed.
const SOON = 5_000; // Milliseconds until a failed request is tried again; each further time twice as many.
const LATEST = 300_000;

/**
 * The JSON at an address below the site's root. Rejects where there is none.
 * @param {string} address
 * @param {boolean} [anew] whether to ask the server, whatever the browser has stored
 * @returns {Promise<any>}
 */
export async function json(address, anew = false) {
  const url = absolute(address);
  const answer = await fetch(url, { cache: anew ? "no-cache" : "default", signal: AbortSignal.timeout(LONGEST) });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

/**
 * A function that fetches the JSON at `address` at its first call, and gives what `made` makes of it at each. Only a good
 * answer is remembered: after a failure, the next call asks again. `made` raises for what is not of the expected shape.
 * @template T
 * @param {string} address
 * @param {(found: any) => T} made
 * @returns {() => Promise<T>}
 */
export function once(address, made) {
  /** @type {Promise<T> | undefined} */
  let loading;
  let failed = false;
  return () => {
    loading ??= json(address, failed)
      .then(made)
      .catch((error) => {
        loading = undefined;
        failed = true;
        throw error;
      });
    return loading;
  };
}

/**
 * What was found, if it is a record that has these texts and lists. Raises a TypeError for anything else, since a server that is
 * being repaired may answer with anything.
 * @param {any} found
 * @param {string[]} texts
 * @param {string[]} [lists]
 */
export function record(found, texts, lists = []) {
  const has = texts.every((name) => typeof found?.[name] === "string") && lists.every((name) => Array.isArray(found?.[name]));
  if (!has) throw new TypeError(`This is no record with ${[...texts, ...lists].join(", ")}.`);
  return found;
}

/**
 * What was found, if it is a list of such records. None of the handbook's lists is empty.
 * @param {any} found
 * @param {string[]} texts
 * @param {string[]} [lists]
 * @returns {any[]}
 */
export function records(found, texts, lists = []) {
  if (!(Array.isArray(found) && found.length)) throw new TypeError("This is no list of records.");
  return found.map((one) => record(one, texts, lists));
}

/**
 * Calls `what` again after it failed: when the connection is back, when the reader comes back to the page, or after a while.
 * Returns the function to tell after each call whether it failed.
 * @param {() => unknown} what
 * @returns {(failed: boolean) => void}
 */
export function retrying(what) {
  let wait = SOON;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const again = () => {
    if (timer === undefined) return;
    stop();
    what();
  };
  addEventListener("online", again);
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  return (failed) => {
    stop();
    if (failed) timer = setTimeout(again, wait);
    wait = failed ? Math.min(2 * wait, LATEST) : SOON;
  };
}
