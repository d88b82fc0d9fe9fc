"""What pages must hold: known macro calls, sound links and headings, no HTML."""

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from handbook.addresses import PrintedId, address_of, promised_ids
from handbook.catalog import VOCABULARY, Catalog, Record
from handbook.characters import unwanted
from handbook.kinds import KINDS
from handbook.macro_calls import MACROS, Call, kinds_of, parse_call, pictures
from handbook.problems import Problem, did_you_mean, listing, shortened
from handbook.rules.causes import nearest_page, page_now, told_by_its_page
from handbook.rules.registry import rule
from handbook.source import place
from handbook.urls import as_sent


@rule()
def macro_calls(catalog: Catalog) -> Iterator[Problem]:
    """Braces in a page contain a known macro call on a line of its own; nothing else is run."""
    for record in catalog.prose_records():
        for found in record.prose.macros:
            call = parse_call(found.text) if found.column == 1 else None
            if call is None:
                what = f"braces may only contain a macro call on a line of its own; found {shortened(_braces(found.text))}"
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
            known = "the files in handbook/templates/pictures" if wanted == "pictures" else listing(choices)
            yield Problem(record.path, line, 1, what, f"{did_you_mean(argument, choices)}Values are {known}.")


def _choices(catalog: Catalog, wanted: str) -> tuple[str, ...]:
    if wanted == "pictures":
        return pictures()
    if wanted == "downloads":
        return tuple(catalog.downloads)
    return tuple(getattr(catalog.vocabulary, wanted))


def _braces(text: str) -> str:
    found = re.match(r"\{.*?[}%#]\}+", text)
    return found[0] if found else text


@rule()
def page_macros(catalog: Catalog) -> Iterator[Problem]:
    """A macro that prints an entry or a group is called only on the page of that entry or group."""
    for record in catalog.prose_records():
        for found in record.prose.macros:
            call = parse_call(found.text)
            if call and (needs := _needs(catalog, record, call.name)):
                what = f'the macro "{call.name}" prints {needs}, and this page is not one'
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
def written_characters(catalog: Catalog) -> Iterator[Problem]:
    """A page doesn't spell out a character that no reader sees, such as a zero-width space."""
    for record in catalog.prose_records():
        for found in _REFERENCE.finditer(record.prose.text):
            if unseen := unwanted(html.unescape(found[0]), "\t\n"):
                line, column = place(record.prose.text, found.start())
                what = f"{shortened(found[0])} spells {unseen[1]}"
                yield Problem(record.path, line + record.prose.first_line - 1, column, what, "Delete it.")


# HTML lets some names end without a semicolon.
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?(?!=)")


@rule()
def readable_text(catalog: Catalog) -> Iterator[Problem]:
    """Texts aren't nested deeper, and paragraphs have no more brackets, than can be read in reasonable time."""
    for record in catalog.prose_records():
        for found in record.prose.unreadable:
            yield Problem(record.path, found.line, found.column, f"the text holds {found.text}", "Write it with fewer of them.")


@rule()
def macros_apart(catalog: Catalog) -> Iterator[Problem]:
    """A macro call is a block of its own, outside code, lists, quotes and links."""
    for record in catalog.prose_records():
        for found in filter(lambda found: parse_call(found.text), record.prose.swallowed):
            what = f"Markdown reads {shortened(_braces(found.text))} as part of what is around it"
            yield Problem(record.path, found.line, found.column, what, "Put the call between blank lines, and close what begins above it.")


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
    """Every column of a table has a name, which screen readers announce with each cell."""
    for record in catalog.prose_records():
        for found in record.prose.unnamed_columns:
            what = "a column of this table has no name"
            yield Problem(record.path, found.line, found.column, what, "Say what it contains, such as Week or Step.")


@rule()
def page_links(catalog: Catalog) -> Iterator[Problem]:
    """A link in a page leads to a page, a part of a page or a picture that is there, or out by http or https."""
    records = {record.path: record for record in catalog.prose_records()}
    anchors = _anchors(catalog)
    for record in records.values():
        propose = _Proposals(catalog, record, records)
        for found in record.prose.links:
            if re.match(r"https?:|//", found.text, re.IGNORECASE) and (why := _unopened(found.text)):
                what = f'the link "{shortened(found.text)}" cannot be opened: {why}'
                remedy = "Copy the address from the browser's address bar; one that is only an example belongs in backticks."
                yield Problem(record.path, found.line, found.column, what, remedy)
            elif told := _link(catalog, record, found.text, anchors, propose):
                yield Problem(record.path, found.line, found.column, *told)


def _unopened(url: str) -> str:
    """Why no browser could open the address; empty where one could."""
    try:
        # Without a scheme, it takes that of the page.
        as_sent(f"https:{url}" if url.startswith("//") else url)
    except ValueError as error:
        return str(error)
    return ""


