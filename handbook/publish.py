"""The one door after the build: what lies beside the pages, a last look at every page, and what a page gets at last.

A page is read here as a browser reads it, and what it holds must be known: see `handbook.finished`. Then it gets a policy
under which no inline script but the theme's runs. The policy is made of what is known, never of what a page has. At last
every recorded address is looked for where it is promised.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from handbook import promises, scripts, styles
from handbook.addresses import address_of
from handbook.export import moves
from handbook.export.file import File
from handbook.export.files import files
from handbook.export.unfurl import linked_data, with_linked_data
from handbook.finished import Finished, is_known
from handbook.handbook import Handbook
from handbook.problems import Problem

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
_CHARSET = '<meta charset="utf-8">'
_POLICY = '<meta http-equiv="Content-Security-Policy" content="{}">'
_WITH_POLICY = _CHARSET + _POLICY.partition("{")[0]
_NOTE = '<h2 id="moved-or-gone">'
_ARTICLE_END = "</article>"

# What a generator writes besides the pages: its own files below assets/, lists of pages, and Zensical's index, which
# nothing asks for.
_GENERATED = re.compile(r"assets/(?:javascripts|stylesheets|images|fonts)/.*|search\.json|sitemap\.xml(?:\.gz)?|404\.html")
# Of these, all must be there, or the build did not end.
_NEEDED = ("index.html", "404.html", "sitemap.xml")

_UNFINISHED = "Build the site anew, and publish it when that has ended: make build."


def publish(handbook: Handbook, site: Path) -> list[Problem]:
    """Write everything beside the pages of a built site, and finish the pages. Returns what must not be published.

    Publishing again changes nothing. Nothing is written where the build did not end.
    """
    if unfinished := list(missing(handbook, site)):
        return unfinished
    address = built_for(site)
    written = list(files(handbook, address))
    write_files(written, site)
    join_styles(site)
    shorten_scripts(handbook, site)
    own = {file.place for file in written}
    finish = Finisher(handbook, address)
    problems = list(strangers(handbook, site, own))
    ids: dict[str, Counter[str]] = {}
    for page in sorted(site.rglob("*.html")):
        path = page.relative_to(site).as_posix()
        html = page.read_text(encoding="utf-8")
        if path not in own:
            problems += finish.problems(path, html)
            ids[path.removesuffix("index.html")] = _read(html).ids
            html = finish.page(path, html)
        page.write_text(with_policy(html, ()), encoding="utf-8")
    return [*problems, *promises.broken(handbook, site, ids)]


def missing(handbook: Handbook, site: Path) -> Iterator[Problem]:
    """What a build that ended would have written, and is not there."""
    for place in _NEEDED:
        if not (site / place).is_file():
            yield Problem(place, 1, 1, "the built site lacks this file", _UNFINISHED)
    for record in handbook.catalog.prose_records():
        place = f"{address_of(record.path)}index.html"
        if place != "index.html" and not (site / place).is_file():
            yield Problem(place, 1, 1, f"the built site lacks the page of {record.path}", _UNFINISHED)
    for path in sorted(_copied(handbook)):
        if not (site / path).is_file():
            yield Problem(path, 1, 1, f"the built site lacks docs/{path}", _UNFINISHED)


def strangers(handbook: Handbook, site: Path, own: set[str]) -> Iterator[Problem]:
    """Files in the built site that come neither from a page, nor from docs/assets, nor from the theme, nor from here."""
    pages = {f"{address_of(record.path)}index.html" for record in handbook.catalog.prose_records()}
    known = {*own, *pages, *_copied(handbook), styles.JOINED}
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_dir() and path not in known and not _GENERATED.fullmatch(path):
            yield Problem(path, 1, 1, "this file is none of the handbook's", "Find what put it there, delete both, and build anew.")


def _copied(handbook: Handbook) -> set[str]:
    """The files that a generator copies from docs/, as paths in the site."""
    return {path.removeprefix("docs/") for path in handbook.catalog.published if not path.endswith((".md", "/jsconfig.json"))}


def write_files(found: Iterable[File], site: Path) -> None:
    """Write each file at its place below `site`."""
    for file in found:
        place = site / file.place
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)


def join_styles(site: Path) -> None:
    """Write the styles of the home page as one file, to which every page is linked when it is finished."""
    if paths := styles.names((site / "index.html").read_text(encoding="utf-8")):
        (site / styles.JOINED).write_bytes(styles.joined(paths, lambda path: (site / path).read_bytes()))


def shorten_scripts(handbook: Handbook, site: Path) -> None:
    """Write our own scripts as they are published."""
    for path in filter(scripts.is_ours, sorted(_copied(handbook))):
        script = site / path
        script.write_text(scripts.shortened(script.read_text(encoding="utf-8")), encoding="utf-8")


class Finisher:
    """What a page gets after it was built: notes of anchors that moved, linked data, its styles in one file, and a policy."""

    def __init__(self, handbook: Handbook, address: str) -> None:
        """`address` is the one that the site is built for."""
        self._address = address
        self._notes = moves.anchors(handbook)
        self._documents = dict(linked_data(handbook, address))

    def page(self, path: str, html: str) -> str:
        """The finished page; unchanged if it is one already. `path` is its file's, from the site's root."""
        url = path.removesuffix("index.html")
        base = self._base(path)
        known = [text for text in _read(html).scripts if is_known(text, base)]
        if url in self._notes:
            html = with_note(html, moves.note(url, self._notes[url]))
        if url in self._documents:
            html = with_linked_data(html, self._documents[url])
        return with_policy(styles.with_joined(html), known)

    def problems(self, path: str, html: str) -> Iterator[Problem]:
        """What the page holds that is not known."""
        for what in _read(html).problems(self._base(path)):
            yield Problem(
                path, 1, 1, what, "Find the page that it was built from, and delete it there; after a change of the theme, run: make theme."
            )
        if _CHARSET not in html:
            yield Problem(path, 1, 1, f"no {_CHARSET}, behind which the policy goes", "Look at the theme's head.")

    def _base(self, path: str) -> str:
        """The way to the site's root as the theme writes it in a page's scripts. The error page is at any address."""
        if path == "404.html":
            return urlsplit(self._address).path or "/"
        return "/".join([".."] * path.count("/")) or "."


@lru_cache(maxsize=1)
def _read(html: str) -> Finished:
    """The page, parsed once for all that is asked of it."""
    return Finished(html)


def with_note(html: str, note: str) -> str:
    """The page with a note at the end of its article; unchanged where it has one already."""
    if _NOTE in html or _ARTICLE_END not in html:
        return html
    before, _, after = html.rpartition(_ARTICLE_END)
    return f"{before}{note}{_ARTICLE_END}{after}"


def built_for(site: Path) -> str:
    """The address that a site was built for, from its home page; empty where it says none."""
    found = _CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    return found[1] if found else ""


def with_policy(html: str, scripts: Iterable[str]) -> str:
    """The page with a policy that allows its own files, these inline scripts by hash, and no other host."""
    if _WITH_POLICY in html:
        return html
    return html.replace(_CHARSET, _CHARSET + _POLICY.format(policy(scripts)), 1)


def policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy for a page with these inline scripts. Source: W3C, Content Security Policy Level 3.

    Styles may stand inline, since the theme sets some from its scripts.
    """
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *sorted({_hash(script) for script in scripts}))),
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
