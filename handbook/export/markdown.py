"""Text of an entry inside Markdown, so that a Markdown parser gives back the same text.

Source: CommonMark 0.31, 2.4 and 2.5, on backslashes and character references; Python-Markdown knows fewer backslashes.
"""

import re
from html import unescape

# Brackets are written as references: many programs look for links in llms.txt with an expression that knows no backslash,
# and would follow the address in a title.
_REFERENCES = {"[": "&#91;", "]": "&#93;", "<": "&lt;", "~": "&#126;"}
# An underscore inside a word is no emphasis, and names such as user_hash are better read without.
_INLINE = re.compile(r"[\\`*\[\]<~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=[#A-Za-z])|#+$")
# What begins a list, a heading, a quote or a rule where it is the first of a line.
_OPENING = re.compile(r"^(?:([0-9]+)([.)])|([-+=>#:|]))")


def inline(text: str) -> str:
    """The text inside a line of Markdown."""
    return _INLINE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    if sign == "&":
        # `R&D` may stay as it is.
        return "&amp;" if unescape(found.string[found.start() :]) != found.string[found.start() :] else sign
    return _REFERENCES.get(sign) or "".join(f"\\{one}" for one in sign)


def line(text: str) -> str:
    """The text as a line, or an item of a list, of its own."""
    escaped = inline(text)
    opening = _OPENING.match(escaped)
    if not opening:
        return escaped
    return f"{opening[1]}\\{escaped[len(opening[1]) :]}" if opening[1] else f"\\{escaped}"


def cell(text: str) -> str:
    """The text in a cell of a table."""
    return inline(text).replace("|", "\\|")


def link(text: str, address: str) -> str:
    """A link. An address with brackets is put between angles, so that none of them ends it."""
    return f"[{inline(text)}]({f'<{address}>' if '(' in address or ')' in address else address})"
