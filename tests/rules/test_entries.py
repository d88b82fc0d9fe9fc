"""What single entries must hold."""

import pytest

from tests.project import COMPARISON, QUESTION, SKILL, Project
from tests.rules.cases import Break, Cases, edit


def second_skill(project: Project) -> None:
    project.write("data/skills/other.yml", project.read(SKILL).replace("title: Saying no", "title: Other"))
    page = project.read("docs/skills/saying-no.md").replace("title: Saying no", "title: Other")
    project.write("docs/skills/other.md", page)
    for file in ("data/resources/one.yml", "data/resources/two.yml", QUESTION):
        project.edit(file, "skills: [saying-no]", "skills: [saying-no, other]")


def skill_named_as_group(project: Project) -> None:
    second_skill(project)
    (project.root / "data/skills/other.yml").rename(project.root / "data/skills/influence.yml")
    (project.root / "docs/skills/other.md").unlink()
    project.edit("data/skills/influence.yml", "position: 1", "position: 2")
    project.edit("data/skills/influence.yml", "title: Other", "title: Influence")
    project.write("docs/skills/influence.md", project.read("docs/skills/saying-no.md").replace("title: Saying no", "title: Influence"))
    for file in ("data/resources/one.yml", "data/resources/two.yml", QUESTION):
        project.edit(file, "[saying-no, other]", "[saying-no, influence]")


CASES: Cases = {
    "comparison_columns with a value too few": (
        edit(COMPARISON, "values: [moves, keeps]", "values: [moves]"),
        [f'{COMPARISON}:6:13: "What it does" has 1 values for 2 terms. Write one each for pipeline and warehouse, in this order.'],
    ),
    "comparison_columns with a choice too few": (
        edit(COMPARISON, "  warehouse: [Data must stay.]\n", ""),
        [f'{COMPARISON}:12:3: choose_when says nothing of "warehouse". Add when to choose it.'],
    ),
    "comparison_columns with a stranger": (
        edit(COMPARISON, "  warehouse: [Data must stay.]\n", "  warehouse: [Data must stay.]\n  warehose: [Typo.]\n"),
        [
            f'{COMPARISON}:14:3: choose_when speaks of "warehose", which is not compared here. Did you mean "warehouse"? '
            "Terms here are pipeline and warehouse.",
        ],
    ),
    "skill_places with a position taken": (
        second_skill,
        [f"{SKILL}:3:11: data/skills/other.yml has position 1 in the group too. Give it the next free number."],
    ),
    "skill_places with a group's id": (
        skill_named_as_group,
        ['data/skills/influence.yml:1:1: "influence" is the id of a group. Rename the file.'],
    ),
    "updates": (
        edit(QUESTION, "added: 2026-11-23", "added: 2026-11-23\nupdated: 2026-11-01"),
        [f"{QUESTION}:11:10: updated is before 2026-11-23, when it was added. Check the two dates."],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
