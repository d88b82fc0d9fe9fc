"""What the issue and the pull request say. Pure: the record and the catalog in, Markdown out.

An address and what was seen of it are texts of others. They are shown as code, in which nothing is a link, a mention or
markup, and which they cannot leave.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from handbook.catalog import Catalog
from handbook.link_health import Health, State, counts
from handbook.links.health import ignored, ignores_to_end
from handbook.links.mending import Edit, Outcome
from handbook.outside_links import Reference, collect
from handbook.problems import listing
from tools.markdown import code

MARKER = "<!-- link-health: this text is written anew every week -->"
ISSUE_TITLE = "Links that need someone to look at them"
PULL_TITLE = "Link health: what moved, and the state of every link"

# Items of a list that are shown, at most, and characters of them; the code host takes no text of more than 65,536.
_SHOWN = 60
_LONGEST_LIST = 11_000


@dataclass(frozen=True, slots=True)
class Report:
    """A text, and whether somebody has to do something."""

    body: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Project:
    """The address of the repository on the code host, for links to lines of its files."""

    address: str

    def line(self, place: Reference) -> str:
        """A link to a line. Paths below data/ and docs/ are ids, so they hold no markup."""
        return f"[{place.path}:{place.line}]({self.address}/blob/main/{place.path}?plain=1#L{place.line})"


def issue(catalog: Catalog, outcome: Outcome, today: date, project: Project, pull: str) -> Report:
    """The issue, after `outcome` was written into the files of the catalog. `pull` says in a sentence where the changes are."""
    record = catalog.link_health
    found = [(place, health) for place in sorted(collect(catalog)) if (health := _told(catalog, place, today))]
    dead = [(place, health) for place, health in found if health.state == "dead" and not _has_copy(catalog, place, health)]
    doubtful = [(place, health) for place, health in found if health.state == "ok" and health.why]
    ends = list(ignores_to_end(catalog.ignores, record, collect(catalog), today))
    sections = [
        ("Dead, and without a stored copy", "Find the new address or another source, or delete the link.", _lines(dead, project)),
        ("Can't be changed by a program", "Change these by hand.", [_left(edit, why, project) for edit, why in outcome.left]),
        (
            "Ignores that have to go",
            "Edit `data/link-ignores.yml`.",
            [f"{code(found.problem.what)}: {found.problem.remedy}" for found in ends],
        ),
    ]
    needed = any(lines for _, _, lines in sections)
    sections += [
        ("Failing, but not for three days yet", "Nothing to do yet.", _lines(_in_state(found, "unreachable"), project)),
        ("Works, but may show something else", "Have a look when you have a minute.", _lines(doubtful, project)),
    ]
    numbers = listing(f"{number} {state}" for state, number in counts(record.addresses).items() if number)
    head = [MARKER, f"The run of {record.day}: {numbers}. {pull}".strip()]
    return Report("\n\n".join([*head, *listed(sections), _HOW]), needed)


_HOW = "`docs/contributing/links.md` explains the states. This issue closes itself once nothing in the first three lists is left."


def _told(catalog: Catalog, place: Reference, today: date) -> Health | None:
    return None if ignored(catalog.ignores, place.url, today) else catalog.link_health.of(place.url)


def _has_copy(catalog: Catalog, place: Reference, health: Health) -> bool:
    """Whether readers are offered a stored copy where the link stands."""
    entry = next((record.model for record in catalog.resources.values() if record.path == place.path), None)
    return bool(health.archive or (entry and entry.archive_url and place.url == entry.url))


def _in_state(found: Iterable[tuple[Reference, Health]], state: State) -> list[tuple[Reference, Health]]:
    return [(place, health) for place, health in found if health.state == state]


def _lines(found: Iterable[tuple[Reference, Health]], project: Project) -> list[str]:
    return [f"{code(place.url)} {code(health.why or 'fails')}, {_worked(health)}: {project.line(place)}" for place, health in found]


def _worked(health: Health) -> str:
    return f"last worked on {health.well}" if health.well else "never worked in a run"


def _left(edit: Edit, why: str, project: Project) -> str:
    return f"{code(edit.place.url)} {edit.why}: {code(edit.new)}. {code(why)} {project.line(edit.place)}"


def listed(sections: Sequence[tuple[str, str, list[str]]]) -> Iterator[str]:
    """Each list with its title and what to do, as far as it fits; none for what is empty."""
    for title, what, lines in sections:
        if lines:
            lengths = accumulate(map(len, lines))
            shown = [f"- {line}" for line, length in zip(lines[:_SHOWN], lengths, strict=False) if length <= _LONGEST_LIST]
            more = [f"- and {len(lines) - len(shown)} more"] if len(lines) > len(shown) else []
            yield "\n".join([f"### {title}", "", what, "", *shown, *more])


def pull(made: Sequence[Edit], day: date | None, project: Project) -> str:
    """The text of the pull request."""
    lines = [f"{code(edit.place.url)} {edit.why}: {code(edit.new)}, in {project.line(edit.place)}" for edit in made]
    what = "Each address below was replaced where it's written. Open the new ones before you merge: do they show the same page?"
    unchecked = "A pull request that a workflow opens isn't checked by itself. Close it and open it again, and the checks run."
    state = f"The rest is `data/link-health.json`, the state of every outside address on {day}. It's never edited by hand."
    return "\n\n".join([MARKER, *listed([("Changed addresses", what, lines)]), state, unchecked])
