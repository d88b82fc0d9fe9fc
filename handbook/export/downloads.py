"""What readers take with them, in downloads/: texts, decks for Anki, and questions, jobs and resources on a page each."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook import model
from handbook.export import anki
from handbook.export.file import File, text_file
from handbook.export.moves import linkable
from handbook.handbook import Handbook, Link, QuestionView
from handbook.render import render

RUBRICS = "downloads/ml-pm-handbook-questions.html"
JOBS = "downloads/ml-pm-handbook-jobs.html"
LIBRARY = "downloads/ml-pm-handbook-library.html"


@dataclass(frozen=True, slots=True)
class _Job:
    """A profile with a row for each of its skills: the skill, the title of the level, the reason."""

    id: str
    entry: model.Profile
    ratings: tuple[tuple[Link, str, str], ...]


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """Every text, a deck each of terms and questions; all questions with their rubrics, jobs with their levels, resources with reasons."""
    for name, text in handbook.catalog.downloads.items():
        yield text_file(f"downloads/{name}.md", text)
    site = linkable(address)
    yield text_file("downloads/ml-pm-handbook-terms.tsv", anki.terms(handbook.catalog, site))
    yield text_file("downloads/ml-pm-handbook-questions.tsv", anki.questions(handbook.catalog, site))
    yield text_file(RUBRICS, render("rubrics.html", RUBRICS, kinds=_by_kind(handbook)) + "\n")
    yield text_file(JOBS, render("jobs.html", JOBS, kinds=[*_jobs(handbook)]) + "\n")
    yield text_file(LIBRARY, render("reading_list.html", LIBRARY, shelves=handbook.shelves) + "\n")


def _by_kind(handbook: Handbook) -> list[tuple[str, list[QuestionView]]]:
    """Questions kind by kind, the easy ones first."""
    levels = [*handbook.vocabulary.levels]
    ordered = sorted(handbook.questions, key=lambda asked: (levels.index(asked.entry.level), asked.id))
    by_kind = {kind: [asked for asked in ordered if asked.entry.kind == kind] for kind in handbook.vocabulary.question_kinds}
    return [(handbook.vocabulary.question_kinds[kind], questions) for kind, questions in by_kind.items() if questions]


def _jobs(handbook: Handbook) -> Iterator[tuple[str, list[_Job]]]:
    """Profiles kind by kind, as in the gap check."""
    levels = handbook.vocabulary.levels
    for kind, title in handbook.vocabulary.profile_kinds.items():
        yield (
            title,
            [
                _Job(
                    record.id,
                    record.model,
                    tuple((link, levels[rating.level].title, rating.why) for link, rating in handbook.ratings(record.model)),
                )
                for record in handbook.profiles(kind)
            ],
        )
