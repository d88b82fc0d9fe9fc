/* On the page that stands where another one was: go on to its new address, and keep the fragment and the query. */
addEventListener("DOMContentLoaded", () => {
  const target = new URL(document.querySelector("#to").href);
  if (!target.hash) target.hash = location.hash;
  if (location.search) target.search = location.search;
  location.replace(target);
});
