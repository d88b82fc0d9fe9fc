"""Which macros a page may call, and how. The single list: rules check pages against it, macros.py registers it.

A page in a pull request is code to the macros plugin, so nothing but these calls, alone on their line and with literal
arguments, may stand between braces.
"""

import re
from dataclasses import dataclass

_CALL = re.compile(r'\{\{ ([a-z_]+)\(((?:"[a-z0-9_-]+"(?:, )?)*)\) \}\}')
_ARGUMENT = re.compile(r'"([a-z0-9_-]+)"')

# Name of the macro: what it prints, and how many arguments it takes.
MACROS: dict[str, tuple[str, int]] = {
    "home": ("the home page's opening and its ways in", 0),
    "skills_map": ("the picture of the four skill groups", 0),
    "areas_map": ("the picture of the five areas of tech fluency", 0),
    "skill_group": ("the skills of the group that the page is named for", 0),
    "skill_head": ("a skill's summary, levels and exercises", 0),
    "skill_foot": ("a skill's terms, reading list and questions", 0),
    "term_head": ("a term's definition and the bridge from data science", 0),
    "term_foot": ("a term's questions, trap, neighbours and reading list", 0),
    "glossary": ("all terms, A to Z", 0),
    "comparison": ("the comparison that the page is named for", 0),
    "comparisons": ("all comparisons", 0),
    "library": ("all resources", 0),
    "path": ("the path that the page is named for", 0),
    "paths": ("all paths", 0),
    "entry_tools": ("when the entry was written, and where to edit it", 0),
    "questions": ("all interview questions", 0),
    "frame": ("one frame for answers", 1),
    "fields": ("the fields of one kind of entry", 1),
    "values": ("one closed list", 1),
    "rules": ("what `handbook check` checks", 0),
}


@dataclass(frozen=True, slots=True)
class Call:
    """A macro call as it stands in a page."""

    name: str
    arguments: tuple[str, ...]


def parse_call(line: str) -> Call | None:
    """The call that makes up the whole line, or None where the line is anything else."""
    found = _CALL.fullmatch(line.rstrip())
    return Call(found[1], tuple(_ARGUMENT.findall(found[2]))) if found else None
