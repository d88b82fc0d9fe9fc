"""`make fix` changes what a machine can, says so, and leaves every word and comment as it was."""

import random
import re
import shutil
from pathlib import Path

import pytest

from handbook.catalog import Catalog
from handbook.edits import fix
from handbook.edits.fields import fields_and_rest
from handbook.problems import listing
from tests.edits.test_files import snapshot
from tests.project import PATH, QUESTION, RESOURCE, SKILL, TERM, Project

ROOT = Path(__file__).parent.parent.parent

NAV = """# Above.
nav:
  - Home: index.md
  - Skills:
      # The group's own page comes first.
      - Influence:
          - Overview: skills/influence.md
          - skills/saying-no.md
  - glossary/index.md
  - Paths:
      - paths/first-week.md
  - library/index.md
  - interview/index.md
  - gap-check.md
  - plan.md
  - Data:
      - compare/pipeline-vs-warehouse.md
# Below.
plugins: []
"""


def mended(project: Project) -> list[str]:
    """What the command says it changed; a second one changes nothing."""
    edits = fix.plan(project.root)
    edits.apply()
    again = fix.plan(project.root)
    assert (again.told, again.changes()) == ([], [])
    return edits.told


@pytest.fixture
def project(project: Project) -> Project:
    """The sound project without the blanks that the fixture has at the ends of lines."""
    fix.plan(project.root).apply()
    return project


@pytest.fixture
def with_navigation(project: Project) -> Project:
    project.write("mkdocs.yml", NAV)
    fix.plan(project.root).apply()
    return project


def test_what_is_in_order_stays_as_it_is(with_navigation: Project) -> None:
    before = snapshot(with_navigation.root)
    assert mended(with_navigation) == []
    assert snapshot(with_navigation.root) == before


def test_layout_is_mended_and_every_comment_and_line_break_stays(project: Project) -> None:
    lines = project.read(RESOURCE).splitlines()
    moved = ["# Why we have it.", lines[-2], "# yaml-language-server: $schema=x", *lines[:-2], "# Written on a train.", lines[-1]]
    project.write(RESOURCE, b"\xef\xbb\xbf" + "  \r\n".join(moved).encode())
    term = project.read(TERM)
    project.write(
        TERM, term.replace("See [warehouse]", "A line  \nand the next \n\n- \n\n```\ncode\t\n```\n\nSee [warehouse]").rstrip("\n")
    )
    assert mended(project) == [
        f"{RESOURCE}: the mark before its text, line ends and blanks at ends",
        f"{TERM}: blanks at ends",
        f"{RESOURCE}: the order of its fields",
    ]
    text = project.read(RESOURCE).splitlines()
    assert text[-4:] == ["# Why we have it.", lines[-2], "# Written on a train.", lines[-1]]
    assert text[:2] == ["# yaml-language-server: $schema=x", lines[0]]
    assert "A line  \nand the next\n\n- \n\n```\ncode\n```\n" in project.read(TERM)
    assert project.problems() == []


def test_real_entries_in_disorder_come_back_to_the_byte(project: Project) -> None:
    """Only what stands in each file counts: that it names entries which the small project lacks is nobody's business here."""
    dice = random.Random(17)  # noqa: S311
    files = [*dice.sample(sorted(ROOT.glob("data/resources/*.yml")), 40), *dice.sample(sorted(ROOT.glob("docs/glossary/?*-*.md")), 40)]
    for file in files:
        shutil.copy(file, project.root / file.relative_to(ROOT))
    fix.plan(project.root).apply()
    before = snapshot(project.root)
    for file in files:
        path = file.relative_to(ROOT).as_posix()
        head, fields, body = fields_and_rest(path, project.read(path))
        pieces = re.findall(r"^[a-z_]+:.*\n(?:[ -].*\n)*", fields, re.MULTILINE)
        assert "".join(pieces) == fields
        dice.shuffle(pieces)
        project.write(path, f"{head}{''.join(pieces)}{body}".replace("\n", "\r\n"))
    assert snapshot(project.root) != before
    assert {line.partition(":")[0] for line in mended(project)} == {file.relative_to(ROOT).as_posix() for file in files}
    assert snapshot(project.root) == before


