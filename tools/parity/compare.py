"""Two sites beside each other: what differs, what of it is allowed, and what is told."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.parity.facts import ROWS, Fact

# What the others are compared with.
PRODUCT = "mkdocs"
# Words of each side around the first that differs.
_SHOWN_WORDS = 12
# Differences that are told one by one; with the fault behind them, the others go as well.
_SHOWN_ERRORS = 40


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """What the product has and another generator's site has instead; None where there is nothing."""

    row: str
    where: str
    what: str
    ours: str | None
    theirs: str | None

    def told(self, generator: str) -> str:
        """The page, what differs on it, and both values."""
        ours, theirs = (self.ours, self.theirs) if self.row != "text" else _around(self.ours or "", self.theirs or "")
        return f"{self.row} {self.where or '(home)'}: {self.what}\n    {PRODUCT}: {_told(ours)}\n    {generator}: {_told(theirs)}"


def _told(value: str | None) -> str:
    return "nothing" if value is None else f'"{value}"'


def _around(ours: str, theirs: str) -> tuple[str, str]:
    """Both texts from shortly before the first word that differs."""
    one, other = ours.split(), theirs.split()
    same = next((place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))
    shown = slice(max(0, same - _SHOWN_WORDS), same + _SHOWN_WORDS)
    return " ".join(one[shown]), " ".join(other[shown])


@dataclass(frozen=True, slots=True)
class Allowance:
    """Differences that may be, and why. Patterns match whole values; where there must be nothing, the pattern is None."""

    generators: tuple[str, ...]
    row: str
    reason: str
    where: str = ".*"
    what: str = ".*"
    ours: str | None = ".*"
    theirs: str | None = ".*"

    def explains(self, difference: Difference) -> bool:
        """Whether a difference is of the kind that may be."""
        return (
            difference.row == self.row
            and _fits(self.where, difference.where)
            and _fits(self.what, difference.what)
            and _fits(self.ours, difference.ours)
            and _fits(self.theirs, difference.theirs)
        )


def _fits(pattern: str | None, value: str | None) -> bool:
    if pattern is None or value is None:
        return pattern is value
    return re.fullmatch(pattern, value, re.DOTALL) is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How another generator's site compares: numbers by row, and what is wrong."""

    equal: Counter[str]
    listed: Counter[str]
    unexplained: tuple[Difference, ...]
    stale: tuple[Allowance, ...]


def differences(ours: Counter[Fact], theirs: Counter[Fact]) -> list[Difference]:
    """What stands in one site alone. Of one thing on one page, what was lost is told beside what came instead."""
    lost, new = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
    instead: dict[tuple[str, str, str], list[str]] = {}
    for fact in new:
        instead.setdefault((fact.row, fact.where, fact.what), []).append(fact.value)
    found = []
    for fact in lost:
        values = instead.get((fact.row, fact.where, fact.what), [])
        found.append(Difference(fact.row, fact.where, fact.what, fact.value, values.pop(0) if values else None))
    found += [Difference(*key, None, value) for key, values in instead.items() for value in values]
    return found


def compare(ours: Counter[Fact], theirs: Counter[Fact], allowed: Sequence[Allowance], generator: str) -> Verdict:
    """Sort the differences of two sites into those that are listed and the others, and find allowances that explain none."""
    listed: Counter[str] = Counter()
    unexplained = []
    ready = [allowance for allowance in allowed if generator in allowance.generators]
    used: set[Allowance] = set()
    for difference in differences(ours, theirs):
        explaining = [allowance for allowance in ready if allowance.explains(difference)]
        used.update(explaining)
        if explaining:
            listed[difference.row] += 1
        else:
            unexplained.append(difference)
    equal = Counter(fact.row for fact in (ours & theirs).elements())
    return Verdict(equal, listed, tuple(unexplained), tuple(allowance for allowance in ready if allowance not in used))


def missing_addresses(facts: Counter[Fact]) -> list[str]:
    """Recorded addresses that a site does not have, or has more than once."""
    return [f"/{fact.where}: {fact.value} times" for fact in sorted(facts) if fact.row == "addresses" and fact.value != "1"]


def table(verdicts: dict[str, Verdict]) -> Iterator[str]:
    """Rows of facts; equal, listed and unexplained ones for each generator beside the product."""
    yield f"| against {PRODUCT} | {' | '.join(f'{name} equal | listed | unexplained' for name in verdicts)} |"
    yield f"|---|{'--:|' * 3 * len(verdicts)}"
    for row in ROWS:
        numbers = [
            f"{verdict.equal[row]:,} | {verdict.listed[row]:,} | {sum(found.row == row for found in verdict.unexplained):,}"
            for verdict in verdicts.values()
        ]
        yield f"| {row} | {' | '.join(numbers)} |"


def errors(generator: str, verdict: Verdict) -> Iterator[str]:
    """What must not be: differences without a reason, and reasons without a difference."""
    for difference in verdict.unexplained[:_SHOWN_ERRORS]:
        yield f"{generator}: {difference.told(generator)}"
    if (more := len(verdict.unexplained) - _SHOWN_ERRORS) > 0:
        yield f"{generator}: and {more:,} more differences"
    for allowance in verdict.stale:
        yield (
            f"{generator}: no {allowance.row} differ as allowed: {allowance.reason}\n"
            "    Take the entry, or this generator, out of tools/parity/allowed.py."
        )
