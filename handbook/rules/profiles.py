"""What profiles must hold: two kinds of them, enough of each, and a reason of its own for each level."""

from collections import Counter
from collections.abc import Iterator

from handbook import model
from handbook.catalog import Catalog
from handbook.problems import Problem, listing
from handbook.rules.registry import rule
from handbook.rules.same import respelled


@rule()
def kinds_of_profiles(catalog: Catalog) -> Iterator[Problem]:
    """The kinds of profile in data/vocabulary.yml are those that the gap check knows, in their order."""
    wanted = [model.START, model.TARGET]
    if list(catalog.vocabulary.profile_kinds) != wanted:
        what = f"the kinds of profile are {listing(catalog.vocabulary.profile_kinds)}, but the gap check knows {listing(wanted)}"
        yield catalog.closed.problem(("profile_kinds",), what, "Write these, in this order; their titles are yours to choose.")


@rule(whole=True)
def enough_profiles(catalog: Catalog) -> Iterator[Problem]:
    """There are as many profiles of each kind as data/floors.yml says."""
    if not catalog.floors:
        return
    least = catalog.floors.model.profiles_per_kind
    counts = Counter(record.model.kind for record in catalog.profiles.values())
    for kind in catalog.vocabulary.profile_kinds:
        if counts[kind] < least:
            what = f"profiles of the kind {kind}: {counts[kind]}, at least {least} are needed"
            yield catalog.floors.problem(("profiles_per_kind",), what, "Add profiles, or keep those that are there.")


@rule()
def targets_ask(catalog: Catalog) -> Iterator[Problem]:
    """A target asks for at least as many skills as data/floors.yml says: with fewer, one job would look like another."""
    least = catalog.floors.model.skills_per_target if catalog.floors else 0
    for record in catalog.profiles.values():
        if record.model.kind == model.TARGET and len(record.model.levels) < least:
            what = f"the job asks for {len(record.model.levels)} skills, at least {least} are needed"
            yield record.problem(("levels",), what, "Add what else it asks for.")


@rule()
def levels_rest(catalog: Catalog) -> Iterator[Problem]:
    """No profile has a skill more than one level above a skill that this one rests on."""
    heights = {level: height for height, level in enumerate(catalog.vocabulary.levels, 1)}
    for record in catalog.profiles.values():
        levels = record.model.levels
        for skill, rating in levels.items():
            for other in catalog.skills[skill].model.requires if skill in catalog.skills else []:
                lower = levels[other].level if other in levels else None
                if heights.get(rating.level, 0) > heights.get(lower or "", 0) + 1:
                    what = f"{skill} is at {rating.level}, but {other}, which it rests on, is {f'at {lower}' if lower else 'missing'}"
                    yield record.problem(
                        ("levels", skill, "level"), what, "Lower the one or raise the other, until they are one level apart."
                    )


@rule()
def reasons_of_profiles(catalog: Catalog) -> Iterator[Problem]:
    """No profile repeats a reason, its own or another's, however it is spelled."""
    first: dict[str, str] = {}
    for record in catalog.profiles.values():
        for skill, rating in record.model.levels.items():
            here = f"{record.path} for {skill}"
            other = first.setdefault(respelled(rating.why), here)
            if other != here:
                remedy = "Say what in this job gives the level, or asks for it."
                yield record.problem(("levels", skill, "why"), f"{other} has the same reason", remedy)
