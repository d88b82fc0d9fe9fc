"""What a page's Markdown holds that the catalog must know: links, headings with their ids, raw HTML, macro calls.

Read by Python-Markdown with the extensions of mkdocs.yml, as the generator renders it: what this module does not see is
not on the page. Python-Markdown keeps no lines, so places are looked up in the text afterwards; they help a contributor,
and nothing depends on them.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from handbook.source import place

# Those of mkdocs.yml, and fenced_code, which MkDocs adds by itself. A test compares what is read with what is built.
EXTENSIONS = ("toc", "tables", "fenced_code")

# Deeper than any text needs. Python-Markdown reads lists and quotes by recursion.
DEEPEST = 8
# More than the longest paragraph has by far. Its search for the end of each link is quadratic.
MOST_BRACKETS = 200

_MACRO = re.compile(r"\{\{|\{%|\{#")
_WORD = re.compile(r"[\w'\u2019/-]*\w")
_HEADING = re.compile(r"h[1-6]")
_ENTITY = re.compile(r"&#?\w+;")
_BLANK_LINES = re.compile(r"\n[ \t>]*\n")
_NESTED = re.compile(
    rf"(?:[ \t]*(?:[-*+][ \t]|\d{{1,9}}\.[ \t]|>)){{{DEEPEST + 1}}}|[ \t]{{{4 * DEEPEST + 1},}}(?:[-*+]|\d+\.)[ \t]", re.ASCII
)
_HEADING_LINE = re.compile(r"[ \t>*+\-\d.]*(#{1,6})")
_UNDERLINE = re.compile(r"[ \t>]*(=+|-+)[ \t]*")
# A link whose text has no brackets, and whose target needs no escapes.
_PLAIN_LINK = re.compile(r"\[[^\[\]]*\]\(([A-Za-z0-9./#:?=%~_+-]+)\)")
# What stands in the tree for what Python-Markdown has put aside.
_STASHED = re.compile("\x02.*?\x03")
_ADDRESSES = {"a": "href", "img": "src"}
_UNESCAPE = UnescapeTreeprocessor()
_DIVIDER = re.compile(r"[ \t>|:-]*-[ \t|:-]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a page: its text (a link's target, a tag, a macro call) and its line and column in the file."""

    text: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's words, its level from 1 to 6, its line in the file, and its id on the page."""

    text: str
    level: int
    line: int
    id: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A page's Markdown text, which begins at `first_line` of its file, and what it holds."""

    text: str
    first_line: int
    links: tuple[Found, ...] = ()
    # Those of its links that are pictures, which a browser asks for at once.
    pictures: tuple[Found, ...] = ()
    headings: tuple[Heading, ...] = ()
    raw_html: tuple[Found, ...] = ()
    macros: tuple[Found, ...] = ()
    # Macro calls that Markdown takes for part of something else: of a block of code, or of a list.
    swallowed: tuple[Found, ...] = ()
    # What is nested too deep, or has too many brackets, to be read; nothing else is known of such a text.
    unreadable: tuple[Found, ...] = ()
    unnamed_columns: tuple[Found, ...] = ()
    words: int = 0


# What a file without a text has.
NO_PROSE = Prose("", 1)


# A text stays read where only the model of its fields has changed. More than the pages of any handbook that a build could take.
@lru_cache(maxsize=20_000)
def parse(text: str, first_line: int) -> Prose:
    """Read `text`. A macro is found wherever it stands, in code too: the macros plugin does not know Markdown."""
    lines = text.split("\n")
    macros = tuple(
        Found(line[brace.start() :].strip(), number, brace.start() + 1)
        for number, line in enumerate(lines, start=first_line)
        if (brace := _MACRO.search(line))
    )
    if unreadable := tuple(_unreadable(text, lines, first_line)):
        return Prose(text, first_line, macros=macros, unreadable=unreadable)
    places = _Places(text, lines, first_line)
    calls = {found.line - first_line: found for found in macros if found.column == 1}
    tree = _Tree([_printed(number) if number in calls else line for number, line in enumerate(lines)])
    links = [(tag, places.of_link(target)) for tag, target in tree.links]
    printed = {_printed(number): found for number, found in calls.items()}
    return Prose(
        text,
        first_line,
        links=tuple(found for _, found in links),
        pictures=tuple(found for tag, found in links if tag == "img"),
        headings=tuple(_headings(tree, places)),
        raw_html=tuple(places.of_html(raw) for raw in tree.raw if raw not in printed),
        macros=macros,
        swallowed=tuple(found for mark, found in printed.items() if mark not in tree.raw),
        unnamed_columns=tuple(_unnamed_columns(tree, places)),
        words=tree.words,
    )


def _printed(number: int) -> str:
    """What stands for a macro call while Markdown is read: like what macros print, a block of HTML on one line."""
    return f'<div data-macro="{number}"></div>'


def _unreadable(text: str, lines: list[str], first_line: int) -> Iterator[Found]:
    for number, line in enumerate(lines):
        if _NESTED.match(line):
            yield Found(f"something nested more than {DEEPEST} deep", number + first_line)
            return
    for block in _BLANK_LINES.split(text) if text.count("[") > MOST_BRACKETS else ():
        if block.count("[") > MOST_BRACKETS:
            yield Found(f"a paragraph with more than {MOST_BRACKETS} brackets", text.count("\n", 0, text.find(block.strip())) + first_line)
            return


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS))


