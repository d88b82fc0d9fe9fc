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
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isSearchIndex = String(url).endsWith("search/search_index.json");
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.isSearchIndex) turned.then(() => send.call(this, body));
    else send.call(this, body);
  };
}
