"""Entries as far as they are written: what is missing or wrong gives way to a placeholder that says so.

Nothing here is published: `make check` refuses the same files. A draft's text is shown, and nothing in it is run: what
stands between braces is printed only where it is a macro call that the rules allow.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from handbook import model, prose, yaml_source
from handbook.catalog import Catalog, Record
from handbook.kinds import KINDS
from handbook.macro_calls import parse_call
from handbook.problems import Problem
from handbook.prose import NO_PROSE
from handbook.source import Document
from handbook.yaml_source import Converted

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)(.*)", re.DOTALL | re.MULTILINE)
_BRACES = re.compile(r"\{\{|\{%|\{#")
# What the theme prints as it is in a title, and what ends a one-line text.
_UNPRINTABLE = re.compile(r'[<>"]|[\x00-\x1f]|\{[{%#]')


def placeholder(name: str) -> str:
    """What stands in place of a text that is not written yet."""
    return f"({name.replace('_', ' ')}: not written yet)"


def record(path: str, text: str, file_model: type[Any]) -> Record[Any]:
    """The record of a file that does not validate, with placeholders."""
    data, body, line = _parts(path, text)
    document = yaml_source.parse(data, path, 2 if body is not None else 1)
    if isinstance(document, Problem):
        document = Document(path)
    entry = filled(file_model, document.value)
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return Record(stem, path, entry, document, NO_PROSE if body is None else prose.parse(body, line))


def _parts(path: str, text: str) -> tuple[str, str | None, int]:
    """A page's fields, its text and the line at which that begins; a YAML file has no text."""
    if not path.endswith(".md"):
        return text, None, 1
    found = _FRONT_MATTER.match(text)
    return (found[1], found[2], text.count("\n", 0, found.start(2)) + 1) if found else ("", text, 1)


def filled(file_model: type[BaseModel], value: object) -> Any:
    """The model with each field that validates, what can be kept of the others, and placeholders for the rest."""
    given = value if isinstance(value, dict) else {}
    fields = {name: _field(name, info, given.get(name)) for name, info in file_model.model_fields.items()}
    return file_model.model_construct(**fields)


def _field(name: str, info: Any, given: object) -> Any:
    if given is None and not info.is_required():
        return info.get_default(call_default_factory=True)
    wanted: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    return _value(name, wanted, given)


def _value(name: str, wanted: Any, given: object) -> Any:
    """`given` as the type wants it, or the most that can be kept of it."""
    try:
        return TypeAdapter(wanted).validate_python(given)
    except ValidationError:
        pass
    plain, marks = _bare(wanted)
    origin, arguments = get_origin(plain), get_args(plain)
    if origin in {Union, UnionType}:
        return _value(name, next(one for one in arguments if one is not NoneType), given) if given is not None else None
    if isinstance(plain, type) and issubclass(plain, BaseModel):
        return filled(plain, given)
    if origin is list:
        return _list(name, arguments[0], marks, given)
    if origin is dict:
        return _dict(name, arguments[1], given)
    return _single(name, plain, given)


def _bare(wanted: Any) -> tuple[Any, tuple[Any, ...]]:
    marks: tuple[Any, ...] = ()
    while get_origin(wanted) is Annotated:
        wanted, *more = get_args(wanted)
        marks = (*marks, *more)
    return wanted, marks


def _list(name: str, item: Any, marks: tuple[Any, ...], given: object) -> list[Any]:
    found = given if isinstance(given, list) else [given] if isinstance(given, str) and given.strip() else []
    kept = [_value(name, item, one) for one in found if one is not None]
    names_entries = any(isinstance(mark, model.Refers) for mark in marks)
    if not kept and _bare(item)[0] is str and not names_entries and any(getattr(mark, "min_length", 0) for mark in marks):
        return [placeholder(name)]
    return [one for one in kept if not (isinstance(one, model.Step) and _things(one) != 1)]


def _things(step: model.Step) -> int:
    return sum(getattr(step, name, None) is not None for name in model.STEP_THINGS)


def _dict(name: str, item: Any, given: object) -> dict[str, Any]:
    found = given if isinstance(given, dict) else {}
    return {key: _value(name, item, one) for key, one in found.items() if isinstance(key, str) and model.ID.fullmatch(key)}


