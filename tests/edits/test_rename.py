"""A new name is the new name everywhere, published addresses lead on, and nothing else in a file changes."""

import difflib
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from handbook.addresses import write_lock
from handbook.edits import rename
from handbook.edits.files import Refused
from handbook.load import load
from tests.edits.test_files import snapshot
from tests.project import COMPARISON, PAGE, PATH, QUESTION, RESOURCE, SKILL, TERM, Project

ROOT = Path(__file__).parent.parent.parent
DAY = date(2026, 11, 27)


def handbook(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "handbook", *arguments]
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)


def git(project: Project, *arguments: str) -> None:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *named, *arguments], cwd=project.root, check=True, capture_output=True)


def publish(project: Project) -> None:
    """Record every address, as it is done once a change is merged."""
    write_lock(load(project.root))


def change(project: Project, old: str, new: str) -> list[str]:
    """Rename; returns the lines that the command prints. Whatever it did, a check finds nothing but what is not recorded yet."""
    edits = rename.plan(project.root, old, new, DAY)
    edits.apply()
    assert [problem for problem in project.problems() if "is not recorded" not in problem] == []
    return edits.told


def changed_lines(before: dict[str, bytes], project: Project) -> set[str]:
    """The lines that came, in all files together, whatever the files are called."""
    old = b"".join(before.values()).decode().splitlines()
    new = b"".join(snapshot(project.root).values()).decode().splitlines()
    return {line[2:].strip() for line in difflib.ndiff(sorted(old), sorted(new)) if line.startswith("+ ")}


def test_a_term_is_renamed_in_fields_keys_links_and_anchors_and_nothing_else_changes(project: Project) -> None:
    project.edit(RESOURCE, "  - pipeline\n", '  # The term that "pipeline" is about.\n  - "pipeline"\n')
    project.edit(QUESTION, "terms: [pipeline]", "terms: ['pipeline' , warehouse]")
    project.append(COMPARISON, "\nThe pipeline is [chosen](#choose-pipeline) for `pipeline`.\n")
    project.edit(PAGE, "Go to", "[It](glossary/pipeline.md#trap), [chosen](compare/pipeline-vs-warehouse.md#choose-pipeline). Go to")
    project.append(TERM, "\n[Trap](pipeline.md#trap), [its own](#trap), [outside](https://example.org/pipeline.md).\n")
    publish(project)
    before = snapshot(project.root)
    told = change(project, "term/pipeline", "data-pipeline")
    assert told[:2] == [f"{TERM} is now docs/glossary/data-pipeline.md", "docs/glossary/backfill.md: names it data-pipeline"]
    assert changed_lines(before, project) == {
        '- "data-pipeline"',
        "- data-pipeline",
        "- term: data-pipeline",
        "data-pipeline: [Data must move.]",
        "requires: [data-pipeline, warehouse]",
        "requires: [data-pipeline]",
        "related: [data-pipeline, warehouse]",
        "related: [data-pipeline, backfill]",
        "terms: ['data-pipeline' , warehouse]",
        "terms: [data-pipeline]",
        "terms: [data-pipeline, warehouse]",
        "See [pipeline](data-pipeline.md).",
        "Forty people open a [pipeline](../glossary/data-pipeline.md) that did not run.",
        "The pipeline is [chosen](#choose-data-pipeline) for `pipeline`.",
        "[It](glossary/data-pipeline.md#trap), [chosen](compare/pipeline-vs-warehouse.md#choose-data-pipeline). Go to the [glossary](glossary/index.md).",
        "[Trap](data-pipeline.md#trap), [its own](#trap), [outside](https://example.org/pipeline.md).",
        "moves:",
        "- old: glossary/pipeline/",
        "to: glossary/data-pipeline/",
        "- old: compare/pipeline-vs-warehouse/#choose-pipeline",
        "to: compare/pipeline-vs-warehouse/#choose-data-pipeline",
        f"on: {DAY}",
    }


