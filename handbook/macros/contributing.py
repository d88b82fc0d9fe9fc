"""The contributor docs' tables, and texts to take away."""

from handbook import contributor_tables as reference
from handbook.handbook import Handbook
from handbook.macros.page import Context, PageContext


def download(handbook: Handbook, _page: PageContext, name: str) -> Context:
    return {"name": name, "text": handbook.catalog.downloads[name]}


def fields(_handbook: Handbook, _page: PageContext, kind: str) -> Context:
    return {"kind": kind, "fields": reference.fields(kind)}


def values(handbook: Handbook, _page: PageContext, name: str) -> Context:
    return {"values": reference.values(handbook.vocabulary, name)}


def wordings(handbook: Handbook, _page: PageContext) -> Context:
    return {"rows": reference.wordings(handbook.catalog.style.model.words if handbook.catalog.style else ())}


def rules(_handbook: Handbook, _page: PageContext) -> Context:
    return {"rules": reference.rule_statements()}
