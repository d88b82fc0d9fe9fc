"""Every reference inside the built site: pages, fragments, pictures, styles, scripts, redirects, and pages that none leads to.

Two programs look, since neither sees all. linkchecker crawls the site as it will be served, below a path prefix: it
follows redirects and finds the pages that nobody links. lychee reads every file, reached or not, and knows fragments,
`srcset` and each place where an address stands, of which linkchecker names one. What both find is told once.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

from handbook.links import linkchecker
from handbook.links.linkchecker import Answer, CheckerFailed
from handbook.problems import did_you_mean
from handbook.serving import serving

_SETTINGS = Path(__file__).with_name("inside.ini")
_LYCHEE_SETTINGS = Path(__file__).with_name("lychee.toml")

# Where the site is served if it says nothing of where it will be: an address from the server's root must not work.
_ANY_PREFIX = "/handbook/"

# The page for what is not there answers at every address, so its own references begin at the server's root.
_NOT_FOUND = "404.html"

# How lychee's reasons begin.
_NO_FRAGMENT = "Cannot find fragment"
_NO_INDEX = "Cannot find index file"
_NO_FILE = "File not found"

_LYCHEE = Path(sys.executable).with_name("lychee")

# 0: all is well. 2: something is not, which the report tells.
_FINISHED = frozenset({0, 2})

# Seconds. It takes one or two.
_LONGEST_READ = 300

_REBUILD = "Rebuild the site: make build"
_NOT_CHECKED = "So the links inside the site have not been checked."

_MEND = "Correct it where the page is written, or in the template that prints it."


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a file of the built site; `page` is its path below the site's folder."""

    page: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.page}: {self.what}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was looked at, and what was found, in the order of the pages."""

    pages: int
    references: int
    faults: list[Fault]


@dataclass(frozen=True)
class _Site:
    """A built site: its folder, the address that its sitemap gives it, and the path below which it is served here."""

    folder: Path
    address: str
    prefix: str

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, by its path below the folder."""
        return frozenset(file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file())

    @cached_property
    def places(self) -> frozenset[str]:
        """What one can link: files, and folders that have an index."""
        return self.files | {file.removesuffix("/index.html") for file in self.files if file.endswith("/index.html")}

    def file(self, path: str) -> str:
        """The file that answers at a path from the server's root, whether it is there or not."""
        below = path.removeprefix(self.prefix)
        if below in self.files:
            return below
        return f"{below.rstrip('/')}/index.html" if below.strip("/") else "index.html"


@dataclass(frozen=True, slots=True)
class _Broken:
    """A reference that does not hold: the file that it stands in, where it leads from the server's root, and the cause.

    The path is empty where it is no address at all.
    """

    page: str
    path: str
    fragment: str
    cause: str

    @property
    def reference(self) -> tuple[str, str, str]:
        """What makes two findings one. Of the two programs, lychee tells the cause more exactly."""
        return self.page, self.path or self.cause, self.fragment


def inspect(folder: Path, prefix: str = "") -> Inspection:
    """Look at the site built in `folder`, served below `prefix`, or by default below the path that it is built for.

    What is only half there is told, and nothing is looked for in it. Raises `CheckerFailed` where one of the two programs
    does not get to the end.
    """
    folder = folder.resolve()
    if halves := sorted(_half_built(folder)):
        return Inspection(0, 0, halves)
    listed = _listed(folder)
    if not listed or not (folder / "index.html").is_file():
        what = "the folder is not a site: it has no index.html, or no sitemap.xml that lists it"
        return Inspection(0, 0, [Fault("index.html", what, "Build the site with a site_url: make build")])
    address = min(listed, key=len)
    built_for = urlsplit(address).path
    site = _Site(folder, address, _with_slashes(prefix) if prefix else built_for if built_for != "/" else _ANY_PREFIX)
    crawled, reached = _crawl(site)
    read, references = _read(site, ".", "--exclude-path", f"/{re.escape(_NOT_FOUND)}$")
    faults = {broken.reference: _explain(site, broken) for broken in (*crawled, *read)}
    found = {*faults.values(), *_orphans(site, listed, reached)}
    if _NOT_FOUND in site.files:
        deployed = replace(site, prefix=built_for)
        read, more = _read(deployed, _NOT_FOUND)
        found.update(_explain(deployed, broken) for broken in read)
        references += more
    return Inspection(sum(file.endswith(".html") for file in site.files), references, sorted(found))


