"""What a contribution changes, found beside its code in a real repository, and the pages to open."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from handbook.problems import Problem
from tests.conftest import ROOT
from tests.project import COMPARISON, PATH, RESOURCE, TERM, Project
from tests.pulls.hostile import TEXTS
from tools.pulls import received
from tools.pulls.pages import listed, openable


def git(project: Project, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments]
    return subprocess.run(command, cwd=project.root, check=True, capture_output=True, text=True).stdout.strip()


def commit(project: Project) -> str:
    git(project, "add", "--all")
    git(project, "commit", "-qm", "A change")
    return git(project, "rev-parse", "HEAD")


@pytest.fixture
def repository(project: Project) -> Project:
    git(project, "init", "-q")
    commit(project)
    return project


def run(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.pulls.summary", *arguments]
    return subprocess.run(
        command, cwd=project.root, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )


def test_changes_links_problems_and_the_patch_are_summed_up(repository: Project, tmp_path: Path) -> None:
    project = repository
    project.write("data/resources/three.yml", project.read(RESOURCE).replace("/one", "/three").replace("Resource one", "Three @all"))
    project.edit(RESOURCE, "minutes: 60", "minutes: 45")
    project.edit(TERM, "See [warehouse](warehouse.md).", "Read [warehouse](warehouse.md).")
    (project.root / COMPARISON).rename(project.root / "docs/compare/two-places.md")
    project.edit(PATH, "why: It comes first.", "why: It is first.")
    project.write("data/moved.yml", "moves:\n  - old: compare/pipeline-vs-warehouse/\n    to: compare/two-places/\n    on: 2026-11-27\n")
    project.write("docs/about.md", "---\ntitle: About\ndescription: What this is.\n---\nHello.\n")
    (project.root / "data/resources/two.yml").unlink()
    project.edit("data/questions/why-late.yml", "kind: technical", "kind: [technical")
    head = commit(project)
    links = [
        {"address": f"https://example.org/{state}", "state": state, "where": "a.yml:2", "detail": "", "more": 1} for state in ("ok", "dead")
    ]
    (tmp_path / "links.json").write_text(json.dumps(links), encoding="utf-8")
    (tmp_path / "fix.patch").write_text("+a line that is long\n" * 2_000, encoding="utf-8")
    out = tmp_path / "below" / "summary.json"
    given = [
        "--base",
        "HEAD^",
        "--number",
        "3",
        "--head",
        head,
        "--links",
        str(tmp_path / "links.json"),
        "--patch",
        str(tmp_path / "fix.patch"),
    ]
    result = run(project, *given, str(out))
    assert (result.returncode, result.stderr) == (0, "")
    found = received.summary(out.read_bytes())
    assert (found.number, found.head) == (3, head)
    changes = {group: [(change.kind, change.id, change.fields, change.was) for change in found.changes[group]] for group in received.GROUPS}
    assert changes == {
        "added": [("resource", "three", (), ""), ("page", "docs/about.md", (), "")],
        "changed": [
            ("term", "pipeline", ("text",), ""),
            ("resource", "one", ("minutes",), ""),
            ("path", "first-week", ("steps",), ""),
        ],
        "moved": [("comparison", "two-places", (), "compare/pipeline-vs-warehouse/")],
        # The question can't be read, and is there still.
        "removed": [("resource", "two", (), "")],
    }
    assert [link.state for link in found.links or ()] == ["dead", "ok"]
    assert found.problem_count == len(found.problems) > 0
    assert any(problem.startswith("data/questions/why-late.yml:") for problem in found.problems)
    assert len(found.patch) <= received.LONGEST_PATCH
    assert found.patch.endswith("+a line that is long")
    assert "- resource `library/#three` `Three @all`" in result.stdout


def test_on_ones_own_machine_the_comment_is_printed(repository: Project, tmp_path: Path) -> None:
    result = run(repository, "--base", "HEAD", str(tmp_path / "summary.json"))
    assert result.returncode == 0
    assert "No entry and no page.\n\n**Outside addresses** weren't checked." in result.stdout
    unknown = run(repository, "--base", "no-such", str(tmp_path / "summary.json"))
    assert (unknown.returncode, unknown.stderr) == (
        2,
        'git knows no revision "no-such" here. Fetch it, or name another: make summary BASE=main\n',
    )


def test_the_pages_open_from_a_folder(tmp_path: Path, browser: Browser) -> None:
    page = '<!doctype html><title>{}</title><a id=a href="../{}/?x=1#y">On</a> <a id=b href="https://example.org/">Out</a><a id=c href="#y">Down</a>'
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / "site" / name).mkdir(parents=True)
        (tmp_path / "site" / name / "index.html").write_text(page.format(name, other), encoding="utf-8")
    change = {"kind": "page", "id": "docs/two.md", "title": "Two <b>", "fields": ["text"], "was": ""}
    changes = {"added": [change], "changed": [], "moved": [], "removed": [{**change, "kind": "term", "id": "old"}]}
    value: dict[str, Any] = {"version": 1, "number": 1, "head": "a" * 40, "changes": changes, "links": None, "problems": []}
    (tmp_path / "summary.json").write_text(json.dumps({**value, "problem_count": 0, "patch": ""}), encoding="utf-8")
    command = [sys.executable, "-m", "tools.pulls.pages", *(str(tmp_path / name) for name in ("site", "summary.json", "out"))]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    opened = browser.new_page()
    opened.goto((tmp_path / "out" / "changed.html").as_uri())
    assert opened.locator("li").all_inner_texts() == ["Two <b> (page): text", "Two <b> (term): text"]
    opened.click("text=Two")
    assert opened.title() == "two"
    opened.click("#a")
    assert (opened.title(), opened.url) == ("one", (tmp_path / "out/one/index.html").as_uri() + "?x=1#y")
    assert opened.locator("#b").get_attribute("href") == "https://example.org/"
    opened.close()


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("..", "../index.html"),
        ("../", "../index.html"),
        (".", "./index.html"),
        ("a/", "a/index.html"),
        ("a/#b", "a/index.html#b"),
        ("a.css", "a.css"),
    ],
)
def test_links_name_files(link: str, file: str) -> None:
    assert openable(f'<a class="x" href="{link}">a</a>') == f'<a class="x" href="{file}">a</a>'
    assert openable(f'<link href="{link}">') == f'<link href="{link}">'


def test_hostile_titles_are_text_on_the_list_of_pages() -> None:
    for text in TEXTS.values():
        change = received.Change("term", "a", text[:600], ("text",))
        page = listed(received.Summary(1, "a" * 40, dict.fromkeys(received.GROUPS, (change,))))
        assert set(re.findall(r"<(\w+)", page)) == {"html", "meta", "title", "h1", "h2", "ul", "li", "a"}


@pytest.mark.parametrize("name", TEXTS)
def test_an_annotation_is_one_command_whatever_it_quotes(name: str) -> None:
    text = TEXTS[name]
    command = Problem(f"data/{text}", 3, 7, text, text).as_github()
    # As the runner reads it: one line, the properties up to the next two colons, each unescaped.
    assert "\n" not in command
    assert "\r" not in command
    found = re.fullmatch(r"::error file=([^:,]*),line=3,col=7::(.*)", command)
    assert found
    if text.replace("\r", "").replace("\n", "").isprintable():
        assert [_unescaped(part) for part in found.groups()] == [f"data/{text}", f"{text}. {text}"]


def _unescaped(text: str) -> str:
    """What the runner makes of a part of a command."""
    for escaped, sign in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escaped, sign)
    return text
