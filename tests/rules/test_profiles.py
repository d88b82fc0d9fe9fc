"""What profiles must hold."""

import pytest

from tests.project import PROFILE, SKILL, TARGET, Project
from tests.rules.cases import Break, Cases, edit

FLOORS = "data/floors.yml"
VOCABULARY = "data/vocabulary.yml"


def without_a_target(project: Project) -> None:
    (project.root / TARGET).unlink()


def with_a_skill_below(project: Project) -> None:
    """The start is one level above it, which is no problem."""
    project.write("docs/skills/telling.md", project.read(SKILL).replace("Saying no", "Telling").replace("position: 1", "position: 2"))
    for file in ("data/resources/one.yml", "data/resources/two.yml", "data/questions/why-late.yml"):
        project.edit(file, "skills: [saying-no]", "skills: [saying-no, telling]")
    project.edit(SKILL, "levels:", "requires: [telling]\nlevels:")


CASES: Cases = {
    "kinds_of_profiles": (
        edit(VOCABULARY, "profile_kinds: {start: Where you start, ", "profile_kinds: {"),
        [
            f'{PROFILE}:2:7: unknown value "start" in kind. Did you mean "target"? Values are target ({VOCABULARY}).',
            f"{VOCABULARY}:18:16: the kinds of profile are target, but the gap check knows start and target. "
            "Write these, in this order; their titles are yours to choose.",
        ],
    ),
    "enough_profiles": (
        without_a_target,
        [f"{FLOORS}:10:20: profiles of the kind target: 0, at least 1 are needed. Add profiles, or keep those that are there."],
    ),
    "targets_ask": (
        edit(FLOORS, "skills_per_target: 1", "skills_per_target: 2"),
        [f"{TARGET}:5:3: the job asks for 1 skills, at least 2 are needed. Add what else it asks for."],
    ),
    "levels_rest": (
        with_a_skill_below,
        [
            f"{TARGET}:6:12: saying-no is at practitioner, but telling, which it rests on, is missing. "
            "Lower the one or raise the other, until they are one level apart.",
        ],
    ),
    "reasons_of_profiles": (
        edit(TARGET, "why: Most of what is offered cannot be printed.", "why: You see which wishes are never answered"),
        [
            f"{TARGET}:7:10: {PROFILE} for saying-no has the same reason. Say what in this job gives the level, or asks for it.",
        ],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected


def test_a_start_may_have_few_skills(project: Project) -> None:
    project.edit(FLOORS, "skills_per_target: 1", "skills_per_target: 2")
    assert not [problem for problem in project.problems() if problem.startswith(PROFILE)]
