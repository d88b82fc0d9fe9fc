"""The plain reference of fields, values and rules: Markdown in the tree, for those who read it on the code host.

`make fix` writes it, and the check compares it with the models, so that it can be read without building anything and is
never out of date. What entries should say is in docs/contributing/entries.md, which people write.
"""

import os
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from pydantic import BaseModel

from handbook import contributor_tables as tables
from handbook import model
from handbook.catalog import VOCABULARY, Catalog
from handbook.kinds import KINDS, Kind
from handbook.problems import Problem, listing
from handbook.source import read

REFERENCE = "docs/contributing/reference.md"

_EXAMPLES = Path(__file__).parent / "examples"

_HEAD = f"""---
title: Fields, values and rules
description: Every field of every kind of entry, its limits, values and an example, and everything that the check looks for.
covers: [field reference, schema, front matter, allowed values, validation rules]
---
`make fix` writes this page from the same models and rules that the check applies, so don't edit it: change `handbook/model.py`, \
`{VOCABULARY}`, `handbook/examples/` or the docstring of a rule. [How entries are written](entries.md) says what makes a good entry.

An id is the name of an entry's file without its ending: `docs/glossary/ci-cd.md` has the id `ci-cd`. Fields that aren't marked as \
optional are required. The examples are made up.

"""

_RULES = """## What is checked

`make check` reports everything on this list that doesn't hold, with the file, the line, the column and a way to mend it.

"""

# What the modules of the rules are about, in words.
_SUBJECTS = {"entries": "All entries", "library": "Library and minimums", "voice": "Wording"}


def texts(catalog: Catalog) -> dict[str, str]:
    """The generated pages: the text of each, by its path from the project's root."""
    parts = [_HEAD, *(_kind(catalog, kind) for kind in KINDS.values()), _lists(catalog), _RULES, _rules()]
    return {REFERENCE: "".join(parts).rstrip("\n") + "\n"}


def outdated(catalog: Catalog) -> Iterator[Problem]:
    """The generated pages are what the models, the vocabulary and the rules say, in a project that has contributor docs."""
    if not (catalog.root / REFERENCE).parent.is_dir() or not catalog.vocabulary.areas:
        return
    for path, wanted in texts(catalog).items():
        if not os.path.lexists(catalog.root / path):
            yield Problem(path, 1, 1, "this page is generated and isn't there", "Run: make fix")
            continue
        source = read(catalog.root, catalog.root / path)
        # What keeps it from being read is told by whoever loads it as a page.
        if not isinstance(source, Problem) and source.text != wanted:
            pairs = zip_longest(source.text.split("\n"), wanted.split("\n"))
            line = next(number for number, (found, meant) in enumerate(pairs, start=1) if found != meant)
            what = "this page is generated, and from this line on it isn't what the models and rules say"
            yield Problem(path, line, 1, what, "Run: make fix")


def example(kind: str) -> str:
    """A made-up entry of a kind, with every field that needs showing: its fields as YAML."""
    return (_EXAMPLES / f"{kind}.yml").read_text(encoding="utf-8")


def _kind(catalog: Catalog, kind: Kind) -> str:
    of = model.MODELS[kind.name]
    place = f"`{kind.folder}/<id>{kind.suffix}`"
    where = f"{place}, with these fields as front matter, between two lines of `---`." if kind.has_page else f"{place}, with these fields."
    parts = [f"## {kind.name.capitalize()}\n\n{where}\n\n", _table(catalog, of)]
    for name, inner in tables.groups(of):
        one = of.model_fields[name].annotation is inner
        parts += [f"In `{name}`{'' if one else ', each group has these fields'}:\n\n", _table(catalog, inner)]
    return "".join([*parts, f"For example:\n\n```yaml\n{example(kind.name)}```\n\n"])


def _table(catalog: Catalog, of: type[BaseModel]) -> str:
    rows = []
    for row in tables.fields(of):
        value = f"one of {_choices(catalog, row.closed)}" if row.closed else row.value
        value = _capital(value) if row.required else f"Optional: {value}"
        rows.append(f"| `{row.name}` | {_capital(row.description)} | {value} |\n")
    return "".join(["| Field | What to write | Value |\n|---|---|---|\n", *rows, "\n"])


def _choices(catalog: Catalog, closed: str) -> str:
    return listing(f"`{key}`" for key in getattr(catalog.vocabulary, closed)).replace(" and ", " or ")


def _lists(catalog: Catalog) -> str:
    """What the values of closed lists mean, where that is more than their name."""
    parts = [f"## Values\n\nThe values are set in `{VOCABULARY}`. These need more than their name:\n\n"]
    for name in model.CLOSED_LISTS:
        rows = tables.values(catalog.vocabulary, name)
        if any(meaning for _, _, meaning in rows):
            parts.append(f"| {_capital(name.replace('_', ' '))} | Name | Meaning |\n|---|---|---|\n")
            parts += [f"| `{key}` | {_literally(title)} | {_literally(meaning)} |\n" for key, title, meaning in rows]
            parts.append("\n")
    return "".join(parts)


def _rules() -> str:
    parts = []
    for subject, told in tables.rule_statements().items():
        parts += [f"**{_SUBJECTS.get(subject, _capital(subject))}**\n\n", *(f"- {statement}\n" for statement in told), "\n"]
    return "".join(parts)


def _literally(text: str) -> str:
    """A contributor's text in a cell of a table, where none of its characters means anything to Markdown."""
    return _SIGNS.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))


_SIGNS = re.compile(r"[\\`*_\[\]{}|]")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
