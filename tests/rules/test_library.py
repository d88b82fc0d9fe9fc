"""What the library and the whole must hold."""

import re

import pytest

from tests.project import PATH, RESOURCE, SKILL, Project
from tests.rules.cases import Break, Cases, edit

FLOORS = "data/floors.yml"


def one_resource(project: Project) -> None:
    (project.root / "data/resources/two.yml").unlink()
    project.edit(RESOURCE, "  - backfill\n", "  - backfill\n  - warehouse\n")


def all_long_and_paid(project: Project) -> None:
    for file in sorted((project.root / "data/resources").iterdir()):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"^minutes: .*", "minutes: 61", re.sub(r"^cost: .*", "cost: paid", text, flags=re.MULTILINE), flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")
    project.edit(PATH, "hours: 2", "hours: 3")


CASES: Cases = {
    "same_address": (
        edit(RESOURCE, "url: https://example.org/one", "url: http://www.example.org/two/?utm_source=x#top"),
        [
            "data/resources/two.yml:2:6: data/resources/one.yml has the same address, "
            "http://www.example.org/two/?utm_source=x#top. Keep one of the two files."
        ],
    ),
    "well_read skill": (
        one_resource,
        [
            "data/floors.yml:1:12: resources is 1, at least 2 is needed. Add resources, or keep those that are there.",
            'data/vocabulary.yml:1:1: resources that teach the area "data": 1, at least 2 are needed. '
            "Add a resource that teaches one of its terms.",
            f"{SKILL}:1:1: resources that name this skill: 1, at least 2 are needed. Add a resource with skills: [saying-no].",
        ],
    ),
    "well_read by questions": (
        edit(FLOORS, "questions_per_skill: 1", "questions_per_skill: 3"),
        [f"{SKILL}:1:1: questions that name this skill: 2, at least 3 are needed. Add a question with skills: [saying-no]."],
    ),
    "floors free and short": (
        all_long_and_paid,
        [
            f"{FLOORS}:4:17: unpaid_percent is 0, at least 50 is needed. Add resources that cost nothing to start.",
            f"{FLOORS}:5:16: short_percent is 0, at least 50 is needed. Add resources of an hour or less.",
        ],
    ),
    "floors of the other kinds": (
        lambda project: project.write(
            FLOORS, project.read(FLOORS) + "terms: 4\nterms_per_area: 4\ncomparisons: 9\nskills: 9\nspoken_answers: 1\n"
        ),
        [
            f"{FLOORS}:12:8: terms is 3, at least 4 is needed. Add terms, or keep those that are there.",
            f"{FLOORS}:14:14: comparisons is 1, at least 9 is needed. Add comparisons, or keep those that are there.",
            f"{FLOORS}:15:9: skills is 1, at least 9 is needed. Add skills, or keep those that are there.",
            f"{FLOORS}:16:17: spoken_answers is 0, at least 1 is needed. Add a spoken_answer to a question, or keep those that are there.",
            'data/vocabulary.yml:1:1: terms in the area "data": 3, at least 4 are needed. Add a term, or keep those that are there.',
        ],
    ),
    "floors of questions and paths": (
        lambda project: project.write(FLOORS, project.read(FLOORS).replace("questions: 1", "questions: 9").replace("paths: 1", "paths: 9")),
        [
            f"{FLOORS}:7:12: questions is 2, at least 9 is needed. Add questions, or keep those that are there.",
            f"{FLOORS}:9:8: paths is 1, at least 9 is needed. Add paths, or keep those that are there.",
        ],
    ),
    "floors one domain": (
        edit(FLOORS, "most_per_domain_percent: 100", "most_per_domain_percent: 60"),
        [
            "data/resources/two.yml:2:6: 2 of 2 resources are from example.org, more than 60%. "
            "Choose another source, or drop a weaker one from there.",
        ],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
