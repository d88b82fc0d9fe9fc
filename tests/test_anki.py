"""What Anki makes of the files: read back by Anki itself."""

from html import unescape
from pathlib import Path

import pytest
from anki.collection import Collection, ImportCsvRequest

from handbook.export import anki
from handbook.load import load
from tests.conftest import ROOT
from tests.project import TERM, Project


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection(str(tmp_path / "collection.anki2"))


def imported(collection: Collection, text: str, folder: Path) -> Collection:
    """Import a file as a learner does who changes nothing in Anki's dialogue."""
    file = folder / "notes.tsv"
    file.write_text(text, encoding="utf-8")
    metadata = collection.get_csv_metadata(str(file), None)
    collection.import_csv(ImportCsvRequest(path=str(file), metadata=metadata))
    return collection


def test_anki_reads_every_term_and_question_of_the_real_handbook(collection: Collection, tmp_path: Path) -> None:
    catalog = load(ROOT)
    imported(collection, anki.terms(catalog, "https://handbook.example.org/"), tmp_path)
    imported(collection, anki.questions(catalog, "https://handbook.example.org/"), tmp_path)
    assert collection.note_count() == len(catalog.terms) + len(catalog.questions)
    assert len(collection.find_notes('"deck:ML PM Handbook::Terms"')) == len(catalog.terms)
    assert len(collection.find_notes("tag:ml-pm-question")) == len(catalog.questions)
    note = collection.get_note(collection.find_notes("tag:backend front:CI/CD")[0])
    assert catalog.terms["ci-cd"].model.definition in unescape(note["Back"])
    assert 'href="https://handbook.example.org/glossary/ci-cd/"' in note["Back"]


def test_a_later_import_renews_the_note_and_keeps_it_one(collection: Collection, tmp_path: Path, project: Project) -> None:
    imported(collection, anki.terms(load(project.root), ""), tmp_path)
    before = collection.note_count()
    project.edit(TERM, "definition: A sentence that says what Pipeline is.", "definition: Another sentence.")
    imported(collection, anki.terms(load(project.root), ""), tmp_path)
    assert collection.note_count() == before
    assert "Another sentence." in collection.get_note(collection.find_notes("front:Pipeline")[0])["Back"]


def test_text_of_an_entry_stays_text_in_anki(collection: Collection, tmp_path: Path, project: Project) -> None:
    hostile = '<img src=x onerror=alert(1)> "quoted" & more.'
    project.edit(TERM, "definition: A sentence that says what Pipeline is.", f"definition: '{hostile}'")
    imported(collection, anki.terms(load(project.root), ""), tmp_path)
    back = collection.get_note(collection.find_notes("front:Pipeline")[0])["Back"]
    assert "<img" not in back
    assert "&lt;img src=x onerror=alert(1)&gt;" in back
    assert collection.note_count() == 3
