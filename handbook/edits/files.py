"""What a command changes: planned in memory, then written at once, or not at all."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import click

from handbook.source import strange, unreadable

_BOM = b"\xef\xbb\xbf"


class Refused(click.ClickException):
    """A command changes nothing; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file's bytes as they were read, and as they will be; None where there is no file."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(slots=True)
class Edits:
    """The files below `root` as a plan has them so far, and what it says of itself, one line for each change."""

    root: Path
    told: list[str] = field(default_factory=list)
    _before: dict[str, bytes | None] = field(default_factory=dict)
    _after: dict[str, bytes | None] = field(default_factory=dict)

    def copy(self) -> "Edits":
        """The same plan, to go on from without changing this one."""
        return Edits(self.root, [*self.told], {**self._before}, {**self._after})

    def raw(self, path: str) -> bytes:
        """A file's bytes, as planned. Raises `Refused` where there is none, or something else than a file."""
        if path not in self._after:
            if problem := strange(self.root, self.root / path):
                raise Refused(f"{problem}\nNothing was changed.")
            try:
                self._before[path] = self._after[path] = (self.root / path).read_bytes()
            except OSError as error:
                raise Refused(f"{unreadable(path, error)}\nNothing was changed.") from None
        planned = self._after[path]
        if planned is None:
            raise Refused(f"{path} is not there. Nothing was changed.")
        return planned

    def text(self, path: str) -> str:
        """A file's text, with line feeds alone. Raises `Refused` where it's no text."""
        try:
            return self.raw(path).decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise Refused(f"{path} is not UTF-8: save it as UTF-8. Nothing was changed.") from None

    def write(self, path: str, text: str) -> None:
        """Plan a text for a file that is there, and keep the line ends that it has."""
        before = self.raw(path)
        crlf = b"\r\n" in before and before.count(b"\n") == before.count(b"\r\n")
        self._after[path] = (text.replace("\n", "\r\n") if crlf else text).encode("utf-8")

    def write_raw(self, path: str, content: bytes) -> None:
        """Plan the bytes of a file that is there."""
        self.raw(path)
        self._after[path] = content

    def create(self, path: str, text: str) -> None:
        """Plan a new file. Raises `Refused` where something has its name, were it a link that leads nowhere."""
        if self._after.get(path) is not None or (path not in self._after and os.path.lexists(self.root / path)):
            raise Refused(f"{path} already exists. Nothing was changed.")
        self.create_raw(path, text.encode("utf-8"))

    def create_raw(self, path: str, content: bytes) -> None:
        """Plan the bytes of a new file, whose name nothing has."""
        self._before.setdefault(path, None)
        self._after[path] = content

    def delete(self, path: str) -> None:
        """Plan that a file goes."""
        self.raw(path)
        self._after[path] = None

    def move(self, old: str, new: str) -> None:
        """Plan that a file gets another name."""
        content = self.raw(old)
        self.create(new, "")
        self._after[new] = content
        self._after[old] = None

    def changes(self) -> list[Change]:
        """What is planned, by path."""
        planned = sorted(self._after.items())
        return [Change(path, self._before[path], after) for path, after in planned if after != self._before[path]]

    def apply(self) -> None:
        """Write it: see `apply`."""
        apply(self.root, self.changes())


def without_bom(content: bytes) -> bytes:
    """A file's bytes without the mark that some editors put before a text."""
    return content.removeprefix(_BOM)


def apply(root: Path, changes: Iterable[Change]) -> None:
    """Write all changes, or none.

    Every new text is written beside the tree first; then each file is replaced in one step, and files that go, go last: a
    process that is killed leaves a text twice, and never loses it. Where a file is no longer what the plan was made for, or
    the machine refuses one, what was done is taken back. Raises `Refused`.
    """
    planned = sorted(changes, key=lambda change: change.after is None)
    done: list[Change] = []
    try:
        with TemporaryDirectory(dir=_beside(root), prefix="edits-") as folder:
            staged = [_stage(root, change, Path(folder) / str(number)) for number, change in enumerate(planned)]
            for change in planned:
                _expect(root, change)
            try:
                for change, file in zip(planned, staged, strict=True):
                    # Noted before, since an interrupt may come between the two.
                    done.append(change)
                    _put(root, change, file)
            except BaseException:
                for change in reversed(done):
                    _take_back(root, change)
                raise
    except OSError as error:
        raise Refused(f"{error.filename or root} cannot be written: {error.strerror or error}. Nothing was changed.") from None


def _beside(root: Path) -> Path:
    """A folder that no reader of the tree looks into, on the same disk."""
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    return folder


def _stage(root: Path, change: Change, file: Path) -> Path:
    """The new text of a file, with the file's permissions; nothing where the file goes."""
    if change.after is not None:
        file.write_bytes(change.after)
        if change.before is not None:
            shutil.copymode(root / change.path, file)
    return file


def _expect(root: Path, change: Change) -> None:
    """Raise `Refused` where a file is not what the plan was made for, since somebody is writing it, or is in another tree."""
    for above in PurePosixPath(change.path).parents[:-1]:
        if (root / above).is_symlink():
            raise Refused(f"{above} leads to another folder, where nothing is changed from here. Nothing was changed.")
    file = root / change.path
    now = file.read_bytes() if os.path.lexists(file) else None
    if now != change.before:
        raise Refused(f"{change.path} was changed meanwhile. Nothing was changed here: run the command again.")


def _put(root: Path, change: Change, file: Path) -> None:
    target = root / change.path
    if change.after is None:
        target.unlink()
    elif change.before is None:
        target.parent.mkdir(parents=True, exist_ok=True)
        # A link, unlike a replacement, leaves alone what came there meanwhile.
        os.link(file, target)
    else:
        file.replace(target)


def _take_back(root: Path, change: Change) -> None:
    """Put a file back as it was, unless it isn't as this change leaves it: then it wasn't made, or somebody wrote since."""
    target = root / change.path
    with suppress(OSError):
        if change.after != (target.read_bytes() if os.path.lexists(target) else None):
            return
        if change.before is None:
            target.unlink()
        else:
            target.write_bytes(change.before)
