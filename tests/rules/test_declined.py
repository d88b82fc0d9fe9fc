"""Whoever proposes again what was declined is told why, at the place where they did."""

import pytest

from tests.project import QUESTION, RESOURCE, TERM, Project
from tests.rules.cases import Break, Cases, write

DECLINED = "data/declined.yml"
REMEDY = f"Delete this file. If the reason no longer holds, delete the idea from {DECLINED} and say why in the pull request."


def declined(*ideas: str) -> str:
    fates = "    reason: Nobody decides with it.\n    on: 2026-11-24\n"
    return "declined:\n" + "".join(f"  - idea: A word\n    {idea}\n{fates}" for idea in ideas)


def both(project: Project) -> None:
    """The idea names the entry and its address, and is told once."""
    project.write(DECLINED, declined("entry: resource/one\n    url: https://example.org/one"))


CASES: Cases = {
    "declined_ideas by kind and id": (
        write(DECLINED, declined("entry: term/pipeline", "entry: question/why-late", "entry: skill/pipeline")),
        [
            f"{QUESTION}:1:1: A word was declined on 2026-11-24: Nobody decides with it. {REMEDY}",
            f"{TERM}:1:1: A word was declined on 2026-11-24: Nobody decides with it. {REMEDY}",
        ],
    ),
    "declined_ideas by an address, however it is spelled": (
        write(DECLINED, declined("url: http://www.example.org/one/?utm_source=x#top")),
        [f"{RESOURCE}:2:6: A word was declined on 2026-11-24: Nobody decides with it. {REMEDY}"],
    ),
    "declined_ideas by both": (both, [f"{RESOURCE}:1:1: A word was declined on 2026-11-24: Nobody decides with it. {REMEDY}"]),
    "declined_once": (
        write(DECLINED, declined("entry: term/x", "url: https://example.org/x", "entry: term/x", "url: http://example.org/x/")),
        [
            f'{DECLINED}:11:12: "term/x" is in this list already. Delete one of the two, and keep the better reason.',
            f'{DECLINED}:15:10: "http://example.org/x/" is in this list already. Delete one of the two, and keep the better reason.',
        ],
    ),
    "declined_ideas without a kind": (
        write(DECLINED, declined("entry: pipeline")),
        [
            f"{DECLINED}:3:12: declined[1].entry is not the kind and the id of an entry. "
            "Write them with a slash between them, such as term/some-word."
        ],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
