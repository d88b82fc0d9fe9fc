"""Dates that are none, or cannot be."""

from tests.corpus.breaks import Cases, edit, write
from tests.project import RESOURCE

WRITE_A_DATE = "Write it as year-month-day, such as 2026-11-23."

CASES: Cases = {
    "the date 0001-01-01": (
        edit(RESOURCE, "added: 2026-11-23", "added: 0001-01-01"),
        [f"{RESOURCE}:15:8: added is 0001-01-01, before the handbook began in 2026. Check the year."],
    ),
    "the date 1999-12-31": (
        edit(RESOURCE, "added: 2026-11-23", "added: 1999-12-31"),
        [f"{RESOURCE}:15:8: added is 1999-12-31, before the handbook began in 2026. Check the year."],
    ),
    "the date 2026-W48-1": (
        edit(RESOURCE, "added: 2026-11-23", "added: 2026-W48-1"),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    "the date 20261123": (
        edit(RESOURCE, "added: 2026-11-23", "added: 20261123"),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    "the date 2026-11-23T10:00:00": (
        edit(RESOURCE, "added: 2026-11-23", "added: 2026-11-23T10:00:00"),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    "the date 2026-1-5": (
        edit(RESOURCE, "added: 2026-11-23", "added: 2026-1-5"),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    "the date 2026-02-30": (
        edit(RESOURCE, "added: 2026-11-23", "added: 2026-02-30"),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    'the date "2026-W48-1"': (
        edit(RESOURCE, "added: 2026-11-23", 'added: "2026-W48-1"'),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    'the date "20261123"': (
        edit(RESOURCE, "added: 2026-11-23", 'added: "20261123"'),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    'the date "\uff12\uff10\uff12\uff16-11-23"': (
        edit(RESOURCE, "added: 2026-11-23", 'added: "\uff12\uff10\uff12\uff16-11-23"'),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    "the date 23.11.2026": (
        edit(RESOURCE, "added: 2026-11-23", "added: 23.11.2026"),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    "the date yesterday": (
        edit(RESOURCE, "added: 2026-11-23", "added: yesterday"),
        [f"{RESOURCE}:15:8: added is not a date. {WRITE_A_DATE}"],
    ),
    "a move on no date": (
        write("data/moved.yml", "moves:\n  - old: x/\n    gone: It went.\n    on: 2026-W48-1\n"),
        [f"data/moved.yml:4:9: moves[1].on is not a date. {WRITE_A_DATE}"],
    ),
}
