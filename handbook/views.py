"""From the catalog to what templates lay out: everything computed, nothing formatted.

A `Handbook` is built once per catalog. For each macro of `handbook.calls`, a function here computes what the template
of the same name lays out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit

import click

from handbook import model, reference
from handbook.addresses import address_of, entry_address, entry_at, stage_anchor
from handbook.calls import PICTURES
from handbook.load import Catalog, Record, load_cached
from handbook.render import render
from handbook.rules import PAGE_FOLDERS, SHORT_MINUTES, areas_of, check, domain, references, step_minutes, steps_of


class BrokenCatalog(click.ClickException):
    """The catalog has problems; the message lists them. MkDocs prints it without a traceback."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Where an entry is shown: a URL from the site's root, its title, and one sentence on it."""

    title: str
    url: str
    kind: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Tools:
    """Where an entry can be edited or discussed; empty where the build knows no repository."""

    edits: tuple[Link, ...]
    suggest: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A resource with its closed values spelled out."""

    id: str
    entry: model.Resource
    host: str
    level: str
    format: str
    cost: str
    language: str
    time: str
    skills: tuple[Link, ...]
    terms: tuple[Link, ...]
    tools: Tools
    facets: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, and how many resources have it."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Values of a facet that belong together."""

    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the library: a list of values of which several may be chosen."""

    name: str
    title: str
    groups: tuple[OptionGroup, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An interview question with its closed values spelled out."""

    id: str
    entry: model.Question
    kind: str
    level: str
    frame: model.Frame | None
    skills: tuple[Link, ...]
    terms: tuple[Link, ...]
    tools: Tools


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a path: what to do, where, how long, why."""

    kind: str
    link: Link | None
    text: str
    time: str
    why: str
    item: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Steps of a path that belong together, such as those of a week. A path without stages has one without a title."""

    title: str
    anchor: str
    time: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class PageContext:
    """The page that calls a macro: its file below docs/, and its URL from the site's root.

    `folder` is that of its file, for a generator that reads references in what macros print as if they stood there.
    """

    source: str
    url: str
    folder: str | None = None

    @property
    def id(self) -> str:
        """The stem of the file's name."""
        return Path(self.source).stem


def spoken_time(minutes: int) -> str:
    """`45 min`, `2 h`, `2 h 30`, `12 h`: quarter hours below six hours, whole ones above."""
    if minutes < 60:
        return f"{minutes} min"
    if minutes >= 360:
        return f"{round(minutes / 60)} h"
    hours, rest = divmod(round(minutes / 15) * 15, 60)
    return f"{hours} h {rest}" if rest else f"{hours} h"


