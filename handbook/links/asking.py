"""Getting an answer for each address out of linkchecker, whatever single addresses do to it.

Where linkchecker stops early, what it did not answer is asked for in two piles, and those in two again, until the
address that it stopped at is alone: that one is told of, all others have their answers. Where it falls silent, as many
addresses hold it up as it has threads, or fewer.
"""

from collections.abc import Callable, Iterable
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

from handbook.links import linkchecker
from handbook.links.linkchecker import Answer, Ending

# How the result of an address begins that linkchecker has no row for.
HUNG = "Hung: "
STOPPED = "Stopped: "
UNTOLD = "Untold: "

# After so many ends in a row without one answer, it is not the addresses.
_MOST_IN_VAIN = 40

# A server has this many times the timeout of the settings for everything, redirects included.
_PATIENCE = 3

_BROKEN = "The checker does not work, whatever it is asked for: "


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


def ask(urls: Iterable[str], settings: Settings, heard: Callable[[Answer], None]) -> None:
    """Call `heard` with one answer for each address, as soon as there is one.

    Raises `CheckerBroken` where linkchecker does not work. Whatever `heard` raises ends it all.
    """
    piles = [list(urls)]
    in_vain = 0
    while piles:
        if not (pile := piles.pop()):
            continue
        ending, left = _ask_pile(pile, settings, heard)
        in_vain = in_vain + 1 if ending.why and len(left) == len(pile) else 0
        if in_vain == 1:
            _try_out(settings)
        if in_vain > _MOST_IN_VAIN:
            raise CheckerBroken(_BROKEN + ending.why)
        piles += _piles_of(pile, left, ending, settings, heard)


def _ask_pile(pile: list[str], settings: Settings, heard: Callable[[Answer], None]) -> tuple[Ending, list[str]]:
    """How linkchecker ended, and the addresses of the pile that it did not tell of."""
    left = dict.fromkeys(pile)

    def note(answer: Answer) -> None:
        # Before it is passed on: a second row of the same address is no news.
        if answer.asked in left:
            del left[answer.asked]
            heard(answer)
        if not left:
            raise _AllTold

    try:
        ending = linkchecker.listen(settings.path, pile, note, patience=settings.patience)
    except _AllTold:
        # Its threads look once a second whether they should stop. There is nothing to wait for.
        return Ending(), []
    return ending, list(left)


def _piles_of(pile: list[str], left: list[str], ending: Ending, settings: Settings, heard: Callable[[Answer], None]) -> list[list[str]]:
    """What remains to be asked for, in piles that linkchecker gets one by one."""
    if ending.silent and len(left) <= settings.threads:
        _tell(left, f"{HUNG}nothing came to an end within {settings.patience:.0f} seconds", heard)
        return []
    if not ending.why:
        # linkchecker leaves out an address that is another spelling of one before it. In the next pile, it is the first.
        if len(left) < len(pile):
            return [left]
        _tell(left, f"{UNTOLD}linkchecker says nothing of it", heard)
        return []
    if len(left) == 1:
        _tell(left, STOPPED + ending.why.splitlines()[-1].strip(), heard)
        return []
    # It asks in order, so where others were answered, the one that stopped it is near the front of the rest.
    near = 2 * settings.threads
    cut = near if near < len(left) // 2 and len(left) < len(pile) else len(left) // 2
    return [left[cut:], left[:cut]]


def _tell(urls: Iterable[str], result: str, heard: Callable[[Answer], None]) -> None:
    for url in urls:
        heard(Answer(url, "", url, sound=False, result=result, warnings=()))


def _try_out(settings: Settings) -> None:
    """Raise `CheckerBroken` where linkchecker does not even get to the end with nothing to do."""
    if why := linkchecker.listen(settings.path, (), lambda _: None, patience=settings.patience).why:
        raise CheckerBroken(why)
