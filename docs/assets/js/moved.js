// @ts-check
/* On the page that stands where another one was: go on to its new address, and keep the fragment and the query. A part that
   moved elsewhere has a line of its own on the page; for one that is gone, the page stays and says why. */
/** @param {string} fragment */
function decoded(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    // Not every % begins a code: #50%-off.
    return fragment;
  }
}

function goOn() {
  const part = document.getElementById(decoded(location.hash.slice(1)));
  const link = (part ?? document).querySelector(part ? "a" : "[data-to]");
  if (!(link instanceof HTMLAnchorElement)) return;
  const target = new URL(link.href);
  if (!target.hash && !part) target.hash = location.hash;
  if (location.search) target.search = location.search;
  location.replace(target);
}

addEventListener("DOMContentLoaded", goOn);
addEventListener("hashchange", goOn);
