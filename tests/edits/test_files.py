"""A command changes everything that it planned, or nothing, and never what somebody else is writing."""

import subprocess
import sys
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


KILLED = """
import os, signal, sys
from pathlib import Path
from handbook.edits import files
put, left = files._put, int(sys.argv[2])
def put_or_die(*given):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    put(*given)
files._put = put_or_die
edits = files.Edits(Path(sys.argv[1]))
edits.move(sys.argv[3], "docs/zebra.md")
edits.write(sys.argv[4], edits.text(sys.argv[4]) + "# more\\n")
edits.apply()
"""


@pytest.mark.parametrize("steps", range(4))
def test_a_text_is_never_lost_whenever_the_process_is_killed(project: Project, steps: int) -> None:
    text = project.read(TERM)
    command = [sys.executable, "-c", KILLED, str(project.root), str(steps), TERM, RESOURCE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == (-9 if steps < 3 else 0), done.stderr
    assert text in [file.read_text(encoding="utf-8") for file in (project.root / "docs").rglob("*.md")]


def test_nothing_is_written_through_a_link_into_another_folder(project: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project.root / "docs/glossary").rename(tmp_path / "elsewhere/glossary")
    (project.root / "docs/glossary").symlink_to(tmp_path / "elsewhere/glossary")
    before = snapshot(tmp_path / "elsewhere")
    for change in (Change("docs/glossary/new.md", None, b"ours"), Change(TERM, project.read(TERM).encode(), None)):
        with pytest.raises(Refused, match="docs/glossary leads to another folder"):
            apply(project.root, [change])
    assert snapshot(tmp_path / "elsewhere") == before


def test_a_file_keeps_its_permissions_and_its_line_ends(project: Project) -> None:
    (project.root / RESOURCE).chmod(0o640)
    project.write(RESOURCE, project.read(RESOURCE).replace("\n", "\r\n"))
    edits = Edits(project.root)
    edits.write(RESOURCE, edits.text(RESOURCE).replace("Resource one", "Resource 1"))
    edits.apply()
    assert (project.root / RESOURCE).stat().st_mode & 0o777 == 0o640
    assert (project.root / RESOURCE).read_bytes().startswith(b"title: Resource 1\r\nurl:")
