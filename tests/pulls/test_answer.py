"""The program that may write: it opens a pull request made of known parts, or says in the issue what is missing."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.pulls.filled import event
from tests.pulls.host import BOT, MAIN, TOKEN, Host
from tests.pulls.hostile import TEXTS
from tests.pulls.rendered import rendered
from tools.pulls.answer import main
from tools.pulls.received import VERSION

PATH = "data/resources/three.yml"
FILES = [{"path": PATH, "content": "title: Three\n"}]
SOUND = {"version": VERSION, "issue": 12, "kind": "resource", "id": "three", "files": FILES, "troubles": []}


def answer(folder: Path, proposal: object, given: object = None) -> int:
    """What the program says to an issue and a proposal, in this process."""
    (folder / "event.json").write_text(json.dumps(given or event("")), encoding="utf-8")
    (folder / "proposal.json").write_text(json.dumps(proposal), encoding="utf-8")
    return main([str(folder / "event.json"), str(folder / "proposal.json")])


def test_a_sound_proposal_becomes_a_pull_request_with_its_author(host: Host, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text(json.dumps(event("")), encoding="utf-8")
    (tmp_path / "proposal.json").write_text(json.dumps(SOUND), encoding="utf-8")
    # -S: no package but Python's own can be imported.
    command = [sys.executable, "-S", "-m", "tools.pulls.answer", str(tmp_path / "event.json"), str(tmp_path / "proposal.json")]
    result = subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert host.trees == [{"base_tree": "c" * 40, "tree": [{"mode": "100644", "type": "blob", **FILES[0]}]}]
    assert host.commits == [
        {
            "message": "Add the resource three\n\nProposed in #12.\n\nCo-authored-by: ada-author <4711+ada-author@users.noreply.github.com>",
            "tree": "d" * 40,
            "parents": [MAIN],
        }
    ]
    assert host.refs == {"refs/heads/form-12": "e" * 40}
    assert (host.pulls[0]["title"], host.pulls[0]["body"].splitlines()[-1]) == ("Add the resource three", "Closes #12.")
    assert host.bodies()[0].splitlines()[-1] == "Thank you. Your entry is in #99, where a maintainer reviews it."
    assert host.labels == []
    assert {token for _, _, token in host.asked} == {f"Bearer {TOKEN}"}


def test_troubles_are_said_in_one_comment_that_changes(host: Host, tmp_path: Path) -> None:
    troubled = {"version": VERSION, "issue": 12, "troubles": [{"label": "Cost", "told": "nothing is written here. Fill it in."}]}
    assert answer(tmp_path, troubled) == 0
    assert "- **`Cost`**: `nothing is written here. Fill it in.`" in host.bodies()[0]
    host.labels.append("ready")
    assert answer(tmp_path, SOUND) == 0
    assert [body.splitlines()[-1][:10] for body in host.bodies()] == ["Thank you."]


def test_nothing_that_is_there_is_overwritten(host: Host, tmp_path: Path) -> None:
    host.refs["refs/heads/form-12"] = "f" * 40
    assert answer(tmp_path, SOUND) == 0
    assert "The branch `form-12` is there already." in host.bodies()[0]
    host.pull(5, head={"ref": "form-12"})
    host.labels.append("ready")
    assert answer(tmp_path, SOUND) == 0
    assert "#5 is open already." in host.bodies()[0]
    assert (host.refs, host.commits) == ({"refs/heads/form-12": "f" * 40}, [])


def test_where_actions_may_not_open_pull_requests_the_branch_is_offered(host: Host, tmp_path: Path) -> None:
    host.faults["POST /pulls"] = 403
    assert answer(tmp_path, SOUND) == 0
    assert "https://code.example.org/owner/handbook/compare/main...form-12?expand=1" in host.bodies()[0]


def test_without_an_answer_of_the_host_the_label_stays(host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    host.faults["POST /git/trees"] = 500
    assert answer(tmp_path, SOUND) == 2
    assert capsys.readouterr().out == "The code host didn't answer: 500: Internal Server Error\n"
    assert (host.labels, host.refs, host.comments) == (["ready"], {}, {})


UNSOUND: dict[str, dict[str, Any]] = {
    "of another issue": {"issue": 13},
    "out of the folder": {"files": [{**FILES[0], "path": "data/resources/../../Makefile"}]},
    "a workflow": {"files": [FILES[0], {**FILES[0], "path": ".github/workflows/deploy.yml"}]},
    "the lock": {"files": [FILES[0], {**FILES[0], "path": "data/ids.lock"}]},
    "of another id": {"id": "four"},
    "an id that is a path": {"id": "../three"},
    "an unknown kind": {"kind": "workflow"},
    "a file twice": {"files": [FILES[0], FILES[0]]},
    "no text": {"files": [{**FILES[0], "content": 7}]},
    "too much": {"files": [{**FILES[0], "content": "a" * 90_000}]},
    "no files": {"files": []},
    "a field more": {"title": "Merged"},
    "a truth value as a number": {"issue": True},
}


@pytest.mark.parametrize("name", UNSOUND)
def test_a_proposal_that_isnt_sound_is_refused(host: Host, tmp_path: Path, name: str) -> None:
    assert answer(tmp_path, {**SOUND, **UNSOUND[name]}) == 1
    assert {method for method, _, _ in host.asked} <= {"GET"}


_MESSAGE = re.compile(
    r"Add the resource three\n\nProposed in #12\.(?:\n\nCo-authored-by: ([A-Za-z0-9-]+) <1\+\1@users\.noreply\.github\.com>)?"
)


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_in_the_file_and_in_code_alone(host: Host, tmp_path: Path, name: str) -> None:
    text = TEXTS[name]
    given = event(text, title=text, user={"login": text, "id": 1})
    assert answer(tmp_path, {**SOUND, "files": [{"path": PATH, "content": text}]}, given) == 0
    assert host.trees[0]["tree"][0]["content"] == text.encode("utf-8", "replace").decode()
    # Some of the texts could be somebody's name on the code host.
    assert _MESSAGE.fullmatch(host.commits[0]["message"])
    assert (host.pulls[0]["title"], [*host.refs]) == ("Add the resource three", ["refs/heads/form-12"])
    assert host.pulls[0]["body"].endswith("\n\nCloses #12.")
    host.refs.clear()
    host.pulls.clear()
    host.labels.append("ready")
    told = {"label": text[:80], "told": text[:900]}
    assert answer(tmp_path, {"version": VERSION, "issue": 12, "troubles": [told, told]}, given) == 0
    shown = rendered(host.bodies()[0])
    assert shown.elements == {"p", "ul", "li", "strong", "code"}
    assert shown.links == []
    assert shown.text.split() == [
        "This",
        "can't",
        "become",
        "an",
        "entry",
        "yet:",
        ":",
        ":",
        "Edit",
        "the",
        "form",
        "above",
        "(the",
        "menu",
        "with",
        "the",
        "three",
        "dots).",
        "A",
        "maintainer",
        "then",
        "puts",
        "the",
        "label",
        "on",
        "again.",
    ]


def test_only_the_bots_own_comment_is_changed(host: Host, tmp_path: Path) -> None:
    mark = "<!-- handbook: answer to the form -->"
    host.comment(f"{mark}\nmine", {"login": "ada-author", "type": "User"})
    host.comment(f"{mark}\ngone", None)
    host.comment(f"quoting {mark}", BOT)
    assert answer(tmp_path, SOUND) == 0
    assert host.bodies()[:3] == [f"{mark}\nmine", f"{mark}\ngone", f"quoting {mark}"]
    assert len(host.comments) == 4
