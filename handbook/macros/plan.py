"""The plan: a form and a place for the weeks, which docs/assets/js/plan.js fills, and a sheet to fill in by hand."""

from dataclasses import dataclass

from handbook.handbook import Handbook, spoken_time
from handbook.kinds import KINDS
from handbook.macros.page import Context, PageContext

# As many as fit two printed pages.
WEEKS = 8
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The hours a week of the table on paper.
HOURS = (2, 4, 6)
# A sitting that most people find on three days of a week.
SITTING_DAYS = frozenset({0, 2, 4})


@dataclass(frozen=True, slots=True)
class Taking:
    """What one thing of a kind takes, for whoever plans on paper, and how many of them fill a week."""

    what: str
    time: str
    fits: tuple[int, ...]


def plan(handbook: Handbook, _page: PageContext) -> Context:
    closed, groups = handbook.vocabulary, handbook.skills_by_group
    return {
        "weeks": range(1, WEEKS + 1),
        "hours": HOURS,
        "takings": _takings(handbook),
        "days": [(number, name, number in SITTING_DAYS) for number, name in enumerate(DAYS)],
        "skills": [(closed.groups[group].title, links) for group, links in groups.items() if links],
        "paths": [handbook.link("path", path) for path in handbook.catalog.paths],
        "formats": [(key, named) for key, named in closed.formats.items()],
        "languages": [(key, named) for key, named in closed.languages.items()],
    }


def _takings(handbook: Handbook) -> list[Taking]:
    catalog = handbook.catalog
    exercises = sorted(one.minutes for record in catalog.skills.values() for one in record.model.practice)
    readings = sorted(record.model.minutes for record in catalog.resources.values())
    rows = [
        ("A term", KINDS["term"].minutes),
        ("An interview question", KINDS["question"].minutes),
        ("A skill's page", KINDS["skill"].minutes),
        ("A resource from the library (typically)", readings[len(readings) // 2]),
        ("An exercise (typically)", exercises[len(exercises) // 2]),
    ]
    return [Taking(what, spoken_time(minutes), tuple(hours * 60 // minutes for hours in HOURS)) for what, minutes in rows]
