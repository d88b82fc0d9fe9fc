"""What a machine can hold of the voice: words and turns of phrase for which the style guide has better ones."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from handbook import model
from handbook.catalog import DOWNLOADS, Catalog, Record
from handbook.problems import Problem
from handbook.rules.registry import rule
from handbook.source import Location, read
from handbook.wording import Marked, Wordings, wordings


@rule()
def wording(catalog: Catalog) -> Iterator[Problem]:
    """No text uses words that data/style.yml or the style guide has better ones for, but for the exceptions listed there with a reason."""
    if not catalog.style:
        return
    style = catalog.style.model
    spared = {(exempt.path, exempt.phrase.casefold()) for exempt in style.exceptions}
    for path, line, column, marked in _marks(catalog, wordings(style.words)):
        if (path, marked.words.casefold()) not in spared:
            yield Problem(path, line, column, f'the style guide has other words for "{marked.words}"', f"{_sentence(marked.instead)}.")


@rule(whole=True)
def needless_exceptions(catalog: Catalog) -> Iterator[Problem]:
    """Every exception in data/style.yml is still needed."""
    if not catalog.style:
        return
    style = catalog.style.model
    used = {(path, marked.words.casefold()) for path, _, _, marked in _marks(catalog, wordings(style.words))} if style.exceptions else set()
    for index, exempt in enumerate(style.exceptions):
        if (exempt.path, exempt.phrase.casefold()) not in used:
            yield catalog.style.problem(("exceptions", index), f'{exempt.path} no longer says "{exempt.phrase}"', "Delete the exception.")


def _marks(catalog: Catalog, guide: Wordings) -> Iterator[tuple[str, int, int, Marked]]:
    """Path, line, column, and the words that are marked there."""
    declined = (catalog.declined,) if catalog.declined else ()
    for record in (catalog.closed, *declined, *catalog.entries(), *catalog.pages.values()):
        for location, text in own_sentences(record.model):
            for marked in guide.marked(text):
                yield record.path, *_in_field(catalog, record, location, marked), marked
        for marked in guide.marked(record.prose.text):
            yield record.path, *_place(record.prose.text, marked.start, record.prose.first_line), marked
    for name, text in catalog.downloads.items():
        for marked in guide.marked(text):
            yield f"{DOWNLOADS}/{name}.md", *_place(text, marked.start, 1), marked


# What is somebody else's, or no sentence.
_NOT_OURS = {(model.Resource, "title"), (model.Resource, "authors"), (model.Term, "aliases")}


def own_sentences(entry: BaseModel, at: Location = ()) -> Iterator[tuple[Location, str]]:
    """The handbook's own texts in an entry's fields, with their places."""
    for name in _own_fields(type(entry)):
        yield from _within(getattr(entry, name), (*at, name))


@lru_cache(maxsize=100)
def _own_fields(model_type: type[BaseModel]) -> tuple[str, ...]:
    fields = model_type.model_fields.items()
    named = {name for name, info in fields if any(isinstance(mark, model.Refers | model.OneOf) for mark in info.metadata)}
    return tuple(name for name, _ in fields if name not in named and name != "covers" and (model_type, name) not in _NOT_OURS)


def _within(value: Any, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        # An id or an address is one word.
        if " " in value:
            yield at, value
    elif isinstance(value, BaseModel):
        yield from own_sentences(value, at)
    elif isinstance(value, list | Mapping):
        for key, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _within(item, (*at, key))


def _in_field(catalog: Catalog, record: Record[Any], location: Location, marked: Marked) -> tuple[int, int]:
    """Line and column of the words: a folded text keeps no lines, so they are looked for behind the place where it begins."""
    line, column = record.document.mark(location)
    source = read(catalog.root, catalog.root / record.path)
    if isinstance(source, Problem):
        return line, column
    lines = source.text.split("\n")
    begins = sum(map(len, lines[: line - 1])) + line - 1 + column - 1
    found = re.compile(r"\s+".join(map(re.escape, marked.words.split()))).search(source.text, begins)
    return _place(source.text, found.start(), 1) if found else (line, column)


def _place(text: str, offset: int, first_line: int) -> tuple[int, int]:
    return first_line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
