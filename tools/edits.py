"""How long an edit takes to show in a browser: a page, an entry, a template, a style and a module, at two sizes.

`python -m tools.edits` measures this tree. `--code FOLDER --python PATH --module tools.serve` measures another one, such
as an earlier version with an environment of its own. Nothing is written into either: a copy is edited.
"""

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from statistics import median
from time import monotonic, sleep

import yaml
from playwright.sync_api import Error, Page

from tools.browser import browser

ROOT = Path(__file__).parent.parent

# Seconds that an edit should take at the most, by the number of terms; 0 is the real site.
WANTED = {0: 1.5, 1000: 2.0}
# Seconds until the first page, at the most.
_FIRST = 5.0
# Seconds after which an edit counts as missed.
_PATIENCE = 120
_COPIED = ("mkdocs.yml", "macros.py", "overrides", "docs", "data", "handbook", "tools")
_TERM = "mvp"
_STYLE = "docs/assets/css/tokens.css"
_SHOWN = "text => document.body?.innerText.includes(text)"
_STYLED = "size => document.body && getComputedStyle(document.querySelector('h1')).letterSpacing === size"


@dataclass(frozen=True, slots=True)
class Server:
    """What is measured: a tree, and how its server is started."""

    code: Path
    python: str
    module: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A kind of edit: a file, what is replaced in it, and how to see in the browser that it shows."""

    name: str
    path: str
    old: str
    new: str
    shown: str
    sign: str

    def make(self, root: Path, number: int) -> str:
        """Make the edit for the time given; returns what the browser must then show."""
        file = root / self.path
        text = file.read_text(encoding="utf-8")
        before = self.new.format(number - 1) if number > 1 else self.old
        file.write_text(text.replace(before, self.new.format(number), 1), encoding="utf-8")
        return self.sign.format(number)


def edits(root: Path) -> list[Edit]:
    """The five kinds, all of which show on the page of one term."""
    resource = _taught(root)
    module = next(file for file in sorted((root / "handbook").rglob("*.py")) if '"Read next"' in file.read_text(encoding="utf-8"))
    title = next(line for line in (root / resource).read_text(encoding="utf-8").splitlines() if line.startswith("title: "))
    return [
        Edit(
            "page",
            f"docs/glossary/{_TERM}.md",
            "\n{{ term_foot() }}",
            "\nEdited page {}.\n\n{{{{ term_foot() }}}}",
            _SHOWN,
            "Edited page {}.",
        ),
        Edit("entry", resource, title, "title: Edited entry {}.", _SHOWN, "Edited entry {}."),
        Edit("template", "handbook/templates/term_foot.html", "The trap<", "Edited template {}.<", _SHOWN, "Edited template {}."),
        Edit("style", _STYLE, "", "h1 {{ letter-spacing: {}px !important; }}\n", _STYLED, "{}px"),
        Edit("module", module.relative_to(root).as_posix(), '"Read next"', '"Edited module {}."', _SHOWN, "Edited module {}."),
    ]


def _taught(root: Path) -> str:
    """A resource that is printed on the term's page."""
    files = sorted((root / "data" / "resources").glob("*.yml"))
    found = next(file for file in files if _TERM in yaml.safe_load(file.read_text(encoding="utf-8")).get("teaches", ()))
    return found.relative_to(root).as_posix()


def copy_of(server: Server, terms: int, folder: Path) -> Path:
    """A project to edit: the real one, or a generated one with the code beside it."""
    root = folder / f"project-{terms}"
    copied: tuple[str, ...] = _COPIED
    if terms:
        subprocess.run([server.python, "-m", "tools.generate", str(root), str(terms)], cwd=server.code, check=True, capture_output=True)
        copied = ("handbook", "tools")
    root.mkdir(exist_ok=True)
    for name in copied:
        source = server.code / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    return root


@contextmanager
def running(server: Server, root: Path) -> Iterator[tuple[str, float]]:
    """The server's address, and the seconds until it answered with its first page."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}/glossary/{_TERM}/"
    with (root / "serve.log").open("wb") as log:
        start = monotonic()
        process = subprocess.Popen(
            [server.python, "-m", server.module, str(port)], cwd=root, stdout=log, stderr=log, start_new_session=True
        )
    try:
        while not _answers(url):
            if process.poll() is not None or monotonic() - start > _PATIENCE:
                raise RuntimeError((root / "serve.log").read_text(encoding="utf-8"))
            sleep(0.05)
        yield url, monotonic() - start
    finally:
        process.terminate()
        process.wait()


def _answers(url: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(url, timeout=_PATIENCE):  # noqa: S310 -- loopback
        return True
    return False


def measure(server: Server, terms: int, rounds: int, page: Page) -> Iterator[tuple[str, list[float]]]:
    """Seconds until the first page, and those of each edit by its kind, as they are measured."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_of(server, terms, Path(folder))
        with running(server, root) as (url, first):
            yield "first page", [first]
            page.goto(url)
            for edit in edits(root):
                yield edit.name, [_timed(edit, root, number, page) for number in range(1, rounds + 1)]
        page.goto("about:blank")


def _timed(edit: Edit, root: Path, number: int, page: Page) -> float:
    sleep(1)
    start = monotonic()
    sign = edit.make(root, number)
    while not _shows(page, edit.shown, sign):
        if monotonic() - start > _PATIENCE:
            page.reload()
            return inf
        sleep(0.01)
    return monotonic() - start


def _shows(page: Page, shown: str, sign: str) -> bool:
    """Asked again and again from outside: the pages' policy refuses what Playwright would use to wait inside of them."""
    try:
        return bool(page.evaluate(shown, sign))
    except Error:
        # The page is being loaded again.
        return False


def main(arguments: list[str]) -> int:
    """Print a table; exit 1 if this tree's own server takes longer than it should."""
    parser = argparse.ArgumentParser(prog="python -m tools.edits")
    parser.add_argument("--code", type=Path, default=ROOT, help="the tree to measure")
    parser.add_argument("--python", default=sys.executable, help="the interpreter of its environment")
    parser.add_argument("--module", default="tools.live", help="the module that serves, with a port as its argument")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--terms", type=int, nargs="*", default=[*WANTED], help="sizes; 0 is the real site")
    options = parser.parse_args(arguments)
    server = Server(options.code, options.python, options.module)
    late = False
    print("seconds from the edit to the browser, median\n", flush=True)
    with browser() as running_browser:
        page = running_browser.new_page()
        for terms in options.terms:
            print(f"{terms:,} terms" if terms else "the real site")
            for name, seconds in measure(server, terms, options.rounds, page):
                missed = seconds.count(inf)
                notes = f"slowest {max(seconds):.2f}" if not missed else f"{missed} of {len(seconds)} missed for {_PATIENCE} s"
                print(f"  {name:12}{median(seconds):6.2f} ({notes})", flush=True)
                late |= median(seconds) > (_FIRST if name == "first page" else WANTED.get(terms, 2.0))
    return int(late)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
