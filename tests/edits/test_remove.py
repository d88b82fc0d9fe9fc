"""Nothing goes that something else hangs on, and what is proposed instead works as it is typed."""

import re
import shlex
import subprocess
from datetime import date

import pytest

from handbook.addresses import write_lock
from handbook.edits import remove
from handbook.edits.files import Refused
from handbook.load import load
from tests.edits.test_files import snapshot
from tests.project import PAGE, PATH, QUESTION, RESOURCE, TERM, Project

DAY = date(2026, 11, 27)


def take(project: Project, name: str, to: str = "", why: str = "") -> list[str]:
    edits = remove.plan(project.root, name, to, why, DAY)
    edits.apply()
    assert [problem for problem in project.problems() if "is not recorded" not in problem] == []
    return [line for line in edits.told if ".cache/removed" not in line]


def refusal(project: Project, name: str, to: str = "", why: str = "") -> list[str]:
    before = snapshot(project.root)
    with pytest.raises(Refused) as refused:
        remove.plan(project.root, name, to, why, DAY)
    assert snapshot(project.root) == before
    return refused.value.message.splitlines()


def commands(lines: list[str]) -> list[dict[str, str]]:
    """The `make remove` commands among the lines, as the shell would read them."""
    found = [shlex.split(line.partition("make remove ")[2]) for line in lines if "make remove " in line]
    return [dict(word.split("=", 1) for word in words) for words in found]


@pytest.fixture
def roomy(project: Project) -> Project:
    """The sound project, with floors that leave room, a third resource, and every address published."""
    project.write("data/floors.yml", re.sub(r"(resources\w*|questions\w*): \d", r"\1: 1", project.read("data/floors.yml")))
    three = project.read(RESOURCE).replace("one", "three").replace("  - pipeline\n", "")
    project.write("data/resources/three.yml", three)
    write_lock(load(project.root))
    return project


def test_what_only_it_does_is_listed_and_each_proposal_works(roomy: Project) -> None:
    lines = refusal(roomy, "resource/two")
    assert lines[:2] == [
        "resource/two was not removed. Without it, the check would say:",
        "  docs/glossary/warehouse.md:1:1: no resource teaches this term. "
        "Add warehouse to `teaches` of a resource that explains it, or add such a resource.",
    ]
    kept = "  keep it, if only its link is dead, with this line in data/resources/two.yml: archive_url: "
    assert next(line for line in lines if line.startswith(kept)) == f"{kept}https://web.archive.org/web/https://example.org/two"
    proposed = commands(lines)
    assert [command["TO"] for command in proposed] == ["one", "three"]
    told = take(roomy, proposed[0]["WHAT"], proposed[0]["TO"])
    assert told == [
        "data/resources/two.yml is deleted, and data/resources/one.yml takes its place",
        "data/resources/one.yml: teaches warehouse too, which nothing else does. Make sure that it's true.",
        "data/moved.yml: /library/#two leads to /library/#one",
    ]
    assert "teaches:\n  - pipeline\n  - backfill\n  - warehouse\nwhy:" in roomy.read(RESOURCE)


def test_the_archive_keeps_a_resource_whose_link_is_dead(roomy: Project) -> None:
    line = next(line for line in refusal(roomy, "two") if "archive_url" in line)
    roomy.append("data/resources/two.yml", f"{line.partition(': ')[2]}\n")
    assert roomy.problems() == []
    assert not any("archive_url" in line for line in refusal(roomy, "two"))


def test_every_place_that_names_a_term_is_listed(roomy: Project) -> None:
    roomy.edit(PAGE, "Go to", "See [it](glossary/backfill.md). Go to")
    told = "\n".join(refusal(roomy, "term/backfill"))
    for place in (f"{TERM}:13:22", "docs/glossary/warehouse.md:13:21", "data/resources/two.yml:14:5", f"{PAGE}:6:10"):
        assert f"  {place}: " in told


