"""What single entries must hold: columns, positions, dates."""

from collections.abc import Iterator

from handbook import model
from handbook.catalog import Catalog, Record
from handbook.problems import Problem, did_you_mean, listing
from handbook.rules.registry import rule


@rule()
def comparison_columns(catalog: Catalog) -> Iterator[Problem]:
    """A comparison has one value per criterion, and one `choose_when`, for each of its terms."""
    for record in catalog.comparisons.values():
        terms = record.model.terms
        for index, criterion in enumerate(record.model.criteria):
            if len(criterion.values) != len(terms):
                what = f'"{criterion.name}" has {len(criterion.values)} values for {len(terms)} terms'
                yield record.problem(("criteria", index, "values"), what, f"Write one each for {listing(terms)}, in this order.")
        for term in terms:
            if term not in record.model.choose_when:
                yield record.problem(("choose_when",), f'choose_when says nothing of "{term}"', "Add when to choose it.")
        for term in record.model.choose_when:
            if term not in terms:
                what = f'choose_when speaks of "{term}", which is not compared here'
                line, column = record.document.key_mark(("choose_when", term))
                yield Problem(record.path, line, column, what, f"{did_you_mean(term, terms)}Terms here are {listing(terms)}.")


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
