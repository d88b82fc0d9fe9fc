"""The page that calls a macro, and what a macro hands to its template."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class PageContext:
    """The page that calls a macro: its file below docs/, and its URL from the site's root.

    `folder` is that of its file, for a generator that reads references in what macros print as if they stood there.
    """

    source: str
    url: str
    folder: str | None = None

    @property
    def id(self) -> str:
        """The stem of the file's name."""
        return Path(self.source).stem


Context: TypeAlias = dict[str, Any]
