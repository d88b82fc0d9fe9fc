"""What closes the page of an entry: when it was written, and where to edit it."""

from handbook.addresses import entry_at
from handbook.handbook import Handbook
from handbook.macros.page import Context, PageContext


def entry_tools(handbook: Handbook, page: PageContext) -> Context:
    kind, entry_id = entry_at(page.url) or ("", "")
    record = handbook.catalog.records(kind)[entry_id]
    return {"entry": record.model, "tools": handbook.tools(record), "dead": handbook.dead_links(record.path)}