def handbook_at(root: Path, repository: str) -> "Handbook":
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
        entry = self.catalog.records(kind)[entry_id].model
        url = entry_address(kind, entry_id)
        match entry:
            case model.Term():
                return Link(entry.title, url, kind, entry.definition)
            case model.Resource():
                return Link(entry.title, url, kind, entry.why)
            case model.Question():
                return Link(entry.question, url, kind)
            case _:
                return Link(entry.title, url, kind, entry.summary)

    def links(self, kind: str, ids: Iterable[str]) -> tuple[Link, ...]:
        """Links to entries of one kind, in the order given."""
        return tuple(self.link(kind, entry_id) for entry_id in ids)

    def tools(self, *records: Record[Any]) -> Tools:
        """Edit links to the very files of an entry, and a form to suggest a change."""
        if not self.repository:
            return Tools((), "")
        edits = tuple(Link(_edit_title(record.path), f"{self.repository}/edit/main/{record.path}") for record in records)
        query = urlencode({"template": "suggest-a-change.yml", "title": f"{records[0].path}: "})
        return Tools(edits, f"{self.repository}/issues/new?{query}")

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

    def _linked_terms(self, record: Record[Any]) -> Iterator[str]:
        for found in record.prose.links if record.prose else ():
            folder, _, name = normpath(join(dirname(record.path), urlsplit(found.text).path)).rpartition("/")
            target = name.removesuffix(".md")
            if folder == model.Term.folder and target in self.catalog.terms and target != record.id:
                yield target

    def _page_link(self, record: Record[Any]) -> Link:
        url = address_of(record.path)
        kind, entry_id = entry_at(url) or ("", "")
        if kind and entry_id in self.catalog.records(kind):
            return self.link(kind, entry_id)
        return Link(record.model.title, url, "page")

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        records = sorted(self.catalog.resources.values(), key=lambda record: (record.model.minutes, record.id))
        return {record.id: self._reading(record) for record in records}

    def _reading(self, record: Record[model.Resource]) -> Reading:
        entry, closed = record.model, self.vocabulary
        return Reading(
            id=record.id,
            entry=entry,
            host=domain(entry.url),
            level=closed.levels[entry.level].title,
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
        )

    @cached_property
    def _readings_by(self) -> dict[tuple[str, str], list[Reading]]:
        found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
        for reading in self._readings.values():
            for term in reading.entry.teaches:
                found["term", term].append(reading)
            for skill in reading.entry.skills:
                found["skill", skill].append(reading)
        return found

    def readings(self, kind: str, entry_id: str) -> Sequence[Reading]:
        """What to read for a term or a skill, shortest first."""
        return self._readings_by.get((kind, entry_id), ())

    def skill_items(self, skill: str) -> list[str]:
        """What a reader can mark for a skill, as `kind/id`: its terms and its reading list."""
        terms = self.catalog.skills[skill].model.terms
        return [*(f"term/{term}" for term in terms), *(f"resource/{reading.id}" for reading in self.readings("skill", skill))]

    def path_items(self, path: str) -> list[str]:
        """What a reader can mark for a path, as `kind/id`, or `exercise/path/id`: its steps, each once."""
        steps = self.catalog.paths[path].model.steps
        items = [f"exercise/{path}/{step.id}" if step.id else "/".join(step.thing) for step in steps]
        return list(dict.fromkeys(items))

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """All questions, by id."""
        return tuple(self._asked(record) for record in self.catalog.questions.values())

    def _asked(self, record: Record[model.Question]) -> Asked:
        entry, closed = record.model, self.vocabulary
        return Asked(
            id=record.id,
            entry=entry,
            kind=closed.question_kinds[entry.kind],
            level=closed.levels[entry.level].title,
            frame=closed.frames[entry.frame] if entry.frame else None,
            skills=self.links("skill", entry.skills),
            terms=self.links("term", entry.terms),
            tools=self.tools(record),
        )

    @cached_property
    def skills_by_group(self) -> dict[str, tuple[Link, ...]]:
        """The skills of each group, by position."""
        skills = sorted(self.catalog.skills.values(), key=lambda record: record.model.position)
        groups = self.vocabulary.groups
        return {group: self.links("skill", [record.id for record in skills if record.model.group == group]) for group in groups}

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

    def print(self, name: str, page: PageContext, *arguments: str) -> str:
        """The HTML that a macro of `handbook.calls` prints on a page, from the template of the same name."""
        context = _CONTEXTS[name](self, page, *arguments)
        return render(f"{name}.html", page.url, page.folder, handbook=self, page=page, **context)


def _edit_title(path: str) -> str:
    return "Edit the text" if path.endswith(".md") else "Edit the data"


Context: TypeAlias = dict[str, Any]


def _home(handbook: Handbook, _page: PageContext) -> Context:
    catalog = handbook.catalog
    counts = [
        (len(catalog.terms), "terms", "glossary/"),
        (len(catalog.skills), "skills", "skills/"),
        (len(catalog.resources), "resources", "library/"),
        (len(catalog.questions), "questions", "interview/"),
    ]
    terms = handbook.links("term", [term for term in FIRST_TERMS if term in catalog.terms])
    return {"counts": counts, "terms": terms, "paths": handbook.links("path", catalog.paths)}


# What newcomers look up first: one or two of each area.
FIRST_TERMS = ("ci-cd", "staging-environment", "ab-test", "precision", "model-drift", "rag", "eu-ai-act", "okr")


def _nothing(_handbook: Handbook, _page: PageContext) -> Context:
    return {}


def _picture(_handbook: Handbook, _page: PageContext, name: str) -> Context:
    if name not in PICTURES:
        raise ValueError(f'no picture "{name}"; pictures are {", ".join(PICTURES)}')
    return {"name": name}


def _skill_group(handbook: Handbook, page: PageContext) -> Context:
    return {"group": page.id, "skills": handbook.skills_by_group[page.id]}


def _skill_head(handbook: Handbook, page: PageContext) -> Context:
    skill = handbook.catalog.skills[page.id].model
    levels = [(key, named, getattr(skill.levels, key)) for key, named in handbook.vocabulary.levels.items()]
    return {
        "skill": skill,
        "group": handbook.vocabulary.groups[skill.group],
        "levels": levels,
        "items": handbook.skill_items(page.id),
    }


