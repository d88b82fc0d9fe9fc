"""A new entry is valid but for its gaps, says what belongs into them, and takes from a web page what that says of itself."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from handbook import model
from handbook.edits import fix, new
from handbook.edits.files import Refused
from handbook.edits.skeleton import scalar
from handbook.kinds import KINDS
from handbook.load import load
from handbook.yaml_source import parse
from tests.project import RESOURCE, TERM, Project


class Pages(BaseHTTPRequestHandler):
    """Answers for every host, as a proxy does, since no entry may name a host of this machine."""

    pages: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        path = re.sub(r"^http://[^/]+|\?.*", "", self.path)
        self.send_response(200 if path in self.pages else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.pages.get(path, "").encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def the_web(**pages: str) -> Iterator[dict[str, str]]:
    """An environment in which the web has these pages, whatever the host."""
    Pages.pages = {f"/{name}": text for name, text in pages.items()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        proxy = f"http://127.0.0.1:{server.server_port}"
        yield {**os.environ, "http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""}
    finally:
        server.shutdown()
        server.server_close()


def run(project: Project, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "handbook", "new", *arguments]
    return subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, check=False)


def begin(project: Project, kind: str, entry_id: str) -> str:
    beginning = new.plan(project.root, kind, entry_id, "")
    beginning.edits.apply()
    return beginning.path


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_entry_has_no_problem_but_its_gaps_and_lists_every_allowed_value(kind: str, project: Project) -> None:
    path = begin(project, kind, "draft")
    text = project.read(path)
    owed = [
        problem for problem in project.problems() if re.search("no other entry names|no resource teaches|the text has 0 words", problem)
    ]
    assert len(owed) == (3 if kind == "term" else 0), "What a term needs elsewhere is told from the beginning."
    hints, *gaps = [problem for problem in project.problems() if problem not in owed]
    line = 2 if path.endswith(".md") else 1
    what = 'the hints of a new entry are still here: the lines that begin with "#?"'
    assert hints == f"{path}:{line}:1: {what}. Run: make fix"
    assert gaps
    for gap in gaps:
        assert re.match(rf"{path}:\d+:\d+: [\w.\[\]]+ (is empty|has fewer than \d items)", gap), gap
    vocabulary = load(project.root).vocabulary
    for name, info in model.MODELS[kind].model_fields.items():
        hint = text.partition(f"\n{name}:")[0].rpartition("\n")[2]
        for mark in info.metadata:
            if isinstance(mark, model.OneOf):
                assert hint.endswith(
                    f"One of: {', '.join(getattr(vocabulary, mark.vocabulary))}.{'' if info.is_required() else ' Optional.'}"
                )
        if not info.is_required() and name != "updated":
            assert hint.endswith("Optional.")
    fix.plan(project.root).apply()
    assert "#?" not in project.read(path)
    assert not any("hints" in problem for problem in project.problems())


def test_a_resource_that_was_filled_in_is_green_after_make_fix(project: Project) -> None:
    path = begin(project, "resource", "draft")
    filled = {
        "title": "A book", "url": "https://example.org/book", "format": "book", "level": "working", "minutes": "30",
        "cost": "free", "language": "en", "why": "After it you can say no.",
    }  # fmt: skip
    for name, value in filled.items():
        project.edit(path, f"\n{name}:\n", f"\n{name}: {value}\n")
    project.edit(path, "authors:\n  -\n", "authors:\n  - Ada Author\n")
    project.edit(path, "skills: []", "skills: [saying-no]")
    fix.plan(project.root).apply()
    assert project.problems() == []
    assert not re.search(r"^#|:$", project.read(path).replace("authors:", ""), re.MULTILINE)


@pytest.mark.parametrize("nothing", ["", " []", ' ""', " {}"])
def test_an_optional_field_with_nothing_in_it_counts_as_absent(nothing: str, project: Project) -> None:
    project.edit(TERM, "requires: []", f"covers:{nothing}\nrequires:{nothing}\nnot_to_confuse_with:{nothing}\nupdated:{nothing}")
    assert project.problems() == []


@pytest.mark.parametrize(
    ("kind", "entry_id", "why"),
    [
        ("term", "warehouse", "docs/glossary/warehouse.md already exists: change that file, or choose another id"),
        ("term", "dwh", 'docs/glossary/warehouse.md has the alias "DWH"'),
        ("term", "Data Lineage", "Such as: ID=data-lineage"),
        ("term", "", "which id the term gets: make new KIND=term ID=some-term"),
        ("comparison", "", "make new KIND=comparison ID=this-vs-that"),
        ("resource", "", "say where the resource is: make new KIND=resource URL=https://example.org/some-book"),
        ("terms", "x", 'there is no kind "terms". Did you mean "term"\\? Kinds are term, resource, .* and profile'),
        ("term", "index", "a page that lists entries"),
        ("skill", "influence", "a page that lists entries"),
        ("term", "../../etc/passwd", "is not an id"),
        ("term", "old-name", r"leads to /glossary/pipeline/ \(data/moved.yml\): choose another id"),
    ],
)
def test_an_entry_that_the_check_would_refuse_is_not_begun(kind: str, entry_id: str, why: str, project: Project) -> None:
    project.write("data/moved.yml", "moves:\n  - old: glossary/old-name/\n    to: glossary/pipeline/\n    on: 2026-11-24\n")
    with pytest.raises(Refused, match=why):
        new.plan(project.root, kind, entry_id, "")


PAGE = """<!doctype html><html lang="en-GB"><head><title>Saying no | The Blog</title>
<meta property="og:site_name" content="The Blog"><meta property="og:title" content="Saying no: a field guide | The Blog">
<meta name="citation_author" content="Lovelace, Ada"><meta name="citation_author" content="Grace Hopper">
<script type="application/ld+json">{"@graph": [{"@type": "Article", "datePublished": "2019-03-04T10:00:00Z"}]}</script>
<link rel="canonical" href="/saying-no?utm_campaign=x"></head></html>"""


def test_a_resource_is_begun_from_what_its_page_says_of_itself(project: Project) -> None:
    with the_web(**{"saying-no": PAGE}) as environment:
        result = run(project, environment, "resource", "--url", "http://blog.example.com/saying-no?utm_source=mail&fbclid=1#:~:text=no")
    assert (result.returncode, result.stdout) == (0, "data/resources/saying-no.yml\n")
    assert "The address was http://blog.example.com/saying-no?utm_source=mail&fbclid=1#:~:text=no, and is" in result.stderr
    assert "The page says its title, authors, year and language: compare them." in result.stderr
    document = parse(project.read("data/resources/saying-no.yml"), "")
    values = document.value  # type: ignore[union-attr]
    assert [values[name] for name in ("title", "url", "authors", "year", "language")] == [
        "Saying no: a field guide",
        "http://blog.example.com/saying-no",
        ["Ada Lovelace", "Grace Hopper"],
        2019,
        "en",
    ]


def test_without_an_answer_the_entry_is_begun_and_a_word_says_why(project: Project) -> None:
    with the_web() as environment:
        gone = run(project, environment, "resource", "some-page", "--url", "http://blog.example.com/gone")
    assert gone.stdout == "data/resources/some-page.yml\n"
    assert "The page could not be asked, since it answers 404: write its title, authors and year yourself." in gone.stderr
    offline = run(
        project, {**os.environ, "http_proxy": "http://127.0.0.1:9"}, "resource", "--url", "http://blog.example.com/notes/on-saying-no.html"
    )
    assert offline.stdout == "data/resources/on-saying-no.yml\n"
    assert "since there is no connection (Connection refused)" in offline.stderr


def test_a_resource_that_is_there_is_told_by_its_file(project: Project) -> None:
    result = run(project, dict(os.environ), "resource", "--url", "http://www.example.org/one/?utm_source=x#part")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"Error: {RESOURCE} has this address already: Resource one.\n"


HOSTILE = (
    '"]\nadded: 2031-01-01\nx: [',
    "{{ cycler.__init__.__globals__ }} {% raw %}",
    "- a: &x !!python/object/apply:os.system ['id'] # cut",
    "\u202ereversed\u200b\x00 \u2028 text",
    "<script>alert(1)</script>",
    "::error::x\r\n%0A",
    "no",
    "12:30",
    "x" * 5000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_page_says_stays_text(text: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    said = json.dumps({"@type": "Article", "headline": text, "author": [{"name": text}], "datePublished": text})
    deep = "[" * 100_000
    page = f'<title>x</title><script type="application/ld+json">{deep}</script><script type="application/ld+json">{said}</script>'
    with the_web(page=page) as environment:
        monkeypatch.setenv("http_proxy", environment["http_proxy"])
        new.plan(project.root, "resource", "draft", "http://blog.example.com/page").edits.apply()
    document = parse(project.read("data/resources/draft.yml"), "")
    values = document.value  # type: ignore[union-attr]
    assert list(values) == [*list(model.Resource.model_fields)[2:], "added"]
    assert isinstance(values["title"], str | None)
    assert values["url"] == "http://blog.example.com/page"
    assert "{{" not in project.read("data/resources/draft.yml")


@pytest.mark.parametrize("text", [*HOSTILE[:8], "Ada O'Hara", "a, b", "# no", "https://example.org/a?b=c,d#e", "true", "2019-01-01"])
def test_a_text_is_written_so_that_it_is_read_back(text: str) -> None:
    for yaml, value in ((f"a: {scalar(text)}", {"a": text}), (f"a: [{scalar(text, in_brackets=True)}, b]", {"a": [text, "b"]})):
        document = parse(yaml, "")
        assert document.value == value  # type: ignore[union-attr]
