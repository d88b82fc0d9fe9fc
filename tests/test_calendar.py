"""The calendar of a plan, read by a real parser: local times, one event for each step, and an import that updates."""

import json
import subprocess
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from tests.conftest import ROOT
from tools.node import NODE

PRINT = ROOT / "tests" / "scripts" / "print_calendar.js"
SITE = "https://handbook.example.org/guide/"
GAPS = {
    "gaps": [
        {"skill": "saying-no", "from": 0, "to": 3},
        {"skill": "user-discovery", "from": 1, "to": 3},
        {"skill": "prioritisation", "from": 0, "to": 2},
    ]
}
PATH = {"path": "first-month-as-an-ml-pm"}


def calendar(facts: Path, stamp: str = "2026-10-01", **wishes: Any) -> dict[str, Event]:
    """The events of a plan of four hours a week, by UID."""
    plan = {"hours": 4, "days": [1, 3, 6], "close": GAPS, "start": "2026-10-05", "money": "any", **wishes}
    more = {"site": SITE, "stamp": stamp, "times": {"start": "18:30"}}
    made = subprocess.run([NODE, str(PRINT), str(facts), json.dumps(plan), json.dumps(more)], capture_output=True, check=True)
    read = Calendar.from_ical(made.stdout)
    assert isinstance(read, Calendar)
    assert read["VERSION"] == "2.0"
    events = read.walk("VEVENT")
    found = {str(event["UID"]): event for event in events if isinstance(event, Event)}
    assert len(found) == len(events) > 10
    return found


def start_of(event: Event) -> datetime:
    start = event.DTSTART
    assert isinstance(start, datetime)
    return start


def end_of(event: Event) -> datetime:
    end = event.DTEND
    assert isinstance(end, datetime)
    return end


def made_at(event: Event) -> datetime:
    stamp = event.DTSTAMP
    assert isinstance(stamp, datetime)
    return stamp


@pytest.mark.parametrize(
    ("start", "change"),
    [("2026-10-12", "2026-10-25"), ("2027-03-15", "2027-03-28")],
    ids=["to standard time", "to daylight saving time"],
)
def test_the_first_step_of_a_day_begins_at_the_same_local_time_before_and_after_the_clocks_change(
    facts: Path, start: str, change: str
) -> None:
    starts: dict[Any, datetime] = {}
    for event in calendar(facts, start=start).values():
        begins = start_of(event)
        assert begins.tzinfo is None
        starts[begins.date()] = min(begins, starts.get(begins.date(), begins))
    assert {begins.time() for begins in starts.values()} == {time(18, 30)}
    offsets = {begins.replace(tzinfo=ZoneInfo("Europe/Berlin")).utcoffset() for begins in starts.values()}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}
    day = datetime.fromisoformat(change).date()
    assert min(starts) < day < max(starts)


def test_the_steps_of_a_day_follow_one_another(facts: Path) -> None:
    events = sorted(calendar(facts).values(), key=start_of)
    for event, later in pairwise(events):
        assert end_of(event) > start_of(event)
        same_day = start_of(later).date() == start_of(event).date()
        assert start_of(later) == end_of(event) if same_day else start_of(later).time() == time(18, 30)


def test_an_event_says_what_why_how_long_and_where(facts: Path) -> None:
    for event in calendar(facts, close=PATH).values():
        why, minutes, address = str(event.description).split("\n")
        assert why.endswith((".", "?", "!"))
        assert minutes == f"{(end_of(event) - start_of(event)).seconds // 60} minutes"
        assert address == str(event.url)
        assert address.startswith(SITE)
        assert len(str(event.summary)) < 160


def test_a_second_import_updates_what_the_first_one_brought(facts: Path) -> None:
    before = calendar(facts)
    done = [uid.removesuffix("@ml-pm-handbook").replace(".", "/") for uid in sorted(before) if ".part-" not in uid][:5]
    after = calendar(facts, stamp="2026-10-20T07:00:00Z", start="2026-10-21", done=done, pauses=["2026-10-26"])
    assert set(after) < set(before)
    assert len(set(before) - set(after)) == len(done)
    for uid, event in after.items():
        assert event.sequence > before[uid].sequence
        assert made_at(event) == datetime(2026, 10, 20, 7, tzinfo=UTC) > made_at(before[uid])
        assert start_of(event) > start_of(before[uid])
    imported = {**before, **after}
    assert len(imported) == len(before)


def test_the_same_plan_is_the_same_calendar(facts: Path) -> None:
    first, second = calendar(facts), calendar(facts)
    assert {uid: event.to_ical() for uid, event in first.items()} == {uid: event.to_ical() for uid, event in second.items()}
