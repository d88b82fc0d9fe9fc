"""What a page's Markdown holds that the catalog must know: links, headings, raw HTML, macro calls, with their lines.

Parsed with markdown-it-py, which keeps line numbers; the site itself is rendered by Python-Markdown. Where the two read
a text differently, `handbook.publish` looks at the finished page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

_MACRO = re.compile(r"\{\{|\{%|\{#")
_WORD = re.compile(r"[\w'\u2019/-]*\w")


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a page: its text (a link's target, a tag, a macro call) and its line and column in the file."""

    text: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's words, its level from 1 to 6 and its line in the file."""

    text: str
    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A page's Markdown text, which begins at `first_line` of its file, and what it holds."""

    text: str
    first_line: int
    links: tuple[Found, ...]
    headings: tuple[Heading, ...]
    raw_html: tuple[Found, ...]
    macros: tuple[Found, ...]
    unnamed_columns: tuple[Found, ...]
    words: int


# What a file without a text has.
NO_PROSE = Prose("", 1, (), (), (), (), (), 0)


# A text stays read where only the model of its fields has changed. More than the pages of any handbook that a build could take.
@lru_cache(maxsize=20_000)
def parse(text: str, first_line: int) -> Prose:
    """Read `text`. A macro is found wherever it stands, in code too: the macros plugin does not know Markdown."""
    lines = text.split("\n")
    links: list[Found] = []
    headings: list[Heading] = []
    raw_html: list[Found] = []
    unnamed: list[Found] = []
    words = line = 0
    parser = _parser()
    references: EnvType = {}
    tokens = parser.parse(text, references)
    for index, token in enumerate(tokens):
        line = token.map[0] if token.map else line
        if token.type == "html_block":
            raw_html.append(Found(token.content.strip(), line + first_line))
        elif token.type == "heading_open":
            headings.append(Heading(tokens[index + 1].content, int(token.tag[1]), line + first_line))
        elif token.type == "th_open" and not tokens[index + 1].content:
            unnamed.append(Found("", line + first_line))
        elif token.type == "inline":
            words += len(_WORD.findall(token.content)) if not token.content.startswith("{{") else 0
            end = token.map[1] if token.map else line + 1
            for kind, found in _inline(parser, token.content, references):
                at = _locate(lines, line, end, found)
                (links if kind == "link" else raw_html).append(Found(found, at[0] + first_line, at[1]))
    macros = tuple(
        Found(line[brace.start() :].strip(), number + first_line, brace.start() + 1)
        for number, line in enumerate(lines)
        if (brace := _MACRO.search(line))
    )
    return Prose(text, first_line, tuple(links), tuple(headings), tuple(raw_html), macros, tuple(unnamed), words)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    # Most blocks hold neither links nor tags, so what stands inside a block is read only where it may: see `_inline`.
    parser.core.ruler.disable("inline")
    # A link such as javascript:… is then a link to the rules, which refuse it, and not plain text.
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


def _any_link(url: str) -> bool:
    return True


def _inline(parser: MarkdownIt, text: str, references: EnvType) -> Iterator[tuple[str, str]]:
    """Links and tags inside a block, by kind."""
    if "[" not in text and "<" not in text:
        return
    children: list[Token] = []
    parser.inline.parse(text, parser, references, children)
    for child in children:
        if child.type == "link_open":
            yield "link", str(child.attrs["href"])
        elif child.type == "image":
            yield "link", str(child.attrs["src"])
        elif child.type == "html_inline":
            yield "html", child.content


def _locate(lines: list[str], start: int, end: int, found: str) -> tuple[int, int]:
    """Line (from 0) and column (from 1) of `found` between two lines, or the first line's start."""
    for number in range(start, min(end, len(lines))):
        if (column := lines[number].find(found)) >= 0:
            return number, column + 1
    return start, 1
