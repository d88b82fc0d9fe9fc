"""YAML as plain data that remembers where each value stood.

PyYAML's own constructor keeps the last of two equal keys, takes `no` for False and `3.10` for 3.1, and follows aliases
without end. Here the parser's events are read directly: what YAML would convert silently becomes a `Converted`, which
no text field accepts, and anchors, aliases and tags are refused. So is a comment beside a value or inside a text: nobody
can tell a note from a sentence that ` #` cut off. A comment on a line of its own, no deeper than its field, is a note.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import yaml
from yaml.resolver import Resolver

from handbook.problems import Problem, shortened
from handbook.source import Document, Location, Mark, place

_DEEPEST = 8
# Python refuses to read numbers of thousands of digits; no field takes one of twenty.
_MOST_DIGITS = 18
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


# What PyYAML takes for text and other readers do not: YAML 1.1 as it is written has y and n, YAML 1.2 other numbers.
_ELSEWHERE = {
    "a boolean": re.compile("[yYnN]"),
    "a number": re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+"),
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


_COMMENTS = re.compile(r"#[^\n]*")
_DECIMAL = re.compile("0|[1-9][0-9]*")
_QUOTE_OR_NOTE = "Put the whole text in quotes; a note of yours goes on a line of its own above the field."


class _Refused(Exception):
    def __init__(self, mark: _Position | None, what: str, remedy: str) -> None:
        super().__init__(what)
        self.mark, self.what, self.remedy = mark, what, remedy


def parse(text: str, path: str, first_line: int = 1) -> Document | Problem:
    """The document in `text`, or the first problem. `first_line` is the line of the file at which `text` begins."""
    shift = first_line - 1
    document = Document(path)
    reader = _Reader(document, shift, text)
    try:
        document.value = reader.read()
    except _Refused as refused:
        line, column = _position(refused.mark)
        return Problem(path, line + shift, column, refused.what, refused.remedy)
    except yaml.MarkedYAMLError as error:
        line, column = _position(error.problem_mark or error.context_mark)
        if cut := _cut_above(text, line):
            return Problem(path, line - 1 + shift, *cut)
        return Problem(path, line + shift, column, *_explain(text, line, column, error.problem or "not YAML"))
    except yaml.YAMLError as error:
        what = f"this is not YAML: {' '.join(str(error).split())}"
        return Problem(path, first_line, 1, what, "Compare it with another entry of its kind.")
    if note := reader.cut_off():
        (line, column), what, remedy = note
        return Problem(path, line + shift, column, what, remedy)
    return document


def keys(text: str) -> list[tuple[str, int]] | None:
    """The keys of the outermost table in `text`, each with its line, whatever the values are; None where it is no such table."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    return [(str(key.value), key.start_mark.line + 1) for key, _ in node.value]


def _explain(text: str, line: int, column: int, problem: str) -> tuple[str, str]:
    lines = text.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    if "\t" in here[: max(column, 1)] or "\\t" in problem:
        return "there is a tab in the indentation", "Indent with spaces."
    if "mapping values are not allowed" in problem:
        return "there is a colon followed by a space inside plain text", "Put the whole text in quotes."
    if "alphabetic or numeric character" in problem:
        return "anchors (&) and aliases (*) are not used here", "Write the value out, or put it in quotes."
    if here.lstrip().startswith("-") and (closed := _EMPTY_LIST.search("\n".join(lines[: line - 1]))):
        return f'the list "{closed[1]}" is closed by [] above, and this item is below it', f"Delete the [] behind {closed[1]}:"
    above = next((line for line in reversed(lines[: line - 1]) if _ITEM.match(line)), "")
    if _ITEM.match(here) and above and _indent(above) != _indent(here):
        indent = f"with {_indent(above)} spaces before its hyphen" if _indent(above) else "with its hyphen at the beginning of the line"
        return "this item isn't in line with the one above it", f"Write it {indent}, as that one."
    if _AFTER_QUOTES.match(here) and column > 1:
        return "text continues after the closing quote", 'Put the whole text in quotes, and write a quote inside it twice, or \\".'
    return f"this is not YAML: {problem}", "Compare it with another entry of its kind; text with : # ' or \" needs quotes."


