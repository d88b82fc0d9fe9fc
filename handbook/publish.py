"""The one door after the build: what lies beside the pages, a last look at every page, and what a page gets at last.

The rules read Markdown with one parser and the site is rendered by another, so what a contributor's text became is
looked at once more here, in the finished HTML. Then every page gets a policy under which only the site's own scripts
run: the theme's inline scripts are allowed by their hashes, and nothing else.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from handbook import styles
from handbook.export import moves
from handbook.export.file import File
from handbook.export.files import files
from handbook.export.unfurl import linked_data, with_linked_data
from handbook.handbook import Handbook
from handbook.problems import Problem

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type=\"application/(?:ld\+)?json\"))[^>]*>(.*?)</script>", re.DOTALL)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
_CHARSET = '<meta charset="utf-8">'
_POLICY = '<meta http-equiv="Content-Security-Policy" content="{}">'
_SAFE_SCHEMES = ("http:", "https:", "#", "mailto:")

# What an article may never hold, whoever wrote it. The theme's own scripts stand outside of it. The glossary's filter is
# a form, but is never sent.
_REFUSED_TAGS = frozenset({"script", "iframe", "object", "embed", "base", "meta", "link", "style"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "data"})

_ARTICLE_TAG = re.compile(r"<(/?)article", re.IGNORECASE)
# Stricter than what is refused, so that it stays simple: what does not fit is looked at more closely.
_PLAIN_TAG = re.compile(
    rf"""
    </?(?!(?:{"|".join(sorted(_REFUSED_TAGS))})[\s/>])[a-z][a-z0-9-]*
    (?:
        \s+(?!on|srcdoc|(?:{"|".join(sorted(_ADDRESSES))})[\s=/>])[a-z][a-z0-9:-]*(?:="[^"<>]*")?
        | \s+(?:href|src)="(?:(?:https?:|mailto:|\#)[^"<>]*|[^"<>:&]*)"
    )*
    \s*/?>
    """,
    re.IGNORECASE | re.VERBOSE,
)


def publish(handbook: Handbook, site: Path) -> list[Problem]:
    """Write everything beside the pages of a built site, and finish the pages. Returns what must not be published.

    Publishing again changes nothing.
    """
    address = built_for(site)
    write_files(files(handbook, address), site)
    join_styles(site)
    finish = Finisher(handbook, address)
    problems: list[Problem] = []
    for page in sorted(site.rglob("*.html")):
        path = page.relative_to(site).as_posix()
        html = page.read_text(encoding="utf-8")
        problems += finish.problems(path, html)
        page.write_text(finish.page(path, html), encoding="utf-8")
    return problems


def write_files(found: Iterable[File], site: Path) -> None:
    """Write each file at its place below `site`."""
    for file in found:
        place = site / file.place
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)


def join_styles(site: Path) -> None:
    """Write the styles of the home page as one file, to which every page is linked when it is finished."""
    home = site / "index.html"
    if paths := styles.names(home.read_text(encoding="utf-8")) if home.exists() else []:
        (site / styles.JOINED).write_bytes(styles.joined(paths, lambda path: (site / path).read_bytes()))


class Finisher:
    """What a page gets after it was built: notes of anchors that moved, linked data, its styles in one file, and a policy."""

    def __init__(self, handbook: Handbook, address: str) -> None:
        """`address` is the one that the site is built for."""
        self._notes = moves.anchors(handbook)
        self._documents = dict(linked_data(handbook, address))

    def page(self, path: str, html: str) -> str:
        """The finished page; unchanged if it is one already. `path` is its file's, from the site's root."""
        url = path.removesuffix("index.html")
        if url in self._notes:
            html = with_note(html, moves.note(url, self._notes[url]))
        if url in self._documents:
            html = with_linked_data(html, self._documents[url])
        return with_policy(styles.with_joined(html))

    def problems(self, path: str, html: str) -> Iterator[Problem]:
        """What the page's article holds and must not."""
        for what in unsafe(html):
            yield Problem(path, 1, 1, what, "Find the page that it was built from, and delete it there.")


def with_note(html: str, note: str) -> str:
    """The page with a note at the end of its article; unchanged where it has one already."""
    if 'id="moved-or-gone"' in html or "</article>" not in html:
        return html
    before, _, after = html.rpartition("</article>")
    return f"{before}{note}</article>{after}"


def built_for(site: Path) -> str:
    """The address that a site was built for, from its home page; empty where it says none."""
    home = site / "index.html"
    found = _CANONICAL.search(home.read_text(encoding="utf-8")) if home.exists() else None
    return found[1] if found else ""


def unsafe(html: str) -> Iterator[str]:
    """What the page's article holds and must not: scripts, frames, event handlers, addresses that run code."""
    if not _plain(html):
        article = _Article()
        article.feed(html)
        yield from article.found


def _plain(html: str) -> bool:
    """Whether nothing in the page's articles needs a closer look, which takes ten times as long as this one.

    It does not if each < there begins a tag of `_PLAIN_TAG`: no value in such a tag holds < or >, so that every reader
    of HTML sees the same tags, and none of them or of their attributes is one that is refused.
    """
    marks = list(_ARTICLE_TAG.finditer(html))
    if not marks:
        return True
    closes = [bool(mark[1]) for mark in marks]
    if closes[0] or not closes[-1] or closes.count(True) != closes.count(False):
        return False
    return "<" not in _PLAIN_TAG.sub("", html[marks[0].start() : marks[-1].start()])


def with_policy(html: str) -> str:
    """The page with a policy that allows its own files, its inline scripts by hash, and no other host."""
    if "Content-Security-Policy" in html:
        return html
    return html.replace(_CHARSET, _CHARSET + _POLICY.format(policy(html)), 1)


def policy(html: str) -> str:
    """The Content-Security-Policy for a page. Source: W3C, Content Security Policy Level 3.

    Styles may stand inline, since the theme sets some from its scripts.
    """
    hashes = sorted({_hash(script) for script in _INLINE_SCRIPT.findall(html)})
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


class _Article(HTMLParser):
    """Collects what is unsafe between <article> and </article>."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.depth += 1
        if not self.depth:
            return
        if tag in _REFUSED_TAGS:
            self.found.append(f"a <{tag}> in the text")
        if tag == "form" and any(name == "action" for name, _ in attrs):
            self.found.append("a <form> that is sent somewhere in the text")
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc":
                self.found.append(f'the attribute {name}="{value}" on <{tag}>')
            elif name in _ADDRESSES and _runs_code(value or ""):
                self.found.append(f'the address "{value}" on <{tag}>')

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.depth -= 1


def _runs_code(address: str) -> bool:
    """Whether an address has a scheme other than the web's. Browsers ignore white space and controls inside a scheme."""
    plain = re.sub(r"[\x00-\x20]", "", address).lower()
    return bool(re.match(r"[a-z][a-z0-9+.-]*:", plain)) and not plain.startswith(_SAFE_SCHEMES)
