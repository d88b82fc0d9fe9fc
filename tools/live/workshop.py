"""The one thread that takes edits over: it notices them, makes the next state, and lets browsers know what changed.

The last good state is shown until a better one is made. Two edits never race: what changed is found by comparing file
stamps with those of the state that is shown, and is looked at again after every rebuild.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Condition, Event, RLock
from time import localtime, monotonic, strftime
from typing import TYPE_CHECKING, Any

from tools.live.changes import Stamps, between, ring, stamps
from tools.live.faults import Fault, Told, fault
from tools.live.modules import OWN, Stale, is_module

if TYPE_CHECKING:
    from tools.live.reading import Reading
    from tools.live.site import Generation, Shown, Site

# Seconds between looks at the files when nothing rings: some file systems send no notices.
_LOOK = 1.0
_SHEETS = ".css"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets: a status, and a body with a name of its content."""

    status: int
    body: bytes
    name: str


@dataclass(frozen=True, slots=True)
class News:
    """What browsers are told: the number of the news, problems, whether the last good state is held, styles that changed."""

    number: int
    told: tuple[Told, ...]
    held: bool
    # Changes of files that pages load: number of the last change, and of the last that was not of a style alone.
    styles: int
    files: int


class Workshop:
    """What is shown now, and how it came to be. Its methods may be called from any thread."""

    def __init__(self, root: Path, say: Callable[[str], None]) -> None:
        self.root = root
        self._say = say
        self._bell = Event()
        self._lock = RLock()
        self._changed = Condition()
        self._open: Counter[str] = Counter()
        self._site: Site | None = None
        self._generation: Generation | None = None
        self._reading: Reading | None = None
        self._settled: frozenset[str] = frozenset()
        self._good: dict[str, Shown] = {}
        self._faults: dict[str, tuple[Told, ...]] = {}
        self._blocked: tuple[Told, ...] = ()
        self._seen: Stamps = {}
        self._imported: Stamps = {}
        self._configured: Stamps = {}
        self._read: Stamps = {}
        self._laid_out: Stamps = {}
        self._stale = True
        self._outdated = False
        self.news = News(0, (), False, 0, 0)
        self.started = False

    # What the server asks for.

    @property
    def mount(self) -> str:
        """The path that the site is served below."""
        return self._site.mount if self._site else "/"

    def answer(self, path: str) -> Answer | None:
        """What is at an address from the site's root: a page, a file, or the page that says that there is none."""
        self.wait_for_start()
        with self._lock:
            site = self._site
            if site is None:
                return None
            shown = self._shown(site, path)
            if shown:
                return Answer(200, shown.body, _digest(shown.body))
            missing = self._shown(site, "404.html")
            return Answer(404, missing.body if missing else b"not found", _digest(missing.body if missing else b""))

    def is_folder(self, path: str) -> bool:
        """Whether an address lacks only its last slash."""
        with self._lock:
            return bool(self._site and self._site.is_folder(path))

    def problems(self) -> tuple[Told, ...]:
        """All that is wrong at the moment."""
        return self.news.told

    def opened(self, path: str) -> None:
        """A browser shows this address from now on."""
        with self._changed:
            self._open[path] += 1

    def closed(self, path: str) -> None:
        """A browser shows it no longer."""
        with self._changed:
            self._open[path] -= 1
            self._open += Counter()

    def _showing(self) -> list[str]:
        with self._changed:
            return sorted(self._open)

    def wait(self, number: int, seconds: float) -> News:
        """The news once it is another than that number, or what it is after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.news.number != number, seconds)
            return self.news

    def wait_for_start(self) -> None:
        """Wait until there is something to show, or a reason why not."""
        with self._changed:
            self._changed.wait_for(lambda: self.started)

    def _shown(self, site: "Site", path: str) -> "Shown | None":
        """The page as it is; where it cannot be made, as it last was. Raises `Fault` where it never was."""
        place = site.place(path)
        try:
            shown = site.shown(path)
        except Fault as error:
            self._note(place, error.told)
            if good := self._good.get(place):
                return good
            raise
        if shown and place.endswith(".html"):
            self._good[place] = shown
            self._note(place, shown.told)
        return shown

    def _note(self, place: str, told: tuple[Told, ...]) -> None:
        """Keep what is wrong with one page, and tell it if that is news."""
        if self._faults.get(place, ()) == told:
            return
        self._faults = {key: value for key, value in {**self._faults, place: told}.items() if value}
        self._tell()

    # What the thread does.

    def work(self) -> None:
        """Take over what is there, and then each edit, for as long as the process lives."""
        ring(self._bell, self.root)
        while True:
            self._bell.clear()
            try:
                while self._take_over():
                    pass
            except Exception as error:
                # A fault of the live server itself: told like any other, and the next edit tries again.
                self._blocked = fault(error, self.root, "tools/live").told
                self._tell()
                for problem in self._blocked:
                    self._say(f"  {problem}")
            finally:
                self._begin()
            self._look_at_anchors()
            self._bell.wait(_LOOK)

    def _begin(self) -> None:
        if not self.started:
            with self._changed:
                self.started = True
                self._changed.notify_all()

    def _take_over(self) -> bool:
        """Make what is shown that of the files as they are now. Returns whether they had changed."""
        now = stamps(self.root)
        changed = between(self._seen, now)
        if not changed:
            return False
        first, self._seen = not self._seen, now
        if not first and (own := [path for path in changed if path.startswith("tools/live/") and _module(path) not in OWN]):
            _start_anew(self.root, own)
        start = monotonic()
        with self._lock:
            self._rebuild(now, changed, first)
        pages = self._show(changed)
        if not first:
            self._report(changed, pages, monotonic() - start)
        return True

    def _rebuild(self, now: Stamps, changed: list[str], first: bool) -> None:
        try:
            fresh = self._import(now) | self._configure(now)
            # Stays so until a state is made of it: what follows may fail.
            self._stale |= fresh | self._read_entries(now, fresh)
            self._lay_out(now)
            self._blocked = ()
        except Fault as error:
            self._blocked = error.told
        if not first and (loaded := [path for path in changed if _is_loaded(path)]):
            sheets = all(path.endswith(_SHEETS) for path in loaded)
            number = self.news.number + 1
            self.news = News(number, self.news.told, self.news.held, number, self.news.files if sheets else number)

    def _import(self, now: Stamps) -> bool:
        """Import our modules anew where they changed. Returns whether any did."""
        wanted = {path: stamp for path, stamp in now.items() if is_module(path) or _module(path) in OWN}
        changed = between(self._imported, wanted)
        if not changed:
            return False
        stale = Stale(self.root, changed) if self._imported else None
        try:
            import_module("tools.live.site")
            if (self.root / "macros.py").exists():
                compile((self.root / "macros.py").read_bytes(), str(self.root / "macros.py"), "exec")
        except (Exception, SystemExit) as error:
            if stale:
                stale.restore()
            raise fault(error, self.root, changed[0]) from error
        self._imported = wanted
        self._outdated = True
        return True

    def _configure(self, now: Stamps) -> bool:
        wanted = {"mkdocs.yml": now.get("mkdocs.yml", (0, 0, 0))}
        if self._generation and wanted == self._configured and not self._outdated:
            return False
        theme = self._generation.theme if self._generation and wanted == self._configured else None
        self._generation = _site().Generation(self.root, theme)
        self._configured, self._outdated = wanted, False
        return True

    def _read_entries(self, now: Stamps, fresh: bool) -> bool:
        """Load and check, where an entry, a page or a module changed. Returns whether there is another catalog."""
        wanted = {path: stamp for path, stamp in now.items() if path.startswith(("data/", "docs/")) and not _is_loaded(path)}
        if not fresh and wanted == self._read:
            return False
        reading = _site().read(self.root, self._settled, first=self._site is None)
        self._read, self._reading, self._settled = wanted, reading, reading.settled
        return True

    def _lay_out(self, now: Stamps) -> None:
        """The next state, if there is a catalog to show and every page that is open can be made."""
        wanted = {path: stamp for path, stamp in now.items() if _is_template(path) or path.startswith("docs/")}
        same = set(wanted) == set(self._laid_out) and not any(map(_is_template, between(self._laid_out, wanted)))
        if same and not self._stale:
            return
        reading = self._reading
        if reading is None or reading.catalog is None:
            return
        site = _site().Site(self._generation, reading.catalog, reading, os.environ.get("REPO_URL", "").rstrip("/"))
        if self._site is not None:
            for path in self._showing():
                if site.place(path) in self._good and site.place(path) in site.by_place:
                    site.shown(path)
        self._laid_out, self._site, self._faults, self._stale = wanted, site, {}, False

    def _show(self, changed: list[str]) -> int:
        """Make the pages that browsers show, tell them, and return how many of the pages are not what they were."""
        before = {place: _digest(shown.body) for place, shown in self._good.items()}
        number = 0
        for path in self._showing():
            with self._lock:
                if self._site is None:
                    continue
                try:
                    shown = self._shown(self._site, path)
                except Fault:
                    continue
                if shown and before.get(self._site.place(path)) != _digest(shown.body):
                    number += 1
        self._tell()
        return number

    def _tell(self) -> None:
        """Put the news together, and wake whoever waits for it."""
        held = bool(self._blocked or (self._reading and self._reading.catalog is None))
        reading = self._reading.told if self._reading else ()
        site = self._site.told if self._site and not held else ()
        told = tuple(dict.fromkeys((*self._blocked, *reading, *site, *(one for found in self._faults.values() for one in found))))
        with self._changed:
            self.news = News(self.news.number + 1, told, held, self.news.styles, self.news.files)
            self._changed.notify_all()

    def _look_at_anchors(self) -> None:
        """See whether links of the open pages to headings hold, while nothing else is to be done."""
        for path in self._showing():
            with self._lock:
                if self._bell.is_set() or self._site is None:
                    return
                place = self._site.place(path)
                shown = self._site.pages.get(place)
                if shown and not shown.looked_at:
                    shown.looked_at = True
                    shown.told = (*shown.told, *self._site.anchors(path))
                    self._note(place, shown.told)

    def _report(self, changed: list[str], pages: int, seconds: float) -> None:
        names = changed[0] if len(changed) == 1 else f"{changed[0]} and {len(changed) - 1} more"
        problems = self.news.told
        what = f"{len(problems)} problem{'s' * (len(problems) != 1)}" if problems else f"{pages} page{'s' * (pages != 1)}"
        self._say(f"{strftime('%H:%M:%S', localtime())} {names}: {what} in {seconds:.1f} s")
        for problem in problems:
            self._say(f"  {problem}")


def _site() -> Any:
    """The module that knows the handbook's, as it was imported last."""
    return import_module("tools.live.site")


def _digest(body: bytes) -> str:
    digest: str = _site().digest(body)
    return digest


def _module(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def _is_template(path: str) -> bool:
    return path.startswith(("overrides/", "handbook/templates/"))


def _is_loaded(path: str) -> bool:
    """Whether pages load the file, such as a style or a script, rather than being made of it."""
    return path.startswith("docs/") and not path.endswith((".md", ".markdown", ".mdown", ".mkdn", ".mkd"))


def _start_anew(root: Path, changed: list[str]) -> None:
    """Put a new process in place of this one, on the same port: the live server itself was edited.

    Raises `SyntaxError` where the new one would not even begin.
    """
    for path in changed:
        if path.endswith(".py") and (root / path).exists():
            compile((root / path).read_bytes(), str(root / path), "exec")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "tools.live", *sys.argv[1:]])  # noqa: S606
