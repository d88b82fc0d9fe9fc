"""Every address that the handbook publishes: pages, entries and the headings that entries own. None of them may break.

data/ids.lock records them; data/moved.yml says what became of those that are no longer there.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown.extensions.toc import slugify, unique

from handbook.catalog import LOCK, MOVED, Catalog, Record
from handbook.kinds import KINDS
from handbook.model import ID, Entry, Step
from handbook.problems import Problem

_HEADER = "# Every address ever published, written by `make lock`. Lines are added and never deleted: see docs/linking.md.\n"


def entry_address(kind: str, entry_id: str) -> str:
    """Where an entry is shown: `glossary/ci-cd/`, `library/#inspired`."""
    return KINDS[kind].address.format(id=entry_id)


def entry_at(address: str) -> tuple[str, str] | None:
    """Kind and id of the entry that an address shows, or showed."""
    for kind, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(address):
            return kind, found[1]
    return None


_PATTERNS = {kind.name: re.compile(re.escape(kind.address).replace(r"\{id\}", f"({ID.pattern})")) for kind in KINDS.values()}


def address_of(path: str) -> str:
    """The address of a page, from the site's root: `docs/glossary/ci-cd.md` is `glossary/ci-cd/`."""
    stem = path.removeprefix("docs/").removesuffix(".md")
    name = "" if stem == "index" else stem.removesuffix("/index")
    return f"{name}/" if name else ""


def addresses(catalog: Catalog) -> dict[str, str]:
    """Every address, with the file that it comes from."""
    found: dict[str, str] = {}
    for record in catalog.prose_records():
        page = address_of(record.path)
        found[page] = record.path
        printed = KINDS[record.model.entry_kind].anchors if isinstance(record.model, Entry) else ()
        for anchor in (*printed, *_headings(record, printed)):
            found[f"{page}#{anchor}"] = record.path
    for kind in KINDS.values():
        if not kind.has_page:
            found |= {entry_address(kind.name, record.id): record.path for record in catalog.records(kind.name).values()}
    for path in catalog.paths.values():
        found |= {f"{entry_address('path', path.id)}#{anchor}": path.path for step in path.model.steps for anchor in step_anchors(step)}
    for comparison in catalog.comparisons.values():
        found |= {f"{entry_address('comparison', comparison.id)}#choose-{term}": comparison.path for term in comparison.model.terms}
    return found


def step_anchors(step: Step) -> Iterator[str]:
    """The anchors of a step: of the stage that it begins, by what stands before the colon, and of an exercise."""
    if step.stage:
        yield stage_anchor(step.stage)
    if step.id:
        yield step.id


def stage_anchor(stage: str) -> str:
    """The anchor of a stage: `Week 2: the problem and its number` is `week-2`, so that the words behind it may change."""
    return slugify(stage.partition(":")[0], "-")


def _headings(record: Record[Any], taken: tuple[str, ...]) -> Iterator[str]:
    """Ids of the headings of a text, as the site's Markdown makes them: Python-Markdown's toc extension."""
    used = set(taken)
    for heading in record.prose.headings:
        plain = heading.text.replace("*", "").replace("`", "")
        yield unique(slugify(plain, "-"), used)


def read_lock(text: str) -> list[str]:
    """The addresses of a lock file, in its order."""
    return [line.removeprefix("/") for line in text.splitlines() if line.startswith("/")]


def deleted_addresses(before: str, now: str | None) -> Iterator[Problem]:
    """The lock has every address that an earlier version of it had: nothing that was published is forgotten."""
    kept = set(read_lock(now or ""))
    for address in read_lock(before):
        if address not in kept:
            what = f"the address /{address} was recorded before and is deleted here"
            yield Problem(LOCK, 1, 1, what, f"Put the line back; if the address is gone, {MOVED} says so and the line stays.")


def write_lock(catalog: Catalog) -> list[str]:
    """Add to the lock what it lacks; returns that. Nothing is ever taken out."""
    file: Path = catalog.root / LOCK
    before = read_lock(file.read_text(encoding="utf-8")) if file.exists() else []
    new = sorted(set(addresses(catalog)) - set(before))
    lines = sorted({*before, *new})
    # A slash before each, since the home page's address is empty and an anchor would look like a comment.
    file.write_text(_HEADER + "".join(f"/{address}\n" for address in lines), encoding="utf-8")
    return new
