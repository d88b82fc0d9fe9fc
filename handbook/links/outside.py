"""Addresses outside of the handbook: those of the resources and those in the prose, each with the place where it stands.

They are taken from the catalog, never from the site by crawling. linkchecker asks for each once; what fails in a way
that may pass is asked for again. Only what is gone, or fails twice, is a failure: that a server refuses a program or
asks it to be slower says nothing of what a reader gets there.

Nothing is told of an address that was not asked for: a run that did not get to the end says so, and where no network
was there, all it says is that. What was heard is recorded as it comes, so that such a run can go on.

Whether a redirect is permanent has no column of its own in linkchecker's output; its status stands in the warnings.
Of `Retry-After` linkchecker tells with answer 429 alone, so no other is waited for.
"""

import signal
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from itertools import chain, zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from handbook.links import asking
from handbook.links.asking import CheckerBroken
from handbook.links.judging import Finding, is_met, judged, may_pass, met_nobody, unreadable
from handbook.links.linkchecker import Answer
from handbook.links.record import Heard, Record, recording
from handbook.outside_links import Reference
from handbook.urls import as_sent

SETTINGS = Path(__file__).with_name("outside.ini")

# Below the project's root.
RECORD = Path(".cache/links/outside.jsonl")

# Seconds. Who asks for a longer pause is not asked again.
LONGEST_WAIT = 60.0

# Exit codes. A run without a network has its own, so that a program can tell it from one that was stopped.
ALL_WELL, SOMETHING_GONE, UNFINISHED, NO_NETWORK = range(4)

# After so many hosts of which none was met, and none refused, the others are not tried.
_HOSTS_TO_TRY = 24

# Hosts of different owners that are asked first: where none of them is met, it's us.
_PROBES = 3

# So many addresses that answered are asked for once more before others are said not to be reached.
_WITNESSES = 3

OFFLINE = "No address outside could be reached: is this machine online? Nothing was judged"
_NETWORK_LOST = "the network went away: nothing that had responded before could still be reached"
_INTERRUPTED = "it was interrupted"


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: findings in the order of the places, and of what was not asked for, the places.

    `unfinished` says why the run did not get to the end; it is empty where it did. `offline`: nobody was met. `answers`
    has the last answer for each address, as it is sent.
    """

    findings: list[Finding]
    unasked: list[Reference]
    unfinished: str = ""
    offline: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """One of the exit codes above. A run that did not finish says so, whatever it found before."""
        if self.unfinished:
            return NO_NETWORK if self.offline else UNFINISHED
        return SOMETHING_GONE if any(finding.failure for finding in self.findings) else ALL_WELL

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


def check(
    references: Iterable[Reference],
    settings: Path = SETTINGS,
    longest_wait: float = LONGEST_WAIT,
    record: Path | None = None,
    kept: Heard | None = None,
    probes: Sequence[str] = (),
) -> Run:
    """Ask for each address, and tell what is wrong or could not be told, in the order of the places.

    `settings` is a configuration of linkchecker, `longest_wait` the longest pause in seconds that a server may ask for.
    What is heard is written to `record`, which is for the caller to remove once it has kept what came of it; what is `kept`
    of an earlier run is not asked for again. `probes` are addresses, as they are sent, of hosts of different owners: where
    none of them is met, nothing else is asked for. An interrupt ends the run early, and what is known by then is told.
    """
    places = sorted(references)
    sent, unsendable = _sent({place.url for place in places})
    heard = _still_good(kept or Heard(), set(sent.values()))
    with recording(record, heard) if record else nullcontext() as noted:
        inquiry = _Inquiry(asking.settings_in(settings), longest_wait, heard, noted)
        unfinished = inquiry.run(set(sent.values()), probes)
    if unfinished == OFFLINE:
        return Run([], places, OFFLINE, offline=True)
    unasked = [place for place in places if place.url in sent and sent[place.url] not in heard.first]
    told = (_told(place, unsendable.get(place.url), heard, sent.get(place.url, "")) for place in places)
    return Run([finding for finding in told if finding], unasked, unfinished, answers={**heard.first, **heard.second})


def probes_among(references: Iterable[Reference]) -> list[str]:
    """An address, as it is sent, on each of the hosts that are linked most often, whose owners differ; none if it's one owner."""
    sent, _ = _sent({place.url for place in references})
    owners: dict[str, list[str]] = defaultdict(list)
    for url in sorted(sent.values()):
        owners[_owner(url)].append(url)
    most = sorted(owners.values(), key=lambda urls: (-len(urls), urls))[:_PROBES]
    return [urls[0] for urls in most] if len(most) > 1 else []