def test_the_navigation_follows_the_pages(with_navigation: Project) -> None:
    project = with_navigation
    skill = project.read(SKILL)
    project.write(
        "docs/skills/asking.md",
        skill.replace("Saying no", "Asking").replace("position: 1", "position: 2").replace("[pipeline]", "[backfill]"),
    )
    project.write("docs/skills/acting.md", skill.replace("Saying no", "Acting").replace("position: 1", "position: 3"))
    project.write("docs/paths/a-day.md", project.read(PATH).replace("First week", "A day"))
    (project.root / PATH).unlink()
    project.write("docs/paths/first-weeks.md", project.read("docs/paths/a-day.md").replace("A day", "First weeks"))
    project.edit("mkdocs.yml", "  - glossary/index.md\n", "  - glossary/index.md\n  - glossary/no-such.md\n  - library/index.md\n")
    told = mended(project)
    assert told == [
        "mkdocs.yml: paths/first-week.md is now paths/first-weeks.md",
        "mkdocs.yml: without glossary/no-such.md, which is not there",
        "mkdocs.yml: library/index.md once",
        'mkdocs.yml: paths/a-day.md below "Paths"',
        'mkdocs.yml: skills/acting.md below "Influence"',
        'mkdocs.yml: skills/asking.md below "Influence"',
        'mkdocs.yml: the skills below "Influence" by position',
    ]
    text = project.read("mkdocs.yml")
    assert "- skills/saying-no.md\n          - skills/asking.md\n          - skills/acting.md\n" in text
    assert all(line in text for line in ("# Above.\nnav:", "# The group's own page comes first.", "# Below.\nplugins: []\n"))
    assert [problem for problem in project.problems() if "navigation" in problem] == []


def test_a_skill_in_another_group_moves_there(with_navigation: Project) -> None:
    project = with_navigation
    project.edit("data/vocabulary.yml", "groups:\n", "groups:\n  delivery: {title: Delivery, summary: Getting it done.}\n")
    project.write("docs/skills/delivery.md", project.read("docs/skills/influence.md").replace("Influence", "Delivery"))
    project.edit(SKILL, "group: influence", "group: delivery")
    project.edit("mkdocs.yml", "      - Influence:", "      - Delivery:\n          - Overview: skills/delivery.md\n      - Influence:")
    assert mended(project) == ['mkdocs.yml: skills/saying-no.md below "Delivery"']
    assert "skills/delivery.md\n          - skills/saying-no.md\n      - Influence:\n          - Overview" in project.read("mkdocs.yml")


@pytest.mark.parametrize(
    "content",
    [
        b"title: \xff \r\n",
        b"title: One  \n<<<<<<< ours\nformat: book\n=======\nformat: article\n>>>>>>> theirs\n",
        b"",
        b'title: "One\n#? that goes on below"\n',
    ],
)
def test_what_cannot_be_read_is_left_to_its_author(content: bytes, project: Project) -> None:
    project.write(RESOURCE, content)
    assert mended(project) == []
    assert (project.root / RESOURCE).read_bytes() == content


def test_an_entry_that_says_something_else_in_another_order_is_left(project: Project) -> None:
    broken = project.read(QUESTION).replace("kind: technical\n", "") + "extra: field\nkind: technical\n"
    project.write(QUESTION, broken)
    (project.root / "data/resources/link.yml").symlink_to(project.root / RESOURCE)
    assert mended(project) == []
    assert project.read(QUESTION) == broken


def test_derived_texts_are_written_anew(with_navigation: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def terms(catalog: Catalog) -> dict[str, str]:
        text = f"---\ntitle: Terms\ndescription: All.\n---\n\n{listing(record.model.title for record in catalog.terms.values())}\n"
        return {"docs/library/terms.md": text, "docs/no-such-folder/terms.md": text}

    monkeypatch.setattr(fix, "DERIVED", (terms,))
    assert mended(with_navigation) == ["docs/library/terms.md: written anew", "mkdocs.yml: library/terms.md"]
    with_navigation.edit(TERM, "title: Pipeline", "title: Conveyor  ")
    assert mended(with_navigation) == [f"{TERM}: blanks at ends", "docs/library/terms.md: written anew"]
    assert "Backfill, Conveyor and Warehouse" in with_navigation.read("docs/library/terms.md")
