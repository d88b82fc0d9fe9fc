"""The lines of the navigation in mkdocs.yml, changed one by one: nothing else in that file is touched."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from handbook.catalog import NAVIGATION, Catalog
from handbook.edits.files import Edits
from handbook.kinds import KINDS

_BEGIN = re.compile(r"^nav:[ \t]*$", re.MULTILINE)
_ITEM = re.compile(r"(?P<indent> *)- (?:(?P<title>\"[^\"]*\"|'[^']*'|[^\"'#][^#]*?):(?: +|$))?(?P<page>[^\s#\"']+\.md)?\s*$")
# How far the items of a section are from its title: two for the dash, as people write it here.
_DEEPER = 4
_ALMOST = 0.85


@dataclass(slots=True)
class Line:
    """A line of the navigation: a page, with or without a title, or a section by its title."""

    text: str
    indent: int = 0
    title: str = ""
    page: str = ""

    @property
    def is_section(self) -> bool:
        """Whether it has items below it."""
        return bool(self.title) and not self.page


@dataclass(slots=True)
class Navigation:
    """The block `nav` as lines, in its order."""

    lines: list[Line]

    def pages(self) -> Iterator[tuple[int, Line]]:
        """Each page with the number of its line."""
        return ((number, line) for number, line in enumerate(self.lines) if line.page)

    def section_of(self, number: int) -> str:
        """The title of the section that a line is in."""
        return next(
            (line.title for line in reversed(self.lines[:number]) if line.is_section and line.indent < self.lines[number].indent), ""
        )

    def end_of(self, number: int) -> int:
        """The number of the line behind the section that begins at a line."""
        deeper = (at for at in range(number + 1, len(self.lines)) if self._ends(at, self.lines[number].indent))
        return next(deeper, len(self.lines))

    def _ends(self, number: int, indent: int) -> bool:
        line = self.lines[number]
        return bool(line.title or line.page) and line.indent <= indent

    def section(self, title: str) -> int | None:
        """The number of the line at which a section begins."""
        return next((number for number, line in enumerate(self.lines) if line.is_section and line.title == title), None)

    def insert(self, at: int, indent: int, text: str) -> None:
        """Put a new item before a line."""
        self.lines.insert(at, _line(f"{' ' * indent}- {text}"))

    def drop(self, number: int) -> None:
        """Delete a line, and the section that it leaves empty."""
        del self.lines[number]
        above = number - 1
        if above >= 0 and self.lines[above].is_section and self.end_of(above) == number:
            self.drop(above)


def _line(text: str) -> Line:
    found = _ITEM.fullmatch(text)
    if not found or not (found["title"] or found["page"]):
        return Line(text)
    return Line(text, len(found["indent"]), (found["title"] or "").strip("\"'"), found["page"] or "")


def read(text: str, catalog: Catalog) -> tuple[int, int, Navigation] | None:
    """From where to where the navigation is in the text of mkdocs.yml, and its lines.

    Nothing where there is none, or where a line alone does not tell what it says: then a person must change it.
    """
    begin = _BEGIN.search(text)
    if not begin or catalog.navigation is None:
        return None
    start = begin.end() + 1
    lines: list[Line] = []
    for raw in text[start:].split("\n"):
        if raw and raw[0] not in " -#":
            break
        lines.append(_line(raw))
    # What stands below the last item is about what follows.
    while lines and (not lines[-1].text or lines[-1].text.startswith("#")):
        lines.pop()
    end = start + sum(len(line.text) + 1 for line in lines)
    if any(line.text.strip() and not line.text.lstrip().startswith("#") and not (line.title or line.page) for line in lines):
        return None
    return start, end, Navigation(lines)


def write(edits: Edits, start: int, end: int, navigation: Navigation) -> bool:
    """Plan the changed navigation; whether anything changed."""
    text = edits.text(NAVIGATION)
    new = text[:start] + "".join(f"{line.text}\n" for line in navigation.lines) + text[end:]
    if new == text or f"{text}\n" == new:
        return False
    edits.write(NAVIGATION, new)
    return True


def rename(edits: Edits, catalog: Catalog, old: str, new: str) -> bool:
    """Plan that the navigation names a page `new`, a file below docs/; whether it named it at all."""
    return _each(edits, catalog, old, lambda navigation, number: _rewrite(navigation, number, old, new))


def remove(edits: Edits, catalog: Catalog, page: str) -> bool:
    """Plan that the navigation no longer names a page; whether it did."""
    return _each(edits, catalog, page, lambda navigation, number: navigation.drop(number))


def _each(edits: Edits, catalog: Catalog, page: str, change: Callable[[Navigation, int], None]) -> bool:
    found = read(edits.text(NAVIGATION), catalog) if catalog.navigation else None
    if not found:
        return False
    start, end, navigation = found
    for number in reversed([number for number, line in navigation.pages() if line.page == page]):
        change(navigation, number)
    return write(edits, start, end, navigation)


def _rewrite(navigation: Navigation, number: int, old: str, new: str) -> None:
    navigation.lines[number] = _line(re.sub(rf"{re.escape(old)}(\s*)$", rf"{new}\1", navigation.lines[number].text))


def mend(edits: Edits, catalog: Catalog) -> Iterator[str]:
    """Plan that the navigation names every page once, at its place; says each line that comes, moves or goes.

    A page that cannot be read keeps its line: where it belongs is not known yet.
    """
    found = read(edits.text(NAVIGATION), catalog) if catalog.navigation else None
    if not found:
        return
    start, end, navigation = found
    pages = {record.path.removeprefix("docs/"): record for record in catalog.prose_records()}
    there = {path.removeprefix("docs/") for path in catalog.published}
    left_out = set(_left_out(catalog))
    told = [*_drop_dead(navigation, there, set(pages) - left_out), *_drop_needless(navigation, left_out)]
    _take_out_misplaced(navigation, catalog)
    told += [*_add(navigation, catalog, set(pages) - left_out), *_sort_skills(navigation, catalog)]
    if write(edits, start, end, navigation):
        yield from told


def _left_out(catalog: Catalog) -> Iterator[str]:
    """The pages of entries that have no line in the navigation."""
    for kind in KINDS.values():
        if kind.has_page and not kind.in_navigation:
            yield from (record.path.removeprefix("docs/") for record in catalog.records(kind.name).values())


def _drop_dead(navigation: Navigation, there: set[str], wanted: set[str]) -> Iterator[str]:
    """A line of a page that is not there becomes that of the page that has almost its name, or goes."""
    for number, line in reversed(list(navigation.pages())):
        if line.page in there:
            continue
        free = wanted - {other.page for _, other in navigation.pages()}
        near = get_close_matches(line.page, sorted(free), n=1, cutoff=_ALMOST)
        if near:
            yield f"{line.page} is now {near[0]}"
            _rewrite(navigation, number, line.page, near[0])
        elif not line.title:
            yield f"without {line.page}, which is not there"
            navigation.drop(number)


def _drop_needless(navigation: Navigation, left_out: set[str]) -> Iterator[str]:
    """The second line of a page goes, and that of an entry that readers reach in other ways."""
    for number, line in reversed(list(navigation.pages())):
        if line.page in left_out:
            yield f"without {line.page}, which has its place in a list"
            navigation.drop(number)
        elif not line.title and any(other.page == line.page for other in navigation.lines[:number]):
            yield f"{line.page} once"
            navigation.drop(number)


def _take_out_misplaced(navigation: Navigation, catalog: Catalog) -> None:
    """Lines of skills that are below another group go; `_add` puts them where they belong."""
    for number, line in reversed(list(navigation.pages())):
        title = _group_of(catalog, line.page)
        if title and navigation.section_of(number) != title and not line.title:
            navigation.drop(number)


def _group_of(catalog: Catalog, page: str) -> str:
    """The title of the section that a skill's page belongs to; empty for other pages."""
    for record in catalog.skills.values():
        if record.path == f"docs/{page}" and record.model.group in catalog.vocabulary.groups:
            return catalog.vocabulary.groups[record.model.group].title
    return ""


