"""A built site as facts: on such a page, such a thing has such a value. Two sites are compared by what only one has.

Facts of a page have no order; its text has.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

ROWS = ("pages", "titles", "metas", "headings", "ids", "text", "links", "files", "addresses")
_REFERENCES = ("href", "xlink:href", "src", "srcset", "action", "formaction", "poster", "data")
# A letter, a digit or one of -._~, written as its number.
_ENCODED = re.compile(r"%(2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """On the page or file `where`, `what` has this value: `("titles", "about/", "title", "About - ML PM Handbook")`."""

    row: str
    where: str
    what: str
    value: str


def read_site(site: Path, root: str, recorded: Iterable[str] = ()) -> Counter[Fact]:
    """All facts of a built site that stands at the address `root`. `recorded` are addresses from there, with fragments."""
    facts: Counter[Fact] = Counter()
    ids: dict[str, Counter[str]] = {}
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        path = file.relative_to(site).as_posix()
        content = file.read_bytes()
        if file.suffix != ".html":
            facts.update(_sitemap(content.decode(), path) if path == "sitemap.xml" else [_file(content, path)])
            continue
        url = path.removesuffix("index.html")
        page = list(read_page(content.decode(), url, root))
        facts.update(page)
        ids[url] = Counter(fact.value for fact in page if fact.row == "ids")
    for address in recorded:
        url, _, anchor = address.partition("#")
        times = (ids[url][anchor] if anchor else 1) if url in ids else 0
        facts[Fact("addresses", address, "times", str(times))] += 1
    return facts


def _file(content: bytes, path: str) -> Fact:
    return Fact("files", path, "content", hashlib.sha256(content).hexdigest())


def _sitemap(text: str, path: str) -> Iterator[Fact]:
    """The sitemap's entries one by one, so that a page that is missing in it is not taken for another layout."""
    for entry in LexborHTMLParser(text).css("url"):
        location = "".join(_plain(node) for node in entry.css("loc"))
        yield Fact("files", path, "page", location)
        for node in entry.css("lastmod"):
            yield Fact("files", path, f"day of {location}", _plain(node))


def read_page(html: str, url: str, root: str) -> Iterator[Fact]:
    """All facts of one page at `url` below `root`."""
    tree = LexborHTMLParser(html)
    yield Fact("pages", url, "page", "there")
    for node in tree.css("head > title"):
        yield Fact("titles", url, "title", _plain(node))
    for node in tree.css("meta"):
        yield from _meta(node, url)
    for node in tree.css("link[rel=canonical]"):
        yield Fact("metas", url, "canonical", node.attributes.get("href") or "")
    for node in tree.css("h1, h2, h3, h4, h5, h6"):
        yield Fact("headings", url, f"{node.tag}#{node.attributes.get('id') or ''}", _plain(node))
    for node in tree.css("[id]"):
        yield Fact("ids", url, "id", node.attributes["id"] or "")
    for name in _REFERENCES:
        # Selectors of Lexbor know an attribute by its local name.
        for node in tree.css(f"[{name.rpartition(':')[2]}]"):
            if (value := node.attributes.get(name)) is not None:
                yield from _links(node, name, value, url, root)
    tree.strip_tags(["script", "style"])
    yield Fact("text", url, "article", " ".join(_plain(article) for article in tree.css("article.md-content__inner") or tree.css("body")))


def _meta(node: LexborNode, url: str) -> Iterator[Fact]:
    values = node.attributes
    if name := values.get("name") or values.get("property") or values.get("http-equiv"):
        yield Fact("metas", url, name, values.get("content") or "")


def _links(node: LexborNode, name: str, value: str, url: str, root: str) -> Iterator[Fact]:
    # With the words of a link, so that two links that swapped their targets differ.
    said = {"a": f' "{_plain(node)}"', "link": f" {node.attributes.get('rel')}"}.get(node.tag or "", "")
    for reference in _in_srcset(value) if name == "srcset" else [value]:
        yield Fact("links", url, f"{node.tag} {name}{said}", _normal(urljoin(root + url, reference)))


def _normal(address: str) -> str:
    """The address with `%2E` as the dot that it is, and so with all characters that need no encoding (RFC 3986, 6.2.2.2)."""
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), address)


def _in_srcset(value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.split()]


def _plain(node: LexborNode) -> str:
    """The text of an element, white space as one space."""
    return " ".join(node.text(deep=True).split())
