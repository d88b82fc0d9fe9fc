"""Running linkchecker, and reading what it says.

It has no JSON. Its CSV has a column `result` such as `404 Not Found` or `ReadTimeout: …`, which is all that tells one
kind of failure from another, and a column `warningstring` with a line for each redirect. Neither is documented as
stable: `Answer` is the only place that knows their wording, and the tests run against a real server.
"""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import click

_STATUS = re.compile(r"(\d{3})(?: |$)")
_REDIRECT = re.compile(r"Redirected to `(.*)' status: (\d{3}) .*")
_RATE_LIMIT = re.compile(r"Rate limited \(Retry-After: (.*)\)")

# 0: all is well. 1: something is not, which the rows tell.
_FINISHED = frozenset({0, 1})


class CheckerFailed(click.ClickException):
    """A program that checks links did not get to the end; the message has its last words."""


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
    def retry_after(self) -> str:
        """The header Retry-After of an answer 429, which is the only one that linkchecker tells it of."""
        found = next((found for warning in self.warnings if (found := _RATE_LIMIT.fullmatch(warning))), None)
        return found[1] if found else ""


def run(config: Path, urls: Iterable[str], *options: str) -> list[Answer]:
    """Check `urls`. Raises `CheckerFailed` where linkchecker stops early.

    Settings are read and results are printed, never written, since linkchecker gives up root's rights in between.
    """
    command = [sys.executable, "-m", "linkcheck", "--config", str(config.resolve()), "--output", "csv/utf-8", *options, "--stdin"]
    ended = subprocess.run(command, input="\n".join(urls), env=_environment(), capture_output=True, encoding="utf-8", check=False)
    if ended.returncode not in _FINISHED:
        raise CheckerFailed(f"linkchecker stopped with exit code {ended.returncode}:\n{ended.stderr.strip()[-2000:]}")
    return [_answer(row) for row in csv.DictReader(StringIO(ended.stdout, newline=""), delimiter=";")]


def _answer(row: Mapping[str, str]) -> Answer:
    warnings = tuple(row["warningstring"].splitlines())
    return Answer(row["urlname"], row["parentname"], row["url"], row["valid"] == "True", row["result"], warnings)


def _environment() -> dict[str, str]:
    """Ours, in English, since linkchecker translates what we read, and with no proxy between us and this machine."""
    direct = ",".join(filter(None, (os.environ.get("no_proxy") or os.environ.get("NO_PROXY"), "127.0.0.1")))
    return {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "no_proxy": direct, "NO_PROXY": direct}
