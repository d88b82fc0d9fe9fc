"""Pages of comparisons."""

from handbook.handbook import Handbook
from handbook.macros.page import Context, PageContext


def comparison(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.comparisons[page.id]
    return {
        "comparison": record.model,
        "terms": handbook.links("term", record.model.terms),
    }


def comparisons(handbook: Handbook, _page: PageContext) -> Context:
    return {"comparisons": handbook.links("comparison", handbook.catalog.comparisons)}
