"""Addresses outside of the handbook: those of the resources and those in the prose, each with the place where it stands.

They are taken from the catalog, never from the site by crawling. linkchecker asks for each once; what fails in a way
that may pass is asked for again. Only what is gone, or fails twice, is a failure: that a server refuses a program or
asks it to be slower says nothing of what a reader gets there.

Nothing is told of an address that was not asked for: a run that did not get to the end says so, and where no network
was there, all it says is that. What was heard is recorded as it comes, so that such a run can go on.

Whether a redirect is permanent has no column of its own in linkchecker's output; its status stands in the warnings.
Of `Retry-After` linkchecker tells with answer 429 alone, so no other is waited for.
"""

import re
import signal
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from itertools import chain, takewhile, zip_longest
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from handbook.catalog import Catalog
from handbook.links import asking
from handbook.links.asking import CheckerBroken
from handbook.links.linkchecker import Answer
from handbook.links.record import Heard, Record, recording
from handbook.problems import Problem
from handbook.urls import as_sent

SETTINGS = Path(__file__).with_name("outside.ini")

# Below the project's root.
RECORD = Path(".cache/links/outside.jsonl")

# Seconds. Who asks for a longer pause is not asked again.
LONGEST_WAIT = 60.0

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})

# How linkchecker's results begin or what they hold where there was no answer, in the order of asking.
_NO_ANSWER = {
    asking.HUNG: "never finishes its response",
    asking.STOPPED: "crashes linkchecker, the program that checks it",
    "NameResolutionError": "has an unknown host",
    "ProxyError": "cannot be reached through the proxy",
    "Connection refused": "has a server that refuses the connection",
    "NewConnectionError": "has a server that cannot be reached",
    "CERTIFICATE_VERIFY_FAILED": "has a certificate that cannot be trusted",
    "SSLError": "has a server that does not speak TLS as it should",
    "ConnectTimeout": "does not respond in time",
    "ReadTimeout": "does not respond in time",
    "TooManyRedirects": "redirects endlessly",
    "BadStatusLine": "has a server that does not speak HTTP",
    "HTTPException": "responds with headers that cannot be read",
    "LineTooLong": "responds with headers that cannot be read",
    "InvalidSchema": "redirects to an address that is neither http nor https",
    "InvalidURL": "redirects to an address that cannot be read",
    "LocationParseError": "redirects to an address that cannot be read",
    "ValueError": "redirects to an address that cannot be read",
    "UnicodeError": "redirects to an address that cannot be read",
    "Connection aborted": "has a server that closes the connection without a response",
}

# Those of them where nobody was met: without a network, every answer is one of these.
_NOBODY_MET = ("NameResolutionError", "ProxyError", "NewConnectionError", "ConnectTimeout")
_REFUSED = "Connection refused"

# After so many hosts of which none was met, and none refused, the others are not tried.
_HOSTS_TO_TRY = 24

# So many addresses that answered are asked for once more before others are said not to be reached.
_WITNESSES = 3

# Paths of home pages, in whatever language, and of pages for signing in or for what is not there.
_HOME = re.compile(r"(/[a-z]{2}([-_][a-z]{2})?){0,2}(/home)?(/(index|default|home)\.\w+)?/?", re.IGNORECASE)
_SIGN_IN = re.compile(r"(^|[/._-])(log[_-]?in|sign[_-]?in|log[_-]?on|servicelogin|authwall|auth|sso)([/._-]|$)", re.IGNORECASE)
_NOT_THERE = re.compile(r"/(404|(page[_-]?)?not[_-]?found|error)(\.\w+)?/?$", re.IGNORECASE)

OFFLINE = "No address outside could be reached: is this machine online? Nothing was judged"
_NETWORK_LOST = "the network went away: nothing that had responded before could still be reached"
_INTERRUPTED = "it was interrupted"

