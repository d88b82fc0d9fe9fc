"""What entries must hold by themselves and beside others of their kind: columns, positions, dates, nothing twice."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from handbook import model
from handbook.catalog import Catalog, Record
from handbook.kinds import KINDS
from handbook.problems import Choices, Problem, did_you_mean, listing, shortened
from handbook.rules.registry import rule
from handbook.rules.same import folded, respelled
from handbook.source import Location


@rule()
def comparison_columns(catalog: Catalog) -> Iterator[Problem]:
    """A comparison has one value per criterion, and one `choose_when`, for each of its terms."""
    for record in catalog.comparisons.values():
        terms = record.model.terms
        for index, criterion in enumerate(record.model.criteria):
            if len(criterion.values) != len(terms):
                what = f'"{criterion.name}" has {len(criterion.values)} values for {len(terms)} terms'
                yield record.problem(("criteria", index, "values"), what, f"Write one each for {listing(terms)}, in this order.")
        yield from _choices(catalog, record)


def _choices(catalog: Catalog, record: Record[model.Comparison]) -> Iterator[Problem]:
    """What a comparison says of when to choose its terms. A term that was misspelt, here or there, is one problem."""
    terms, chosen = record.model.terms, record.model.choose_when
    missing = [term for term in terms if term not in chosen]
    for strange in (term for term in chosen if term not in terms):
        meant = Choices(missing).closest(strange)
        missing = [term for term in missing if term != meant]
        # Where the term is the one that is not known, that is told already.
        if not meant or meant in catalog.known["term"]:
            what = f'choose_when mentions "{strange}", which is not compared here'
            near = did_you_mean(strange, [meant] if meant else terms)
            yield record.key_problem(("choose_when", strange), what, f"{near}Terms here are {listing(terms)}.")
    for term in missing:
        yield record.key_problem(
            ("choose_when",), f'choose_when says nothing about "{term}"', f'Add a line "{term}: [When to choose it.]".'
        )


@rule()
def skill_places(catalog: Catalog) -> Iterator[Problem]:
    """Two skills of a group have different positions."""
    taken: dict[tuple[str, int], Record[model.Skill]] = {}
    for record in catalog.skills.values():
        other = taken.setdefault((record.model.group, record.model.position), record)
        if other is not record:
            what = f"{other.path} has position {record.model.position} in the group too"
            yield record.problem(("position",), what, "Give it the next free number.")


@rule()
def exercises_anywhere(catalog: Catalog) -> Iterator[Problem]:
    """A skill's exercises name the page they need: plans and calendars print them away from it."""
    for record in catalog.skills.values():
        for index, exercise in enumerate(record.model.practice):
            for name, text in (("text", exercise.text), ("otherwise", exercise.otherwise or "")):
                if "this page" in text.lower():
                    remedy = f'Name it, such as "on the {record.model.title} page".'
                    yield record.problem(("practice", index, name), 'the exercise says "this page", but plans print it elsewhere', remedy)


@rule()
def updates(catalog: Catalog) -> Iterator[Problem]:
    """No entry was updated before it was added."""
    for record in catalog.entries():
        if record.model.updated and record.model.updated < record.model.added:
            yield record.problem(("updated",), f"updated is before {record.model.added}, when it was added", "Check the two dates.")


@rule()
def levels_of_skills(catalog: Catalog) -> Iterator[Problem]:
    """The levels in data/vocabulary.yml are those that a skill has evidence for, in their order."""
    wanted = list(model.Levels.model_fields)
    if list(catalog.vocabulary.levels) != wanted:
        what = f"the levels are {listing(catalog.vocabulary.levels)}, but skills have {listing(wanted)}"
        yield catalog.closed.problem(
            ("levels",), what, "Write these, in this order; to change them, change `Levels` in handbook/model.py too."
        )


@rule()
def unpaid_costs(catalog: Catalog) -> Iterator[Problem]:
    """The costs that data/vocabulary.yml counts as unpaid or free are among its costs."""
    for name in ("unpaid", "free"):
        for index, cost in enumerate(getattr(catalog.vocabulary, name)):
            if cost not in catalog.vocabulary.costs:
                remedy = f"{did_you_mean(cost, catalog.vocabulary.costs)}Costs are {listing(catalog.vocabulary.costs)}."
                yield catalog.closed.problem((name, index), f'unknown cost "{cost}" in {name}', remedy)


