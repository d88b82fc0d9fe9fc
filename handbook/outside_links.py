"""The addresses outside of the handbook that resources and pages link, each with the place where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.catalog import Catalog


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """An address, and where it stands: a path relative to the project's root, line and column from 1."""

    path: str
    line: int
    column: int
    url: str

    @property
    def place(self) -> str:
        """The place as messages name it."""
        return f"{self.path}:{self.line}:{self.column}"


def collect(catalog: Catalog) -> Iterator[Reference]:
    """Every address outside, in the order of the files: `url` and `archive_url` of resources, http(s) links of the prose."""
    for record in catalog.resources.values():
        for field in ("url", "archive_url"):
            if url := getattr(record.model, field):
                yield Reference(record.path, *record.document.mark((field,)), url)
    for page in catalog.prose_records():
        for found in page.prose.links if page.prose else ():
            if found.text.lower().startswith(("http:", "https:")):
                yield Reference(page.path, found.line, found.column, found.text)
