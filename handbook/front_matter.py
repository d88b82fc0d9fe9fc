"""Where a page's fields end and its text begins: a single reading, or a problem.

The generators read front matter in ways of their own. MkDocs lets it end at `...` too, takes blanks behind the dashes,
and where it finds no YAML takes lines such as `key: value` for fields; Zensical has another reader. What they could read
differently is refused here, so that the text which is checked is the text which is rendered.
"""

import re
from dataclasses import dataclass

from handbook.problems import Problem
from handbook.source import Source, place

_DASHES = "---"
# A line that some reader takes for the end of the fields, or for the start of another document.
_MARKER = re.compile(r"\s*(?:-{3}|\.{3}|\+{3})(?:\s.*|\s*)")
_BRACES = re.compile(r"\{[{%#]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's fields, which begin at line 2 of its file, and its text with the line at which that begins."""

    fields: str
    text: str
    text_line: int


def split(source: Source) -> Page | Problem:
    """The page in `source`, or what could be read in two ways."""
    if "\r" in source.text:
        row, column = place(source.text, source.text.index("\r"))
        return Problem(
            source.path, row, column, "a line ends with a lone carriage return", "End lines with a line feed, as other pages do."
        )
    lines = source.text.split("\n")
    if lines[0] != _DASHES:
        return Problem(source.path, 1, 1, *_no_start(lines))
    for number, line in enumerate(lines[1:], start=2):
        if line == _DASHES:
            return _page(source, lines, number)
        if _MARKER.fullmatch(line):
            what = f'a generator could take the line "{line.strip()[:20]}" for the end of the fields'
            return Problem(source.path, number, 1, what, "End them with a line of just three dashes, and have no such line before it.")
    return Problem(source.path, 1, 1, "the front matter does not end", "Put a line --- below its last field.")


def _no_start(lines: list[str]) -> tuple[str, str]:
    first = next((line for line in lines if line.strip()), "")
    if first.strip().startswith(_DASHES):
        return "the front matter doesn't begin with a line of just three dashes", "Delete whatever comes before or after the dashes."
    return "the page has no front matter", "Begin the file with a line ---, the fields, and a line ---."


def _page(source: Source, lines: list[str], end: int) -> Page | Problem:
    """The page whose fields end at line `end`."""
    fields = "\n".join(lines[1 : end - 1])
    if end == len(lines):
        return Problem(
            source.path, end, 1, "the file ends with the front matter's last dashes", "End that line and write some text below it."
        )
    if not fields.strip():
        return Problem(source.path, 2, 1, "the front matter is empty", "Write the fields between the two lines of dashes.")
    return Page(fields, "\n".join(lines[end:]), end + 1)


def template_in(path: str, fields: str) -> Problem | None:
    """The first thing in the fields that begins a template, in a comment too."""
    found = _BRACES.search(fields)
    if not found:
        return None
    line, column = place(fields, found.start())
    return Problem(path, line + 1, column, f'the front matter holds "{found[0]}", which begins a template', "Say it in words.")