def test_a_published_address_asks_what_became_of_it(roomy: Project) -> None:
    lines = refusal(roomy, "resource/three")
    assert lines[0] == "resource/three was not removed: /library/#three is published, so it has to say what became of it. Run one of:"
    why = commands(lines)[0]["WHY"]
    assert take(roomy, "resource/three", why=why) == [
        "data/resources/three.yml is deleted",
        "data/moved.yml: /library/#three is gone, with the reason",
    ]
    assert [(move.old, move.gone) for move in load(roomy.root).moves] == [("library/#three", why)]


@pytest.mark.parametrize("why", ["It says \"no\": # and 'yes'.\\n", "x: [1", "&a *b"])
def test_a_reason_is_a_text_whatever_it_holds(why: str, roomy: Project) -> None:
    take(roomy, "resource/three", why=why)
    assert [move.gone for move in load(roomy.root).moves] == [why]


@pytest.mark.parametrize("why", ["Two\nlines.", "x" * 501, "{{ x }}"])
def test_a_reason_that_the_check_refuses_is_refused(why: str, roomy: Project) -> None:
    assert any(line.startswith("  data/moved.yml:") for line in refusal(roomy, "resource/three", why=why))


def test_another_term_takes_its_place_once_and_never_beside_itself(roomy: Project) -> None:
    extra = (
        roomy.read(TERM)
        .replace("Pipeline", "Conveyor")
        .replace("data flow", "belt")
        .replace("[warehouse, backfill]", "[warehouse, backfill, pipeline]")
    )
    roomy.write("docs/glossary/conveyor.md", extra.replace("See [warehouse]", "## Belts\n\nSee [warehouse]"))
    roomy.edit("docs/glossary/warehouse.md", "related: [pipeline, backfill]", "related: [pipeline, backfill, conveyor]")
    roomy.edit("docs/glossary/backfill.md", "requires: [pipeline, warehouse]", "requires: [conveyor]")
    roomy.edit(RESOURCE, "  - backfill", "  - backfill\n  # The same thing to us.\n  - conveyor")
    roomy.edit(PAGE, "Go to", "[Belts](glossary/conveyor.md#belts), [trap](glossary/conveyor.md#trap). Go to")
    write_lock(load(roomy.root))
    take(roomy, "conveyor", to="pipeline")
    assert "related: [pipeline, backfill]\n" in roomy.read("docs/glossary/warehouse.md")
    assert "requires: [pipeline]\n" in roomy.read("docs/glossary/backfill.md")
    assert "  - pipeline\n  - backfill\n  # The same thing to us.\nwhy:" in roomy.read(RESOURCE)
    assert "[Belts](glossary/pipeline.md), [trap](glossary/pipeline.md#trap)." in roomy.read(PAGE)
    assert {move.old: move.to for move in load(roomy.root).moves} == {
        "glossary/conveyor/": "glossary/pipeline/",
        "glossary/conveyor/#belts": "glossary/pipeline/",
    }


def test_what_was_never_published_just_goes(roomy: Project) -> None:
    roomy.write("data/questions/new.yml", roomy.read(QUESTION).replace("late?", "early?"))
    assert take(roomy, "question/new") == ["data/questions/new.yml is deleted"]
    assert roomy.read("data/moved.yml") == "moves: []\n"


def test_text_that_is_not_committed_is_kept(roomy: Project) -> None:
    for arguments in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "All"]):
        subprocess.run(["git", *arguments], cwd=roomy.root, check=True)
    assert not any("copy" in line for line in remove.plan(roomy.root, "resource/three", "", "Gone.", DAY).told)
    for number in range(2):
        text = roomy.read(QUESTION).replace("late?", f"early, {number}?")
        roomy.write("data/questions/new.yml", text)
        take(roomy, "question/new")
        assert roomy.read(f".cache/removed/{number}/data/questions/new.yml") == text


def test_a_step_of_a_path_follows_its_replacement(roomy: Project) -> None:
    assert any(f"  {PATH}:" in line for line in refusal(roomy, "resource/one", why="Gone."))
    take(roomy, "resource/one", to="two")
    assert "  - resource: two\n    why: It explains it." in roomy.read(PATH)


def test_one_kind_does_not_take_the_place_of_another(roomy: Project) -> None:
    assert refusal(roomy, "resource/three", to="term/backfill") == [
        "docs/glossary/backfill.md is not a resource, and takes the place of none. Name one of its kind."
    ]
