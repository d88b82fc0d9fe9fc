"""What questions must hold."""

import pytest

from tests.project import Project
from tests.rules.cases import Break, Cases, edit

QUESTION = "data/questions/why-late.yml"
FOLLOW_UPS = "follow_ups: [What would you tell sales?]\n"


def said(words: int) -> str:
    """Two paragraphs of that many words together."""
    return f"{FOLLOW_UPS}spoken_answer:\n  - {'Well ' * (words // 2)}\n  - {'Now ' * (words - words // 2)}\n"


CASES: Cases = {
    "spoken_length too short": (
        edit(QUESTION, FOLLOW_UPS, said(179)),
        [f"{QUESTION}:10:3: the spoken answer has 179 words; two minutes are 180 to 360. Shorten it, or say more."],
    ),
    "spoken_length too long": (
        edit(QUESTION, FOLLOW_UPS, said(361)),
        [f"{QUESTION}:10:3: the spoken answer has 361 words; two minutes are 180 to 360. Shorten it, or say more."],
    ),
    "spoken_length right": (edit(QUESTION, FOLLOW_UPS, said(250)), []),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
