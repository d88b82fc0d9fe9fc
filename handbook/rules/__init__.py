"""What must hold between entries. A rule is a small generator; its docstring states it, its message tells the remedy.

`check` runs them all. The contributor docs print the docstrings, so a rule is documented by being written.
"""

from datetime import date

from handbook.catalog import VOCABULARY, Catalog
from handbook.problems import Problem
from handbook.rules import (
    addresses,
    declined,
    entries,
    forms,
    library,
    links,
    navigation,
    pages,
    paths,
    profiles,
    questions,
    references,
    rooms,
    terms,
    voice,
)
from handbook.rules.registry import REGISTERED, Rule

_ROOMS = (
    references,
    terms,
    entries,
    library,
    declined,
    questions,
    rooms,
    paths,
    profiles,
    pages,
    links,
    voice,
    navigation,
    addresses,
    forms,
)

RULES: tuple[Rule, ...] = tuple(rule for room in _ROOMS for rule in REGISTERED[room.__name__])


def check(catalog: Catalog, today: date | None = None) -> list[Problem]:
    """All problems of the catalog, in the order of files and lines.

    `today` is for the command that people run: a date behind it is a problem then. Nothing else depends on the day, so a
    build of the same files finds the same on any.

    Without a sound vocabulary every closed value would look wrong, so its own problems then stand alone.
    """
    if not catalog.vocabulary.areas:
        return sorted(problem for problem in set(catalog.problems) if problem.path == VOCABULARY)
    found = [problem for rule in RULES for problem in rule(catalog)]
    if today:
        found += entries.future_dates(catalog, today)
    return sorted({*catalog.problems, *found})
