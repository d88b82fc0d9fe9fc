"""What the deployment records on main after a merge, with real repositories: the lock is nobody else's business."""

import subprocess
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.project import QUESTION
from tests.repository import LOCK, Repository, recorded

ASKED = "data/questions/who-pays.yml"


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """The shared repository. Nothing refers to one of its questions."""
    first = recorded(tmp_path)
    add_a_question(first, "who-pays")
    assert first.run("lock").exit_code == 0
    first.commit()
    first.git("clone", "--quiet", "--bare", ".", str(tmp_path / "origin.git"))
    return tmp_path / "origin.git"


@pytest.fixture
def clone(origin: Path, tmp_path: Path) -> Repository:
    """A contributor's clone, on a branch."""
    subprocess.run(["git", "clone", "--quiet", str(origin), str(tmp_path / "clone")], check=True)
    repository = Repository(tmp_path / "clone")
    repository.git("switch", "--quiet", "--create", "mine")
    return repository


def add_a_question(repository: Repository, name: str) -> None:
    text = repository.project.read(QUESTION).replace("Why is the dashboard late?", f"What about {name}?")
    repository.project.write(f"data/questions/{name}.yml", text)


def merge(repository: Repository) -> None:
    repository.commit()
    repository.git("push", "--quiet", "origin", "HEAD:main")


def test_a_change_needs_no_lock_and_its_own_files_may_be_renamed_and_deleted(clone: Repository) -> None:
    """Nothing is published before it is merged."""
    add_a_question(clone, "costs")
    assert clone.check() == []
    assert "1 new address is recorded when this is published: nothing to do." in clone.run("check").stderr
    clone.commit()
    (clone.project.root / "data/questions/costs.yml").rename(clone.project.root / "data/questions/prices.yml")
    clone.commit()
    assert clone.check() == []
    assert clone.check("--base", "origin/main") == []
    (clone.project.root / "data/questions/prices.yml").unlink()
    clone.commit()
    assert clone.check() == []


def test_who_recorded_their_own_address_after_all_is_asked_for_no_move(clone: Repository) -> None:
    add_a_question(clone, "costs")
    clone.run("lock")
    clone.commit()
    (clone.project.root / "data/questions/costs.yml").rename(clone.project.root / "data/questions/prices.yml")
    clone.commit()
    line = clone.project.read(LOCK).splitlines().index("/interview/#costs") + 1
    told = [
        f"{LOCK}:{line}:1: /interview/#costs is recorded here, but not there, and never published. "
        f"Run: git checkout origin/main -- {LOCK}. It's written when a change is published."
    ]
    assert clone.check() == clone.check("--base", "origin/main") == told
    clone.git("checkout", "origin/main", "--", LOCK)
    assert clone.check() == []


def test_a_published_address_cannot_go_without_a_move(clone: Repository) -> None:
    (clone.project.root / ASKED).rename(clone.project.root / "data/questions/who-pays-now.yml")
    clone.commit()
    told = clone.check()
    assert told == clone.check("--base", "origin/main")
    (line,) = told
    assert line.startswith("data/questions/who-pays-now.yml:1:1: the published address /interview/#who-pays was here under another name. ")
    move = line.partition("add to data/moved.yml: ")[2].removesuffix(".")
    clone.project.write("data/moved.yml", f"moves:\n  {move}\n")
    assert clone.check() == []


def without_its_line(lock: str) -> str:
    return lock.replace("/interview/#who-pays\n", "")


def without_its_line_and_count(lock: str) -> str:
    lines = len(lock.splitlines()) - 1
    return without_its_line(lock).replace(f"At least {lines} lines", f"At least {lines - 1} lines")


