"""objects.inv: lets sites made with Sphinx or mkdocstrings refer to our terms by name.

Source: the format has no specification of its own; sphinx.util.inventory reads it, and a test has it read ours. Its lines
cannot hold every name: a rule, `names_in_inventories`, refuses titles that would be lost.
"""

import zlib
from collections.abc import Iterator

from handbook import NAME
from handbook.addresses import renamed
from handbook.export.file import File
from handbook.handbook import Handbook

# Roles of Sphinx, and the names that our terms have in them.
NAMES = {"std:term": "{title}", "std:label": "mlpm-{id}"}

_HEADER = f"""# Sphinx inventory version 2
# Project: {NAME}
# Version: 1
# The remainder of this file is compressed using zlib.
"""


def files(handbook: Handbook, _address: str) -> Iterator[File]:
    """The inventory."""
    yield File("objects.inv", objects_inv(handbook))


def objects_inv(handbook: Handbook) -> bytes:
    """Every term by its title (`:term:`), by its id (`:ref:`, as `mlpm-ci-cd`), and by the ids that it had before."""
    terms = {record.id: handbook.link("term", record.id) for _, record in sorted(handbook.catalog.terms.items())}
    named = [(role, name.format(title=link.title, id=term), link) for term, link in terms.items() for role, name in NAMES.items()]
    earlier = [(before, handbook.link(kind, now)) for (kind, before), now in renamed(handbook.catalog).items() if kind == "term"]
    named += [("std:label", NAMES["std:label"].format(id=before), link) for before, link in earlier]
    lines = [f"{name} {role} -1 {link.url} {'-' if name == link.title else link.title}" for role, name, link in named]
    return _HEADER.encode() + zlib.compress("".join(f"{line}\n" for line in lines).encode(), 9)
