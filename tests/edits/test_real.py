"""The real handbook: a term that much refers to has another name, and a resource that nothing replaced can go."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from handbook.addresses import write_lock
from handbook.edits import remove, rename
from handbook.load import load
from tests.edits.test_remove import commands, refusal
from tests.project import Project

ROOT = Path(__file__).parent.parent.parent
DAY = date(2026, 11, 27)


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], cwd=root, check=True, capture_output=True)


def test_the_handbook_is_sound_after_both(tmp_path: Path) -> None:
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "All"]):
        git(tmp_path, *arguments)

    renamed = rename.plan(tmp_path, "term/mvp", "minimum-product", DAY)
    assert len(renamed.changes()) > 20
    renamed.apply()
    # The only one that teaches its term.
    first = commands(refusal(Project(tmp_path), "data-lake-fowler"))[0]
    remove.plan(tmp_path, first["WHAT"], first["TO"], "", DAY).apply()
    catalog = load(tmp_path)
    assert "data-lake" in catalog.resources[first["TO"]].model.teaches
    write_lock(catalog)

    checked = subprocess.run(
        [sys.executable, "-m", "handbook", "check", "--base", "HEAD"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")
