"""Which words of a text the style guide has other words for.

The guide's lists are data (data/style.yml); a few turns of phrase that no list of words can name are patterns here. What
needs a reader's ear is in docs/contributing/style.md and in nobody's code.
"""

import re
from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A turn of phrase: words one of which every text with it has, what it looks like in small letters, an example, and what to write.

    `needs` are words that it has all of, which few texts do, and `hint` a part of it that is looked for quickly.
    """

    triggers: frozenset[str]
    pattern: re.Pattern[str]
    example: str
    instead: str
    needs: frozenset[str] = frozenset()
    hint: re.Pattern[str] = re.compile("")


def _turn(triggers: str, pattern: str, example: str, instead: str, needs: str = "", hint: str = "") -> Turn:
    return Turn(frozenset(triggers.split()), re.compile(pattern), example, instead, frozenset(needs.split()), re.compile(hint))


TURNS = (
    _turn(
        "stand stands stood",
        r"\b(?:stands?|stood)\s+(?:in|on|only|below|above|beside|under|at\s+the)\b(?!\s+(?:for|line|the\s+way|its\s+own|their\s+own))",
        "the word stands in the list",
        "say what it does: it is listed, shown, written, printed or kept there",
    ),
    _turn(
        "no",
        r"(?<!there\s)\b(?:is|are|was|were)\s+no\s+"
        r"(?!longer|more|less|better|worse|fewer|good\b|one\b|use\b|way\b|need\b|point\b|match\b|secret|accident|joke|wonder|coincidence|"
        r"exception|substitute|guarantee|different|matter\b|closer|further|bigger|larger|smaller|faster|slower|cheaper|harder|easier)\w+",
        "a queue is no database",
        'write "isn\'t a", "aren\'t" or "there is no"',
        hint=r"(?:s|are|were)\s+no\s",
    ),
    _turn(
        _PERIODS.replace("|", " "),
        rf"\bper\s+[a-z]+\s+and\s+(?:{_PERIODS})\b",
        "per user and month",
        'write "per user per month"',
        needs="per and",
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
        rf"\b(?:an?|the)\s(?!\s*(?:{_MEASURES})\b)\s*[a-z]+\s+of\s+(?:\d+|{_NUMBERS})\s+(?:{_UNITS})\b",
        "a talk of twenty minutes",
        'put the measure first: "a 20-minute talk"',
        hint=rf"of\s+(?:\d|{_NUMBERS})",
    ),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of a text: from where to where, as they are written there, and what to write."""

    start: int
    end: int
    words: str
    instead: str


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """The turns of phrase and the listed words, by the words that give them away."""

    turns: tuple[Turn, ...]
    by_trigger: dict[str, tuple[Turn, ...]] = field(init=False)

    def __post_init__(self) -> None:
        triggers = frozenset().union(*(turn.triggers for turn in self.turns))
        object.__setattr__(self, "by_trigger", {word: tuple(turn for turn in self.turns if word in turn.triggers) for word in triggers})

    @property
    def triggers(self) -> frozenset[str]:
        """The words without any of which no text is refused."""
        return frozenset(self.by_trigger)

    def marked(self, text: str) -> tuple[Marked, ...]:
        """What the style guide has other words for. Code, addresses and the targets of links are left out."""
        return _marked(self, text)


# A text stays looked through while others change. More than the fields of any handbook that a build could take.
@lru_cache(maxsize=100_000)
def _marked(guide: Wordings, text: str) -> tuple[Marked, ...]:
    small = _small(text)
    found = set(_WORD.findall(small))
    turns = {each for word in guide.by_trigger.keys() & found for each in guide.by_trigger[word] if each.needs <= found}
    likely = [turn for turn in turns if turn.hint.search(small) and turn.pattern.search(small)]
    # What is kept as it is written is only looked for where there is something to spare.
    plain = _KEPT.sub(lambda kept: " " * len(kept[0]), small) if likely else ""
    return tuple(_mark(text, each, turn) for turn in likely for each in turn.pattern.finditer(plain))


def _mark(text: str, found: re.Match[str], turn: Turn) -> Marked:
    return Marked(found.start(), found.end(), " ".join(text[found.start() : found.end()].split()), turn.instead)


def _small(text: str) -> str:
    """The text in small letters, with each letter in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def wordings(words: Iterable[model.Wording]) -> Wordings:
    """The turns of phrase above, and the words of the guide's list."""
    return _wordings(tuple((phrase, wording.instead) for wording in words for phrase in wording.phrases))


@lru_cache(maxsize=4)
def _wordings(listed: tuple[tuple[str, str], ...]) -> Wordings:
    return Wordings((*TURNS, *(_listed(phrase, instead) for phrase, instead in listed)))


def _listed(phrase: str, instead: str) -> Turn:
    words = _WORD.findall(phrase.lower())
    pattern = r"\s+".join(map(re.escape, phrase.lower().split()))
    triggers = frozenset({max(words, key=len)})
    return Turn(triggers, re.compile(rf"(?<![\w-]){pattern}(?![\w-])"), phrase, f'write "{instead}"', frozenset(words))
