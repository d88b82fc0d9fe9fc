"""objects.inv: lets sites made with Sphinx or mkdocstrings refer to our terms by name.

Source: the format has no specification of its own; sphinx.util.inventory reads it, and a test has it read ours.
"""

import zlib
from collections.abc import Iterator

from handbook.export.earlier import renamed
from handbook.export.file import File
from handbook.handbook import Handbook

_HEADER = """# Sphinx inventory version 2
# Project: ML PM Handbook
# Version: 1
# The remainder of this file is compressed using zlib.
"""


def files(handbook: Handbook, _address: str) -> Iterator[File]:
    """The inventory."""
    yield File("objects.inv", objects_inv(handbook))


def objects_inv(handbook: Handbook) -> bytes:
    """Every term by its title (`:term:`), by its id (`:ref:`, as `mlpm-ci-cd`), and by the ids that it had before."""
    lines = []
    for record in sorted(handbook.catalog.terms.values(), key=lambda record: record.id):
        title, url = record.model.title, handbook.link("term", record.id).url
        lines.append(f"{title} std:term -1 {url} -")
        lines.append(f"mlpm-{record.id} std:label -1 {url} {title}")
    for (kind, now), before in renamed(handbook):
        if kind == "term":
            link = handbook.link(kind, now)
            lines.append(f"mlpm-{before} std:label -1 {link.url} {link.title}")
    return _HEADER.encode() + zlib.compress("".join(f"{line}\n" for line in lines).encode(), 9)
