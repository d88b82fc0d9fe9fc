"""What an entry is. The single source for validation, for the JSON Schemas and for the contributor docs.

The id of an entry is its file's stem; it never stands inside the file. Fields named for a kind (`terms`, `requires` …)
hold ids of that kind, marked `Refers`; fields with a closed list of values are marked `OneOf`, and the list itself is
in data/vocabulary.yml.
"""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Annotated, Any, ClassVar, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from handbook.characters import SEPARATORS, unwanted
from handbook.ids import ID as ID
from handbook.ids import LONGEST_ID as LONGEST_ID
from handbook.problems import shortened

# The year in which the handbook began: nothing was added or moved before.
BEGAN = date(2026, 1, 1)


def no_id(name: str) -> str:
    """Why a name is no id; empty if it is one."""
    if not ID.fullmatch(name):
        return f'"{shortened(name)}" is not an id: ids have lower-case letters a to z, digits and single hyphens'
    if len(name) > LONGEST_ID:
        return f'"{shortened(name)}" has {len(name)} characters, and an id at most {LONGEST_ID}'
    return ""


def kebab(name: str) -> str:
    """The id nearest to a name."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower())
    return "-".join(part for part in letters.split("-") if part)[:LONGEST_ID].rstrip("-") or "new-id"


@dataclass(frozen=True, slots=True)
class Refers:
    """The field holds ids of this kind of entry, such as `term`."""

    kind: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field holds keys of this list in data/vocabulary.yml."""

    vocabulary: str


def refused(what: str, remedy: str) -> PydanticCustomError:
    """An error of ours, which the loader prints as `<field> <what>. <remedy>`."""
    return PydanticCustomError("handbook", "{what}", {"what": what, "remedy": remedy})


def _plain(text: object) -> object:
    """One line of characters that every reader sees alike. Runs before the text is stripped, or line ends at its ends would pass."""
    if not isinstance(text, str) or (text.isascii() and text.isprintable() and "{" not in text):
        return text
    if found := SEPARATORS.search(text):
        name = _SEPARATORS.get(found[0], f"the line end U+{ord(found[0]):04X}")
        raise refused(f"holds {name}", "Write it on one line, with spaces between its words.")
    if unseen := unwanted(text):
        raise refused(f"holds {unseen[1]}", "Delete it; an editor that shows invisible characters helps.")
    for opening in ("{{", "{%", "{#"):
        if opening in text:
            raise refused(f'holds "{opening}", which begins a template', "Say it in words.")
    if not unicodedata.is_normalized("NFC", text):
        # Anki and others put it together without a word, so that what they give back is another text.
        raise refused("holds a letter and its accent as two characters", f'Write them as one: "{unicodedata.normalize("NFC", text)}".')
    return text


_SEPARATORS = {"\t": "a tab", "\n": "a line end", "\r": "a line end"}


def _iso_date(value: object) -> object:
    # The loader reads dates without quotes; what is in quotes is text.
    if isinstance(value, str) and _DATE.fullmatch(value):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if not isinstance(value, date):
        raise refused("is not a date", "Write it as year-month-day, such as 2026-11-23.")
    if value < BEGAN:
        raise refused(f"is {value}, before the handbook began in {BEGAN.year}", "Check the year.")
    return value


# `date.fromisoformat` reads weeks and dates without hyphens, too.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _web_address(text: str) -> str:
    remedy = "Copy the address from the browser's address bar."
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise refused(f"is not an address: {error}", remedy) from None
    if parts.scheme not in {"http", "https"}:
        raise refused("is not an http or https address", remedy)
    if not re.fullmatch(r"[!-~]+", text) or re.search(r'["<>\\^`{|}]', text):
        raise refused("has a character that no web address has", remedy)
    host = parts.hostname or ""
    if "@" in parts.netloc or not _HOST.fullmatch(host) or port == 0:
        raise refused("does not name a public host", remedy)
    return text


# Names are at most 253 characters long, and each part of them 63. Source: RFC 1035, 2.3.4.
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")


def _sentence(text: str) -> str:
    if not text.endswith("."):
        raise refused("does not end with a full stop", "End the sentence.")
    return text


def _question(text: str) -> str:
    if not text.endswith("?"):
        raise refused("does not end with a question mark", "Put it as a question.")
    return text


