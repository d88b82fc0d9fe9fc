"""Put what a deployment records onto main: the last word on data/*.lock, before anything is published.

Run as `python3 -I tools/record.py` by the one job that may write to the repository, so it needs nothing but Python and git,
and runs nothing of what it records. `PATCH` holds what `handbook lock` changed at the commit that is checked out, as git
prints it, in base64. Nothing but new lines in the files below may be in it.

What was published last is at a reference of its own, which this program alone moves. The commit before may be one whose
deployment failed for what it lost: the next one is not compared with that, but with what readers can have linked to.

Exit 0: the output `publish` says whether this commit may be published; 1: something would be lost, or main refuses it.
"""

import base64
import os
import subprocess
import sys
from pathlib import Path

LOCKS = ("data/contract.lock", "data/ids.lock")
FILES = (*LOCKS, "CHANGELOG.md")
_BOT = ("-c", "user.name=github-actions[bot]", "-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com")
_MAIN = "refs/heads/main"
_PUBLISHED = "refs/published/main"


class Refused(Exception):
    """Why nothing is recorded."""


def main() -> int:
    """Record the patch, and say whether what is checked out may be published."""
    try:
        publish = record(base64.b64decode(os.environ["PATCH"], validate=True))
    except (Refused, ValueError) as refused:
        print(f"::error ::{refused}")
        return 1
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"publish={str(publish).lower()}\n")
    return 0


def record(patch: bytes) -> bool:
    """Commit and push the new lines; returns whether main has them. Raises `Refused`."""
    published = _published()
    if not patch:
        _check_kept(published, {path: _lines(path) for path in LOCKS})
        _remember()
        print("Nothing is new.")
        return True
    _check_paths(patch)
    before = {path: _lines(path) for path in FILES}
    _git("apply", input=patch)
    after = {path: _lines(path) for path in FILES}
    for path in FILES:
        _check_lines(path, before[path], after[path])
    _check_kept(published, after)
    new = sum(len(after[path]) - len(before[path]) for path in LOCKS)
    _git(*_BOT, "commit", "--quiet", "--message", f"Record {new} new addresses and fields", "--", *FILES)
    if _try("push", "--quiet", "origin", f"HEAD:{_MAIN}"):
        _remember()
        print(f"Recorded {new} new addresses and fields.")
        return True
    return _recorded_by_another(after)


def _published() -> dict[str, list[str]]:
    """What each lock had recorded when the site was published last; nothing before the first time."""
    if not (found := _git("ls-remote", "origin", _PUBLISHED).decode().split()):
        return {path: [] for path in LOCKS}
    if not _try("cat-file", "-e", f"{found[0]}^{{commit}}"):
        _git("fetch", "--quiet", "--depth=1", "origin", _PUBLISHED)
    return {path: _recorded(_git("show", f"{found[0]}:{path}").decode()) for path in LOCKS}


def _check_kept(published: dict[str, list[str]], now: dict[str, list[str]]) -> None:
    """Raise `Refused` where a lock has lost a line since the site was published last, in whichever commit."""
    for path, lines in published.items():
        if lost := [line for line in lines if line not in {*now[path]}]:
            restore = f"git fetch origin {_PUBLISHED} && git checkout FETCH_HEAD -- {path}"
            raise Refused(f"{path} has lost the line {lost[0]!a}, which was published. Bring it back by a pull request with: {restore}")


def _remember() -> None:
    """Have the reference lead to what is published now, unless it is at a later commit already: a run may be started again."""
    if not _try("push", "--quiet", "origin", f"HEAD:{_PUBLISHED}"):
        print(f"::warning ::{_PUBLISHED} stays where it is: a later commit was published already, or the push was refused")


def _check_paths(patch: bytes) -> None:
    """A patch changes the lines of files that are there and recorded, and nothing else."""
    named = [line.split(b"\t", 2)[2] for line in _git("apply", "--numstat", "-z", input=patch).split(b"\0") if line]
    if strangers := sorted({*named} - {path.encode() for path in FILES}):
        raise Refused(f"the patch changes {strangers[0].decode(errors='replace')!a}, which is none of {', '.join(FILES)}")
    if _git("apply", "--summary", input=patch).strip():
        raise Refused("the patch makes, deletes or renames a file, or changes its mode")


def _check_lines(path: str, before: list[str], after: list[str]) -> None:
    """Nothing that was recorded is lost, and a lock keeps its order."""
    kept = {*after}
    if lost := [line for line in before if line not in kept]:
        more = f", and {len(lost) - 1} more" if len(lost) > 1 else ""
        raise Refused(f"{path} would lose the line {lost[0]!a}{more}: what was published stays recorded")
    if path in LOCKS and after != sorted(kept):
        raise Refused(f"the lines of {path} would not be in their order, each once")
    if path in LOCKS and f" At least {len(after)} lines.\n" not in Path(path).read_text(encoding="utf-8"):
        raise Refused(f"{path} would not say that it has {len(after)} lines")


def _lines(path: str) -> list[str]:
    """What a file records: its lines, but for the comment that counts those of a lock."""
    return _recorded(Path(path).read_text(encoding="utf-8")) if path in LOCKS else Path(path).read_text(encoding="utf-8").splitlines()


def _recorded(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _recorded_by_another(wanted: dict[str, list[str]]) -> bool:
    """Whether main, which did not take the commit, has all of it already: then this run is one that is repeated.

    Where main has moved on and does not, the run for its new commit records and publishes both: an address that this
    commit brought and the next one took away was never published. Raises `Refused` where main has not moved.
    """
    _git("fetch", "--quiet", "origin", _MAIN)
    if _git("rev-parse", "FETCH_HEAD") == _git("rev-parse", "HEAD^"):
        raise Refused("main refuses the record: let GitHub Actions push to it, in the settings of its protection")
    recorded = {path: {*_recorded(_git("show", f"FETCH_HEAD:{path}").decode())} for path in LOCKS}
    if all({*wanted[path]} <= recorded[path] for path in LOCKS):
        print("Recorded already.")
        return True
    print("::notice ::main has moved on. The run for its new commit records and publishes this one too.")
    return False


def _git(*arguments: str, input: bytes | None = None) -> bytes:
    """What git prints. Raises `Refused` with its last words where it fails."""
    done = subprocess.run(["git", *arguments], input=input, capture_output=True, check=False)
    if done.returncode:
        raise Refused(f"git {arguments[0]} fails: {done.stderr.decode(errors='replace').strip()!a}")
    return done.stdout


def _try(*arguments: str) -> bool:
    return subprocess.run(["git", *arguments], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