_FIND_ANOTHER = "Look for its new address; if there is none, link a stored copy or another source."
_LOOK = "Open it in a browser: if it does not work there either, look for its new address or another source."
_NO_NEED = "Open it in a browser; if it works there, leave it."
_STILL_THERE = "Open it in a browser: if what was linked is no longer there, look for its new address or another source."
_WRITE_WHOLE = "Copy the address from the browser's address bar; one that is only an example belongs in backticks."


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


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: findings in the order of the places, and of what was not asked for, the places.

    `unfinished` says why the run did not get to the end; it is empty where it did. `offline`: nobody was met.
    """

    findings: list[Finding]
    unasked: list[Reference]
    unfinished: str = ""
    offline: bool = False

    @property
    def exit_code(self) -> int:
        """0: all is well. 1: something is gone. 2: the run did not finish, whatever it found before."""
        return 2 if self.unfinished else int(any(finding.failure for finding in self.findings))

    def ending(self, addresses: int, go_on: str) -> str:
        """Why it did not finish and what was not asked for, of so many addresses; `go_on` is the command that goes on."""
        if self.offline:
            return f"{self.unfinished}."
        left = len({place.url for place in self.unasked})
        asked = f"{addresses - left} of {addresses} addresses were checked"
        missing = f"{asked}, the {left} that follow were not" if left else f"{asked}, and some not a second time"
        return f"The run did not finish: {self.unfinished}.\n{missing}. {go_on}"


@contextmanager
def interrupted_by_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP do what Ctrl-C does, so that what is known by then is told. Once: the second time, they kill."""

    def interrupt(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise KeyboardInterrupt

    earlier = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


def collect(catalog: Catalog) -> Iterator[Reference]:
    """Every address outside, in the order of the files: `url` and `archive_url` of resources, http(s) links of the prose."""
    for record in catalog.resources.values():
        for field in ("url", "archive_url"):
            if url := getattr(record.model, field):
                yield Reference(record.path, *record.document.mark((field,)), url)
    for page in catalog.prose_records():
        for found in page.prose.links if page.prose else ():
            if found.text.lower().startswith(("http:", "https:")):
                yield Reference(page.path, found.line, found.column, found.text)


def check(
    references: Iterable[Reference],
    settings: Path = SETTINGS,
    longest_wait: float = LONGEST_WAIT,
    record: Path | None = None,
    kept: Heard | None = None,
) -> Run:
    """Ask for each address, and tell what is wrong or could not be told, in the order of the places.

    `settings` is a configuration of linkchecker, `longest_wait` the longest pause in seconds that a server may ask for.
    What is heard is written to `record`, which is removed when all is done; what is `kept` of an earlier run is not
    asked for again. An interrupt ends the run early, and what is known by then is told.
    """
    places = sorted(references)
    sent, unreadable = _sent({place.url for place in places})
    heard = _still_good(kept or Heard(), set(sent.values()))
    with recording(record, heard) if record else nullcontext() as noted:
        inquiry = _Inquiry(asking.settings_in(settings), longest_wait, heard, noted)
        unfinished = inquiry.run(set(sent.values()))
        if noted and (not unfinished or unfinished == OFFLINE):
            noted.forget()
    if unfinished == OFFLINE:
        return Run([], places, OFFLINE, offline=True)
    unasked = [place for place in places if place.url in sent and sent[place.url] not in heard.first]
    judged = (_judged(place, unreadable.get(place.url), heard, sent.get(place.url, "")) for place in places)
    return Run([finding for finding in judged if finding], unasked, unfinished)


def _sent(urls: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Each address as it goes over the wire; and of those that cannot, why not."""
    sent, unreadable = {}, {}
    for url in urls:
        try:
            sent[url] = as_sent(url)
        except ValueError as error:
            unreadable[url] = str(error)
    return sent, unreadable


def _still_good(kept: Heard, urls: set[str]) -> Heard:
    """What need not be asked for again: who was not met may have been out of reach for us alone."""
    first = {url: answer for url, answer in kept.first.items() if url in urls and not _met_nobody(answer)}
    return Heard(first, {url: answer for url, answer in kept.second.items() if url in first and not _met_nobody(answer)})


class _Offline(Exception):
    """Nobody was met."""


class _NetworkLost(Exception):
    """Somebody was met, and then nobody any more."""


@dataclass
class _Inquiry:
    """Two rounds of asking, and what was heard in them."""

    settings: asking.Settings
    longest_wait: float
    heard: Heard
    record: Record | None

    def run(self, urls: set[str]) -> str:
        """Ask for each address, and again where that may help; why it did not get to the end, or nothing."""
        try:
            asking.ask(_in_turns(urls - self.heard.first.keys()), self.settings, partial(self._note, 0))
            if _is_offline(self.heard.first.values()):
                return OFFLINE
            self._ask_again()
        except CheckerBroken as broken:
            return str(broken)
        except _Offline:
            return OFFLINE
        except _NetworkLost:
            return _NETWORK_LOST
        except KeyboardInterrupt:
            return _INTERRUPTED
        return ""

    def _note(self, number: int, answer: Answer) -> None:
        """Keep an answer, and write it down. Raises `_Offline` as soon as that is plain."""
        heard = self.heard.rounds()[number]
        heard[answer.asked] = answer
        if self.record:
            self.record.note(number, answer)
        if number == 0 and not any(_is_met(other) for other in heard.values()):
            hosts = {urlsplit(url).netloc for url in heard}
            if len(hosts) >= _HOSTS_TO_TRY:
                raise _Offline

    def _ask_again(self) -> None:
        """The second round. Raises `_NetworkLost` where even those who had answered are not met any more."""
        first, second = self.heard.rounds()
        pauses = {url: pause for url, answer in first.items() if (pause := _pause(answer)) is not None and pause <= self.longest_wait}
        again = pauses.keys() - second.keys()
        if not again:
            return
        time.sleep(max(pauses[url] for url in again))
        if any(_met_nobody(first[url]) for url in again):
            self._call_witnesses()
        asking.ask(_in_turns(again), self.settings, partial(self._note, 1))

    def _call_witnesses(self) -> None:
        """Before some are said not to be reached: are those that answered? Raises `_NetworkLost` where none is."""
        first = self.heard.first
        witnesses = [url for url, answer in first.items() if answer.sound and not answer.redirects][:_WITNESSES]
        testimony: list[Answer] = []
        asking.ask(witnesses, self.settings, testimony.append)
        if testimony and all(map(_met_nobody, testimony)):
            for url in [url for url, answer in first.items() if _met_nobody(answer)]:
                del first[url]
            raise _NetworkLost


def _met_nobody(answer: Answer) -> bool:
    """Whether not even a connection came about."""
    return not answer.sound and not answer.status and not answer.redirects and any(sign in answer.result for sign in _NOBODY_MET)


def _is_met(answer: Answer) -> bool:
    """Whether some machine out there did something; to refuse a connection is enough."""
    return _REFUSED in answer.result or not _met_nobody(answer)


def _is_offline(answers: Iterable[Answer]) -> bool:
    """Whether it is us: nobody was met. One server that refuses connections is no evidence, since it is there."""
    told = list(answers)
    only_one_refuses = all(map(_is_met, told)) and len({urlsplit(answer.asked).netloc for answer in told}) == 1
    return bool(told) and all(map(_met_nobody, told)) and not only_one_refuses


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


def _judged(place: Reference, unreadable: str | None, heard: Heard, sent: str) -> Finding | None:
    """What to say of an address; None where all is well, or where it was not asked for."""
    if unreadable is not None:
        return _failure(place, f"cannot be opened: {unreadable}", _WRITE_WHOLE)
    first = heard.first.get(sent)
    again = heard.second.get(sent)
    return _judge(place, again or first, ", again on a second try" if again else ", the only time it was tried") if first else None


def _judge(place: Reference, answer: Answer, times: str) -> Finding | None:
    if answer.result.startswith(asking.UNTOLD):
        return _note(place, "could not be checked: linkchecker says nothing about it", _NO_NEED)
    if _may_pass(answer):
        return _failure(place, f"{_trouble(answer)}{times}", _LOOK)
    if answer.status in _GONE:
        return _failure(place, f"answers {answer.result.strip()}", _FIND_ANOTHER)
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return _note(place, f"could not be checked: it responds with {answer.result.strip()}, as some servers do to programs", _NO_NEED)
    if elsewhere := _elsewhere(answer):
        return _note(place, f"leads to {elsewhere}, {answer.url}", _STILL_THERE)
    if new := _moved_to(answer):
        return _note(place, f"has moved permanently to {new}", "Write the new address, if it shows the same page.")
    return None


def _trouble(answer: Answer) -> str:
    if answer.status:
        return f"answers {answer.result.strip()}"
    named = (what for sign, what in _NO_ANSWER.items() if sign in answer.result)
    said = " ".join(answer.result.split())
    return next(named, f"cannot be read ({said[:200]}{'…' if len(said) > 200 else ''})")


def _elsewhere(answer: Answer) -> str:
    """What a redirect shows where something else was asked for: a server's polite way of saying that it is gone."""
    asked, shown = urlsplit(answer.asked), urlsplit(answer.url)
    if not answer.redirects:
        return ""
    if _SIGN_IN.search(_place(shown)) and not _SIGN_IN.search(_place(asked)):
        return "a sign-in page"
    if _NOT_THERE.search(shown.path) and not _NOT_THERE.search(asked.path):
        return "a not-found page"
    if _HOME.fullmatch(shown.path) and not (_HOME.fullmatch(asked.path) and not asked.query):
        return f"the home page of {shown.netloc}"
    return ""


def _place(parts: SplitResult) -> str:
    """The host without its last two labels, and the path: login.example.org/x signs in, login.org/x does not."""
    return f"{parts.netloc.rsplit('.', 2)[0] if parts.netloc.count('.') > 1 else ''}{parts.path}"


def _moved_to(answer: Answer) -> str:
    """Where the permanent redirects lead with which the way begins; empty where it begins with none."""
    permanent = [url for url, _ in takewhile(lambda step: step[1] in _PERMANENT, answer.redirects)]
    return permanent[-1] if permanent else ""


def _failure(place: Reference, what: str, remedy: str) -> Finding:
    return Finding(Problem(place.path, place.line, place.column, f"{place.url} {what}", remedy), failure=True)


def _note(place: Reference, what: str, remedy: str) -> Finding:
    return Finding(Problem(place.path, place.line, place.column, f"{place.url} {what}", remedy), failure=False)