@pytest.mark.parametrize("shorten", [without_its_line, without_its_line_and_count, lambda _: ""])
def test_a_published_address_cannot_be_deleted_from_the_record_in_a_change_of_many_commits(clone: Repository, shorten: object) -> None:
    assert callable(shorten)
    clone.project.write(LOCK, shorten(clone.project.read(LOCK)))
    clone.commit()
    add_a_question(clone, "costs")
    (clone.project.root / ASKED).unlink()
    clone.commit()
    for base in ((), ("--base", "origin/main")):
        assert any("recorded before and" in line and line.endswith("Lines stay there for good.") for line in clone.check(*base))
    clone.git("checkout", "origin/main", "--", LOCK)
    assert clone.check("--base", "origin/main")[0].startswith(
        f"{ASKED}:1:1: the published address /interview/#who-pays went with this file."
    )


def test_what_was_merged_is_recorded_by_one_commit_that_adds_lines_alone(clone: Repository) -> None:
    add_a_question(clone, "costs")
    merge(clone)
    patch = clone.patch()
    assert clone.record(patch) == (0, "Recorded 1 new addresses and fields.\n", "publish=true")
    clone.git("fetch", "--quiet")
    assert clone.git("diff", "--name-only", "origin/main^", "origin/main") == LOCK
    assert "+/interview/#costs" in clone.git("diff", "origin/main^", "origin/main")
    assert clone.check("--base", "origin/main") == []
    assert clone.patch() == b"", "A second run has nothing to add."
    assert clone.record(b"") == (0, "Nothing is new.\n", "publish=true")
    clone.git("reset", "--quiet", "--hard", "HEAD^")
    assert clone.record(patch) == (0, "Recorded already.\n", "publish=true"), "A run that is started again publishes."


def test_what_a_failed_deployment_lost_is_not_lost_by_the_next_one(clone: Repository) -> None:
    """Whoever may push past the check does: its run fails, and the commit after it has nothing to do with it."""
    assert clone.record(clone.patch())[2] == "publish=true"
    (clone.project.root / ASKED).unlink()
    clone.project.write(LOCK, without_its_line_and_count(clone.project.read(LOCK)))
    merge(clone)
    add_a_question(clone, "costs")
    merge(clone)
    assert clone.check("--base", "HEAD^") == []
    for patch in (clone.patch(), b""):
        status, words, output = clone.record(patch)
        assert (status, output) == (1, "")
        assert f"{LOCK} has lost the line '/interview/#who-pays', which was published." in words
        clone.git("reset", "--quiet", "--hard", "origin/main")
    remedy = words.partition("with: ")[2].strip()
    subprocess.run(remedy, shell=True, cwd=clone.project.root, check=True, capture_output=True)  # noqa: S602  as somebody types it
    clone.project.write("data/moved.yml", 'moves:\n  - old: "interview/#who-pays"\n    gone: Nobody asks that.\n    on: 2026-11-27\n')
    merge(clone)
    assert clone.record(clone.patch())[2] == "publish=true"
    assert {"/interview/#who-pays", "/interview/#costs"} <= {*clone.project.read(LOCK).splitlines()}


def test_what_main_no_longer_has_is_left_to_the_run_of_its_new_commit(origin: Path, clone: Repository, tmp_path: Path) -> None:
    """Two merges shortly after each other: the second renames what the first brought, which was never published."""
    add_a_question(clone, "costs")
    merge(clone)
    patch = clone.patch()
    subprocess.run(["git", "clone", "--quiet", str(origin), str(tmp_path / "other")], check=True)
    other = Repository(tmp_path / "other")
    other.git("mv", "data/questions/costs.yml", "data/questions/prices.yml")
    assert other.check("--base", "HEAD") == []
    merge(other)
    status, words, output = clone.record(patch)
    assert (status, output) == (0, "publish=false")
    assert words.startswith("::notice ::main has moved on.")
    assert other.record(other.patch())[2] == "publish=true"
    assert "/interview/#costs" not in other.project.read(LOCK)


