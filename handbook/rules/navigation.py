"""What the navigation must hold: every page once, in the groups and the order of the data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from handbook import model
from handbook.catalog import NAVIGATION, Catalog, Record
from handbook.characters import SEPARATORS, unwanted
from handbook.kinds import KINDS
from handbook.problems import Problem, listing, shortened
from handbook.rules.causes import nearest_page, told_by_its_page
from handbook.rules.registry import rule
from handbook.source import Document, Location


@dataclass(frozen=True, slots=True)
class _Item:
    """A page in the navigation: its file below docs/, the title of the section that it is in, and its place."""

    page: str
    section: str
    line: int
    column: int

    def problem(self, what: str, remedy: str) -> Problem:
        return Problem(NAVIGATION, self.line, self.column, what, remedy)


def _items(document: Document) -> Iterator[_Item]:
    yield from _walk(document, document.value["nav"], ("nav",), "")


def _walk(document: Document, value: object, at: Location, section: str) -> Iterator[_Item]:
    if isinstance(value, str):
        yield _Item(value, section, *document.mark(at))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(document, item, (*at, index), section)
    elif isinstance(value, dict):
        for title, inner in value.items():
            yield from _walk(document, inner, (*at, title), title if isinstance(inner, list) else section)
    else:
        # A number, a date, nothing: it is then told as a page that is not there.
        yield _Item("" if value is None else getattr(value, "text", str(value)), section, *document.mark(at))


@rule()
def navigation_titles(catalog: Catalog) -> Iterator[Problem]:
    """A title in the navigation is plain text, followed by a page or a list of pages."""
    if not catalog.navigation:
        return
    for title, value, at in _titled(catalog.navigation.value["nav"], ("nav",)):
        line, column = catalog.navigation.key_mark(at)
        if held := _held(title):
            what = f"a title in the navigation holds {held}"
            yield Problem(NAVIGATION, line, column, what, "The theme prints titles as they are: leave it out.")
        elif not title.strip() or not isinstance(value, str | list):
            what = "an entry of the navigation has no title" if not title.strip() else f'"{title}" leads to nothing'
            yield Problem(NAVIGATION, line, column, what, "Write a title and, after its colon, a page or, below it, a list of pages.")


_MARKUP = re.compile(r'[<>"]|\{[{%#]')


def _held(title: str) -> str:
    """What a title holds and must not: markup, the beginning of a template, or a sign that nobody sees."""
    if found := _MARKUP.search(title) or SEPARATORS.search(title):
        return found[0] if found[0].isprintable() else f"the character U+{ord(found[0]):04X}"
    unseen = unwanted(title)
    return unseen[1] if unseen else ""


def _titled(value: object, at: Location) -> Iterator[tuple[str, object, Location]]:
    """Each title in the navigation, what it leads to, and its place."""
    items = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, inner in items:
        if isinstance(key, str):
            yield key, inner, (*at, key)
        yield from _titled(inner, (*at, key))


@rule(whole=True)
def pages_in_navigation(catalog: Catalog) -> Iterator[Problem]:
    """Every page except terms and comparisons is in the navigation of mkdocs.yml exactly once, and every page named there exists."""
    if not catalog.navigation:
        return
    pages = {record.path.removeprefix("docs/"): record for record in catalog.prose_records()}
    seen: set[str] = set()
    left_out = {
        record.path.removeprefix("docs/"): kind
        for kind in KINDS.values()
        if not kind.in_navigation
        for record in catalog.records(kind.name).values()
    }
    for item in _items(catalog.navigation):
        if item.page not in pages:
            # What the line was meant to say is not missing besides.
            meant = nearest_page(pages, item.page)
            near = f'Did you mean "{meant}"? ' if meant else ""
            remedy = f"{near}Pages are named by their files below docs/; delete the line of one that is gone."
            if not told_by_its_page(catalog, f"docs/{item.page}"):
                yield item.problem(f'there is no page "{shortened(item.page)}"', remedy)
            seen.add(meant)
        elif item.page in left_out:
            kind = left_out[item.page]
            yield item.problem(f"{kind.plural} are not in the navigation, but on the page /{kind.index}", "Delete this line.")
        elif item.page in seen:
            yield item.problem(f'"{item.page}" is in the navigation twice', "Delete one of the two.")
        seen.add(item.page)
    for page, record in pages.items():
        if page not in seen and page not in left_out:
            yield record.at_top(
                f"the page is not in the navigation of {NAVIGATION}", f"{_how_to_add(catalog, page, record)}, or run: make fix"
            )


def _how_to_add(catalog: Catalog, page: str, record: Record[Any]) -> str:
    """Where a page belongs in the navigation: a skill among those of its group."""
    groups = catalog.vocabulary.groups
    if isinstance(record.model, model.Skill) and record.model.group in groups:
        return f'List the skills of "{groups[record.model.group].title}" there as {listing(_skills_of(catalog, record.model.group))}'
    return f'Add a line "- {page}" below `nav` there'


def _skills_of(catalog: Catalog, group: str) -> list[str]:
    """The pages of a group's skills, by their position."""
    skills = sorted(catalog.skills.values(), key=lambda record: record.model.position)
    return [f"skills/{record.id}.md" for record in skills if record.model.group == group]


@rule(whole=True)
def skills_in_navigation(catalog: Catalog) -> Iterator[Problem]:
    """The navigation has the groups of skills by their titles, in the order of data/vocabulary.yml, and their skills by position."""
    if not catalog.navigation:
        return
    items = list(_items(catalog.navigation))
    for item in items:
        record = catalog.skills.get(item.page.removeprefix("skills/").removesuffix(".md"))
        if record and item.page.startswith("skills/") and record.model.group in catalog.vocabulary.groups:
            title = catalog.vocabulary.groups[record.model.group].title
            if item.section != title:
                what = f'the skill is below "{item.section}" in the navigation, but its group is "{title}"'
                yield item.problem(what, f'Move it below "{title}".')
    for group, named in catalog.vocabulary.groups.items():
        wanted = _skills_of(catalog, group)
        found = [item for item in items if item.section == named.title and item.page in wanted]
        misplaced = next((pair for pair in zip(found, wanted, strict=False) if pair[0].page != pair[1]), None)
        if misplaced and len(found) == len(wanted):
            what = f'"{misplaced[0].page}" is here in the navigation, where the data has "{misplaced[1]}"'
            yield misplaced[0].problem(what, f'List the skills of "{named.title}" as {listing(wanted)}.')
    yield from _order(catalog.navigation, [named.title for named in catalog.vocabulary.groups.values()])


def _order(document: Document, titles: list[str]) -> Iterator[Problem]:
    """The sections with these titles follow each other in this order."""
    first: dict[str, _Item] = {}
    for item in _items(document):
        first.setdefault(item.section, item)
    sections = [title for title in first if title in titles]
    for before, after in pairwise(sections):
        if titles.index(before) > titles.index(after):
            what = f'the section "{after}" is below "{before}" in the navigation'
            yield first[after].problem(what, f"Put the sections in this order: {listing(title for title in titles if title in sections)}.")
