"""What an answer means: for the record of the addresses, and in a sentence for people.

A server that refuses a program says nothing of what a reader gets, and one that redirects to its home page may mean
anything. Only what is gone, or fails on a second try too, is a failure. What a server says of itself is never quoted in
the record: it goes into issues and pages.
"""

import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

from handbook.catalog import domain
from handbook.link_health import Observation
from handbook.links import asking
from handbook.links.linkchecker import CHALLENGE, Answer
from handbook.outside_links import Reference
from handbook.problems import Problem
from handbook.urls import as_sent

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_REDIRECT = _PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
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

# Paths of home pages, in whatever language, and of pages for signing in or for what is not there.
_HOME = re.compile(r"(/[a-z]{2}([-_][a-z]{2})?){0,2}(/home)?(/(index|default|home)\.\w+)?/?", re.IGNORECASE)
_SIGN_IN = re.compile(r"(^|[/._-])(log[_-]?in|sign[_-]?in|log[_-]?on|servicelogin|authwall|auth|sso)([/._-]|$)", re.IGNORECASE)
_NOT_THERE = re.compile(r"/(404|(page[_-]?)?not[_-]?found|error)(\.\w+)?/?$", re.IGNORECASE)
# Pages that want a person to prove to be one, or to agree to something.
_WALL = re.compile(r"(^|/)(captcha|challenge|sorry)(/|$)|^consent[./]", re.IGNORECASE)

_FIND_ANOTHER = "Look for its new address; if there is none, link a stored copy or another source."
_LOOK = "Open it in a browser: if it does not work there either, look for its new address or another source."
_NO_NEED = "Open it in a browser; if it works there, leave it."
_STILL_THERE = "Open it in a browser: if what was linked is no longer there, look for its new address or another source."
_WRITE_WHOLE = "Copy the address from the browser's address bar; one that is only an example belongs in backticks."


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


def met_nobody(answer: Answer) -> bool:
    """Whether not even a connection came about."""
    return not answer.sound and not answer.status and not answer.redirects and any(sign in answer.result for sign in _NOBODY_MET)


def is_met(answer: Answer) -> bool:
    """Whether some machine out there did something; to refuse a connection is enough."""
    return _REFUSED in answer.result or not met_nobody(answer)


def may_pass(answer: Answer) -> bool:
    """Whether the failure may be one of the moment: there was no answer, or the server is at fault."""
    if _is_challenge(answer):
        return False
    # A redirect is followed, unless it names no address.
    if answer.status in _REDIRECT:
        return True
    return not answer.sound and (not answer.status or HTTPStatus.INTERNAL_SERVER_ERROR <= answer.status < 600)


def _is_challenge(answer: Answer) -> bool:
    return answer.result.endswith(CHALLENGE)


def observed(answer: Answer) -> Observation | None:
    """What an answer tells of its address, in words of ours alone; None where it tells nothing."""
    if answer.result.startswith(asking.UNTOLD):
        return None
    if _is_challenge(answer):
        return Observation("blocked", "shows a page with a challenge")
    if may_pass(answer):
        return Observation("failed", _said(answer) if answer.status else _no_answer(answer) or "cannot be read")
    if answer.status in _GONE:
        return Observation("gone", _said(answer))
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return Observation("blocked", f"responds with {_status(answer)}")
    if elsewhere := _elsewhere(answer):
        return Observation("blocked" if elsewhere in _WALLS else "fine", f"leads to {elsewhere}")
    return _moved(answer)


def _said(answer: Answer) -> str:
    """What a server that failed answered."""
    return f"answers {_status(answer)}{', without an address to go on to' if answer.status in _REDIRECT else ''}"


def _status(answer: Answer) -> str:
    """The status with its standard phrase, whatever the server calls it."""
    try:
        return f"{answer.status} {HTTPStatus(answer.status).phrase}"
    except ValueError:
        return str(answer.status)


def _no_answer(answer: Answer) -> str:
    return next((what for sign, what in _NO_ANSWER.items() if sign in answer.result), "")


_WALLS = ("a sign-in page", "a page that asks whether a person is there")


def _elsewhere(answer: Answer) -> str:
    """What a redirect shows where something else was asked for: a server's polite way of saying that it is gone."""
    asked, shown = urlsplit(answer.asked), urlsplit(answer.url)
    if not answer.redirects:
        return ""
    for pattern, wall in zip((_SIGN_IN, _WALL), _WALLS, strict=True):
        if pattern.search(_place(shown)) and not pattern.search(_place(asked)):
            return wall
    if _NOT_THERE.search(shown.path) and not _NOT_THERE.search(asked.path):
        return "a not-found page"
    was_home = _HOME.fullmatch(asked.path) and not asked.query
    if _HOME.fullmatch(shown.path) and not (was_home and domain(answer.asked) == domain(answer.url)):
        return "a home page"
    return ""


def _place(parts: SplitResult) -> str:
    """The host without its last two labels, and the path: login.example.org/x signs in, login.org/x does not."""
    return f"{parts.netloc.rsplit('.', 2)[0] if parts.netloc.count('.') > 1 else ''}{parts.path}"


def _moved(answer: Answer) -> Observation:
    """Whether redirects that are all permanent led to another address, which may be written in place of the old one."""
    if not answer.redirects or not all(status in _PERMANENT for _, status in answer.redirects):
        return Observation("fine")
    try:
        new = as_sent(answer.redirects[-1][0])
    except ValueError:
        return Observation("fine")
    if answer.asked.startswith("https:") and not new.startswith("https:"):
        return Observation("fine", "leads to an address without encryption")
    return Observation("fine") if new == answer.asked else Observation("moved", to=new)


def unreadable(place: Reference, why: str) -> Finding:
    """What to say of an address that can't be sent, and why it can't."""
    return _failure(place, f"cannot be opened: {why}", _WRITE_WHOLE)


def judged(place: Reference, answer: Answer, times: str) -> Finding | None:
    """What to say of an address and its answer; None where all is well. `times` is how often it was tried, for who failed."""
    seen = observed(answer)
    if seen is None:
        return _note(place, "could not be checked: linkchecker says nothing about it", _NO_NEED)
    match seen.kind:
        case "failed":
            return _failure(place, f"{_trouble(answer)}{times}", _LOOK)
        case "gone":
            return _failure(place, seen.why, _FIND_ANOTHER)
        case "moved":
            return _note(place, f"has moved permanently to {seen.to}", "Write the new address, if it shows the same page.")
    if seen.why.startswith("leads to "):
        return _note(place, f"{seen.why}, {answer.url}", _STILL_THERE)
    return _note(place, f"could not be checked: it {seen.why}, as some servers do to programs", _NO_NEED) if seen.why else None


def _trouble(answer: Answer) -> str:
    if answer.status:
        return _said(answer)
    said = " ".join(answer.result.split())
    return _no_answer(answer) or f"cannot be read ({said[:200]}{'…' if len(said) > 200 else ''})"


def _failure(place: Reference, what: str, remedy: str) -> Finding:
    return Finding(Problem(place.path, place.line, place.column, f"{place.url} {what}", remedy), failure=True)


def _note(place: Reference, what: str, remedy: str) -> Finding:
    return Finding(Problem(place.path, place.line, place.column, f"{place.url} {what}", remedy), failure=False)
