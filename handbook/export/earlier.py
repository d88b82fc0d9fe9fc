"""What was exported under an id that an entry had before: the same files as under its present one, so that no address breaks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from handbook.addresses import entry_at
from handbook.export.api import ROOT
from handbook.handbook import Handbook

Named = tuple[str, str]


def with_earlier_names(handbook: Handbook, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file, and once more under each id that its entry had before."""
    earlier = _earlier_paths(handbook)
    for path, content in files:
        yield path, content
        for other in earlier.get(path, ()):
            yield other, content


def _earlier_paths(handbook: Handbook) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for (kind, now), before in renamed(handbook):
        for path, other in zip(_exports(kind, now), _exports(kind, before), strict=True):
            found[path].append(other)
    return found


def renamed(handbook: Handbook) -> Iterator[tuple[Named, str]]:
    """Kind and id of each entry that has been renamed, and the id that it had."""
    for move in handbook.catalog.moved.model.moves if handbook.catalog.moved else ():
        old, new = entry_at(move.old), entry_at(move.to or "")
        if old and new and old[0] == new[0] and new[1] in handbook.catalog.records(new[0]):
            yield new, old[1]


def _exports(kind: str, entry_id: str) -> tuple[str, ...]:
    """The paths of all that is exported for one entry; not every kind has all of them."""
    paths = (f"{ROOT}{kind}s/{entry_id}.json", f"{ROOT}{kind}s/{entry_id}.md", f"assets/cards/{kind}-{entry_id}.png")
    return (*paths, f"{ROOT}terms/{entry_id}.oembed.json", f"embed/glossary/{entry_id}/index.html") if kind == "term" else paths