def _half_built(folder: Path) -> Iterator[Fault]:
    """Pages that cannot be read or end too early, and a sitemap that does: what a build leaves that was stopped."""
    shut: list[OSError] = []
    files = [Path(parent, name) for parent, _, names in os.walk(folder, onerror=shut.append) for name in names]
    for error in shut:
        yield Fault(os.path.relpath(error.filename, folder), f"cannot be read ({error.strerror})", _REBUILD)
    for file in (file for file in files if file.suffix == ".html" or file == folder / "sitemap.xml"):
        name = file.relative_to(folder).as_posix()
        end = "</urlset>" if file.name == "sitemap.xml" else "</html>"
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            yield Fault(name, f"cannot be read ({error.strerror if isinstance(error, OSError) else 'it is not UTF-8'})", _REBUILD)
        else:
            if not text.rstrip().lower().endswith(end):
                yield Fault(name, f"is cut off: it does not end with {end}, so its links are not all there", _REBUILD)


def _with_slashes(prefix: str) -> str:
    return f"/{prefix.strip('/')}/" if prefix.strip("/") else "/"


def _listed(folder: Path) -> list[str]:
    """The addresses in the sitemap. That of the home page, which is the site's own, is the shortest."""
    sitemap = folder / "sitemap.xml"
    text = sitemap.read_text(encoding="utf-8") if sitemap.is_file() else ""
    return [unescape(found).strip() for found in re.findall(r"<loc>(.*?)</loc>", text, re.DOTALL)]


def _crawl(site: _Site) -> tuple[list[_Broken], set[str]]:
    """What linkchecker found, and the files that it reached from the home page.

    A file that it did not reach, such as a redirect from an old address, is looked at with what stands in it.
    """
    with serving(site.folder, site.prefix) as url:
        within = ("--ignore-url", f"!^{re.escape(url)}")
        answers = linkchecker.run(_SETTINGS, [url], *within)
        reached = {site.file(_path(answer.url)) for answer in answers if answer.sound and answer.url.startswith(url)}
        pages = {file for file in site.files if file.endswith(".html")}
        if unreached := sorted(pages - reached - {_NOT_FOUND}):
            answers += linkchecker.run(_SETTINGS, [url + file for file in unreached], *within, "--recursion-level", "1")
    unread = [_Broken(site.file(_path(answer.url)), _path(answer.url), "", answer.unread) for answer in answers if answer.unread]
    return [_from_answer(site, answer) for answer in answers if _is_broken(site, url, answer)] + unread, reached


def _is_broken(site: _Site, url: str, answer: Answer) -> bool:
    """Whether a reference inside the site does not hold, or leads to somewhere else on the same server."""
    on_this_server = urlsplit(answer.url).netloc == urlsplit(url).netloc and answer.url != url.rstrip("/")
    stands_in_page = answer.parent and site.file(_path(answer.parent)) != _NOT_FOUND
    # Not every file system minds upper and lower case; the one that it will be served from does.
    sound = answer.sound and answer.url.startswith(url) and site.file(_path(answer.url)) in site.files
    return bool(on_this_server and stands_in_page and not sound)


def _from_answer(site: _Site, answer: Answer) -> _Broken:
    cause = _NO_FILE if answer.sound or answer.status == HTTPStatus.NOT_FOUND else answer.result
    return _Broken(site.file(_path(answer.parent)), _path(answer.url).rstrip("/"), "", cause)


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)


