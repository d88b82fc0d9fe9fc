"""What contributors meet on the code host and in their editor holds together: labels, links, settings, line ends."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.kinds import KINDS
from handbook.load import load
from handbook.prose import parse
from handbook.schema import write_schemas
from tests.conftest import ROOT
from tests.project import RESOURCE, TERM, Project
from tools.labels import commands

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FOR_CONTRIBUTORS = sorted((ROOT / "docs/contributing").glob("*.md"))
# Read on the code host alone, so that no rule looks at their links.
OUTSIDE_DOCS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", ".github/CODE_OF_CONDUCT.md")]


def labels() -> dict[str, dict[str, str]]:
    return {label["name"]: label for label in yaml.safe_load((ROOT / ".github/labels.yml").read_text(encoding="utf-8"))}


def used_labels() -> Iterator[tuple[str, str]]:
    """Each label that a form, a workflow or a page names, with the file."""
    for form in FORMS:
        for name in yaml.safe_load(form.read_text(encoding="utf-8")).get("labels", ()):
            yield form.name, name
    for workflow in WORKFLOWS:
        for name in re.findall(r"label\.name == '([^']+)'", workflow.read_text(encoding="utf-8")):
            yield workflow.name, name
    for page in FOR_CONTRIBUTORS:
        for name in re.findall(r"\blabel `([^`]+)`", page.read_text(encoding="utf-8")):
            yield page.name, name


def test_forms_workflows_and_docs_use_known_labels_and_each_label_is_used() -> None:
    used = list(used_labels())
    assert [(file, name) for file, name in used if name not in labels()] == []
    assert {name for _, name in used} == set(labels())


def test_labels_are_what_the_code_host_takes() -> None:
    for name, label in labels().items():
        assert re.fullmatch("[0-9a-f]{6}", label["color"]), name
        assert 0 < len(label["description"]) <= 100, name
    folded = [name.casefold() for name in labels()]
    assert len(folded) == len(set(folded))


def test_the_command_for_a_label_is_one_whatever_the_label_says() -> None:
    hostile = {"name": "$(id) `id`; id", "color": "000000", "description": 'it\'s "quoted" & <more>\nid'}
    (line,) = commands(yaml.safe_dump([hostile]))
    assert shlex.split(line)[3:] == [hostile["name"], "--color", "000000", "--description", hostile["description"], "--force"]


@pytest.mark.parametrize("page", OUTSIDE_DOCS, ids=lambda page: page.name)
def test_links_of_pages_outside_docs_lead_to_files_and_headings(page: Path) -> None:
    for link in parse(page.read_text(encoding="utf-8"), 1).links:
        path, _, anchor = link.text.partition("#")
        if "://" in path:
            continue
        target = page.parent / path
        assert target.exists(), link
        if anchor:
            assert anchor in {heading.id for heading in parse(target.read_text(encoding="utf-8"), 1).headings}, link


def without_comments(file: Path) -> Any:
    """Settings as editors read them: JSON with comments on lines of their own."""
    return json.loads(re.sub(r"(?m)^\s*//.*$", "", file.read_text(encoding="utf-8")))


def test_the_editor_underlines_each_problem_at_its_place(project: Project) -> None:
    pattern = without_comments(ROOT / ".vscode/tasks.json")["tasks"][0]["problemMatcher"]["pattern"]
    project.edit(RESOURCE, "  - pipeline", "  - pipelin")
    project.edit(TERM, "See [warehouse]", "A call {{ library() }} inside a line. See [warehouse]")
    problems = project.problems()
    found = [re.search(pattern["regexp"], line) for line in problems]
    places = [tuple(one[pattern[name]] for name in ("file", "line", "column")) for one in found if one]
    assert places == [(RESOURCE, "12", "5"), (TERM, "19", "8")]
    assert not re.search(pattern["regexp"], "476 entries, 42 pages, 0 problems")


def test_every_schema_is_used_by_the_editor_for_files_that_are_there(tmp_path: Path) -> None:
    settings = without_comments(ROOT / ".vscode/settings.json")["yaml.schemas"]
    pages = {kind.name for kind in KINDS.values() if kind.has_page}
    written = {f".schemas/{Path(file).name}" for file in write_schemas(load(ROOT).vocabulary, tmp_path)}
    assert set(settings) == written - {f".schemas/{kind}.json" for kind in pages}
    assert all(list(ROOT.glob(files)) for files in settings.values())


def test_the_container_is_set_up_by_the_projects_own_commands_and_recommended_extensions() -> None:
    container = without_comments(ROOT / ".devcontainer/devcontainer.json")
    assert re.search(r"(?m)^check:", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert container["postCreateCommand"].endswith("&& make check")
    assert container["forwardPorts"] == [8000]
    recommended = without_comments(ROOT / ".vscode/extensions.json")["recommendations"]
    assert set(container["customizations"]["vscode"]["extensions"]) <= set(recommended)
    version = re.fullmatch(r"python:(\d+)\.(\d+)-\w+", container["image"])
    assert version
    assert (int(version[1]), int(version[2])) >= (3, 11)


def test_text_is_committed_and_checked_out_with_lf_whatever_the_machine(tmp_path: Path) -> None:
    def git(*arguments: str) -> bytes:
        return subprocess.run(["git", "-c", "core.autocrlf=true", *arguments], cwd=tmp_path, capture_output=True, check=True).stdout

    git("init", "-q")
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    (tmp_path / "a.yml").write_bytes(b"title: One\r\nadded: 2026-11-24\r\n")
    (tmp_path / "a.woff2").write_bytes(b"wOF2\r\n\x00")
    git("add", ".")
    assert git("show", ":a.yml") == b"title: One\nadded: 2026-11-24\n"
    assert git("show", ":a.woff2") == b"wOF2\r\n\x00"
    (tmp_path / "a.yml").unlink()
    git("checkout", "--", "a.yml")
    assert (tmp_path / "a.yml").read_bytes() == b"title: One\nadded: 2026-11-24\n"


def test_one_line_names_the_owners_of_everything() -> None:
    first = next(line for line in (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines() if "@" in line and "* @" in line)
    assert re.fullmatch(r"#?\* (@[\w-]+(/[\w-]+)? ?)+", first)
