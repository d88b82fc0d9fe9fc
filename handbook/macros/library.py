"""The library and its facets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from handbook.catalog import SHORT_MINUTES
from handbook.handbook import TIMES, Handbook, ResourceView
from handbook.macros.page import Context, PageContext


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, and how many resources have it."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Values of a facet that belong together."""

    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the library: a list of values of which several may be chosen."""

    name: str
    title: str
    groups: tuple[OptionGroup, ...]
    open: bool


# Facets that are open at first: few values, and what a reader with an evening asks first. They come first too.
_OPEN_FACETS = ("time", "cost", "level")


def library(handbook: Handbook, _page: PageContext) -> Context:
    readings = [reading for _, shelf in handbook.shelves for reading in shelf]
    facets = _facets(handbook, readings)
    return {
        "facets": facets,
        "used": {facet.name for facet in facets},
        "readings": readings,
        "shelves": handbook.shelves,
        "hours": round(sum(reading.entry.minutes for reading in readings) / 60),
        "unpaid": sum(reading.entry.cost in handbook.vocabulary.unpaid for reading in readings),
        "short": sum(reading.entry.minutes <= SHORT_MINUTES for reading in readings),
    }


def _facets(handbook: Handbook, readings: Sequence[ResourceView]) -> list[Facet]:
    closed = handbook.vocabulary
    skills = {closed.groups[group].title: {link.id: link.title for link in links} for group, links in handbook.skills_by_group.items()}
    values: dict[str, tuple[str, dict[str, dict[str, str]]]] = {
        "time": ("Time", {"": {value: title for value, (_, title) in TIMES.items()}}),
        "cost": ("Cost", {"": closed.costs}),
        "level": ("Level", {"": {level: named.title for level, named in closed.levels.items()}}),
        "format": ("Format", {"": closed.formats}),
        "language": ("Language", {"": closed.languages}),
        "area": ("Area", {"": {area: named.title for area, named in closed.areas.items()}}),
        "skill": ("Skill", skills),
    }
    counts = Counter((name, value) for reading in readings for name, found in reading.facets.items() for value in found)
    return [
        Facet(
            name,
            title,
            tuple(
                OptionGroup(group, tuple(Option(value, label, counts[name, value]) for value, label in options.items()))
                for group, options in groups.items()
            ),
            name in _OPEN_FACETS,
        )
        for name, (title, groups) in values.items()
        # Where all are in one language there is nothing to choose.
        if name != "language" or len({reading.entry.language for reading in readings}) > 1
    ]
