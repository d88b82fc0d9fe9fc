"""YAML as plain data that remembers where each value stood.

PyYAML's own constructor keeps the last of two equal keys, takes `no` for False and `3.10` for 3.1, and follows aliases
without end. Here the parser's events are read directly: what YAML would convert silently becomes a `Converted`, which
no text field accepts, and anchors, aliases and tags are refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import yaml
from yaml.resolver import Resolver

from handbook.problems import Problem
from handbook.source import Document, Location, Mark

_DEEPEST = 8
_STRING = "tag:yaml.org,2002:str"
_KINDS = {
    "tag:yaml.org,2002:bool": "a boolean",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:merge": "a merge key",
    "tag:yaml.org,2002:value": "a default key",
}


@dataclass(frozen=True, slots=True)
class Converted:
    """A plain scalar that YAML readers turn into something else than its text."""

    text: str
    kind: str


class _Position(Protocol):
    """A place as both of PyYAML's parsers report it: line and column from 0."""

    line: int
    column: int


class _Refused(Exception):
    def __init__(self, mark: _Position | None, what: str, remedy: str) -> None:
        super().__init__(what)
        self.mark, self.what, self.remedy = mark, what, remedy


def parse(text: str, path: str, first_line: int = 1) -> Document | Problem:
    """The document in `text`, or the first problem. `first_line` is the line of the file at which `text` begins."""
    shift = first_line - 1
    document = Document(path)
    try:
        document.value = _Reader(document, shift).read(text)
    except _Refused as refused:
        line, column = _position(refused.mark)
        return Problem(path, line + shift, column, refused.what, refused.remedy)
    except yaml.MarkedYAMLError as error:
        line, column = _position(error.problem_mark or error.context_mark)
        return Problem(path, line + shift, column, *_explain(text, line, column, error.problem or "not YAML"))
    except yaml.YAMLError as error:
        what = f"this is not YAML: {' '.join(str(error).split())}"
        return Problem(path, first_line, 1, what, "Compare it with another entry of its kind.")
    return document


def _explain(text: str, line: int, column: int, problem: str) -> tuple[str, str]:
    lines = text.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    if "\t" in here[: max(column, 1)] or "\\t" in problem:
        return "there is a tab in the indentation", "Indent with spaces."
    if "mapping values are not allowed" in problem:
        return "there is a colon followed by a space inside plain text", "Put the whole text in quotes."
    return f"this is not YAML: {problem}", "Compare it with another entry of its kind; text with : # ' or \" needs quotes."


def _position(mark: _Position | None) -> Mark:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Reader:
    """Builds the value of one document from the parser's events, by recursive descent."""

    def __init__(self, document: Document, shift: int) -> None:
        self.document = document
        self.shift = shift
        self.resolver = Resolver()

    def read(self, text: str) -> Any:
        events = self._guarded(yaml.parse(text, Loader=yaml.CSafeLoader))
        value: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(event.start_mark, "a second document begins here", "Keep one document in a file.")
                value = self._value(next(events), events, ())
        return value

    def _guarded(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        for event in events:
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                what = "anchors (&) and aliases (*) are not used here"
                raise _Refused(event.start_mark, what, "Write the value out, or put it in quotes.")
            if tag := getattr(event, "tag", None):
                raise _Refused(event.start_mark, f"the tag {tag} is not used here", "Delete it, or put the value in quotes.")
            yield event

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], location: Location) -> Any:
        self.document.marks[location] = self._mark(event)
        if len(location) > _DEEPEST:
            raise _Refused(event.start_mark, f"values are nested more than {_DEEPEST} deep", "Compare it with another entry of its kind.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, location)
        return self._mapping(events, location)

    def _sequence(self, events: Iterator[yaml.Event], location: Location) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._value(event, events, (*location, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], location: Location) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(event.start_mark, "a field's name must be plain text", "Compare it with another entry of its kind.")
            key = event.value
            if key in mapping:
                first = self.document.keys[(*location, key)][0]
                what = f'the field "{key}" stands here a second time; it is already in line {first}'
                raise _Refused(event.start_mark, what, "Keep one of the two.")
            self.document.keys[(*location, key)] = self._mark(event)
            mapping[key] = self._value(next(events), events, (*location, key))
        return mapping

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        if not event.implicit[0]:
            return event.value
        tag = self.resolver.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        if tag == _STRING:
            return event.value
        if tag == "tag:yaml.org,2002:null":
            return None
        # Readers disagree on 010, 0x1F, 12:30 and 1_000: only a plain decimal number is a number everywhere.
        if tag == "tag:yaml.org,2002:int" and event.value.isdecimal() and str(int(event.value)) == event.value:
            return int(event.value)
        if tag == "tag:yaml.org,2002:timestamp" and len(event.value) == len("2026-11-23"):
            try:
                return date.fromisoformat(event.value)
            except ValueError:
                return event.value
        return Converted(event.value, _KINDS.get(tag, "something else than text"))

    def _mark(self, event: yaml.Event) -> Mark:
        line, column = _position(event.start_mark)
        return line + self.shift, column
