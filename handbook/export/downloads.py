"""What readers take with them, in downloads/: texts from data/downloads/, and decks for Anki."""

from collections.abc import Iterator

from handbook.export import anki
from handbook.export.file import File, text_file
from handbook.export.moves import linkable
from handbook.handbook import Handbook


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """Every text, and a deck each of terms and questions."""
    for name, text in handbook.catalog.downloads.items():
        yield text_file(f"downloads/{name}.md", text)
    site = linkable(address)
    yield text_file("downloads/ml-pm-handbook-terms.tsv", anki.terms(handbook.catalog, site))
    yield text_file("downloads/ml-pm-handbook-questions.tsv", anki.questions(handbook.catalog, site))
