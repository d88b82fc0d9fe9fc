"""What comes out of a job that saw a stranger's text: JSON of a known shape and size, or nothing.

Each part is looked at here, once. What is of this module's classes has known kinds, ids, states and numbers; its texts are
still a stranger's, and `tools.markdown` prints them so that they are nothing but text. Python alone is needed.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from handbook.ids import ID, LONGEST_ID
from handbook.kinds import KINDS

T = TypeVar("T")

VERSION = 1
MOST_BYTES = 400_000
MOST_TROUBLES = 20
MOST_PROBLEMS = 20
MOST_CHANGES = 200
MOST_LINKS = 100
LONGEST_TEXT = 600
LONGEST_PATCH = 20_000
LONGEST_CONTENT = 80_000
# A new term, the resource that explains it, and a term that leads to it.
MOST_FILES = 3

PAGE = "page"
GROUPS = ("added", "changed", "moved", "removed")
# From well to worst.
STATES = ("ok", "unchecked", "moved", "blocked", "unreachable", "dead")

_HEAD = re.compile("[0-9a-f]{40}")
_FIELD = re.compile("[a-z_]{1,40}")
_PAGE_PATH = re.compile(r"docs/(?:[a-z0-9-]+/){0,4}[a-z0-9-]+\.md")
_ENTRY_PATH = re.compile(rf"(?:docs/glossary/{ID.pattern}\.md|data/resources/{ID.pattern}\.yml)")
_ADDRESS = re.compile(r"[a-z0-9/-]{1,160}(?:#[a-z0-9-]{1,80})?")


class Refused(Exception):
    """What was received isn't what it should be; the message says what, in our words alone."""


@dataclass(frozen=True, slots=True)
class Change:
    """An entry or a page that a pull request adds, changes, moves or removes. The id of a page is its path."""

    kind: str
    id: str
    title: str
    fields: tuple[str, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An address outside that was asked for, its state, who names it, and what was answered."""

    address: str
    state: str
    where: str
    detail: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a pull request changes. `links` is None where no address was asked for."""

    number: int
    head: str
    changes: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    links: tuple[Asked, ...] | None = None
    problems: tuple[str, ...] = ()
    problem_count: int = 0
    patch: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with an answer of a form."""

    label: str
    told: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The files to write, as paths and contents, or what is wrong with the form. The first file is the new entry's."""

    issue: int
    kind: str = ""
    id: str = ""
    files: tuple[tuple[str, str], ...] = ()
    troubles: tuple[Trouble, ...] = ()


def summary(raw: bytes) -> Summary:
    """The summary in these bytes. Raises `Refused`."""
    value = _json(raw, {"version", "number", "head", "changes", "links", "problems", "problem_count", "patch"})
    changes = _table(value["changes"], set(GROUPS), "changes")
    return Summary(
        number=_number(value["number"]),
        head=_like(value["head"], _HEAD, "head"),
        changes={group: _list(changes[group], _change, MOST_CHANGES, group) for group in GROUPS},
        links=None if value["links"] is None else _list(value["links"], _asked, MOST_LINKS, "links"),
        problems=_list(value["problems"], lambda item: _text(item, LONGEST_TEXT, "problem"), MOST_PROBLEMS, "problems"),
        problem_count=_number(value["problem_count"], least=0),
        patch=_text(value["patch"], LONGEST_PATCH, "patch"),
    )


def proposal(raw: bytes) -> Proposal:
    """The proposal in these bytes. Raises `Refused`."""
    value = _json(raw, {"version", "issue", "troubles"}, {"kind", "id", "files"})
    issue = _number(value["issue"])
    troubles = _list(value["troubles"], _trouble, MOST_TROUBLES, "troubles")
    if troubles:
        return Proposal(issue, troubles=troubles)
    kind = _one_of(value.get("kind"), tuple(KINDS), "kind")
    entry_id = _id(value.get("id"))
    files = _list(value.get("files"), _file, MOST_FILES, "files")
    paths = [path for path, _ in files]
    if paths[:1] != [f"{KINDS[kind].folder}/{entry_id}{KINDS[kind].suffix}"] or len({*paths}) != len(paths):
        raise Refused("the files aren't those of the entry")
    return Proposal(issue, kind, entry_id, files)


def _file(value: object) -> tuple[str, str]:
    table = _table(value, {"path", "content"}, "a file")
    return _like(table["path"], _ENTRY_PATH, "path"), _text(table["content"], LONGEST_CONTENT, "content")


def _json(raw: bytes, keys: set[str], more: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    if len(raw) > MOST_BYTES:
        raise Refused(f"it has more than {MOST_BYTES:,} bytes")
    try:
        value = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Refused("it isn't JSON") from None
    table = _table(value, keys, "it", more)
    if table["version"] != VERSION or isinstance(table["version"], bool):
        raise Refused("it has another version")
    return table


def _table(value: object, keys: set[str], name: str, more: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    if not isinstance(value, dict) or not keys <= set(value) <= keys | more:
        raise Refused(f"{name} doesn't have its fields")
    return value


def _list(value: object, part: Callable[[object], T], most: int, name: str) -> tuple[T, ...]:
    if not isinstance(value, list) or len(value) > most:
        raise Refused(f"{name} isn't a list of at most {most}")
    return tuple(part(item) for item in value)


def _number(value: object, least: int = 1) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 10**9:
        raise Refused("a number isn't one")
    return value


def _text(value: object, longest: int, name: str) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise Refused(f"{name} isn't a text of at most {longest} characters")
    # Half of a character can be in JSON, and in nothing that is sent on.
    return value.encode("utf-8", "replace").decode("utf-8")


def _like(value: object, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Refused(f"{name} isn't one")
    return value


def _one_of(value: object, known: tuple[str, ...], name: str) -> str:
    if value not in known:
        raise Refused(f"{name} isn't known")
    return str(value)


def _id(value: object) -> str:
    found = _like(value, ID, "id")
    if len(found) > LONGEST_ID or found == "index":
        raise Refused("id isn't one")
    return found


def _change(value: object) -> Change:
    table = _table(value, {"kind", "id", "title", "fields", "was"}, "a change")
    kind = _one_of(table["kind"], (*KINDS, PAGE), "kind")
    return Change(
        kind,
        _like(table["id"], _PAGE_PATH, "page") if kind == PAGE else _id(table["id"]),
        _text(table["title"], LONGEST_TEXT, "title"),
        _list(table["fields"], lambda item: _like(item, _FIELD, "field"), 30, "fields"),
        _like(table["was"], _ADDRESS, "address") if table["was"] else "",
    )


def _asked(value: object) -> Asked:
    table = _table(value, {"address", "state", "where", "detail"}, "a link")
    texts = (_text(table[name], LONGEST_TEXT, name) for name in ("address", "where", "detail"))
    address, where, detail = texts
    return Asked(address, _one_of(table["state"], STATES, "state"), where, detail)


def _trouble(value: object) -> Trouble:
    table = _table(value, {"label", "told"}, "a trouble")
    return Trouble(_text(table["label"], 80, "label"), _text(table["told"], 1_000, "told"))
