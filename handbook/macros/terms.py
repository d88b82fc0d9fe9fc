"""Pages of terms, and the glossary."""

from collections import defaultdict

from handbook import model
from handbook.handbook import Handbook, Link
from handbook.macros.page import Context, PageContext


def term_head(handbook: Handbook, page: PageContext) -> Context:
    term = handbook.catalog.terms[page.id].model
    return {"term": term, "area": handbook.vocabulary.areas[term.area], "area_page": handbook.area_pages.get(term.area)}


def term_foot(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.terms[page.id]
    term = record.model
    near = {
        "Know first": handbook.links("term", term.requires),
        "Read next": handbook.links("term", term.related),
        "Do not confuse with": handbook.links("term", term.not_to_confuse_with),
    }
    shown = {link for links in near.values() for link in links}
    inbound = [link for link in handbook.inbound.get(("term", page.id), ()) if link not in shown]
    return {
        "term": term,
        "near": near,
        "inbound": {title: [link for link in inbound if link.kind == kind] for kind, title in _INBOUND.items()},
        "area": handbook.vocabulary.areas[term.area],
        "readings": handbook.readings("term", page.id),
        "tools": handbook.tools(record),
    }


_INBOUND = {
    "comparison": "Compared in",
    "skill": "Used by skills",
    "path": "On paths",
    "question": "Asked in interviews",
    "term": "Mentioned in",
    "page": "Also on",
}


def glossary(handbook: Handbook, _page: PageContext) -> Context:
    letters: dict[str, list[tuple[Link, model.Term]]] = defaultdict(list)
    for record in sorted(handbook.catalog.terms.values(), key=lambda record: record.model.title.casefold()):
        letters[record.model.title[0].upper()].append((handbook.link("term", record.id), record.model))
    return {"letters": letters}
