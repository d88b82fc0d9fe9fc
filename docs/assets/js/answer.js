// @ts-check
/* An answer above the search results: the terms that fit best, with their definitions. */

import { element, part } from "./element.js";

/** @typedef {import("./terms.js").Term} Term */

const MOST = 3;

const field = document.querySelector("[data-md-component=search-query]");
const results = document.querySelector("[data-md-component=search-result]");

/* Both the finder and the terms come only when somebody turns to the search field. */
async function prepare() {
  const [{ Finder }, { terms }] = await Promise.all([import("./find.js"), import("./terms.js")]);
  const list = await terms();
  return { finder: new Finder(list), byId: new Map(list.map((term) => [term.id, term])) };
}

/* Where the answer goes, made at its first use. */
function box(/** @type {Element} */ within) {
  const found = within.querySelector(".hb-answer");
  if (found instanceof HTMLElement) return found;
  const said = element("p", { class: "hb-answer__status", role: "status" });
  const made = element("div", { class: "hb-answer" }, said, element("ul", { class: "hb-answer__list" }));
  within.prepend(made);
  return made;
}

function status(/** @type {Term[]} */ found, /** @type {string} */ corrected) {
  if (!found.length) return "";
  if (corrected) return `Showing results for ${corrected}`;
  return found.length === 1 ? "1 term" : `${found.length} terms`;
}

function item(/** @type {Term} */ { title, definition, url }, /** @type {number} */ place) {
  /* The theme opens the link with the highest score on Enter. */
  const name = element("strong", { "data-md-score": String(1e6 - place) }, title);
  return element("li", {}, element("a", { href: url }, name, " ", element("span", {}, definition)));
}

function start(/** @type {HTMLInputElement} */ query, /** @type {Element} */ within) {
  /** @type {Awaited<ReturnType<typeof prepare>> | undefined} */
  let prepared;
  let asked = false;

  function show() {
    if (!prepared) return;
    const { finder, byId } = prepared;
    const { ids, corrected } = finder.find(query.value);
    const found = ids.slice(0, MOST).flatMap((id) => byId.get(id) ?? []);
    tell(found, status(found, corrected));
  }

  function tell(/** @type {Term[]} */ found, /** @type {string} */ words) {
    const answer = box(within);
    answer.hidden = !words;
    part(".hb-answer__status", HTMLElement, answer).textContent = words;
    part(".hb-answer__list", HTMLElement, answer).replaceChildren(...found.map(item));
  }

  /* Once, unless it fails: whoever types on asks again. */
  async function turn() {
    if (asked) return;
    asked = true;
    try {
      prepared = await prepare();
      show();
    } catch {
      asked = false;
      tell([], "The glossary could not be loaded. Keep typing to try again.");
    }
  }

  query.addEventListener("focus", turn);
  query.addEventListener("input", () => (prepared ? show() : turn()));
  query.form?.addEventListener("reset", () => setTimeout(show));
  if (document.activeElement === query) turn();
}

if (field instanceof HTMLInputElement && results) start(field, results);
