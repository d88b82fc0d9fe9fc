"""What the handbook holds: every entry and page with its place, and the questions that everyone asks of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel

from handbook import model
from handbook.kinds import KINDS
from handbook.link_health import Ignores, LinkHealth
from handbook.problems import Problem, did_you_mean, listing
from handbook.prose import NO_PROSE, Prose
from handbook.source import Document, Location

M = TypeVar("M", bound=BaseModel)

VOCABULARY = "data/vocabulary.yml"
FLOORS = "data/floors.yml"
STYLE = "data/style.yml"
DOWNLOADS = "data/downloads"
LOCK = "data/ids.lock"
CONTRACT = "data/contract.lock"
MOVED = "data/moved.yml"
DECLINED = "data/declined.yml"
LINK_HEALTH = "data/link-health.json"
LINK_IGNORES = "data/link-ignores.yml"
CHANGELOG = "CHANGELOG.md"
NAVIGATION = "mkdocs.yml"
# The forms of the code host that ask for an entry, by its kind.
FORMS = {kind: f".github/ISSUE_TEMPLATE/propose-a-{kind}.yml" for kind in ("resource", "term")}

# A resource of so many minutes or fewer counts as short.
SHORT_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Record(Generic[M]):
    """An entry or a page: its model, its file, and where each of its values is in it."""

    id: str
    path: str
    model: M
    document: Document
    prose: Prose = NO_PROSE
    # Fields that could not be read, of a record among `Catalog.parts`: in the model, they are empty.
    lacking: frozenset[str] = frozenset()

    def problem(self, location: Location, what: str, remedy: str) -> Problem:
        """A problem at a value of this record, such as `("teaches", 0)`."""
        return Problem(self.path, *self.document.mark(location), what, remedy)

    def key_problem(self, location: Location, what: str, remedy: str) -> Problem:
        """A problem at a key of this record, such as `("levels", "saying-no")`."""
        return Problem(self.path, *self.document.key_mark(location), what, remedy)

    def at_top(self, what: str, remedy: str) -> Problem:
        """A problem of the whole file."""
        return Problem(self.path, 1, 1, what, remedy)


@dataclass(slots=True, eq=False)
class Catalog:
    """All entries and pages, in the order of their ids, and what kept others from being loaded.

    Compared by identity, so that what is computed from one can be cached.

    `known` holds the id of every file that is there, sound or not, so that a reference to a broken entry is not
    reported a second time as dangling.
    """

    root: Path
    closed: Record[model.Vocabulary]
    floors: Record[model.Floors] | None = None
    style: Record[model.Style] | None = None
    moved: Record[model.Moved] | None = None
    declined: Record[model.Declined] | None = None
    ignores: Record[Ignores] | None = None
    link_health: LinkHealth = field(default_factory=LinkHealth)
    # Texts of data/ids.lock and data/contract.lock.
    lock: str | None = None
    contract: str | None = None
    # Texts of the forms that are there, by path.
    forms: dict[str, str] = field(default_factory=dict)
    # The addresses that main had recorded before the change that is looked at; None where that is not known, and every
    # recorded address is taken for published.
    merged: frozenset[str] | None = None
    # The day on which `handbook check` looks, for what its remedies propose to write; None everywhere else.
    today: date | None = None
    # The navigation of the site, as lists of titles and pages below the key `nav`; None where there is no configuration.
    navigation: Document | None = None
    terms: dict[str, Record[model.Term]] = field(default_factory=dict)
    resources: dict[str, Record[model.Resource]] = field(default_factory=dict)
    skills: dict[str, Record[model.Skill]] = field(default_factory=dict)
    questions: dict[str, Record[model.Question]] = field(default_factory=dict)
    comparisons: dict[str, Record[model.Comparison]] = field(default_factory=dict)
    rooms: dict[str, Record[model.Room]] = field(default_factory=dict)
    paths: dict[str, Record[model.Path]] = field(default_factory=dict)
    profiles: dict[str, Record[model.Profile]] = field(default_factory=dict)
    pages: dict[str, Record[model.Page]] = field(default_factory=dict)
    downloads: dict[str, str] = field(default_factory=dict)
    # Paths of the files below docs/ that are published: pages, sound or not, and what is copied as it is.
    published: set[str] = field(default_factory=set)
    known: dict[str, set[str]] = field(default_factory=dict)
    # Of the entries with something wrong in a field, what the others hold: for the rules that can already look at those.
    parts: list[Record[Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def vocabulary(self) -> model.Vocabulary:
        """The closed lists."""
        return self.closed.model

    @property
    def moves(self) -> list[model.Move]:
        """The addresses that moved or went."""
        return self.moved.model.moves if self.moved else []

    @property
    def declined_ideas(self) -> list[model.DeclinedIdea]:
        """What was proposed and isn't taken, with the reason."""
        return self.declined.model.declined if self.declined else []

    def records(self, kind: str) -> Mapping[str, Record[Any]]:
        """The records of one kind of entry."""
        records: Mapping[str, Record[Any]] = getattr(self, KINDS[kind].plural)
        return records

    def entries(self) -> Iterator[Record[Any]]:
        """Every entry, kind by kind."""
        for kind in KINDS:
            yield from self.records(kind).values()

    def prose_records(self) -> Iterator[Record[Any]]:
        """Every record that is a page: entries with a page of their own, and the other pages."""
        for kind in KINDS.values():
            if kind.has_page:
                yield from self.records(kind.name).values()
        yield from self.pages.values()


