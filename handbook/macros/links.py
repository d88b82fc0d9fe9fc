"""How the links out of the handbook are, for the page that shows it."""

from collections import defaultdict
from dataclasses import dataclass

from handbook.handbook import Handbook, Link
from handbook.link_health import Health, State, counts
from handbook.macros.page import Context, PageContext


@dataclass(frozen=True, slots=True)
class Shown:
    """An address that isn't well: what was seen of it, who links it, and why it's ignored, if it is."""

    url: str
    health: Health
    users: tuple[Link, ...]
    ignored: str
    archive: str


# What each state means, in the order of the page: what needs somebody comes first.
_MEANINGS: dict[State, str] = {
    "dead": "The page is gone (404 or 410), or three runs on different days got no usable response.",
    "unreachable": "The last run got no usable response. That may be a bad day.",
    "moved": "It works, through permanent redirects. The new address should be written instead.",
    "blocked": "The server refuses programs. It says nothing about what you get in a browser.",
    "ok": "The last run got the page.",
}


def link_health(handbook: Handbook, _page: PageContext) -> Context:
    record, ignores = handbook.catalog.link_health, handbook.catalog.ignores
    copies = {entry.entry.url: entry.entry.archive_url or "" for entry in handbook.resources.values()}
    found: dict[State, list[Shown]] = defaultdict(list)
    known = []
    for url, users in sorted(handbook.linked_by.items()):
        if health := record.of(url):
            known.append(health)
            ignore = ignores.model.covering(url) if ignores else None
            archive = copies.get(url) or health.archive or ""
            found[health.state].append(Shown(url, health, users, ignore.reason if ignore else "", archive))
    numbers = counts(iter(known))
    return {
        "day": record.day,
        "rows": [(state, meaning, numbers[state]) for state, meaning in _MEANINGS.items()],
        "unchecked": len(handbook.linked_by) - len(known),
        "lists": [(state, found[state]) for state in _MEANINGS if found[state] and state != "ok"],
    }
