"""Which words of a text the style guide has other words for.

The guide's lists are data (data/style.yml); a few turns of phrase that no list of words can name are patterns here. What
needs a reader's ear is in docs/contributing/style.md and in nobody's code.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from handbook import model

_WORD = re.compile(r"[a-z]+")
# What keeps its spelling: code, addresses, targets of links.
_KEPT = re.compile(r"`[^`\n]*`|https?://\S+|\]\([^)\n]*\)|^ {4}.*$|\{\{.*?\}\}", re.MULTILINE)

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
_UNITS = "seconds|minutes|hours|days|weeks|months|years|pages"
_PERIODS = "second|minute|hour|day|week|month|quarter|year"
# "A delay of two weeks" is English, "a talk of two hours" is not.
_MEASURES = (
    "delay|lag|gap|difference|total|sum|maximum|minimum|average|mean|median|limit|period|window|budget|timeout|latency|saving|cost|share|"
    "half-life|horizon|backlog|queue|history|rate|head|lead|age|range|price|value|warning|notice|stretch|series|run|streak|week|year|month"
)
_NOTICED = "figures|numbers|example|case|company|shop|team|product|service|store|bank|site|marketplace|hospital|prices|rates"


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of phrase: words without any of which no text has it, what it looks like, an example, and what to write."""

    triggers: frozenset[str]
    pattern: re.Pattern[str]
    example: str
    instead: str


def _turn(triggers: str, pattern: str, example: str, instead: str) -> Turn:
    return Turn(frozenset(triggers.split()), re.compile(pattern, re.IGNORECASE), example, instead)


TURNS = (
    _turn(
        "stand stands stood",
        r"\b(?:stands?|stood)\s+(?:in|on|only|below|above|beside|under|at\s+the)\b(?!\s+(?:for|line|the\s+way|its\s+own|their\s+own))",
        "the word stands in the list",
        "say what it does: it is listed, shown, written, printed or kept there",
    ),
    _turn(
        "no",
        r"\b(?<!there\s)(?<!There\s)(?:is|are|was|were)\s+no\s+"
        r"(?!longer|more|less|better|worse|fewer|good\b|one\b|use\b|way\b|need\b|point\b|match\b|secret|accident|joke|wonder|coincidence|"
        r"exception|substitute|guarantee|different|matter\b|closer|further|bigger|larger|smaller|faster|slower|cheaper|harder|easier)\w+",
        "a queue is no database",
        'write "isn\'t a", "aren\'t" or "there is no"',
    ),
    _turn(
        _PERIODS.replace("|", " "),
        rf"\bper\s+[a-z]+\s+and\s+(?:{_PERIODS})\b",
        "per user and month",
        'write "per user per month"',
    ),
    _turn(
        "invented made fictitious",
        rf"\b(?:invented|made[\s-]up|fictitious)\s+(?:{_NOTICED})\b|\b(?:figures|numbers|case|example|prices)\s+(?:is|are|were)\s+(?:invented|made\s+up)\b",
        "with invented figures",
        "leave it out: the About page says it once for every example",
    ),
    _turn("alarm alarms", r"(?<!false\s)\balarms?\b", "the alarm goes off", 'write "alert"; only a false alarm stays one'),
    _turn(
        _UNITS.replace("|", " "),
        rf"\b(?:an?|the)\s+(?!(?:{_MEASURES})\b)[a-z]+\s+of\s+(?:\d+|{_NUMBERS})\s+(?:{_UNITS})\b",
        "a talk of twenty minutes",
        'put the measure first: "a 20-minute talk"',
    ),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of a text: from where to where, as they are written there, and what to write."""

    start: int
    end: int
    words: str
    instead: str


@dataclass(frozen=True, slots=True)
class Wordings:
    """The turns of phrase and the listed words, by the words that give them away."""

    turns: tuple[Turn, ...]
    triggers: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "triggers", frozenset().union(*(turn.triggers for turn in self.turns)))

    def marked(self, text: str) -> Iterator[Marked]:
        """What the style guide has other words for. Code, addresses and the targets of links are left out."""
        # One look for all: few texts have any of the words, and only those are searched.
        if not (here := self.triggers.intersection(_WORD.findall(text.lower()))):
            return
        plain = _KEPT.sub(lambda kept: " " * len(kept[0]), text)
        for turn in self.turns:
            if not turn.triggers.isdisjoint(here):
                for found in turn.pattern.finditer(plain):
                    yield Marked(found.start(), found.end(), " ".join(found[0].split()), turn.instead)


def wordings(words: Iterable[model.Wording]) -> Wordings:
    """The turns of phrase above, and the words of the guide's list."""
    return _wordings(tuple((phrase, wording.instead) for wording in words for phrase in wording.phrases))


@lru_cache(maxsize=4)
def _wordings(listed: tuple[tuple[str, str], ...]) -> Wordings:
    return Wordings((*TURNS, *(_listed(phrase, instead) for phrase, instead in listed)))


def _listed(phrase: str, instead: str) -> Turn:
    longest = max(_WORD.findall(phrase.lower()), key=len)
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    return Turn(frozenset({longest}), re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE), phrase, f'write "{instead}"')
