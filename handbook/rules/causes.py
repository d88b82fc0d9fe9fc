"""What one slip brings about elsewhere: it is told once, at its cause."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from handbook import model
from handbook.addresses import address_of, entry_address, entry_at, read_lock, renamed
from handbook.catalog import Catalog, Record, marked, references
from handbook.problems import Choices
from handbook.source import Location

Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Slips:
    """References to entries that are not there, by the kind and the id that they name."""

    # Where each is.
    unknown: dict[Named, list[tuple[Record[Any], Location]]] = field(default_factory=dict)
    # The id that it has now, or that is nearest among the files.
    meant: dict[Named, str] = field(default_factory=dict)
    # Of `meant`, the files that nothing names, while several entries name the other: not those slipped, but the file's name did.
    misnamed: dict[Named, str] = field(default_factory=dict)
    # Published entries whose file has another name now. That is told with their address.
    renamed: frozenset[Named] = frozenset()
    # Lists in data/vocabulary.yml of which an entry names a value that they do not have.
    closed: frozenset[str] = frozenset()

    def concerns(self, kind: str, entry_id: str) -> bool:
        """Whether an entry may be named by a reference that slipped, so that nothing can be said of who names it."""
        return any(named[0] == kind and meant == entry_id for named, meant in self.meant.items())

    def told_elsewhere(self, kind: str, entry_id: str) -> bool:
        """Whether references to an entry that is not there need no problem of their own."""
        return (kind, entry_id) in self.misnamed or (kind, entry_id) in self.renamed


@lru_cache(maxsize=2)
def slips(catalog: Catalog) -> Slips:
    """The slips of a catalog."""
    unknown: dict[Named, list[tuple[Record[Any], Location]]] = defaultdict(list)
    named: set[Named] = set()
    for record in (catalog.closed, *catalog.entries()):
        for kind, place, target in references(record):
            named.add((kind, target))
            if target not in catalog.known[kind]:
                unknown[kind, target].append((record, place))
    near = {kind: Choices(known) for kind, known in catalog.known.items()}
    meant = {
        (kind, target): found
        for kind, target in unknown
        if (found := near[kind].closest(target) or _only_new(catalog, named, kind, target))
    }
    # What could not be read names others, too.
    whole = not catalog.problems
    told = renamed(catalog)
    stray = {
        slip: found
        for slip, found in meant.items()
        if whole and slip not in told and (slip[0], found) not in named and _is_new(catalog, slip[0], found)
    }
    lost = frozenset(slip for slip in stray if _is_lost(catalog, *slip))
    misnamed = {slip: found for slip, found in stray.items() if slip not in lost and len(unknown[slip]) > 1}
    meant |= {slip: told[slip] for slip in unknown if slip in told}
    return Slips(dict(unknown), meant, misnamed, lost, frozenset(_closed(catalog)))


def _recorded(catalog: Catalog) -> frozenset[str]:
    return catalog.merged or frozenset(read_lock(catalog.lock or ""))


def _is_new(catalog: Catalog, kind: str, entry_id: str) -> bool:
    return entry_address(kind, entry_id) not in _recorded(catalog)


def _is_lost(catalog: Catalog, kind: str, entry_id: str) -> bool:
    """Whether an entry that is not there was published, and nothing says what became of it."""
    address = entry_address(kind, entry_id)
    recorded = catalog.lock is not None and catalog.moved is not None and address in _recorded(catalog)
    return recorded and address not in {move.old for move in catalog.moves}


def _only_new(catalog: Catalog, named: set[Named], kind: str, target: str) -> str:
    """The one new file of a kind that nothing names, where a published entry of the kind is not there any more: else empty."""
    if not _is_lost(catalog, kind, target):
        return ""
    new = [other for other in catalog.known[kind] if (kind, other) not in named and _is_new(catalog, kind, other)]
    return new[0] if len(new) == 1 else ""


def told_by_its_page(catalog: Catalog, path: str) -> bool:
    """Whether what leads to a file, which is not there, need not be told: its entry's other name is."""
    entry = entry_at(address_of(path))
    return bool(entry and slips(catalog).told_elsewhere(*entry))


def page_now(catalog: Catalog, path: str) -> str:
    """The file of an entry that had another before, as data/moved.yml says; else empty."""
    entry = entry_at(address_of(path))
    now = renamed(catalog).get(entry) if entry else None
    return catalog.records(entry[0])[now].path if entry and now else ""


def nearest_page(pages: Iterable[str], path: str) -> str:
    """The page whose file has the nearest name: two short names in one folder are not alike for their folder and ending."""
    named = {_stem(page): page for page in sorted(pages, reverse=True)}
    return named.get(Choices(named).closest(_stem(path)), "")


def _stem(path: str) -> str:
    """The name of a page's file, with that of its folder where it is one of many."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    return name if name != "index" else f"{folder.rpartition('/')[2]}/index"


def _closed(catalog: Catalog) -> Iterator[str]:
    for record in catalog.entries():
        for name, _, value in marked(record.model, (), model.OneOf, lambda mark: mark.vocabulary):
            if value not in getattr(catalog.vocabulary, name):
                yield name
