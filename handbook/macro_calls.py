"""Which macros a page may call, and how. The single list: rules check pages against it, macros.py registers it.

A page in a pull request is code to the macros plugin, so nothing but these calls, alone on their line and with literal
arguments, may stand between braces.
"""

import re
from dataclasses import dataclass

_CALL = re.compile(r'\{\{ ([a-z_]+)\(((?:"[a-z0-9_-]+"(?:, )?)*)\) \}\}')
_ARGUMENT = re.compile(r'"([a-z0-9_-]+)"')

# The pictures that a page may show: templates of these names in templates/pictures/.
PICTURES = (
    "release-strategies",
    "event-flow",
    "ml-lifecycle",
    "ci-cd-pipeline",
    "rag-flow",
    "confusion",
    "environments",
    "ab-test-split",
)

# Name of the macro: what it prints, and what its one argument names, if it takes one: a kind of entry, a list of the
# vocabulary, a key of such a list, a picture, or a download.
MACROS: dict[str, tuple[str, str]] = {
    "home": ("the home page's opening and its ways in", ""),
    "skills_map": ("the picture of the four skill groups", ""),
    "areas_map": ("the picture of the five areas of tech fluency", ""),
    "picture": ("one picture", "pictures"),
    "skill_group": ("the skills of the group that the page is named for", ""),
    "skill_head": ("a skill's summary, levels and exercises", ""),
    "skill_foot": ("a skill's terms, reading list and questions", ""),
    "term_head": ("a term's definition and the bridge from data science", ""),
    "term_foot": ("a term's questions, trap, neighbours and reading list", ""),
    "glossary": ("all terms, A to Z", ""),
    "comparison": ("the comparison that the page is named for", ""),
    "comparisons": ("all comparisons", ""),
    "library": ("all resources", ""),
    "path": ("the path that the page is named for", ""),
    "paths": ("all paths", ""),
    "entry_tools": ("when the entry was written, and where to edit it", ""),
    "questions": ("all interview questions", ""),
    "changes": ("what was added or changed in substance, by day", ""),
    "practice": ("a place to practise interview questions", ""),
    "progress": ("what the reader has marked, with export and import", ""),
    "download": ("a text from data/downloads/, to read and to keep", "downloads"),
    "frame": ("one frame for answers", "frames"),
    "fields": ("the fields of one kind of entry", "kinds"),
    "values": ("one closed list", "lists"),
    "rules": ("what `handbook check` checks", ""),
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