class _Tree:
    """A text as Python-Markdown reads it: its elements, and the HTML that it leaves as it is."""

    def __init__(self, lines: list[str]) -> None:
        md = _markdown()
        md.reset()
        stash = md.htmlStash.rawHtmlBlocks
        blocks: list[Any] = []
        for preprocessor in md.preprocessors:
            before = len(stash)
            lines = preprocessor.run(lines)
            # What the fences leave there is code, and escaped.
            if preprocessor is md.preprocessors["html_block"]:
                blocks = stash[before:]
        before = len(stash)
        self.root = cast("Element", md.parser.parseDocument(lines).getroot())
        self.words = sum(map(_count_words, self.root.iter()))
        self._leave_plain()
        md.treeprocessors["inline"].run(self.root)
        self.raw = [text for raw in (*blocks, *stash[before:]) if not _ENTITY.fullmatch(text := str(raw).strip())]
        self.links = tuple(self._links())
        self.headings = tuple(self._headings(md))

    def _leave_plain(self) -> None:
        r"""Keep Python-Markdown from looking for marks inside a block where it can find nothing of interest.

        Each of its patterns for links, pictures, references and tags begins with [, ![ or <, and only those for code (`) and
        escapes (\) come before that for links. So where there is none of these but links in their plainest form, these are
        what it would find. Marks of emphasis are looked for later, and change only the ids of headings. This saves two
        thirds of the time.
        """
        for element in list(self.root.iter()):
            text = element.text
            if not text or "<" in text or _HEADING.fullmatch(element.tag) or isinstance(text, AtomicString):
                continue
            if "[" in text:
                links = _PLAIN_LINK.findall(text)
                if "`" in text or "\\" in text or "![" in text or text.count("[") != len(links):
                    continue
                for number, target in enumerate(links):
                    element.insert(number, Element("a", href=target))
            element.text = AtomicString(text)

    def _links(self) -> Iterator[tuple[str, str]]:
        """The tag of each link and picture, and where it leads, as a browser reads it."""
        for element in self.root.iter():
            address = element.get(_ADDRESSES[element.tag]) if element.tag in _ADDRESSES else None
            if address is not None:
                yield element.tag, html.unescape(_UNESCAPE.unescape(address.replace(AMP_SUBSTITUTE, "&")))

    def _headings(self, md: Markdown) -> Iterator[tuple[int, str, str]]:
        """Level, words and id of each heading."""
        found = [element for element in self.root.iter() if _HEADING.fullmatch(element.tag)]
        if found:
            md.treeprocessors["toc"].run(self.root)
            for element, token in zip(found, _flat(md.toc_tokens), strict=True):  # type: ignore[attr-defined]
                yield int(element.tag[1]), html.unescape(token["name"]), token["id"]

    @property
    def tables(self) -> list[bool]:
        """For each table, whether one of its columns has no name."""
        return [any(not "".join(cell.itertext()).strip() for cell in table.iter("th")) for table in self.root.iter("table")]


def _count_words(element: Element) -> int:
    text = element.text
    return len(_WORD.findall(_STASHED.sub("", text))) if text and not isinstance(text, AtomicString) else 0


def _flat(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from _flat(token["children"])


class _Places:
    """Where in the file what was read probably stands. Each search goes on where the last of its kind ended."""

    def __init__(self, text: str, lines: list[str], first_line: int) -> None:
        self.text, self.lines, self.first_line = text, lines, first_line
        self._link = self._tag = self._line = 0

    def _at(self, text: str, offset: int) -> Found:
        line, column = place(self.text, offset)
        return Found(text, line + self.first_line - 1, column)

    def of_link(self, target: str) -> Found:
        """Behind the next bracket that a link's target can stand in; else anywhere; else at the next link."""
        for opening in ("(", "(<", "<", ": "):
            if (found := self.text.find(opening + target, self._link)) >= 0:
                self._link = found + len(opening)
                return self._at(target, self._link)
        anywhere = self.text.find(target.removeprefix("mailto:"))
        if anywhere >= 0:
            return self._at(target, anywhere)
        self._link = max(self._link, self.text.find("](", self._link) + 1)
        return self._at(target, self._link)

    def of_html(self, raw: str) -> Found:
        """At the next place where its first line stands; else at the next <."""
        begin = raw.split("\n")[0]
        found = max(self.text.find(begin, self._tag), 0) or max(self.text.find("<", self._tag), 0) or max(self.text.find(begin), 0)
        self._tag = found + 1
        return self._at(raw, found)

    def of_heading(self, level: int, words: str) -> int:
        """The next line that is a heading of this level with these words; else the next such line."""
        near = None
        for number in range(self._line, len(self.lines)):
            if self._level(number) == level:
                if _letters(words) in _letters(self.lines[number]):
                    self._line = number + 1
                    return number + self.first_line
                near = number if near is None else near
        return (self._line if near is None else near) + self.first_line

    def _level(self, number: int) -> int:
        if hashes := _HEADING_LINE.match(self.lines[number]):
            return len(hashes[1])
        below = _UNDERLINE.fullmatch(self.lines[number + 1]) if number + 1 < len(self.lines) else None
        return (1 if "=" in below[1] else 2) if below else 0

    def of_tables(self) -> Iterator[Found]:
        """The lines of the heads of tables."""
        for number, line in enumerate(self.lines[1:]):
            if "|" in line and _DIVIDER.fullmatch(line):
                yield Found("", number + self.first_line)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _headings(tree: _Tree, places: _Places) -> Iterator[Heading]:
    for level, words, anchor in tree.headings:
        yield Heading(words, level, places.of_heading(level, words), anchor)


def _unnamed_columns(tree: _Tree, places: _Places) -> Iterator[Found]:
    tables = tree.tables
    if any(tables):
        found = list(places.of_tables())
        for number, unnamed in enumerate(tables):
            if unnamed:
                yield found[number] if number < len(found) else Found("", places.first_line)
