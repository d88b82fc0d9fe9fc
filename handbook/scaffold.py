"""The files that can be written from the data: pages of skills, comparisons and paths, and the start of a new entry."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from handbook import model
from handbook.catalog import Catalog, Record
from handbook.rules.pages import PAGE_FOLDERS

_TERM_BODY = """{{ term_head() }}

How it works, a worked example from an ML product with numbers, what it costs, when not to. 150 to 400 words.

{{ term_foot() }}
"""
_BODIES = {
    "term": _TERM_BODY,
    "skill": "{{ skill_head() }}\n\n{{ skill_foot() }}\n",
    "comparison": "{{ comparison() }}\n\n{{ entry_tools() }}\n",
    "path": "{{ path() }}\n\n{{ entry_tools() }}\n",
}


def write_pages(catalog: Catalog) -> Iterator[str]:
    """Write missing pages and repair title and description of the others; yields the path of each file written."""
    for kind, folder in PAGE_FOLDERS.items():
        for record in catalog.records(kind).values():
            path = f"{folder}/{record.id}.md"
            if (page := catalog.pages.get(path)) and _agree(page, record):
                continue
            file = catalog.root / path
            before = file.read_text(encoding="utf-8") if file.exists() else None
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_page(record, kind, before), encoding="utf-8")
            yield path


def _agree(page: Record[model.Page], record: Record[Any]) -> bool:
    return (page.model.title, page.model.description) == (record.model.title, record.model.summary)


def _page(record: Record[Any], kind: str, before: str | None) -> str:
    # JSON strings are YAML strings too, with every character safe.
    title, description = (json.dumps(text, ensure_ascii=False) for text in (record.model.title, record.model.summary))
    head = f"---\ntitle: {title}\ndescription: {description}\n---\n"
    body = re.sub(r"\A---\n.*?\n---\n", "", before, count=1, flags=re.DOTALL) if before else f"\n{_BODIES[kind]}"
    return head + body


def write_entry(root: Path, kind: str, entry_id: str) -> str:
    """Write the file of a new entry with its fields to fill in; returns its path.

    Raises `click.ClickException` if the id is not one or the file is there already.
    """
    entry_model = next(found for found in model.ENTRY_MODELS if found.entry_kind == kind)
    if not model.ID.fullmatch(entry_id):
        raise click.ClickException(f'"{entry_id}" is not an id: write lower-case letters a to z, digits and single hyphens.')
    suffix = ".md" if kind == "term" else ".yml"
    file = root / entry_model.folder / f"{entry_id}{suffix}"
    if file.exists():
        raise click.ClickException(f"{file} is there already.")
    fields = "".join(_field(name, info) for name, info in _ordered(entry_model))
    file.write_text(f"---\n{fields}---\n{_BODIES[kind]}" if kind == "term" else fields, encoding="utf-8")
    return file.as_posix()


def _ordered(entry_model: type[model.Entry]) -> list[tuple[str, Any]]:
    infos = dict(entry_model.model_fields)
    added = infos.pop("added")
    del infos["updated"]
    return [*infos.items(), ("added", added)]


def _field(name: str, info: Any) -> str:
    comment = f"# {info.description}{'' if info.is_required() else ' (optional)'}"
    if name == "added":
        return f"{name}: {date.today().isoformat()}\n"
    return f"{comment}\n{name}:\n"