def _owner(url: str) -> str:
    """Roughly who owns a host: its last two labels; of an IP address, the whole."""
    host = urlsplit(url).hostname or ""
    return host if host.rpartition(".")[2].isdecimal() or ":" in host else ".".join(host.split(".")[-2:])


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
    first = {url: answer for url, answer in kept.first.items() if url in urls and not met_nobody(answer)}
    return Heard(first, {url: answer for url, answer in kept.second.items() if url in first and not met_nobody(answer)})


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
    # Whether somebody was met who isn't among the addresses to ask for.
    online: bool = False

    def run(self, urls: set[str], probes: Sequence[str]) -> str:
        """Ask for each address, and again where that may help; why it did not get to the end, or nothing."""
        try:
            self._probe(urls, probes)
            asking.ask(_in_turns(urls - self.heard.first.keys()), self.settings, partial(self._note, 0))
            if not self.online and _is_offline(self.heard.first.values()):
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

    def _probe(self, urls: set[str], probes: Sequence[str]) -> None:
        """Ask a few hosts first. Raises `_Offline` where there are some and none of them is met."""
        if not probes or any(map(is_met, self.heard.first.values())):
            return
        found: list[Answer] = []
        asking.ask(probes, self.settings, found.append)
        self.online = any(map(is_met, found))
        if not self.online:
            raise _Offline
        for answer in found:
            if answer.asked in urls and is_met(answer):
                self._note(0, answer)

    def _note(self, number: int, answer: Answer) -> None:
        """Keep an answer, and write it down. Raises `_Offline` as soon as that is plain."""
        heard = self.heard.rounds()[number]
        heard[answer.asked] = answer
        if self.record:
            self.record.note(number, answer)
        if number == 0 and not self.online and not any(is_met(other) for other in heard.values()):
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
        if any(met_nobody(first[url]) for url in again):
            self._call_witnesses()
        asking.ask(_in_turns(again), self.settings, partial(self._note, 1))

    def _call_witnesses(self) -> None:
        """Before some are said not to be reached: are those that answered? Raises `_NetworkLost` where none is."""
        first = self.heard.first
        witnesses = [url for url, answer in first.items() if answer.sound and not answer.redirects][:_WITNESSES]
        testimony: list[Answer] = []
        asking.ask(witnesses, self.settings, testimony.append)
        if testimony and all(map(met_nobody, testimony)):
            for url in [url for url, answer in first.items() if met_nobody(answer)]:
                del first[url]
            raise _NetworkLost


def _is_offline(answers: Iterable[Answer]) -> bool:
    """Whether it is us: nobody was met. One server that refuses connections is no evidence, since it is there."""
    told = list(answers)
    only_one_refuses = all(map(is_met, told)) and len({urlsplit(answer.asked).netloc for answer in told}) == 1
    return bool(told) and all(map(met_nobody, told)) and not only_one_refuses


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
    return 0 if may_pass(answer) else None


def _seconds(retry_after: str) -> float | None:
    """What the header says, as a number of seconds or a date (RFC 9110, section 10.2.3); None where it says nothing."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _told(place: Reference, unsendable: str | None, heard: Heard, sent: str) -> Finding | None:
    """What to say of an address; None where all is well, or where it was not asked for."""
    if unsendable is not None:
        return unreadable(place, unsendable)
    first = heard.first.get(sent)
    again = heard.second.get(sent)
    return judged(place, again or first, ", again on a second try" if again else ", the only time it was tried") if first else None
