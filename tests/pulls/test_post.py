"""The comment below a pull request: made of what Check left behind, of which nothing is believed."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.pulls.host import BOT, HEAD, TOKEN, Host, archive
from tests.pulls.hostile import TEXTS
from tests.pulls.rendered import rendered
from tools.pulls.post import main
from tools.pulls.received import MOST_BYTES, VERSION

RUN = {
    "id": 5,
    "event": "pull_request",
    "head_sha": HEAD,
    "head_branch": "topic",
    "head_repository": {"id": 7, "full_name": "ada/handbook", "owner": {"login": "ada"}},
    "display_title": "A title",
}
NOTHING: dict[str, list[Any]] = {"added": [], "changed": [], "moved": [], "removed": []}
LINEAGE = {"kind": "term", "id": "data-lineage", "title": "Data lineage", "fields": [], "was": ""}
EMPTY = {
    "version": VERSION,
    "number": 3,
    "head": HEAD,
    "changes": NOTHING,
    "links": None,
    "problems": [],
    "problem_count": 0,
    "patch": "",
}
FULL = {
    **EMPTY,
    "changes": {
        "added": [LINEAGE],
        "changed": [{"kind": "page", "id": "docs/about.md", "title": "About", "fields": ["description", "text"], "was": ""}],
        "moved": [{**LINEAGE, "id": "mvp", "title": "MVP", "was": "glossary/minimum-product/"}],
        "removed": [{**LINEAGE, "kind": "resource", "id": "old-book", "title": "Old book"}],
    },
    "links": [
        {"address": "https://example.org/a", "state": "dead", "where": "data/resources/a.yml:2", "detail": "404 Not Found"},
        {"address": "https://example.org/b", "state": "ok", "where": "data/resources/b.yml:2", "detail": ""},
    ],
    "problems": ["docs/glossary/mvp.md:3:1: missing field. Add it."],
    "problem_count": 4,
    "patch": "--- a/x\n+++ b/x\n-a\n+b",
}
COMMENT = """\
<!-- handbook: what this changes -->
### What this changes on the site

**Code or configuration**: read these before you run them. The check runs code that a pull request changes, so it can have written \
anything below.

- `.github/workflows/deploy.yml`
- `docs/evil.js`

**Added**

