"""What decision rooms must hold."""

import pytest

from tests.project import ROOM, Project
from tests.rules.cases import Break, Cases, edit

CASES: Cases = {
    "room_limits": (
        edit(ROOM, 'value: "2.5"', 'value: "75"'),
        [f'{ROOM}:17:12: "minutes" begins with 75, but takes 0.5 to 60. Change the value, or the limits.'],
    ),
    "room_limits without room": (
        edit(ROOM, 'value: "2.5"\n    least: "0.5"\n    most: "60"', 'value: "60"\n    least: "60"\n    most: "60"'),
        [f'{ROOM}:19:11: "minutes" takes 60 alone. Give it room, or say it in words.'],
    ),
    "room_limits as a number of another kind": (
        edit(ROOM, 'most: "60"', 'most: "6e1"'),
        [f'{ROOM}:19:11: inputs[2].most is "6e1", which is not a plain number. Write it as digits, such as "40" or "0.5".'],
    ),
    "room_names": (
        edit(ROOM, "  - id: minutes", "  - id: readers"),
        [f'{ROOM}:14:9: "readers" is here twice, in inputs. Give it an id of its own.'],
    ),
    "room_tables": (
        edit(ROOM, 'values: ["0", "0"]', 'values: ["0"]'),
        [f'{ROOM}:40:15: "wrong" has 1 values for 2 columns. Write one each for Minutes and Calls, in this order.'],
    ),
    "room_tables with another best": (
        edit(ROOM, "best: wrong", "best: wrng"),
        [f'{ROOM}:42:9: the best row, "wrng", is not in the table. Did you mean "wrong"? Rows here are late and wrong.'],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