def _cut_above(text: str, line: int) -> tuple[int, str, str] | None:
    """Column, problem and remedy of a comment in the line above that cut off a text which goes on in this one."""
    lines = text.split("\n")
    found = _TRAILING.search(lines[line - 2]) if 1 < line <= len(lines) + 1 else None
    return (found.start(1) + 1, _ends_before(found[1]), _QUOTE_OR_NOTE) if found else None


def _ends_before(comment: str) -> str:
    return f'"{shortened(comment)}" starts a comment in YAML, so the text before it ends there'


_ITEM = re.compile("[ ]*- ")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# A field with an empty list, at the end of what is above a line.
_EMPTY_LIST = re.compile(r"^[ ]*([\w-]+):[ ]*\[[ ]*\][ ]*\n?(?:[ ]*#.*\n?|[ ]*\n)*\Z", re.MULTILINE)
# A field or an item whose value is in quotes, with more behind them.
_AFTER_QUOTES = re.compile(r"""[ -]*(?:[\w-]+: +)?(?:"(?:[^"\\\\]|\\\\.)*"|'(?:[^']|'')*')[ \t]*[^\s#:\]}]""")
_TRAILING = re.compile(r"\S.*?[ \t](#.*)")


def _position(mark: _Position | None) -> Mark:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _bounds(event: yaml.Event) -> tuple[int, int]:
    """Where an event begins and ends in the text: a parser of text always says."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a scalar stands in the text, from its first character to behind its last, and the column of what it is in."""

    start: int
    end: int
    inside: int


@dataclass(slots=True)
class _Layout:
    """What of a text is scalars, in their order, and what is lists and groups in brackets."""

    scalars: list[_Span] = field(default_factory=list)
    brackets: list[tuple[int, int]] = field(default_factory=list)


