"""Writing what the record proposes into the files: permanent moves and stored copies, each where its address stands.

Nothing else of a file changes, not even a blank. What would be written is read again beside the tree: where the new address
does not come out of it, or the check has something new to say, the file stays as it is. The rest is written at once.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag

from handbook import model
from handbook.catalog import LINK_HEALTH, Catalog, Record
from handbook.edits.files import Edits
from handbook.edits.trial import Trial, trial_of
from handbook.link_health import Health, LinkHealth, dumped
from handbook.links.health import ignored, sent_of
from handbook.outside_links import Reference, collect
from handbook.rules import check
from handbook.urls import as_sent

_MOVED = "has moved permanently"
_DEAD = "is dead, and this is a stored copy"


@dataclass(frozen=True, slots=True)
class Edit:
    """An address to write: in place of the one at `place`; or, with `field`, in a field of its own above `added`."""

    place: Reference
    new: str
    why: str
    field: str = ""

    def __str__(self) -> str:
        written = f"{self.field}: {self.new}" if self.field else self.new
        return f"{self.place.place}: {self.place.url} {self.why}: {written}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The edits that were made, and those that somebody has to make by hand, each with what is in the way."""

    made: list[Edit]
    left: list[tuple[Edit, str]]


def edits(catalog: Catalog, today: date) -> Iterator[Edit]:
    """What the record proposes, in the order of the files. Addresses that are ignored are left alone."""
    resources = {record.path: record for record in catalog.resources.values()}
    for place in sorted(collect(catalog)):
        health = catalog.link_health.of(place.url)
        if not health or ignored(catalog.ignores, place.url, today):
            continue
        resource = resources.get(place.path)
        if health.to and (new := _with_fragment(health.to, place.url)) != place.url:
            yield Edit(place, new, _MOVED)
        elif health.state == "dead" and health.archive and resource is None:
            yield Edit(place, health.archive, _DEAD)
        elif health.state == "dead" and health.archive and resource and _lacks_copy(resource, place):
            yield Edit(place, health.archive, _DEAD, "archive_url")


def _with_fragment(new: str, old: str) -> str:
    """The new address with the old one's fragment, as a browser keeps it."""
    fragment = urldefrag(old).fragment
    return f"{new}#{fragment}" if fragment else new


def _lacks_copy(resource: Record[model.Resource], place: Reference) -> bool:
    return resource.model.archive_url is None and place.url == resource.model.url


def mend(root: Path, catalog: Catalog, today: date) -> Outcome:
    """Make the edits that the record proposes, and have it follow them. A second time, there is nothing to do.

    Raises `Refused` where a file is written by somebody else meanwhile.
    """
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits(catalog, today):
        by_file[edit.place.path].append(edit)
    if not by_file:
        return Outcome([], [])
    with trial_of(root) as trial:
        plan = Edits(root)
        before = {str(problem) for problem in check(trial.catalog(plan))}
        plan, outcome = _made(plan, trial, catalog, by_file, before)
        if outcome.left and len(by_file) > 1:
            # One file may be in the way of all: try each alone, so that the others are mended.
            outcome = Outcome([], [])
            for path, found in by_file.items():
                plan, part = _made(plan, trial, catalog, {path: found}, before)
                outcome = Outcome([*outcome.made, *part.made], [*outcome.left, *part.left])
        if outcome.made:
            plan.write_raw(LINK_HEALTH, dumped(followed(trial.catalog(plan), outcome.made)).encode("utf-8"))
    plan.apply()
    return outcome


def _made(plan: Edits, trial: Trial, catalog: Catalog, by_file: Mapping[str, Sequence[Edit]], before: set[str]) -> tuple[Edits, Outcome]:
    """The plan with all edits of these files, or as it was with what is in the way. Nothing is written."""
    found = [edit for edits_of_file in by_file.values() for edit in edits_of_file]
    larger = plan.copy()
    for path, edits_of_file in by_file.items():
        text = _edited(larger.raw(path).decode("utf-8"), edits_of_file)
        if text is None:
            return plan, _left(found, "The address isn't written there as it is sent.")
        larger.write_raw(path, text.encode("utf-8"))
    after = trial.catalog(larger)
    if trouble := next((str(problem) for problem in check(after) if str(problem) not in before), ""):
        return plan, _left(found, f"The check would then say: {trouble}")
    if Counter((place.path, place.url) for place in collect(after) if place.path in by_file) != Counter(_expected(catalog, by_file)):
        return plan, _left(found, "The new address would not be read as it is written.")
    return larger, Outcome(found, [])


def _left(found: Iterable[Edit], why: str) -> Outcome:
    return Outcome([], [(edit, why) for edit in found])


def _expected(catalog: Catalog, by_file: Mapping[str, Sequence[Edit]]) -> Iterator[tuple[str, str]]:
    """What each file must link after its edits."""
    for place in collect(catalog):
        if place.path in by_file:
            edit = next((edit for edit in by_file[place.path] if edit.place == place), None)
            if not edit or edit.field:
                yield place.path, place.url
            if edit:
                yield place.path, edit.new


def _edited(text: str, edits_of_file: Sequence[Edit]) -> str | None:
    """The text after the edits of a file; None where it doesn't have each address exactly as often as it is linked."""
    for old, number in Counter(edit.place.url for edit in edits_of_file).items():
        edit = next(edit for edit in edits_of_file if edit.place.url == old)
        if edit.field:
            mended = _with_field(text, f"{edit.field}: {edit.new}")
        else:
            pattern = re.compile(f"{_BEFORE}{re.escape(old)}{_AFTER}", re.MULTILINE)
            mended, places = pattern.subn(edit.new.replace("\\", r"\\"), text)
            mended = mended if places == number else None
        if mended is None:
            return None
        text = mended
    return text


# What stands before an address that is a link's target or a value, and what ends it.
_BEFORE = r"(?:(?<=[<'\"(])|(?<=: )|(?<=^  ))"
_AFTER = r"(?=[\s'\">)]|\Z)"


def _with_field(text: str, field: str) -> str | None:
    """The text of an entry with a field above `added`, and above the notes on that; None where that is no line of its own."""
    found = _ADDED.search(text)
    if not found:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{text[: found.start()]}{field}{end}{text[found.start() :]}"


_ADDED = re.compile(r"(?:^#[^\n]*\n)*^added:", re.MULTILINE)


def followed(catalog: Catalog, made: Iterable[Edit]) -> LinkHealth:
    """The record after the edits: a new address is as the old one was, which had led there; what nobody links any more is out."""
    found = dict(catalog.link_health.addresses)
    for edit in made:
        old = found.get(as_sent(edit.place.url))
        if old and edit.why == _MOVED:
            found.setdefault(as_sent(edit.new), Health(state="ok", checked=old.checked, well=old.well))
    linked = sent_of(collect(catalog))
    # What a file links that can't be read just now is not forgotten.
    kept = {url: health for url, health in found.items() if url in linked or catalog.problems}
    return LinkHealth(catalog.link_health.day, kept)
