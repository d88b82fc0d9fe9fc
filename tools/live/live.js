// Added to each page by `make serve`: shows it anew after an edit, and what is wrong meanwhile. Never part of a build.

const own = document.currentScript;
const page = { path: own.dataset.path, seen: own.dataset.seen, loaded: own.dataset.loaded };
const news = new URL("news", own.src);
for (const [name, value] of Object.entries(page)) news.searchParams.set(name, value);

const STYLES = `
  [role=alert]:empty { display: none }
  [role=alert] {
    position: fixed; z-index: 1000; inset: auto 0 0; box-sizing: border-box; max-height: 45vh; overflow: auto;
    padding: .75rem 1rem; background: #7f1d1d; color: #fff; border-top: 3px solid #fca5a5;
    font: 15px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; text-align: left;
  }
  [role=alert]:focus-visible, summary:focus-visible { outline: 3px solid #fff; outline-offset: -3px }
  summary { font-weight: 700; cursor: pointer }
  ul { margin: .5rem 0 0; padding-left: 1.2rem }
  li { margin: 0 0 .4rem }
  code { font: 13px/1.4 ui-monospace, monospace; color: #fecaca }
  @media (prefers-color-scheme: dark) { [role=alert] { background: #450a0a } }
  @media print { [role=alert] { display: none } }
`;

/** The region that problems are told in. It is there before it says anything, so that screen readers notice. */
function region() {
  const host = document.createElement("div");
  host.id = "hb-live";
  const root = host.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = STYLES;
  const told = document.createElement("section");
  told.setAttribute("role", "alert");
  told.setAttribute("aria-label", "Problems");
  told.tabIndex = -1;
  root.append(style, told);
  document.body.append(host);
  return told;
}

const told = region();

function line({ place, text }) {
  const item = document.createElement("li");
  const code = document.createElement("code");
  code.textContent = place;
  item.append(code, ` ${text}`);
  return item;
}

function tell({ held, problems }) {
  // The page of problems lists them itself.
  if (!problems.length || document.querySelector("main [role=alert]")) {
    told.replaceChildren();
    told.tabIndex = -1;
    return;
  }
  const details = document.createElement("details");
  details.open = true;
  const summary = document.createElement("summary");
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  summary.textContent = held ? `${count}. You see the last good version until it's fixed.` : `${count}. You see the pages as they are so far.`;
  const list = document.createElement("ul");
  list.append(...problems.map(line));
  details.append(summary, list);
  told.replaceChildren(details);
  told.tabIndex = 0;
}

/** Load the styles again, and take the old ones away only once the new ones are there. */
function restyle({ number }) {
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    const address = new URL(link.href);
    if (address.origin !== location.origin) continue;
    address.searchParams.set("live", number);
    const fresh = link.cloneNode();
    fresh.href = address.href;
    fresh.addEventListener("load", () => link.remove());
    link.after(fresh);
  }
  page.loaded = page.loaded.replace(/\d+$/, number);
  news.searchParams.set("loaded", page.loaded);
}

let stream = null;

function listen() {
  stream = new EventSource(news);
  stream.addEventListener("reload", () => location.reload());
  stream.addEventListener("styles", (event) => restyle(JSON.parse(event.data)));
  stream.addEventListener("problems", (event) => tell(JSON.parse(event.data)));
}

// A browser opens six connections to a host at the most: pages that nobody sees give theirs back, and ask again later.
function turn() {
  if (document.hidden) {
    stream?.close();
    stream = null;
  } else if (!stream) {
    listen();
  }
}

document.addEventListener("visibilitychange", turn);
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", (event) => event.persisted && listen());
turn();
