"""Which catalog is shown: the whole where it has no problem; else the sound part of it, with drafts as far as they are written.

A draft is a file that was never published: its address is not in data/ids.lock, and it was not sound before. Its
problems are told, and keep nothing else from being shown. Any other problem keeps the last good state.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from handbook import model
from handbook.addresses import address_of, entry_address, read_lock
from handbook.catalog import Catalog, Record
from handbook.kinds import KINDS
from handbook.load import load
from handbook.problems import Problem
from handbook.rules import check
from handbook.rules.pages import macro_calls, page_macros
from tools.live import drafts
from tools.live.faults import Told


@dataclass(frozen=True, slots=True)
class Reading:
    """A catalog to show, and what is to be told beside it. Without a catalog, the last good one stays."""

    catalog: Catalog | None
    told: tuple[Told, ...]
    # Of each page below docs/: the text as MkDocs is to read it.
    sources: dict[str, str]
    # Files whose problems are not those of a draft: all that were there when nothing was wrong.
    settled: frozenset[str]


def read(root: Path, settled: frozenset[str], first: bool) -> Reading:
    """Load and check what is on disk. `first` where nothing has been shown yet: then the best that can be made of it is."""
    catalog = load(root)
    problems = check(catalog)
    sources = dict(_sources(root))
    if not problems:
        return Reading(catalog, (), sources, frozenset(record.path for record in _records(catalog)))
    if catalog.lock is None and not settled:
        settled = frozenset(record.path for record in _records(catalog))
    told = tuple(map(Told.of, problems))
    shown = _shown(catalog, sources, settled, first) if catalog.vocabulary.areas else None
    if shown is None:
        return Reading(None, told, {}, settled)
    return Reading(shown, told, {**sources, **dict(_guarded(shown, problems, sources))}, settled)


def _sources(root: Path) -> Iterator[tuple[str, str]]:
    docs = root / "docs"
    for file in docs.rglob("*"):
        if file.suffix == ".md" and not file.is_symlink() and file.is_file():
            stat = file.stat()
            yield f"docs/{file.relative_to(docs).as_posix()}", _read(file, (stat.st_mtime_ns, stat.st_size, stat.st_ino))


@lru_cache(maxsize=20_000)
def _read(file: Path, _stamp: tuple[int, ...]) -> str:
    """A page's text as MkDocs reads it. What is no UTF-8 is a problem of the check, which keeps it from being shown."""
    return file.read_text(encoding="utf-8-sig", errors="replace")


def _records(catalog: Catalog) -> Iterator[Record[Any]]:
    yield from catalog.entries()
    yield from catalog.pages.values()


def _shown(catalog: Catalog, sources: dict[str, str], settled: frozenset[str], first: bool) -> Catalog | None:
    """The catalog with its drafts, or nothing where a problem is not one of theirs."""
    files = dict(_files(catalog, sources))
    new = set(_new(files, catalog.lock, settled))
    sound = {record.path for record in _records(catalog)}
    broken = {path for path in files if path not in sound and (path in new or first)}
    made = [drafts.record(path, _text(catalog.root, path, sources), files[path]) for path in sorted(broken)]
    new |= broken
    shown = drafts.sorted_in(catalog, made)
    shown = drafts.mended(shown, set(files) if first else new)
    if first:
        return shown
    found = {problem for problem in check(shown) if problem.path not in new}
    if found and not found.isdisjoint(check(drafts.without(shown, new))):
        return None
    return shown


def _files(catalog: Catalog, sources: dict[str, str]) -> Iterator[tuple[str, type[Any]]]:
    """Every file that holds an entry or a page, sound or not, with the model of its kind."""
    entries = {
        f"{kind.folder}/{entry_id}{kind.suffix}": model.MODELS[kind.name]
        for kind in KINDS.values()
        for entry_id in catalog.known.get(kind.name, ())
    }
    yield from entries.items()
    for path in sources:
        if path.endswith(".md") and path not in entries:
            yield path, model.Page


def _new(files: dict[str, type[Any]], lock: str | None, settled: frozenset[str]) -> Iterator[str]:
    recorded = set(read_lock(lock or ""))
    for path, file_model in files.items():
        if path not in settled and _address(path, file_model) not in recorded:
            yield path


def _address(path: str, file_model: type[Any]) -> str:
    if file_model is model.Page:
        return address_of(path)
    return entry_address(file_model.entry_kind, Path(path).stem)


def _text(root: Path, path: str, sources: dict[str, str]) -> str:
    if path in sources:
        return sources[path]
    try:
        return (root / path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _guarded(catalog: Catalog, problems: list[Problem], sources: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The pages with a problem, as what may be run of them."""
    wrong = {problem.path for problem in problems}
    refused = {(problem.path, problem.line) for problem in (*macro_calls(catalog), *page_macros(catalog))}
    for record in catalog.prose_records():
        if record.path in wrong and record.path in sources:
            yield record.path, drafts.source(record, {line for path, line in refused if path == record.path})
