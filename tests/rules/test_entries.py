"""What single entries must hold."""

from datetime import date

import pytest

from handbook.load import load
from handbook.rules import check
from tests.project import COMPARISON, QUESTION, RESOURCE, SKILL, TERM, Project
from tests.rules.cases import Break, Cases, edit


def second_skill(project: Project) -> None:
    project.write("docs/skills/other.md", project.read(SKILL).replace("title: Saying no", "title: Other"))
    for file in ("data/resources/one.yml", "data/resources/two.yml", QUESTION):
        project.edit(file, "skills: [saying-no]", "skills: [saying-no, other]")


def skills_of_one_title(project: Project) -> None:
    second_skill(project)
    project.edit("docs/skills/other.md", "position: 1", "position: 2")
    project.edit("docs/skills/other.md", "title: Other", "title: Saying No")


def skills_of_one_area(project: Project) -> None:
    second_skill(project)
    project.edit("docs/skills/other.md", "position: 1", "position: 2\narea: data")
    project.edit(SKILL, "position: 1", "position: 1\narea: data")


VOCABULARY = "data/vocabulary.yml"

CASES: Cases = {
    "comparison_columns with a value too few": (
        edit(COMPARISON, "values: [moves, keeps]", "values: [moves]"),
        [f'{COMPARISON}:7:13: "What it does" has 1 values for 2 terms. Write one each for pipeline and warehouse, in this order.'],
    ),
    "comparison_columns with a choice too few": (
        edit(COMPARISON, "  warehouse: [Data must stay.]\n", ""),
        [f'{COMPARISON}:12:1: choose_when says nothing about "warehouse". Add a line "warehouse: [When to choose it.]".'],
    ),
    "comparison_columns with a stranger": (
        edit(COMPARISON, "  warehouse: [Data must stay.]\n", "  warehouse: [Data must stay.]\n  warehose: [Typo.]\n"),
        [
            f'{COMPARISON}:15:3: choose_when mentions "warehose", which is not compared here. Did you mean "warehouse"? '
            "Terms here are pipeline and warehouse.",
        ],
    ),
    "skill_places with a position taken": (
        second_skill,
        [f"{SKILL}:4:11: docs/skills/other.md has position 1 in the group too. Give it the next free number."],
    ),
    "exercises_anywhere": (
        edit(SKILL, "text: Write three sentences.", "text: Write the three sentences of this page."),
        [
            f'{SKILL}:14:11: the exercise says "this page", but plans print it elsewhere. Name it, such as "on the Saying no page".',
        ],
    ),
    "updates": (
        edit(QUESTION, "added: 2026-11-23", "added: 2026-11-23\nupdated: 2026-11-01"),
        [f"{QUESTION}:11:10: updated is before 2026-11-23, when it was added. Check the two dates."],
    ),
    "same_titles of questions": (
        lambda project: project.write("data/questions/why-too.yml", project.read(QUESTION).replace("dashboard late?", "Dash-board late?")),
        [
            f"data/questions/why-too.yml:1:11: {QUESTION} has the same question, Why is the dashboard late?. "
            "Keep one of the two files, or say what sets them apart."
        ],
    ),
    "same_titles of skills": (
        skills_of_one_title,
        [f"{SKILL}:2:8: docs/skills/other.md has the same title, Saying No. Keep one of the two files, or say what sets them apart."],
    ),
    "same_titles of resources": (
        edit("data/resources/two.yml", "title: Resource two", "title: Resource One"),
        [
            "data/resources/two.yml:1:8: data/resources/one.yml has the same title, Resource one. "
            "Keep one of the two files, or say what sets them apart."
        ],
    ),
    "skill_areas": (
        skills_of_one_area,
        [f'{SKILL}:5:7: docs/skills/other.md opens the area "data" already. Leave the field out of one of the two.'],
    ),
    "repeated_items in criteria": (
        edit(COMPARISON, "  - name: What it costs", "  - name: what it does"),
        [f'{COMPARISON}:10:11: "What it does" is here twice, in criteria.name. Delete one of the two, or say what sets them apart.'],
    ),
    "repeated_items in authors": (
        edit("data/resources/one.yml", "authors: [Ada Author]", "authors: [Ada Author, ada author]"),
        ['data/resources/one.yml:3:23: "Ada Author" is here twice, in authors. Delete one of the two, or say what sets them apart.'],
    ),
    "repeated_items in questions to ask": (
        edit(TERM, "  - What breaks when it stops?", "  - How long does it take?"),
        [f'{TERM}:10:5: "How long does it take?" is here twice, in ask. Delete one of the two, or say what sets them apart.'],
    ),
    "repeated_items in a group": (
        edit(COMPARISON, "  warehouse: [Data must stay.]", "  warehouse: [Data must stay., Data must stay.]"),
        [
            f'{COMPARISON}:14:32: "Data must stay." is here twice, in choose_when.warehouse. Delete one of the two, or say what sets them apart.'
        ],
    ),
    "repeated_items in a closed list": (
        edit(VOCABULARY, "book: Book", "book: Article"),
        [f'{VOCABULARY}:10:35: "Article" is here twice, in formats.book. Delete one of the two, or say what sets them apart.'],
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


TODAY = date(2026, 11, 26)


def on_the_day(project: Project) -> list[str]:
    return [str(problem) for problem in check(load(project.root), TODAY)]


def test_a_date_is_in_the_future_for_whoever_asks_the_clock_and_for_no_one_else(project: Project) -> None:
    project.edit(RESOURCE, "added: 2026-11-23", "added: 2062-11-23")
    project.edit(TERM, "added: 2026-11-23", "added: 2026-11-23\nupdated: 2026-11-27")
    project.edit(RESOURCE, "year: 2020", "year: 2099")
    project.write("data/moved.yml", "moves:\n  - old: x/\n    gone: It went.\n    on: 2027-01-01\n")
    project.write("data/declined.yml", "declined:\n  - idea: A word\n    reason: Nobody uses it.\n    on: 2027-01-01\n")
    assert project.problems() == []
    assert on_the_day(project) == [
        "data/declined.yml:4:9: on is 2027-01-01, and today is 2026-11-26. Write the day of the decision.",
        "data/moved.yml:4:9: on is 2027-01-01, and today is 2026-11-26. Write the day of the move.",
        f"{RESOURCE}:4:7: year is 2099, and this is 2026. Write the year in which it came out.",
        f"{RESOURCE}:15:8: added is 2062-11-23, and today is 2026-11-26. Write the day of the change.",
        f"{TERM}:15:10: updated is 2026-11-27, and today is 2026-11-26. Write the day of the change.",
    ]


def test_today_is_no_day_in_the_future(project: Project) -> None:
    project.edit(RESOURCE, "added: 2026-11-23", "added: 2026-11-26")
    assert on_the_day(project) == []
