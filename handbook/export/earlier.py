"""What was exported under an id that an entry had before: the same files as under its present one, so that no address breaks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from handbook.addresses import entry_at
from handbook.export.file import File
from handbook.handbook import Handbook

Name = tuple[str, str]


def with_earlier_names(handbook: Handbook, files: Iterable[File]) -> Iterator[File]:
    """Every file, and once more under each id that its entry had before."""
    before: dict[Name, list[str]] = defaultdict(list)
    for now, earlier in renamed(handbook):
        before[now].append(earlier)
    for file in files:
        yield file
        if file.entry:
            for earlier in before.get(file.entry, ()):
                yield replace(file, entry=(file.entry[0], earlier))


def renamed(handbook: Handbook) -> Iterator[tuple[Name, str]]:
    """Kind and id of each entry that has been renamed, and the id that it had."""
    for move in handbook.catalog.moves:
        old, new = entry_at(move.old), entry_at(move.to or "")
        if old and new and old[0] == new[0] and new[1] in handbook.catalog.records(new[0]):
            yield new, old[1]
