"""Reading files that somebody else wrote: text and data with their places, or a problem, never a traceback."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISFIFO, S_ISLNK, S_ISREG, S_ISSOCK
from typing import Any, TypeAlias

from handbook.characters import unwanted
from handbook.problems import Problem, shortened

# Keys and indices that lead to a value, such as `("teaches", 0)`; line and column, from 1.
Location: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]

# The longest entry written so far has 6 kB. The bound keeps a mistaken paste, or an attack, out of the parsers.
MAX_BYTES = 64 * 1024

# What git writes into a file that two branches changed. Indented too, since editors indent what is pasted into a field.
# Nowhere is there an exception for code: a page that shows a marker puts it in `backticks`, where no line begins with it.
CONFLICT = re.compile(r"^[ \t]*(?:(?:<{7,15}|>{7,15}|\|{7,15})(?=[ \t]|$)|={7}[ \t]*$)", re.MULTILINE)
_MARKERS = ("<" * 7, ">" * 7, "|" * 7, "=" * 7)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text; `path` is relative to the project's root, with forward slashes."""

    path: str
    text: str


@dataclass(slots=True)
class Document:
    """A file's data: its value, and line and column (from 1) of each value and each key in it."""

    path: str
    value: Any = None
    marks: dict[Location, Mark] = field(default_factory=dict)
    keys: dict[Location, Mark] = field(default_factory=dict)

    def mark(self, location: Location) -> Mark:
        """Where `location` stands, or the closest thing around it that has a place."""
        for end in range(len(location), -1, -1):
            if found := self.marks.get(location[:end]):
                return found
        return (1, 1)

    def key_mark(self, location: Location) -> Mark:
        """Where the key that ends `location` stands."""
        return self.keys.get(location) or self.mark(location)


def path_below(root: Path, file: Path) -> str:
    """The path of something below `root`, as messages and records name it. `Path.relative_to` takes ten times as long."""
    above, path = root.as_posix(), file.as_posix()
    return path if above == "." else path.removeprefix(above).lstrip("/")


def read(root: Path, file: Path, most: int = MAX_BYTES, merges: bool = False) -> Source | Problem:
    """The text of `file`, or the first thing that keeps it from being read: more than `most` bytes, or no plain text.

    Nothing but a regular file is opened: a named pipe would keep its reader waiting. With `merges` the markers of an
    unfinished merge are let through, for a file that is read line by line.
    """
    path = path_below(root, file)
    try:
        stat = file.lstat()
        if strange := _strange(stat.st_mode):
            return Problem(path, 1, 1, *strange)
        if stat.st_size > most:
            entry = "an entry" if most == MAX_BYTES else "it"
            what = f"the file has {stat.st_size:,} bytes, more than the {most:,} that {entry} may have"
            return Problem(path, 1, 1, what, "Shorten it, or split it into entries.")
        raw = file.read_bytes()
    except OSError as error:
        return unreadable(path, error)
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return Problem(path, line, column, what, "Save the file as UTF-8.")
    return _fault(path, text, merges) or Source(path, text)


def _strange(mode: int) -> tuple[str, str] | None:
    """What is wrong with a file that is none, and the remedy."""
    if S_ISREG(mode):
        return None
    if S_ISLNK(mode):
        return "this is a symbolic link", "Put the file itself here."
    if S_ISDIR(mode):
        return "this is a directory, but a file is expected", "Move it away, or write the file."
    kind = "a named pipe" if S_ISFIFO(mode) else "a socket" if S_ISSOCK(mode) else "a device"
    return f"this is {kind}, but a file is expected", "Delete it, or write the file."


def strange(root: Path, file: Path) -> Problem | None:
    """The problem of something below `root` that is neither a file nor a folder, without opening it."""
    path = path_below(root, file)
    try:
        mode = file.lstat().st_mode
    except OSError as error:
        return unreadable(path, error)
    told = None if S_ISDIR(mode) else _strange(mode)
    return Problem(path, 1, 1, *told) if told else None


def is_folder(item: Path) -> bool:
    """Whether something is a folder, and no link to one. What cannot be asked is none."""
    try:
        return S_ISDIR(item.lstat().st_mode)
    except OSError:
        return False


def unreadable(path: str, error: OSError, kind: str = "file") -> Problem:
    """The problem of a file or folder that the machine does not let us read."""
    what = f"the {kind} cannot be read: {error.strerror or error}"
    return Problem(path, 1, 1, what, "Check that it exists and that you may read it.")


def _fault(path: str, text: str, merges: bool) -> Problem | None:
    """The first thing in a text that no file may hold."""
    if found := unwanted(text, "\t\n"):
        remedy = "Delete it; an editor that shows invisible characters helps."
        return Problem(path, *place(text, found[0]), f"the text holds {found[1]}", remedy)
    if not merges and any(sign in text for sign in _MARKERS) and (marker := CONFLICT.search(text)):
        begin = marker.end() - len(marker[0].lstrip())
        what = f'"{shortened(text[begin:].partition(chr(10))[0])}" marks an unfinished merge'
        remedy = "Keep what belongs here from both sides and delete the markers; a marker that readers should see goes in `backticks`."
        return Problem(path, *place(text, begin), what, remedy)
    return None


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character's offset in `text`."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
