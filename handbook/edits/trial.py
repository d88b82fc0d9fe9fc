"""What the check would say of a plan: the tree with its changes, loaded and checked beside the real one."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from tempfile import TemporaryDirectory

from handbook.addresses import addresses
from handbook.catalog import NAVIGATION, Catalog
from handbook.edits.files import Edits
from handbook.load import load
from handbook.problems import Problem
from handbook.rules import check

_FOLDERS = ("data", "docs")
_READ = ("data/", "docs/", NAVIGATION)


@dataclass(frozen=True, slots=True)
class Trial:
    """A copy of what the checker reads, in which plans are tried out one after the other."""

    root: Path
    folder: Path
    _written: set[str] = field(default_factory=set)

    def catalog(self, edits: Edits) -> Catalog:
        """The catalog as a plan would leave it."""
        planned = {change.path: change.after for change in edits.changes() if change.path.startswith(_READ)}
        for path in self._written - set(planned):
            self._put(path, (self.root / path).read_bytes() if (self.root / path).exists() else None)
        for path, content in planned.items():
            self._put(path, content)
        self._written.clear()
        self._written.update(planned)
        return load(self.folder)

    def _put(self, path: str, content: bytes | None) -> None:
        file = self.folder / path
        file.unlink(missing_ok=True)
        if content is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _odd(folder: str, names: list[str]) -> list[str]:
    """What is neither a file nor a folder, such as a named pipe: it would keep whoever copies it waiting."""
    return [
        name for name in names if not S_ISREG(mode := (Path(folder) / name).lstat().st_mode) and not S_ISDIR(mode) and not S_ISLNK(mode)
    ]


@contextmanager
def trial_of(root: Path) -> Iterator[Trial]:
    """A trial on a copy that goes when the block ends."""
    with TemporaryDirectory(prefix="handbook-") as name:
        folder = Path(name)
        for part in _FOLDERS:
            shutil.copytree(root / part, folder / part, symlinks=True, ignore=_odd)
        if (root / NAVIGATION).is_file():
            shutil.copy(root / NAVIGATION, folder)
        yield Trial(root, folder)


class Judge:
    """Knows what the check says of a handbook as it is, and tells what a change adds to that."""

    def __init__(self, before: Catalog) -> None:
        self._before = before
        self._said = check(before)

    def new_problems(self, after: Catalog, same: Callable[[str], str] = lambda text: text, *, moves: bool = True) -> list[Problem]:
        """What the check says of `after` and did not say before, wherever the lines are now.

        `same` spells a text of before as the change makes it. That a new address is not recorded yet is no problem of a plan.
        Without `moves`, what data/moved.yml must say is left out: the plan says it later.
        """
        # Rules on the whole are not asked while a file cannot be read: so be it on both sides.
        unread = [] if after.problems else self._before.problems
        lock = _all_recorded(after.lock, after) if moves and after.lock is not None else None
        known = Counter((same(problem.path), same(problem.what)) for problem in self._said)
        found = []
        for problem in check(replace(after, problems=[*after.problems, *unread], lock=lock)):
            key = problem.path, problem.what
            known[key] -= 1
            if known[key] < 0:
                found.append(problem)
        return found


def _all_recorded(lock: str, catalog: Catalog) -> str:
    return lock.rstrip("\n") + "\n" + "".join(f"/{address}\n" for address in addresses(catalog))