def _single(name: str, plain: Any, given: object) -> Any:
    if plain is int:
        return 1
    if plain is date:
        return date.today()
    text = given.text if isinstance(given, Converted) else given
    if name == "id":
        # It is printed as an anchor.
        return model.kebab(text if isinstance(text, str) else "")
    if not isinstance(text, str) or not text.strip():
        return "https://not-written-yet.example/" if "url" in name else placeholder(name)
    return _UNPRINTABLE.sub(" ", text).strip()


def sorted_in(catalog: Catalog, drafts: Collection[Record[Any]]) -> Catalog:
    """The catalog with the drafts among its entries and pages, and without the problems that they were refused for."""
    paths = {draft.path for draft in drafts}
    kept = [problem for problem in catalog.problems if problem.path not in paths]
    changes: dict[str, Any] = {"problems": kept}
    for draft in drafts:
        kind = getattr(draft.model, "entry_kind", "")
        name, key = (KINDS[kind].plural, draft.id) if kind else ("pages", draft.path)
        changes[name] = {**changes.get(name, getattr(catalog, name)), key: draft}
    for name, records in changes.items():
        if isinstance(records, dict):
            changes[name] = dict(sorted(records.items(), key=lambda item: Path(item[1].path)))
    return replace(catalog, **changes)


def without(catalog: Catalog, paths: Collection[str]) -> Catalog:
    """The catalog without the entries and pages of these files."""
    names = [*(row.plural for row in KINDS.values()), "pages"]
    kept: dict[str, Any] = {name: {key: one for key, one in getattr(catalog, name).items() if one.path not in paths} for name in names}
    return replace(catalog, **kept)


def mended(catalog: Catalog, paths: Collection[str]) -> Catalog:
    """The catalog in which the entries of these files refer only to what is there, with values of the closed lists."""
    there: dict[str, set[str]] = {kind: set(catalog.records(kind)) for kind in KINDS}
    changes: dict[str, Any] = {}
    for found in list(catalog.entries()):
        if found.path not in paths:
            continue
        mend = _mended(found.model, there, catalog.vocabulary)
        if mend is not found.model:
            name = KINDS[found.model.entry_kind].plural
            changes.setdefault(name, dict(catalog.records(found.model.entry_kind)))[found.id] = replace(found, model=mend)
    return replace(catalog, **changes) if changes else catalog


def _mended(entry: BaseModel, there: Mapping[str, set[str]], vocabulary: model.Vocabulary) -> Any:
    changes: dict[str, Any] = {}
    for name, info in type(entry).model_fields.items():
        before = getattr(entry, name)
        after = before
        for mark in info.metadata:
            if isinstance(mark, model.Refers):
                after = _known(before, there[mark.kind])
            elif isinstance(mark, model.OneOf) and before is not None and before not in (choices := getattr(vocabulary, mark.vocabulary)):
                after = next(iter(choices))
        if isinstance(after, list) and after and isinstance(after[0], BaseModel):
            after = [one for item in after if not isinstance(one := _mended(item, there, vocabulary), model.Step) or _things(one) == 1]
        elif isinstance(after, dict):
            after = {key: _mended(item, there, vocabulary) if isinstance(item, BaseModel) else item for key, item in after.items()}
        if after != before:
            changes[name] = after
    return entry.model_copy(update=changes) if changes else entry


def _known(value: Any, there: set[str]) -> Any:
    if isinstance(value, list):
        return [one for one in value if one in there]
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if key in there}
    return value if value in there else None


def source(record: Record[Any], refused: Collection[int]) -> str:
    """The page of a draft as MkDocs is to read it: front matter that every YAML reader takes, and the text.

    Of the text, what stands between braces is run only where it is a macro call, and not on the lines that are `refused`.
    """
    lines, first = record.prose.text.split("\n"), record.prose.first_line
    kept = [line if _allowed(line, number, refused) else _refusal(line) for number, line in enumerate(lines, start=first)]
    return f"---\n{json.dumps(record.model.model_dump(mode='json'), ensure_ascii=False)}\n---\n" + "\n".join(kept)


def _allowed(line: str, number: int, refused: Collection[int]) -> bool:
    return not _BRACES.search(line) or (parse_call(line) is not None and number not in refused)


def _refusal(line: str) -> str:
    """The line as text: no brace is left of it."""
    return line.replace("{", "(").replace("}", ")").replace("%", "")
