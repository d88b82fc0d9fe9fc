"""What readers take with them, in downloads/: texts from data/downloads/, decks for Anki, and the questions on one page."""

from collections.abc import Iterator

from handbook.export import anki
from handbook.export.file import File, text_file
from handbook.export.moves import linkable
from handbook.handbook import Handbook, QuestionView
from handbook.render import render

RUBRICS = "downloads/ml-pm-handbook-questions.html"


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """Every text, a deck each of terms and questions, and all questions with their rubrics."""
    for name, text in handbook.catalog.downloads.items():
        yield text_file(f"downloads/{name}.md", text)
    site = linkable(address)
    yield text_file("downloads/ml-pm-handbook-terms.tsv", anki.terms(handbook.catalog, site))
    yield text_file("downloads/ml-pm-handbook-questions.tsv", anki.questions(handbook.catalog, site))
    yield text_file(RUBRICS, render("rubrics.html", RUBRICS, kinds=_by_kind(handbook)) + "\n")


def _by_kind(handbook: Handbook) -> list[tuple[str, list[QuestionView]]]:
    """Questions kind by kind, the easy ones first."""
    levels = [*handbook.vocabulary.levels]
    ordered = sorted(handbook.questions, key=lambda asked: (levels.index(asked.entry.level), asked.id))
    by_kind = {kind: [asked for asked in ordered if asked.entry.kind == kind] for kind in handbook.vocabulary.question_kinds}
    return [(handbook.vocabulary.question_kinds[kind], questions) for kind, questions in by_kind.items() if questions]
