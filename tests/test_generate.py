from pathlib import Path

import pytest

from handbook.load import load
from handbook.rules import check
from tests.conftest import ROOT
from tools.bench import flatten
from tools.generate import Counts, counts_for, generate, main, terms_for

TERMS = len(load(ROOT).terms) + 33


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "project"
    generate(ROOT, folder, TERMS)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_a_generated_project_is_sound_and_has_its_size(generated: Path) -> None:
    catalog = load(generated)
    assert check(catalog) == []
    assert len(catalog.terms) == TERMS
    assert Counts(len(catalog.terms), len(catalog.resources), len(catalog.questions)) == counts_for(load(ROOT), TERMS)


def test_generated_terms_have_the_full_shape(generated: Path) -> None:
    terms = [record for record in load(generated).terms.values() if record.id.startswith("generated")]
    for record in terms:
        assert record.prose
        assert 200 <= record.prose.words <= 330
        assert len(record.prose.links) >= 4
        assert record.model.aliases
        assert 3 <= len(record.model.related) <= 6
    assert any(record.model.requires for record in terms)


def test_the_same_number_gives_the_same_files(generated: Path, tmp_path: Path) -> None:
    generate(ROOT, tmp_path / "again", TERMS)
    assert files(tmp_path / "again") == files(generated)


def test_the_real_entries_are_all_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "small"), "1"]) == 0
    assert load(tmp_path / "small").terms.keys() == load(ROOT).terms.keys()
    assert "all of them are taken" in capsys.readouterr().err


def test_entries_in_all_can_be_asked_for() -> None:
    assert terms_for(load(ROOT), 0) == 0
    assert 2_500 <= terms_for(load(ROOT), 5_000) <= 3_000


def test_a_flattened_project_calls_no_macros(generated: Path, tmp_path: Path) -> None:
    flatten(generated, tmp_path / "flat")
    assert "handbook" not in (tmp_path / "flat" / "macros.py").read_text(encoding="utf-8")
    assert not any(b"{{" in content for name, content in files(tmp_path / "flat" / "docs").items() if name.endswith(".md"))
