"""What git remembers: files as they were at a revision, and the revisions whose addresses are published."""

import subprocess
from pathlib import Path

import click

# Where what was merged is: the branch here, and as each remote had it when it was last fetched.
_MAIN = ("refs/heads/main", "refs/remotes/*/main")


def file_at(root: Path, revision: str, path: str) -> str:
    """A file as it was at a git revision; empty where the revision has none. Raises `ClickException` without such a revision."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise click.ClickException(f'git knows no revision "{revision}" here. Fetch it, or leave --base out.')
    return _git(root, "show", f"{commit.strip()}:./{path}") or ""


def merged_revisions(root: Path) -> list[str]:
    """The commits at which what is checked out left main, here and on each remote; the last commit where there is no main.

    What these record is published. What a branch added since is not: it was never merged.
    """
    if not (root / ".git").exists():
        return []
    mains = (_git(root, "for-each-ref", "--format=%(refname)", *_MAIN) or "").split()
    found = {commit.strip() for name in mains if (commit := _git(root, "merge-base", "HEAD", name))}
    return sorted(found) or [commit.strip() for commit in (_git(root, "rev-parse", "--verify", "--quiet", "HEAD"),) if commit]


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints; None where it fails."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    return None if done.returncode else done.stdout