- term [glossary/data-lineage/](https://previews.example.org/3/glossary/data-lineage/) `Data lineage`

**Changed**

- page [about/](https://previews.example.org/3/about/) `About`: description, text

**Moved**

- term [glossary/mvp/](https://previews.example.org/3/glossary/mvp/), was `glossary/minimum-product/` `MVP`

**Removed**

- resource `library/#old-book` `Old book`

**Outside addresses**: 2 new or changed, 1 fine.

- `https://example.org/a` in `data/resources/a.yml:2` is gone: `404 Not Found`

**Problems**: 4, of which 1 are here. They're beside their lines, too, under "Files changed".

- `docs/glossary/mvp.md:3:1: missing field. Add it.`

**`make fix`** would change something. If you work in the browser, make these changes yourself; on your machine, run `make fix`, or \
apply [the patch](https://code.example.org/owner/handbook/actions/runs/5/artifacts/3).

<details><summary>The changes</summary>

```diff
--- a/x
+++ b/x
-a
+b
```

</details>

**To look at it**: download [the pages](https://code.example.org/owner/handbook/actions/runs/5/artifacts/2), unpack them and open \
`changed.html`, once you know that code: it may have put scripts into them.

<sub>For aaaaaaa, by [this run](https://code.example.org/owner/handbook/actions/runs/5). A later push changes this comment.</sub>"""


NOTHING_KNOWN = """\
<!-- handbook: what this changes -->
### What this changes on the site

Nothing is known of aaaaaaa: [its run](https://code.example.org/owner/handbook/actions/runs/5) waits for approval, was stopped, or left \
no summary that can be read."""


def post(folder: Path, **changed: Any) -> int:
    """What the program says to a run, in this process."""
    (folder / "event.json").write_text(json.dumps({"workflow_run": {**RUN, **changed}}), encoding="utf-8")
    return main([str(folder / "event.json")])


def left(host: Host, summary: object) -> None:
    host.artifacts["summary"] = archive(json.dumps(summary).encode())


def test_the_comment_says_what_changes_and_is_changed_in_place(host: Host, tmp_path: Path) -> None:
    host.pull(3)
    host.files = [{"filename": name} for name in ("docs/about.md", "data/ids.lock", ".github/workflows/deploy.yml")]
    host.files.append({"filename": "docs/fine.md", "previous_filename": "docs/evil.js"})
    left(host, FULL)
    host.artifacts |= {"pages": b"", "patch": b""}
    (tmp_path / "event.json").write_text(json.dumps({"workflow_run": RUN}), encoding="utf-8")
    environment = {**os.environ, "PREVIEW_URL": "https://previews.example.org/{number}/"}
    # -S: no package but Python's own can be imported.
    command = [sys.executable, "-S", "-m", "tools.pulls.post", str(tmp_path / "event.json")]
    for _ in range(2):
        result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
        assert host.bodies() == [COMMENT]
    assert not any(method == "PATCH" for method, _, _ in host.asked)
    left(host, EMPTY)
    assert post(tmp_path) == 0
    assert len(host.comments) == 1
    assert "No entry and no page." in host.bodies()[0]
    # The token is for the API, not for where artifacts are stored.
    stored = [token for _, path, token in host.asked if path.startswith("/store/")]
    assert stored == [None] * 3
    assert {token for _, path, token in host.asked if not path.startswith("/store/")} == {f"Bearer {TOKEN}"}


def test_a_comment_with_the_mark_of_somebody_else_is_left_alone(host: Host, tmp_path: Path) -> None:
    host.pull(3)
    left(host, EMPTY)
    for user in ({"login": "ada", "type": "User"}, None):
        host.comment("<!-- handbook: what this changes -->\nmine", user)
    host.comment("Another of the bot's", BOT)
    assert post(tmp_path) == 0
    assert len(host.comments) == 4
    assert host.bodies()[0].endswith("mine")


NOT_TOLD: dict[str, dict[str, Any]] = {
    "pushed since": {"head": {"sha": "c" * 40, "ref": "topic", "repo": {"id": 7}}},
    "from another fork": {"head": {"sha": HEAD, "ref": "topic", "repo": {"id": 8}}},
    "from a fork that is gone": {"head": {"sha": HEAD, "ref": "topic", "repo": None}},
    "to another repository": {"base": {"repo": {"full_name": "other/handbook"}}},
}


@pytest.mark.parametrize("name", NOT_TOLD)
def test_a_run_that_is_of_no_open_pull_request_says_nothing(host: Host, tmp_path: Path, name: str) -> None:
    host.pull(3, **NOT_TOLD[name])
    left(host, EMPTY)
    assert post(tmp_path) == 0
    assert host.comments == {}


def bomb() -> bytes:
    packed = archive(b"0" * 20_000_000)
    assert len(packed) < MOST_BYTES
    return packed


def two_files(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "two.zip", "w") as opened:
        opened.writestr("summary.json", json.dumps(EMPTY))
        opened.writestr("../../tools/pulls/post.py", "")
    return (folder / "two.zip").read_bytes()


UNSOUND: dict[str, object] = {
    "of another pull request": {**EMPTY, "number": 4},
    "of another commit": {**EMPTY, "head": "b" * 40},
    "of another version": {**EMPTY, "version": 2},
    "a field more": {**EMPTY, "repository": "other/handbook"},
    "a field less": {key: value for key, value in EMPTY.items() if key != "links"},
    "no table": [EMPTY],
    "an id that is a path": {**EMPTY, "changes": {**NOTHING, "added": [{**LINEAGE, "id": "../../evil"}]}},
    "an id with a link": {**EMPTY, "changes": {**NOTHING, "added": [{**LINEAGE, "id": "a](https://evil.example)"}]}},
    "a page that is a path": {**EMPTY, "changes": {**NOTHING, "added": [{**LINEAGE, "kind": "page", "id": "docs/../x.md"}]}},
    "an unknown kind": {**EMPTY, "changes": {**NOTHING, "added": [{**LINEAGE, "kind": "@all"}]}},
    "a field with markup": {**EMPTY, "changes": {**NOTHING, "added": [{**LINEAGE, "fields": ["<b>"]}]}},
    "an address with markup": {**EMPTY, "changes": {**NOTHING, "added": [{**LINEAGE, "was": "`@all`"}]}},
    "an unknown state": {**EMPTY, "links": [{"address": "a", "state": "@all", "where": "", "detail": ""}]},
    "too many changes": {**EMPTY, "changes": {**NOTHING, "added": [LINEAGE] * 201}},
    "a text that is too long": {**EMPTY, "problems": ["a" * 601]},
    "a number that is a text": {**EMPTY, "problem_count": "@all"},
    "a number without end": {**EMPTY, "problem_count": 10**12},
}


@pytest.mark.parametrize("name", UNSOUND)
def test_a_summary_that_isnt_sound_is_refused(host: Host, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    host.pull(3)
    left(host, UNSOUND[name])
    assert post(tmp_path) == 1
    assert capsys.readouterr().out.startswith("The summary was refused: ")
    assert host.bodies() == [NOTHING_KNOWN]


def test_an_archive_that_isnt_what_it_should_be_is_refused(host: Host, tmp_path: Path) -> None:
    host.pull(3)
    sound = archive(json.dumps(EMPTY).encode())
    for packed in (
        b"",
        b"PK",
        b"a" * (MOST_BYTES + 1),
        bomb(),
        two_files(tmp_path),
        archive(json.dumps(EMPTY).encode(), "other.json"),
        archive(b"[" * 100_000),
        archive(b"\xff"),
        archive(b'{"version": 1, "number": ' + b"9" * 10_000 + b"}"),
        sound[:60] + b"\x00" * 8 + sound[68:],
    ):
        host.artifacts["summary"] = packed
        assert post(tmp_path) == 1
    assert host.bodies() == [NOTHING_KNOWN]


def test_a_run_without_a_summary_and_a_host_without_an_answer(host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    host.pull(3)
    host.comment("<!-- handbook: what this changes -->\nAll is well, said the run of an earlier commit.", BOT)
    assert post(tmp_path) == 0
    assert capsys.readouterr().out == "The run left no summary.\n"
    assert host.bodies() == [NOTHING_KNOWN]
    left(host, EMPTY)
    host.faults["GET /pulls/3/files"] = 404
    assert post(tmp_path) == 0
    assert "the list of files couldn't be read" in host.bodies()[0]
    host.faults.clear()
    host.faults["GET /issues/3/comments"] = 503
    assert post(tmp_path) == 2
    assert capsys.readouterr().out == "The code host didn't answer: 503: Service Unavailable\n"


def test_nothing_that_a_contribution_says_hides_that_it_has_code(host: Host, tmp_path: Path) -> None:
    host.pull(3)
    fields = [f"{'f' * 38}_{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    changes = {group: [{**LINEAGE, "title": "\u202e" * 100, "fields": fields}] * 30 for group in NOTHING}
    left(host, {**EMPTY, "changes": changes, "patch": "\u202e" * 20_000})
    host.files = [{"filename": name} for name in (*(f"docs/{number}.md" for number in range(120)), "data/downloads/x.py")]
    assert post(tmp_path) == 0
    assert 50_000 < len(host.bodies()[0]) < 65_536
    assert host.bodies()[0].index("data/downloads/x.py") < 400
    # The code host's list is read to its end, or not believed.
    host.files = [{"filename": f"docs/{number}.md"} for number in range(1_000)]
    assert post(tmp_path) == 0
    assert "the list of files couldn't be read to its end" in host.bodies()[0]
    assert len(host.comments) == 1


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_in_code_alone(host: Host, tmp_path: Path, name: str) -> None:
    text = TEXTS[name][:600]
    # The title of the pull request, and the name of its branch, are nowhere in what is said.
    host.pull(3, title=TEXTS[name], head={"sha": HEAD, "ref": text.encode("utf-8", "replace").decode(), "repo": {"id": 7}})
    host.files = [{"filename": text}]
    link = {"address": text, "state": "dead", "where": text, "detail": text}
    change = {**LINEAGE, "title": text}
    given = {"changes": {group: [change] for group in NOTHING}, "links": [link], "problems": [text], "problem_count": 1, "patch": text}
    left(host, {**EMPTY, **given})
    assert post(tmp_path, head_branch=text.encode("utf-8", "replace").decode(), display_title=TEXTS[name]) == 0
    shown = rendered(host.bodies()[0])
    assert shown.elements <= {"h3", "p", "strong", "ul", "li", "code", "pre", "details", "summary", "sub", "a"}
    assert shown.links == ["https://code.example.org/owner/handbook/actions/runs/5"]
    assert shown.text.split() == EXPECTED.split()


EXPECTED = """\
What this changes on the site
Code or configuration: read these before you run them. The check runs code that a pull request changes, so it can have written anything below.
Added term Changed term Moved term Removed term
Outside addresses: 1 new or changed, 0 fine. in is gone:
Problems: 1. They're beside their lines, too, under "Files changed".
would change something. If you work in the browser, make these changes yourself; on your machine, run . The changes
For aaaaaaa, by this run. A later push changes this comment."""
