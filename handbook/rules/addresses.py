"""What is promised about addresses: all recorded, none lost, each move leads somewhere."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from handbook.addresses import ADDRESS, address_of, addresses, read_lock
from handbook.catalog import LOCK, MOVED, Catalog
from handbook.problems import Choices, Problem, did_you_mean, shortened
from handbook.rules.registry import rule
from handbook.source import Location


@rule()
def lock_lines(catalog: Catalog) -> Iterator[Problem]:
    """Every line of data/ids.lock is an address with a slash before it, or a comment."""
    for line, text in enumerate((catalog.lock or "").splitlines(), start=1):
        if text and not text.startswith("#") and not (text.startswith("/") and ADDRESS.fullmatch(text[1:])):
            what = f'"{shortened(text)}" is not an address'
            yield Problem(LOCK, line, 1, what, "Keep the addresses of both sides of a merge, delete this line, and run: make lock")


@rule(whole=True)
def kept_addresses(catalog: Catalog) -> Iterator[Problem]:
    """Every address in data/ids.lock is still there, or data/moved.yml says what became of it; the anchors of a page that moved too."""
    if catalog.lock is None or catalog.moved is None:
        return
    present = addresses(catalog)
    pages = {place.partition("#")[0] for place in present}
    moved = {move.old: move.to or "" for move in catalog.moves}
    suggestions = _Near(present)
    for line, text in enumerate(catalog.lock.splitlines(), start=1):
        address = text.removeprefix("/")
        if not text.startswith("/") or not ADDRESS.fullmatch(address) or address in present or address in moved:
            continue
        page, _, anchor = address.partition("#")
        if page in pages or page == address:
            what, near = f"the published address /{address} is no longer there", suggestions.to(address)
        elif _keeps_anchor(moved.get(page, ""), anchor, present):
            continue
        else:
            what, near = f"the page of the published address /{address} moved to {moved[page]}, which has no #{anchor}", ""
        remedy = f"{near}Bring it back, or add it to {MOVED}: old: {address}, with `to` (its new address) or `gone` (why), and `on`."
        yield Problem(LOCK, line, 1, what, remedy)


def _keeps_anchor(page: str, anchor: str, present: Container[str]) -> bool:
    """Whether an anchor goes with its page, which moved: it is there too, or the page is gone or is now part of another."""
    return not page or "#" in page or f"{page}#{anchor}" in present


class _Near:
    """Suggestions among the addresses that differ in their last part alone: the rest would make any two look alike."""

    def __init__(self, present: Iterable[str]) -> None:
        by_head: dict[str, dict[str, str]] = defaultdict(dict)
        for place in present:
            head, last = _last_part(place)
            by_head[head][last] = place
        self._places = by_head
        self._choices = {head: Choices(places) for head, places in by_head.items()}

    def to(self, address: str) -> str:
        """`'Did you mean "glossary/mvp/"? '`, or an empty string."""
        head, last = _last_part(address)
        near = self._choices[head].closest(last) if head in self._choices else ""
        return f'Did you mean "{self._places[head][near]}"? ' if near else ""


def _last_part(address: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)([^/#]*)/?", address)
    return (found[1], found[2]) if found else ("", address)


@rule(whole=True)
def recorded_addresses(catalog: Catalog) -> Iterator[Problem]:
    """Every address is recorded in data/ids.lock."""
    if catalog.lock is None:
        return
    locked = set(read_lock(catalog.lock))
    told: set[str] = set()
    for address, path in addresses(catalog).items():
        # What could not be recorded is told where it comes from.
        if address not in locked and path not in told and ADDRESS.fullmatch(address):
            told.add(path)
            yield Problem(path, 1, 1, f"the address /{address} is not recorded in {LOCK}", "Run: make lock")


@rule(whole=True)
def moves_lead_somewhere(catalog: Catalog) -> Iterator[Problem]:
    """What data/moved.yml says has moved is no longer there, was published once, and leads to an address that is there."""
    if catalog.lock is None or catalog.moved is None:
        return
    present, locked = addresses(catalog), set(read_lock(catalog.lock))
    near_locked, near_present = Choices(locked), Choices(present)
    told: set[str] = set()
    for index, move in enumerate(catalog.moved.model.moves):
        place: Location = ("moves", index, "old")
        if move.old in told:
            yield catalog.moved.problem(place, f'"{move.old}" is in this list already', "Delete one of the two moves.")
        told.add(move.old)
        if move.old in present:
            yield catalog.moved.problem(place, f'"{move.old}" is still there', "Delete the move.")
        elif move.old not in locked:
            yield catalog.moved.problem(place, f'"{move.old}" was never published', f"{did_you_mean(move.old, near_locked)}See {LOCK}.")
        if move.to is not None and move.to not in present:
            what = f'"{move.to}" is not an address of the handbook'
            yield catalog.moved.problem(("moves", index, "to"), what, f"{did_you_mean(move.to, near_present)}Say where it is now.")


@rule()
def one_page_each(catalog: Catalog) -> Iterator[Problem]:
    """No two pages have the same address."""
    first: dict[str, str] = {}
    for record in catalog.prose_records():
        other = first.setdefault(address_of(record.path), record.path)
        if other != record.path:
            what = f"{other} has the same address, /{address_of(record.path)}"
            yield record.at_top(what, "Keep one of the two files, or rename one.")