def _add(navigation: Navigation, catalog: Catalog, wanted: set[str]) -> Iterator[str]:
    for page in sorted(wanted - {line.page for _, line in navigation.pages()}):
        at, indent = _place(navigation, catalog, page)
        navigation.insert(at, indent, page)
        section = navigation.section_of(at)
        yield f'{page} below "{section}"' if section else page


def _place(navigation: Navigation, catalog: Catalog, page: str) -> tuple[int, int]:
    """The number of the line before which a page belongs, and its indent: in its group, with its folder's list, or beside its like."""
    folder = page.rpartition("/")[0]
    lists = [f"{folder}/index.md"] if folder else []
    title = _group_of(catalog, page) or next((navigation.section_of(at) for at, line in navigation.pages() if line.page in lists), "")
    section = navigation.section(title) if title else None
    if section is not None:
        return _among(navigation, section, folder, page)
    beside = [at for at, line in navigation.pages() if line.page.rpartition("/")[0] == folder and navigation.section_of(at)]
    if beside:
        return beside[-1] + 1, navigation.lines[beside[-1]].indent
    return len(navigation.lines), min((line.indent for line in navigation.lines if line.title or line.page), default=2)


def _among(navigation: Navigation, section: int, folder: str, page: str) -> tuple[int, int]:
    """Before the first page of the section's own that comes later by name, else behind the last: two additions rarely meet."""
    indent = navigation.lines[section].indent + _DEEPER
    inside = range(section + 1, navigation.end_of(section))
    own = [at for at in inside if navigation.lines[at].page and navigation.lines[at].indent == indent]
    untitled = [at for at in own if not navigation.lines[at].title and navigation.lines[at].page.startswith(f"{folder}/")]
    later = next((at for at in untitled if navigation.lines[at].page > page), None)
    if later is not None:
        return later, indent
    return (own[-1] + 1 if own else section + 1), indent


def _sort_skills(navigation: Navigation, catalog: Catalog) -> Iterator[str]:
    """The skills of a group in the order of their positions, on the lines that they have."""
    for group, named in catalog.vocabulary.groups.items():
        own = {f"skills/{record.id}.md": record.model.position for record in catalog.skills.values() if record.model.group == group}
        places = [number for number, line in navigation.pages() if line.page in own and navigation.section_of(number) == named.title]
        lines = [navigation.lines[number] for number in places]
        wanted = sorted(lines, key=lambda line: own[line.page])
        if [line.page for line in wanted] != [line.page for line in lines]:
            for number, line in zip(places, wanted, strict=True):
                navigation.lines[number] = line
            yield f'the skills below "{named.title}" by position'
