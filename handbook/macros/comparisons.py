"""Pages of comparisons, and their list."""

from collections import defaultdict
from dataclasses import dataclass

from handbook import model
from handbook.handbook import Handbook, Link
from handbook.macros.page import Context, PageContext


@dataclass(frozen=True, slots=True)
class Column:
    """A term that is compared, and its area."""

    link: Link
    area: str
    area_title: str


def comparison(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.comparisons[page.id]
    areas = handbook.vocabulary.areas
    columns = [Column(link, area, areas[area].title) for link, area in zip(*_terms(handbook, record.model), strict=True)]
    return {
        "comparison": record.model,
        "columns": columns,
        "areas": [areas[area] for area in dict.fromkeys(column.area for column in columns)],
        "headings": [(heading.id, _short(heading.text)) for heading in record.prose.headings],
    }


def comparisons(handbook: Handbook, _page: PageContext) -> Context:
    found: dict[str, list[tuple[Link, list[str]]]] = defaultdict(list)
    for record in handbook.catalog.comparisons.values():
        links, areas = _terms(handbook, record.model)
        # The title of most has the names already.
        names = [] if " vs " in record.model.title else [link.title for link in links]
        found[areas[0]].append((handbook.link("comparison", record.id), names))
    named = handbook.vocabulary.areas
    return {"areas": [(area, named[area], found[area]) for area in named if area in found]}


def _terms(handbook: Handbook, compared: model.Comparison) -> tuple[tuple[Link, ...], list[str]]:
    """The terms of a comparison, and the area of each. That of the first is its own."""
    return handbook.links("term", compared.terms), [handbook.catalog.terms[term].model.area for term in compared.terms]


def _short(heading: str) -> str:
    """A heading for a line of jumps: `A case: one model, two jobs` is `A case`."""
    return heading.partition(":")[0]
