"""The contributor docs' facts, taken from the models, the vocabulary and the rules, so that they cannot be out of date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from handbook import model, rules
from handbook.kinds import KINDS, Kind
from handbook.wording import TURNS


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of an entry, in words."""

    name: str
    required: bool
    description: str
    # What its value may be: "at most 90 characters", "2 to 6 ids of terms".
    value: str
    # The closed list that it takes its values from; empty where there is none.
    closed: str


def fields(of: type[BaseModel]) -> list[FieldRow]:
    """The fields of a model in their order; `added` and `updated` come last, as people write them."""
    infos = of.model_fields
    last = [name for name in ("added", "updated") if name in infos]
    return [_row(name, infos[name]) for name in [*(name for name in infos if name not in last), *last]]


def groups(of: type[BaseModel]) -> list[tuple[str, type[BaseModel]]]:
    """The fields of a model that hold fields of their own, such as `practice`, each with the model of those."""
    return [(name, inner) for name, info in of.model_fields.items() if (inner := model.model_in(info.annotation))]


def _row(name: str, info: Any) -> FieldRow:
    closed = next((mark.vocabulary for mark in info.metadata if isinstance(mark, model.OneOf)), "")
    value = "" if closed else _value(info.annotation, info.metadata)
    return FieldRow(name, info.is_required(), info.description or "", value, closed)


def _value(annotation: Any, marks: Iterable[Any] = ()) -> str:
    """What a value of a type may be, in words."""
    annotation, marks = _bare(annotation, list(marks))
    arguments = get_args(annotation)
    refers = _refers(marks)
    if get_origin(annotation) is list:
        return _list(*_bare(arguments[0], []), marks)
    if get_origin(annotation) is dict:
        inside = "" if model.model_in(annotation) else f", each {_value(arguments[1])}"
        return f"a group of fields named by ids{f' of {refers.plural}' if refers else ''}{inside}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "a group of fields"
    return f"the id of a {refers.name}" if refers else _one(annotation, marks)


def _list(item: Any, inner: list[Any], marks: list[Any]) -> str:
    """A list in words: how many of what, and what each may be."""
    refers = _refers([*marks, *inner])
    grouped = isinstance(item, type) and issubclass(item, BaseModel)
    noun = f"ids of {refers.plural}" if refers else "groups of fields" if grouped else "texts"
    counted = " ".join(filter(None, ("a list of", _span(marks, "min_length", "max_length"), noun)))
    each = "" if refers or grouped else _one(item, inner).removeprefix("text").removeprefix(",")
    return f"{counted}, each{each}" if each else counted


def _one(annotation: Any, marks: list[Any]) -> str:
    """A text, a number or a day in words."""
    demands = [model.DEMANDS[mark.func] for mark in marks if getattr(mark, "func", None) in model.DEMANDS]
    if annotation is date:
        return ", ".join(demands)
    if annotation is int:
        return f"a whole number from {_span(marks, 'ge', 'le')}"
    if any(getattr(mark, "pattern", None) for mark in marks):
        return "an id: lower-case letters, digits and single hyphens"
    # That a text must not be empty goes without saying.
    span = _span(marks, "", "max_length")
    return ", ".join(["text", *([f"{span} characters"] if span else ()), *demands])


def _bare(annotation: Any, marks: list[Any]) -> tuple[Any, list[Any]]:
    """A type without `Annotated` and `| None` around it, and everything that it is annotated with."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            marks = [*marks, *more]
        elif NoneType in (options := get_args(annotation)):
            annotation = next(option for option in options if option is not NoneType)
        else:
            return annotation, marks


def _span(marks: Iterable[Any], least: str, most: str) -> str:
    """The bounds of a length or a number, from the attributes that hold them: "2 to 6", "at most 90"."""
    # The mark that `Field` leaves inside an `Annotated` holds others.
    flat = [inner for mark in marks for inner in (mark, *getattr(mark, "metadata", ()))]
    low, high = (next((value for mark in flat if (value := getattr(mark, name, None)) is not None), None) for name in (least, most))
    if low is None:
        return "" if high is None else f"at most {high}"
    return f"{low} or more" if high is None else f"{low} to {high}"


def _refers(marks: Iterable[Any]) -> Kind | None:
    """The kind of entry whose ids a value is made of, if it is."""
    return next((KINDS[mark.kind] for mark in marks if isinstance(mark, model.Refers)), None)


def values(vocabulary: model.Vocabulary, name: str) -> list[tuple[str, str, str]]:
    """The values of a closed list: id, title, meaning."""
    listed = getattr(vocabulary, name)
    return [(key, value, "") if isinstance(value, str) else (key, value.title, value.summary) for key, value in listed.items()]


def wordings(words: Iterable[model.Wording]) -> list[tuple[str, str]]:
    """What not to write, and what to write: turns of phrase by an example, then the listed words."""
    return [*((turn.example, turn.instead) for turn in TURNS), *((", ".join(wording.phrases), wording.instead) for wording in words)]


def rule_statements() -> dict[str, list[str]]:
    """What each rule says must hold, by the subject that its module is named for."""
    found: dict[str, list[str]] = {}
    for rule in rules.RULES:
        found.setdefault(rule.__module__.rpartition(".")[2], []).append(" ".join((rule.__doc__ or "").split()))
    return found
