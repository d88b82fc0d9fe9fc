"""What pages must hold: known macro calls, sound links and headings, no HTML."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from handbook import model
from handbook.catalog import Catalog, Record
from handbook.macro_calls import MACROS, PICTURES, Call, parse_call
from handbook.problems import Problem, did_you_mean, listing
from handbook.rules.references import HOMES


def macro_calls(catalog: Catalog) -> Iterator[Problem]:
    """Between braces in a page stands a known macro call, alone on its line; nothing else is run."""
    for record in catalog.prose_records():
        for found in record.prose.macros if record.prose else ():
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
    wanted = MACROS[call.name][1]
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
        return tuple(HOMES)
    if wanted == "pictures":
        return PICTURES
    if wanted == "downloads":
        return tuple(catalog.downloads)
    return tuple(model.Vocabulary.model_fields) if wanted == "lists" else tuple(getattr(catalog.vocabulary, wanted))


def _braces(text: str) -> str:
    found = re.match(r"\{.*?[}%#]\}+", text)
    return found[0] if found else text


def shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def entry_macros(catalog: Catalog) -> Iterator[Problem]:
    """The page of a term, skill, comparison or path calls the macros that print the entry."""
    for record in catalog.terms.values():
        yield from _must_call(record, ("term_head", "term_foot"))
    for kind, macros in (
        ("skill", ("skill_head", "skill_foot")),
        ("comparison", ("comparison", "entry_tools")),
        ("path", ("path", "entry_tools")),
    ):
        for page in _entry_pages(catalog, kind).values():
            yield from _must_call(page, macros)


def _must_call(record: Record[Any], macros: Iterable[str]) -> Iterator[Problem]:
    if record.prose is None:
        return
    wanted = list(macros)
    calls = [(call.name, found.line) for found in record.prose.macros if (call := parse_call(found.text))]
    names = [name for name, _ in calls if name in wanted]
    if names != wanted:
        line = calls[0][1] if calls else record.prose.first_line
        what = f"the page calls {listing(names) if names else 'none'} of its macros; it must call {listing(wanted)}"
        how = listing(f"{{{{ {name}() }}}}" for name in wanted)
        yield Problem(record.path, line, 1, what, f"Write {how}, once each, in this order, alone on a line.")


PAGE_FOLDERS = {"skill": "docs/skills", "comparison": "docs/compare", "path": "docs/paths"}


def _entry_pages(catalog: Catalog, kind: str) -> dict[str, Record[model.Page]]:
    pages = {entry: catalog.pages.get(f"{PAGE_FOLDERS[kind]}/{entry}.md") for entry in catalog.records(kind)}
    return {entry: page for entry, page in pages.items() if page}


def entry_pages(catalog: Catalog) -> Iterator[Problem]:
    """Every skill, comparison and path has a page whose title and description agree with its data."""
    for kind in PAGE_FOLDERS:
        pages = _entry_pages(catalog, kind)
        for record in catalog.records(kind).values():
            page = pages.get(record.id)
            if page is None:
                place = f"{PAGE_FOLDERS[kind]}/{record.id}.md"
                if not (catalog.root / place).exists():
                    yield Problem(record.path, 1, 1, f"the {kind} has no page {place}", "Run: python -m handbook pages")
                continue
            for field, value in (("title", record.model.title), ("description", record.model.summary)):
                if getattr(page.model, field) != value:
                    what = f"{field} differs from {'title' if field == 'title' else 'summary'} in {record.path}"
                    yield page.problem((field,), what, "Run: python -m handbook pages")


def stray_pages(catalog: Catalog) -> Iterator[Problem]:
    """A page named for an entry has that entry."""
    for kind, folder in PAGE_FOLDERS.items():
        for page in catalog.pages.values():
            if posixpath.dirname(page.path) != folder or page.id == "index" or page.id in catalog.known[kind]:
                continue
            if kind == "skill" and page.id in catalog.vocabulary.groups:
                continue
            yield Problem(
                page.path,
                1,
                1,
                f'there is no {kind} "{page.id}"',
                f"{did_you_mean(page.id, catalog.known[kind])}Write {HOMES[kind]}/{page.id}.yml, or delete the page.",
            )


def raw_html(catalog: Catalog) -> Iterator[Problem]:
    """Pages are Markdown: no HTML tags."""
    for record in catalog.prose_records():
        for found in record.prose.raw_html if record.prose else ():
            what = f"HTML in a page: {shortened(found.text.splitlines()[0])}"
            yield Problem(record.path, found.line, found.column, what, "Use Markdown, or put it in `backticks` if readers should see it.")


def page_headings(catalog: Catalog) -> Iterator[Problem]:
    """A page has no first-level heading of its own: its title is in the front matter."""
    for record in catalog.prose_records():
        for heading in record.prose.headings if record.prose else ():
            if heading.level == 1:
                what = f'"{shortened(heading.text)}" is a first-level heading'
                yield Problem(record.path, heading.line, 1, what, "Begin it with ##; the title in the front matter is the first.")


def table_headers(catalog: Catalog) -> Iterator[Problem]:
    """Every column of a table has a name, which a screen reader says with each cell."""
    for record in catalog.prose_records():
        for found in record.prose.unnamed_columns if record.prose else ():
            what = "a column of this table has no name"
            yield Problem(record.path, found.line, found.column, what, "Write what stands in it, such as Week or Step.")


def page_links(catalog: Catalog) -> Iterator[Problem]:
    """A link in a page leads to a page that is there, or out by http or https."""
    for record in catalog.prose_records():
        folder = posixpath.dirname(record.path)
        for found in record.prose.links if record.prose else ():
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
