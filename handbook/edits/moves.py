"""What data/moved.yml must say after a change, so that no published address breaks."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from handbook.addresses import addresses, read_lock
from handbook.catalog import MOVED, Catalog
from handbook.edits.fields import document_of, offset_of
from handbook.edits.files import Edits, Refused
from handbook.problems import Problem
from handbook.source import Document


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an address: where it is now, or why it is gone."""

    old: str
    to: str = ""
    gone: str = ""


def lost(before: Catalog, after: Catalog) -> list[str]:
    """The published addresses that a change takes away, pages before their parts."""
    published = set(read_lock(before.lock or ""))
    return sorted((set(addresses(before)) & published) - set(addresses(after)), key=lambda address: ("#" in address, address))


def fates(gone: Iterable[str], after: Catalog, follow: Callable[[str], str], why: str = "") -> Iterator[Fate]:
    """The fate of each lost address.

    `follow` says where an address would be now. An anchor that goes along with its page, or that went with it, needs no
    line of its own: see `kept_addresses` in handbook/rules/addresses.py.
    """
    present = set(addresses(after))
    moved: dict[str, str] = {}
    for old in gone:
        page, _, anchor = old.partition("#")
        new = follow(old)
        if anchor and page in moved and (not moved[page] or "#" in moved[page] or f"{moved[page]}#{anchor}" in present):
            continue
        if new not in present:
            new = new.partition("#")[0] if new.partition("#")[0] in present else ""
        if not new and not why:
            continue
        moved[old] = new
        yield Fate(old, new) if new else Fate(old, gone=why)


def record(edits: Edits, fated: Iterable[Fate], follow: Mapping[str, str], on: date) -> list[Fate]:
    """Plan what data/moved.yml must say: its lines for what comes back go, what led to a lost address leads on, and the new ones follow.

    `follow` says of every address that is lost where it is now. Returns the lines that are new.
    """
    new = list(fated)
    text = edits.text(MOVED) if new or (edits.root / MOVED).exists() else ""
    document = document_of(MOVED, text)
    if isinstance(document, Problem):
        if new:
            raise Refused(f"{document}\nNothing was changed.")
        return []
    text = _leading_on(text, document, follow)
    text = _without(text, set(follow.values()))
    if new:
        text = _with(text, new, on)
    if text != edits.text(MOVED):
        edits.write(MOVED, text)
    return new


def _leading_on(text: str, document: Document, follow: Mapping[str, str]) -> str:
    """The text in which no `to` names an address that is lost."""
    found = []
    for index, move in enumerate(_moves(document)):
        to = move.get("to")
        if isinstance(to, str) and follow.get(to):
            start = offset_of(text, *document.mark(("moves", index, "to")))
            start += text[start] in {'"', "'"}
            if text.startswith(to, start):
                found.append((start, start + len(to), follow[to]))
    for start, end, new in reversed(found):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _moves(document: Document) -> list[dict[str, object]]:
    value = document.value.get("moves") if isinstance(document.value, dict) else None
    return [move if isinstance(move, dict) else {} for move in value] if isinstance(value, list) else []


def _without(text: str, present: set[str]) -> str:
    """The text without the moves of addresses that are there again."""
    document = document_of(MOVED, text)
    if isinstance(document, Problem):
        return text
    lines = text.split("\n")
    moves = _moves(document)
    begins = [document.mark(("moves", index))[0] for index in range(len(moves))]
    ends = [*begins[1:], len(lines) + 1 - (lines[-1] == "")]
    kept = [index for index, move in enumerate(moves) if move.get("old") not in present]
    if len(kept) == len(moves):
        return text
    for index in reversed(range(len(moves))):
        if index not in kept:
            del lines[begins[index] - 1 : ends[index] - 1]
    return "\n".join(lines) if kept else "\n".join("moves: []" if line == "moves:" else line for line in lines)


def _with(text: str, new: Iterable[Fate], on: date) -> str:
    """The text with new moves below the others."""
    lines = text.rstrip("\n").split("\n")
    text = "\n".join("moves:" if line.startswith("moves: []") else line for line in lines)
    return f"{text}\n" + "".join(_block(fate, on) for fate in new)


def _block(fate: Fate, on: date) -> str:
    what = f"to: {fate.to}" if fate.to else f"gone: {json.dumps(fate.gone, ensure_ascii=False)}"
    return f"  - old: {fate.old}\n    {what}\n    on: {on}\n"
