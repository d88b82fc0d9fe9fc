"""Every address that the handbook publishes: pages, entries and the headings that entries own. None of them may break.

data/ids.lock records them when they are published, after the merge; data/moved.yml says what became of those that are no
longer there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import click
from markdown.extensions.toc import slugify

from handbook.catalog import LOCK, Catalog
from handbook.kinds import KINDS
from handbook.model import ID, Step
from handbook.problems import Problem, shortened

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


def renamed(catalog: Catalog) -> dict[tuple[str, str], str]:
    """The ids of entries that had another before, by kind and that other, as data/moved.yml says."""
    found = {}
    for move in catalog.moves:
        old, new = entry_at(move.old), entry_at(move.to or "")
        if old and new and old[0] == new[0] and new[1] in catalog.records(new[0]):
            found[old] = new[1]
    return found


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


def addresses(catalog: Catalog) -> dict[str, tuple[str, int]]:
    """Every address, with the file and the line that it comes from."""
    pages = {address_of(record.path): (record.path, 1) for record in catalog.prose_records()}
    return pages | {printed.address: (printed.path, printed.line) for printed in promised_ids(catalog)}


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


def restore(path: str) -> str:
    """The remedy for a lock that lost something: bring it back as it is on main."""
    return f"Run: git checkout origin/main -- {path}"


def whole_lock(path: str, text: str | None, needed: bool) -> Iterator[Problem]:
    """What shows without an earlier version that a lock is gone, or that its lines were deleted or moved about.

    The number that it gives may be too low, since a merge keeps the lines of both sides; it is never too high. `needed`
    where the handbook has been published, and so has a lock.
    """
    if text is None:
        if needed:
            yield Problem(path, 1, 1, "the lock is missing", f"{restore(path)}; in a new handbook, run: make lock")
        return
    if not _numbers(text):
        yield Problem(path, 1, 1, "the lock does not say how many lines it has", "Run: make lock")
    yield from shortened_lock(path, text)
    for number, (before, after) in enumerate(pairwise(text.splitlines()), start=2):
        if before and after and before[0] != "#" and after[0] != "#" and before > after:
            yield Problem(path, number, 1, "the lines of the lock are not in their order", "Run: make lock")
            return


def shortened_lock(path: str, text: str) -> Iterator[Problem]:
    """A lock that has fewer lines than it says."""
    kept = {line for line in text.splitlines() if line and not line.startswith("#")}
    if len(kept) < max(_numbers(text), default=0):
        what = f"the lock has {len(kept)} lines, and had {max(_numbers(text))}"
        yield Problem(path, 1, 1, what, f"{restore(path)}. What was published stays recorded.")


def _numbers(text: str) -> list[int]:
    """How many lines the lock says that it has: twice, where a merge kept both heads."""
    return [int(found[1]) for line in text.splitlines() if (found := _AT_LEAST.fullmatch(line))]


_AT_LEAST = re.compile(r"#.* At least ([0-9]{1,9}) lines\.", re.ASCII)


def deleted_lines(path: str, before: Iterable[str], now: Iterable[str], called: str) -> Iterator[Problem]:
    """A lock has every line that an earlier version of it had: nothing that was published is forgotten."""
    kept = set(now)
    if gone := [line for line in before if line not in kept]:
        others = f" and {len(gone) - 1} others" if len(gone) > 1 else ""
        are = "were recorded before and are" if others else "was recorded before and is"
        yield Problem(
            path, 1, 1, f"{called} {shortened(gone[0])}{others} {are} deleted here", f"{restore(path)}. Lines stay there for good."
        )


def deleted_addresses(before: str, now: str | None) -> Iterator[Problem]:
    """data/ids.lock has every address that an earlier version of it had."""
    old, new = ([f"/{address}" for address in read_lock(text)] for text in (before, now or ""))
    yield from deleted_lines(LOCK, old, new, "the address")


def unrecorded(catalog: Catalog) -> list[str]:
    """The addresses that are new: data/ids.lock has them as soon as they are published. Empty without a lock."""
    if catalog.lock is None:
        return []
    return sorted(address for address in set(addresses(catalog)) - set(read_lock(catalog.lock)) if ADDRESS.fullmatch(address))


def odd_lines(text: str) -> Iterator[Problem]:
    """Lines of data/ids.lock that are neither addresses nor comments."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line and not line.startswith("#") and not (line.startswith("/") and ADDRESS.fullmatch(line[1:])):
            yield Problem(
                LOCK, number, 1, f'"{shortened(line)}" is not an address', f"{restore(LOCK)}. It's written when a change is published."
            )


def refuse_loss(problems: Iterable[Problem]) -> None:
    """Raise the first problem of a lock that, written anew, would lose what it has recorded, as a `click.ClickException`."""
    for problem in problems:
        raise click.ClickException(f"{problem} Nothing was written: {problem.path} would lose what it has recorded.")


def losses(catalog: Catalog) -> Iterator[Problem]:
    """What data/ids.lock would lose if it were written anew: it cannot be read, or has fewer lines than it says."""
    yield from (problem for problem in catalog.problems if problem.path == LOCK)
    yield from odd_lines(catalog.lock or "")
    yield from shortened_lock(LOCK, catalog.lock or "")


def write_lock(catalog: Catalog) -> list[str]:
    """Add to the lock what it lacks; returns that. Nothing is ever taken out: raises `click.ClickException` where it would be."""
    refuse_loss(losses(catalog))
    before = read_lock(catalog.lock or "")
    new = sorted(address for address in set(addresses(catalog)) - set(before) if ADDRESS.fullmatch(address))
    # A slash before each, since the home page's address is empty and an anchor would look like a comment.
    write_lines(catalog.root / LOCK, _HEADER, (f"/{address}" for address in (*before, *new)))
    return new
