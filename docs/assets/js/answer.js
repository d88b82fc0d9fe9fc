/* An answer above the search results: the terms that fit best, with their definitions. */

const MOST = 3;

const field = document.querySelector("[data-md-component=search-query]");
const results = document.querySelector("[data-md-component=search-result]");

let finder;
let byId;

/* Both the finder and the terms come only when somebody turns to the search field. */
async function prepare() {
  const [{ Finder }, { terms }] = await Promise.all([import("./find.js"), import("./terms.js")]);
  const list = await terms();
  byId = new Map(list.map((term) => [term.id, term]));
  finder = new Finder(list);
  show();
}

function box() {
  let found = results.querySelector(".hb-answer");
  if (!found) {
    found = document.createElement("div");
    found.className = "hb-answer";
    found.innerHTML = '<p class="hb-answer__status" role="status"></p><ul class="hb-answer__list"></ul>';
    results.prepend(found);
  }
  return found;
}

function show() {
  if (!finder) return;
  const { ids, corrected } = finder.find(field.value);
  const found = ids.slice(0, MOST).map((id) => byId.get(id));
  const answer = box();
  answer.hidden = !found.length;
  answer.querySelector(".hb-answer__status").textContent = status(found, corrected);
  answer.querySelector(".hb-answer__list").replaceChildren(...found.map(item));
}

function status(found, corrected) {
  if (!found.length) return "";
  return corrected ? `Showing results for ${corrected}` : found.length === 1 ? "1 term" : `${found.length} terms`;
}

function item(term, place) {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  const title = document.createElement("strong");
  const definition = document.createElement("span");
  link.href = term.url;
  title.textContent = term.title;
  /* The theme opens the link with the highest score on Enter. */
  title.dataset.mdScore = String(1e6 - place);
  definition.textContent = term.definition;
  link.append(title, " ", definition);
  entry.append(link);
  return entry;
}

if (field && results) {
  field.addEventListener("focus", () => prepare().catch(console.error), { once: true });
  field.addEventListener("input", show);
  field.form.addEventListener("reset", () => setTimeout(show));
  if (document.activeElement === field) prepare().catch(console.error);
}
