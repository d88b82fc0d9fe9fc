"""A sound catalog with links and lists, for pages and exports alike."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import urlencode, urlsplit

import click

from handbook import model
from handbook.addresses import address_of, entry_address
from handbook.catalog import SHORT_MINUTES, Catalog, Record, areas_of, domain, references, steps_of
from handbook.kinds import KINDS
from handbook.load import load_cached
from handbook.outside_links import collect
from handbook.rules import check

_TERMS = KINDS["term"].folder


class BrokenCatalog(click.ClickException):
    """The catalog has problems; the message lists them. MkDocs prints it without a traceback."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Where an entry is shown: a URL from the site's root, its title, and one sentence on it."""

    title: str
    url: str
    kind: str = ""
    summary: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class EditLinks:
    """Where an entry can be edited or discussed; empty where the build knows no repository."""

    edits: tuple[Link, ...]
    suggest: str


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that was dead on the day when it was last checked, and a stored copy of what it led to, if there is one."""

    url: str
    day: date
    archive: str


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A resource with its closed values spelled out."""

    id: str
    entry: model.Resource
    host: str
    level: str
    dots: str
    format: str
    cost: str
    language: str
    time: str
    skills: tuple[Link, ...]
    terms: tuple[Link, ...]
    tools: EditLinks
    facets: dict[str, tuple[str, ...]]
    dead: DeadLink | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """An interview question with its closed values spelled out."""

    id: str
    entry: model.Question
    kind: str
    level: str
    dots: str
    frame: model.Frame | None
    skills: tuple[Link, ...]
    terms: tuple[Link, ...]
    rooms: tuple[Link, ...]
    tools: EditLinks


def spoken_time(minutes: int) -> str:
    """`45 min`, `2 h`, `2 h 30`, `12 h`: quarter hours below six hours, whole ones above."""
    if minutes < 60:
        return f"{minutes} min"
    if minutes >= 360:
        return f"{round(minutes / 60)} h"
    hours, rest = divmod(round(minutes / 15) * 15, 60)
    return f"{hours} h {rest}" if rest else f"{hours} h"


def handbook_at(root: Path, repository: str = "") -> "Handbook":
    """The handbook below `root`, from the cache unless a file has changed.

    `repository` is the code host's address of the project, or empty. Raises `BrokenCatalog` with every problem.
    """
    return _built(load_cached(root), repository.rstrip("/"))


@lru_cache(maxsize=2)
def _built(catalog: Catalog, repository: str) -> "Handbook":
    if problems := check(catalog):
        raise BrokenCatalog("\n".join(str(problem) for problem in problems))
    return Handbook(catalog, repository)


