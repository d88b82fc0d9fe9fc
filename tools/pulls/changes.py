"""What a contribution changes: its entries and pages beside those that were there before."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.addresses import entry_address, entry_at
from handbook.catalog import Catalog, Record
from handbook.kinds import KINDS
from handbook.load import load
from tools.pulls.received import PAGE, Change

_WANTED = ("data", "docs", "mkdocs.yml")


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entry or a page with the text of its file, and its title."""

    record: Record[Any]
    text: str
    title: str


def at_revision(root: Path, revision: str, folder: Path) -> Catalog:
    """The catalog as it was at a git revision, unpacked into `folder`. Raises `CalledProcessError` if there is no such revision."""
    names = subprocess.run(["git", "ls-tree", "--name-only", revision], cwd=root, capture_output=True, check=True, text=True)
    wanted = [name for name in _WANTED if name in names.stdout.splitlines()]
    archive = subprocess.run(["git", "archive", "--format=tar", revision, *wanted], cwd=root, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
        packed.extractall(folder, filter="data")
    return load(folder)


def compare(before: Catalog, after: Catalog) -> dict[str, list[Change]]:
    """What was added, changed, moved and removed. An entry with a problem that keeps it from being read is there still."""
    old, new = _seen(before), _seen(after)
    there = {(kind, entry_id) for kind, ids in after.known.items() for entry_id in ids} | {(PAGE, path) for path in after.published}
    moved = dict(_moved(after, old.keys() - there, new.keys() - old.keys()))
    return {
        "added": [_change(key, seen) for key, seen in new.items() if key not in old and key not in moved],
        "changed": [_change(key, seen, _fields(old[key], seen)) for key, seen in new.items() if key in old and _differ(old[key], seen)],
        "moved": [_change(key, new[key], _fields(old[was], new[key]), entry_address(*was)) for key, was in sorted(moved.items())],
        "removed": [_change(key, seen) for key, seen in old.items() if key not in there and key not in moved.values()],
    }


def _seen(catalog: Catalog) -> dict[tuple[str, str], _Seen]:
    found = {}
    for kind in KINDS.values():
        for record in catalog.records(kind.name).values():
            found[kind.name, record.id] = _Seen(record, _text(catalog, record), getattr(record.model, kind.title))
    for record in catalog.pages.values():
        found[PAGE, record.path] = _Seen(record, _text(catalog, record), record.model.title)
    return found


def _text(catalog: Catalog, record: Record[Any]) -> str:
    """The text below the fields."""
    text = (catalog.root / record.path).read_text(encoding="utf-8")
    return text.partition("\n---\n")[2] if record.path.endswith(".md") else ""


def _differ(old: _Seen, new: _Seen) -> bool:
    return old.record.model != new.record.model or old.text != new.text


def _fields(old: _Seen, new: _Seen) -> tuple[str, ...]:
    """The names of the fields that differ, and `text` for what is below them."""
    names = [name for name in type(new.record.model).model_fields if getattr(old.record.model, name) != getattr(new.record.model, name)]
    return (*names, *(["text"] if old.text != new.text else []))


def _moved(after: Catalog, gone: set[tuple[str, str]], new: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """The new place of each entry that data/moved.yml says has moved, and its old one."""
    for move in after.moves:
        old, target = entry_at(move.old), entry_at(move.to or "")
        if old in gone and target in new:
            yield target, old


def _change(key: tuple[str, str], seen: _Seen, fields: tuple[str, ...] = (), was: str = "") -> Change:
    return Change(key[0], key[1], seen.title, fields, was)