@rule()
def same_titles(catalog: Catalog) -> Iterator[Problem]:
    """No two entries of a kind have the same title, however it is spelled, but for resources by different authors."""
    for kind in KINDS.values():
        first: dict[tuple[str, ...], Record[Any]] = {}
        # Names of terms are compared with aliases, too.
        records = catalog.records(kind.name).values() if kind.name != "term" else ()
        for record in records:
            other = first.setdefault(_title_key(record.model, kind.title), record)
            if other is not record:
                what = f"{other.path} has the same {kind.title}, {getattr(other.model, kind.title)}"
                yield record.problem((kind.title,), what, "Keep one of the two files, or say what sets them apart.")


def _title_key(entry: model.Entry, title: str) -> tuple[str, ...]:
    authors = sorted(map(folded, entry.authors)) if isinstance(entry, model.Resource) else ()
    return folded(getattr(entry, title)), *authors


@rule()
def skill_areas(catalog: Catalog) -> Iterator[Problem]:
    """No two skills open the same area."""
    first: dict[str, Record[model.Skill]] = {}
    for record in catalog.skills.values():
        if area := record.model.area:
            other = first.setdefault(area, record)
            if other is not record:
                what = f'{other.path} opens the area "{area}" already'
                yield record.problem(("area",), what, "Leave the field out of one of the two.")


@rule()
def repeated_items(catalog: Catalog) -> Iterator[Problem]:
    """No list has an item twice, however it is spelled, no comparison two criteria of one name, and no closed list two titles alike."""
    for record in (catalog.closed, *catalog.entries()):
        for items in _lists(record.model, ()):
            first: dict[str, str] = {}
            for place, item in items if len(items) > 1 else ():
                if (key := respelled(item)) in first:
                    what = f'"{shortened(first[key])}" is here twice, in {_field_of(place)}'
                    yield record.problem(place, what, "Delete one of the two, or say what sets them apart.")
                first.setdefault(key, item)


def _field_of(location: Location) -> str:
    return ".".join(part for part in location if isinstance(part, str))


# Ids are compared by the rule on references, aliases with the names of all terms. The values of a criterion are cells of
# a row, and two may well be alike; so may those of a room's table.
_COMPARED_ELSEWHERE = {(model.Term, "aliases"), (model.Criterion, "values"), (model.Row, "values")}


def _lists(entry: BaseModel, at: Location) -> Iterator[list[tuple[Location, str]]]:
    """Each list of texts in an entry, and each of things with a name or title, with the places of the texts."""
    for name, info in type(entry).model_fields.items():
        if (type(entry), name) in _COMPARED_ELSEWHERE or any(isinstance(mark, model.Refers) for mark in info.metadata):
            continue
        value, place = getattr(entry, name), (*at, name)
        if isinstance(value, BaseModel):
            yield from _lists(value, place)
        elif isinstance(value, list | dict):
            yield from _of_items(place, enumerate(value) if isinstance(value, list) else value.items())


def _of_items(at: Location, items: Iterable[tuple[str | int, Any]]) -> Iterator[list[tuple[Location, str]]]:
    texts: list[tuple[Location, str]] = []
    for key, item in items:
        place = (*at, key)
        if isinstance(item, str):
            texts.append((place, item))
        elif isinstance(item, list):
            yield from _of_items(place, enumerate(item))
        else:
            texts.extend(((*place, name), getattr(item, name)) for name in ("name", "title", "text") if hasattr(item, name))
            yield from _lists(item, place)
    yield texts


def future_dates(catalog: Catalog, today: date) -> Iterator[Problem]:
    """No date is in the future. Asked by `handbook check` alone: what is built must not depend on the day.

    What is told is the day where the command runs, which may be a day before `today`, the latest that has begun anywhere.
    """
    here = catalog.today or today
    for record in catalog.entries():
        entry = record.model
        for name in ("added", "updated"):
            if (day := getattr(entry, name)) and day > today:
                yield record.problem((name,), f"{name} is {day}, and today is {here}", "Write the day of the change.")
        # Publishers print the year that comes.
        if isinstance(entry, model.Resource) and isinstance(entry.year, int) and entry.year > today.year + 1:
            yield record.problem(("year",), f"year is {entry.year}, and this is {today.year}", "Write the year in which it came out.")
    for index, move in enumerate(catalog.moves):
        if catalog.moved and move.on > today:
            place: Location = ("moves", index, "on")
            yield catalog.moved.problem(place, f"on is {move.on}, and today is {here}", "Write the day of the move.")
    for index, idea in enumerate(catalog.declined_ideas):
        if catalog.declined and idea.on > today:
            what = f"on is {idea.on}, and today is {here}"
            yield catalog.declined.problem(("declined", index, "on"), what, "Write the day of the decision.")
