"""Links in Markdown that follow what moved."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

# The target of a link in its text, or of one that is defined on a line of its own.
_TARGET = re.compile(r"(?P<open>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?)(?P<target>[^\s()<>]+)", re.MULTILINE)
_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")


@dataclass(frozen=True, slots=True)
class Moves:
    """What became of pages, by path, and of anchors on pages as they were."""

    pages: dict[str, str] = field(default_factory=dict)
    anchors: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    # Whether a page that stays has an anchor, for links into a page that went.
    has: Callable[[str, str], bool] = lambda _page, _anchor: True

    def of(self, page: str, anchor: str) -> tuple[str, str]:
        """Where a page's part is now."""
        if (page, anchor) in self.anchors:
            return self.anchors[page, anchor]
        new = self.pages.get(page, page)
        return new, anchor if new == page or self.has(new, anchor) else ""


def relinked(text: str, path: str, moves: Moves) -> str:
    """The Markdown of the file at `path` with links that lead to where things are now, seen from where the file is now."""
    folder, new_folder = posixpath.dirname(path), posixpath.dirname(moves.pages.get(path, path))

    def follow(found: re.Match[str]) -> str:
        target = found["target"]
        if _OUTSIDE.match(target):
            return found[0]
        written, _, anchor = target.partition("#")
        page = posixpath.normpath(posixpath.join(folder, unquote(written))) if written else path
        new_page, new_anchor = moves.of(page, unquote(anchor))
        if (new_page, new_anchor, new_folder) == (page, unquote(anchor), folder):
            return found[0]
        stays_inside = not written and new_page == moves.pages.get(path, path)
        relative = "" if stays_inside else posixpath.relpath(new_page, new_folder or ".")
        return f"{found['open']}{relative}{'#' if new_anchor else ''}{new_anchor if new_anchor != unquote(anchor) else anchor}"

    return _TARGET.sub(follow, text)
