"""The JSON API below api/v1/: every entry, every list, their JSON Schemas and an OpenAPI document.

Keys stand in the order of the models, entries in the order of their ids. What changes within v1 and what does not is
told in CHANGELOG.md and docs/data.md.
"""

import re
from collections.abc import Iterator
from typing import Any

from handbook import LICENCE, LICENCE_URL, NAME, model
from handbook.catalog import Record
from handbook.export.file import File, json_file
from handbook.handbook import Handbook
from handbook.kinds import KINDS, Kind
from handbook.problems import listing
from handbook.schema import entry_schema

ROOT = "api/v1/"
VERSION = "1.0.0"

_LICENCE = {"name": LICENCE, "url": LICENCE_URL}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

# Fields that every entry has in the API besides those of its model.
_ADDED: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "description": "the entry's permanent id"},
    "page": {"type": "string", "description": "where people read it, from the address of the site"},
    "last_changed": {"type": "string", "format": "date", "description": "the day of its last change in substance"},
}
_TEXT = {"type": "string"}
_INDEX = {
    "type": "object",
    "required": ["name", "version", "site", "licence", "openapi", "moved", "lists", "schemas", "vocabulary"],
    "properties": {
        "name": _TEXT,
        "version": {"type": "string", "description": "of the API, by semantic versioning"},
        "site": {"type": "string", "description": "the address to which all others are relative"},
        "licence": {"type": "object", "required": ["name", "url"], "additionalProperties": _TEXT},
        "openapi": _TEXT,
        "moved": _TEXT,
        "lists": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["count", "url"],
                "properties": {"count": {"type": "integer", "minimum": 0}, "url": _TEXT},
            },
        },
        "schemas": {"type": "object", "additionalProperties": _TEXT},
        "vocabulary": {"type": "object", "description": "the closed lists: values, and what they mean"},
    },
}
# A skill's exercises were texts at first, and programs rely on them.
_PRACTICE = {"type": "array", "items": _TEXT, "description": "the texts of the exercises alone"}
_BODY = {"type": "string", "description": "the text that explains the term, as Markdown"}


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """Every file of the API."""
    yield json_file(f"{ROOT}index.json", index(handbook, address))
    for kind in KINDS.values():
        entries = {entry_id: entry(handbook, record) for entry_id, record in sorted(handbook.catalog.records(kind.name).items())}
        yield json_file(f"{ROOT}{kind.plural}.json", {kind.plural: list(entries.values())})
        for entry_id, data in entries.items():
            yield json_file(f"{ROOT}{kind.plural}/{{id}}.json", data, (kind.name, entry_id))
        yield json_file(f"{ROOT}schemas/{kind.name}.json", schema(handbook, kind))
    yield json_file(f"{ROOT}moved.json", model.Moved(moves=handbook.catalog.moves).model_dump(mode="json"))
    yield json_file(f"{ROOT}openapi.json", openapi(handbook, address))


def entry(handbook: Handbook, record: Record[Any]) -> dict[str, Any]:
    """One entry as the API gives it."""
    data: dict[str, Any] = {"id": record.id, "page": handbook.link(record.model.entry_kind, record.id).url}
    data |= record.model.model_dump(mode="json")
    data["last_changed"] = record.model.last_changed.isoformat()
    if isinstance(record.model, model.Term):
        data["body"] = body(record)
    if isinstance(record.model, model.Skill):
        data = _with_exercises(data, [exercise.text for exercise in record.model.practice])
    return data


