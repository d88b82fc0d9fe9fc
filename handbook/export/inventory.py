"""objects.inv: lets sites made with Sphinx or mkdocstrings refer to our terms by name.

Source: the format has no specification of its own; sphinx.util.inventory reads it, and a test has it read ours.
"""

import zlib

from handbook.handbook import Handbook

_HEADER = """# Sphinx inventory version 2
# Project: ML PM Handbook
# Version: 1
# The remainder of this file is compressed using zlib.
"""


def objects_inv(handbook: Handbook) -> bytes:
    """Every term by its title (`:term:`) and by its id (`:ref:`, as `mlpm-ci-cd`)."""
    lines = []
    for record in sorted(handbook.catalog.terms.values(), key=lambda record: record.id):
        title, url = record.model.title, handbook.link("term", record.id).url
        lines.append(f"{title} std:term -1 {url} -")
        lines.append(f"mlpm-{record.id} std:label -1 {url} {title}")
    return _HEADER.encode() + zlib.compress("".join(f"{line}\n" for line in lines).encode(), 9)