class Handbook:
    """Everything that pages show, computed from one sound catalog."""

    def __init__(self, catalog: Catalog, repository: str = "") -> None:
        self.catalog = catalog
        self.vocabulary = catalog.vocabulary
        self.repository = repository

    def link(self, kind: str, entry_id: str) -> Link:
        """Where an entry is shown. Resources and questions are anchors of their pages."""
        entry, row = self.catalog.records(kind)[entry_id].model, KINDS[kind]
        summary = getattr(entry, row.summary) if row.summary else ""
        return Link(getattr(entry, row.title), entry_address(kind, entry_id), kind, summary, entry_id)

    def links(self, kind: str, ids: Iterable[str]) -> tuple[Link, ...]:
        """Links to entries of one kind, in the order given."""
        return tuple(self.link(kind, entry_id) for entry_id in ids)

    def tools(self, record: Record[Any]) -> EditLinks:
        """The edit link to the very file of an entry, and a form to suggest a change."""
        if not self.repository:
            return EditLinks((), "")
        edit = Link(_edit_title(record.path), f"{self.repository}/edit/main/{record.path}")
        query = urlencode({"template": "suggest-a-change.yml", "title": f"{record.path}: "})
        return EditLinks((edit,), f"{self.repository}/issues/new?{query}")

    @property
    def level_names(self) -> list[str]:
        """The words for levels by number: 0 is none."""
        return [self.vocabulary.no_level, *(level.title for level in self.vocabulary.levels.values())]

    def dots(self, level: str) -> str:
        """A level as people see it at a glance: `●●○○` is the second of four."""
        place, levels = [*self.vocabulary.levels].index(level) + 1, len(self.vocabulary.levels)
        return "●" * place + "○" * (levels - place)

    @cached_property
    def inbound(self) -> dict[tuple[str, str], tuple[Link, ...]]:
        """For each entry, by kind and id, who refers to it in fields or in prose: sorted by kind and title."""
        found: dict[tuple[str, str], set[Link]] = defaultdict(set)
        for record in self.catalog.entries():
            here = self.link(record.model.entry_kind, record.id)
            for kind, _, target in references(record):
                found[kind, target].add(here)
        for record in self.catalog.prose_records():
            for target in self._linked_terms(record):
                found["term", target].add(self._page_link(record))
        return {key: tuple(sorted(links, key=lambda link: (link.kind, link.title.casefold()))) for key, links in found.items()}

    @cached_property
    def shelves(self) -> list[tuple[str, list[ResourceView]]]:
        """All resources in the order in which we recommend them, under the headings of the library: what paths use comes first."""
        on_paths = Counter(
            target for record in self.catalog.paths.values() for kind, target in steps_of(record.model) if kind == "resource"
        )
        unpaid = self.vocabulary.unpaid

        def recommended(reading: ResourceView) -> tuple[int, bool, int, str]:
            return -on_paths[reading.id], reading.entry.cost not in unpaid, reading.entry.minutes, reading.id

        def shelf(reading: ResourceView) -> str:
            if on_paths[reading.id]:
                return "On our paths"
            return "Also good, free to start" if reading.entry.cost in unpaid else "Also good, paid"

        return [(title, [*readings]) for title, readings in groupby(sorted(self.resources.values(), key=recommended), shelf)]

    def _linked_terms(self, record: Record[Any]) -> Iterator[str]:
        for found in record.prose.links:
            folder, _, name = normpath(join(dirname(record.path), urlsplit(found.text).path)).rpartition("/")
            target = name.removesuffix(".md")
            if folder == _TERMS and target in self.catalog.terms and target != record.id:
                yield target

    def _page_link(self, record: Record[Any]) -> Link:
        if isinstance(record.model, model.Entry):
            return self.link(record.model.entry_kind, record.id)
        return Link(record.model.title, address_of(record.path), "page")

    @cached_property
    def resources(self) -> dict[str, ResourceView]:
        """All resources, shortest first."""
        records = sorted(self.catalog.resources.values(), key=lambda record: (record.model.minutes, record.id))
        return {record.id: self._resource(record) for record in records}

    def _resource(self, record: Record[model.Resource]) -> ResourceView:
        entry, closed = record.model, self.vocabulary
        return ResourceView(
            id=record.id,
            entry=entry,
            host=domain(entry.url),
            level=closed.levels[entry.level].title,
            dots=self.dots(entry.level),
            format=closed.formats[entry.format],
            cost=closed.costs[entry.cost],
            language=closed.languages[entry.language],
            time=spoken_time(entry.minutes),
            skills=self.links("skill", entry.skills),
            terms=self.links("term", entry.teaches),
            tools=self.tools(record),
            facets={
                "skill": tuple(entry.skills),
                "area": tuple(area for area in closed.areas if area in areas_of(self.catalog, entry)),
                "time": (_time_value(entry.minutes),),
                "level": (entry.level,),
                "cost": (entry.cost,),
                "format": (entry.format,),
                "language": (entry.language,),
            },
            dead=self._dead_link(entry.url, entry.archive_url),
        )

    def _dead_link(self, url: str, archive: str | None = None) -> DeadLink | None:
        """What readers are told where a link stands that is dead; None where it isn't, or where nobody has looked."""
        health = self.catalog.link_health.of(url)
        if not health or health.state != "dead":
            return None
        return DeadLink(url, health.checked, archive or health.archive or "")

    def dead_links(self, path: str) -> tuple[DeadLink, ...]:
        """The dead links in the text of a page, by the page's file, each once."""
        return self._dead_links.get(path, ())

    @cached_property
    def _dead_links(self) -> dict[str, tuple[DeadLink, ...]]:
        found: dict[str, dict[str, DeadLink]] = defaultdict(dict)
        for path, url in self._linked_outside:
            if dead := self._dead_link(url):
                found[path][url] = dead
        return {path: tuple(links.values()) for path, links in found.items()}

    @cached_property
    def _linked_outside(self) -> list[tuple[str, str]]:
        return [(place.path, place.url) for place in collect(self.catalog)]

    @cached_property
    def linked_by(self) -> dict[str, tuple[Link, ...]]:
        """For each address outside, as somebody wrote it, the entries and pages that link it, in the order of their files."""
        shown = {record.path: self.link("resource", record.id) for record in self.catalog.resources.values()}
        shown |= {record.path: self._page_link(record) for record in self.catalog.prose_records()}
        found: dict[str, dict[Link, None]] = defaultdict(dict)
        for path, url in self._linked_outside:
            found[url][shown[path]] = None
        return {url: tuple(links) for url, links in found.items()}

    @cached_property
    def _readings_by(self) -> dict[tuple[str, str], list[ResourceView]]:
        found: dict[tuple[str, str], list[ResourceView]] = defaultdict(list)
        for reading in self.resources.values():
            for term in reading.entry.teaches:
                found["term", term].append(reading)
            for skill in reading.entry.skills:
                found["skill", skill].append(reading)
        return found

    def readings(self, kind: str, entry_id: str) -> Sequence[ResourceView]:
        """What to read for a term or a skill, shortest first."""
        return self._readings_by.get((kind, entry_id), ())

    def more_terms(self, skill: str) -> tuple[Link, ...]:
        """The terms of the area that a skill opens, but for those that it names itself."""
        entry = self.catalog.skills[skill].model
        return tuple(link for link in self.terms_by_area[entry.area] if link.id not in entry.terms) if entry.area else ()

    def skill_items(self, skill: str) -> list[str]:
        """What a reader can mark for a skill, as `kind/id`, or `exercise/skill/id`: its exercises, its terms and its reading list."""
        entry = self.catalog.skills[skill].model
        return [
            *(f"exercise/{skill}/{exercise.id}" for exercise in entry.practice),
            *(f"term/{term}" for term in entry.terms),
            *(f"resource/{reading.id}" for reading in self.readings("skill", skill)),
        ]

    def path_items(self, path: str) -> list[str]:
        """What a reader can mark for a path, as `kind/id`, or `exercise/path/id`: its steps, each once."""
        steps = self.catalog.paths[path].model.steps
        items = [f"exercise/{path}/{step.id}" if step.id else "/".join(step.thing) for step in steps]
        return list(dict.fromkeys(items))

    @cached_property
    def questions(self) -> tuple[QuestionView, ...]:
        """All questions, by id."""
        return tuple(self._question(record) for record in self.catalog.questions.values())

    def _question(self, record: Record[model.Question]) -> QuestionView:
        entry, closed = record.model, self.vocabulary
        return QuestionView(
            id=record.id,
            entry=entry,
            kind=closed.question_kinds[entry.kind],
            level=closed.levels[entry.level].title,
            dots=self.dots(entry.level),
            frame=closed.frames[entry.frame] if entry.frame else None,
            skills=self.links("skill", entry.skills),
            terms=self.links("term", entry.terms),
            rooms=self.rooms_for("question", record.id),
            tools=self.tools(record),
        )

    def rooms_for(self, kind: str, entry_id: str) -> tuple[Link, ...]:
        """The decision rooms that refer to an entry."""
        return tuple(link for link in self.inbound.get((kind, entry_id), ()) if link.kind == "room")

    @cached_property
    def skills_by_group(self) -> dict[str, tuple[Link, ...]]:
        """The skills of each group, by position."""
        skills = sorted(self.catalog.skills.values(), key=lambda record: record.model.position)
        groups = self.vocabulary.groups
        return {group: self.links("skill", [record.id for record in skills if record.model.group == group]) for group in groups}

    @cached_property
    def skills(self) -> tuple[Link, ...]:
        """All skills, group by group."""
        return tuple(link for links in self.skills_by_group.values() for link in links)

    def profiles(self, kind: str) -> tuple[Record[model.Profile], ...]:
        """The profiles of a kind, A to Z."""
        found = (record for record in self.catalog.profiles.values() if record.model.kind == kind)
        return tuple(sorted(found, key=lambda record: record.model.title.casefold()))

    def ratings(self, profile: model.Profile) -> Iterator[tuple[Link, model.Rating]]:
        """The skills of a profile with their levels, in the order of the skills."""
        return ((link, profile.levels[link.id]) for link in self.skills if link.id in profile.levels)

    @cached_property
    def terms_by_area(self) -> dict[str, tuple[Link, ...]]:
        """The terms of each area, A to Z."""
        found: dict[str, list[Link]] = {area: [] for area in self.vocabulary.areas}
        for record in self.catalog.terms.values():
            found[record.model.area].append(self.link("term", record.id))
        return {area: tuple(sorted(links, key=lambda link: link.title.casefold())) for area, links in found.items()}

    @cached_property
    def area_pages(self) -> dict[str, Link]:
        """The skill page that opens each area, where there is one."""
        return {record.model.area: self.link("skill", record.id) for record in self.catalog.skills.values() if record.model.area}


def _edit_title(path: str) -> str:
    return "Edit the text" if path.endswith(".md") else "Edit the data"


# Values of the facet "time": the most minutes, and the label. What is longer than all of them has the last one.
TIMES: dict[str, tuple[int, str]] = {
    "quarter-hour": (15, "Up to 15 minutes"),
    "hour": (SHORT_MINUTES, "15 minutes to an hour"),
    "evening": (240, "1 to 4 hours"),
    "longer": (20_000, "Longer"),
}


def _time_value(minutes: int) -> str:
    return next(value for value, (most, _) in TIMES.items() if minutes <= most)
