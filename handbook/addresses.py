"""Every address that the handbook publishes: pages, entries and the headings that entries own. None of them may break.

data/ids.lock records them; data/moved.yml says what became of those that are no longer there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown.extensions.toc import slugify

from handbook.catalog import LOCK, MOVED, Catalog
from handbook.kinds import KINDS
from handbook.model import ID, Step
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


@dataclass(frozen=True, slots=True)
class PrintedId:
    """An id on a page, who gives it, in words, and the place in the source that makes it so."""

    page: str
    id: str
    by: str
    path: str
    line: int = 1

    @property
    def address(self) -> str:
        """Its address, from the site's root."""
        return f"{self.page}#{self.id}"


def addresses(catalog: Catalog) -> dict[str, str]:
    """Every address, with the file that it comes from."""
    pages = {address_of(record.path): record.path for record in catalog.prose_records()}
    return pages | {printed.address: printed.path for printed in promised_ids(catalog)}


def promised_ids(catalog: Catalog) -> Iterator[PrintedId]:
    """Every id that links may rely on: of parts of pages that templates print, of entries and their parts, of headings.

    An id comes twice where a page would have it twice.
    """
    for kind in KINDS.values():
        for record in catalog.records(kind.name).values():
            address, _, anchor = entry_address(kind.name, record.id).partition("#")
            for printed in (*kind.anchors, *([anchor] if anchor else ())):
                yield PrintedId(address, printed, f"the {kind.name} {record.id}" if anchor else f"every {kind.name}", record.path)
    for path in catalog.paths.values():
        for index, step in enumerate(path.model.steps):
            line, _ = path.document.mark(("steps", index))
            for anchor in step_anchors(step):
                yield PrintedId(entry_address("path", path.id), anchor, f"step {index + 1}", path.path, line)
    for comparison in catalog.comparisons.values():
        for term in comparison.model.terms:
            yield PrintedId(entry_address("comparison", comparison.id), f"choose-{term}", f"the term {term}", comparison.path)
    for record in catalog.prose_records():
        for heading in record.prose.headings:
            yield PrintedId(address_of(record.path), heading.id, f'the heading "{heading.text}"', record.path, heading.line)


def step_anchors(step: Step) -> Iterator[str]:
    """The anchors of a step: of the stage that it begins, by what stands before the colon, and of an exercise."""
    if step.stage:
        yield stage_anchor(step.stage)
    if step.id:
        yield step.id


def stage_anchor(stage: str) -> str:
    """The anchor of a stage: `Week 2: the problem and its number` is `week-2`, so that the words behind it may change."""
    return slugify(stage.partition(":")[0], "-")


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
