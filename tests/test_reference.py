"""The reference that contributors read on the code host says what the check enforces, and is never out of date."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from handbook import model
from handbook.catalog import Catalog
from handbook.kinds import KINDS
from handbook.load import load
from handbook.reference import REFERENCE, example, outdated, texts
from handbook.rules import check
from tests.conftest import ROOT
from tests.project import Project
from tests.test_cli import run

VOCABULARY = "data/vocabulary.yml"


# What only an entry among others can be right about.
OF_OTHERS = re.compile(r'unknown (term|resource|skill|question|comparison) "|no (other entry|resource) ')


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load(ROOT)


@pytest.fixture(scope="module")
def reference(catalog: Catalog) -> str:
    return texts(catalog)[REFERENCE]


@pytest.fixture
def documented(project: Project) -> Project:
    """The small project, in order, with a reference that is up to date."""
    run(project, "fix")
    (project.root / REFERENCE).parent.mkdir(parents=True)
    assert run(project, "fix").stdout == f"{REFERENCE}: written anew\n"
    return project


def told(project: Project) -> list[str]:
    return [str(problem) for problem in outdated(load(project.root))]


def rows(reference: str, kind: str) -> Iterator[tuple[str, bool, str]]:
    """Name, whether it is required, and value of each field of a kind: the first table below its heading."""
    section = reference.split(f"\n## {kind.capitalize()}\n")[1]
    for line in section.split("\n| Field |")[1].split("\n\n")[0].splitlines()[2:]:
        name, _, value = (cell.strip() for cell in line.strip("|").split(" | "))
        yield name.strip("` "), not value.startswith("Optional: "), value.removeprefix("Optional: ")


def longer(value: Any, length: int) -> Any:
    """A text of so many characters that ends as the example does, or a list of so many items like its first."""
    if isinstance(value, list):
        return [value[0]] * length
    return value[:-1][:length].ljust(length - 1, "x")[: length - 1] + value[-1]


def accepts(kind: str, fields: dict[str, Any]) -> bool:
    try:
        model.MODELS[kind].model_validate(fields)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_lengths_and_what_is_required_are_what_the_check_enforces(reference: str, kind: str) -> None:
    fields = yaml.safe_load(example(kind))
    assert accepts(kind, fields)
    for name, required, value in rows(reference, kind):
        without = {key: given for key, given in fields.items() if key != name}
        assert accepts(kind, without) is not required, name
        if name in fields and (bound := re.match(r"(?i)(?:text, at most|a list of (?:\d+ to|at most)) (\d+)", value)):
            most = int(bound[1])
            if name != "url":
                assert accepts(kind, {**fields, name: longer(fields[name], most)}), name
            assert not accepts(kind, {**fields, name: longer(fields[name], most + 1)}), name


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_and_every_allowed_value_can_be_read(catalog: Catalog, reference: str, kind: str) -> None:
    found = {name: value for name, _, value in rows(reference, kind)}
    assert found.keys() == model.MODELS[kind].model_fields.keys()
    for name, info in model.MODELS[kind].model_fields.items():
        for mark in info.metadata:
            if isinstance(mark, model.OneOf):
                assert re.findall(r"`([^`]+)`", found[name]) == list(getattr(catalog.vocabulary, mark.vocabulary)), name


@pytest.mark.parametrize("kind", KINDS)
def test_each_example_passes_the_check_but_for_entries_that_it_refers_to(tmp_path: Path, kind: str) -> None:
    for name in (VOCABULARY, "data/style.yml", "data/floors.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    of = KINDS[kind]
    file = tmp_path / of.folder / f"example{of.suffix}"
    file.parent.mkdir(parents=True)
    calls = [f"{{{{ {macro}() }}}}" for macro in of.macros]
    body = [calls[0], *(["word " * 150] if kind == "term" else []), *calls[1:]] if calls else []
    file.write_text(f"---\n{example(kind)}---\n" + "\n\n".join(body) + "\n" if calls else example(kind), encoding="utf-8")
    catalog = load(tmp_path)
    assert "example" in catalog.records(kind)
    path = f"{of.folder}/example{of.suffix}"
    ours = [problem.what for problem in check(catalog) if problem.path == path]
    assert [what for what in ours if not OF_OTHERS.match(what)] == []


def test_a_reference_that_is_behind_is_told_at_its_line_and_mended(documented: Project) -> None:
    assert told(documented) == []
    written = documented.read(REFERENCE)
    documented.edit(VOCABULARY, "book: Book}", "book: Book, zine: Zine}")
    line = next(number for number, text in enumerate(written.splitlines(), start=1) if text.startswith("| `format`"))
    what = "this page is generated, and from this line on it isn't what the models and rules say. Run: make fix"
    assert told(documented) == [f"{REFERENCE}:{line}:1: {what}"]
    assert f"{REFERENCE}:{line}:1: {what}\n" in run(documented, "check").stdout
    assert run(documented, "fix").stdout == f"{REFERENCE}: written anew\n"
    assert told(documented) == []
    assert "`zine`" in documented.read(REFERENCE)
    assert run(documented, "fix").stdout == ""


def test_a_reference_that_was_edited_by_hand_or_deleted_comes_back(documented: Project) -> None:
    written = documented.read(REFERENCE)
    documented.append(REFERENCE, "\nMore.\n")
    assert [line.split(": ")[0] for line in told(documented)] == [f"{REFERENCE}:{written.count(chr(10)) + 2}:1"]
    (documented.root / REFERENCE).unlink()
    assert told(documented) == [f"{REFERENCE}:1:1: this page is generated and isn't there. Run: make fix"]
    run(documented, "fix")
    assert documented.read(REFERENCE) == written


def test_nothing_is_written_through_a_link(documented: Project) -> None:
    outside = documented.root.parent / "outside"
    for target in (outside, documented.root / VOCABULARY):
        before = target.read_bytes() if target.exists() else None
        (documented.root / REFERENCE).unlink()
        (documented.root / REFERENCE).symlink_to(target)
        assert run(documented, "fix").stdout == ""
        assert (target.read_bytes() if target.exists() else None) == before


def test_the_text_of_a_closed_list_stays_text(documented: Project) -> None:
    documented.edit(VOCABULARY, "summary: Where numbers come from.", 'summary: "a | b <b>c</b> [d](https://example.org) *e* `f` &amp; {g}"')
    run(documented, "fix")
    assert r"a \| b &lt;b>c&lt;/b> \[d\](https://example.org) \*e\* \`f\` &amp;amp; \{g\}" in documented.read(REFERENCE)
    assert [problem for problem in check(load(documented.root)) if problem.path == REFERENCE and "HTML" in problem.what] == []
