"""What is wrong with an entry, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `line` and `column` count from 1; `path` is relative to the project's root."""

    path: str
    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.what}. {self.remedy}"

    def as_github(self) -> str:
        """The finding as a workflow command, which the code host shows beside the line.

        Source: GitHub Docs, "Workflow commands for GitHub Actions".
        """
        place = f"file={_escape_property(self.path)},line={self.line},col={self.column}"
        return f"::error {place}::{_escape_data(f'{self.what}. {self.remedy}')}"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`'Did you mean "mvp"? '` for the closest choice, or an empty string where none is close."""
    candidates = sorted(choices)
    folded = {choice.casefold(): choice for choice in candidates}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.66)
    return f'Did you mean "{folded[close[0]]}"? ' if close else ""


def listing(words: Iterable[str]) -> str:
    """`'a, b and c'`."""
    *head, last = words
    return f"{', '.join(head)} and {last}" if head else last


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
