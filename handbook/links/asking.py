"""Getting an answer for each address out of linkchecker, whatever single addresses do to it.

It asks for addresses in order, some at a time. Where it stops early, the one that stopped it is near the front of what
is left: that part is asked for one after the other, which tells it. Where it stops before the first answer, it is given
half, and half of that, until one address is alone. Where it falls silent and as many addresses are left as it has
threads, or fewer, each of them holds it up.
"""

from collections.abc import Callable, Iterable
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

from handbook.links import linkchecker
from handbook.links.linkchecker import Answer, Ending

# How the result of an address begins that linkchecker has no row for.
HUNG = "Hung"
STOPPED = "Stopped: "
UNTOLD = "Untold"

# After so many ends in a row without one answer, it is not the addresses.
_MOST_IN_VAIN = 40

# A server has this many times the timeout of the settings, to connect and to respond, redirects included.
_PATIENCE = 2

_BROKEN = "The link checker doesn't work for any address: "


class _AllTold(Exception):
    """There is an answer for each address."""


class CheckerBroken(Exception):
    """linkchecker does not work at all; the message says how it ended."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The file that linkchecker reads, and what we must know of it."""

    path: Path
    threads: int
    timeout: float

    @property
    def patience(self) -> float:
        """Seconds of silence after which linkchecker is stopped."""
        return self.timeout * _PATIENCE


def settings_in(path: Path) -> Settings:
    """The settings in a file; where it cannot be read, linkchecker will say so itself."""
    parser = ConfigParser(interpolation=None)
    parser.read(path, encoding="utf-8")
    return Settings(path, parser.getint("checking", "threads", fallback=8), parser.getfloat("checking", "timeout", fallback=20))


@dataclass(frozen=True, slots=True)
class _Pile:
    """Addresses to ask for in one run of linkchecker; `in_a_row`: one after the other, so that it is plain which one stops it."""

    urls: list[str]
    in_a_row: bool = False


def ask(urls: Iterable[str], settings: Settings, heard: Callable[[Answer], None]) -> None:
    """Call `heard` with one answer for each address, as soon as there is one.

    Raises `CheckerBroken` where linkchecker does not work. Whatever `heard` raises ends it all.
    """
    piles = [_Pile(list(urls))]
    in_vain = 0
    while piles:
        pile = piles.pop()
        if not pile.urls:
            continue
        ending, left = _ask_pile(pile, settings, heard)
        in_vain = in_vain + 1 if ending.why and len(left) == len(pile.urls) else 0
        if in_vain == 1:
            _try_out(settings)
        if in_vain > _MOST_IN_VAIN:
            raise CheckerBroken(_BROKEN + ending.why)
        told, more = _next(pile, left, ending, settings)
        for url, result in told.items():
            heard(Answer(url, "", url, sound=False, result=result, warnings=()))
        piles += reversed(more)


def _ask_pile(pile: _Pile, settings: Settings, heard: Callable[[Answer], None]) -> tuple[Ending, list[str]]:
    """How linkchecker ended, and the addresses of the pile that it did not tell of."""
    left = dict.fromkeys(pile.urls)

    def note(answer: Answer) -> None:
        # Before it is passed on: a second row of the same address is no news.
        if answer.asked in left:
            del left[answer.asked]
            heard(answer)
        if not left:
            raise _AllTold

    options = ("--threads", "1") if pile.in_a_row else ()
    try:
        ending = linkchecker.listen(settings.path, pile.urls, note, *options, patience=settings.patience)
    except _AllTold:
        # Its threads look once a second whether they should stop. There is nothing to wait for.
        return Ending(), []
    return ending, list(left)


def _next(pile: _Pile, left: list[str], ending: Ending, settings: Settings) -> tuple[dict[str, str], list[_Pile]]:
    """What is now known of addresses that linkchecker did not tell of, and the piles in which to ask for the others."""
    got_on = len(left) < len(pile.urls)
    if not left:
        return {}, []
    if not ending.why:
        # linkchecker leaves out an address that is another spelling of one before it. In the next pile, it is the first.
        return ({}, [_Pile(left)]) if got_on else (dict.fromkeys(left, UNTOLD), [])
    result = HUNG if ending.silent else f"{STOPPED}{ending.why.splitlines()[-1].strip()}"
    if len(left) == 1 or (ending.silent and not pile.in_a_row and len(left) <= settings.threads):
        return dict.fromkeys(left, result), []
    first, others = left[0], left[1:]
    if pile.in_a_row:
        # Before the first answer, it may be any of them.
        return ({first: result}, [_Pile(others, True)]) if got_on or ending.silent else ({}, [_Pile([first]), _Pile(others, True)])
    near = 2 * settings.threads
    if got_on and not ending.silent:
        return {}, [_Pile(left[:near], True), _Pile(left[near:])]
    middle = len(left) // 2
    return {}, [_Pile(left[:middle]), _Pile(left[middle:])]


def _try_out(settings: Settings) -> None:
    """Raise `CheckerBroken` where linkchecker does not even get to the end with nothing to do."""
    if why := linkchecker.listen(settings.path, (), lambda _: None, patience=settings.patience).why:
        raise CheckerBroken(why)