def _skill_foot(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.skills[page.id]
    skill, area = record.model, record.model.area
    terms = handbook.links("term", skill.terms)
    return {
        "skill": skill,
        "terms": terms,
        "more_terms": [link for link in handbook.terms_by_area[area] if link not in terms] if area else [],
        "area": handbook.vocabulary.areas[area] if area else None,
        "readings": handbook.readings("skill", page.id),
        "questions": [asked for asked in handbook.questions if page.id in asked.entry.skills],
        "paths": [link for link in handbook.inbound.get(("skill", page.id), ()) if link.kind == "path"],
        "siblings": [link for link in handbook.skills_by_group[skill.group] if link.title != skill.title],
        "group": handbook.vocabulary.groups[skill.group],
        "tools": handbook.tools(handbook.catalog.pages[f"docs/skills/{page.id}.md"], record),
    }


def _term_head(handbook: Handbook, page: PageContext) -> Context:
    term = handbook.catalog.terms[page.id].model
    return {"term": term, "area": handbook.vocabulary.areas[term.area], "area_page": handbook.area_pages.get(term.area)}


def _term_foot(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.terms[page.id]
    term = record.model
    near = {
        "Know first": handbook.links("term", term.requires),
        "Read next": handbook.links("term", term.related),
        "Do not confuse with": handbook.links("term", term.not_to_confuse_with),
    }
    shown = {link for links in near.values() for link in links}
    inbound = [link for link in handbook.inbound.get(("term", page.id), ()) if link not in shown]
    return {
        "term": term,
        "near": near,
        "inbound": {title: [link for link in inbound if link.kind == kind] for kind, title in _INBOUND.items()},
        "readings": handbook.readings("term", page.id),
        "tools": handbook.tools(record),
    }


_INBOUND = {
    "comparison": "Compared in",
    "skill": "Used by skills",
    "path": "On paths",
    "question": "Asked in interviews",
    "term": "Mentioned in",
    "page": "Also on",
}


def _glossary(handbook: Handbook, _page: PageContext) -> Context:
    letters: dict[str, list[tuple[Link, model.Term]]] = defaultdict(list)
    for record in sorted(handbook.catalog.terms.values(), key=lambda record: record.model.title.casefold()):
        letters[record.model.title[0].upper()].append((handbook.link("term", record.id), record.model))
    return {"letters": letters}


def _comparison(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.comparisons[page.id]
    return {
        "comparison": record.model,
        "terms": handbook.links("term", record.model.terms),
    }


def _comparisons(handbook: Handbook, _page: PageContext) -> Context:
    return {"comparisons": handbook.links("comparison", handbook.catalog.comparisons)}


# Values of the facet "time": the most minutes, and the label. What is longer than all of them has the last one.
_TIMES: dict[str, tuple[int, str]] = {
    "quarter-hour": (15, "Up to 15 minutes"),
    "hour": (SHORT_MINUTES, "15 minutes to an hour"),
    "evening": (240, "1 to 4 hours"),
    "longer": (20_000, "Longer"),
}
# Facets that stand open at first: few values, or the one that most readers come for.
_OPEN_FACETS = ("skill", "time", "cost")


def _time_value(minutes: int) -> str:
    return next(value for value, (most, _) in _TIMES.items() if minutes <= most)


def _library(handbook: Handbook, _page: PageContext) -> Context:
    on_paths = Counter(
        target for record in handbook.catalog.paths.values() for kind, target in steps_of(record.model) if kind == "resource"
    )

    def recommended(reading: Reading) -> tuple[Any, ...]:
        entry = reading.entry
        return -on_paths[reading.id], entry.cost == "paid", entry.minutes, reading.id

    readings = sorted(handbook._readings.values(), key=recommended)
    return {
        "facets": _facets(handbook, readings),
        "readings": readings,
        "hours": round(sum(reading.entry.minutes for reading in readings) / 60),
        "unpaid": sum(reading.entry.cost != "paid" for reading in readings),
        "short": sum(reading.entry.minutes <= SHORT_MINUTES for reading in readings),
    }


def _facets(handbook: Handbook, readings: Sequence[Reading]) -> list[Facet]:
    closed = handbook.vocabulary
    skills = {
        closed.groups[group].title: {link.url.split("/")[1]: link.title for link in links}
        for group, links in handbook.skills_by_group.items()
    }
    values: dict[str, tuple[str, dict[str, dict[str, str]]]] = {
        "skill": ("Skill", skills),
        "time": ("Time", {"": {value: title for value, (_, title) in _TIMES.items()}}),
        "cost": ("Cost", {"": closed.costs}),
        "area": ("Area", {"": {area: named.title for area, named in closed.areas.items()}}),
        "level": ("Level", {"": {level: named.title for level, named in closed.levels.items()}}),
        "format": ("Format", {"": closed.formats}),
        "language": ("Language", {"": closed.languages}),
    }
    counts = Counter((name, value) for reading in readings for name, found in reading.facets.items() for value in found)
    return [
        Facet(
            name,
            title,
            tuple(
                OptionGroup(group, tuple(Option(value, label, counts[name, value]) for value, label in options.items()))
                for group, options in groups.items()
            ),
            name in _OPEN_FACETS,
        )
        for name, (title, groups) in values.items()
    ]


def _path(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.paths[page.id]
    return {
        "path": record.model,
        "stages": _stages(handbook, page, record.model),
        "items": handbook.path_items(page.id),
    }


def _stages(handbook: Handbook, page: PageContext, path: model.Path) -> list[Stage]:
    begun: list[list[model.Step]] = []
    for step in path.steps:
        if step.stage or not begun:
            begun.append([])
        begun[-1].append(step)
    return [
        Stage(
            title=steps[0].stage or "",
            anchor=stage_anchor(steps[0].stage) if steps[0].stage else "",
            time=spoken_time(sum(step_minutes(handbook.catalog, step) for step in steps)),
            steps=tuple(_step(handbook, page, step) for step in steps),
        )
        for steps in begun
    ]


def _step(handbook: Handbook, page: PageContext, step: model.Step) -> StepView:
    name, target = step.thing
    link = None if name == "exercise" else handbook.link(name, target)
    text = link.title if link else target
    item = f"{page.id}/{step.id}" if name == "exercise" else target
    return StepView(name, link, text, spoken_time(step_minutes(handbook.catalog, step)), step.why, f"{name}/{item}")


def _paths(handbook: Handbook, _page: PageContext) -> Context:
    return {"paths": [(handbook.link("path", record.id), record.model) for record in handbook.catalog.paths.values()]}


def _entry_tools(handbook: Handbook, page: PageContext) -> Context:
    text = handbook.catalog.pages[f"docs/{page.source}"]
    kind = next(kind for kind, folder in PAGE_FOLDERS.items() if folder == dirname(text.path))
    record = handbook.catalog.records(kind)[page.id]
    return {"entry": record.model, "tools": handbook.tools(record, text)}


def _asked_by_kind(handbook: Handbook, _page: PageContext) -> Context:
    kinds = handbook.vocabulary.question_kinds
    by_kind = {kind: [asked for asked in handbook.questions if asked.entry.kind == kind] for kind in kinds}
    return {"kinds": [(kind, kinds[kind], asked) for kind, asked in by_kind.items() if asked]}


def _progress(handbook: Handbook, _page: PageContext) -> Context:
    groups = handbook.vocabulary.groups
    skills = handbook.skills_by_group
    return {
        "groups": [
            (groups[group].title, [(link, handbook.skill_items(link.url.split("/")[1])) for link in skills[group]]) for group in groups
        ],
        "paths": [(handbook.link("path", path), handbook.path_items(path)) for path in handbook.catalog.paths],
    }


def _changes(handbook: Handbook, _page: PageContext) -> Context:
    days: dict[date, list[tuple[str, Link, str]]] = defaultdict(list)
    for record in handbook.catalog.entries():
        kind = record.model.entry_kind
        link = handbook.link(kind, record.id)
        days[record.model.added].append(("New", link, f"{kind}/{record.id}"))
        if record.model.updated:
            days[record.model.updated].append(("Changed", link, f"{kind}/{record.id}"))
    for changes in days.values():
        changes.sort(key=lambda change: (change[1].kind, change[1].title.casefold()))
    return {"days": sorted(days.items(), reverse=True), "kinds": [entry_model.entry_kind for entry_model in model.ENTRY_MODELS]}


def _practice(handbook: Handbook, _page: PageContext) -> Context:
    closed, groups = handbook.vocabulary, handbook.skills_by_group
    skills = [
        (closed.groups[group].title, [(link.url.split("/")[1], link.title) for link in links]) for group, links in groups.items() if links
    ]
    return {"skills": skills, "count": len(handbook.catalog.questions)}


def _download(handbook: Handbook, _page: PageContext, name: str) -> Context:
    return {"name": name, "text": handbook.catalog.downloads[name]}


def _frame(handbook: Handbook, _page: PageContext, name: str) -> Context:
    return {"frame": handbook.vocabulary.frames[name]}


def _fields(_handbook: Handbook, _page: PageContext, kind: str) -> Context:
    return {"kind": kind, "fields": reference.fields(kind)}


def _values(handbook: Handbook, _page: PageContext, name: str) -> Context:
    return {"values": reference.values(handbook.vocabulary, name)}


def _rules(_handbook: Handbook, _page: PageContext) -> Context:
    return {"rules": reference.rule_statements()}


_CONTEXTS: dict[str, Callable[..., Context]] = {
    "home": _home,
    "skills_map": _nothing,
    "areas_map": _nothing,
    "picture": _picture,
    "skill_group": _skill_group,
    "skill_head": _skill_head,
    "skill_foot": _skill_foot,
    "term_head": _term_head,
    "term_foot": _term_foot,
    "glossary": _glossary,
    "comparison": _comparison,
    "comparisons": _comparisons,
    "library": _library,
    "path": _path,
    "paths": _paths,
    "entry_tools": _entry_tools,
    "questions": _asked_by_kind,
    "changes": _changes,
    "practice": _practice,
    "progress": _progress,
    "download": _download,
    "frame": _frame,
    "fields": _fields,
    "values": _values,
    "rules": _rules,
}
