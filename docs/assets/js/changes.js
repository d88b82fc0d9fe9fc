/* The filter of the list of changes: entry, kind and date, kept in the address. Without it the whole list is there. */

const form = document.querySelector(".hb-changes .hb-filter");
const sections = [...document.querySelectorAll(".hb-changes section")];
const rows = [...document.querySelectorAll(".hb-changes li[data-item]")];
const status = form.querySelector("[role=status]");
const NAMES = ["entry", "kind", "since"];

function fromAddress() {
  const state = new URLSearchParams(location.search);
  for (const name of NAMES) form.elements[name].value = state.get(name) ?? "";
  show();
}

function changed(how) {
  const state = new URLSearchParams(location.search);
  for (const name of NAMES) {
    const value = form.elements[name].value.trim();
    value ? state.set(name, value) : state.delete(name);
  }
  history[how](null, "", `${location.pathname}${state.size ? `?${state}` : ""}`);
  show();
}

function show() {
  const [entry, kind, since] = NAMES.map((name) => form.elements[name].value.trim().toLowerCase());
  let count = 0;
  for (const row of rows) {
    const { item } = row.dataset;
    const named = !entry || (entry.includes("/") ? item === entry : item.includes(entry) || row.textContent.toLowerCase().includes(entry));
    const fits = named && (!kind || item.startsWith(`${kind}/`)) && (!since || row.closest("section").dataset.day >= since);
    row.hidden = !fits;
    count += fits;
  }
  for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
  document.querySelector(".hb-changes .hb-empty").hidden = count > 0;
  status.textContent = `${count} of ${rows.length} changes`;
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => changed("replaceState"));
form.addEventListener("reset", () => setTimeout(() => changed("pushState")));
addEventListener("popstate", fromAddress);
fromAddress();
