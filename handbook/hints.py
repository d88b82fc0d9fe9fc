"""The hints in the file of an entry that was just begun: comments of one form, which `make fix` deletes.

A hint begins its line, so that it can neither be part of a text nor be taken for a comment that cuts one off.
"""

import re

MARK = "#?"
_LINE = re.compile(rf"^{re.escape(MARK)}.*\n?", re.MULTILINE)


def hint(text: str) -> str:
    """The line that says `text`."""
    return f"{MARK} {text}\n"


def first_hint(fields: str) -> int | None:
    """The line, from 1, of the first hint among an entry's fields."""
    found = _LINE.search(fields)
    return fields.count("\n", 0, found.start()) + 1 if found else None


def without_hints(fields: str) -> str:
    """The fields alone."""
    return _LINE.sub("", fields)
