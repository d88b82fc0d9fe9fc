"""The macros of pages: for each of `handbook.macro_calls`, what the template of the same name lays out."""

from collections.abc import Callable

from handbook.handbook import Handbook
from handbook.macros.comparisons import comparison, comparisons
from handbook.macros.contributing import declined, download, wordings
from handbook.macros.data import data_files
from handbook.macros.entry import entry_tools
from handbook.macros.gap_check import gap_check
from handbook.macros.home import home, nothing, picture
from handbook.macros.interview import frame, practice, questions
from handbook.macros.library import library
from handbook.macros.links import link_health
from handbook.macros.page import Context, PageContext
from handbook.macros.paths import path, paths
from handbook.macros.plan import plan
from handbook.macros.progress import changes, progress
from handbook.macros.rooms import room, room_foot, room_head, rooms
from handbook.macros.skills import skill_foot, skill_group, skill_head, skill_rows
from handbook.macros.terms import glossary, term_foot, term_head
from handbook.render import render

_CONTEXTS: dict[str, Callable[..., Context]] = {
    "home": home,
    "gap_check": gap_check,
    "plan": plan,
    "areas_map": nothing,
    "picture": picture,
    "skill_group": skill_group,
    "skill_rows": skill_rows,
    "skill_head": skill_head,
    "skill_foot": skill_foot,
    "term_head": term_head,
    "term_foot": term_foot,
    "glossary": glossary,
    "comparison": comparison,
    "comparisons": comparisons,
    "room_head": room_head,
    "room": room,
    "room_foot": room_foot,
    "rooms": rooms,
    "library": library,
    "path": path,
    "paths": paths,
    "entry_tools": entry_tools,
    "questions": questions,
    "changes": changes,
    "practice": practice,
    "progress": progress,
    "declined": declined,
    "download": download,
    "frame": frame,
    "wordings": wordings,
    "data_files": data_files,
    "link_health": link_health,
}


def render_macro(handbook: Handbook, name: str, page: PageContext, *arguments: str) -> str:
    """The HTML that a macro of `handbook.macro_calls` prints on a page, from the template of the same name."""
    context = _CONTEXTS[name](handbook, page, *arguments)
    return render(f"{name}.html", page.url, page.folder, handbook=handbook, page=page, **context)
