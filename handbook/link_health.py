"""How the addresses outside of the handbook are: what the weekly run has seen of each, and what follows from it.

data/link-health.json is written by that run and by nobody else, so that no curated file changes because a server had a
bad day. `advance` is all that decides on a state. It is pure: the day is an argument.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from handbook.model import Day, Short, Where, refused
from handbook.problems import shortened
from handbook.urls import as_sent

State: TypeAlias = Literal["ok", "moved", "blocked", "unreachable", "dead"]
STATES: tuple[State, ...] = get_args(State)

# A server that can't be reached in runs on so many different days, one after the other, is taken for gone.
DAYS_UNTIL_DEAD = 3

# In these states a reader gets what was linked.
_WELL: frozenset[State] = frozenset({"ok", "moved"})

_LONGEST_ADDRESS = 4000


@dataclass(frozen=True, slots=True)
class Observation:
    """What one run saw of an address.

    `fine`: it answered; `moved`: it answered behind permanent redirects alone, which lead to `to`; `blocked`: it refuses
    programs, which says nothing of what a reader gets; `gone`: 404 or 410; `failed`: there was no answer, or the server
    is at fault. `why` is told to people.
    """

    kind: Literal["fine", "moved", "blocked", "gone", "failed"]
    why: str = ""
    to: str = ""


def _address(text: str) -> str:
    try:
        sent = as_sent(text)
    except ValueError as error:
        raise refused(f"cannot be opened: {error}", "Delete the line.") from None
    if sent != text:
        raise refused("is not an address as it is sent", "Delete the line.")
    return text


OutsideAddress = Annotated[str, Field(max_length=_LONGEST_ADDRESS), AfterValidator(_address)]


class Health(BaseModel):
    """The state of an address, and what it rests on.

    `well` is the last day on which a reader got what was linked; `failed` counts the days since then on which the
    address failed in every run; `archive` is a stored copy that was found for an address that is dead.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: State
    checked: Day
    well: Day | None = None
    failed: Annotated[int, Field(strict=True, ge=0, le=100_000)] = 0
    to: OutsideAddress | None = None
    why: Short | None = None
    archive: OutsideAddress | None = None

    @model_validator(mode="after")
    def _target(self) -> "Health":
        if (self.to is not None) != (self.state == "moved"):
            raise refused("has a new address without having moved, or the reverse", "Delete the line.")
        return self


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """What is recorded: the day of the latest run, None before the first one; the state of each address, as it is sent."""

    day: date | None = None
    addresses: Mapping[str, Health] = field(default_factory=dict)

    def of(self, url: str) -> Health | None:
        """The state of an address as somebody wrote it; None where it was never checked."""
        try:
            return self.addresses.get(as_sent(url))
        except ValueError:
            return None


def advance(earlier: Health | None, seen: Observation, day: date) -> Health:
    """The state of an address after it was seen on `day`, which may be the day on which it was seen before.

    A day that is before the last one tells nothing new. 404 and 410 are final until there is a sign of life; other
    failures are after three days. A sign of life is any answer that is neither of these.
    """
    if earlier and day < earlier.checked:
        return earlier
    well = earlier.well if earlier else None
    why = seen.why or None
    match seen.kind:
        case "fine":
            return Health(state="ok", checked=day, well=day, why=why)
        case "moved":
            return Health(state="moved", checked=day, well=day, to=seen.to, why=why)
        case "blocked":
            return Health(state="blocked", checked=day, well=well, why=why)
    failed = _failed_days(earlier, day)
    dead = seen.kind == "gone" or failed >= DAYS_UNTIL_DEAD or (earlier is not None and earlier.state == "dead")
    archive = earlier.archive if earlier and dead else None
    return Health(state="dead" if dead else "unreachable", checked=day, well=well, failed=failed, why=why, archive=archive)


def _failed_days(earlier: Health | None, day: date) -> int:
    """The number of days in a row on which it failed, with this one."""
    if not earlier or not earlier.failed:
        return 1
    return earlier.failed + (earlier.checked < day)


def later_of(one: LinkHealth, other: LinkHealth) -> LinkHealth:
    """Both records in one: of each address, what was seen last."""
    days = [found.day for found in (one, other) if found.day]
    merged = dict(one.addresses)
    for url, health in other.addresses.items():
        if url not in merged or merged[url].checked < health.checked:
            merged[url] = health
    return LinkHealth(max(days, default=None), merged)


# The key of the first line, which is no address.
_HEAD = ""
_NOTE = "written by `make links-outside`; what a line leaves out is as in a run of the day above: see docs/contributing/links.md"


