"""JSON Schemas of the entries, for editors, made from the models and the vocabulary."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from handbook import model


def write_schemas(vocabulary: model.Vocabulary, folder: Path) -> Iterator[str]:
    """Write `<kind>.json` for each kind of entry, and one for each file of its own below data/; yields the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = {kind: entry_schema(entry_model, vocabulary) for kind, entry_model in model.MODELS.items()}
    others = {name: found.model_json_schema() for name, found in _FILES.items()}
    for name, schema in {**entries, **others}.items():
        file = folder / f"{name}.json"
        file.write_text(f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n", encoding="utf-8")
        yield file.as_posix()


_FILES: dict[str, type[BaseModel]] = {
    "vocabulary": model.Vocabulary,
    "floors": model.Floors,
    "moved": model.Moved,
    "declined": model.Declined,
    "style": model.Style,
}


def entry_schema(entry_model: type[model.Entry], vocabulary: model.Vocabulary) -> dict[str, Any]:
    """The schema of one kind of entry (draft 2020-12), with the closed lists as enumerations."""
    schema = entry_model.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    _close(entry_model, schema["properties"], vocabulary)
    for info in entry_model.model_fields.values():
        if inner := model.model_in(info.annotation):
            _close(inner, schema["$defs"][inner.__name__]["properties"], vocabulary)
    return schema


def _close(found: type[BaseModel], properties: dict[str, Any], vocabulary: model.Vocabulary) -> None:
    """Give each field with a closed list of values that list."""
    for name, info in found.model_fields.items():
        for mark in info.metadata:
            if isinstance(mark, model.OneOf):
                _only(properties[name], list(getattr(vocabulary, mark.vocabulary)))


def _only(field: dict[str, Any], choices: list[str]) -> None:
    options = field.get("anyOf", [field])
    for option in options:
        if option.get("type") == "string":
            option.pop("pattern", None)
            option.pop("maxLength", None)
            option["enum"] = choices
