// @ts-check
/* Two things that the theme would ask for with every page. Runs before its bundle.

   The search index: held back until somebody turns to the search field. The bundle asks for it through XMLHttpRequest.

   Sitemaps of translations: the bundle takes every link[rel=alternate] for one, and ours are feeds. It looks once, when the
   document is parsed, so they are out of its sight until the page has loaded. In the page as it is sent they are plain. */
{
  const send = XMLHttpRequest.prototype.send;
  const open = XMLHttpRequest.prototype.open;
  const field = document.querySelector("[data-md-component=search-query]");
  const turned = new Promise((resolve) => {
    for (const kind of ["focus", "pointerenter"]) field?.addEventListener(kind, resolve, { once: true });
    document.querySelector("#__search")?.addEventListener("change", resolve, { once: true });
  });
  /** @type {WeakSet<XMLHttpRequest>} Requests for the index. */
  const late = new WeakSet();
  XMLHttpRequest.prototype.open = function (/** @type {any[]} */ ...asked) {
    if (String(asked[1]).endsWith("search/search_index.json")) late.add(this);
    return Reflect.apply(open, this, asked);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (late.has(this)) turned.then(() => send.call(this, body));
    else send.call(this, body);
  };

  const feeds = document.querySelectorAll("link[rel=alternate]");
  for (const link of feeds) link.setAttribute("rel", "alternate feed");
  addEventListener("load", () => {
    for (const link of feeds) link.setAttribute("rel", "alternate");
  });
}