def dumped(health: LinkHealth) -> str:
    """The record as a file: JSON with one address a line, sorted.

    Each line begins with its comma, so that no change touches the line of another address. The day of the latest run is
    in the first line, and in others only where it was another one: a run that sees nothing new changes a single line.
    """
    head = {"checked": health.day.isoformat() if health.day else None, "note": _NOTE}
    lines = [f",{_json(url)}: {_json(_short(found, health.day))}\n" for url, found in sorted(health.addresses.items())]
    return f"{{{_json(_HEAD)}: {_json(head)}\n{''.join(lines)}}}\n"


def _short(health: Health, day: date | None) -> dict[str, Any]:
    """The fields of a line that say more than the first line and the state do."""
    found = health.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    if health.well == health.checked and health.state in _WELL:
        del found["well"]
    if health.checked == day:
        del found["checked"]
    return found


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)


class BrokenHealth(Exception):
    """The record can't be read, for what is on `line`."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line, self.what, self.remedy = line, what, remedy


_DELETE_LINE = "Delete the line: the next run of `make links-outside` writes it again."
_DELETE_FILE = "Delete the file: the next run of `make links-outside` writes it again."


def parsed(text: str) -> LinkHealth:
    """The record in `text`. Raises `BrokenHealth` with the first line that is not as `dumped` writes it."""
    lines = text.split("\n")
    if len(lines) < 3 or lines[-2:] != ["}", ""]:
        raise BrokenHealth(len(lines), "the record does not end with a line of just }", _DELETE_FILE)
    day = _day(lines[0])
    found: dict[str, Health] = {}
    for number, line in enumerate(lines[1:-2], start=2):
        url, health = _line(number, line, day)
        if url in found:
            raise BrokenHealth(number, f"{shortened(url)} is here a second time", "Delete one of the two lines.")
        found[url] = health
    return LinkHealth(day, found)


def _day(line: str) -> date | None:
    match _value(f"{line}}}"):
        case {"": {"checked": None}}:
            return None
        case {"": {"checked": str(text)}}:
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
    raise BrokenHealth(1, "the first line does not say on which day the addresses were checked", _DELETE_FILE)


def _line(number: int, line: str, day: date | None) -> tuple[str, Health]:
    value = _value(f"{{{line[1:]}}}") if line.startswith(",") else None
    match value:
        case dict() if len(value) == 1:
            ((url, fields),) = value.items()
            if isinstance(fields, dict):
                return _checked_line(number, url, fields, day)
    raise BrokenHealth(number, "this is not an address with its state", _DELETE_LINE)


def _checked_line(number: int, url: str, fields: dict[str, Any], day: date | None) -> tuple[str, Health]:
    if "checked" not in fields:
        fields["checked"] = day.isoformat() if day else None
    if fields.get("state") in _WELL:
        fields.setdefault("well", fields["checked"])
    try:
        return _address(url), Health.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"])) or "the line"
        raise BrokenHealth(number, f"{name}: {' '.join(first['msg'].split())}", _DELETE_LINE) from None
    except ValueError:
        raise BrokenHealth(number, f"{shortened(url)} is not an address as it is sent", _DELETE_LINE) from None


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def counts(addresses: Iterator[Health] | Mapping[str, Health]) -> dict[State, int]:
    """How many addresses are in each state."""
    found = list(addresses.values() if isinstance(addresses, Mapping) else addresses)
    return {state: sum(health.state == state for health in found) for state in STATES}


class Ignore(BaseModel):
    """An address, or the beginning of some, whose failures aren't told for a while, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: Annotated[Where | None, Field(description="the address, as the entry or the page has it")] = None
    prefix: Annotated[Where | None, Field(description="how the addresses begin, from https:// to a slash")] = None
    reason: Annotated[Short, Field(description="what is wrong with the check, or with the server")]
    until: Annotated[Day, Field(description="the last day on which it's ignored")]

    @model_validator(mode="after")
    def _one_target(self) -> "Ignore":
        if (self.address is None) == (self.prefix is None):
            raise refused("has both or neither of `address` and `prefix`", "Name one address, or how some begin.")
        if self.prefix is not None and not _PREFIX.fullmatch(self.prefix):
            raise refused("has a prefix that doesn't name a whole host", "Write it from https:// to a slash, such as https://example.org/.")
        return self

    @property
    def target(self) -> str:
        """What it names, as the file has it."""
        return self.address or self.prefix or ""

    def covers(self, url: str) -> bool:
        """Whether it is meant for an address, as somebody wrote that."""
        return url == self.address if self.address is not None else url.startswith(self.prefix or "")


_PREFIX = re.compile(r"https?://[^/?#\s]+/\S*")


class Ignores(BaseModel):
    """The addresses whose failures aren't told for a while."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ignores: Annotated[list[Ignore], Field(description="one item for each address or prefix")]

    def covering(self, url: str) -> Ignore | None:
        """The first one that is meant for an address."""
        return next((ignore for ignore in self.ignores if ignore.covers(url)), None)
