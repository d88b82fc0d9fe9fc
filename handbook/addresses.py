"""Every address that the handbook publishes: pages, entries and the headings that entries own. None of them may break.

data/ids.lock records them; data/moved.yml says what became of those that are no longer there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import click
from markdown.extensions.toc import slugify

from handbook.catalog import LOCK, MOVED, Catalog
from handbook.kinds import KINDS
from handbook.model import ID, Step
from handbook.problems import Problem

_HEADER = "Every address ever published, written by `make lock`. Lines are added and never deleted: see docs/linking.md."


# What can be recorded, without the first slash.
ADDRESS = re.compile(r"[a-z0-9/-]*(#\S+)?")


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
    for skill in catalog.skills.values():
        for index, exercise in enumerate(skill.model.practice):
            line, _ = skill.document.mark(("practice", index, "id"))
            yield PrintedId(entry_address("skill", skill.id), exercise.id, f"exercise {index + 1}", skill.path, line)
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
    """The addresses of a lock file, in its order. A line that is no address is told by a rule, and is none here."""
    return [line[1:] for line in text.splitlines() if line.startswith("/") and ADDRESS.fullmatch(line[1:])]


def write_lines(file: Path, header: str, lines: Iterable[str]) -> None:
    """Write a lock: sorted, each line once, with their number, below which it never falls."""
    kept = sorted(set(lines))
    file.write_text(f"# {header} At least {len(kept)} lines.\n" + "".join(f"{line}\n" for line in kept), encoding="utf-8")


def whole_lock(path: str, text: str | None, needed: bool) -> Iterator[Problem]:
    """What shows without an earlier version that a lock is gone, or that its lines were deleted or moved about.

    The number that it gives may be too low, since a merge keeps the lines of both sides; it is never too high. `needed`
    where the handbook has been published, and so has a lock.
    """
    if text is None:
        if needed:
            yield Problem(path, 1, 1, "the lock is missing", "Bring it back from an earlier version; in a new handbook, run: make lock")
        return
    lines = text.splitlines()
    kept = {line for line in lines if line and not line.startswith("#")}
    numbers = [int(found[1]) for line in lines if (found := _AT_LEAST.fullmatch(line))]
    if not numbers:
        yield Problem(path, 1, 1, "the lock does not say how many lines it has", "Run: make lock")
    elif len(kept) < max(numbers):
        remedy = "Bring back the lines that were deleted: what was published stays recorded. After a merge, keep those of both sides."
        yield Problem(path, 1, 1, f"the lock has {len(kept)} lines, and had {max(numbers)}", remedy)
    for number, (before, after) in enumerate(pairwise(lines), start=2):
        if before and after and before[0] != "#" and after[0] != "#" and before > after:
            yield Problem(path, number, 1, "the lines of the lock are not in their order", "Run: make lock")
            return


_AT_LEAST = re.compile(r"#.* At least ([0-9]{1,9}) lines\.", re.ASCII)


def deleted_addresses(before: str, now: str | None) -> Iterator[Problem]:
    """The lock has every address that an earlier version of it had: nothing that was published is forgotten."""
    kept = set(read_lock(now or ""))
    for address in read_lock(before):
        if address not in kept:
            what = f"the address /{address} was recorded before and is deleted here"
            yield Problem(LOCK, 1, 1, what, f"Put the line back: it stays even if the address is gone, which you record in {MOVED}.")


def write_lock(catalog: Catalog) -> list[str]:
    """Add to the lock what it lacks; returns that. Nothing is ever taken out.

    Raises `click.ClickException` where there is a lock that cannot be read: what it has recorded would be lost.
    """
    file = catalog.root / LOCK
    if catalog.lock is None and (told := [problem for problem in catalog.problems if problem.path == LOCK]):
        raise click.ClickException(str(told[0]))
    before = read_lock(catalog.lock or "")
    new = sorted(address for address in set(addresses(catalog)) - set(before) if ADDRESS.fullmatch(address))
    # A slash before each, since the home page's address is empty and an anchor would look like a comment.
    write_lines(file, _HEADER, (f"/{address}" for address in (*before, *new)))
    return new
