"""What must hold of the ignores of the link check."""

import pytest

from tests.project import Project
from tests.rules.cases import Break, Cases

IGNORES = "data/link-ignores.yml"
ITEM = "  - {key}: {target}\n    reason: It answers 403 to programs.\n    until: 2027-01-31\n"


def ignoring(*targets: tuple[str, str]) -> Break:
    text = "".join(ITEM.format(key=key, target=target) for key, target in targets)
    return lambda project: project.write(IGNORES, f"ignores:\n{text}")


CASES: Cases = {
    "needed_ignores": (
        ignoring(("address", "https://example.org/one"), ("address", "https://example.org/onee"), ("prefix", "https://example.com/")),
        [
            f'{IGNORES}:5:14: no entry or page links "https://example.org/onee". Did you mean "https://example.org/one"? '
            "Correct it, or delete it: there is nothing to ignore any more.",
            f'{IGNORES}:8:13: no entry or page links "https://example.com/". '
            "Correct it, or delete it: there is nothing to ignore any more.",
        ],
    ),
    "needed_ignores once": (
        ignoring(("prefix", "https://example.org/"), ("prefix", "https://example.org/")),
        [f'{IGNORES}:5:13: "https://example.org/" is in this list already. Delete one of the two.'],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_rule(project: Project, case: str) -> None:
    breaks, lines = CASES[case]
    breaks(project)
    assert project.problems() == lines


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("  - address: https://example.org/one\n    until: 2027-01-31\n", 'missing field "ignores[1].reason"'),
        ("  - address: https://example.org/one\n    reason: It is slow.\n", 'missing field "ignores[1].until"'),
        ("  - reason: It is slow.\n    until: 2027-01-31\n", "ignores[1] has both or neither of `address` and `prefix`"),
        (ITEM.format(key="prefix", target="https://example.co"), "ignores[1] has a prefix that doesn't name a whole host"),
    ],
)
def test_an_ignore_says_what_why_and_until_when(project: Project, item: str, told: str) -> None:
    project.write(IGNORES, f"ignores:\n{item}")
    (problem,) = project.problems()
    assert told in problem
    assert problem.startswith(f"{IGNORES}:2:")


def test_a_record_that_cannot_be_read_is_a_problem_with_a_remedy(project: Project) -> None:
    project.write("data/link-health.json", '{"": {"checked": "2026-11-30"}\n,"https://example.org/one": {"state": "fine"}\n}\n')
    (problem,) = project.problems()
    assert problem.startswith("data/link-health.json:2:1: state: Input should be ")
    assert problem.endswith(". Delete the line: the next run of `make links-outside` writes it again.")
    lines = project.read("data/link-health.json").splitlines(keepends=True)
    project.write("data/link-health.json", "".join((lines[0], lines[2])))
    assert project.problems() == []
