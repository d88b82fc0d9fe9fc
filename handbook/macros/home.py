"""The home page, and the pictures."""

from handbook.handbook import Handbook
from handbook.macro_calls import pictures
from handbook.macros.page import Context, PageContext


def home(handbook: Handbook, _page: PageContext) -> Context:
    catalog = handbook.catalog
    counts = [
        (len(catalog.terms), "terms", "glossary/"),
        (len(catalog.skills), "skills", "skills/"),
        (len(catalog.resources), "resources", "library/"),
        (len(catalog.questions), "questions", "interview/"),
    ]
    terms = handbook.links("term", handbook.vocabulary.first_terms)
    return {"counts": counts, "terms": terms, "paths": handbook.links("path", catalog.paths)}


def nothing(_handbook: Handbook, _page: PageContext) -> Context:
    return {}


def picture(_handbook: Handbook, _page: PageContext, name: str) -> Context:
    if name not in pictures():
        raise ValueError(f'no picture "{name}"; pictures are {", ".join(pictures())}')
    return {"name": name}
