"""The contributor docs' tables, and texts to take away."""

from handbook import contributor_tables as reference
from handbook.handbook import Handbook
from handbook.macros.page import Context, PageContext


def declined(handbook: Handbook, _page: PageContext) -> Context:
    newest_first = sorted(handbook.catalog.declined_ideas, key=lambda idea: idea.on, reverse=True)
    return {"ideas": newest_first}


def download(handbook: Handbook, _page: PageContext, name: str) -> Context:
    return {"name": name, "text": handbook.catalog.downloads[name]}


def wordings(handbook: Handbook, _page: PageContext) -> Context:
    return {"rows": reference.wordings(handbook.catalog.style.model.words if handbook.catalog.style else ())}
