"""The JSON API below api/v1/: every entry, every list, their JSON Schemas and an OpenAPI document.

Keys stand in the order of the models, entries in the order of their ids. What changes within v1 and what does not is
told in CHANGELOG.md and docs/data.md.
"""

import re
from collections.abc import Iterator
from typing import Any

from handbook import model
from handbook.catalog import Record
from handbook.handbook import Handbook
from handbook.schema import entry_schema

ROOT = "api/v1/"
VERSION = "1.0.0"

_LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
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
_BODY = {"type": "string", "description": "the text that explains the term, as Markdown"}


def files(handbook: Handbook, address: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Path and content of every file of the API."""
    yield f"{ROOT}index.json", index(handbook, address)
    for entry_model in model.ENTRY_MODELS:
        kind = entry_model.entry_kind
        entries = [entry(handbook, record) for _, record in sorted(handbook.catalog.records(kind).items())]
        yield f"{ROOT}{kind}s.json", {f"{kind}s": entries}
        yield from ((f"{ROOT}{kind}s/{found['id']}.json", found) for found in entries)
        yield f"{ROOT}schemas/{kind}.json", schema(handbook, entry_model)
    moves = handbook.catalog.moved.model if handbook.catalog.moved else model.Moved(moves=[])
    yield f"{ROOT}moved.json", moves.model_dump(mode="json")
    yield f"{ROOT}openapi.json", openapi(handbook, address)


def entry(handbook: Handbook, record: Record[Any]) -> dict[str, Any]:
    """One entry as the API gives it."""
    data: dict[str, Any] = {"id": record.id, "page": handbook.link(record.model.entry_kind, record.id).url}
    data |= record.model.model_dump(mode="json")
    data["last_changed"] = (record.model.updated or record.model.added).isoformat()
    if isinstance(record.model, model.Term):
        data["body"] = body(record)
    return data


def body(record: Record[model.Term]) -> str:
    """A term's text without the calls of the site's macros."""
    lines = record.prose.text.split("\n") if record.prose else []
    text = "\n".join(line for line in lines if not line.startswith("{{")).strip()
    return re.sub(r"\n{3,}", "\n\n", text) + "\n"


def index(handbook: Handbook, address: str) -> dict[str, Any]:
    """The way in: what there is, how much, where."""
    kinds = [entry_model.entry_kind for entry_model in model.ENTRY_MODELS]
    return {
        "name": "ML PM Handbook",
        "version": VERSION,
        "site": address,
        "licence": _LICENCE,
        "openapi": f"{ROOT}openapi.json",
        "moved": f"{ROOT}moved.json",
        "lists": {f"{kind}s": {"count": len(handbook.catalog.records(kind)), "url": f"{ROOT}{kind}s.json"} for kind in kinds},
        "schemas": {kind: f"{ROOT}schemas/{kind}.json" for kind in kinds},
        "vocabulary": handbook.vocabulary.model_dump(mode="json"),
    }


def schema(handbook: Handbook, entry_model: type[model.Entry]) -> dict[str, Any]:
    """The JSON Schema of one kind of entry as the API gives it: the model's, with the fields that the API adds."""
    found = entry_schema(entry_model, handbook.vocabulary)
    properties = {"id": _ADDED["id"], "page": _ADDED["page"], **found["properties"], "last_changed": _ADDED["last_changed"]}
    if entry_model is model.Term:
        properties["body"] = _BODY
    return {**found, "$schema": _DIALECT, "properties": properties, "required": list(properties)}


def openapi(handbook: Handbook, address: str) -> dict[str, Any]:
    """An OpenAPI 3.1 document of the API. Source: OpenAPI Specification 3.1.0."""
    moved = model.Moved.model_json_schema()
    schemas: dict[str, Any] = {**moved.pop("$defs"), "Moved": moved, "Index": _INDEX}
    paths: dict[str, Any] = {
        "/index.json": _get("get_index", "The way in", "what there is, how much, where", _reference("index")),
        "/moved.json": _get("list_moved", "Addresses that moved or went", "where each is now, or why it is gone", _reference("moved")),
    }
    for entry_model in model.ENTRY_MODELS:
        kind = entry_model.entry_kind
        own = schema(handbook, entry_model)
        own.pop("$schema")
        schemas |= own.pop("$defs", {})
        schemas[kind.capitalize()] = own
        ids = list(handbook.catalog.records(kind))
        paths[f"/{kind}s.json"] = _list(kind)
        paths[f"/{kind}s/{{id}}.json"] = _one(kind, ids)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ML PM Handbook",
            "version": VERSION,
            "summary": "Terms, resources, skills, questions, comparisons and paths for ML/AI product managers.",
            "license": {"name": _LICENCE["name"], "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": f"{address}{ROOT}".rstrip("/")}],
        "paths": _in_components(paths),
        "components": {"schemas": _in_components(schemas)},
    }


def _list(kind: str) -> dict[str, Any]:
    content = {"type": "object", "required": [f"{kind}s"], "properties": {f"{kind}s": {"type": "array", "items": _reference(kind)}}}
    return _get(f"list_{kind}s", f"Every {kind}", f"all {kind}s", content)


def _get(operation: str, summary: str, told: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"get": {"operationId": operation, "summary": summary, "responses": _answers(told, content)}}


def _one(kind: str, ids: list[str]) -> dict[str, Any]:
    identifier = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "examples": ids[:1]}}
    answers = _answers(f"the {kind}", _reference(kind)) | {"404": {"description": f"there is no such {kind}"}}
    return {"get": {"operationId": f"get_{kind}", "summary": f"One {kind}", "parameters": [identifier], "responses": answers}}


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
