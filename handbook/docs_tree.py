"""What may lie below docs/: pages, and files of known kinds in their places. Whatever else lies there would be published.

The generators take `.md`, and some of them `.markdown` and others, for pages, and copy the rest as it is.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handbook.drawing import unsafe_drawing
from handbook.model import kebab, no_id
from handbook.problems import Problem
from handbook.source import MAX_BYTES, is_folder, path_below, read, strange, unreadable

DOCS = "docs"

# Folders of the site that exports and the theme fill, and one that MkDocs leaves out.
RESERVED = ("api", "assets", "downloads", "embed", "search", "templates")

_PAGE = ".md"
_NAME = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
_ASSETS = re.compile(
    rf"docs/assets/(?:js/(?:vendor/)?{_NAME}\.js|js/(?:vendor/)?jsconfig\.json|css/{_NAME}\.css|img/{_NAME}\.(?:svg|png)"
    rf"|fonts/{_NAME}\.(?:woff2|txt))"
)
# What editors and desktops leave for a while. All generators pass over names with a dot before them.
_LEFTOVER = re.compile(r"\.DS_Store|\.gitkeep|\.gitignore|\.directory|\.#.+|\..+\.(?:sw[a-p]|kate-swp)|\.goutputstream-\w+")
# What a file of the kind begins with, and what to do where it does not. Source: W3C, WOFF File Format 2.0, 4.1.
_SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n", "this isn't a PNG picture", "Save the picture as PNG."),
    ".woff2": (b"wOF2", "this isn't a WOFF2 font", "Save the font as WOFF2, with only the letters that are used."),
}
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Tree:
    """The pages below docs/, by path; the paths of the other files that are published; what must not be there."""

    pages: list[Path] = field(default_factory=list)
    assets: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def look(root: Path, of_entries: set[Path]) -> Tree:
    """Everything below docs/. Files directly in the folders `of_entries` that are no pages are left to who reads those."""
    tree = Tree()
    for file in _files(root, root / DOCS, tree.problems):
        path = _path(root, file)
        what = _refused(root, file, path)
        if what and file.parent in of_entries and not file.name.startswith("."):
            continue
        if what:
            tree.problems.append(Problem(path, 1, 1, *what))
        elif file.suffix == _PAGE:
            tree.pages.append(file)
        elif not file.name.startswith("."):
            tree.assets.add(path)
    return tree


def _files(root: Path, folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Files and links below a folder, by name; a link to a folder is not followed."""
    try:
        items = sorted(folder.iterdir())
    except OSError as error:
        problems.append(unreadable(_path(root, folder), error, "folder"))
        return
    for item in items:
        if is_folder(item):
            yield from _files(root, item, problems)
        else:
            yield item


def _path(root: Path, file: Path) -> str:
    """The path to tell, shortened in its middle."""
    path = _printable(path_below(root, file))
    return path if len(path) <= 2 * _SHOWN else f"{path[:_SHOWN]}...{path[-_SHOWN:]}"


def _printable(name: str) -> str:
    """A file's name on one line, of letters that every terminal prints; bytes that are no UTF-8 as escapes."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)


def _refused(root: Path, file: Path, path: str) -> tuple[str, str] | None:
    """What is wrong with a file, and the remedy; nothing where it may be published."""
    if _LEFTOVER.fullmatch(file.name):
        return None
    if file.name.startswith("."):
        return "hidden files are neither read nor published", f'Rename it to "{file.name.lstrip(".") or "new-id"}", or delete it.'
    if file.is_symlink():
        return "this is a symbolic link", "Put the file itself here."
    if odd := strange(root, file):
        return odd.what, odd.remedy
    if file.suffix == _PAGE:
        return _refused_page(file.relative_to(root / DOCS))
    if not _ASSETS.fullmatch(path):
        return "nothing of this kind is published from here", _remedy(file)
    if file.suffix in _SIGNATURES:
        return _refused_bytes(file, *_SIGNATURES[file.suffix]) or _refused_alone(file)
    return _refused_drawing(root, file) if file.suffix == ".svg" else None


def _refused_page(path: Path) -> tuple[str, str] | None:
    *folders, name = path.parts
    if folders and folders[0] in RESERVED:
        return f"the folder docs/{folders[0]}/ holds no pages", "Put the page into another folder."
    parts = [_printable(part) for part in (*folders, name.removesuffix(_PAGE))]
    if told := next(filter(None, map(no_id, parts)), ""):
        return told, f'Rename the file to "docs/{"/".join(map(kebab, parts))}.md".'
    return None


def _remedy(file: Path) -> str:
    if file.suffix.lower() in {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}:
        return "Pages are Markdown files whose names end in .md: rename it."
    return "Pages are .md files; scripts, styles, pictures (.svg, .png) and fonts lie below docs/assets. Delete it or move it."


def _refused_bytes(file: Path, signature: bytes, what: str, remedy: str) -> tuple[str, str] | None:
    try:
        with file.open("rb") as stream:
            sound = stream.read(len(signature)) == signature
    except OSError as error:
        return f"the file cannot be read: {error.strerror}", "Check its permissions."
    return None if sound else (what, remedy)


def _refused_alone(file: Path) -> tuple[str, str] | None:
    """A font is somebody's work: its licence lies beside it and is published with it."""
    licence = file.with_suffix(".txt")
    if file.suffix != ".woff2" or licence.is_file():
        return None
    return "the font has no licence next to it", f"Put its licence into {licence.name}, in the same folder."


def _refused_drawing(root: Path, file: Path) -> tuple[str, str] | None:
    source = read(root, file, MAX_BYTES)
    if isinstance(source, Problem):
        return source.what, source.remedy
    what = unsafe_drawing(source.text)
    return (what, "Save the drawing as plain SVG: shapes and text, without scripts, styles or references.") if what else None
