"""What was exported under an id that an entry had before: the same files as under its present one, so that no address breaks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from handbook.addresses import renamed
from handbook.export.file import File
from handbook.handbook import Handbook

Name = tuple[str, str]


def with_earlier_names(handbook: Handbook, files: Iterable[File]) -> Iterator[File]:
    """Every file, and once more under each id that its entry had before."""
    before: dict[Name, list[str]] = defaultdict(list)
    for (kind, earlier), now in renamed(handbook.catalog).items():
        before[kind, now].append(earlier)
    for file in files:
        yield file
        if file.entry:
            for earlier in before.get(file.entry, ()):
                yield replace(file, entry=(file.entry[0], earlier))