@pytest.mark.parametrize(
    ("old", "new", "move"),
    [
        ("resource/one", "first", ("library/#one", "library/#first")),
        ("why-late", "question/so-late", ("interview/#why-late", "interview/#so-late")),
        (SKILL, "docs/skills/declining.md", ("skills/saying-no/", "skills/declining/")),
        ("paths/first-week", "week-one", ("paths/first-week/", "paths/week-one/")),
        ("clerk", "registrar", ("gap-check/#clerk", "gap-check/#registrar")),
        ("pipeline-vs-warehouse", "move-or-keep", ("compare/pipeline-vs-warehouse/", "compare/move-or-keep/")),
    ],
)
def test_every_kind_has_a_new_name_and_the_way_back(old: str, new: str, move: tuple[str, str], project: Project) -> None:
    publish(project)
    before = snapshot(project.root)
    change(project, old, new)
    assert [(moved.old, moved.to) for moved in load(project.root).moves] == [move]
    change(project, new, Path(old).stem)
    # The new name was never published, so nothing is left of it.
    assert snapshot(project.root) == before


def test_what_was_never_published_needs_no_move_and_moves_to_it_lead_on(project: Project) -> None:
    publish(project)
    change(project, "resource/one", "first")
    publish(project)
    change(project, "resource/first", "opening")
    assert [(moved.old, moved.to) for moved in load(project.root).moves] == [
        ("library/#one", "library/#opening"),
        ("library/#first", "library/#opening"),
    ]
    project.write("docs/glossary/draft.md", project.read(TERM).replace("Pipeline", "Draft").replace("data flow", "sketch"))
    project.edit("docs/glossary/warehouse.md", "related: [pipeline, backfill]", "related: [pipeline, backfill, draft]")
    project.edit(RESOURCE.replace("one", "opening"), "  - backfill", "  - backfill\n  - draft")
    assert "data/moved.yml" not in "".join(change(project, "draft", "sketch-of-it"))


def test_a_draft_that_still_has_gaps_is_renamed_and_found_in_what_names_it(project: Project) -> None:
    handbook(project, "new", "resource", "draft")
    project.edit("data/resources/draft.yml", "skills: []", "skills: [saying-no]")
    before = len(project.problems())
    rename.plan(project.root, "saying-no", "declining", DAY).apply()
    assert "skills: [declining]" in project.read("data/resources/draft.yml")
    rename.plan(project.root, "draft", "sketch", DAY).apply()
    assert len(project.problems()) == before


def test_a_page_takes_its_links_along(project: Project) -> None:
    project.write(
        "docs/notes/one.md",
        "---\ntitle: Notes\ndescription: Some.\n---\n\n[Home](../index.md), [term](../glossary/pipeline.md#trap), [here](#part).\n\n## Part\n",
    )
    project.edit(PAGE, "Go to", "[Notes](notes/one.md#part). Go to")
    project.write("README.md", "[Notes](docs/notes/one.md)\n")
    publish(project)
    change(project, "docs/notes/one.md", "docs/transition/deep/notes.md")
    assert "[Home](../../index.md), [term](../../glossary/pipeline.md#trap), [here](#part)." in project.read(
        "docs/transition/deep/notes.md"
    )
    assert "[Notes](transition/deep/notes.md#part)" in project.read(PAGE)
    assert project.read("README.md") == "[Notes](docs/transition/deep/notes.md)\n"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("pipelin", "x", r'there is no entry or page "pipelin". Did you mean "pipeline"\?'),
        ("two", "three", 'is the id of resource/two and question/two: say which'),
        ("pipeline", "warehouse", "docs/glossary/warehouse.md is there already"),
        ("pipeline", "Data Pipeline", "is not an id"),
        ("pipeline", "skill/pipeline", "is a term and stays one"),
        ("pipeline", "../../evil", "is a term and stays one"),
        ("pipeline", "was-there", "was the address of something else"),
        ("docs/glossary/index.md", "docs/glossary/all.md", "has its place in the code"),
        ("docs/skills/influence.md", "docs/skills/other.md", "has its place in the code"),
        ("", "x", "say which entry"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_changes_nothing(old: str, new: str, why: str, project: Project) -> None:
    project.write("data/questions/two.yml", project.read(QUESTION).replace("late?", "early?"))
    project.write("data/moved.yml", "moves:\n  - old: glossary/was-there/\n    to: glossary/warehouse/\n    on: 2026-11-24\n")
    before = snapshot(project.root)
    with pytest.raises(Refused, match=why):
        rename.plan(project.root, old, new, DAY)
    assert snapshot(project.root) == before


def test_a_file_that_cannot_be_read_and_may_name_the_entry_stops_everything(project: Project) -> None:
    project.edit(PATH, "hours: 2", 'hours: "2')
    with pytest.raises(Refused, match=rf"(?s){PATH}:\d+:\d+: .*This file may name the entry, so nothing was changed"):
        rename.plan(project.root, "pipeline", "data-pipeline", DAY)
