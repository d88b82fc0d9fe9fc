"""What paths must hold: hours, order, stages and exercises."""

from collections.abc import Iterator
from math import ceil, floor

from handbook.addresses import stage_anchor
from handbook.catalog import Catalog, step_minutes, steps_of
from handbook.problems import Problem, shortened
from handbook.rules.registry import rule
from handbook.rules.same import folded


@rule()
def path_hours(catalog: Catalog) -> Iterator[Problem]:
    """A path's hours cover its steps, and exceed them by at most half."""
    for record in catalog.paths.values():
        if any(name == "resource" and target not in catalog.resources for name, target in steps_of(record.model)):
            continue
        minutes = sum(step_minutes(catalog, step) for step in record.model.steps)
        least, most = minutes / 60, minutes / 60 * 1.5 + 1
        if not least <= record.model.hours <= most:
            what = f"hours is {record.model.hours}, but the steps take {least:.1f}"
            yield record.problem(("hours",), what, f"Write a whole number from {ceil(least)} to {floor(most)}, or change the steps.")


@rule()
def path_order(catalog: Catalog) -> Iterator[Problem]:
    """On a path, a term comes after those of the terms it requires that are on the path."""
    for record in catalog.paths.values():
        places = {target: index for index, (name, target) in reversed([*enumerate(steps_of(record.model))]) if name == "term"}
        for term, index in places.items():
            if term not in catalog.terms:
                continue
            for needed in catalog.terms[term].model.requires:
                if places.get(needed, -1) > index:
                    what = f'the term "{term}" comes before "{needed}", which it requires'
                    yield record.problem(("steps", index, "term"), what, f"Move {needed} up.")


@rule()
def exercise_names(catalog: Catalog) -> Iterator[Problem]:
    """Two exercises of a path have different ids, and none shares its name with a stage."""
    for record in catalog.paths.values():
        seen = {stage_anchor(step.stage): "the stage" for step in record.model.steps if step.stage}
        for index, step in enumerate(record.model.steps):
            if step.id in seen:
                yield record.problem(("steps", index, "id"), f'the path has {seen[step.id]} "{step.id}"', "Give it an id of its own.")
            elif step.id:
                seen[step.id] = "another exercise"


@rule()
def shared_exercises(catalog: Catalog) -> Iterator[Problem]:
    """A path and a skill with the same id share no exercise id: readers' marks could not tell the two apart."""
    for record in catalog.skills.values():
        path = catalog.paths.get(record.id)
        taken = {step.id for step in path.model.steps if step.id} if path else set()
        for index, exercise in enumerate(record.model.practice):
            if path and exercise.id in taken:
                what = f'{path.path} has an exercise "{exercise.id}" too, and readers\' marks could not tell the two apart'
                yield record.problem(("practice", index, "id"), what, "Give it an id of its own.")


@rule()
def path_stages(catalog: Catalog) -> Iterator[Problem]:
    """A path's first step begins a stage if any does, and two stages have different names before the colon, each with a letter or digit."""
    for record in catalog.paths.values():
        steps = record.model.steps
        stages = [(index, stage_anchor(step.stage)) for index, step in enumerate(steps) if step.stage]
        if stages and not steps[0].stage:
            what = "the path has stages, but its first step begins none"
            yield record.problem(("steps", 0), what, "Give it a stage, such as Week 1: listen.")
        seen: set[str] = set()
        for index, anchor in stages:
            if not anchor:
                what = "the stage has no letter a to z and no digit before its colon, so no link can lead to it"
                yield record.problem(("steps", index, "stage"), what, "Begin it as in Week 1: listen.")
            elif anchor in seen:
                what = f'the path has another stage "{anchor}"'
                yield record.problem(("steps", index, "stage"), what, "Give it another name before the colon.")
            seen.add(anchor)


@rule()
def path_steps(catalog: Catalog) -> Iterator[Problem]:
    """No path lists the same thing twice."""
    for record in catalog.paths.values():
        seen: set[tuple[str, str]] = set()
        for index, step in enumerate(record.model.steps):
            name, target = step.thing
            key = (name, folded(target)) if name == "exercise" else step.thing
            if key in seen:
                what = f'the {name} "{shortened(target)}" is already a step'
                yield record.problem(
                    ("steps", index, name), what, "Delete one of the two steps, or say in an exercise what to do with it now."
                )
            seen.add(key)
