"""A form becomes an entry, or an answer in words; and whatever it holds, it is text."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handbook import yaml_source
from handbook.front_matter import Page, split
from handbook.source import Document, Source
from handbook.yaml_writer import Value, fields
from tests.conftest import ROOT
from tests.project import TERM, Project
from tests.pulls.filled import ANSWERS, body, event, form_of
from tests.pulls.hostile import TEXTS
from tools.pulls import received
from tools.pulls.propose import proposal

TODAY = date(2026, 11, 27)
RESOURCE = """\
title: Resource three
url: "https://example.com/three"
authors: [Ada Author, Bo Author]
year: 2024
format: article
level: awareness
minutes: 50
cost: free
language: en
skills: [saying-no]
teaches: [pipeline, backfill]
why: After it you can say no to three things.
added: 2026-11-27
"""
TERM_FIELDS = """\
title: Lineage
aliases: [data lineage]
area: data
definition: A sentence that says what lineage is.
you_know: The comment above the cell that says where the file came from.
pm_decision: Whether to pay for it this year.
ask: ["How far back does it go?", "Who reads it?"]
trap: Believing that it writes itself.
related: [pipeline, warehouse]
added: 2026-11-27
"""


def run(root: Path, given: object, out: Path) -> subprocess.CompletedProcess[str]:
    file = out.with_name("event.json")
    file.write_text(json.dumps(given), encoding="utf-8")
    command = [sys.executable, "-m", "tools.pulls.propose", str(file), str(out)]
    return subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)


def state(root: Path) -> str:
    """Everything below the folder: paths and contents."""
    found = hashlib.sha256()
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        found.update(f"{file}\0".encode() + file.read_bytes())
    return found.hexdigest()


def told(project: Project, kind: str, **changed: str) -> list[tuple[str, str]]:
    result = proposal(project.root, body(form_of(project.root, kind), **changed), TODAY)
    return [(trouble["label"], trouble["told"]) for trouble in result["troubles"]]


def values(content: str) -> dict[str, Any]:
    """The fields of a file, as the handbook reads them."""
    if content.startswith("---"):
        page = split(Source("page.md", content))
        assert isinstance(page, Page)
        content = page.fields
    document = yaml_source.parse(content, "entry.yml")
    assert isinstance(document, Document), document
    return dict(document.value)


@pytest.mark.parametrize("kind", ["resource", "term"])
def test_a_sound_form_becomes_a_file_that_the_check_accepts(project: Project, tmp_path: Path, kind: str) -> None:
    out, before = tmp_path / "proposal.json", state(project.root)
    result = run(project.root, event(body(form_of(project.root, kind))), out)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    found = received.proposal(out.read_bytes())
    assert (found.issue, found.troubles, found.kind) == (12, (), kind)
    assert state(project.root) == before
    if kind == "resource":
        assert found.files[0][0] == "data/resources/resource-three.yml"
        assert values(found.files[0][1]) == values(RESOURCE.replace("2026-11-27", str(values(found.files[0][1])["added"])))
    else:
        assert found.files[0][0] == "docs/glossary/lineage.md"
        assert values(found.files[0][1])["you_know"] == "The comment above the cell that says where the file came from."
        assert values(found.files[0][1])["related"] == ["pipeline", "warehouse"]
        teaches, related = (dict(found.files)[path] for path in ("data/resources/one.yml", TERM))
        assert teaches == project.read("data/resources/one.yml").replace("  - backfill\n", "  - backfill\n  - lineage\n")
        assert related == project.read(TERM).replace("[warehouse, backfill]", "[warehouse, backfill, lineage]")
    for path, content in found.files:
        project.write(path, content)
    assert project.problems() == []


def test_a_dash_inside_an_answer_is_part_of_it_and_blanks_without_end_cost_nothing(project: Project) -> None:
    """A search for a bullet anywhere took a dash for one, and a minute for an answer of blanks."""
    given = {"authors": "Ada - Author\n* Bo", "teaches": f"Pipeline{' ' * 60_000},backfill"}
    result = proposal(project.root, body(form_of(project.root, "resource"), **given), TODAY)
    assert values(result["files"][0]["content"])["authors"] == ["Ada - Author", "Bo"]


def test_what_is_wrong_is_told_at_its_question(project: Project) -> None:
    assert told(project, "resource", teaches="pipelin", minutes="an hour", year="1840") == [
        ("Year", "year is 1840, and must be at least 1950. Check the number."),
        ("Minutes", "minutes is text, but must be a whole number. Write digits only, without quotes."),
        ("Terms it explains", 'unknown term "pipelin" in teaches. Did you mean "pipeline"? Terms are the files in docs/glossary/.'),
    ]
    assert told(project, "resource", teaches="Pipelin") == [
        ("Terms it explains", 'unknown term "pipelin" in teaches. Did you mean "pipeline"? Terms are the files in docs/glossary/.')
    ]
    assert told(project, "resource", url="https://example.org/one") == [
        ("Address", "data/resources/one.yml has the same address, https://example.org/one. Keep one of the two files.")
    ]
    assert told(project, "resource", why="")[0] == ("Why it's worth it", "nothing is written here. Fill it in.")
    assert told(project, "term", taught_by="Some book") == [
        ("A resource that explains it", "the library has no such resource. Copy its title from the library, or propose it first.")
    ]
    assert told(project, "term", taught_by="Resorce one", related="Pipelin\nwarehouse") == [
        (
            "A resource that explains it",
            'the library has no such resource. Did you mean "Resource one"? Copy its title from the library, or propose it first.',
        ),
        ("Related terms", 'unknown term "pipelin" in related. Did you mean "pipeline"? Terms are the files in docs/glossary/.'),
    ]
    assert [label for label, _ in told(project, "resource", promises="- [ ] Nothing")] == ["Before you send it"] * 2
    assert told(project, "term", title="Pipeline")[0][0] == "Short name for its address"
    assert [label for label, _ in told(project, "term", text="Too short.")] == ["The text"]


@pytest.mark.parametrize("text", [None, "", "Hello", "### Title\n\n### Title\n\nTwice", "\ud800"])
def test_what_is_no_form_gets_an_answer(project: Project, text: str | None) -> None:
    result = proposal(project.root, (text or "").encode("utf-8", "replace").decode(), TODAY)
    assert [trouble["told"] for trouble in result["troubles"]] == [
        "this isn't the form for a resource or a term. "
        "Open an issue with the form for a resource or a term, and leave its headings as they are."
    ]


def test_a_pull_request_is_no_form(project: Project, tmp_path: Path) -> None:
    assert run(project.root, event("", pull_request={}), tmp_path / "out.json").returncode == 2


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """A project that no form may change, with its state."""
    project = Project.at(tmp_path_factory.mktemp("kept"))
    return project, state(project.root)


@pytest.mark.parametrize("kind", ["resource", "term"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_answer_changes_nothing_but_its_own_text(kept: tuple[Project, str], name: str, kind: str) -> None:
    project, before = kept
    form = form_of(project.root, kind)
    sound = values({"resource": RESOURCE, "term": TERM_FIELDS}[kind])
    for field in {"resource": ("title", "id"), "term": ("text", "id", "taught_by")}[kind]:
        result = proposal(project.root, body(form, **{field: TEXTS[name]}), TODAY)
        found = received.proposal(json.dumps({"version": received.VERSION, "issue": 12, **result}).encode())
        assert bool(found.files) != bool(found.troubles)
        if found.files:
            # Nothing but this field differs, and the files are where entries belong.
            written = values(found.files[0][1])
            assert {key: value for key, value in written.items() if key != field} == {k: v for k, v in sound.items() if k != field}
            assert {Path(path).parent.as_posix() for path, _ in found.files} <= {"data/resources", "docs/glossary"}
    assert state(project.root) == before


def test_a_hostile_form_as_the_program_reads_it(project: Project, tmp_path: Path) -> None:
    out, before = tmp_path / "proposal.json", state(project.root)
    shell, command, template = TEXTS["shell: a substitution"], TEXTS["command: an output"], TEXTS["actions: an expression"]
    text = body(form_of(project.root, "resource"), title=f"{shell} {command}", why=template, id="three")
    result = run(project.root, event(text, title=shell, user={"login": command, "id": 1}), out)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert [trouble.label for trouble in received.proposal(out.read_bytes()).troubles] == ["Why it's worth it"]
    assert state(project.root) == before


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_written_as_yaml_is_read_back_as_it_was(name: str) -> None:
    text = TEXTS[name].encode("utf-8", "replace").decode()
    given: dict[str, Value] = {"title": text, "authors": [text, "Ada"], "why": f"{text} and {text}", "year": 2024}
    assert values(fields(given)) == given


def test_every_answer_of_the_forms_has_a_place_in_the_small_project(project: Project) -> None:
    for kind, answers in ANSWERS.items():
        assert set(answers) <= {asked.field for asked in form_of(project.root, kind).asked}


def test_a_resource_that_explains_no_term_yet_gets_the_list(project: Project) -> None:
    bare = "title: Bare\nurl: https://example.org/bare\nauthors: [Ada Author]\nformat: article\nlevel: working\nminutes: 9\ncost: free\n"
    project.write("data/resources/bare.yml", f"{bare}language: en\nskills: [saying-no]\nwhy: After it you can say no.\nadded: 2026-11-23\n")
    found = proposal(project.root, body(form_of(project.root, "term"), taught_by="Bare"), TODAY)
    assert found["troubles"] == []
    [text] = [file["content"] for file in found["files"] if file["path"] == "data/resources/bare.yml"]
    assert "\nskills: [saying-no]\nteaches: [lineage]\nwhy: " in text


def test_a_resource_that_is_full_is_told_at_its_question(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.pulls.form.is_full", lambda record, name: record.id == "one" and name == "teaches")
    assert told(project, "term") == [
        (
            "A resource that explains it",
            "that resource explains as many terms as one can have. Name another that explains it, or propose one first.",
        )
    ]