def _read(site: _Site, file: str, *options: str) -> tuple[list[_Broken], int]:
    """What lychee found in a file of the site, or in the whole folder, and how many references it looked at.

    It reads from disk, so the site is laid out there as it is served: below its prefix, with nothing around it.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "root"
        place = root / site.prefix.strip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(site.folder, target_is_directory=True)
        remap = f"^{re.escape(site.address)} {place.as_uri()}/"
        command = [str(_LYCHEE), "--config", str(_LYCHEE_SETTINGS), "--root-dir", str(root), "--remap", remap, *options, str(place / file)]
        report = _report(command)
        try:
            errors = [(os.path.relpath(page, place), item) for page, items in report["error_map"].items() for item in items]
            return [_from_item(page, root, item) for page, item in errors], int(report["total"])
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            raise CheckerFailed(f"lychee's report has an unexpected format ({error!r}). {_NOT_CHECKED}") from error


def _report(command: list[str]) -> dict[str, Any]:
    """What lychee found. Raises `CheckerFailed` where it did not get to the end, or looked at nothing."""
    try:
        ended = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=_LONGEST_READ)
    except subprocess.TimeoutExpired:
        raise CheckerFailed(f"lychee did not finish within {_LONGEST_READ} seconds. {_NOT_CHECKED}") from None
    except OSError as error:
        raise CheckerFailed(
            f"lychee cannot be started ({error.strerror}). {_NOT_CHECKED} Delete .venv, and it is set up anew: make links-inside"
        ) from None
    if ended.returncode not in _FINISHED:
        raise CheckerFailed(f"lychee {linkchecker.end_of(ended.returncode)}. {_NOT_CHECKED}\n{ended.stderr.strip()[-2000:]}")
    try:
        report = json.loads(ended.stdout)
    except ValueError:
        report = None
    if not isinstance(report, dict) or bool(report.get("error_map")) != bool(ended.returncode):
        raise CheckerFailed(f"lychee did not write the report that its exit code {ended.returncode} speaks of. {_NOT_CHECKED}")
    return report


def _from_item(page: str, root: Path, item: dict[str, Any]) -> _Broken:
    url, said = urlsplit(item["url"]), item["status"]["text"]
    if url.scheme != "file":
        return _Broken(page, "", "", item["status"]["details"])
    cause = next((known for known in (_NO_FRAGMENT, _NO_INDEX, _NO_FILE) if said.startswith(known)), said)
    # An address with more .. than there are folders ends at the server's root in a browser, and above our root on disk.
    below = "/".join(part for part in Path(os.path.relpath(unquote(url.path), root)).parts if part != "..")
    return _Broken(page, f"/{below}", unquote(url.fragment) if cause == _NO_FRAGMENT else "", cause)


def _explain(site: _Site, broken: _Broken) -> Fault:
    """The fault in the reader's words."""
    if not broken.path:
        return Fault(broken.page, f"holds an address that cannot be read: {broken.cause}", _MEND)
    if not f"{broken.path}/".startswith(site.prefix):
        what = f'refers to "{broken.path}", which is outside of the site: it is served below "{site.prefix}"'
        return Fault(broken.page, what, "Write the address relative to the page.")
    below = broken.path[len(site.prefix) :]
    if broken.cause == _NO_FRAGMENT:
        file = site.file(broken.path)
        near = did_you_mean(broken.fragment, _ids(site.folder / file))
        return Fault(broken.page, f'refers to "{file}#{broken.fragment}", but nothing there has the id "{broken.fragment}"', near + _MEND)
    if broken.cause == _NO_INDEX:
        return Fault(broken.page, f'refers to "{below}", a folder without an index.html', did_you_mean(below, site.places) + _MEND)
    if broken.cause == _NO_FILE:
        shown = f"{below}/" if below in site.files else below
        return Fault(broken.page, f'refers to "{shown}", which is not there', did_you_mean(below, site.places) + _MEND)
    return Fault(broken.page, f'refers to "{below}", which cannot be read: {broken.cause}', _MEND)


def _ids(file: Path) -> list[str]:
    """The ids in a file, as a source of proposals."""
    return re.findall(r'\sid="([^"]+)"', file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else []


def _orphans(site: _Site, urls: Iterable[str], reached: set[str]) -> Iterator[Fault]:
    """Pages in the sitemap that are there, and that the crawl did not reach."""
    listed = {site.file(unquote(site.prefix + url.removeprefix(site.address))) for url in urls}
    for file in sorted(listed & site.files - reached):
        what = "no page leads here: the sitemap lists it, but a crawl from the home page did not reach it"
        yield Fault(file, what, "Link it from a page that readers reach, or delete it.")
