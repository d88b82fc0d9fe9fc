"""What rename and remove share: every reference to an entry, and the same references to another."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from handbook import model
from handbook.addresses import address_of
from handbook.catalog import MOVED, STYLE, VOCABULARY, Catalog
from handbook.edits import fields, links, navigation
from handbook.edits.files import Edits, Refused
from handbook.edits.targets import Target, entry
from handbook.kinds import KINDS
from handbook.problems import Problem
from handbook.source import Document

# Texts beside the site that link into it.
_BESIDE = ("*.md", ".github/*.md", ".github/**/*.md")
_SPOKEN_OF = ("data", "docs", "handbook", "overrides", "tests", "tools")
_SPEAKING = {".py", ".js", ".html", ".md", ".yml"}
_RECORDS = {MOVED}
_PICTURES = "handbook/templates/pictures"


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that names an entry, in a file of the handbook."""

    path: str
    line: int
    naming: fields.Naming


def references(edits: Edits, catalog: Catalog, target: Target) -> Iterator[Reference]:
    """Every place in the fields of the handbook that names an entry, in files that lack something too.

    Raises `Refused` where a file that may name it cannot be read.
    """
    for path, file_model in _files(catalog):
        text = edits.text(path)
        if target.id not in text:
            continue
        document = _document(path, text)
        for naming in fields.namings(document, file_model):
            if (naming.kind, naming.id) == (target.kind, target.id):
                mark = document.key_mark if naming.is_key else document.mark
                yield Reference(path, mark(naming.location)[0], naming)


def _files(catalog: Catalog) -> Iterator[tuple[str, type[BaseModel]]]:
    yield VOCABULARY, model.Vocabulary
    for kind, ids in catalog.known.items():
        for entry_id in sorted(ids):
            yield entry(kind, entry_id).path, model.MODELS[kind]


def _document(path: str, text: str) -> Document:
    document = fields.document_of(path, text)
    if isinstance(document, Problem):
        raise Refused(f"{document}\nThis file may name the entry, so nothing was changed.")
    return document


def replace_references(edits: Edits, catalog: Catalog, old: Target, new: Target) -> list[str]:
    """Plan that fields name `new` where they name `old`; where a list has both, or it would name itself, `old` goes. Returns the paths."""
    by_path: dict[str, list[fields.Naming]] = {}
    for found in references(edits, catalog, old):
        by_path.setdefault(found.path, []).append(found.naming)
    for path, named in by_path.items():
        text = edits.text(path)
        document = _document(path, text)
        double = [naming for naming in named if _names_already(path, document, naming, new)]
        text = fields.without_items(text, document, double)
        document = _document(path, text)
        file_model = dict(_files(catalog))[path]
        left = [naming for naming in fields.namings(document, file_model) if (naming.kind, naming.id) == (old.kind, old.id)]
        edits.write(path, fields.renamed(text, document, left, new.id))
    return list(by_path)


def _names_already(path: str, document: Document, naming: fields.Naming, new: Target) -> bool:
    value = document.value
    for part in naming.location[:-1]:
        value = value[part]
    return isinstance(value, list) and (new.id in value or (path == new.path and naming.kind == new.kind))


def replace_links(edits: Edits, catalog: Catalog, moves: links.Moves) -> list[str]:
    """Plan that links in prose, and in texts beside the site, lead to where things are now; returns the paths."""
    changed = []
    root = edits.root
    beside = sorted(
        {
            file.relative_to(root).as_posix()
            for pattern in _BESIDE
            for file in root.glob(pattern)
            if file.is_file() and not file.is_symlink()
        }
    )
    for path in [*sorted(path for path in catalog.published if path.endswith(".md")), *beside]:
        before = edits.text(path)
        after = links.relinked(before, path, moves)
        if after != before:
            edits.write(path, after)
            changed.append(path)
    return changed


def replace_exceptions(edits: Edits, old: str, new: str) -> list[str]:
    """Plan that an exception to the list of words goes with its file."""
    if not (edits.root / STYLE).is_file():
        return []
    before = edits.text(STYLE)
    document = fields.document_of(STYLE, before)
    listed = document.value.get("exceptions") if not isinstance(document, Problem) and isinstance(document.value, dict) else None
    after = before
    for index in reversed(range(len(listed or []))):
        start = fields.offset_of(after, *document.mark(("exceptions", index, "path")))  # type: ignore[union-attr]
        start += after[start : start + 1] in {'"', "'"}
        if after.startswith(old, start):
            after = f"{after[:start]}{new}{after[start + len(old) :]}"
    if after == before:
        return []
    edits.write(STYLE, after)
    return [STYLE]


def picture_of(edits: Edits, target: Target) -> str:
    """The path of the picture that is named for an entry; empty if there is none."""
    if not target.kind:
        return ""
    path = f"{_PICTURES}/{posixpath.basename(KINDS[target.kind].folder)}/{target.id}.html"
    return path if (edits.root / path).is_file() else ""


def as_moves(catalog: Catalog, old: Target, new: Target) -> links.Moves:
    """What becomes of pages and anchors when `new` takes the place of `old`."""
    paths = {address_of(path): path for path in catalog.published if path.endswith(".md")}
    anchors = {}
    if old.kind == "term":
        for comparison in catalog.known.get("comparison", ()):
            path = entry("comparison", comparison).path
            anchors[path, f"choose-{old.id}"] = (path, f"choose-{new.id}")
    if old.kind and "#" in old.address:
        (page, anchor), (new_page, new_anchor) = (target.address.split("#") for target in (old, new))
        anchors[paths.get(page, ""), anchor] = (paths.get(new_page, ""), new_anchor)
        return links.Moves({}, anchors)
    return links.Moves({old.path: new.path}, anchors)


def followed(old: Target, new: Target, address: str) -> str:
    """Where an address of `old`, or one that bears its name, is when `new` takes its place."""
    page, _, anchor = address.partition("#")
    if page == old.address:
        return new.address + (f"#{anchor}" if anchor else "")
    if address == old.address:
        return new.address
    if old.kind == "term" and anchor == f"choose-{old.id}":
        return f"{page}#choose-{new.id}"
    return address


def name_in_navigation(edits: Edits, catalog: Catalog, old: Target, new: Target) -> bool:
    """Plan that the navigation names the file of `new` where it named that of `old`; whether it did."""
    return navigation.rename(edits, catalog, old.path.removeprefix("docs/"), new.path.removeprefix("docs/"))


def mentions(edits: Edits, target: Target) -> list[str]:
    """Where texts, code and tests speak of an entry or page in ways that no command follows: for a person to look at."""
    address = re.escape(target.address.rstrip("/"))
    named = rf"{address}|{re.escape(target.kind)}[-/:]{re.escape(target.id)}" if target.kind else address
    pattern = re.compile(rf"(?<![\w-])(?:{named})(?![\w-])")
    found = []
    for folder in _SPOKEN_OF:
        for file in sorted((edits.root / folder).rglob("*")):
            path = file.relative_to(edits.root).as_posix()
            if file.suffix in _SPEAKING and path not in _RECORDS and file.is_file() and not file.is_symlink():
                text = file.read_text(encoding="utf-8", errors="replace")
                found += [f"{path}:{text.count(chr(10), 0, match.start()) + 1}" for match in pattern.finditer(text)]
    return list(dict.fromkeys(found))
