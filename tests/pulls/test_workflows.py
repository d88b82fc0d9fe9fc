"""What the workflows for pull requests and forms may do, and what runs where something may be written."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

FOLDER = ROOT / ".github" / "workflows"
# Jobs that may write, and the one command that each of them runs.
WRITING = {
    ("comment.yml", "comment"): 'python3 -m tools.pulls.post "$GITHUB_EVENT_PATH"',
    ("form.yml", "answer"): 'python3 -m tools.pulls.answer "$GITHUB_EVENT_PATH" "$RUNNER_TEMP/received/proposal.json"',
}
JOBS = [(name, job) for name in ("check.yml", "comment.yml", "form.yml") for job in yaml.safe_load((FOLDER / name).read_text())["jobs"]]


def job_of(name: str, job: str) -> tuple[dict[str, Any], dict[str, str]]:
    """A job, and what its token may do."""
    workflow = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    found = workflow["jobs"][job]
    return found, found.get("permissions", workflow["permissions"])


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_what_may_write_runs_one_program_of_main_and_nothing_else(name: str, job: str) -> None:
    found, permissions = job_of(name, job)
    writes = "write" in permissions.values()
    assert writes == ((name, job) in WRITING)
    for step in found["steps"]:
        assert "secrets." not in str(step)
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
            if name != "check.yml":
                assert step["with"].get("ref", "main") in {"main", "${{ github.event.repository.default_branch }}"}
        # An expression in a command would be a stranger's text in a shell.
        assert "${{" not in step.get("run", "")
        assert writes or "github.token" not in str(step)
    if writes:
        assert [step["run"] for step in found["steps"] if "run" in step] == [WRITING[name, job]]


@pytest.mark.parametrize("name", sorted(file.name for file in FOLDER.glob("*.yml")))
def test_what_another_job_left_is_put_beside_the_checkout(name: str) -> None:
    """An artifact is unpacked over what is there: in the checkout, it could take the place of the program that reads it."""
    for job in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))["jobs"].values():
        for step in job.get("steps", ()):
            if step.get("uses", "").startswith("actions/download-artifact@"):
                assert step["with"]["path"].startswith("${{ runner.temp }}/")


def test_the_label_and_the_names_of_what_is_left_behind_are_the_same_everywhere() -> None:
    from tools.pulls import post

    check = (FOLDER / "check.yml").read_text(encoding="utf-8")
    for artifact in (post.ARTIFACT, post.PAGES, post.PATCH):
        assert f"          name: {artifact}\n" in check
    assert Path("pull/summary.json").name == post.FILE
    assert "github.event.label.name == 'ready'" in (FOLDER / "form.yml").read_text(encoding="utf-8")
    assert "label `ready`" in (ROOT / "docs/contributing/maintaining.md").read_text(encoding="utf-8")
