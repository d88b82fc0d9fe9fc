// @ts-check
/* Runs in the head of every page, before the theme's own scripts, which read the browser's storage without asking whether there
   is any: where site data is blocked they would stop, and search and colours with them. They get storage that keeps nothing. */
{
  /* Whoever writes to it is told, so that nobody takes for kept what is not. */
  const nothing = {
    length: 0,
    clear: () => undefined,
    getItem: () => null,
    key: () => null,
    removeItem: () => undefined,
    setItem() {
      throw new DOMException("This browser keeps nothing for this page.", "QuotaExceededError");
    },
  };
  const { currentScript, documentElement: root } = document;
  const site = new URL("../../", currentScript instanceof HTMLScriptElement ? currentScript.src : location.href);
  const COLOURS = `${site.pathname}.__palette`; // Where the theme keeps which colours the reader chose.

  const WORD = /^[a-z]+$/u;

  /* Whether the theme can read what is kept as its colours; it reads anything, and stops at what it does not expect. */
  function sound(/** @type {string} */ kept) {
    try {
      const { index, color } = JSON.parse(kept);
      return Number.isInteger(index) && index >= 0 && Object.keys(color).every((name) => WORD.test(name));
    } catch {
      return false;
    }
  }

  function works(/** @type {"localStorage" | "sessionStorage"} */ name) {
    try {
      const kept = window[name].getItem(COLOURS);
      if (kept !== null && !sound(kept)) window[name].removeItem(COLOURS);
      return true;
    } catch {
      return false;
    }
  }

  for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    if (!works(name)) Object.defineProperty(window, name, { value: nothing, configurable: true });
  }

  /* While the page loads, what only a script can work keeps its room: see scripted.css. */
  root.dataset.loading = "";
  addEventListener("load", () => root.removeAttribute("data-loading"));
}
