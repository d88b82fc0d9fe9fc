// @ts-check
/* Two things that the theme would ask for with every page. Runs before its bundle.

   The search index: held back until somebody turns to search, and answered once it is there. One that could not be loaded is
   tried again, since the theme asks only once. The bundle asks for it through XMLHttpRequest.

   Sitemaps of translations: the bundle takes every link[rel=alternate] for one, and ours are feeds. It looks once, when the
   document is parsed, so they are out of its sight until the page has loaded. In the page as it is sent they are plain. */
{
  const NOT_LOADED = "Search could not be loaded. Keep typing to try again.";
  const { send, open } = XMLHttpRequest.prototype;
  const field = document.querySelector("[data-md-component=search-query]");
  const toggle = document.querySelector("#__search");
  /** @type {WeakMap<XMLHttpRequest, string | URL>} Requests for the index, and its address. */
  const late = new WeakMap();

  /* Answers `request`; raises where what came is no index. */
  async function answer(/** @type {XMLHttpRequest} */ request, /** @type {string | URL} */ address, /** @type {RequestCache} */ cache) {
    const found = await fetch(address, { cache });
    if (!found.ok) throw new Error(`${found.status} ${address}`);
    const response = await found.blob();
    if (!Array.isArray(JSON.parse(await response.text()).docs)) throw new TypeError("This is no search index.");
    Object.defineProperties(request, { status: { value: found.status }, response: { value: response } });
    request.dispatchEvent(new ProgressEvent("load"));
  }

  function say(/** @type {string} */ words) {
    const told = document.querySelector(".md-search-result__meta");
    if (told) told.textContent = words;
  }

  function wait(/** @type {XMLHttpRequest} */ request, /** @type {string | URL} */ address) {
    let busy = false;
    let done = false;
    let failed = false;
    async function tryIt() {
      if (busy || done) return;
      busy = true;
      try {
        await answer(request, address, failed ? "no-cache" : "default");
        done = true;
      } catch {
        failed = true;
        say(NOT_LOADED);
      }
      busy = false;
    }
    for (const kind of ["focus", "pointerenter", "input"]) field?.addEventListener(kind, tryIt);
    toggle?.addEventListener("change", tryIt);
    addEventListener("online", () => failed && tryIt());
    if (turned) tryIt();
  }

  let turned = false; // Whether somebody was here before the theme asked.
  const turn = () => {
    turned = true;
  };
  for (const kind of ["focus", "pointerenter"]) field?.addEventListener(kind, turn);
  toggle?.addEventListener("change", turn);

  XMLHttpRequest.prototype.open = function (/** @type {any[]} */ ...asked) {
    if (String(asked[1]).endsWith("search/search_index.json")) late.set(this, asked[1]);
    return Reflect.apply(open, this, asked);
  };
  XMLHttpRequest.prototype.send = function (body) {
    const address = late.get(this);
    if (address) wait(this, address);
    else send.call(this, body);
  };

  const feeds = document.querySelectorAll("link[rel=alternate]");
  for (const link of feeds) link.setAttribute("rel", "alternate feed");
  addEventListener("load", () => {
    for (const link of feeds) link.setAttribute("rel", "alternate");
  });
}