def _title(text: str) -> str:
    if found := re.search(r'[<>"]', text):
        raise refused(f"holds the character {found[0]}", "The theme prints titles as they are: leave it out.")
    if (shown := unescape(text)) != text:
        remedy = "The theme prints titles as they are: write the character itself, or a space after the &."
        raise refused(f'would be shown as "{shown}"', remedy)
    return text


def _name(text: str) -> str:
    if not any(map(str.isalnum, text)):
        raise refused("has neither a letter nor a digit", "Write it as people say it.")
    if "  " in text:
        raise refused("holds two spaces in a row", "Write one.")
    return text


def _number(text: str) -> str:
    if not _DECIMAL.fullmatch(text):
        raise refused(f'is "{shortened(text)}", which is not a plain number', 'Write it as digits, such as "40" or "0.5".')
    return text


# Nothing that browsers, programs and people could read in two ways: no sign, no exponent, no separator.
_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?")


def _alias(text: str) -> str:
    if ";" in text:
        raise refused("holds a semicolon", "It separates aliases in terms.csv: make two of it, or leave the semicolon out.")
    return text


# What these ask of a value, as the contributor docs say it after "text, at most 90 characters".
DEMANDS: dict[Any, str] = {
    _iso_date: "a day, such as 2026-11-23",
    _web_address: "beginning with http:// or https://",
    _sentence: "ending with a full stop",
    _question: "ending with a question mark",
    _title: 'without `<`, `>` and `"`',
    _alias: "without a semicolon",
}


def _text(longest: int) -> StringConstraints:
    return StringConstraints(strict=True, min_length=1, max_length=longest, strip_whitespace=True)


Words = BeforeValidator(_plain)
Label = Annotated[str, _text(90), Words, AfterValidator(_name)]
Alias = Annotated[Label, AfterValidator(_alias)]
Title = Annotated[Label, AfterValidator(_title)]
Short = Annotated[str, _text(240), Words]
Long = Annotated[str, _text(500), Words]
Paragraph = Annotated[str, _text(900), Words]
Definition = Annotated[str, _text(240), Words, AfterValidator(_sentence)]
Query = Annotated[str, _text(240), Words, AfterValidator(_question)]
Address = Annotated[str, _text(500), Words, AfterValidator(_web_address)]
Id = Annotated[str, StringConstraints(strict=True, pattern=rf"^{ID.pattern}$", max_length=LONGEST_ID)]
Number = Annotated[str, _text(14), Words, AfterValidator(_number)]
Day = Annotated[date, BeforeValidator(_iso_date)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=20_000)]

TermIds = Annotated[list[Id], Refers("term")]
SkillIds = Annotated[list[Id], Refers("skill")]


class Entry(BaseModel):
    """Fields of every entry."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entry_kind: ClassVar[str]

    added: Annotated[Day, Field(description="the day on which the entry was written, as year-month-day")]
    updated: Annotated[Day | None, Field(description="the day of its last change in substance")] = None

    @property
    def last_changed(self) -> date:
        """The day on which it was written, or changed in substance since."""
        return self.updated or self.added


MOST_RELATED = 6


class Term(Entry):
    """A word that a data scientist must now decide with. The file's text below the front matter explains it."""

    entry_kind = "term"

    title: Annotated[Title, Field(description="the term as the field writes it")]
    aliases: Annotated[list[Alias], Field(description="its other names: true synonyms, shown and published as such", max_length=12)] = []
    covers: Annotated[
        list[Alias], Field(description="what the page explains besides: parts, kinds, neighbours, tools; not synonyms", max_length=40)
    ] = []
    area: Annotated[Id, OneOf("areas"), Field(description="the area of fluency that it belongs to")]
    definition: Annotated[Definition, Field(description="one sentence that fits a preview")]
    you_know: Annotated[Long, Field(description="what the data scientist already knows that is like it")]
    pm_decision: Annotated[Long, Field(description="the decision that a product manager takes with it")]
    ask: Annotated[list[Query], Field(description="questions to put to the engineers", min_length=2, max_length=4)]
    trap: Annotated[Long, Field(description="the wrong move that looks right to a newcomer")]
    requires: Annotated[TermIds, Field(description="terms to know first", max_length=4)] = []
    related: Annotated[TermIds, Field(description="terms to read next", min_length=2, max_length=MOST_RELATED)]
    not_to_confuse_with: Annotated[TermIds, Field(description="terms that are mistaken for it", max_length=3)] = []


