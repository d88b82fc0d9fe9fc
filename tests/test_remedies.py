"""A newcomer who does what the check says is done: each slip is told once, and its remedy leads to green."""

from datetime import date
from pathlib import Path

import pytest

from handbook.addresses import write_lock
from handbook.load import load
from handbook.rules import check
from tests.corpus.breaks import Break
from tests.project import Project
from tests.remedies import DAY, REMEDIES
from tests.test_site import NAV


def told(project: Project) -> list[str]:
    """What `handbook check` says on the day of the tests."""
    catalog = load(project.root)
    catalog.today = date.fromisoformat(DAY)
    return [str(problem) for problem in check(catalog, catalog.today)]


@pytest.mark.parametrize(("broken", "expected", "mend"), REMEDIES.values(), ids=REMEDIES)
def test_a_slip_is_one_line_and_its_remedy_mends_it(tmp_path: Path, broken: Break, expected: list[str], mend: Break) -> None:
    project = Project.at(tmp_path)
    project.write("mkdocs.yml", NAV)
    write_lock(load(project.root))
    assert told(project) == []
    broken(project)
    assert told(project) == expected
    mend(project)
    assert told(project) == []
