"""A command changes everything that it planned, or nothing, and never what somebody else is writing."""

from pathlib import Path

import pytest

from handbook.edits.files import Change, Edits, Refused, apply
from tests.project import PAGE, RESOURCE, TERM, Project


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file of a project but what tools keep for themselves."""
    files = (file for file in root.rglob("*") if file.is_file())
    return {path: file.read_bytes() for file in files if not (path := file.relative_to(root).as_posix()).startswith((".cache", ".git/"))}


def test_a_change_that_the_machine_refuses_takes_back_those_before_it(project: Project) -> None:
    before = snapshot(project.root)
    edits = Edits(project.root)
    edits.write(RESOURCE, "title: Another\n")
    edits.delete(PAGE)
    # A file cannot be below a file.
    edits.create(f"{TERM}/below.md", "text\n")
    edits.create("data/resources/new.yml", "text\n")
    with pytest.raises(Refused, match="Nothing was changed"):
        edits.apply()
    assert snapshot(project.root) == before


def test_what_somebody_writes_meanwhile_is_not_lost(project: Project) -> None:
    edits = Edits(project.root)
    edits.write(RESOURCE, "title: Another\n")
    edits.write(TERM, "---\ntitle: Another\n---\n")
    edits.create("docs/new.md", "ours\n")
    project.append(TERM, "Theirs.\n")
    with pytest.raises(Refused, match=f"{TERM} was changed meanwhile"):
        edits.apply()
    assert project.read(TERM).endswith("Theirs.\n")
    assert "title: Another" not in project.read(RESOURCE)
    with pytest.raises(Refused, match="changed meanwhile"):
        apply(project.root, [Change(PAGE, None, b"a new file that is there already")])


def test_a_file_keeps_its_permissions_and_its_line_ends(project: Project) -> None:
    (project.root / RESOURCE).chmod(0o640)
    project.write(RESOURCE, project.read(RESOURCE).replace("\n", "\r\n"))
    edits = Edits(project.root)
    edits.write(RESOURCE, edits.text(RESOURCE).replace("Resource one", "Resource 1"))
    edits.apply()
    assert (project.root / RESOURCE).stat().st_mode & 0o777 == 0o640
    assert (project.root / RESOURCE).read_bytes().startswith(b"title: Resource 1\r\nurl:")
