"""What closes the page of an entry: when it was written, and where to edit it."""

from posixpath import dirname

from handbook.handbook import Handbook
from handbook.macros.page import Context, PageContext
from handbook.rules.pages import PAGE_FOLDERS


def entry_tools(handbook: Handbook, page: PageContext) -> Context:
    text = handbook.catalog.pages[f"docs/{page.source}"]
    kind = next(kind for kind, folder in PAGE_FOLDERS.items() if folder == dirname(text.path))
    record = handbook.catalog.records(kind)[page.id]
    return {"entry": record.model, "tools": handbook.tools(record, text)}