def references(record: Record[Any]) -> Iterator[tuple[str, Location, str]]:
    """Kind, place and id of every reference that a record makes in its fields."""
    yield from marked(record.model, (), model.Refers, lambda mark: mark.kind)


def marked(entry: BaseModel, at: Location, mark_type: type[Any], name: Callable[[Any], str]) -> Iterator[tuple[str, Location, str]]:
    """Every value in a field that is annotated with `mark_type`, in nested models too. Of a table, its keys are what is marked."""
    for key, mark, nested in _marks(type(entry), mark_type):  # type: ignore[arg-type]  # a class can be hashed
        table = getattr(entry, key) if isinstance(getattr(entry, key), dict) else ()
        yield from ((name(mark), (*at, key, found), found) for found in table if mark)
        for place, item in _items(getattr(entry, key), (*at, key)):
            if nested and isinstance(item, BaseModel):
                yield from marked(item, place, mark_type, name)
            elif mark and item is not None and not table:
                yield name(mark), place, item


def _items(value: Any, at: Location) -> Iterator[tuple[Location, Any]]:
    """The items of a list or the values of a table with their places, or the one value that it is."""
    if isinstance(value, list | dict):
        yield from (((*at, key), item) for key, item in (enumerate(value) if isinstance(value, list) else value.items()))
    else:
        yield at, value


@lru_cache(maxsize=100)
def _marks(entry_model: type[BaseModel], mark_type: type[Any]) -> tuple[tuple[str, Any, bool], ...]:
    """The fields that may hold what is looked for: name, mark, and whether it is a model or a list of models."""
    fields = []
    for key, info in entry_model.model_fields.items():
        mark = next((mark for mark in info.metadata if isinstance(mark, mark_type)), None)
        nested = any(isinstance(inner, type) and issubclass(inner, BaseModel) for inner in (info.annotation, *get_args(info.annotation)))
        if mark or nested:
            fields.append((key, mark, nested))
    return tuple(fields)


def unknown_value(field: str, value: str, closed: Mapping[str, Any]) -> tuple[str, str]:
    """What to tell of a value that its closed list has not: it may be a title there, as English is of en."""
    titles = {(meaning if isinstance(meaning, str) else meaning.title).casefold(): key for key, meaning in closed.items()}
    meant = titles.get(value.casefold())
    near = f'Did you mean "{meant}"? ' if meant else did_you_mean(value, closed)
    return f'unknown value "{value}" in {field}', f"{near}Values are {listing(closed)} ({VOCABULARY})."


def areas_of(catalog: Catalog, resource: model.Resource) -> set[str]:
    """The areas that a resource serves: of the terms it teaches, and those its skills open."""
    taught = {catalog.terms[term].model.area for term in resource.teaches if term in catalog.terms}
    opened = {catalog.skills[skill].model.area for skill in resource.skills if skill in catalog.skills}
    return {area for area in taught | opened if area}


def steps_of(path: model.Path) -> Iterator[tuple[str, str]]:
    """Name and value of the one thing of each step."""
    return (step.thing for step in path.steps)


def step_minutes(catalog: Catalog, step: model.Step) -> int:
    """Honest minutes for one step: its own, its resource's, or the usual ones of its kind."""
    name, target = step.thing
    if name == "exercise":
        return step.minutes or 0
    if name == "resource":
        return catalog.resources[target].model.minutes
    return KINDS[name].minutes


def domain(url: str) -> str:
    """The host of an address, without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
