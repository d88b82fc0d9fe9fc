"""What search looks in: the names of everything there is, small and fetched first, and the texts, section by section.

The texts are plain: whole words, one line for each paragraph, item or row of a table, its cells kept apart, nothing of what
macros print. A section has the anchor under which readers find it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from typing import Any, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from handbook import model
from handbook.addresses import address_of, stage_anchor
from handbook.catalog import Record
from handbook.export.file import File, json_file
from handbook.export.packed import packed
from handbook.handbook import Handbook, ResourceView, spoken_time
from handbook.kinds import KINDS
from handbook.prose import EXTENSIONS, Prose

# Between the cells of a row.
CELL = " · "

# Kinds of hits that are no kinds of entry, and where readers find one.
_GROUP, _PAGE = "group", "page"
_ADDRESSES = {_GROUP: "skills/{id}/", _PAGE: "{id}"}

# Texts for those who change the handbook. They are found by name alone, or every word of the trade would lead there first.
_FOR_CONTRIBUTORS = "docs/contributing/"

_TAG = re.compile(r"<[^>]*>")
# A cell that nobody looks for: empty, or a number with its unit.
_FIGURE = re.compile(r"[^A-Za-z]*(\d[^A-Za-z]*[A-Za-z]{1,3}[^A-Za-z]*)?")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNESCAPE = UnescapeTreeprocessor()

# Anchor, heading, text.
Section = tuple[str, str, str]


def files(handbook: Handbook, _address: str) -> Iterator[File]:
    """Names, and texts."""
    yield json_file("assets/search.json", names(handbook))
    yield json_file("assets/search-texts.json", packed(texts(handbook)))


def names(handbook: Handbook) -> dict[str, Any]:
    """Each entry as a row: id, title, other names, the line that sums it up, a note; of a comparison its terms too."""
    rows: dict[str, list[list[Any]]] = {
        "term": [_term(handbook, record) for record in handbook.catalog.terms.values()],
        "comparison": [
            [record.id, record.model.title, [], record.model.summary, "", record.model.terms]
            for record in handbook.catalog.comparisons.values()
        ],
        "skill": [
            [link.id, link.title, _skill_names(handbook, link.id), link.summary, handbook.vocabulary.groups[group].title]
            for group, links in handbook.skills_by_group.items()
            for link in links
        ],
        _GROUP: [[group, named.title, [], named.summary, ""] for group, named in handbook.vocabulary.groups.items()],
        "room": [[record.id, record.model.title, [], record.model.summary, ""] for record in handbook.catalog.rooms.values()],
        "path": [
            [record.id, record.model.title, [], record.model.summary, f"{record.model.hours} h"]
            for record in handbook.catalog.paths.values()
        ],
        "resource": [_resource(view) for view in handbook.resources.values()],
        "question": [[asked.id, asked.entry.question, [], "", f"{asked.kind}, {asked.level}"] for asked in handbook.questions],
        "profile": [
            [record.id, record.model.title, [], record.model.summary, handbook.vocabulary.profile_kinds[record.model.kind]]
            for record in handbook.catalog.profiles.values()
        ],
        _PAGE: [
            [address_of(record.path), record.model.title, record.model.covers, record.model.description, ""] for record in _pages(handbook)
        ],
    }
    addresses = {kind: KINDS[kind].address if kind in KINDS else _ADDRESSES[kind] for kind in rows}
    return {"addresses": addresses, "rows": rows}


def _term(handbook: Handbook, record: Record[model.Term]) -> list[Any]:
    term = record.model
    return [record.id, term.title, [*term.aliases, *term.covers], term.definition, handbook.vocabulary.areas[term.area].title]


def _skill_names(handbook: Handbook, skill: str) -> list[str]:
    """What a skill covers, and the area of the glossary that it opens, which is a name of it for readers."""
    entry = handbook.catalog.skills[skill].model
    return [*([handbook.vocabulary.areas[entry.area].title] if entry.area else []), *entry.covers]


def _resource(view: ResourceView) -> list[Any]:
    year = [str(view.entry.year)] if view.entry.year else []
    note = ", ".join([view.format, *year, view.cost.lower(), spoken_time(view.entry.minutes)])
    return [view.id, view.entry.title, view.entry.authors, "", note]


def _pages(handbook: Handbook) -> Iterator[Record[model.Page]]:
    """Every page but those of the groups of skills, which are named as such."""
    groups = {f"{KINDS['skill'].folder}/{group}.md" for group in handbook.vocabulary.groups}
    return (record for record in handbook.catalog.pages.values() if record.path not in groups)


def texts(handbook: Handbook) -> dict[str, list[Section]]:
    """The sections of everything that has a text, by kind and id: `term/ci-cd`."""
    # Of one area together: what is alike compresses best when it is near.
    entries = sorted(handbook.catalog.entries(), key=lambda record: (record.model.entry_kind, getattr(record.model, "area", None) or ""))
    found = {f"{record.model.entry_kind}/{record.id}": [*_sections(handbook, record)] for record in entries}
    for record in handbook.catalog.pages.values():
        if not record.path.startswith(_FOR_CONTRIBUTORS):
            address = address_of(record.path)
            group = record.path.removeprefix(f"{KINDS['skill'].folder}/").removesuffix(".md")
            key = f"{_GROUP}/{group}" if group in handbook.vocabulary.groups else f"{_PAGE}/{address}"
            found[key] = [*_prose(record.prose)]
    return {key: sections for key, sections in found.items() if sections}


def _sections(handbook: Handbook, record: Record[Any]) -> Iterator[Section]:
    """What an entry says besides its names and the line that sums it up.

    The library's own filter looks in its reasons. A question is found by what it asks, and a comparison by what it compares: its
    answers and its table are about terms. What shows that one has reached a level of a skill is a list to tick, not a text to find.
    """
    match record.model:
        case model.Term():
            # Its bridge, its questions and its trap use the words of its text.
            yield from _prose(record.prose)
        case model.Skill() as skill:
            yield _section("carries-over", "What carries over", (skill.from_data_science,))
            yield from _prose(record.prose)
            for exercise in skill.practice:
                yield _section(exercise.id, "Do this week", filter(None, (exercise.text, exercise.otherwise)))
        case model.Comparison() as comparison:
            advice = handbook.vocabulary.comparison_kinds[comparison.kind]
            for chosen, reasons in comparison.choose_when.items():
                yield _section(f"choose-{chosen}", f"{advice} {handbook.link('term', chosen).title} when", reasons)
            yield _section("verdict", "Our verdict", (comparison.verdict,))
            yield from _prose(record.prose)
        case model.Room() as room:
            yield from _prose(record.prose)
            yield _section("trap", "The trap", (room.trap,))
        case model.Path() as path:
            yield _section("", "", (path.for_whom, path.outcome))
            yield from _prose(record.prose)
            yield from _stages(path)


def _stages(path: model.Path) -> Iterator[Section]:
    """The exercises, under the names of their stages. Why a step is taken is about another entry, which has its own words."""
    stage = "Steps"
    for step in path.steps:
        stage = step.stage or stage
        if step.stage:
            yield _section(stage_anchor(stage), stage, ())
        if step.id and step.exercise:
            yield _section(step.id, stage, (step.exercise,))


def _section(anchor: str, heading: str, lines: Iterable[str]) -> Section:
    return anchor, heading, "\n".join(lines)


def _prose(prose: Prose) -> tuple[Section, ...]:
    return sections_of(prose.text, tuple(heading.id for heading in prose.headings))


@lru_cache(maxsize=20_000)
def sections_of(text: str, anchors: tuple[str, ...]) -> tuple[Section, ...]:
    """The sections of a page's Markdown, read as the generator reads it. `anchors` are those of its headings, in order."""
    md = Markdown(extensions=list(EXTENSIONS))
    lines = [line for line in text.split("\n") if not line.startswith("{{")]
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = cast("Element", md.parser.parseDocument(lines).getroot())
    md.treeprocessors["inline"].run(root)
    stash = [str(raw) for raw in md.htmlStash.rawHtmlBlocks]
    ids = dict(zip((id(each) for each in root.iter() if each.tag in _HEADINGS), anchors, strict=True))
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for block in root:
        if block.tag in _HEADINGS:
            found.append((ids[id(block)], _words(block, stash), []))
        else:
            found[-1][2].extend(filter(None, _lines(block, stash)))
    return tuple(_section(*section) for section in found if section[1] or section[2])


