"""What a reader marked, and what changed since the last visit."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from handbook.handbook import Handbook, Link
from handbook.kinds import KINDS
from handbook.macros.page import Context, PageContext


def progress(handbook: Handbook, _page: PageContext) -> Context:
    paths = [(handbook.link("path", path), handbook.path_items(path)) for path in handbook.catalog.paths]
    skills = [(link, handbook.skill_items(link.id)) for link in handbook.skills]
    return {"bars": [("paths", "Paths", "Steps", paths), ("skills", "Skills", "Exercises, terms and reading", skills)]}


@dataclass(frozen=True, slots=True)
class ChangesAlike:
    """What happened to entries of one kind on one day, A to Z: `added`, `changed`."""

    word: str
    kind: str
    entries: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The days of a month, latest first. The month of the latest change, and the one before it, are not folded."""

    title: str
    folded: bool
    days: tuple[tuple[date, str, tuple[ChangesAlike, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(alike.entries) for _, _, groups in self.days for alike in groups)


# Months that are shown, counted from the latest change. Older ones are folded.
_RECENT = 2


def changes(handbook: Handbook, _page: PageContext) -> Context:
    """Each entry once, on the day of its last change."""
    found: dict[date, dict[tuple[str, str], list[Link]]] = defaultdict(lambda: defaultdict(list))
    for record in handbook.catalog.entries():
        kind = record.model.entry_kind
        word = "changed" if record.model.updated else "added"
        found[record.model.last_changed][word, kind].append(handbook.link(kind, record.id))
    days = [
        (day, _spoken(day), tuple(_alike(word, kind, alike) for (word, kind), alike in sorted(groups.items(), key=_added_first)))
        for day, groups in sorted(found.items(), reverse=True)
    ]
    months = [list(group) for _, group in groupby(days, lambda day: (day[0].year, day[0].month))]
    return {
        "months": [Month(f"{_MONTHS[of[0][0].month - 1]} {of[0][0].year}", n >= _RECENT, tuple(of)) for n, of in enumerate(months)],
        "kinds": KINDS,
        "shown": _SHOWN,
    }


# Changes of one kind on one day that are shown at once. More are folded under their number.
_SHOWN = 10

# The build asks no locale.
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def _spoken(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _added_first(group: tuple[tuple[str, str], list[Link]]) -> tuple[bool, int]:
    (word, kind), _ = group
    return word != "added", [*KINDS].index(kind)


def _alike(word: str, kind: str, entries: list[Link]) -> ChangesAlike:
    return ChangesAlike(word, kind, tuple(sorted(entries, key=lambda link: link.title.casefold())))