class _Reader:
    """Builds the value of one document from the parser's events, by recursive descent."""

    def __init__(self, document: Document, shift: int, text: str) -> None:
        self.document = document
        self.shift = shift
        self.text = text
        self.resolver = Resolver()
        # Kept only of a text that could have a comment.
        self.layout = _Layout() if "#" in text else None

    def read(self) -> Any:
        events = yaml.parse(self.text, Loader=yaml.CSafeLoader)
        value: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(event.start_mark, "a second document begins here", "Keep one document in a file.")
                value = self._value(next(events), events, (), -1)
        return value

    def cut_off(self) -> tuple[Mark, str, str] | None:
        """Place, problem and remedy of the first comment that takes something away from a text, or could."""
        if self.layout is None:
            return None
        ends = [span.end for span in self.layout.scalars]
        at = 0
        while (at := self.text.find("#", at)) >= 0:
            after = bisect_right(ends, at)
            span = self.layout.scalars[after] if after < len(ends) else None
            if span and span.start <= at:
                header = self.text.find("\n", span.start, span.end)
                if self.text[span.start] not in "|>" or at > header >= 0:
                    at = span.end
                    continue
            before = self.layout.scalars[after - 1] if after else None
            end = self.text.find("\n", at)
            comment = self.text[at : end if end >= 0 else len(self.text)]
            if told := self._told(at, comment, before):
                return place(self.text, at), *told
            at += len(comment)
        return None

    def _told(self, at: int, comment: str, before: _Span | None) -> tuple[str, str] | None:
        """What is wrong with a comment; `before` is the last text before it."""
        begin = self.text.rfind("\n", 0, at) + 1
        if self.text[begin:at].strip():
            return _ends_before(comment), _QUOTE_OR_NOTE
        layout = self.layout or _Layout()
        if any(start < at < end for start, end in layout.brackets):
            note = f'"{shortened(comment)}" starts a comment in YAML, inside brackets'
            return note, "Put the text in quotes, or the note on a line of its own above the field."
        follows = before and not _COMMENTS.sub("", self.text[before.end : at]).strip()
        if before and follows and at - begin > before.inside:
            return _ends_before(comment), _QUOTE_OR_NOTE
        return None

    @staticmethod
    def _guard(event: yaml.Event) -> None:
        """Refuse what names a value elsewhere, or its type. Events that only end something have neither."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            what = "anchors (&) and aliases (*) are not used here"
            raise _Refused(event.start_mark, what, "Write the value out, or put it in quotes.")
        if tag := getattr(event, "tag", None):
            raise _Refused(event.start_mark, f"the tag {tag} is not used here", "Delete it, or put the value in quotes.")

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], location: Location, inside: int) -> Any:
        self._guard(event)
        self.document.marks[location] = self._mark(event)
        if len(location) > _DEEPEST:
            raise _Refused(event.start_mark, f"values are nested more than {_DEEPEST} deep", "Compare it with another entry of its kind.")
        if isinstance(event, yaml.ScalarEvent):
            self._keep(event, inside)
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, location)
        return self._mapping(event, events, location)

    def _keep(self, event: yaml.ScalarEvent, inside: int) -> None:
        """Remember where a scalar stands. One that is not there cannot be cut off."""
        start, end = _bounds(event)
        if self.layout and end > start:
            self.layout.scalars.append(_Span(start, end, inside))

    def _close(self, start: yaml.Event, end: yaml.Event) -> None:
        if self.layout and getattr(start, "flow_style", False):
            self.layout.brackets.append((_bounds(start)[0], _bounds(end)[1]))

    def _sequence(self, start: yaml.Event, events: Iterator[yaml.Event], location: Location) -> list[Any]:
        items: list[Any] = []
        column = _position(start.start_mark)[1] - 1
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._value(event, events, (*location, len(items)), column))
        self._close(start, event)
        return items

    def _mapping(self, start: yaml.Event, events: Iterator[yaml.Event], location: Location) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        column = _position(start.start_mark)[1] - 1
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            self._guard(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(event.start_mark, "a field's name must be plain text", "Compare it with another entry of its kind.")
            key = event.value
            if key in mapping:
                first = self.document.keys[(*location, key)][0]
                what = f'the field "{shortened(key)}" is here a second time; it is already on line {first}'
                raise _Refused(event.start_mark, what, "Keep one of the two.")
            self.document.keys[(*location, key)] = self._mark(event)
            self._keep(event, column)
            mapping[key] = self._value(next(events), events, (*location, key), column)
        self._close(start, event)
        return mapping

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text: str = event.value
        if not event.implicit[0]:
            # The line end that closes a text of several lines is none of the text.
            return text.rstrip("\n") if event.style in {"|", ">"} else text
        tag = self.resolver.resolve(yaml.ScalarNode, text, event.implicit)  # type: ignore[no-untyped-call]
        if tag == _STRING:
            other = next((kind for kind, spelling in _ELSEWHERE.items() if spelling.fullmatch(text)), "")
            return Converted(text, other) if other else text
        if tag == "tag:yaml.org,2002:null" and not text:
            return None
        # Readers disagree on 010, 0x1F, 12:30 and 1_000: only a plain decimal number is a number everywhere.
        if tag == "tag:yaml.org,2002:int" and _DECIMAL.fullmatch(text):
            return int(text[:_MOST_DIGITS])
        if tag == "tag:yaml.org,2002:timestamp" and len(text) == len("2026-11-23"):
            try:
                return date.fromisoformat(text)
            except ValueError:
                # A day that is not in the calendar. PyYAML's constructor fails on it, and MkDocs then takes all fields for text.
                return Converted(text, "a date")
        return Converted(text, _KINDS.get(tag, "something other than text"))

    def _mark(self, event: yaml.Event) -> Mark:
        line, column = _position(event.start_mark)
        return line + self.shift, column
