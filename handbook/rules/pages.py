"""What pages must hold: known macro calls, sound links and headings, no HTML."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from handbook import model
from handbook.catalog import VOCABULARY, Catalog, Record
from handbook.kinds import KINDS
from handbook.macro_calls import MACROS, PICTURES, Call, kinds_of, parse_call
from handbook.problems import Problem, did_you_mean, listing
from handbook.rules.registry import rule


@rule()
def macro_calls(catalog: Catalog) -> Iterator[Problem]:
    """Between braces in a page stands a known macro call, alone on its line; nothing else is run."""
    for record in catalog.prose_records():
        for found in record.prose.macros:
            call = parse_call(found.text) if found.column == 1 else None
            if call is None:
                what = f"only a macro call may stand in braces, alone on its line; found {shortened(_braces(found.text))}"
                yield Problem(
                    record.path, found.line, found.column, what, 'Write it as {{ name() }} or {{ name("value") }}, or say it in words.'
                )
            elif call.name not in MACROS:
                what = f'unknown macro "{call.name}"'
                yield Problem(record.path, found.line, 1, what, f"{did_you_mean(call.name, MACROS)}Macros are {listing(MACROS)}.")
            else:
                yield from _arguments(catalog, record, found.line, call)


def _arguments(catalog: Catalog, record: Record[Any], line: int, call: Call) -> Iterator[Problem]:
    wanted = MACROS[call.name].argument
    if len(call.arguments) != (1 if wanted else 0):
        what = f'the macro "{call.name}" takes {"one argument" if wanted else "no argument"}, not {len(call.arguments)}'
        yield Problem(record.path, line, 1, what, "Compare it with another page.")
        return
    choices = _choices(catalog, wanted) if wanted else ()
    for argument in call.arguments:
        if argument not in choices:
            what = f'unknown argument "{argument}" of the macro "{call.name}"'
            yield Problem(record.path, line, 1, what, f"{did_you_mean(argument, choices)}Values are {listing(choices)}.")


def _choices(catalog: Catalog, wanted: str) -> tuple[str, ...]:
    if wanted == "kinds":
        return tuple(KINDS)
    if wanted == "pictures":
        return PICTURES
    if wanted == "downloads":
        return tuple(catalog.downloads)
    return tuple(model.CLOSED_LISTS) if wanted == "lists" else tuple(getattr(catalog.vocabulary, wanted))


def _braces(text: str) -> str:
    found = re.match(r"\{.*?[}%#]\}+", text)
    return found[0] if found else text


def shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


@rule()
def page_macros(catalog: Catalog) -> Iterator[Problem]:
    """A macro that prints the entry, or the group, that its page is named for is called on such a page alone."""
    for record in catalog.prose_records():
        for found in record.prose.macros:
            call = parse_call(found.text)
            if call and (needs := _needs(catalog, record, call.name)):
                what = f'the macro "{call.name}" prints {needs}, and this page is none'
                yield Problem(record.path, found.line, 1, what, "Delete the call, or name a macro that prints something of its own.")


def _needs(catalog: Catalog, record: Record[Any], name: str) -> str:
    """What the page would have to be for a macro that it is not for; empty where all is well."""
    kinds = kinds_of(name)
    if kinds and getattr(record.model, "entry_kind", "") not in {kind.name for kind in kinds}:
        return "the " + " or ".join(kind.name for kind in kinds) + " of its page"
    pages_of = MACROS[name].pages_of if name in MACROS else ""
    if pages_of and record.id not in getattr(catalog.vocabulary, pages_of):
        return f"one of the {pages_of} in {VOCABULARY}"
    return ""


@rule()
def entry_macros(catalog: Catalog) -> Iterator[Problem]:
    """The page of an entry calls the macros that print it."""
    for kind in KINDS.values():
        if kind.macros:
            for record in catalog.records(kind.name).values():
                yield from _must_call(record, kind.macros)


def _must_call(record: Record[Any], macros: Iterable[str]) -> Iterator[Problem]:
    wanted = list(macros)
    calls = [(call.name, found.line) for found in record.prose.macros if (call := parse_call(found.text))]
    names = [name for name, _ in calls if name in wanted]
    if names != wanted:
        line = calls[0][1] if calls else record.prose.first_line
        what = f"the page calls {listing(names) if names else 'none'} of its macros; it must call {listing(wanted)}"
        how = listing(f"{{{{ {name}() }}}}" for name in wanted)
        yield Problem(record.path, line, 1, what, f"Write {how}, once each, in this order, alone on a line.")


@rule()
def raw_html(catalog: Catalog) -> Iterator[Problem]:
    """Pages are Markdown: no HTML tags."""
    for record in catalog.prose_records():
        for found in record.prose.raw_html:
            what = f"HTML in a page: {shortened(found.text.splitlines()[0])}"
            yield Problem(record.path, found.line, found.column, what, "Use Markdown, or put it in `backticks` if readers should see it.")


@rule()
def page_headings(catalog: Catalog) -> Iterator[Problem]:
    """A page has no first-level heading of its own: its title is in the front matter."""
    for record in catalog.prose_records():
        for heading in record.prose.headings:
            if heading.level == 1:
                what = f'"{shortened(heading.text)}" is a first-level heading'
                yield Problem(record.path, heading.line, 1, what, "Begin it with ##; the title in the front matter is the first.")


@rule()
def table_headers(catalog: Catalog) -> Iterator[Problem]:
    """Every column of a table has a name, which a screen reader says with each cell."""
    for record in catalog.prose_records():
        for found in record.prose.unnamed_columns:
            what = "a column of this table has no name"
            yield Problem(record.path, found.line, found.column, what, "Write what stands in it, such as Week or Step.")


@rule()
def page_links(catalog: Catalog) -> Iterator[Problem]:
    """A link in a page leads to a page that is there, or out by http or https."""
    for record in catalog.prose_records():
        folder = posixpath.dirname(record.path)
        for found in record.prose.links:
            parts = urlsplit(found.text)
            if parts.scheme in {"http", "https"} and parts.netloc:
                continue
            if parts.scheme or parts.netloc or found.text.startswith("/"):
                what = f'the link "{shortened(found.text)}" is neither http(s) nor relative'
                yield Problem(
                    record.path, found.line, found.column, what, "Link a page of the handbook by its file, such as ../glossary/ci-cd.md."
                )
            elif parts.path and not (catalog.root / posixpath.normpath(posixpath.join(folder, parts.path))).is_file():
                near = [posixpath.relpath(path, folder) for path in _linkable(catalog)]
                what = f'the link "{shortened(found.text)}" leads nowhere'
                yield Problem(
                    record.path, found.line, found.column, what, f"{did_you_mean(parts.path, near)}Link the file, relative to this one."
                )


def _linkable(catalog: Catalog) -> Iterator[str]:
    for record in catalog.prose_records():
        yield record.path