class Resource(Entry):
    """Something worth reading, watching or doing, by somebody else."""

    entry_kind = "resource"

    title: Annotated[str, _text(160), Words, AfterValidator(_name), Field(description="the exact title")]
    url: Annotated[Address, Field(description="where it is")]
    authors: Annotated[list[Label], Field(description="who made it", min_length=1, max_length=20)]
    year: Annotated[int | None, Field(strict=True, ge=1950, le=2100, description="when it came out, if confirmed")] = None
    format: Annotated[Id, OneOf("formats"), Field(description="what it is")]
    level: Annotated[Id, OneOf("levels"), Field(description="the level that it takes you to")]
    minutes: Annotated[Minutes, Field(description="honest minutes to read, watch or do it")]
    cost: Annotated[Id, OneOf("costs"), Field(description="what it costs")]
    language: Annotated[str, OneOf("languages"), _text(2), Field(description="the language it is in")]
    skills: Annotated[SkillIds, Field(description="skills that it serves", min_length=1, max_length=4)]
    teaches: Annotated[TermIds, Field(description="terms that it explains", max_length=8)] = []
    why: Annotated[str, _text(300), Words, Field(description="what you can do after it, and who can skip it")]
    connection: Annotated[Short | None, Field(description="the contributor's tie to it, if there is one")] = None
    archive_url: Annotated[Address | None, Field(description="a stored copy")] = None


class Levels(BaseModel):
    """What somebody has at each level, as evidence that a third person could check."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    awareness: Annotated[Long, Field(description="evidence of the first level")]
    working: Annotated[Long, Field(description="evidence of the second level")]
    practitioner: Annotated[Long, Field(description="evidence of the third level")]
    expert: Annotated[Long, Field(description="evidence of the fourth level")]


class Exercise(BaseModel):
    """Something to do this week, with the name by which readers' marks and links find it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[Id, Field(description="the exercise's own name, which never changes")]
    text: Annotated[Long, Field(description="what to do, in words")]
    minutes: Annotated[int, Field(strict=True, ge=10, le=120, description="honest minutes")]
    otherwise: Annotated[Short | None, Field(description="what to do when there is no live model, team or user at hand")] = None


class Skill(Entry):
    """Something a product manager does, with its levels and this week's exercises."""

    entry_kind = "skill"

    title: Annotated[Title, Field(description="the skill's name")]
    covers: Annotated[list[Alias], Field(description="what people type who look for the skill", max_length=12)] = []
    group: Annotated[Id, OneOf("groups"), Field(description="the group that it belongs to")]
    position: Annotated[int, Field(strict=True, ge=1, le=50, description="its place inside the group")]
    area: Annotated[Id | None, OneOf("areas"), Field(description="the glossary area that it opens, if there is one")] = None
    summary: Annotated[Short, Field(description="what it is for, in the product manager's day")]
    requires: Annotated[SkillIds, Field(description="skills to have first", max_length=3)] = []
    levels: Annotated[Levels, Field(description="evidence statements for the four levels")]
    from_data_science: Annotated[Long, Field(description="what carries over, and what is new")]
    practice: Annotated[
        list[Exercise], Field(description="exercises for this week, each with its id, text and minutes", min_length=2, max_length=4)
    ]
    terms: Annotated[TermIds, Field(description="terms that it uses, in learning order", min_length=1, max_length=12)]


class Question(Entry):
    """An interview question with its rubric."""

    entry_kind = "question"

    question: Annotated[str, _text(320), Words, Field(description="the question as the interviewer says it")]
    kind: Annotated[Id, OneOf("question_kinds"), Field(description="what it tests")]
    level: Annotated[Id, OneOf("levels"), Field(description="the level that a good answer shows")]
    skills: Annotated[SkillIds, Field(description="skills that it tests", min_length=1, max_length=3)]
    terms: Annotated[TermIds, Field(description="terms to know for it", max_length=6)] = []
    good_answer: Annotated[list[Long], Field(description="what a strong answer contains", min_length=2, max_length=6)]
    spoken_answer: Annotated[
        list[Paragraph], Field(description="a strong answer as you'd say it in two minutes, paragraph by paragraph", max_length=5)
    ] = []
    weak_answer: Annotated[list[Long], Field(description="what a weak answer sounds like", min_length=1, max_length=3)]
    follow_ups: Annotated[list[Query], Field(description="what they ask next", min_length=1, max_length=4)]
    frame: Annotated[Id | None, OneOf("frames"), Field(description="the frame that helps, if one does")] = None


