"""What is promised about addresses."""

import re

import pytest

from handbook.addresses import write_lock
from handbook.load import load
from tests.project import PAGE, QUESTION, Project
from tests.rules.cases import Break, Cases

BACKFILL = "docs/glossary/backfill.md"
WAREHOUSE = "docs/glossary/warehouse.md"
FLOORS = "data/floors.yml"
MOVED = "data/moved.yml"


def locked(then: Break) -> Break:
    """Record the addresses of the sound project, then break it."""

    def broken(project: Project) -> None:
        write_lock(load(project.root))
        then(project)

    return broken


def delete_a_question(project: Project) -> None:
    (project.root / QUESTION).unlink()
    project.write(FLOORS, project.read(FLOORS).replace("questions: 1", "questions: 0").replace("per_skill: 1", "per_skill: 0"))


def delete_a_term(project: Project) -> None:
    project.write(
        "docs/glossary/loose.md", project.read(BACKFILL).replace("title: Backfill", "title: Loose").replace("[backfilling]", "[]")
    )
    project.edit("data/resources/two.yml", "  - warehouse\n", "  - warehouse\n  - loose\n")
    project.edit(PAGE, "(glossary/index.md)", "(glossary/index.md) and [this](glossary/loose.md)")
    write_lock(load(project.root))
    (project.root / "docs/glossary/loose.md").unlink()
    project.edit("data/resources/two.yml", "  - loose\n", "")
    project.edit(PAGE, " and [this](glossary/loose.md)", "")


def rename_a_term(project: Project) -> None:
    """As a contributor does it who changes every reference and writes no redirect."""
    for file in sorted(project.root.rglob("*.*")):
        if file.is_file() and file.suffix in {".md", ".yml"}:
            file.write_text(re.sub(r"\bwarehouse\b(?!-|\.yml)", "ware-house", file.read_text(encoding="utf-8")), encoding="utf-8")
    (project.root / WAREHOUSE).rename(project.root / "docs/glossary/ware-house.md")


def move_a_page_without_a_part(project: Project) -> None:
    project.write("docs/old.md", "---\ntitle: Old\ndescription: A page.\n---\n## How it works\n\n## Trap\n")
    write_lock(load(project.root))
    (project.root / "docs/old.md").unlink()
    project.write(MOVED, "moves:\n  - old: old/\n    to: glossary/pipeline/\n    on: 2026-11-24\n")


def rename_a_question(project: Project) -> None:
    project.write("data/questions/why-so-late.yml", project.read(QUESTION))
    (project.root / QUESTION).unlink()


def change_a_heading(project: Project) -> None:
    project.append(PAGE, "\n## How it works\n")
    write_lock(load(project.root))
    project.edit(PAGE, "## How it works", "## How it worked")


def a_move(old: str, to: str) -> Break:
    return lambda project: project.write(MOVED, f"moves:\n  - old: {old}\n    to: {to}\n    on: 2026-11-24\n")


def two_moves(project: Project) -> None:
    delete_a_question(project)
    project.write(MOVED, "moves:\n" + "  - old: interview/#why-late\n    gone: It went.\n    on: 2026-11-24\n" * 2)


def two_pages(project: Project) -> None:
    for path in ("docs/skills.md", "docs/skills/index.md"):
        project.write(path, "---\ntitle: Skills\ndescription: All skills.\n---\n")


CASES: Cases = {
    "lock_lines": (
        locked(lambda project: project.append("data/ids.lock", "<<<<<<< HEAD\n")),
        [
            'data/ids.lock:46:1: "<<<<<<< HEAD" is not an address. '
            "Run: git checkout origin/main -- data/ids.lock. It's written when a change is published."
        ],
    ),
    "kept_addresses when a term is deleted": (
        locked(delete_a_term),
        [
            "docs/glossary/loose.md:1:1: the published address /glossary/loose/ went with this file. Bring it back with git checkout "
            'origin/main -- docs/glossary/loose.md, or add to data/moved.yml: - {old: glossary/loose/, gone: "Why, and what to read instead.", '
            "on: the day}."
        ],
    ),
    "kept_addresses when a term is renamed: its page, and the choice of it in a comparison": (
        locked(rename_a_term),
        [
            "docs/glossary/ware-house.md:1:1: the published address /glossary/warehouse/ was here under another name. Rename the file back to "
            '"docs/glossary/warehouse.md", or add to data/moved.yml: - {old: glossary/warehouse/, to: glossary/ware-house/, on: the day} and '
            "- {old: compare/pipeline-vs-warehouse/#choose-warehouse, to: compare/pipeline-vs-warehouse/#choose-ware-house, on: the day}."
        ],
    ),
    "kept_addresses when a page moves without one of its parts": (
        locked(move_a_page_without_a_part),
        [
            f"{MOVED}:3:9: the page of the published address /old/#how-it-works moved to glossary/pipeline/, which has no "
            "#how-it-works. Bring it back, or add to data/moved.yml: - {old: old/#how-it-works, to: glossary/pipeline/, on: the day}."
        ],
    ),
    "kept_addresses when an entry is deleted": (
        locked(delete_a_question),
        [
            f"{QUESTION}:1:1: the published address /interview/#why-late went with this file. Bring it back with git checkout origin/main -- "
            f'{QUESTION}, or add to data/moved.yml: - {{old: interview/#why-late, gone: "Why, and what to read instead.", on: the day}}.',
        ],
    ),
    "kept_addresses when an entry is renamed": (
        locked(rename_a_question),
        [
            "data/questions/why-so-late.yml:1:1: the published address /interview/#why-late was here under another name. Rename the file back "
            f'to "{QUESTION}", or add to data/moved.yml: - {{old: interview/#why-late, to: interview/#why-so-late, on: the day}}.'
        ],
    ),
    "kept_addresses when a heading changes": (
        locked(change_a_heading),
        [
            f"{PAGE}:8:1: the published address /#how-it-works is no longer there. Write its heading as it was, or add to "
            'data/moved.yml: - {old: "#how-it-works", to: "#how-it-worked", on: the day}.'
        ],
    ),
    "moves_lead_somewhere": (
        locked(a_move("glossary/pipelin/", "glossary/warehous/")),
        [
            f'{MOVED}:2:10: "glossary/pipelin/" was never published. Did you mean "glossary/pipeline/"? '
            "If it is new in your change, delete the move: nobody has linked to it yet.",
            f'{MOVED}:3:9: "glossary/warehous/" is not an address of the handbook. Did you mean "glossary/warehouse/"? Say where it is now.',
        ],
    ),
    "moves_lead_somewhere with one twice": (
        locked(two_moves),
        [
            f'{MOVED}:5:10: "interview/#why-late" is in this list already. Delete one of the two moves.',
        ],
    ),
    "one_page_each": (
        two_pages,
        ["docs/skills.md:1:1: docs/skills/index.md has the same address, /skills/. Keep one of the two files, or rename one."],
    ),
    "moves_lead_somewhere from what is there": (
        locked(a_move("glossary/pipeline/", "glossary/warehouse/")),
        [f'{MOVED}:2:10: "glossary/pipeline/" is still there. Delete the move.'],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
