"""What is known of addresses outside, over days that are made up, and the file in which it is kept."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.link_health import BrokenHealth, Health, LinkHealth, Observation, advance, dumped, later_of, parsed

MONDAY = date(2026, 11, 30)
URL = "https://example.org/page"

FINE = Observation("fine")
MOVED = Observation("moved", to="https://example.org/new")
BLOCKED = Observation("blocked", "403 Forbidden")
GONE = Observation("gone", "404 Not Found")
FAILED = Observation("failed", "has an unknown host")
SIGNS = {"f": FINE, "m": MOVED, "b": BLOCKED, "g": GONE, "x": FAILED}


def after(story: str) -> Health:
    """The state after a story: a letter for each run, a space for each week between them."""
    health, day = None, MONDAY
    for letter in story:
        if letter == " ":
            day += timedelta(weeks=1)
        else:
            health = advance(health, SIGNS[letter], day)
    assert health
    return health


@pytest.mark.parametrize(
    ("story", "state", "failed", "well"),
    [
        ("f", "ok", 0, 0),
        ("m", "moved", 0, 0),
        ("b", "blocked", 0, None),
        # A failure is no death before the third day, however often a day is tried.
        ("x", "unreachable", 1, None),
        ("f x", "unreachable", 1, 0),
        ("f xxxxx", "unreachable", 1, 0),
        ("f x x", "unreachable", 2, 0),
        ("f x xx x", "dead", 3, 0),
        # 404 is, and stays so until there is a sign of life.
        ("f g", "dead", 1, 0),
        ("f g x", "dead", 2, 0),
        ("g f", "ok", 0, 1),
        ("x x x b", "blocked", 0, None),
        ("x x x m", "moved", 0, 3),
        # Up and down: days that failed count only in a row.
        ("f x f x f x f x", "unreachable", 1, 6),
        ("x x f x x", "unreachable", 2, 2),
        ("f x b x x", "unreachable", 2, 0),
        # One day, two runs: the later one tells.
        ("f xf", "ok", 0, 1),
        ("f fx", "unreachable", 1, 1),
        ("x x xf x", "unreachable", 1, 2),
        # A host that dies and comes back.
        ("f x x x x f", "ok", 0, 5),
        # What refuses programs for a year is not dead.
        ("b" + " b" * 52, "blocked", 0, None),
    ],
)
def test_states_follow_from_what_was_seen_on_which_days(story: str, state: str, failed: int, well: int | None) -> None:
    found = after(story)
    assert (found.state, found.failed) == (state, failed)
    assert found.well == (None if well is None else MONDAY + timedelta(weeks=well))


def test_a_run_that_is_older_than_the_last_one_tells_nothing_new() -> None:
    known = advance(None, GONE, MONDAY)
    assert advance(known, FINE, MONDAY - timedelta(days=1)) == known


@given(st.lists(st.tuples(st.sampled_from("fmbgx"), st.integers(0, 3)), min_size=1, max_size=30))
def test_no_address_is_called_dead_without_404_or_three_bad_days(story: list[tuple[str, int]]) -> None:
    health, day, bad, gone = None, MONDAY, set[date](), False
    for letter, wait in story:
        day += timedelta(days=wait)
        health = advance(health, SIGNS[letter], day)
        gone = letter == "g" or (gone and letter == "x")
        bad = {*bad, day} if letter in "gx" else set()
        assert health.failed == len(bad)
        assert (health.state == "dead") == (gone or len(bad) >= 3)
        assert parsed(dumped(LinkHealth(day, {URL: health}))).of(URL) == health


def test_the_record_is_json_with_a_line_for_each_address() -> None:
    health = LinkHealth(
        MONDAY,
        {
            "https://example.org/z": advance(None, FINE, MONDAY),
            "https://example.org/b": advance(None, BLOCKED, MONDAY),
            "https://example.org/a": advance(advance(None, FINE, MONDAY - timedelta(days=7)), GONE, MONDAY),
            "https://example.org/c": advance(None, MOVED, MONDAY - timedelta(days=7)),
        },
    )
    head, *lines, end = dumped(health).splitlines()
    assert head.startswith('{"": {"checked": "2026-11-30", "note": "written by ')
    assert lines == [
        ',"https://example.org/a": {"state": "dead", "well": "2026-11-23", "failed": 1, "why": "404 Not Found"}',
        ',"https://example.org/b": {"state": "blocked", "why": "403 Forbidden"}',
        ',"https://example.org/c": {"state": "moved", "checked": "2026-11-23", "to": "https://example.org/new"}',
        ',"https://example.org/z": {"state": "ok"}',
    ]
    assert end == "}"
    assert set(json.loads(dumped(health))) == {"", *health.addresses}
    assert parsed(dumped(health)) == health


def test_a_week_without_news_changes_one_line() -> None:
    addresses = {f"https://example.org/{number}": advance(None, FINE, MONDAY) for number in range(9)}
    later = MONDAY + timedelta(weeks=1)
    before = dumped(LinkHealth(MONDAY, addresses)).splitlines()
    now = dumped(LinkHealth(later, {url: advance(health, FINE, later) for url, health in addresses.items()})).splitlines()
    assert [number for number, (one, other) in enumerate(zip(before, now, strict=True)) if one != other] == [0]


def test_of_two_records_the_later_sight_of_each_address_counts() -> None:
    tuesday = MONDAY + timedelta(days=1)
    main = LinkHealth(MONDAY, {"https://example.org/a": advance(None, GONE, MONDAY), "https://example.org/b": advance(None, GONE, MONDAY)})
    branch = LinkHealth(tuesday, {"https://example.org/a": advance(None, FINE, tuesday)})
    merged = later_of(main, branch)
    assert merged == later_of(branch, main)
    assert (merged.day, {url: health.state for url, health in merged.addresses.items()}) == (
        tuesday,
        {"https://example.org/a": "ok", "https://example.org/b": "dead"},
    )


HEAD = '{"": {"checked": "2026-11-30"}\n'


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "the record does not end with a line of just }"),
        (HEAD + ',"https://example.org/": {"state": "ok"}', 2, "the record does not end with a line of just }"),
        ('{"": {"checked": "yesterday"}\n}\n', 1, "the first line does not say on which day the addresses were checked"),
        ('["": 1]\n}\n', 1, "the first line does not say on which day the addresses were checked"),
        (HEAD + '"https://example.org/": {"state": "ok"}\n}\n', 2, "this is not an address with its state"),
        (HEAD + ',"https://example.org/": {"state": "ok"}, "https://example.org/b": {}\n}\n', 2, "this is not an address with its state"),
        (HEAD + "," + '{"a":' * 5000 + "\n}\n", 2, "this is not an address with its state"),
        (HEAD + ',"javascript:alert(1)": {"state": "ok"}\n}\n', 2, "javascript:alert(1) is not an address as it is sent"),
        (HEAD + ',"https://example.org/": {"state": "fine"}\n}\n', 2, "state: Input should be 'ok', 'moved', "),
        (HEAD + ',"https://example.org/": {"state": "ok", "checked": "2026-02-30"}\n}\n', 2, "checked: is not a date"),
        (HEAD + ',"https://example.org/": {"state": "moved"}\n}\n', 2, "the line: has a new address without having moved"),
        (HEAD + ',"https://example.org/": {"state": "moved", "to": "javascript:x"}\n}\n', 2, "to: cannot be opened"),
        (HEAD + ',"https://example.org/": {"state": "dead", "failed": "9"}\n}\n', 2, "failed: Input should be a valid integer"),
        (HEAD + 2 * ',"https://example.org/": {"state": "ok"}\n' + "}\n", 3, "https://example.org/ is here a second time"),
    ],
)
def test_a_record_that_somebody_edited_is_told_at_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(BrokenHealth) as broken:
        parsed(text)
    assert (broken.value.line, broken.value.what[: len(what)]) == (line, what)
    assert broken.value.remedy
