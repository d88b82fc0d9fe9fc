"""Each rule finds what it is for, at its line, with its remedy; a sound neighbour passes."""

from importlib import import_module
from pathlib import Path

from handbook.rules import RULES


def test_every_rule_states_itself_and_has_a_case_beside_it() -> None:
    for rule in RULES:
        assert (rule.__doc__ or "").strip().endswith("."), rule.__name__
        room = rule.__module__.removeprefix("handbook.rules.")
        cases = import_module(f"tests.rules.test_{room}").CASES
        assert rule.__name__ in {name.split()[0] for name in cases}, rule.__name__


def test_every_room_of_rules_has_its_tests() -> None:
    here = {file.stem.removeprefix("test_") for file in Path(__file__).parent.glob("test_*.py")} - {"all"}
    assert here == {rule.__module__.removeprefix("handbook.rules.") for rule in RULES}
