// @ts-check
/* The site's own data, fetched when somebody turns to it. */

import { absolute } from "./address.js";

/**
 * The JSON at an address below the site's root. Rejects where there is none.
 * @param {string} address
 * @returns {Promise<any>}
 */
export async function json(address) {
  const url = absolute(address);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

/**
 * A function that fetches the JSON at `address` at its first call, and gives what `made` makes of it at each. Only a good
 * answer is remembered: after a failure, the next call asks again.
 * @template T
 * @param {string} address
 * @param {(found: any) => T} made
 * @returns {() => Promise<T>}
 */
export function once(address, made) {
  /** @type {Promise<T> | undefined} */
  let loading;
  return () => {
    loading ??= json(address)
      .then(made)
      .catch((error) => {
        loading = undefined;
        throw error;
      });
    return loading;
  };
}