def _lines(block: Element, stash: list[str]) -> Iterator[str]:
    """The text of a block: a line for each paragraph, item and row."""
    if block.tag in {"ul", "ol", "blockquote", "li", "div", "table", "thead", "tbody"}:
        if block.tag == "li":
            yield from _item(block, stash)
            return
        for inner in block:
            yield from _lines(inner, stash)
    elif block.tag == "tr":
        cells = (_words(cell, stash) for cell in block)
        yield CELL.join(cell for cell in cells if not _FIGURE.fullmatch(cell))
    else:
        yield _words(block, stash)


def _item(item: Element, stash: list[str]) -> Iterator[str]:
    """An item's own words on one line, what is nested in it on lines of their own."""
    own = Element("p")
    own.text = item.text
    nested: list[Element] = []
    for inner in item:
        if inner.tag in {"ul", "ol", "p", "blockquote", "pre", "table"}:
            nested.append(inner)
        else:
            own.append(inner)
    yield _words(own, stash)
    for inner in nested:
        yield from _lines(inner, stash)


def _words(element: Element, stash: list[str]) -> str:
    """The text of an element on one line, as a reader sees it."""
    text = "".join(element.itertext()).replace(AMP_SUBSTITUTE, "&")
    text = HTML_PLACEHOLDER_RE.sub(lambda found: _TAG.sub(" ", stash[int(found[1])]), text)
    return " ".join(unescape(_UNESCAPE.unescape(text)).split())
