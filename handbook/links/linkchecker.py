"""Running linkchecker, and reading what it says.

It has no JSON. Its CSV has a column `result` such as `404 Not Found` or `ReadTimeout: …`, which is all that tells one
kind of failure from another, and a column `warningstring` with a line for each redirect. Neither is documented as
stable: `Answer` is the only place that knows their wording, and the tests run against a real server.

It is run by `supervised`, which says whether it got to the end. Its rows are read as they come.
"""

import codecs
import csv
import os
import re
import selectors
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

import click

from handbook.links.supervised import CHALLENGE, FINISHED

__all__ = ["CHALLENGE", "Answer", "CheckerFailed", "Ending", "end_of", "listen", "run"]

_STATUS = re.compile(r"(\d{3})(?: |$)")
_REDIRECT = re.compile(r"Redirected to `(.*)' status: (\d{3}) .*")
_RATE_LIMIT = re.compile(r"Rate limited \(Retry-After: (.*)\)")

_SUPERVISED = Path(__file__).with_name("supervised.py")

# What both settings ask for, in this order.
_COLUMNS = ["urlname", "parentname", "result", "warningstring", "valid", "url"]

# Seconds that linkchecker may take to start, on a machine that has much else to do.
_START = 20

# How a warning begins where a page was found, and could not be read for the links in it.
_UNREAD = "could not get content: "


class CheckerFailed(click.ClickException):
    """A program that checks links did not get to the end; the message has its last words."""

    # 1 is for links that do not hold.
    exit_code = 2


class _SilentError(Exception):
    """Nothing came for too long."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one address.

    `asked` is the address as it was given or stands in the page, `parent` the address of that page, `url` the address
    in the end, after redirects.
    """

    asked: str
    parent: str
    url: str
    sound: bool
    result: str
    warnings: tuple[str, ...]

    @property
    def status(self) -> int:
        """The HTTP status in the end; 0 where there was no answer."""
        found = _STATUS.match(self.result)
        return int(found[1]) if found else 0

    @property
    def redirects(self) -> list[tuple[str, int]]:
        """Each redirect on the way: where it led, and its status.

        To an address that another one redirected to, linkchecker gives the whole way of the other: that part is cut.
        """
        way = [(found[1], int(found[2])) for warning in self.warnings if (found := _REDIRECT.fullmatch(warning))]
        passed = [place for place, (url, _) in enumerate(way) if url == self.asked]
        return way[passed[0] + 1 :] if passed else way

    @property
    def unread(self) -> str:
        """Why the page that is there could not be read for the links in it; empty where it could."""
        return next((warning.removeprefix(_UNREAD) for warning in self.warnings if warning.startswith(_UNREAD)), "")

    @property
    def retry_after(self) -> str:
        """The header Retry-After of an answer 429, which is the only one that linkchecker tells it of."""
        found = next((found for warning in self.warnings if (found := _RATE_LIMIT.fullmatch(warning))), None)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run of linkchecker ended: `why` is empty where it got to the end; `silent` where it had to be stopped."""

    why: str = ""
    silent: bool = False


def run(config: Path, urls: Iterable[str], *options: str, patience: float = 300) -> list[Answer]:
    """Check `urls`. Raises `CheckerFailed` where linkchecker does not get to the end."""
    answers: list[Answer] = []
    if why := listen(config, urls, answers.append, *options, patience=patience).why:
        raise CheckerFailed(f"{why}\nSo the links inside the site have not been checked.")
    return answers


def listen(config: Path, urls: Iterable[str], heard: Callable[[Answer], None], *options: str, patience: float) -> Ending:
    """Check `urls`, and pass each answer on as soon as it is there. Whatever `heard` raises stops linkchecker.

    It is stopped too where it says nothing for `patience` seconds. Settings are read and results are printed, never
    written, since linkchecker gives up root's rights in between.
    """
    arguments = ("--config", str(config.resolve()), "--output", "csv/utf-8", *options, "--stdin")
    with TemporaryFile() as given, TemporaryFile() as said:
        given.write("\n".join(urls).encode())
        given.seek(0)
        with _child(arguments, given, said) as child:
            try:
                for answer in _answers(child, patience):
                    heard(answer)
                code = child.wait(timeout=patience)
            except (_SilentError, subprocess.TimeoutExpired):
                return Ending(f"linkchecker said nothing for {patience:.0f} seconds", silent=True)
            except csv.Error as error:
                return Ending(f"linkchecker wrote something that cannot be read ({error})")
        said.seek(0)
        words = said.read().decode("utf-8", "replace").strip()[-2000:]
    return Ending() if code == FINISHED else Ending(f"linkchecker {end_of(code)}:\n{words}".rstrip(":\n"))


@contextmanager
def _child(arguments: Iterable[str], given: IO[bytes], said: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Run linkchecker in a process of its own. It ends with this block, or with this process, however that one ends."""
    held, lifeline = os.pipe()
    # Ctrl-C in a terminal reaches every process of its session: this one alone shall decide what to do.
    try:
        child = subprocess.Popen(
            [sys.executable, "-P", str(_SUPERVISED), str(held), *arguments],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(),
            pass_fds=(held,),
            start_new_session=True,
        )
        try:
            yield child
        finally:
            child.kill()
            child.wait()
            if child.stdout:
                child.stdout.close()
    finally:
        os.close(held)
        os.close(lifeline)


def _answers(child: subprocess.Popen[bytes], patience: float) -> Iterator[Answer]:
    """Each answer when it comes. Raises `csv.Error` where something else comes, `_SilentError` where nothing does."""
    rows = csv.reader(_lines(child, patience), delimiter=";", strict=True)
    head = next(rows, None)
    if head is not None and head != _COLUMNS:
        raise csv.Error(f"it begins with {head}")
    yield from map(_answer, rows)


def _lines(child: subprocess.Popen[bytes], patience: float) -> Iterator[str]:
    """Each line when it is there, without an unfinished one at the end."""
    stdout = cast("IO[bytes]", child.stdout)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest = ""
    wait = patience + _START
    with selectors.DefaultSelector() as selector:
        selector.register(stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(wait):
                raise _SilentError
            wait = patience
            if not (read := os.read(stdout.fileno(), 65536)):
                return
            *lines, rest = (rest + decoder.decode(read)).split("\n")
            yield from (f"{line}\n" for line in lines)


def _answer(row: list[str]) -> Answer:
    if len(row) != len(_COLUMNS) or row[4] not in {"True", "False"}:
        raise csv.Error(f"a row is {row}")
    name, parent, result, warnings, sound, url = row
    return Answer(name, parent, url, sound == "True", result, tuple(warnings.splitlines()))


def end_of(code: int) -> str:
    """How a process ended that has this return code, to follow its name."""
    return f"was killed ({signal.Signals(-code).name})" if code < 0 else f"stopped with exit code {code}"


def _environment() -> dict[str, str]:
    """Ours, in English, since linkchecker translates what we read, and with no proxy between us and this machine."""
    direct = ",".join(filter(None, (os.environ.get("no_proxy") or os.environ.get("NO_PROXY"), "127.0.0.1")))
    return {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "no_proxy": direct, "NO_PROXY": direct}