def _with_exercises(fields: dict[str, Any], practice: Any) -> dict[str, Any]:
    """The fields of a skill with what its file calls `practice` as `exercises`, and beside it `practice` as it was before."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        found |= {"practice": practice, "exercises": value} if name == "practice" else {name: value}
    return found


def body(record: Record[Any]) -> str:
    """An entry's text without the calls of the site's macros."""
    lines = record.prose.text.split("\n")
    text = "\n".join(line for line in lines if not line.startswith("{{")).strip()
    return re.sub(r"\n{3,}", "\n\n", text) + "\n"


def index(handbook: Handbook, address: str) -> dict[str, Any]:
    """The way in: what there is, how much, where."""
    return {
        "name": NAME,
        "version": VERSION,
        "site": address,
        "licence": _LICENCE,
        "openapi": f"{ROOT}openapi.json",
        "moved": f"{ROOT}moved.json",
        "lists": {
            kind.plural: {"count": len(handbook.catalog.records(kind.name)), "url": f"{ROOT}{kind.plural}.json"} for kind in KINDS.values()
        },
        "schemas": {kind: f"{ROOT}schemas/{kind}.json" for kind in KINDS},
        "vocabulary": handbook.vocabulary.model_dump(mode="json"),
    }


def schema(handbook: Handbook, kind: Kind) -> dict[str, Any]:
    """The JSON Schema of one kind of entry as the API gives it: the model's, with the fields that the API adds."""
    found = entry_schema(model.MODELS[kind.name], handbook.vocabulary)
    properties = {"id": _ADDED["id"], "page": _ADDED["page"], **found["properties"], "last_changed": _ADDED["last_changed"]}
    if kind.name == "term":
        properties["body"] = _BODY
    if kind.name == "skill":
        properties = _with_exercises(properties, _PRACTICE)
    return {**found, "$schema": _DIALECT, "properties": properties, "required": list(properties)}


def openapi(handbook: Handbook, address: str) -> dict[str, Any]:
    """An OpenAPI 3.1 document of the API. Source: OpenAPI Specification 3.1.0."""
    moved = model.Moved.model_json_schema()
    schemas: dict[str, Any] = {**moved.pop("$defs"), "Moved": moved, "Index": _INDEX}
    paths: dict[str, Any] = {
        "/index.json": _get("get_index", "The way in", "what there is, how much, where", _reference("index")),
        "/moved.json": _get("list_moved", "Addresses that moved or went", "where each is now, or why it is gone", _reference("moved")),
    }
    for kind in KINDS.values():
        own = schema(handbook, kind)
        own.pop("$schema")
        schemas |= own.pop("$defs", {})
        schemas[kind.name.capitalize()] = own
        paths[f"/{kind.plural}.json"] = _list(kind)
        paths[f"/{kind.plural}/{{id}}.json"] = _one(kind, list(handbook.catalog.records(kind.name)))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": NAME,
            "version": VERSION,
            "summary": f"{listing(kind.plural for kind in KINDS.values()).capitalize()} for ML/AI product managers.",
            "license": {"name": _LICENCE["name"], "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": f"{address}{ROOT}".rstrip("/")}],
        "paths": _in_components(paths),
        "components": {"schemas": _in_components(schemas)},
    }


def _list(kind: Kind) -> dict[str, Any]:
    entries = {"type": "array", "items": _reference(kind.name)}
    content = {"type": "object", "required": [kind.plural], "properties": {kind.plural: entries}}
    return _get(f"list_{kind.plural}", f"Every {kind.name}", f"all {kind.plural}", content)


def _get(operation: str, summary: str, told: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"get": {"operationId": operation, "summary": summary, "responses": _answers(told, content)}}


def _one(kind: Kind, ids: list[str]) -> dict[str, Any]:
    identifier = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "examples": ids[:1]}}
    answers = _answers(f"the {kind.name}", _reference(kind.name)) | {"404": {"description": f"there is no such {kind.name}"}}
    return {"get": {"operationId": f"get_{kind.name}", "summary": f"One {kind.name}", "parameters": [identifier], "responses": answers}}


def _reference(kind: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{kind.capitalize()}"}


def _answers(description: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": description, "content": {"application/json": {"schema": content}}}}


def _in_components(value: Any) -> Any:
    """The same with references to definitions of a schema turned into references to the document's components."""
    if isinstance(value, dict):
        return {
            key: inner.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _in_components(inner)
            for key, inner in value.items()
        }
    return [_in_components(inner) for inner in value] if isinstance(value, list) else value
