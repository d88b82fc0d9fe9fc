"""One more id in a list of an entry, or the first, with nothing else of its file changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handbook.catalog import Record


def with_item(root: Path, record: Record[Any], name: str, item: str) -> Iterator[tuple[str, str]]:
    """Path and new text of the entry's file; nothing if the list is written and empty, is full or has the id."""
    items = getattr(record.model, name)
    if item in items or is_full(record, name) or (not items and name in record.document.value):
        return
    lines = (root / record.path).read_text(encoding="utf-8").split("\n")
    if not items:
        names = list(type(record.model).model_fields)
        following = next(other for other in names[names.index(name) :] if other in record.document.value)
        lines.insert(record.document.key_mark((following,))[0] - 1, f"{name}: [{item}]")
        yield record.path, "\n".join(lines)
        return
    line, column = record.document.mark((name, len(items) - 1))
    last = lines[line - 1]
    if last[: column - 1].strip() == "-":
        lines.insert(line, f"{last[: column - 1]}{item}")
    else:
        end = column - 1 + last[column - 1 :].index(items[-1]) + len(items[-1])
        lines[line - 1] = f"{last[:end]}, {item}{last[end:]}"
    yield record.path, "\n".join(lines)


def is_full(record: Record[Any], name: str) -> bool:
    """Whether a list of an entry has as many items as fit."""
    longest = next(int(mark.max_length) for mark in type(record.model).model_fields[name].metadata if hasattr(mark, "max_length"))
    return len(getattr(record.model, name)) >= longest
