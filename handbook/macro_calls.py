"""Which macros a page may call, and how. The single list: rules check pages against it, macros.py registers it.

A page in a pull request is code to the macros plugin, so nothing but these calls, alone on their line and with literal
arguments, may stand between braces.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import click

from handbook.kinds import KINDS, Kind

_CALL = re.compile(r'\{\{ ([a-z_]+)\(((?:"[a-z0-9_-]+"(?:, )?)*)\) \}\}')
_ARGUMENT = re.compile(r'"([a-z0-9_-]+)"')

# Where each picture is a template. A name that begins with an underscore is none that a page may show.
_PICTURES = Path(__file__).parent / "templates" / "pictures"


def pictures() -> tuple[str, ...]:
    """The pictures that a page may show: the templates that are in the folder now, so that adding one touches one file."""
    return tuple(sorted(path.stem for path in _PICTURES.glob("[!_]*.html")))


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro, in words, and what it needs of its call and of the page that calls it."""

    prints: str
    # What its one argument names, if it takes one: a key of a list of the vocabulary, a picture, or a download.
    argument: str = ""
    # The list of the vocabulary for one of whose values the page must be; that of a kind is told by the kind.
    pages_of: str = ""
    # Ids that its template prints besides those that `handbook.addresses` promises; * stands for any letters. A test
    # compares them with what is printed.
    ids: str = ""

    def takes(self, anchor: str) -> bool:
        """Whether its template may print this id."""
        return any(fnmatchcase(anchor, pattern) for pattern in self.ids.split())


# What every picture prints, wherever it is shown.
_PICTURE_IDS = "picture-*-title picture-*-desc picture-*-tip"

MACROS: dict[str, Macro] = {
    "home": Macro("the home page's opening and its ways in", ids="ways-in groups areas first-terms skills-map-title areas-map-title"),
    "gap_check": Macro(
        "the skills with their levels to tick, and every profile",
        ids="sheet sheet-* start target result gaps reply second-opinion",
    ),
    "plan": Macro("a plan, week by week: a form for it, and a sheet to fill in by hand", ids="weeks left plan-*"),
    "areas_map": Macro("the picture of the five areas of tech fluency", ids="areas-map-title"),
    "picture": Macro("one picture", argument="pictures", ids=_PICTURE_IDS),
    "skill_group": Macro("the skills of the group that the page is named for", pages_of="groups", ids=_PICTURE_IDS),
    "skill_rows": Macro("the skills of one group, in the list of all", argument="groups"),
    "skill_head": Macro("a skill's summary, levels and exercises"),
    "skill_foot": Macro("a skill's terms, reading list and questions", ids="more-terms questions jobs paths siblings"),
    "term_head": Macro("a term's definition, the bridge from data science, questions and trap", ids="how"),
    "term_foot": Macro("a term's neighbours and reading list", ids="next"),
    "glossary": Macro("all terms, A to Z", ids="filter-text filter-area letter-*"),
    "comparison": Macro("the comparison that the page is named for", ids=f"choose side-by-side {_PICTURE_IDS}"),
    "comparisons": Macro("all comparisons, by area", ids="area-*"),
    "room_head": Macro("what the room that the page is named for decides"),
    "room": Macro("the numbers of a room to set, and what follows from them", ids="set-* results-table"),
    "room_foot": Macro("a room's trap, question and neighbours"),
    "rooms": Macro("all decision rooms"),
    "library": Macro("all resources", ids="facets facet-* sort"),
    "path": Macro("the path that the page is named for", ids=f"{_PICTURE_IDS} step-*"),
    "paths": Macro("all paths"),
    "entry_tools": Macro("when the entry was written, and where to edit it"),
    "questions": Macro("all interview questions", ids="kind-* questions-*"),
    "changes": Macro("what was added or changed in substance, by day", ids="changes-*"),
    "practice": Macro("a place to practise interview questions", ids="practice-* rubric"),
    "progress": Macro("what the reader has marked, with export and import", ids="marked paths skills"),
    "download": Macro("a text from data/downloads/, to read and to keep", argument="downloads"),
    "frame": Macro("one frame for answers", argument="frames"),
    "data_files": Macro("every address for programs, as a link"),
    "declined": Macro("what was proposed and isn't taken, with the reasons"),
    "link_health": Macro("how the links out of the handbook are, from the last run", ids="health-*"),
    "wordings": Macro("the words that the style guide has better ones for"),
}


def kinds_of(name: str) -> tuple[Kind, ...]:
    """The kinds of entry on whose pages alone a macro can be called; none where it can be called anywhere."""
    return tuple(kind for kind in KINDS.values() if name in kind.macros)


@dataclass(frozen=True, slots=True)
class Call:
    """A macro call as it stands in a page."""

    name: str
    arguments: tuple[str, ...]


def parse_call(line: str) -> Call | None:
    """The call that makes up the whole line, or None where the line is anything else."""
    found = _CALL.fullmatch(line.rstrip())
    return Call(found[1], tuple(_ARGUMENT.findall(found[2]))) if found else None


_BRACES = re.compile(r"\{[{%#]")


class UnsafePage(click.ClickException):
    """A page that is about to be rendered holds what no page may run. Generators print it without a traceback."""


def strangers(text: str) -> Iterator[int]:
    """The lines, from 1, on which braces hold anything but a call of a known macro, alone on its line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if _BRACES.search(line) and not ((call := parse_call(line)) and call.name in MACROS):
            yield number


def expanded(text: str, path: str, source: str, print_call: Callable[[Call], str]) -> str:
    """The text with each macro call replaced by what it prints.

    No template engine sees a page, so nothing but a macro can run whatever the check has overlooked. `text` is the end of
    `source`, the file at `path`. Raises `UnsafePage` with the line.
    """
    if line := next(strangers(text), 0):
        above = max(0, source.count("\n") - text.count("\n"))
        raise UnsafePage(f"{path}:{above + line}:1: braces may only contain a macro call on a line of its own. Delete it.")
    return "\n".join(print_call(call) if (call := parse_call(line)) else line for line in text.split("\n"))


def refuse_strangers(source: str, path: str) -> None:
    """Raise `UnsafePage` where the file at `path` holds anything in braces but macro calls, in its fields too."""
    if line := next(strangers(source), 0):
        raise UnsafePage(f"{path}:{line}:1: braces may only contain a macro call on a line of its own. Delete it.")
