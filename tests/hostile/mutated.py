"""`make mutated`, after `make mutate`: what the check accepted is built, published and opened in a browser that watches.

Mutations of different files are built together, as many as the check accepts beside each other.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from playwright.sync_api import Browser

from handbook.serving import serving
from tests.conftest import PREFIX, ROOT, build
from tests.hostile.watching import faults_of, watched_tab
from tools.browser import browser
from tools.mutate import Mutation, found_by_the_check, read_sample

# Pages that show entries of other files.
_LISTS = ("", "library/", "interview/", "interview/practice/", "glossary/", "compare/")

_COPIED = ("mkdocs.yml", "macros.py", "CHANGELOG.md", "overrides", "docs", "data")


def together(mutations: Iterable[Mutation], root: Path) -> Iterator[list[Mutation]]:
    """Apply mutations to the project at `root` in as few groups as possible; each group is undone when the next is asked for."""
    left = list(mutations)
    while left:
        group: list[Mutation] = []
        touched: set[str] = set()
        later = []
        for one in left:
            files = {*one.write, *one.delete}
            if files & touched:
                later.append(one)
                continue
            one.apply(root)
            if found_by_the_check(root) and group:
                one.undo(root, ROOT)
                later.append(one)
                continue
            group.append(one)
            touched |= files
        yield group
        for one in group:
            one.undo(root, ROOT)
        left = later


def faults(group: list[Mutation], root: Path, site: Path, running: Browser) -> Iterator[str]:
    """What is wrong with a site that is built with the mutations of a group."""
    built = build(root, site)
    if built.returncode:
        yield built.stdout + built.stderr
        return
    with serving(site, PREFIX) as url:
        tab, watched = watched_tab(running, url)
        for address in sorted({*_LISTS, *(address for one in group for address in _pages(one, site))}):
            yield from faults_of(tab, f"{url}{address}")
        tab.close()
    yield from watched.found


def _pages(one: Mutation, site: Path) -> Iterator[str]:
    """The addresses of the pages whose files a mutation wrote."""
    for path in one.write:
        page = path.removeprefix("docs/").removesuffix(".md").removesuffix("index")
        address = page if not page or page.endswith("/") else f"{page}/"
        if path.startswith("docs/") and (site / address / "index.html").is_file():
            yield address


def main() -> int:
    """Build the sample; prints what is wrong. Returns the exit code."""
    wrong = []
    sample = read_sample()
    with tempfile.TemporaryDirectory(prefix="mutated-") as folder, browser() as running:
        root = Path(folder) / "project"
        root.mkdir()
        for name in _COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            copy(ROOT / name, root / name)
        for number, group in enumerate(together(sample, root), start=1):
            site = Path(folder) / "site"
            found = list(faults(group, root, site, running))
            click.echo(f"site {number}: {len(group)} mutations, {len(found)} faults")
            if found:
                wrong += [*found, *(f"  {one.number}: {one.what}" for one in group)]
            shutil.rmtree(site, ignore_errors=True)
    click.echo("\n".join([*wrong, f"{len(sample)} accepted mutations built: {len(wrong)} faults"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
