"""The small project in real git repositories, as contributors and the deployment have it."""

import base64
import gc
import subprocess
import sys
from itertools import count
from pathlib import Path

from click.testing import CliRunner, Result

from handbook.cli import main as handbook
from tests.conftest import ROOT
from tests.project import Project

DAY = "2026-11-27"
LOCK = "data/ids.lock"


class Repository:
    """A clone of a repository whose main has the small project."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root)

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        done = subprocess.run(["git", *who, *arguments], cwd=self.project.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Change")

    def run(self, command: str, *arguments: str) -> Result:
        """A command of the handbook, without a process of its own: it takes a second to begin."""
        try:
            return CliRunner().invoke(handbook, [command, *arguments, "--root", str(self.project.root)])
        finally:
            gc.enable()

    def check(self, *arguments: str) -> list[str]:
        done = self.run("check", "--today", DAY, *arguments)
        assert done.exit_code == bool(done.stdout), done.stderr
        return done.stdout.splitlines()

    def patch(self) -> bytes:
        """What the build hands on: `make lock`, and what it changed."""
        assert self.run("lock").exit_code == 0
        patch = subprocess.run(["git", "diff", "--", "data", "CHANGELOG.md"], cwd=self.project.root, capture_output=True, check=True).stdout
        self.git("checkout", "--quiet", "--", ".")
        return patch

    def record(self, patch: bytes) -> tuple[int, str, str]:
        """Run the program as the workflow does: exit code, words, and whether the commit is to be published."""
        output = self.project.root.parent / "output"
        output.write_text("", encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", str(ROOT / "tools/record.py")],
            cwd=self.project.root,
            env={
                "PATH": "/usr/bin:/bin",
                "PATCH": base64.b64encode(patch).decode(),
                "GITHUB_OUTPUT": str(output),
                "HOME": "/nonexistent",
                **_at_a_new_time(),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, output.read_text(encoding="utf-8").strip()


def _at_a_new_time() -> dict[str, str]:
    """What a run commits is its own, however soon it comes after another."""
    now = f"@{next(_SECONDS)} +0000"
    return {"GIT_AUTHOR_DATE": now, "GIT_COMMITTER_DATE": now}


_SECONDS = count(1_795_000_000)


def recorded(folder: Path, navigation: str = "") -> Repository:
    """A repository with the small project on main, all of it recorded."""
    first = Repository(Project.at(folder).root)
    first.project.write("mkdocs.yml", f"site_name: Small\n{navigation}")
    first.project.write("CHANGELOG.md", "# Changes\n\n## Unreleased\n\n")
    first.run("lock")
    first.git("init", "--quiet", "--initial-branch", "main")
    first.commit()
    return first
