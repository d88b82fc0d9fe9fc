// @ts-check
/* Runs in the head of every page, before anything is drawn: the colours that the reader chose, or else the system's. What was
   chosen is kept in this browser where it keeps anything, and another tab follows. shell.js has the button. And whether the
   reader knows the site. */
{
  const { currentScript, documentElement: root } = document;
  const site = new URL("../../", currentScript instanceof HTMLScriptElement ? currentScript.src : location.href);
  const KEY = `${site.pathname}.__palette`; // Where the theme's own script kept it, before this one.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const system = () => (dark.matches ? "slate" : "default");

  /* "default", "slate", or nothing where the system decides. */
  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "");
      const { scheme } = found.color;
      if (scheme !== "default" && scheme !== "slate") return "";
      if (!("index" in found) || scheme !== system()) return scheme;
      localStorage.removeItem(KEY); // The theme's script kept the system's colours too, which nobody had chosen.
    } catch {
      // Nothing is kept, or nothing that can be read: the system decides.
    }
    return "";
  }

  function keep(/** @type {string} */ scheme) {
    try {
      if (scheme) localStorage.setItem(KEY, JSON.stringify({ color: { scheme } }));
      else localStorage.removeItem(KEY);
    } catch {
      // This browser keeps nothing for us. The choice lasts as long as the page.
    }
  }

  function hasRecord() {
    try {
      return localStorage.getItem("ml-pm-handbook") !== null; // Of store.js.
    } catch {
      return false;
    }
  }

  let chosen = kept();
  function show() {
    root.dataset.colours = chosen;
    document.body?.setAttribute("data-md-color-scheme", chosen || system());
  }
  function again() {
    chosen = kept();
    show();
  }
  addEventListener("hb-colours", (event) => {
    chosen = event instanceof CustomEvent ? String(event.detail) : "";
    keep(chosen);
    show();
  });
  addEventListener("storage", ({ key }) => (key === KEY || key === null) && again());
  addEventListener("pageshow", ({ persisted }) => persisted && again());
  dark.addEventListener("change", show);
  show();
  /* As soon as there is a body, so that it is never drawn in other colours. */
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    show();
  }).observe(root, { childList: true });

  root.classList.replace("no-js", "js");

  /* Whoever comes from another page of the site, or has a record here, needs no word on what it is. */
  if (document.referrer.startsWith(site.href) || hasRecord()) root.dataset.regular = "";

  /* While the page loads, what only a script can work keeps its room: see scripted.css. */
  root.dataset.loading = "";
  addEventListener("load", () => root.removeAttribute("data-loading"));
}
