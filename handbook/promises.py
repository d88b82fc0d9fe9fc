"""Whether what is promised is there: each address is one id on its page, each file is in the built site.

What is recorded, and what will be as soon as this is published.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from handbook.addresses import addresses, entry_at, unrecorded
from handbook.catalog import CONTRACT, LOCK, MOVED
from handbook.contract import FILE, OF_EACH, read_contract, unrecorded_promises
from handbook.handbook import Handbook
from handbook.problems import Problem

_MEND = "Restore it in the template that prints it"


def broken(handbook: Handbook, site: Path, ids: Mapping[str, Counter[str]]) -> Iterator[Problem]:
    """Every promised address and file that is not there. `ids` says how often each id is on a page, by its address."""
    catalog = handbook.catalog
    moved = {move.old for move in catalog.moves}
    for address, path, line, known in _addresses(handbook):
        page, _, anchor = address.partition("#")
        if not (site / page / "index.html").is_file():
            yield Problem(path, line, 1, f"the built site has no page at the {known} address /{page}", f"{_MEND}, or add it to {MOVED}.")
        elif anchor and address not in moved and page not in moved and (times := ids.get(page, Counter())[anchor]) != 1:
            what = f"the {known} address /{address} is {times} times on its page"
            yield Problem(path, line, 1, what, f"{_MEND}; if it is gone for good, record that in {MOVED}.")
    recorded = enumerate((catalog.contract or "").splitlines(), start=1)
    for line, text in (*recorded, *((1, text) for text in unrecorded_promises(catalog))):
        for place in _files(handbook, text):
            if not (site / place).is_file():
                yield Problem(CONTRACT, line, 1, f"the built site lacks the promised file {place}", f"{_MEND}: programs rely on it.")


def _addresses(handbook: Handbook) -> Iterator[tuple[str, str, int, str]]:
    """Each promised address with its place, and whether it is recorded or new: the lock's line, or what makes it so."""
    catalog = handbook.catalog
    for line, text in enumerate((catalog.lock or "").splitlines(), start=1):
        if text.startswith("/"):
            yield text[1:], LOCK, line, "recorded"
    places = addresses(catalog)
    for address in unrecorded(catalog):
        yield address, *places[address], "new"


def _files(handbook: Handbook, text: str) -> Iterator[str]:
    """The files that a line of the contract promises."""
    if text not in read_contract(text) or not text.startswith(FILE):
        return
    place, _, kind = text.removeprefix(FILE).partition(OF_EACH)
    yield from (place.replace("{id}", entry_id) for entry_id in _ids(handbook, kind)) if kind else (place,)


def _ids(handbook: Handbook, kind: str) -> Iterator[str]:
    """The ids of all entries of a kind, and those that they had before."""
    yield from handbook.catalog.records(kind)
    for move in handbook.catalog.moves:
        old, new = entry_at(move.old), entry_at(move.to or "")
        if old and new and old[0] == new[0] == kind and new[1] in handbook.catalog.records(kind):
            yield old[1]
