"""What the check would say of a plan: the tree with its changes, loaded and checked beside the real one."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.addresses import addresses
from handbook.catalog import NAVIGATION, Catalog
from handbook.edits.files import Edits
from handbook.load import load
from handbook.problems import Problem
from handbook.rules import check

_READ = ("data", "docs")


@dataclass(frozen=True, slots=True)
class Trial:
    """A copy of what the checker reads, in which plans are tried out."""

    folder: Path

    def catalog(self, edits: Edits) -> Catalog:
        """The catalog as a plan would leave it."""
        for change in edits.changes():
            file = self.folder / change.path
            if not change.path.startswith((*(f"{name}/" for name in _READ), NAVIGATION)):
                continue
            file.unlink(missing_ok=True)
            if change.after is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(change.after)
        return load(self.folder)


@contextmanager
def trial_of(root: Path) -> Iterator[Trial]:
    """A trial on a copy that goes when the block ends."""
    with TemporaryDirectory(prefix="handbook-") as name:
        folder = Path(name)
        for part in _READ:
            shutil.copytree(root / part, folder / part, symlinks=True)
        if (root / NAVIGATION).is_file():
            shutil.copy(root / NAVIGATION, folder)
        yield Trial(folder)


def new_problems(before: Catalog, after: Catalog, same: Callable[[str], str] = lambda text: text) -> list[Problem]:
    """What the check says of `after` and did not say before, wherever the lines are now.

    `same` spells a text of before as the change makes it. That a new address is not recorded yet is no problem of a plan.
    """
    # Rules on the whole are not asked while a file cannot be read: so be it on both sides.
    after.problems += [problem for problem in before.problems if before.problems and not after.problems][:1]
    after.lock = None if after.lock is None else _all_recorded(after.lock, after)
    known = Counter((same(problem.path), same(problem.what)) for problem in check(before))
    found = []
    for problem in check(after):
        key = problem.path, problem.what
        known[key] -= 1
        if known[key] < 0:
            found.append(problem)
    return found


def _all_recorded(lock: str, catalog: Catalog) -> str:
    return lock.rstrip("\n") + "\n" + "".join(f"/{address}\n" for address in addresses(catalog))