@rule()
def own_pictures(catalog: Catalog) -> Iterator[Problem]:
    """A picture in a page is one of the handbook's own: the site loads nothing from elsewhere."""
    for record in catalog.prose_records():
        for found in record.prose.pictures:
            if re.match("https?:", found.text, re.IGNORECASE):
                what = f'the picture "{shortened(found.text)}" is not on the site'
                yield Problem(record.path, found.line, found.column, what, "Put it into docs/assets/img, or link to it.")


def _link(
    catalog: Catalog, record: Record[Any], link: str, anchors: Mapping[str, set[str]], propose: "_Proposals"
) -> tuple[str, str] | None:
    """What is wrong with a link, and the remedy."""
    named = f'the link "{shortened(link)}"'
    try:
        parts = urlsplit(link)
        outside = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        return f"{named} is not an address: {error}", "Copy it from the browser, or put an example in `backticks`."
    if re.search(r"[\s\x00-\x1f\\]", link):
        return f"{named} contains a space or a backslash", "Write a space as %20, and a path with forward slashes."
    if outside:
        return None
    if parts.scheme or parts.netloc or link.startswith("/"):
        return f"{named} is neither http(s) nor relative", "Link a page of the handbook by its file, such as ../glossary/ci-cd.md."
    folder = posixpath.dirname(record.path)
    target = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else record.path
    if target not in catalog.published:
        if told_by_its_page(catalog, target):
            return None
        return f"{named} leads nowhere", f"{propose.page(parts.path)}Link the file, relative to this one."
    if parts.fragment and target in anchors and unquote(parts.fragment) not in anchors[target]:
        return (
            f"{named} leads to no part of {target}",
            f"{propose.part(parts.fragment, anchors[target])}Parts are named on the page.",
        )
    return None


def _anchors(catalog: Catalog) -> dict[str, set[str]]:
    """The ids on each page, by the page's path."""
    found = {address_of(record.path): (record.path, set(_printed_by_macros(record))) for record in catalog.prose_records()}
    for printed in promised_ids(catalog):
        if printed.page in found:
            found[printed.page][1].add(printed.id)
    return dict(found.values())


def _printed_by_macros(record: Record[Any]) -> Iterator[str]:
    for name in _called(record):
        yield from MACROS[name].ids.split()


def _called(record: Record[Any]) -> Iterator[str]:
    """The macros that a page calls."""
    for found in record.prose.macros:
        if (call := parse_call(found.text)) and call.name in MACROS:
            yield call.name


class _Proposals:
    """What a link of one page may mean. A page of nothing but broken links would take long, so the last ones get none."""

    def __init__(self, catalog: Catalog, record: Record[Any], records: Iterable[str]) -> None:
        self._catalog, self._folder, self._records, self._left = catalog, posixpath.dirname(record.path), records, _MOST_PROPOSALS

    def page(self, path: str) -> str:
        """The file that the page has now, where it had another, or the one with the nearest name."""
        self._left -= 1
        if self._left < 0:
            return ""
        file = posixpath.normpath(posixpath.join(self._folder, path))
        near = page_now(self._catalog, file) or nearest_page(self._records, path[:_LONGEST_PROPOSED])
        return f'Did you mean "{posixpath.relpath(near, self._folder)}"? ' if near else ""

    def part(self, anchor: str, anchors: Iterable[str]) -> str:
        """The part of a page nearest to an anchor."""
        self._left -= 1
        return did_you_mean(anchor[:_LONGEST_PROPOSED], anchors) if self._left >= 0 else ""


# Broken links of one page that get a proposal, and the letters of each that are compared.
_MOST_PROPOSALS = 10
_LONGEST_PROPOSED = 120


@rule()
def ids_once(catalog: Catalog) -> Iterator[Problem]:
    """No id is on a page twice, whether it comes from a heading, an entry or a macro."""
    calling = {address_of(record.path): list(_called(record)) for record in catalog.prose_records()}
    taken: dict[tuple[str, str], PrintedId] = {}
    for printed in promised_ids(catalog):
        other = taken.setdefault((printed.page, printed.id), printed)
        macro = next((name for name in calling.get(printed.page, ()) if MACROS[name].takes(printed.id)), "")
        # Steps of a path are compared with each other by rules of their own.
        if macro or (other is not printed and not (printed.by.startswith("step ") and other.by.startswith("step "))):
            what = f'{printed.by} has the id "{printed.id}" at /{printed.page}, as {f"the macro {macro}" if macro else other.by} has'
            yield Problem(printed.path, printed.line, 1, what, "Choose other words or another name.")
