"""The commands, as a contributor runs them."""

import json
import subprocess
import sys

from handbook.load import load
from handbook.rules import check
from tests.project import COMPARISON, QUESTION, RESOURCE, TERM, Project


def run(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "handbook", *arguments], cwd=project.root, capture_output=True, text=True, check=False)


def test_check_is_quiet_and_exits_0_when_all_is_well(project: Project) -> None:
    result = run(project, "check")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "9 entries, 5 pages, 0 problems\n")


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
    assert run(project, "check").returncode == 0
    result = run(project, "check", "--base", "HEAD")
    assert result.returncode == 1
    assert result.stdout == (
        "data/ids.lock:1:1: the address /interview/#why-late was recorded before and is deleted here. "
        "Put the line back; if the address is gone, data/moved.yml says so and the line stays.\n"
    )
    unknown = run(project, "check", "--base", "no-such")
    assert (unknown.returncode, unknown.stderr) == (1, 'Error: git knows no revision "no-such" here. Fetch it, or leave --base out.\n')


def test_check_prints_annotations_for_a_pull_request(project: Project) -> None:
    project.edit(RESOURCE, "minutes: 60", "minutes: 100%")
    result = run(project, "check", "--format", "github")
    assert result.stdout == (
        f"::error file={RESOURCE},line=7,col=10::minutes is text, but must be a whole number. Write digits alone, without quotes.\n"
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
