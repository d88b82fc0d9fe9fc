"""The contributor docs' facts, taken from the models, the vocabulary and the rules, so that they cannot be out of date."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_origin

from handbook import model, rules
from handbook.kinds import KINDS
from handbook.wording import TURNS


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of an entry, in words."""

    name: str
    required: bool
    description: str
    refers: str
    bounds: str


def fields(kind: str) -> list[FieldRow]:
    """The fields of one kind of entry, in the order of the model; `added` and `updated` come last, as people write them."""
    infos = dict(model.MODELS[kind].model_fields)
    last = {name: infos.pop(name) for name in ("added", "updated")}
    return [_row(name, info) for name, info in {**infos, **last}.items()]


def _row(name: str, info: Any) -> FieldRow:
    marks = info.metadata
    refers = next((f"ids of {KINDS[mark.kind].plural}" for mark in marks if isinstance(mark, model.Refers)), "")
    closed = next((f"a value of {mark.vocabulary}" for mark in marks if isinstance(mark, model.OneOf)), "")
    unit = "items" if get_origin(info.annotation) is list else "characters"
    bounds = "" if closed else _bounds(marks, unit)
    return FieldRow(name, info.is_required(), info.description or "", refers or closed, bounds)


def _bounds(marks: list[Any], unit: str) -> str:
    least = next((mark.min_length for mark in marks if getattr(mark, "min_length", None)), None)
    most = next((mark.max_length for mark in marks if getattr(mark, "max_length", None)), None)
    if least and least > 1 and most:
        return f"{least} to {most} {unit}"
    return f"at most {most} {unit}" if most else ""


def values(vocabulary: model.Vocabulary, name: str) -> list[tuple[str, str, str]]:
    """The values of a closed list: id, title, meaning."""
    listed = getattr(vocabulary, name.replace("-", "_"))
    return [(key, value, "") if isinstance(value, str) else (key, value.title, value.summary) for key, value in listed.items()]


def wordings(words: Iterable[model.Wording]) -> list[tuple[str, str]]:
    """What not to write, and what to write: turns of phrase by an example, then the listed words."""
    return [*((turn.example, turn.instead) for turn in TURNS), *((", ".join(wording.phrases), wording.instead) for wording in words)]


def rule_statements() -> list[str]:
    """What each rule says must hold."""
    return [" ".join((rule.__doc__ or "").split()) for rule in rules.RULES]
