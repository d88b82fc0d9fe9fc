"""What the style guide has other words for is told at its line, and exceptions are kept only while they are needed."""

import pytest

from handbook.wording import TURNS, Turn, wordings
from tests.project import QUESTION, RESOURCE, TERM, Project
from tests.rules.cases import Break, Cases, edit

STYLE = "data/style.yml"
NONE = "exceptions: []\n"


def exempt(path: str, phrase: str) -> str:
    return f"exceptions:\n  - path: {path}\n    phrase: {phrase}\n    reason: A quotation.\n"


def folded(project: Project) -> None:
    project.edit(TERM, "trap: Believing that it runs by itself.", "trap: >-\n  Believing that it runs by itself, in\n  place of a person.")


CASES: Cases = {
    "wording of the list": (
        edit(TERM, "See [warehouse]", "Use it In  place of the\nother. See [warehouse]"),
        [f'{TERM}:19:8: the style guide has other words for "In place of". Write "instead of".'],
    ),
    "wording in a folded field": (
        folded,
        [f'{TERM}:12:37: the style guide has other words for "in place of". Write "instead of".'],
    ),
    "wording by a turn of phrase": (
        edit(QUESTION, "weak_answer: [It blames the tool.]", "weak_answer: [It blames the tool., A talk of twenty minutes.]"),
        [f'{QUESTION}:7:36: the style guide has other words for "A talk of twenty minutes". Put the measure first: "a 20-minute talk".'],
    ),
    "needless_exceptions": (
        edit(STYLE, NONE, exempt(TERM, "in place of")),
        [f'{STYLE}:5:5: {TERM} no longer says "in place of". Delete the exception.'],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected


def test_an_exception_holds_for_its_file_alone(project: Project) -> None:
    for path in (TERM, "docs/glossary/backfill.md"):
        project.edit(path, "{{ term_foot() }}", "Use it in place of the other.\n\n{{ term_foot() }}")
    project.edit(STYLE, NONE, exempt(TERM, "in place of"))
    assert [problem.split(":")[0] for problem in project.problems()] == ["docs/glossary/backfill.md"]


def test_what_others_wrote_is_left_alone(project: Project) -> None:
    """Titles and names of resources, names that readers may type, code and addresses."""
    project.edit(RESOURCE, "title: ", "title: In place of ")
    project.edit(TERM, "aliases: [data flow]", "aliases: [flow in place of a store]\ncovers: [store in place of a flow]")
    project.edit(TERM, "See [warehouse]", "See `in place of` and [this](https://example.org/in%20place%20of). See [warehouse]")
    assert project.problems() == []


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.example)
def test_each_turn_of_phrase_is_found_by_the_example_that_the_guide_prints(turn: Turn) -> None:
    assert [mark.instead for mark in wordings(()).marked(turn.example)] == [turn.instead]


@pytest.mark.parametrize(
    "sound",
    [
        "There is no queue, and there are no retries.",
        "It is no longer than that, and no better.",
        "It is no longer used.",
        "A false alarm costs a minute.",
        "A delay of two weeks.",
        "It stands for the mean.",
        "Fees are per user per month.",
        "The model invented a source.",
        "An outstanding invoice.",
    ],
)
def test_plain_english_is_let_through(sound: str) -> None:
    assert [*wordings(()).marked(sound)] == []
