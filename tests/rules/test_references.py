"""What one entry says of another."""

import pytest

from tests.project import PATH, PROFILE, RESOURCE, SKILL, TARGET, TERM, Project
from tests.rules.cases import Break, Cases, edit

TELLING = "docs/skills/telling.md"


def a_circle_of_skills(project: Project) -> None:
    text = project.read(SKILL).replace("position: 1", "position: 2").replace("title: Saying no", "title: Telling")
    project.write(TELLING, text.replace("levels:", "requires: [saying-no]\nlevels:"))
    for file in ("data/resources/one.yml", "data/resources/two.yml", "data/questions/why-late.yml"):
        project.edit(file, "skills: [saying-no]", "skills: [saying-no, telling]")
    project.edit(SKILL, "levels:", "requires: [telling]\nlevels:")
    project.edit(TARGET, "level: practitioner", "level: awareness")


def name_an_entry_as_before_it_was_renamed(project: Project) -> None:
    """Somebody wrote while a colleague renamed."""
    moves = ("old: glossary/flow/\n    to: glossary/pipeline/", "old: glossary/depot/\n    to: glossary/warehouse/")
    project.write("data/moved.yml", "moves:\n" + "".join(f"  - {move}\n    on: 2026-11-26\n" for move in moves))
    project.edit(RESOURCE, "  - pipeline", "  - flow")
    project.append(TERM, "\nSee [the depot](depot.md).\n")


CASES: Cases = {
    "closed_values": (
        edit(RESOURCE, "format: article", "format: artikle"),
        [f'{RESOURCE}:5:9: unknown value "artikle" in format. Did you mean "article"? Values are article and book (data/vocabulary.yml).'],
    ),
    "dangling_references": (
        edit(RESOURCE, "  - pipeline", "  - pipelin"),
        [
            f'{RESOURCE}:12:5: unknown term "pipelin" in teaches. Did you mean "pipeline"? Terms are the files in docs/glossary/.',
        ],
    ),
    "dangling_references to an earlier name": (
        name_an_entry_as_before_it_was_renamed,
        [
            f'{RESOURCE}:12:5: unknown term "flow" in teaches. Did you mean "pipeline"? Terms are the files in docs/glossary/.',
            f'{TERM}:23:17: the link "depot.md" leads nowhere. Did you mean "warehouse.md"? Link the file, relative to this one.',
        ],
    ),
    "closed_values in a level of a profile": (
        edit(PROFILE, "level: awareness", "level: awarness"),
        [
            f'{PROFILE}:6:12: unknown value "awarness" in level. Did you mean "awareness"? '
            "Values are awareness, working, practitioner and expert (data/vocabulary.yml)."
        ],
    ),
    "dangling_references in the keys of a table": (
        edit(PROFILE, "  saying-no:", "  saying-so:"),
        [f'{PROFILE}:5:3: unknown skill "saying-so" in levels. Did you mean "saying-no"? Skills are the files in docs/skills/.'],
    ),
    "dangling_references in a path": (
        edit(PATH, "  - term: pipeline", "  - question: why-not"),
        [f'{PATH}:8:15: unknown question "why-not" in question. Did you mean "why-late"? Questions are the files in data/questions/.'],
    ),
    "repeated_references to itself": (
        edit(TERM, "related: [warehouse, backfill]", "related: [warehouse, pipeline]"),
        [f'{TERM}:13:22: "pipeline" refers to itself in related. Delete it here.'],
    ),
    "repeated_references of a skill to itself": (
        edit(SKILL, "levels:", "requires: [saying-no]\nlevels:"),
        [f'{SKILL}:6:12: "saying-no" refers to itself in requires. Delete it here.'],
    ),
    "repeated_references twice": (
        edit(RESOURCE, "  - backfill", "  - pipeline"),
        [f'{RESOURCE}:13:5: "pipeline" is listed twice in teaches. Delete one of the two.'],
    ),
    "repeated_references in a closed list": (
        edit("data/vocabulary.yml", "unpaid: [free]", "unpaid: [free]\nfirst_terms: [pipeline, pipeline]"),
        ['data/vocabulary.yml:13:25: "pipeline" is listed twice in first_terms. Delete one of the two.'],
    ),
    "circular_requires": (
        edit(TERM, "requires: []", "requires: [backfill]"),
        [
            f"{TERM}:12:12: requires goes round in a circle: backfill > pipeline > backfill. "
            "Decide which of them a newcomer needs first, and delete the other reference.",
        ],
    ),
    "circular_requires of skills": (
        a_circle_of_skills,
        [
            f"{TELLING}:6:12: requires goes round in a circle: saying-no > telling > saying-no. "
            "Decide which of them a newcomer needs first, and delete the other reference.",
        ],
    ),
}


def test_a_link_to_the_earlier_name_of_an_entry_that_cannot_be_read_is_no_traceback(project: Project) -> None:
    name_an_entry_as_before_it_was_renamed(project)
    project.edit("docs/glossary/warehouse.md", "title: ", "titel: ")
    assert any(problem.startswith(f'{TERM}:23:17: the link "depot.md" leads nowhere.') for problem in project.problems())


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
