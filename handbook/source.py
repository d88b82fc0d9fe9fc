"""Reading files that somebody else wrote: text and data with their places, or a problem, never a traceback."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from handbook.problems import Problem

# Keys and indices that lead to a value, such as `("teaches", 0)`; line and column, from 1.
Location: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]

# The longest entry written so far has 6 kB. The bound keeps a mistaken paste, or an attack, out of the parsers.
MAX_BYTES = 64 * 1024

# C0 and C1 controls but for tab and line ends, and the bidirectional and invisible characters
# that make a line read differently from what it says (CVE-2021-42574).
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


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


def read(root: Path, file: Path, most: int = MAX_BYTES) -> Source | Problem:
    """The text of `file`, or the first thing that keeps it from being read: more than `most` bytes, or no plain text."""
    path = file.relative_to(root).as_posix()
    if file.is_symlink():
        return Problem(path, 1, 1, "this is a symbolic link", "Put the file itself here.")
    if file.is_dir():
        return Problem(path, 1, 1, "this is a directory, but a file is expected", "Move it away, or write the file.")
    try:
        size = file.stat().st_size
        if size > most:
            what = f"the file has {size:,} bytes, more than the {most:,} that {'an entry' if most == MAX_BYTES else 'it'} may have"
            return Problem(path, 1, 1, what, "Shorten it, or split it into entries.")
        raw = file.read_bytes()
    except OSError as error:
        return Problem(path, 1, 1, f"the file cannot be read: {error.strerror}", "Check that it exists, and its rights.")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        return Problem(path, line, column, what, "Save the file as UTF-8.")
    if unseen := UNSEEN.search(text):
        line, column = place(text, unseen.start())
        what = f"the text holds the invisible character U+{ord(unseen[0]):04X}"
        return Problem(path, line, column, what, "Delete it; an editor that shows invisible characters helps.")
    return Source(path, text)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character's offset in `text`."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
