"""The start of a new entry: its file, with every field to fill in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from handbook import model
from handbook.kinds import KINDS, Kind

_HINTS = {
    "term": "How it works, a worked example from an ML product with numbers, what it costs, when not to.",
    "room": "The case and its numbers; below the form, each step worked out with them, and what they don't say.",
}


def write_entry(root: Path, kind: str, entry_id: str) -> str:
    """Write the file of a new entry with its fields to fill in; returns its path.

    Raises `click.ClickException` if the id is not one, is that of a page, or the file is there already or cannot be
    written: `handbook check` would refuse what came of it.
    """
    if not model.ID.fullmatch(entry_id):
        raise click.ClickException(f'"{entry_id}" is not an id: write lower-case letters a to z, digits and single hyphens.')
    if len(entry_id) > model.LONGEST_ID:
        raise click.ClickException(f"the id has {len(entry_id)} characters, at most {model.LONGEST_ID} fit: choose a shorter one.")
    if entry_id == "index":
        raise click.ClickException('"index" is the page that lists the entries: choose another id.')
    file = root / KINDS[kind].folder / f"{entry_id}{KINDS[kind].suffix}"
    fields = "".join(_fields(model.MODELS[kind]))
    text = f"---\n{fields}---\n{_body(KINDS[kind])}" if KINDS[kind].has_page else fields
    try:
        # "x" leaves alone what is there, a link that leads nowhere too.
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise click.ClickException(f"{file} already exists.") from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror or error}.") from None
    return file.as_posix()


def _body(kind: Kind) -> str:
    """The text below the front matter: the calls of the macros, and between them what to write."""
    head, *rest = (f"{{{{ {macro}() }}}}" for macro in kind.macros)
    hint = [_HINTS[kind.name]] if kind.name in _HINTS else []
    return "\n\n".join([head, *hint, *rest]) + "\n"


def _fields(entry_model: type[model.Entry]) -> Iterator[str]:
    """Each field below what it is for; the dates last, as people write them."""
    infos = dict(entry_model.model_fields)
    del infos["added"], infos["updated"]
    for name, info in infos.items():
        yield f"# {info.description}{'' if info.is_required() else ' (optional)'}\n{name}:{_inner(info)}\n"
    yield f"added: {date.today().isoformat()}\n"


def _inner(info: Any) -> str:
    """The fields inside a field, such as the levels of a skill."""
    if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
        return "".join(f"\n  # {inner.description}\n  {name}:" for name, inner in info.annotation.model_fields.items())
    return ""