class Criterion(BaseModel):
    """One row of a comparison."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Label, Field(description="what is compared")]
    values: Annotated[list[Short], Field(description="one value for each term, in the order of `terms`")]


class Comparison(Entry):
    """Two to four terms side by side."""

    entry_kind = "comparison"

    title: Annotated[Title, Field(description="what is compared, such as A vs B")]
    summary: Annotated[Short, Field(description="the answer in short")]
    terms: Annotated[TermIds, Field(description="the columns, in order", min_length=2, max_length=4)]
    criteria: Annotated[list[Criterion], Field(description="the rows", min_length=3, max_length=10)]
    choose_when: Annotated[dict[Id, Annotated[list[Short], Field(min_length=1)]], Field(description="for each term, when to choose it")]
    kind: Annotated[Id, OneOf("comparison_kinds"), Field(description="whether one chooses between them, or tells which it is")] = "choice"
    verdict: Annotated[str, _text(600), Words, Field(description="what we would do, and what would change it")]


class Step(BaseModel):
    """One step of a path: exactly one thing to read or do, and why it stands here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stage: Annotated[Label | None, Field(description="the stage that this step begins, such as Week 2: the problem")] = None
    term: Annotated[Id | None, Refers("term"), Field(description="a term to read")] = None
    resource: Annotated[Id | None, Refers("resource"), Field(description="a resource to work through")] = None
    skill: Annotated[Id | None, Refers("skill"), Field(description="a skill's page to work through")] = None
    question: Annotated[Id | None, Refers("question"), Field(description="a question to answer aloud")] = None
    comparison: Annotated[Id | None, Refers("comparison"), Field(description="a comparison to read")] = None
    exercise: Annotated[Long | None, Field(description="something to do, in words")] = None
    id: Annotated[Id | None, Field(description="an exercise's own name, by which readers' marks and links find it")] = None
    minutes: Annotated[Minutes | None, Field(description="honest minutes, for an exercise")] = None
    why: Annotated[Short, Field(description="why this step comes here")]

    @model_validator(mode="after")
    def _one_thing(self) -> "Step":
        things = [name for name in STEP_THINGS if getattr(self, name) is not None]
        if len(things) != 1:
            told = " and ".join(things) if things else "nothing to do"
            raise refused(f"has {told}", f"Give each step exactly one of {', '.join(STEP_THINGS)}.")
        if (self.exercise is None) != (self.minutes is None):
            raise refused("has minutes without an exercise, or the reverse", "Give an exercise its minutes, and nothing else.")
        if (self.exercise is None) != (self.id is None):
            raise refused("has an id without an exercise, or the reverse", "Give an exercise an id such as six-talks, and nothing else.")
        return self

    @property
    def thing(self) -> tuple[str, str]:
        """Name and value of the one thing to do."""
        return next((name, value) for name in STEP_THINGS if (value := getattr(self, name)) is not None)


STEP_THINGS = ("term", "resource", "skill", "question", "comparison", "exercise")


class Path(Entry):
    """Steps in order, with honest hours."""

    entry_kind = "path"

    title: Annotated[Title, Field(description="what the path takes you through")]
    summary: Annotated[Short, Field(description="the path in short")]
    for_whom: Annotated[Long, Field(description="who should take it, and what they know already")]
    hours: Annotated[int, Field(strict=True, ge=1, le=400, description="honest hours for the whole")]
    outcome: Annotated[Long, Field(description="what you can show at the end")]
    steps: Annotated[list[Step], Field(description="the steps in order", min_length=3, max_length=40)]


class Rating(BaseModel):
    """The level of a skill that somebody has, or needs, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    level: Annotated[Id, OneOf("levels"), Field(description="the level")]
    why: Annotated[Short, Field(description="what in the job gives it, or asks for it")]


# Of a profile. The closed list has titles for them; what they mean is in the code.
START, TARGET = "start", "target"


class Profile(Entry):
    """A job as levels of skills: what somebody who comes from it typically has, or what it asks for."""

    entry_kind = "profile"

    title: Annotated[Title, Field(description="the job")]
    kind: Annotated[Id, OneOf("profile_kinds"), Field(description="whether readers come from it or want it")]
    summary: Annotated[Short, Field(description="the job in short")]
    levels: Annotated[
        dict[Id, Rating],
        Refers("skill"),
        Field(description="for each skill its level and why; what is left out is not there yet, or isn't asked for", min_length=1),
    ]


class Input(BaseModel):
    """A number that the reader of a room sets. Its id is its name in the room's address. Numbers are text, so that none is rounded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[Id, Field(description="the input's name in the address, which never changes")]
    group: Annotated[Label | None, Field(description="the heading of the inputs that it begins, such as Prices")] = None
    label: Annotated[Label, Field(description="what the number is")]
    unit: Annotated[str | None, _text(40), Words, Field(description="its unit, such as € or % of cases")] = None
    value: Annotated[Number, Field(description="the number of the case")]
    least: Annotated[Number, Field(description="the smallest number that is taken")]
    most: Annotated[Number, Field(description="the largest number that is taken")]
    step: Annotated[Number, Field(description="by how much the arrow keys change it")]
    hint: Annotated[Short | None, Field(description="what counts, in one sentence")] = None


