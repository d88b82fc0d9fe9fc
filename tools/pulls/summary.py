"""What a contribution changes, as data: `python -m tools.pulls.summary --base REVISION OUT`, beside the contributed code.

OUT is JSON for `tools.pulls.post`, which takes nothing of it on trust. `--links` and `--patch` are files that other commands
left, and may be missing. The comment that will come of it is printed, so that people can see it on their machine too.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handbook.load import load
from tools.pulls import received
from tools.pulls.changes import at_revision, compare
from tools.pulls.told import Run, comment


def main(arguments: list[str]) -> int:
    """Write the summary and print the comment. Raises nothing for a contribution with problems: they are part of the summary."""
    parser = argparse.ArgumentParser(prog="python -m tools.pulls.summary", description="Say what a contribution changes.")
    parser.add_argument("--base", required=True, help="the git revision that it would be merged into")
    parser.add_argument("--number", type=int, default=1, help="the pull request's number")
    parser.add_argument("--head", default="", help="the pull request's last commit")
    parser.add_argument("--links", type=Path, help="the JSON of `handbook links changed`")
    parser.add_argument("--patch", type=Path, help="what `make fix` changed, as git shows it")
    parser.add_argument("out", type=Path, help="the file to write")
    given = parser.parse_args(arguments)
    root = Path()
    if _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{given.base}^{{commit}}").returncode:
        print(f'git knows no revision "{given.base}" here. Fetch it, or name another: make summary BASE=main', file=sys.stderr)
        return 2
    head = given.head or _git("rev-parse", "HEAD").stdout.strip()
    value = {"version": received.VERSION, "number": given.number, "head": head, **summary(root, given.base, given.links, given.patch)}
    written = json.dumps(value, ensure_ascii=True).encode()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_bytes(written)
    print(comment(received.summary(written), Run(code=())))
    return 0


def summary(root: Path, base: str, links: Path | None, patch: Path | None) -> dict[str, Any]:
    """Changes, links, problems and patch, cut to what the receiver takes."""
    with TemporaryDirectory() as folder:
        changes = compare(at_revision(root, base, Path(folder)), load(root))
    problems = _problems(root, base)
    return {
        "changes": {
            group: [{**asdict(change), "title": change.title[: received.LONGEST_TEXT]} for change in found[: received.MOST_CHANGES]]
            for group, found in changes.items()
        },
        "links": _links(links),
        "problems": [problem[: received.LONGEST_TEXT] for problem in problems[: received.MOST_PROBLEMS]],
        "problem_count": len(problems),
        "patch": _patch(patch),
    }


def _problems(root: Path, base: str) -> list[str]:
    """The lines that the check prints."""
    command = [sys.executable, "-m", "handbook", "check", "--base", base]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout.splitlines()


def _links(file: Path | None) -> list[dict[str, str]] | None:
    """What became of the new and changed addresses, worst first; None where nobody asked."""
    if file is None or not file.exists():
        return None
    found = json.loads(file.read_text(encoding="utf-8"))
    parts = [{name: str(link[name])[: received.LONGEST_TEXT] for name in ("address", "state", "where", "detail")} for link in found]
    return sorted(parts, key=lambda part: -received.STATES.index(part["state"]))[: received.MOST_LINKS]


def _patch(file: Path | None) -> str:
    """The patch, up to a line end and what fits; it is whole in its own file."""
    text = file.read_text(encoding="utf-8", errors="replace") if file and file.exists() else ""
    if len(text) <= received.LONGEST_PATCH:
        return text.rstrip("\n")
    return text[: max(text.rfind("\n", 0, received.LONGEST_PATCH), 0)]


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
