"""A built page as a browser reads it: what its article holds, what stands around that, and which of it is known.

The check sees that no page has HTML of its own. This is the second wall, behind the generator: it reads the finished page
with a parser of HTML5 and compares it with `theme.json`, which says what the theme prints and what our templates and
Markdown may put into an article. `make theme` writes that file anew when the theme changes, and reviewers see the difference.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

THEME = Path(__file__).with_name("theme.json")

ARTICLE = "article.md-content__inner"
FOOTER = "footer.md-footer"

# What Markdown can print, whether or not a page does so today.
MARKDOWN: Mapping[str, frozenset[str]] = {
    **{tag: frozenset({"id"}) for tag in ("h2", "h3", "h4", "h5", "h6")},
    **{tag: frozenset() for tag in ("p", "em", "strong", "pre", "blockquote", "ul", "li", "hr", "br", "table", "thead", "tbody", "tr")},
    "ol": frozenset({"start"}),
    "a": frozenset({"href", "title", "class"}),
    "img": frozenset({"src", "alt", "title"}),
    "code": frozenset({"class"}),
    "div": frozenset({"class"}),
    "th": frozenset({"style"}),
    "td": frozenset({"style"}),
}
_ALIGNED = re.compile(r"text-align: (?:left|center|right);")

_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "srcset", "poster", "cite", "ping", "background", "xlink:href"})
_SCHEMES = frozenset({"", "http", "https", "mailto"})


@dataclass(slots=True)
class Shape:
    """What pages hold: elements with their attributes inside the article and around it."""

    inside: dict[str, set[str]] = field(default_factory=dict)
    around: dict[str, set[str]] = field(default_factory=dict)
    # What stands directly in each element that the article is in.
    children: dict[str, set[str]] = field(default_factory=dict)
    # Attributes that run or draw, with their values, around the article; names of meta elements and relations of links.
    exact: set[str] = field(default_factory=set)

    def add(self, other: "Shape") -> None:
        """Take in what another shape has."""
        for mine, theirs in ((self.inside, other.inside), (self.around, other.around), (self.children, other.children)):
            for name, values in theirs.items():
                mine.setdefault(name, set()).update(values)
        self.exact |= other.exact

    def as_json(self) -> str:
        """The text of `theme.json`: sorted, one name a line, so that a change is a line."""
        tables = {name: {key: sorted(values) for key, values in sorted(getattr(self, name).items())} for name in _TABLES}
        return json.dumps({**tables, "exact": sorted(self.exact)}, indent=1) + "\n"


_TABLES = ("inside", "around", "children")


@lru_cache(maxsize=1)
def known() -> Shape:
    """What `theme.json` says, and what Markdown can print."""
    data: dict[str, Any] = json.loads(THEME.read_text(encoding="utf-8"))
    shape = Shape(exact=set(data["exact"]))
    for name in _TABLES:
        getattr(shape, name).update({key: set(values) for key, values in data[name].items()})
    shape.add(Shape(inside={tag: set(attributes) for tag, attributes in MARKDOWN.items()}))
    return shape


class Finished:
    """One built page."""

    def __init__(self, html: str) -> None:
        self.tree = LexborHTMLParser(html)
        self.nodes = self.tree.css("*")
        self.ids = Counter(value for node in self.nodes if (value := node.attributes.get("id")) is not None)
        self.articles = [node for node in self.tree.css("article") if "md-content__inner" in _classes(node)]

    @property
    def scripts(self) -> list[str]:
        """The inline scripts that a browser would run."""
        return [_script_text(node) for node in self.nodes if _runs(node) and node.attributes.get("src") is None]

    def elements(self) -> Iterator[tuple[str, Mapping[str, str | None]]]:
        """Name and attributes of each element."""
        return ((_tag(node), node.attributes) for node in self.nodes)

    def shape(self) -> Shape:
        """What the page holds."""
        shape = Shape()
        chain = self._chain()
        for node, inside in self._placed():
            attributes = set(node.attributes)
            place = shape.inside if inside else shape.around
            place.setdefault(_tag(node), set()).update(attributes - ({"style"} if inside and _is_aligned(node) else set()))
            if not inside:
                shape.exact |= set(_exact(node))
        for node in chain:
            shape.children.setdefault(_key(node), set()).update(_key(child) for child in node.iter())
        return shape

    def _chain(self) -> list[LexborNode]:
        """The elements that the article is in, from the nearest."""
        found: list[LexborNode] = []
        node = self.articles[0].parent if self.articles else None
        while node is not None and _tag(node) not in {"-undef", "-document", "#document"}:
            found.append(node)
            node = node.parent
        return found

    def _placed(self) -> Iterator[tuple[LexborNode, bool]]:
        """Each element, and whether it is in the article."""
        inside = {node.mem_id for article in self.articles[:1] for node in article.css("*")}
        own = {article.mem_id for article in self.articles[:1]}
        for node in self.nodes:
            yield node, node.mem_id in inside and node.mem_id not in own

    def problems(self) -> Iterator[str]:
        """What is not known."""
        yield from self._structure()
        shape = known()
        for node, inside in self._placed():
            yield from _faults(node, inside, shape)
        for node in self.tree.css("noscript *"):
            # A browser that runs scripts takes what is in there for text, which ends at these letters wherever they stand.
            if any("</noscript" in (value or "").lower() for value in node.attributes.values()):
                yield f"the end of a <noscript> in an attribute on <{_tag(node)}>"
        for text in self.scripts:
            yield f"an inline script: {' '.join(text.split())[:60]}"
        for anchor, times in self.ids.items():
            if times > 1:
                yield f'the id "{anchor}" {times} times'

    def _structure(self) -> Iterator[str]:
        if len(self.articles) != 1:
            yield f"{len(self.articles)} articles instead of one"
            return
        shape, chain = known(), self._chain()
        for node in chain:
            for child in node.iter():
                if _key(child) not in shape.children.get(_key(node), ()):
                    yield f"{_key(child)} in {_key(node)}, where the theme has none: something ends the article before its end"
        footers = self.tree.css(FOOTER)
        container = _key(footers[0].parent) if len(footers) == 1 and footers[0].parent is not None else ""
        if container != "div.md-container":
            yield "no footer below the article: something in it swallows the rest of the page"


def _faults(node: LexborNode, inside: bool, shape: Shape) -> Iterator[str]:
    """What is not known about one element."""
    tag, attributes = _tag(node), node.attributes
    allowed = (shape.inside if inside else shape.around).get(tag)
    where = "in the text" if inside else "around the text"
    if allowed is None:
        yield f"a <{tag}> {where}"
        return
    for name, value in attributes.items():
        told = f'the attribute {name}="{(value or "")[:60]}" on <{tag}> {where}'
        if name in _ADDRESSES and not is_harmless(value or ""):
            yield f'the address "{(value or "")[:60]}" on <{tag}>'
        elif not _fits(node, name, inside, allowed):
            yield told
    if not inside:
        yield from (f"{found} {where}" for found in _exact(node) if found not in shape.exact)


def _fits(node: LexborNode, name: str, inside: bool, allowed: set[str]) -> bool:
    """Whether an element may have this attribute."""
    return _is_aligned(node) if inside and name == "style" else name in allowed


def _exact(node: LexborNode) -> Iterator[str]:
    """What is compared with its value, around the article: what runs, draws over the page, or speaks to the browser."""
    tag, attributes = _tag(node), node.attributes
    for name, value in attributes.items():
        if name == "style" or name.startswith("on"):
            yield f'<{tag} {name}="{value}">'
    if tag == "meta":
        yield f"<meta {attributes.get('http-equiv') or attributes.get('name') or attributes.get('property') or 'charset'}>"
    if tag == "link":
        yield f"<link {attributes.get('rel')}>"
    if tag == "script":
        yield f"<script {attributes.get('type') or ''}>"
        source = attributes.get("src")
        if source is not None and (scheme_of(source) or source.strip().startswith(("//", "\\"))):
            yield f'<script src="{source[:60]}">'


def _tag(node: LexborNode) -> str:
    return str(node.tag)


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _key(node: LexborNode) -> str:
    """An element by its name and its first class."""
    classes = _classes(node)
    return f"{_tag(node)}.{classes[0]}" if classes else _tag(node)


def _is_aligned(node: LexborNode) -> bool:
    return _tag(node) in {"th", "td"} and bool(_ALIGNED.fullmatch(node.attributes.get("style") or ""))


def _runs(node: LexborNode) -> bool:
    """Whether an element is a script that a browser runs: one with a type of data is none."""
    return _tag(node) == "script" and node.attributes.get("type") not in {"application/json", "application/ld+json"}


def _script_text(node: LexborNode) -> str:
    return node.text() or ""


def scheme_of(address: str) -> str:
    """The scheme of an address as browsers read it, without the blanks and controls that they leave out."""
    plain = re.sub(r"[\t\n\r]", "", address.lstrip("".join(map(chr, range(33)))))
    found = re.match(r"([a-z][a-z0-9+.-]*):", plain, re.IGNORECASE)
    return found[1].lower() if found else ""


def is_harmless(address: str) -> bool:
    """Whether an address has no scheme, or one of the web's."""
    return scheme_of(address) in _SCHEMES
