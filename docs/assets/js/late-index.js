// @ts-check
/* The theme loads its search index with every page. This holds the request back until somebody turns to the search
   field. Runs before the theme's bundle, which asks for the index through XMLHttpRequest. */
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
}
