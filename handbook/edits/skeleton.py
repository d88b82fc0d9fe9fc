"""The file of a new entry: every field, with a hint on what to write there, valid but for its gaps."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, get_origin

from pydantic import BaseModel

from handbook import contributor_tables, model, yaml_source, yaml_writer
from handbook.catalog import Catalog
from handbook.hints import hint
from handbook.kinds import KINDS, Kind
from handbook.problems import Problem, listing

# So many ids fit a hint; of longer lists it says where they are.
_MOST_LISTED = 30
_BODY = {
    "term": "Below the dashes, between the two macro calls: 120 to 500 words. How it works, an example from an ML product with numbers, "
    "what it costs, when not to use it. A new term needs two more lines: its id in `teaches` of a resource that explains it, "
    "and in `related` of another term that leads to it.",
    "room": "Below the dashes: the case and its numbers above the form; below it each step worked out with them, and what they don't say.",
}
_TEXT = "Below the dashes, between the two macro calls, there's room for text in Markdown. It may stay empty."
_PLAIN = re.compile(r"https?://[!-~]+|[A-Za-z][\w ./()&+'-]*[\w.)]", re.ASCII)


def skeleton(catalog: Catalog, kind: str, known: Mapping[str, Any]) -> str:
    """The text of a new entry with what is `known` of its fields. Its hints are comments that `make fix` deletes."""
    entry_model, row = model.MODELS[kind], KINDS[kind]
    fields = "".join(_fields(catalog, entry_model, {"added": date.today(), **known}))
    if not row.has_page:
        return fields
    return f"---\n{fields}{hint(_BODY.get(kind, _TEXT))}---\n{_body(row)}"


def _body(kind: Kind) -> str:
    return "\n\n".join(f"{{{{ {macro}() }}}}" for macro in kind.macros) + "\n"


def _fields(catalog: Catalog, entry_model: type[model.Entry], known: Mapping[str, Any]) -> Iterator[str]:
    for row in contributor_tables.fields(entry_model):
        if row.name == "updated":
            continue
        info = entry_model.model_fields[row.name]
        if row.name != "added":
            yield hint(_hint(catalog, row, info))
        yield f"{row.name}:{_written(known[row.name])}\n" if known.get(row.name) else f"{row.name}:{_gap(info)}\n"


def _hint(catalog: Catalog, row: contributor_tables.FieldRow, info: Any) -> str:
    optional = "" if row.required else " Optional."
    bounds = f" ({row.value})" if row.value else ""
    inner = model.model_in(info.annotation)
    parts = f" {'It' if info.annotation is inner else 'Each'} has {_parts(catalog, inner)}." if inner else ""
    if get_origin(info.annotation) is dict:
        parts += " Write each id with a colon on a line of its own, and what belongs to it below, indented."
    return f"{row.description}{bounds}.{_allowed(catalog, info)}{parts}{optional}"


def _allowed(catalog: Catalog, info: Any) -> str:
    """What a field may hold, where that is a closed list or the ids of a kind."""
    for mark in info.metadata:
        if isinstance(mark, model.OneOf):
            return f" One of: {', '.join(getattr(catalog.vocabulary, mark.vocabulary))}."
        if isinstance(mark, model.Refers):
            known, kind = sorted(catalog.known[mark.kind]), KINDS[mark.kind]
            listed = ", ".join(known) if len(known) <= _MOST_LISTED else f"the names of the files in {kind.folder}/, without {kind.suffix}"
            return f" Ids of {kind.plural}: {listed}."
    return ""


def _parts(catalog: Catalog, inner: type[BaseModel]) -> str:
    """The fields of what a field holds, in words."""
    infos = inner.model_fields.items()
    return listing(f"{name} ({info.description}{_choices(catalog, info)})" for name, info in infos)


def _choices(catalog: Catalog, info: Any) -> str:
    closed = next((mark.vocabulary for mark in info.metadata if isinstance(mark, model.OneOf)), "")
    return f", one of {', '.join(getattr(catalog.vocabulary, closed))}" if closed else ""


def _gap(info: Any) -> str:
    """What stands behind a field that is to be filled in: of a required list of texts, an item for each that it needs."""
    inner = model.model_in(info.annotation)
    if not info.is_required():
        return ""
    if get_origin(info.annotation) is list:
        least = next((mark.min_length for mark in info.metadata if getattr(mark, "min_length", None)), 1)
        if inner:
            return f"\n  - {_nested(inner, 4)}" * least
        return " []" if any(isinstance(mark, model.Refers) for mark in info.metadata) else "\n  -" * least
    return f"\n  {_nested(inner, 2)}" if inner and info.annotation is inner else ""


def _nested(inner: type[BaseModel], indent: int) -> str:
    required = [name for name, info in inner.model_fields.items() if info.is_required()]
    if inner is model.Step:
        required = [model.STEP_THINGS[0], *required]
    return f"\n{' ' * indent}".join(f"{name}:" for name in required)


def _written(value: Any) -> str:
    """A value as YAML, behind its field's colon."""
    if isinstance(value, list):
        return f" [{', '.join(scalar(item, in_brackets=True) for item in value)}]"
    return f" {value if isinstance(value, date | int) else scalar(value)}"


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """A text as YAML that every reader takes for just this text, in quotes where it needs them."""
    around, value = ("[{}]", [text]) if in_brackets else ("a: {}", {"a": text})
    read = yaml_source.parse(around.format(text), "") if _PLAIN.fullmatch(text) else None
    return text if read and not isinstance(read, Problem) and read.value == value else yaml_writer.quoted(text)
