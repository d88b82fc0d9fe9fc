"""The commands, as a contributor runs them."""

import json
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from handbook.load import load
from handbook.rules import check
from tests.project import COMPARISON, QUESTION, RESOURCE, TERM, Project


def run(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "handbook", *arguments], cwd=project.root, capture_output=True, text=True, check=False)


def test_check_is_quiet_and_exits_0_when_all_is_well(project: Project) -> None:
    result = run(project, "check")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "13 entries, 7 pages, 0 problems\n")


def test_check_prints_problems_and_exits_1(project: Project) -> None:
    project.edit(RESOURCE, "  - pipeline", "  - pipelin")
    result = run(project, "check")
    assert result.returncode == 1
    assert result.stdout == (
        f'{RESOURCE}:12:5: unknown term "pipelin" in teaches. Did you mean "pipeline"? Terms are the files in docs/glossary/.\n'
    )


def test_check_finds_an_address_that_was_deleted_from_the_record(project: Project) -> None:
    run(project, "lock")
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "All"]):
        subprocess.run(["git", *command], cwd=project.root, check=True)
    lock = project.read("data/ids.lock")
    (project.root / QUESTION).unlink()
    project.write(
        "data/floors.yml", project.read("data/floors.yml").replace("questions: 1", "questions: 0").replace("per_skill: 1", "per_skill: 0")
    )
    project.write("data/ids.lock", lock.replace("/interview/#why-late\n", ""))
    # Without --base too: the last commit is at hand.
    for base in ((), ("--base", "HEAD")):
        result = run(project, "check", *base)
        assert result.returncode == 1
        assert result.stdout == (
            "data/ids.lock:1:1: the address /interview/#why-late was recorded before and is deleted here. "
            "Run: git checkout origin/main -- data/ids.lock. Lines stay there for good.\n"
        )
    unknown = run(project, "check", "--base", "no-such")
    assert (unknown.returncode, unknown.stderr) == (1, 'Error: git knows no revision "no-such" here. Fetch it, or leave --base out.\n')


SHORTER: dict[str, tuple[Callable[[str], str | None], str]] = {
    "deleted": (lambda text: None, ":1:1: the lock is missing. Run: git checkout origin/main -- PATH; in a new handbook, run: make lock"),
    "emptied": (lambda text: "", ":1:1: the lock does not say how many lines it has. Run: make lock"),
    "shortened": (
        lambda text: "".join(text.splitlines(keepends=True)[:-1]),
        " lines, and had N. Run: git checkout origin/main -- PATH. What was published stays recorded.",
    ),
    "reordered": (
        lambda text: "".join([(lines := text.splitlines(keepends=True))[0], *reversed(lines[1:])]),
        ":3:1: the lines of the lock are not in their order. Run: make lock",
    ),
}


@pytest.mark.parametrize("path", ["data/ids.lock", "data/contract.lock"])
@pytest.mark.parametrize(("shorten", "told"), SHORTER.values(), ids=SHORTER)
def test_check_finds_a_lock_that_lost_something_without_an_earlier_version(
    project: Project, path: str, shorten: Callable[[str], str | None], told: str
) -> None:
    project.write("mkdocs.yml", "site_name: Small\n")
    run(project, "lock")
    assert run(project, "check").returncode == 0
    text = shorten(project.read(path))
    if text is None:
        (project.root / path).unlink()
    else:
        project.write(path, text)
    result = run(project, "check")
    assert result.returncode == 1
    assert told.replace("PATH", path) in re.sub(r"had \d+", "had N", result.stdout)


def test_a_merge_that_kept_the_lines_of_both_sides_is_sound(project: Project) -> None:
    run(project, "lock")
    lock = project.read("data/ids.lock")
    head, rest = lock.split("\n", 1)
    project.write("data/ids.lock", f"{head}\n{head}\n{rest}")
    assert run(project, "check").returncode == 0
    run(project, "lock")
    assert project.read("data/ids.lock") == lock


def test_check_prints_annotations_for_a_pull_request(project: Project) -> None:
    project.edit(RESOURCE, "minutes: 60", "minutes: 100%")
    result = run(project, "check", "--format", "github")
    assert result.stdout == (
        f"::error file={RESOURCE},line=7,col=10::minutes is text, but must be a whole number. Write digits only, without quotes.\n"
    )


def test_a_name_cannot_smuggle_a_command_into_annotations(project: Project) -> None:
    project.edit(TERM, "related: [warehouse, backfill]", 'related: [warehouse, "x\\n::error::y"]')
    result = run(project, "check", "--format", "github")
    assert result.stdout.count("\n") == 1
    assert "%0A::error::y" in result.stdout


def test_new_begins_an_entry_that_says_what_to_fill_in(project: Project) -> None:
    result = run(project, "new", "term", "data-lineage")
    assert result.stdout == "docs/glossary/data-lineage.md\n"
    problems = [str(problem) for problem in check(load(project.root))]
    assert problems
    assert all(problem.startswith("docs/glossary/data-lineage.md:") for problem in problems)
    assert not any("aliases" in problem or "requires" in problem for problem in problems), "What is optional may be left empty."
    assert run(project, "new", "term", "data-lineage").returncode == 1
    assert run(project, "new", "term", "Data_Lineage").returncode == 1


def test_schema_describes_entries_with_their_closed_lists(project: Project) -> None:
    run(project, "schema", "schemas")
    schema = json.loads(project.read("schemas/resource.json"))
    assert schema["properties"]["format"]["enum"] == ["article", "book"]
    assert schema["additionalProperties"] is False
    assert json.loads(project.read("schemas/skill.json"))["properties"]["area"]["anyOf"][0]["enum"] == ["data"]
    assert "criteria" in json.loads(project.read("schemas/comparison.json"))["required"], COMPARISON