class Result(BaseModel):
    """What a room says of the numbers of the case, as docs/assets/js/rooms.js works it out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[Id, Field(description="the result's name in the calculator")]
    label: Annotated[Label, Field(description="what it is")]
    value: Annotated[Short, Field(description="the calculator's text for the numbers of the case")]


class Row(BaseModel):
    """One line of a room's table: an option, or a measure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[Id, Field(description="the row's name in the calculator")]
    label: Annotated[Label, Field(description="the option, or the measure")]
    values: Annotated[list[Label], Field(description="the calculator's text for each column")]
    bar: Annotated[int | None, Field(strict=True, ge=0, le=100, description="the last column's bar, in percent of the longest")] = None


class Table(BaseModel):
    """What a room decides between, side by side."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    caption: Annotated[Label, Field(description="what the table shows")]
    first: Annotated[Label, Field(description="the heading of the labels")]
    columns: Annotated[list[Label], Field(description="the headings of the values", min_length=1, max_length=5)]
    rows: Annotated[list[Row], Field(description="the options or measures, in order", min_length=2, max_length=10)]
    best: Annotated[Id | None, Field(description="the id of the row that wins, if one does")] = None


class Room(Entry):
    """A case with numbers that the reader sets. The file's text tells the case, and works it out for the numbers it begins with."""

    entry_kind = "room"

    title: Annotated[Title, Field(description="the decision")]
    summary: Annotated[Short, Field(description="what is decided, and by which numbers")]
    terms: Annotated[TermIds, Field(description="terms that it uses", min_length=2, max_length=5)]
    skills: Annotated[SkillIds, Field(description="skills that it practises", min_length=1, max_length=2)]
    inputs: Annotated[list[Input], Field(description="the numbers that the reader sets", min_length=2, max_length=18)]
    results: Annotated[list[Result], Field(description="what follows from them; the first is the answer", min_length=2, max_length=8)]
    table: Annotated[Table, Field(description="what is decided between, side by side")]
    trap: Annotated[str, _text(600), Words, Field(description="the wrong move that looks right, as a scene with numbers")]
    question: Annotated[Id, Refers("question"), Field(description="the interview question that it prepares for")]


# The model of each kind of entry; `handbook.kinds` has a row for each.
MODELS: dict[str, type[Entry]] = {found.entry_kind: found for found in (Term, Resource, Skill, Question, Comparison, Room, Path, Profile)}


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model in an annotation such as `list[Criterion]` or `dict[Id, Frame]`."""
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for inner in get_args(annotation) if (found := model_in(inner))), None)


class Meaning(BaseModel):
    """A value of a closed list, with what it means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Label
    summary: Short = ""


class Frame(Meaning):
    """A way to order an answer."""

    steps: Annotated[list[Label], Field(min_length=1)]


Count = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]


class Floors(BaseModel):
    """What the whole must have at the least, and what share of the resources may come from one domain at the most."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    resources: Count
    resources_per_skill: Count
    resources_per_area: Count
    unpaid_percent: Percent
    short_percent: Percent
    most_per_domain_percent: Percent
    questions: Count
    questions_per_skill: Count
    paths: Count
    profiles_per_kind: Count
    skills_per_target: Count
    terms: Count = 0
    terms_per_area: Count = 0
    comparisons: Count = 0
    rooms: Count = 0
    skills: Count = 0
    spoken_answers: Count = 0  # Questions that have one.


Where = Annotated[str, _text(160), Words]


class Move(BaseModel):
    """What became of an address that was published: where it is now, or why it is gone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    old: Annotated[Where, Field(description="the address as it stands in data/ids.lock, without the first slash")]
    to: Annotated[Where | None, Field(description="where it is now, such as glossary/mvp/ or library/#inspired")] = None
    gone: Annotated[Long | None, Field(description="what happened, and what to read instead")] = None
    on: Annotated[Day, Field(description="the day of the change")]

    @property
    def anchor(self) -> str:
        """The part behind `#` of the old address; empty if it was a page."""
        return self.old.partition("#")[2]

    @model_validator(mode="after")
    def _one_fate(self) -> "Move":
        if (self.to is None) == (self.gone is None):
            raise refused("has both or neither of `to` and `gone`", "Say where it is now (to), or why it is gone (gone).")
        return self


