"""The one door after the build: what lies beside the pages, a last look at every page, and what a page gets at last.

A page is read here as a browser reads it, and what it holds must be known: see `handbook.finished`. Then it gets a policy
under which no inline script runs, whatever a page has. At last every recorded address is looked for where it is promised.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from handbook import promises, scripts, styles
from handbook.addresses import address_of
from handbook.export import moves
from handbook.export.file import File
from handbook.export.files import files
from handbook.export.unfurl import linked_data, with_linked_data
from handbook.finished import Finished
from handbook.handbook import Handbook
from handbook.problems import Problem
from handbook.sheets import Elements, Sheet

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
_CHARSET = '<meta charset="utf-8">'
# Source: W3C, Content Security Policy Level 3. Styles may stand inline, since Markdown aligns the cells of tables so.
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'\">"
)
# Markdown's tables, and those of our templates that have no class.
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_SCROLLS = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">'
# Where blanks count; and those that the theme's templates leave behind a tag, which count for one.
_KEPT = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)", re.DOTALL)
_BLANKS = re.compile(r"(>|\A)\s*\n\s*")
_NOTE = '<h2 id="moved-or-gone">'
_ARTICLE_END = "</article>"

# What a generator writes besides the pages: its own files below assets/, lists of pages, and Zensical's index, which
# nothing asks for.
_GENERATED = re.compile(r"assets/(?:javascripts|stylesheets|images|fonts)/.*|search\.json|sitemap\.xml(?:\.gz)?|404\.html")
# Of these, all must be there, or the build did not end.
_NEEDED = ("index.html", "404.html", "sitemap.xml")

_UNFINISHED = "Rebuild the site, and publish it once the build has finished: make build."


def publish(handbook: Handbook, site: Path) -> list[Problem]:
    """Write everything beside the pages of a built site, and finish the pages. Returns what must not be published.

    Publishing again changes nothing. Nothing is written where the build did not end.
    """
    if unfinished := list(missing(handbook, site)):
        return unfinished
    address = built_for(site)
    written = list(files(handbook, address))
    write_files(written, site)
    shorten(handbook, site)
    linked = styles.names((site / "index.html").read_text(encoding="utf-8"))
    sheet = styles.sheet_of(linked, reader(site))
    used = {place: Used(sheet.elements()) for place in styles.ALL_JOINED}
    own = {file.place for file in written}
    made = modules(handbook, site)
    finish = Finisher(handbook, address, linked, made)
    problems = list(strangers(handbook, site, own))
    ids: dict[str, Counter[str]] = {}
    for page in sorted(site.rglob("*.html")):
        path = page.relative_to(site).as_posix()
        html = page.read_text(encoding="utf-8")
        if path not in own:
            problems += finish.problems(path, html)
            ids[path.removesuffix("index.html")] = _read(html).ids
            used[styles.joined_for(path)].add(_read(html).elements(), made.reached(scripts.asked(html)))
            html = finish.page(path, html)
        page.write_text(with_policy(html), encoding="utf-8")
    added = list(Finished(finish.added()).elements())
    for place, needed in used.items() if linked else ():
        needed.add(added, ())
        (site / place).write_bytes(cut_styles(linked, sheet, needed, site))
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
    known = {*own, *pages, *_copied(handbook), *styles.ALL_JOINED}
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_dir() and path not in known and not _GENERATED.fullmatch(path):
            yield Problem(path, 1, 1, "this file isn't one of the handbook's", "Find what put it there, delete both and rebuild.")


def _copied(handbook: Handbook) -> set[str]:
    """The files that a generator copies from docs/, as paths in the site."""
    return {path.removeprefix("docs/") for path in handbook.catalog.published if not path.endswith((".md", "/jsconfig.json"))}


def write_files(found: Iterable[File], site: Path) -> None:
    """Write each file at its place below `site`."""
    for file in found:
        place = site / file.place
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)


def reader(site: Path) -> styles.Read:
    """Gives the content of a file of the site by its path."""
    return lambda path: (site / path).read_bytes()


@dataclass
class Used:
    """What the pages that share their styles have: elements, and scripts by their paths."""

    elements: Elements
    scripts: set[str] = field(default_factory=set)

    def add(self, elements: Iterable[tuple[str, Mapping[str, str | None]]], scripts: Iterable[str]) -> None:
        """Take in a page."""
        self.elements.add(elements)
        self.scripts.update(scripts)


def cut_styles(linked: list[str], sheet: Sheet, used: Used, site: Path) -> bytes:
    """The styles that every page has, without what none of the pages that share this file can need."""
    own = ((site / path).read_text(encoding="utf-8") for path in _own_styles(linked, site))
    made = ((site / path).read_text(encoding="utf-8") for path in sorted(used.scripts))
    return styles.published(sheet, used.elements, made, own)


def _own_styles(linked: list[str], site: Path) -> list[str]:
    """The styles that single pages have beside those of all."""
    found = {file.relative_to(site).as_posix() for file in (site / styles.JOINED).parent.glob("*.css")}
    return sorted(found - {*linked, *styles.ALL_JOINED})


def shorten(handbook: Handbook, site: Path) -> None:
    """Write our own scripts and styles as they are published."""
    for path in sorted(_copied(handbook)):
        for kind in (scripts, styles):
            if kind.is_ours(path):
                (site / path).write_text(kind.shortened((site / path).read_text(encoding="utf-8")), encoding="utf-8")


def modules(handbook: Handbook, site: Path) -> scripts.Modules:
    """Which of our scripts import which."""
    return scripts.Modules({path: (site / path).read_text(encoding="utf-8") for path in _copied(handbook) if scripts.is_ours(path)})


class Finisher:
    """What a page gets after it was built: notes of anchors that moved, linked data, its styles in one file, and a policy."""

    def __init__(self, handbook: Handbook, address: str, linked: list[str], modules: scripts.Modules) -> None:
        """`address` is the one that the site is built for, `linked` the styles that every page has."""
        self._linked = linked
        self._modules = modules
        self._notes = {url: moves.note(url, found) for url, found in moves.anchors(handbook).items()}
        self._documents = dict(linked_data(handbook, address))

    def page(self, path: str, html: str) -> str:
        """The finished page; unchanged if it is one already. `path` is its file's, from the site's root."""
        url = path.removesuffix("index.html")
        if url in self._notes:
            html = with_note(html, self._notes[url])
        if url in self._documents:
            html = with_linked_data(html, self._documents[url])
        html = styles.with_joined(with_scrolling_tables(with_few_blanks(html)), self._linked, styles.joined_for(path))
        return with_policy(self._modules.with_needed(html))

    def added(self) -> str:
        """All that may come into an article here."""
        return "".join([*self._notes.values(), _SCROLLS])

    def problems(self, path: str, html: str) -> Iterator[Problem]:
        """What the page holds that is not known."""
        for what in _read(html).problems():
            yield Problem(
                path, 1, 1, what, "Find the page that it was built from, and delete it there; after a change of the theme, run: make theme."
            )
        if _CHARSET not in html:
            yield Problem(path, 1, 1, f"no {_CHARSET}, after which the policy goes", "Look at the theme's head.")


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


def with_few_blanks(html: str) -> str:
    """The page without the empty lines and indents that templates leave: a third of it before it is packed."""
    pieces = _KEPT.split(html)
    # Between two texts are an element that is kept and its name.
    return "".join(_BLANKS.sub(r"\1\n", piece) if place % 3 == 0 else piece for place, piece in enumerate(pieces) if place % 3 != 2)


def with_scrolling_tables(html: str) -> str:
    """The page with each plain table in a box that scrolls sideways, as the theme's own script did when the page was there."""
    return html if _SCROLLS in html else _TABLE.sub(lambda found: f"{_SCROLLS}{found[0]}</div></div>", html)


def with_policy(html: str) -> str:
    """The page with a policy that allows its own files, no inline script, and no other host."""
    return html if _CHARSET + _POLICY in html else html.replace(_CHARSET, _CHARSET + _POLICY, 1)
