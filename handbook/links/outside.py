"""Addresses outside of the handbook: those of the resources and those in the prose, each with the place where it stands.

They are taken from the catalog, never from the site by crawling. linkchecker asks for each once; what fails in a way
that may pass is asked for again. Only what is gone, or fails twice, is a failure: that a server refuses a program or
asks it to be slower says nothing of what a reader gets there.

Whether a redirect is permanent has no column of its own in linkchecker's output; its status stands in the warnings.
Of `Retry-After` linkchecker tells with answer 429 alone, so no other is waited for.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from itertools import chain, takewhile, zip_longest
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from handbook.catalog import Catalog
from handbook.links import linkchecker
from handbook.links.linkchecker import Answer
from handbook.problems import Problem

SETTINGS = Path(__file__).with_name("outside.ini")

# Seconds. Who asks for a longer pause is not asked again.
LONGEST_WAIT = 60.0

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})

# How linkchecker's results begin or what they hold where there was no answer, in the order of asking.
_NO_ANSWER = {
    "NameResolutionError": "has a host that is not known",
    "NewConnectionError": "has a server that refuses the connection",
    "SSLError": "has a certificate that cannot be trusted",
    "ConnectTimeout": "does not answer in time",
    "ReadTimeout": "does not answer in time",
    "TooManyRedirects": "redirects without end",
    "Connection aborted": "has a server that closes the connection without an answer",
}

_FIND_ANOTHER = "Look for its new address; if there is none, link a stored copy or another source."
_LOOK = "Open it in a browser: if it does not work there either, look for its new address or another source."
_NO_NEED = "Open it in a browser; if it works there, leave it."


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """An address, and where it stands: a path relative to the project's root, line and column from 1."""

    path: str
    line: int
    column: int
    url: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What came of an address. A note is no failure."""

    problem: Problem
    failure: bool

    def __str__(self) -> str:
        problem = self.problem
        kind = "" if self.failure else "note: "
        return f"{problem.path}:{problem.line}:{problem.column}: {kind}{problem.what}. {problem.remedy}"

    def as_github(self) -> str:
        """The finding as a workflow command: an error, or a notice."""
        command = self.problem.as_github()
        return command if self.failure else command.replace("::error ", "::notice ", 1)


def collect(catalog: Catalog) -> Iterator[Reference]:
    """Every address outside, in the order of the files: `url` and `archive_url` of resources, http(s) links of the prose."""
    for record in catalog.resources.values():
        for field in ("url", "archive_url"):
            if url := getattr(record.model, field):
                yield Reference(record.path, *record.document.mark((field,)), url)
    for page in catalog.prose_records():
        for found in page.prose.links if page.prose else ():
            if urlsplit(found.text).scheme in {"http", "https"}:
                yield Reference(page.path, found.line, found.column, found.text)


def check(references: Iterable[Reference], settings: Path = SETTINGS, longest_wait: float = LONGEST_WAIT) -> list[Finding]:
    """Ask for each address, and tell what is wrong or could not be told, in the order of the places.

    `settings` is a configuration of linkchecker, `longest_wait` the longest pause in seconds that a server may ask for.
    Raises `linkchecker.CheckerFailed`.
    """
    places = sorted(references)
    answers = _ask({_page(place.url) for place in places}, settings, longest_wait)
    return [finding for place in places if (finding := _judge(place, answers.get(_page(place.url))))]


def _page(url: str) -> str:
    """The address without its fragment, which a server never sees."""
    return urldefrag(url).url


def _ask(urls: set[str], settings: Path, longest_wait: float) -> dict[str, Answer]:
    """The answer for each address: the second one where the first may have been bad luck."""
    answers = {answer.asked: answer for answer in linkchecker.run(settings, _in_turns(urls))}
    # linkchecker leaves out an address that is another spelling of one before it. Alone, it is asked for.
    missing = urls - answers.keys()
    pauses = {url: wait for url, answer in answers.items() if (wait := _pause(answer)) is not None and wait <= longest_wait}
    if again := missing | pauses.keys():
        time.sleep(max(pauses.values(), default=0))
        answers |= {answer.asked: answer for answer in linkchecker.run(settings, _in_turns(again))}
    return answers


def _in_turns(urls: Iterable[str]) -> list[str]:
    """One address of each host, then a second one of each, and so on: while linkchecker spares one host, all others wait."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in sorted(urls):
        hosts[urlsplit(url).netloc].append(url)
    return [url for url in chain.from_iterable(zip_longest(*hosts.values())) if url]


def _pause(answer: Answer) -> float | None:
    """Seconds after which to ask again; None where the answer stands."""
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _seconds(answer.retry_after)
    return 0 if _may_pass(answer) else None


def _may_pass(answer: Answer) -> bool:
    """Whether the failure may be one of the moment: there was no answer, or the server is at fault."""
    return not answer.sound and (not answer.status or HTTPStatus.INTERNAL_SERVER_ERROR <= answer.status < 600)


def _seconds(retry_after: str) -> float | None:
    """What the header says, as a number of seconds or a date (RFC 9110, section 10.2.3); None where it says nothing."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except ValueError:
        return None


def _judge(place: Reference, answer: Answer | None) -> Finding | None:
    """What to say of an address; None where all is well."""
    if answer is None:
        return _note(place, "could not be checked: linkchecker says nothing of it", _NO_NEED)
    if _may_pass(answer):
        return _failure(place, f"{_trouble(answer)}, also when asked again", _LOOK)
    if answer.status in _GONE:
        return _failure(place, f"answers {answer.result.strip()}", _FIND_ANOTHER)
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return _note(place, f"could not be checked: it answers {answer.result.strip()}, as some servers do to programs", _NO_NEED)
    if new := _moved_to(answer):
        return _note(place, f"has moved for good to {new}", "Write the new address, if it shows the same.")
    return None


def _trouble(answer: Answer) -> str:
    if answer.status:
        return f"answers {answer.result.strip()}"
    named = (what for sign, what in _NO_ANSWER.items() if sign in answer.result)
    return next(named, f"cannot be read ({answer.result})")


def _moved_to(answer: Answer) -> str:
    """Where the permanent redirects lead with which the way begins; empty where it begins with none."""
    permanent = [url for url, _ in takewhile(lambda step: step[1] in _PERMANENT, answer.redirects)]
    return permanent[-1] if permanent else ""


def _failure(place: Reference, what: str, remedy: str) -> Finding:
    return Finding(Problem(place.path, place.line, place.column, f"{place.url} {what}", remedy), failure=True)


def _note(place: Reference, what: str, remedy: str) -> Finding:
    return Finding(Problem(place.path, place.line, place.column, f"{place.url} {what}", remedy), failure=False)
