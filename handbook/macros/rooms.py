"""Pages of decision rooms, and their list."""

from collections.abc import Iterator
from itertools import pairwise

from handbook import model
from handbook.catalog import Record
from handbook.handbook import Handbook
from handbook.macro_calls import parse_call
from handbook.macros.interview import PRACTICE
from handbook.macros.page import Context, PageContext


def room_head(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.rooms[page.id]
    return {"room": record.model, "skills": handbook.links("skill", record.model.skills), "parts": _parts(record)}


def _parts(record: Record[model.Room]) -> list[tuple[str, str]]:
    """The parts of a room's page by their anchors: the headings of the text, and the numbers where the text has their macro."""
    placed = [(heading.line, heading.id, heading.text) for heading in record.prose.headings]
    calls = ((found.line, parse_call(found.text)) for found in record.prose.macros)
    placed += [(line, "numbers", "Set the numbers") for line, call in calls if call and call.name == "room"]
    return [(anchor, words) for _, anchor, words in sorted(placed)]


def room(handbook: Handbook, page: PageContext) -> Context:
    shown = handbook.catalog.rooms[page.id].model
    return {"room": shown, "groups": list(_groups(shown.inputs))}


def _groups(inputs: list[model.Input]) -> Iterator[tuple[str, list[model.Input]]]:
    """The inputs by the headings that they begin; those before the first have none."""
    begins = [0, *(place for place, put in enumerate(inputs) if put.group and place), len(inputs)]
    for start, end in pairwise(begins if inputs else ()):
        yield inputs[start].group or "", inputs[start:end]


def room_foot(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.rooms[page.id]
    return {
        "room": record.model,
        "asked": [asked for asked in handbook.questions if asked.id == record.model.question],
        "practice": PRACTICE,
        "terms": handbook.links("term", record.model.terms),
        "others": handbook.links("room", (other for other in handbook.catalog.rooms if other != page.id)),
        "tools": handbook.tools(record),
    }


def rooms(handbook: Handbook, _page: PageContext) -> Context:
    found = handbook.catalog.rooms.values()
    return {"rooms": [(handbook.link("room", record.id), record.model) for record in found]}
