"""What must hold between entries. A rule is a small generator; its docstring states it, its message tells the remedy.

`check` runs them all. The contributor docs print the docstrings, so a rule is documented by being written.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from handbook.catalog import VOCABULARY, Catalog, Record
from handbook.kinds import KINDS
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
from handbook.rules.registry import OF_PARTS, REGISTERED, Rule

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
    found += _of_parts(catalog, today)
    return sorted({*catalog.problems, *found})


def _of_parts(catalog: Catalog, today: date | None) -> Iterator[Problem]:
    """What is wrong in the fields that could be read of entries with a problem in another field."""
    if not catalog.parts:
        return
    paths = {part.path for part in catalog.parts}
    changes: dict[str, dict[str, Record[Any]]] = {}
    for part in catalog.parts:
        kind = KINDS[part.model.entry_kind]
        changes.setdefault(kind.plural, dict(catalog.records(kind.name)))[part.id] = part
    with_parts = replace(catalog, **changes)  # type: ignore[arg-type]  # each is the name of a kind's records
    found = [problem for rule in OF_PARTS for problem in rule(with_parts)]
    if today:
        found += entries.future_dates(with_parts, today)
    yield from (problem for problem in found if problem.path in paths)
