"""The plan: a sheet to fill in by hand, which docs/assets/js/plan.js makes a plan of one's own."""

from handbook.handbook import Handbook
from handbook.macros.page import Context, PageContext

# As many as fit two printed pages.
WEEKS = 8


def plan(_handbook: Handbook, _page: PageContext) -> Context:
    return {"weeks": range(1, WEEKS + 1)}
