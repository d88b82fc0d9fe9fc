/* The glossary's filter: text and area, kept in the address. Without it the whole list is there. The theme takes `q` in an
   address for its own search, hence `term`. */

import { Finder } from "./find.js";

const form = document.querySelector(".hb-filter");
const list = document.querySelector(".hb-glossary");

if (form && list) start();

function start() {
  const rows = [...list.querySelectorAll(".hb-index > li")];
  const sections = [...list.querySelectorAll("section")];
  const found = list.querySelector(".hb-found");
  const status = form.querySelector("[role=status]");
  const empty = list.querySelector(".hb-empty");
  const byId = new Map(rows.map((row) => [row.dataset.id, row]));
  const homes = new Map(rows.map((row) => [row, row.parentElement]));
  const finder = new Finder(
    rows.map((row) => ({ id: row.dataset.id, title: row.dataset.title, aliases: row.dataset.aliases.split("|").filter(Boolean) })),
  );

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => change("replaceState"));
  form.addEventListener("change", () => change("pushState"));
  form.addEventListener("reset", () => setTimeout(() => change("pushState")));
  addEventListener("popstate", fromAddress);
  fromAddress();

  function fromAddress() {
    const state = new URLSearchParams(location.search);
    form.elements.term.value = state.get("term") ?? "";
    form.elements.area.value = state.get("area") ?? "";
    if (form.elements.area.selectedIndex < 0) form.elements.area.value = "";
    show();
  }

  function change(how) {
    const state = new URLSearchParams(location.search);
    for (const name of ["term", "area"]) {
      const value = form.elements[name].value.trim();
      value ? state.set(name, value) : state.delete(name);
    }
    const address = `${location.pathname}${state.size ? `?${state}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash) history[how](null, "", address);
    show();
  }

  function show() {
    const query = form.elements.term.value.trim();
    const area = form.elements.area.value;
    const fits = (row) => !area || row.dataset.area === area;
    const { ids, corrected } = query ? finder.find(query) : { ids: [], corrected: "" };
    const ranked = ids.map((id) => byId.get(id)).filter(fits);
    for (const row of rows) {
      row.hidden = !query && !fits(row);
      if (!query && row.parentElement !== homes.get(row)) homes.get(row).append(row);
    }
    if (query) found.replaceChildren(...ranked);
    else restore();
    found.hidden = !query;
    for (const section of sections) section.hidden = Boolean(query) || !section.querySelector("li:not([hidden])");
    list.querySelector(".hb-letters").hidden = Boolean(query);
    const count = query ? ranked.length : rows.filter((row) => !row.hidden).length;
    empty.hidden = count > 0;
    status.textContent = `${corrected && count ? `Showing results for ${corrected}: ` : ""}${count} of ${rows.length} terms`;
  }

  /* Rows that were ranked go back to their letters, in their order. */
  function restore() {
    for (const row of rows) homes.get(row).append(row);
  }
}
