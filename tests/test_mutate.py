"""Mutations of the real handbook: a few with each run of the tests, thousands with `make mutate`."""

import filecmp
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools import mutate


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / "project" / name)
    for name in ("mkdocs.yml", "CHANGELOG.md"):
        shutil.copyfile(ROOT / name, tmp_path / "project" / name)
    return tmp_path / "project"


def different(one: Path, other: Path) -> list[str]:
    found = filecmp.dircmp(one, other)
    inner = [name for folder in found.common_dirs for name in different(one / folder, other / folder)]
    return [*found.diff_files, *found.left_only, *found.right_only, *found.funny_files, *inner]


def test_mutations_end_in_problems_or_are_accepted(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mutate, "SAMPLE", ROOT / ".cache" / f"mutations-{tmp_path.name}.json")
    assert mutate.run(copy, mutate.files_of(ROOT), range(28), seed=1, keep=5) == 0, capsys.readouterr().out
    kept = mutate.read_sample(mutate.SAMPLE)
    mutate.SAMPLE.unlink()
    assert len(kept) == 5
    for one in kept:
        one.apply(copy)
        assert mutate.found_by_the_check(copy) == 0, one.what
        one.undo(copy, ROOT)
    assert [different(ROOT / name, copy / name) for name in ("data", "docs")] == [[], []]


def test_a_traceback_is_a_failure_that_can_be_repeated(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_root: Path) -> int:
        raise KeyError("tpyo")

    monkeypatch.setattr(mutate, "found_by_the_check", broken)
    monkeypatch.setattr(mutate, "write_sample", lambda *_: None)
    files = mutate.files_of(ROOT)
    assert mutate.run(copy, files, range(7, 8), seed=1, keep=5) == 1
    told = capsys.readouterr().out
    assert told.startswith(f"7: {mutate.mutation(1, 7, files, ROOT).what}\nTraceback")
    assert "KeyError: 'tpyo'" in told
