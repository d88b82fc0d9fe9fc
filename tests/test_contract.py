"""A published field is not lost: renaming one in a model fails the check, adding one is recorded and told."""

import re
import shutil
import subprocess
import sys

import pytest

from handbook.contract import deleted_promises
from tests.conftest import ROOT
from tests.project import Project

LOCK = "data/contract.lock"


def run(project: Project, command: str) -> str:
    """What a command of the project's own copy of the code prints."""
    done = subprocess.run([sys.executable, "-m", "handbook", command], cwd=project.root, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture
def recorded(project: Project) -> Project:
    """The small project with the code beside it, and all that it publishes recorded."""
    shutil.copytree(ROOT / "handbook", project.root / "handbook", ignore=shutil.ignore_patterns("__pycache__"))
    run(project, "lock")
    assert run(project, "check") == ""
    return project


def line_of(project: Project, text: str) -> int:
    return project.read(LOCK).splitlines().index(text) + 1


def everywhere(project: Project, folder: str, old: str, new: str) -> None:
    for file in (project.root / folder).iterdir():
        if file.is_file():
            file.write_text(re.sub(old, new, file.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")


def test_renaming_a_field_is_told(recorded: Project) -> None:
    recorded.edit("handbook/model.py", "    pm_decision: Annotated", "    decision: Annotated")
    everywhere(recorded, "docs/glossary", "^pm_decision:", "decision:")
    promise = "api/v1/terms/{id}.json pm_decision: string"
    assert run(recorded, "check").splitlines() == [
        f'{LOCK}:{line_of(recorded, promise)}:1: programs rely on "{promise}", which no longer holds. '
        'Did you mean "api/v1/terms/{id}.json decision: string"? Bring it back, and add what is new beside it: see docs/data.md.',
    ]


def test_retyping_a_field_is_told_once(recorded: Project) -> None:
    recorded.edit(
        "handbook/model.py",
        "    year: Annotated[int | None, Field(strict=True, ge=1950, le=2100, ",
        "    year: Annotated[Label | None, Field(",
    )
    everywhere(recorded, "data/resources", r"^year: (\d+)", r'year: "\1"')
    promise = "api/v1/resources/{id}.json year: integer or null"
    assert run(recorded, "check").splitlines() == [
        f'{LOCK}:{line_of(recorded, promise)}:1: programs rely on "{promise}", which no longer holds. '
        "It is now string or null. Bring it back, and add what is new beside it: see docs/data.md.",
    ]


def test_moving_a_column_is_told(recorded: Project) -> None:
    recorded.edit("handbook/export/texts.py", '"id", "title", "aliases", "area"', '"id", "title", "area", "aliases"')
    assert 'programs rely on "terms.csv column 3: aliases", which no longer holds. It is now area.' in run(recorded, "check")


def test_a_new_field_is_recorded_and_the_changelog_is_told(recorded: Project) -> None:
    recorded.write("CHANGELOG.md", "# Changes\n\n## Unreleased\n\n- Something else.\n")
    recorded.edit(
        "handbook/model.py",
        "    area: Annotated[Id, OneOf",
        '    mood: Annotated[Label | None, Field(description="x")] = None\n    area: Annotated[Id, OneOf',
    )
    assert run(recorded, "check") == "", "It is recorded when it is published."
    assert "api/v1/terms/{id}.json mood: string or null" in run(recorded, "lock")
    assert run(recorded, "check") == ""
    told = "- New for programs: `api/v1/terms/{id}.json mood: string or null`\n"
    assert recorded.read("CHANGELOG.md") == f"# Changes\n\n## Unreleased\n\n{told}- Something else.\n"


def test_a_line_is_never_deleted(recorded: Project) -> None:
    before = recorded.read(LOCK)
    now = before.replace("terms.csv column 3: aliases\n", "")
    assert [str(problem) for problem in deleted_promises(before, now)] == [
        f"{LOCK}:1:1: the line terms.csv column 3: aliases was recorded before and is deleted here. "
        f"Run: git checkout origin/main -- {LOCK}. Lines stay there for good."
    ]
    assert list(deleted_promises(before, before)) == []
