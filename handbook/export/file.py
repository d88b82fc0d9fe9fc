"""A file that is written beside the pages."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class File:
    """A file below the site's root.

    The path of what is written for one entry holds `{id}`: it is written under the ids that the entry had before, too.
    """

    path: str
    content: bytes
    entry: tuple[str, str] | None = None

    @property
    def place(self) -> str:
        """The path, with the entry's id."""
        return self.path.format(id=self.entry[1]) if self.entry else self.path


def text_file(path: str, text: str, entry: tuple[str, str] | None = None) -> File:
    """A file of text, in UTF-8."""
    return File(path, text.encode(), entry)


def json_file(path: str, data: Any, entry: tuple[str, str] | None = None) -> File:
    """A file of JSON on one line."""
    return File(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n", entry)
