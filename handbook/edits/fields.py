"""Where an entry's file names other entries, and how to name another there, to the character.

Files are read as far as they can be: an entry that still lacks a field is renamed like any other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from handbook import front_matter, model, yaml_source
from handbook.problems import Problem
from handbook.source import Document, Location, Source

# Tables whose keys are ids of terms, without a mark in the model that says so: a rule of its own looks at them.
_KEYED: dict[tuple[type[BaseModel], str], str] = {(model.Comparison, "choose_when"): "term"}


@dataclass(frozen=True, slots=True)
class Naming:
    """A place at which a file names an entry: its kind, its id, and whether it is a key there."""

    kind: str
    id: str
    location: Location
    is_key: bool = False

    @property
    def field(self) -> str:
        """The field that it is in, such as `related` or `steps`."""
        return str(self.location[0])


def document_of(path: str, text: str) -> Document | Problem:
    """The fields of a file with their places, or what keeps them from being read."""
    if not path.endswith(".md"):
        return yaml_source.parse(text, path)
    page = front_matter.split(Source(path, text))
    return page if isinstance(page, Problem) else yaml_source.parse(page.fields, path, 2)


def fields_and_rest(path: str, text: str) -> tuple[str, str, str]:
    """A file's text up to its fields, the fields, and what follows. A page that cannot be told apart has no fields."""
    if not path.endswith(".md"):
        return "", text, ""
    page = front_matter.split(Source(path, text))
    if isinstance(page, Problem):
        return text, "", ""
    return "---\n", f"{page.fields}\n", f"---\n{page.text}"


def namings(document: Document, file_model: type[BaseModel]) -> Iterator[Naming]:
    """Every place at which a file names an entry, in the order of the model."""
    yield from _namings(document.value, file_model, ())


def _namings(value: Any, file_model: type[BaseModel], at: Location) -> Iterator[Naming]:
    for name, info in file_model.model_fields.items() if isinstance(value, dict) else ():
        held, place = value.get(name), (*at, name)
        kind = next((mark.kind for mark in info.metadata if isinstance(mark, model.Refers)), _KEYED.get((file_model, name), ""))
        if kind and isinstance(held, dict):
            yield from (Naming(kind, key, (*place, key), is_key=True) for key in held)
        elif kind:
            yield from (Naming(kind, item, where) for where, item in _items(held, place) if isinstance(item, str))
        if inner := model.model_in(info.annotation):
            for where, item in [(place, held)] if _is_one(inner, info.annotation) else _items(held, place):
                yield from _namings(item, inner, where)


def _is_one(inner: type[BaseModel], annotation: Any) -> bool:
    """Whether a field holds a model, and no list or table of them."""
    return annotation is inner


def _items(held: Any, at: Location) -> Iterator[tuple[Location, Any]]:
    if isinstance(held, list):
        yield from (((*at, index), item) for index, item in enumerate(held))
    elif isinstance(held, dict):
        yield from (((*at, key), item) for key, item in held.items())
    else:
        yield at, held


def renamed(text: str, document: Document, found: Iterable[Naming], new: str) -> str:
    """The text in which these places name the entry `new`."""
    spans = [span for naming in found if (span := _span(text, document, naming))]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _span(text: str, document: Document, naming: Naming) -> tuple[int, int] | None:
    """Where the id stands, without its quotes; nothing where it is written in a way that hides it."""
    mark = (document.key_mark if naming.is_key else document.mark)(naming.location)
    start = offset_of(text, *mark)
    found = re.compile(rf"([\"']?)({re.escape(naming.id)})\1(?![\w-])").match(text, start)
    return found.span(2) if found else None


def offset_of(text: str, line: int, column: int) -> int:
    """The offset of a place, both from 1."""
    return sum(len(part) + 1 for part in text.split("\n")[: line - 1]) + column - 1


def without_items(text: str, document: Document, found: Iterable[Naming]) -> str:
    """The text without these items of lists. What is no item of a list stays."""
    items = [naming for naming in found if isinstance(naming.location[-1], int)]
    for naming in sorted(items, key=lambda naming: document.mark(naming.location), reverse=True):
        if span := _span(text, document, naming):
            start, end = _whole_item(text, document, naming.location, span)
            text = text[:start] + text[end:]
    return text


def _whole_item(text: str, document: Document, at: Location, span: tuple[int, int]) -> tuple[int, int]:
    """From where to where an item of a list goes: its line, or in brackets it and one comma."""
    start, end = span
    if text[start - 1 : start] in {'"', "'"}:
        start, end = start - 1, end + 1
    if text[offset_of(text, *document.mark(at[:-1]))] != "[":
        line = text.rfind("\n", 0, start) + 1
        return line, text.find("\n", end) + 1 or len(text)
    if after := re.compile(r"\s*,\s*").match(text, end):
        return start, after.end()
    before = re.search(r",\s*$", text[:start])
    return (before.start() if before else start), end


def with_items(text: str, document: Document, name: str, new: Iterable[str], after: str) -> str:
    """The text whose list `name` ends with the items `new` too; below the field `after`, where there is no such list yet."""
    listed = ", ".join(new)
    held = document.value.get(name)
    if not held:
        line = _end_of_field(text, document, after)
        old = re.compile(rf"^{re.escape(name)}:.*\n", re.MULTILINE).search(text) if name in document.value else None
        return f"{text[: old.start()]}{name}: [{listed}]\n{text[old.end() :]}" if old else f"{text[:line]}{name}: [{listed}]\n{text[line:]}"
    start = offset_of(text, *document.mark((name, len(held) - 1)))
    end = start + len(re.compile(r"\"[^\"]*\"|'[^']*'|[\w-]+").match(text, start)[0])  # type: ignore[index]
    if text[offset_of(text, *document.mark((name,)))] == "[":
        return f"{text[:end]}, {listed}{text[end:]}"
    begin = text.rfind("\n", 0, start) + 1
    dash = text[begin:start]
    line_end = text.find("\n", end) + 1 or len(text)
    return text[:line_end] + "".join(f"{dash}{item}\n" for item in new) + text[line_end:]


def _end_of_field(text: str, document: Document, name: str) -> int:
    """The offset of the line behind a field of the outermost table."""
    lines = sorted(mark[0] for location, mark in document.keys.items() if len(location) == 1)
    own = document.keys[(name,)][0]
    following = next((line for line in lines if line > own), 0)
    return offset_of(text, following, 1) if following else len(text)
