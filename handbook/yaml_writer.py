"""Fields as YAML that every reader takes for the same text: what could be taken for something else is in quotes.

`handbook.yaml_source` reads back exactly what was written here. Whatever a text holds, it stays the text of its field.
"""

import re
from collections.abc import Mapping
from datetime import date
from textwrap import wrap
from typing import TypeAlias

Value: TypeAlias = str | int | date | list[str]

_WIDTH = 120
# Words, and what people write between them. A plain text has no colon before a space, and nothing that begins a comment.
_PLAIN = re.compile(r"[^\W\d_][\w '\u2019(),./&;!?:+=%~\u2013\u2014-]*")
# What is a sentence goes on a line of its own.
_IN_BRACKETS = re.compile(r"[^\W\d_][\w '\u2019()./&+\u2013\u2014-]*")
_ENDS_PLAIN = re.compile(r":(?: |$)| $")
# What YAML 1.1 takes for a truth value, or for nothing.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
# A line of a folded text that could be taken for the end of the fields, or for a merge.
_MARKER = re.compile(r"-{3}|\.{3}|\+{3}|<{7}|>{7}|={7}|\|{7}")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def fields(values: Mapping[str, Value]) -> str:
    """A line or more for each field, in the order given, ending with a line end. Names of fields are ours and are not looked at."""
    return "".join(f"{name}:{_value(name, value)}\n" for name, value in values.items())


def quoted(text: str) -> str:
    """The text in double quotes on one line, with an escape for each character that is not printed."""
    return f'"{"".join(_escaped(sign) for sign in text)}"'


def _value(name: str, value: Value) -> str:
    if isinstance(value, list):
        return _list(name, value)
    if isinstance(value, str):
        return _text(name, value)
    return f" {value}"


def _list(name: str, items: list[str]) -> str:
    line = f" [{', '.join(_scalar(item, _IN_BRACKETS) for item in items)}]"
    if len(name) + 1 + len(line) <= _WIDTH and all(_IN_BRACKETS.fullmatch(item) for item in items):
        return line
    return "".join(f"\n  - {_scalar(item, _PLAIN)}" for item in items)


def _text(name: str, text: str) -> str:
    line = f" {_scalar(text, _PLAIN)}"
    if len(name) + 1 + len(line) <= _WIDTH or not _can_be_folded(text):
        return line
    return " >-" + "".join(f"\n  {part}" for part in _folded(text))


def _scalar(text: str, plain: re.Pattern[str]) -> str:
    fits = plain.fullmatch(text) and text.isprintable() and not _ENDS_PLAIN.search(text) and text.casefold() not in _WORDS
    return text if fits else quoted(text)


def _folded(text: str) -> list[str]:
    return wrap(text, _WIDTH - 2, break_long_words=False, break_on_hyphens=False)


def _can_be_folded(text: str) -> bool:
    """Whether folding and reading gives the same text, with no line that means something by itself."""
    lines = _folded(text)
    return text.isprintable() and " ".join(lines) == text and not any(_MARKER.match(line) for line in lines)


def _escaped(sign: str) -> str:
    if sign in _ESCAPES or sign.isprintable():
        return _ESCAPES.get(sign, sign)
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
