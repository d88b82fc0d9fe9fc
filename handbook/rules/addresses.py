"""What is promised about addresses: all recorded, none lost, each move leads somewhere."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from handbook.addresses import ADDRESS, address_of, addresses, entry_address, entry_at, odd_lines, read_lock, restore
from handbook.catalog import LOCK, MOVED, Catalog
from handbook.kinds import KINDS
from handbook.problems import Choices, Problem, did_you_mean, listing
from handbook.rules.causes import slips
from handbook.rules.registry import rule
from handbook.source import Location


@rule()
def lock_lines(catalog: Catalog) -> Iterator[Problem]:
    """Every line of data/ids.lock is an address with a slash before it, or a comment."""
    yield from odd_lines(catalog.lock or "")


@rule(whole=True)
def kept_addresses(catalog: Catalog) -> Iterator[Problem]:
    """Every published address is still there, or data/moved.yml says what became of it; the anchors of a page that moved too."""
    if catalog.lock is None or catalog.moved is None:
        return
    lost = _Lost(catalog)
    yield from lost.never_published()
    for address, followers in lost.by_cause().items():
        yield lost.problem(address, followers)


class _Lost:
    """What data/ids.lock has and the handbook no longer has, by what its contributor did."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._present = addresses(catalog)
        self._pages = {place.partition("#")[0] for place in self._present}
        self._moved = {move.old: index for index, move in reversed([*enumerate(catalog.moves)])}
        # What was published before is no new name of anything.
        known = catalog.merged or set(read_lock(catalog.lock or ""))
        self._near = _Near(self._present.keys() - known)
        lines = enumerate((catalog.lock or "").splitlines(), start=1)
        found = {text[1:]: line for line, text in lines if text.startswith("/") and ADDRESS.fullmatch(text[1:])}
        self._lines = {address: line for address, line in found.items() if address not in self._present and address not in self._moved}

    def never_published(self) -> Iterator[Problem]:
        """Lines that a branch recorded for something that is gone again: nobody can have linked to it."""
        if fresh := [address for address in self._lines if not self._was_published(address)]:
            others = f" and {len(fresh) - 1} others are" if len(fresh) > 1 else " is"
            what = f"/{fresh[0]}{others} recorded here, but not there, and never published"
            yield Problem(LOCK, self._lines[fresh[0]], 1, what, f"{restore(LOCK)}. It's written when a change is published.")

    def _was_published(self, address: str) -> bool:
        return self._catalog.merged is None or address in self._catalog.merged

    def by_cause(self) -> dict[str, list[str]]:
        """Each lost address with those that went with it: the choice of a term, in comparisons, goes with the term's page."""
        lost = [address for address in self._lines if self._was_published(address) and not self._follows(address)]
        found: dict[str, list[str]] = {address: [] for address in lost}
        for address in lost:
            term = address.partition("#choose-")[2]
            cause = entry_address("term", term)
            if "#choose-" in address and cause in found:
                found[cause].append(address)
                del found[address]
            elif "#choose-" in address and term in slips(self._catalog).meant.values():
                del found[address]
        return found

    def _follows(self, address: str) -> bool:
        """Whether an anchor goes with its page, which moved: it is there too, or the page is gone or is now part of another."""
        page, _, anchor = address.partition("#")
        if page in self._pages or page == address:
            return False
        to = self._new_place(page)
        return not to or "#" in to or f"{to}#{anchor}" in self._present

    def _new_place(self, page: str) -> str:
        return self._catalog.moves[self._moved[page]].to or "" if page in self._moved else ""

    def problem(self, address: str, followers: list[str]) -> Problem:
        """A lost address, told where its contributor changed something."""
        page, _, anchor = address.partition("#")
        near = self._nearest(address)
        if page not in self._pages and page != address and self._catalog.moved:
            what = f"the page of the published address /{address} moved to {self._new_place(page)}, which has no #{anchor}"
            return self._catalog.moved.problem(("moves", self._moved[page], "to"), what, self._remedy("Bring it back", [address]))
        (path, line), back = self._present[near] if near else ("", 1), "Bring it back"
        if gone := self._file_of(address):
            what = f"the published address /{address} {'was here under another name' if near else 'went with this file'}"
            back = f'Rename the file back to "{gone}"' if near else f"Bring it back with git checkout origin/main -- {gone}"
            entry, to = entry_at(address), entry_at(near)
            if entry and to and entry in slips(self._catalog).renamed:
                # Others still name it as before.
                remedy = f"{back}; then make rename FROM={entry[1]} TO={to[1]} changes what refers to it too."
                return Problem(path, line, 1, what, remedy)
        else:
            what = f"the published address /{address} is no longer there"
            path, line = (path, line) if path else self._present[page]
            back = "Write its heading as it was" if near else back
        return Problem(path or gone, line, 1, what, self._remedy(back, [address, *followers]))

    def _nearest(self, address: str) -> str:
        """The new address that is nearest, or of the one new file that it may be; else empty."""
        entry = entry_at(address)
        renamed = entry and entry in slips(self._catalog).renamed
        return entry_address(entry[0], slips(self._catalog).meant[entry]) if entry and renamed else self._near.to(address)

    def _remedy(self, back: str, lost: list[str]) -> str:
        return f"{back}, or add to {MOVED}: {listing(map(self._move, lost))}."

    def _move(self, address: str) -> str:
        """The move to write: to what is near, or to the rest of the page, or why it is gone."""
        page, _, anchor = address.partition("#")
        rest = page if page in self._pages else self._new_place(page)
        to = self._nearest(address) or (rest if anchor and not self._file_of(address) else "")
        fate = f"to: {_quoted(to)}" if to else 'gone: "Why, and what to read instead."'
        return f"- {{old: {_quoted(address)}, {fate}, on: {self._catalog.today or 'the day'}}}"

    def _file_of(self, address: str) -> str:
        """The file of an entry or a page, by its address; empty for a part of one."""
        if entry := entry_at(address):
            return f"{KINDS[entry[0]].folder}/{entry[1]}{KINDS[entry[0]].suffix}"
        if "#" in address:
            return ""
        has_more = any(page.startswith(address) for page in self._pages)
        return f"docs/{address}index.md" if has_more else f"docs/{address.removesuffix('/')}.md"


def _quoted(address: str) -> str:
    """An address as YAML takes it: a part of the home page would begin a comment."""
    return f'"{address}"' if address.startswith("#") or not address else address


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
        """The nearest address, such as `glossary/mvp/`, or an empty string."""
        head, last = _last_part(address)
        near = self._choices[head].closest(last) if head in self._choices else ""
        return self._places[head][near] if near else ""


def _last_part(address: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)([^/#]*)/?", address)
    return (found[1], found[2]) if found else ("", address)


@rule(whole=True)
def moves_lead_somewhere(catalog: Catalog) -> Iterator[Problem]:
    """What data/moved.yml says has moved is no longer there, was published once, and leads to an address that is there."""
    if catalog.lock is None or catalog.moved is None:
        return
    present, locked = addresses(catalog), catalog.merged or set(read_lock(catalog.lock))
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
            remedy = f"{did_you_mean(move.old, near_locked)}If it is new in your change, delete the move: nobody has linked to it yet."
            yield catalog.moved.problem(place, f'"{move.old}" was never published', remedy)
        if move.to is not None and move.to not in present and entry_at(move.to.partition("#")[0]) not in slips(catalog).renamed:
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
