"""What is wrong with an entry, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

# A suggestion has at least this percentage of its letters in common, in their order, with what was written.
_CLOSE = 66
# Of one list of choices. Whoever has more mistakes than that has one mistake, and a check that takes minutes helps nobody.
_MOST_SUGGESTIONS = 1_000
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `line` and `column` count from 1; `path` is relative to the project's root."""

    path: str
    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return on_one_line(f"{self.path}:{self.line}:{self.column}: {self.what}. {self.remedy}")

    def as_github(self) -> str:
        """The finding as a workflow command, which the code host shows beside the line.

        Source: GitHub Docs, "Workflow commands for GitHub Actions".
        """
        place = f"file={_escape_property(self.path)},line={self.line},col={self.column}"
        return f"::error {place}::{escape_data(f'{self.what}. {self.remedy}')}"


class Choices:
    """Words that could have been meant. Prepared once for as many suggestions as are wanted of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._folded = {word.casefold(): word for word in sorted(words)}
        self._asked: dict[str, str] = {}

    def closest(self, word: str) -> str:
        """The choice that is most like `word`, whatever its capitals, or an empty string where none is close."""
        if word not in self._asked:
            self._asked[word] = self._closest(word.casefold()) if len(self._asked) < _MOST_SUGGESTIONS else ""
        return self._asked[word]

    def _closest(self, folded: str) -> str:
        # Imported by those alone who made a mistake: it takes a tenth of the time of a check that finds nothing.
        from rapidfuzz import fuzz, process

        found = process.extractOne(folded, self._folded.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        return self._folded[found[0]] if found else ""


def did_you_mean(word: str, choices: Iterable[str] | Choices) -> str:
    """`'Did you mean "mvp"? '` for the closest choice, or an empty string where none is close."""
    near = (choices if isinstance(choices, Choices) else Choices(choices)).closest(word)
    return f'Did you mean "{near}"? ' if near else ""


def listing(words: Iterable[str], last_by: str = "and") -> str:
    """`'a, b and c'`; `'none'` where there is none."""
    *head, last = [*words] or ["none"]
    return f"{', '.join(head)} {last_by} {last}" if head else last


def shortened(text: str) -> str:
    """The beginning of a long text, as a message may quote it."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


def on_one_line(text: str) -> str:
    """The text with what would end a line, or could not be printed or seen, as an escape: a message is one line."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else _escape(sign) for sign in text)


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape").decode()


def escape_data(text: str) -> str:
    """The text of a workflow command."""
    return on_one_line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _escape_property(text: str) -> str:
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")
