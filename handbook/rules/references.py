"""What one entry says of another: ids that exist, closed values, no circles."""

from collections.abc import Iterator, Mapping

from handbook import model
from handbook.catalog import Catalog, Record, marked, references, unknown_value
from handbook.kinds import KINDS
from handbook.problems import Problem, listing
from handbook.rules.causes import slips
from handbook.rules.registry import rule
from handbook.source import Location


def _field_of(location: Location, target: str = "") -> str:
    """The field that a place is in. The key of a table, which is the target itself there, is none."""
    return next(str(part) for part in reversed(location) if isinstance(part, str) and part != target)


@rule(parts=True)
def closed_values(catalog: Catalog) -> Iterator[Problem]:
    """A value from a closed list is on that list in data/vocabulary.yml."""
    for record in catalog.entries():
        for name, place, value in marked(record.model, (), model.OneOf, lambda mark: mark.vocabulary):
            choices = getattr(catalog.vocabulary, name)
            if value not in choices:
                yield record.problem(place, *unknown_value(_field_of(place), value, choices))


@rule(parts=True)
def dangling_references(catalog: Catalog) -> Iterator[Problem]:
    """Every id in a field such as `teaches`, `skills` or `requires` names an entry."""
    found = slips(catalog)
    for (kind, target), places in found.unknown.items():
        row = KINDS[kind]
        if other := found.misnamed.get((kind, target)):
            what = f'{len(places)} references name the {kind} "{target}", and none names this file'
            files = listing(sorted({record.path for record, _ in places}))
            remedy = f'Rename the file to "{target}{row.suffix}", or write "{other}" in {files}.'
            yield Problem(f"{row.folder}/{other}{row.suffix}", 1, 1, what, remedy)
        for record, place in places if not found.told_elsewhere(kind, target) else ():
            what = f'unknown {kind} "{target}" in {_field_of(place, target)}'
            meant = found.meant.get((kind, target))
            near = f'Did you mean "{meant}"? ' if meant else ""
            remedy = f"{near}{row.plural.capitalize()} are the files in {row.folder}/."
            yield (record.key_problem if place[-1] == target else record.problem)(place, what, remedy)


@rule(parts=True)
def repeated_references(catalog: Catalog) -> Iterator[Problem]:
    """No entry refers to itself, and none is listed twice."""
    for record in (catalog.closed, *catalog.entries()):
        seen: set[tuple[Location, str]] = set()
        for kind, place, target in references(record):
            field = _field_of(place)
            if isinstance(record.model, model.Path):
                continue
            if kind == getattr(record.model, "entry_kind", "") and target == record.id:
                yield record.problem(place, f'"{target}" refers to itself in {field}', "Delete it here.")
            elif (place[:-1], target) in seen:
                yield record.problem(place, f'"{target}" is listed twice in {field}', "Delete one of the two.")
            seen.add((place[:-1], target))


@rule()
def circular_requires(catalog: Catalog) -> Iterator[Problem]:
    """Following `requires` of terms, or of skills, never leads back to where it started."""
    records: Mapping[str, Record[model.Term] | Record[model.Skill]]
    for records in (catalog.terms, catalog.skills):
        done: set[str] = set()
        for start in records:
            yield from _circles_from(records, start, done)


# Of a long circle its beginning is told.
_MOST_NAMED = 12


def _circles_from(records: Mapping[str, Record[model.Term] | Record[model.Skill]], start: str, done: set[str]) -> Iterator[Problem]:
    """Depth-first search without recursion: a circle is reported once, at the edge that closes it."""
    trail: list[tuple[str, Iterator[tuple[int, str]]]] = []
    on_trail: dict[str, int] = {}

    def enter(entry: str) -> None:
        on_trail[entry] = len(trail)
        trail.append((entry, iter(enumerate(records[entry].model.requires))))

    if start not in done:
        enter(start)
    while trail:
        entry, following = trail[-1]
        index, target = next(following, (-1, ""))
        if index < 0:
            trail.pop()
            del on_trail[entry]
            done.add(entry)
        elif target in on_trail and target != entry:
            names = [name for name, _ in trail[on_trail[target] :]]
            circle = " > ".join([*names[:_MOST_NAMED], *(["..."] if len(names) > _MOST_NAMED else []), target])
            remedy = "Decide which of them a newcomer needs first, and delete the other reference."
            yield records[entry].problem(("requires", index), f"requires goes round in a circle: {circle}", remedy)
        elif target in records and target not in done and target not in on_trail:
            enter(target)
