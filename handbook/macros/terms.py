"""Pages of terms, and the glossary."""

from collections import defaultdict

from handbook import model
from handbook.handbook import Handbook, Link
from handbook.macros.page import Context, PageContext


def term_head(handbook: Handbook, page: PageContext) -> Context:
    term = handbook.catalog.terms[page.id].model
    return {
        "term": term,
        "area": handbook.vocabulary.areas[term.area],
        "area_page": handbook.area_pages.get(term.area),
        "readings": handbook.readings("term", page.id),
    }


def term_foot(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.terms[page.id]
    term = record.model
    first, after, unlike = (handbook.links("term", ids) for ids in (term.requires, term.related, term.not_to_confuse_with))
    near = {"Read next": [*((link, "know this first") for link in first), *((link, "") for link in after if link not in first)]}
    compared = [(link, _comparison(handbook, page.id, link.id)) for link in unlike]
    shown = {*first, *after, *unlike, *(comparison for _, comparison in compared if comparison)}
    inbound = [link for link in handbook.inbound.get(("term", page.id), ()) if link not in shown]
    onward = [link for link in inbound if link.kind == "term" and page.id in handbook.catalog.terms[link.id].model.requires]
    rest = {title: [link for link in inbound if link.kind == kind and link not in onward] for kind, title in _INBOUND.items()}
    return {
        "term": term,
        "near": near,
        "unlike": compared,
        "rest": {"Builds on this": onward, **rest},
        "questions": [asked for asked in handbook.questions if page.id in asked.entry.terms],
        "readings": handbook.readings("term", page.id),
        "tools": handbook.tools(record),
        "dead": handbook.dead_links(record.path),
    }


# What refers to a term, each kind on one line. Questions are told apart: they are whole sentences.
_INBOUND = {
    "comparison": "Compared in",
    "room": "Try it with your numbers",
    "skill": "Used by skills",
    "path": "On paths",
    "term": "Mentioned in",
    "page": "Also on",
}


def _comparison(handbook: Handbook, term: str, other: str) -> Link | None:
    """The comparison that has both terms side by side, if there is one."""
    found = (record.id for record in handbook.catalog.comparisons.values() if {term, other} <= set(record.model.terms))
    return next((handbook.link("comparison", comparison) for comparison in found), None)


def glossary(handbook: Handbook, _page: PageContext) -> Context:
    letters: dict[str, list[tuple[Link, model.Term]]] = defaultdict(list)
    for record in sorted(handbook.catalog.terms.values(), key=lambda record: record.model.title.casefold()):
        letters[record.model.title[0].upper()].append((handbook.link("term", record.id), record.model))
    return {"letters": letters}
