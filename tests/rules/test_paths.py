"""What paths must hold."""

import pytest

from tests.project import PATH, SKILL, Project
from tests.rules.cases import Break, Cases, edit


def two_stages_of_one_name(project: Project) -> None:
    project.edit(PATH, "  - term: pipeline", "  - stage: 'Day 1: words'\n    term: pipeline")
    project.edit(PATH, "  - resource: one", "  - stage: 'Day 1: reading'\n    resource: one")


def a_path_named_for_a_skill(project: Project) -> None:
    """And with an exercise that is named for one of the skill's."""
    path = project.read(PATH).replace("title: First week", "title: Another week").replace("id: draw-it", "id: send-one")
    project.write("docs/paths/saying-no.md", path)


CASES: Cases = {
    "path_hours": (
        edit(PATH, "hours: 2", "hours: 1"),
        [f"{PATH}:5:8: hours is 1, but the steps take 1.6. Write a whole number from 2 to 3, or change the steps."],
    ),
    "path_order": (
        edit(PATH, "  - term: pipeline\n", "  - term: warehouse\n    why: It is larger.\n  - term: pipeline\n"),
        [f'{PATH}:8:11: the term "warehouse" comes before "pipeline", which it requires. Move pipeline up.'],
    ),
    "exercise_names": (
        edit(PATH, "added:", "  - id: draw-it\n    exercise: Draw it again.\n    minutes: 5\n    why: It fades.\nadded:"),
        [f'{PATH}:16:9: the path has another exercise "draw-it". Give it an id of its own.'],
    ),
    "shared_exercises": (
        a_path_named_for_a_skill,
        [
            f'{SKILL}:16:9: docs/paths/saying-no.md has an exercise "send-one" too, and readers\' marks could not tell the two apart. '
            "Give it an id of its own."
        ],
    ),
    "path_stages with a name twice": (
        two_stages_of_one_name,
        [f'{PATH}:11:12: the path has another stage "day-1". Give it another name before the colon.'],
    ),
    "path_stages that begin late": (
        edit(PATH, "  - resource: one", "  - stage: 'Day 1: reading'\n    resource: one"),
        [f"{PATH}:8:5: the path has stages, but its first step begins none. Give it a stage, such as Week 1: listen."],
    ),
    "path_stages without a letter": (
        edit(PATH, "  - term: pipeline", "  - stage: '\u2026: 1'\n    term: pipeline"),
        [
            f"{PATH}:8:12: the stage has no letter a to z and no digit before its colon, so no link can lead to it. "
            "Begin it as in Week 1: listen."
        ],
    ),
    "path_steps": (
        edit(PATH, "  - resource: one", "  - term: pipeline"),
        [
            f'{PATH}:10:11: the term "pipeline" is already a step. '
            "Delete one of the two steps, or say in an exercise what to do with it now."
        ],
    ),
    "exercise_names of a stage": (
        edit(PATH, "  - term: pipeline", "  - stage: 'Draw it: words'\n    term: pipeline"),
        [f'{PATH}:13:9: the path has the stage "draw-it". Give it an id of its own.'],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
