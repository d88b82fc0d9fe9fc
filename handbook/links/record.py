"""What a run over the addresses outside has heard so far, on disk, so that a run that was stopped can go on.

One JSON value a line: first the version and the time at which the run began, then each answer as it came, written in
one call. A line that is not whole, such as the last one of a machine that lost its power, is as if it were not there.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

import click

from handbook.links.linkchecker import Answer

# Seconds. What was so a day ago may not be so any more.
FRESH = 24 * 60 * 60

_VERSION = 1


class RecordInUse(click.ClickException):
    """Another run writes this record."""

    exit_code = 2


@dataclass
class Heard:
    """The answers of the two rounds, by the address that was asked for."""

    first: dict[str, Answer] = field(default_factory=dict)
    second: dict[str, Answer] = field(default_factory=dict)

    def rounds(self) -> tuple[dict[str, Answer], dict[str, Answer]]:
        """Both, in the order of asking."""
        return self.first, self.second


class Record:
    """A file with what was heard. `note` adds to it; `forget`, below, removes it."""

    def __init__(self, file: int) -> None:
        self._file = file

    def note(self, number: int, answer: Answer) -> None:
        """Add what was heard in round `number`, 0 or 1."""
        os.write(self._file, _line([number, *astuple(answer)]))


@contextmanager
def recording(path: Path, kept: Heard) -> Iterator[Record]:
    """A record at `path` that begins with what is kept of an earlier one. Raises `RecordInUse`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        _lock(folder, path)
        begun: list[Any] = [_VERSION, time.time()]
        answers = ([number, *astuple(answer)] for number, heard in enumerate(kept.rounds()) for answer in heard.values())
        fresh = path.with_suffix(".new")
        fresh.write_bytes(b"".join(map(_line, (begun, *answers))))
        fresh.replace(path)
        file = os.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            yield Record(file)
        finally:
            os.close(file)
    finally:
        os.close(folder)


def forget(path: Path) -> None:
    """Remove the record: what came of its run is written down elsewhere, or there is nothing to go on with."""
    path.unlink(missing_ok=True)


def recall(path: Path) -> Heard | None:
    """What the record at `path` holds; None where there is none, none that can be read, or one older than a day."""
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except OSError:
        return None
    first, *others = map(_value, lines) if lines else [None]
    match first:
        case [int(version), float(begun)] if version == _VERSION and 0 <= time.time() - begun <= FRESH:
            heard = Heard()
            for number, answer in filter(None, map(_answer, others)):
                heard.rounds()[number][answer.asked] = answer
            return heard
    return None


def _lock(folder: int, path: Path) -> None:
    """Until this process ends or closes the folder, no other one writes there."""
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RecordInUse(f"another run is checking the outside addresses (it writes {path}). Wait for it, or stop it.") from None


def _line(value: list[Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n"


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _answer(value: Any) -> tuple[int, Answer] | None:
    match value:
        case [0 | 1 as number, str(asked), str(parent), str(url), bool(sound), str(result), list(warnings)]:
            return number, Answer(asked, parent, url, sound, result, tuple(map(str, warnings)))
    return None