def test_a_main_that_takes_no_record_fails_the_deployment(origin: Path, clone: Repository) -> None:
    add_a_question(clone, "costs")
    merge(clone)
    hook = origin / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    status, words, output = clone.record(clone.patch())
    assert (status, output) == (1, "")
    assert words == "::error ::main refuses the record: let GitHub Actions push to it, in the settings of its protection\n"


def deleting(repository: Repository) -> None:
    repository.project.write(LOCK, without_its_line_and_count(repository.project.read(LOCK)))


def swapping(repository: Repository) -> None:
    head, first, second, *rest = repository.project.read(LOCK).splitlines(keepends=True)
    repository.project.write(LOCK, "".join((head, second, first, *rest)))


def miscounting(repository: Repository) -> None:
    repository.project.write(LOCK, repository.project.read(LOCK).replace("At least ", "At least 1"))


def shortening_the_changelog(repository: Repository) -> None:
    repository.project.write("CHANGELOG.md", "# Changes\n")


def something_else(repository: Repository) -> None:
    repository.project.append(".github/workflows/deploy.yml", "on: push\n")
    repository.git("add", "--intent-to-add", ".")


def a_link(repository: Repository) -> None:
    (repository.project.root / LOCK).unlink()
    (repository.project.root / LOCK).symlink_to("/etc/passwd")


HOSTILE = {
    "loses a line": (deleting, "would lose the line '/interview/#who-pays'"),
    "changes the order": (swapping, "would not be in their order"),
    "does not count its lines": (miscounting, "would not say that it has"),
    "shortens the changelog": (shortening_the_changelog, "would lose the line"),
    "changes another file": (something_else, "which is none of data/contract.lock, data/ids.lock, CHANGELOG.md"),
    "makes a link": (a_link, "the patch makes, deletes or renames a file, or changes its mode"),
}


@pytest.mark.parametrize(("change", "why"), HOSTILE.values(), ids=HOSTILE)
def test_nothing_is_recorded_that_loses_or_changes_more_than_it_may(clone: Repository, change: object, why: str) -> None:
    assert callable(change)
    (clone.project.root / ".github/workflows").mkdir(parents=True)
    clone.project.write(".github/workflows/deploy.yml", "name: Deploy\n")
    merge(clone)
    before = clone.git("rev-parse", "origin/main")
    change(clone)
    patch = subprocess.run(["git", "diff", "--binary"], cwd=clone.project.root, capture_output=True, check=True).stdout
    clone.git("reset", "--quiet", "--hard")
    status, words, output = clone.record(patch)
    assert (status, output) == (1, "")
    assert why in words
    clone.git("fetch", "--quiet")
    assert clone.git("rev-parse", "origin/main") == before


@pytest.mark.parametrize("path", [LOCK, "data/contract.lock"])
def test_lock_writes_nothing_where_it_would_lose_what_is_recorded(clone: Repository, path: str) -> None:
    before = {lock: clone.project.read(lock) for lock in (LOCK, "data/contract.lock")}
    before[path] = "".join(before[path].splitlines(keepends=True)[:-1])
    clone.project.write(path, before[path])
    add_a_question(clone, "costs")
    done = clone.run("lock")
    assert done.exit_code == 1
    assert f"Nothing was written: {path} would lose what it has recorded." in done.stderr
    assert {lock: clone.project.read(lock) for lock in before} == before


def test_the_jobs_of_the_deployment_that_may_write_install_nothing_and_run_one_program() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/deploy.yml").read_text(encoding="utf-8"))["jobs"]
    writing = {name: job for name, job in jobs.items() if "write" in job["permissions"].values()}
    assert {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in writing.items()} == {
        "record": ["gh auth setup-git\npython3 -I tools/record.py\n"],
        "deploy": [],
    }
    assert [name for name, job in writing.items() if job["permissions"].get("contents") == "write"] == ["record"]
    assert jobs["deploy"]["if"] == "needs.record.outputs.publish == 'true'"