class Moved(BaseModel):
    """The addresses that moved or went."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    moves: Annotated[list[Move], Field(description="one item for each address")]


def _entry_name(text: str) -> str:
    kind, _, entry_id = text.partition("/")
    if kind not in MODELS or no_id(entry_id):
        raise refused("is not the kind and the id of an entry", "Write them with a slash between them, such as term/some-word.")
    return text


EntryName = Annotated[Where, AfterValidator(_entry_name)]


class DeclinedIdea(BaseModel):
    """Something that was proposed and isn't taken, and why, so that nobody writes it in vain."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    idea: Annotated[Label, Field(description="what was proposed, in a few words")]
    entry: Annotated[EntryName | None, Field(description="the entry, such as term/some-word")] = None
    url: Annotated[Address | None, Field(description="the address of the resource")] = None
    reason: Annotated[Long, AfterValidator(_sentence), Field(description="why not, and what would have to change")]
    on: Annotated[Day, Field(description="the day of the decision")]


class Declined(BaseModel):
    """What was proposed and isn't taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    declined: Annotated[list[DeclinedIdea], Field(description="one item for each idea")]


class Wording(BaseModel):
    """Words that the handbook doesn't use, and what it says instead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phrases: Annotated[list[Label], Field(description="the words, in every form that is meant", min_length=1, max_length=12)]
    instead: Annotated[Short, Field(description="what to write")]


class Exempt(BaseModel):
    """A file that may use the words after all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Annotated[Where, Field(description="the file, from the project's root")]
    phrase: Annotated[Label, Field(description="the words, as the file has them")]
    reason: Annotated[Short, Field(description="why they are right there")]


class Style(BaseModel):
    """What a machine can hold of the style guide."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: list[Wording]
    exceptions: list[Exempt]


class Area(Meaning):
    """An area of the glossary, and whom one asks about its terms."""

    asked: Label = "engineers"


# A list that was emptied would leave pages without what they are for.
_SOME = Field(min_length=1)


class Vocabulary(BaseModel):
    """The closed lists, in the order of the pages, and what the site says of their values."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    areas: Annotated[dict[Id, Area], _SOME]
    groups: Annotated[dict[Id, Meaning], _SOME]
    levels: Annotated[dict[Id, Meaning], _SOME]
    formats: Annotated[dict[Id, Label], _SOME]
    costs: Annotated[dict[Id, Label], _SOME]
    languages: Annotated[dict[Id, Label], _SOME]
    question_kinds: Annotated[dict[Id, Label], _SOME]
    frames: Annotated[dict[Id, Frame], _SOME]
    profile_kinds: Annotated[dict[Id, Label], _SOME]
    comparison_kinds: Annotated[dict[Id, Label], _SOME]
    unpaid: Annotated[list[Id], _SOME, Field(description="the costs with which one can start without paying")] = []
    free: Annotated[list[Id], _SOME, Field(description="the costs with which nobody ever pays")] = []
    no_level: Annotated[Label, Field(description="what is said of somebody who is at no level")] = "None of these yet"
    first_terms: Annotated[TermIds, _SOME, Field(description="the terms that newcomers look up first, for the home page")] = []


# Those of its fields that are lists of values with their meaning.
CLOSED_LISTS = tuple(name for name, info in Vocabulary.model_fields.items() if info.is_required())


class Page(BaseModel):
    """Front matter of a page that is not a term. Nothing else is allowed there: some plugins read orders from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[Title, Field(description="the page's title")]
    description: Annotated[Short, Field(description="what the page gives its reader, for search results and previews")]
    covers: Annotated[list[Alias], Field(description="what people type who look for the page", max_length=12)] = []


def fields_of(model: type[BaseModel]) -> dict[str, Any]:
    """Field names and their descriptions, in the order of the model."""
    return {name: info.description for name, info in model.model_fields.items()}
