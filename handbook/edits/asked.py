"""What a web page says of itself: its address, title, authors, year and language. All of it is a stranger's word.

Nothing of the page is trusted: what the models would refuse is left out, and what is left is for the contributor to check.
"""

import json
import re
import unicodedata
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Thread
from typing import Annotated, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit

from pydantic import TypeAdapter, ValidationError
from selectolax.lexbor import LexborHTMLParser

from handbook import model
from handbook.characters import unwanted
from handbook.rules.same import canonical_url, shareable

# Seconds for one answer, and for everything; bytes of a page that are looked at.
_TIMEOUT, _PATIENCE, _MOST = 10, 20, 2_000_000
_MOST_AUTHORS = 5
# Letters of what a page says that are looked at. No title that an entry could have is longer.
_LONGEST = 500
_DEEPEST = 6
_AGENT = "Mozilla/5.0 (compatible; ml-pm-handbook)"
_PERMANENT = {301, 308}
_YEAR = re.compile(r"(?<![0-9])(?:19[5-9][0-9]|20[0-9]{2})(?![0-9])")

_TITLES = ("citation_title", "dc.title", "og:title", "twitter:title")
_AUTHORS = ("citation_author", "dc.creator", "author", "article:author", "parsely-author")
_DATES = ("citation_publication_date", "citation_date", "citation_year", "article:published_time", "dc.date", "dc.date.issued", "date")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at an address: the address it is at, its text, or why there is none."""

    url: str
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself, as far as an entry could say it."""

    url: str
    fields: dict[str, Any] = field(default_factory=dict)


class _Follow(urllib.request.HTTPRedirectHandler):
    """Follows redirects, and knows whether all of them were permanent."""

    permanent = True

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        self.permanent &= code in _PERMANENT
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def ask(url: str) -> Answer:
    """The page at an address. Never raises, and never takes longer than 20 seconds, whatever the server does."""
    answers: list[Answer] = []
    # A server may send a letter a second for ever: then the thread is left to it.
    asking = Thread(target=lambda: answers.append(_ask(url)), daemon=True)
    asking.start()
    asking.join(_PATIENCE)
    return answers[0] if answers else Answer(url, why=f"it did not answer within {_PATIENCE} seconds")


def _ask(url: str) -> Answer:
    follow = _Follow()
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        follow,
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept": "text/html,application/xhtml+xml"})  # noqa: S310
    try:
        with opener.open(request, timeout=_TIMEOUT) as response:
            at = response.url if follow.permanent else url
            if response.headers.get_content_type() not in {"text/html", "application/xhtml+xml"}:
                return Answer(at, why="it is no web page, and says nothing of itself")
            charset = response.headers.get_content_charset() or "utf-8"
            raw = response.read(_MOST)
    except HTTPError as error:
        return Answer(url, why=f"it answers {error.code}")
    except URLError as error:
        return Answer(url, why=f"there is no connection ({getattr(error.reason, 'strerror', None) or error.reason})")
    except (OSError, HTTPException, ValueError) as error:
        return Answer(url, why=f"there is no connection ({error or type(error).__name__})")
    return Answer(at, _decoded(raw, charset))


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset, "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def read(text: str, url: str, languages: Iterable[str], this_year: int) -> Said:
    """What a page that was found at `url` says of itself, in the fields of a resource."""
    tree = LexborHTMLParser(text)
    metas = list(_metas(tree))
    data = [item for node in tree.css('script[type="application/ld+json"]') for item in _linked(node.text())]
    fields: dict[str, Any] = {}
    for name, found in (
        ("title", _title(tree, metas, data)),
        ("authors", _authors(metas, data)),
        ("year", _year(metas, data, this_year)),
        ("language", _language(tree, languages)),
    ):
        if found and _fits(name, found):
            fields[name] = found
    return Said(_address(tree, url), fields)


def _fits(name: str, value: Any) -> bool:
    """Whether the field of an entry would take it."""
    info = model.Resource.model_fields[name]
    wanted: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    try:
        TypeAdapter(wanted).validate_python(value)
    except ValidationError:
        return False
    return True


def _metas(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("meta[content]"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        if content := _clean(node.attributes.get("content") or ""):
            yield name.lower(), content


def _linked(text: str) -> Iterator[dict[str, Any]]:
    """The things that a block of JSON-LD describes, those inside others too."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    yield from _things(value, 0)


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _things(value.get("@graph"), depth + 1)
        yield from _things(value.get("mainEntity"), depth + 1)


def _first(metas: list[tuple[str, str]], names: Iterable[str]) -> str:
    return next((content for wanted in names for name, content in metas if name == wanted), "")


def _title(tree: LexborHTMLParser, metas: list[tuple[str, str]], data: list[dict[str, Any]]) -> str:
    title = _first(metas, _TITLES[:2]) or next((_clean(thing["headline"]) for thing in data if isinstance(thing.get("headline"), str)), "")
    node = tree.css_first("title")
    title = title or _first(metas, _TITLES[2:]) or (_clean(node.text()) if node else "")
    site = _first(metas, ("og:site_name",))
    return re.sub(rf"\s*[|·:\u2013\u2014-]\s*{re.escape(site)}$", "", title) if site and title != site else title


def _authors(metas: list[tuple[str, str]], data: list[dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for wanted in _AUTHORS:
        if names := [_in_order(content) for name, content in metas if name == wanted and not urlsplit(content).scheme]:
            found = names
            break
    found = found or [_clean(name) for thing in data for name in _named(thing.get("author"))]
    return list(dict.fromkeys(filter(None, found)))[:_MOST_AUTHORS]


def _in_order(name: str) -> str:
    """`Kleppmann, Martin` as people say it. Whoever has more commas is several people."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first and " and " not in name else name


def _named(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str):
            yield name


def _year(metas: list[tuple[str, str]], data: list[dict[str, Any]], this_year: int) -> int | None:
    published = [str(thing["datePublished"]) for thing in data if isinstance(thing.get("datePublished"), str | int)]
    for text in (_first(metas, _DATES), *published):
        found = _YEAR.search(text)
        if found and int(found[0]) <= this_year + 1:
            return int(found[0])
    return None


def _language(tree: LexborHTMLParser, languages: Iterable[str]) -> str:
    root = tree.css_first("html")
    language = ((root.attributes.get("lang") if root else "") or "")[:2].lower()
    return language if language in set(languages) else ""


def _address(tree: LexborHTMLParser, url: str) -> str:
    """The address that the page gives for itself, if it is on the same host and not the host's first page; else that where it was found."""
    node = tree.css_first('link[rel="canonical"]')
    try:
        named = urljoin(url, (node.attributes.get("href") or "").strip()) if node else ""
        same_host = canonical_url(named).partition("/")[0] == canonical_url(url).partition("/")[0]
        has_path = bool(urlsplit(named).path.strip("/") or not urlsplit(url).path.strip("/"))
    except ValueError:
        return shareable(url)
    return shareable(named) if named and same_host and has_path and _fits("url", named) else shareable(url)


def _clean(text: str) -> str:
    """The text on one line, in composed letters, without what no reader sees or what begins a template."""
    line = unicodedata.normalize("NFC", " ".join(text[:_LONGEST].split()))
    while found := unwanted(line):
        line = line[: found[0]] + line[found[0] + 1 :]
    return re.sub(r"\{[{%#]|[%#}]\}", "", line).strip()
