/* The terms with their definitions, fetched once and only when somebody turns to them. */

const ADDRESS = new URL("../terms.json", import.meta.url);
const ROOT = new URL("../../", import.meta.url);

let loading;

/** A promise of the list: `{ id, title, aliases, definition, url }`, with absolute addresses. */
export function terms() {
  loading ??= fetch(ADDRESS)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.status} ${ADDRESS}`))))
    .then((list) => list.map((term) => ({ ...term, url: new URL(`glossary/${term.id}/`, ROOT).href })))
    .catch((error) => {
      loading = undefined; // The next attempt asks again.
      throw error;
    });
  return loading;
}
