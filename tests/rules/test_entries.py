"""What single entries must hold."""

import pytest

from tests.project import COMPARISON, QUESTION, SKILL, Project
from tests.rules.cases import Break, Cases, edit


def second_skill(project: Project) -> None:
    project.write("docs/skills/other.md", project.read(SKILL).replace("title: Saying no", "title: Other"))
    for file in ("data/resources/one.yml", "data/resources/two.yml", QUESTION):
        project.edit(file, "skills: [saying-no]", "skills: [saying-no, other]")


VOCABULARY = "data/vocabulary.yml"

CASES: Cases = {
    "comparison_columns with a value too few": (
        edit(COMPARISON, "values: [moves, keeps]", "values: [moves]"),
        [f'{COMPARISON}:7:13: "What it does" has 1 values for 2 terms. Write one each for pipeline and warehouse, in this order.'],
    ),
    "comparison_columns with a choice too few": (
        edit(COMPARISON, "  warehouse: [Data must stay.]\n", ""),
        [f'{COMPARISON}:13:3: choose_when says nothing of "warehouse". Add when to choose it.'],
    ),
    "comparison_columns with a stranger": (
        edit(COMPARISON, "  warehouse: [Data must stay.]\n", "  warehouse: [Data must stay.]\n  warehose: [Typo.]\n"),
        [
            f'{COMPARISON}:15:3: choose_when speaks of "warehose", which is not compared here. Did you mean "warehouse"? '
            "Terms here are pipeline and warehouse.",
        ],
    ),
    "skill_places with a position taken": (
        second_skill,
        [f"{SKILL}:4:11: docs/skills/other.md has position 1 in the group too. Give it the next free number."],
    ),
    "updates": (
        edit(QUESTION, "added: 2026-11-23", "added: 2026-11-23\nupdated: 2026-11-01"),
        [f"{QUESTION}:11:10: updated is before 2026-11-23, when it was added. Check the two dates."],
    ),
    "levels_of_skills": (
        edit(
            VOCABULARY, "  expert: {title: Expert, summary: Others do it your way.}\n", "  master: {title: Master, summary: All do it.}\n"
        ),
        [
            f"{VOCABULARY}:6:3: the levels are awareness, working, practitioner and master, but skills have awareness, working, "
            "practitioner and expert. Write these, in this order; to change them, change `Levels` in handbook/model.py too.",
        ],
    ),
    "unpaid_costs": (
        edit(VOCABULARY, "unpaid: [free]", "unpaid: [free, fre]"),
        [f'{VOCABULARY}:12:16: unknown cost "fre" in unpaid. Did you mean "free"? Costs are free and paid.'],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
