"""What the built site promises to readers, before any browser looks at it."""

import json
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.addresses import write_lock
from handbook.links.inside import inspect
from handbook.load import load
from tests.conftest import REPO_URL, ROOT, SITE_URL, build
from tests.project import PROFILE, SOUND, TERM, Project
from tests.test_bad_input import Break

SOURCE_ROWS = yaml.safe_load((Path(__file__).parent / "fixtures" / "source_article.yml").read_text(encoding="utf-8"))


class Page(HTMLParser):
    """Text, links, ids and the head of a built page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self.ids: list[str] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.headings: list[int] = []
        self._in: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in {"meta", "link", "img", "input", "br", "hr", "path", "rect", "circle"}:
            self._in.append(tag)
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if values.get("id"):
            self.ids.append(values["id"])
        if tag == "meta" and values.get("name"):
            self.meta[values["name"]] = values.get("content", "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._in[-1:] == ["title"] and "svg" not in self._in:
            self.title += data
        if not {"script", "style"} & set(self._in):
            self.text += data


def page(site: Path, url: str) -> Page:
    return Page((site / url / "index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Every page for readers by its URL from the site's root: those made to be framed elsewhere repeat a term's."""
    files = sorted(file for file in site.rglob("index.html") if file.relative_to(site).parts[0] != "embed")
    return {file.parent.relative_to(site).as_posix().removeprefix("."): Page(file.read_text(encoding="utf-8")) for file in files}


@pytest.mark.parametrize("row", SOURCE_ROWS.values(), ids=SOURCE_ROWS)
def test_what_the_source_article_covers_is_on_the_site(site: Path, row: dict[str, Any]) -> None:
    found = page(site, row["page"])
    text = " ".join(found.text.split()).lower()
    assert [words for words in row.get("says", []) if words.lower() not in text] == []
    assert [link for link in row.get("links", []) if link not in found.links] == []
    if row.get("ordered"):
        places = [text.index(words.lower()) for words in row["says"]]
        assert places == sorted(places)
    if "picture" in row:
        assert row["picture"] in found.ids
    if "entry" in row:
        assert row["entry"] in page(site, "library/").ids


def test_every_page_has_its_own_title_and_description(pages: dict[str, Page]) -> None:
    titles = Counter(found.title for found in pages.values())
    descriptions = Counter(found.meta["description"] for found in pages.values())
    assert [title for title, times in titles.items() if times > 1] == []
    assert [text for text, times in descriptions.items() if times > 1] == []


def test_headings_begin_with_one_h1_and_skip_no_level(pages: dict[str, Page]) -> None:
    for url, found in pages.items():
        assert found.headings.count(1) == 1, url
        assert all(after - before <= 1 for before, after in zip(found.headings, found.headings[1:], strict=False)), (url, found.headings)


def test_no_id_stands_twice_on_a_page(pages: dict[str, Page]) -> None:
    for url, found in pages.items():
        assert [name for name, times in Counter(found.ids).items() if times > 1] == [], url


def test_entries_can_be_edited_at_the_very_file(pages: dict[str, Page]) -> None:
    expected = {
        "glossary/ci-cd": [f"{REPO_URL}/edit/main/docs/glossary/ci-cd.md"],
        "skills/saying-no": [f"{REPO_URL}/edit/main/docs/skills/saying-no.md"],
        "library": [f"{REPO_URL}/edit/main/data/resources/inspired.yml"],
        "interview": [f"{REPO_URL}/edit/main/data/questions/is-it-drift.yml"],
        "gap-check": [f"{REPO_URL}/edit/main/data/profiles/platform-pm.yml"],
        "compare/staging-vs-production": [f"{REPO_URL}/edit/main/docs/compare/staging-vs-production.md"],
        "transition/bus": [f"{REPO_URL}/edit/main/docs/transition/bus.md"],
    }
    for url, links in expected.items():
        assert set(links) <= set(pages[url].links), url
        assert (
            any(link.startswith(f"{REPO_URL}/issues/new?template=suggest-a-change.yml") for link in pages[url].links)
            or url == "transition/bus"
        )
        for link in links:
            assert (ROOT / link.removeprefix(f"{REPO_URL}/edit/main/")).is_file()


def test_every_entry_has_its_page_or_anchor(pages: dict[str, Page]) -> None:
    def entries(kind: str) -> set[str]:
        return set(load(ROOT).records(kind))

    assert {f"glossary/{term}" for term in entries("term")} <= set(pages)
    assert {f"skills/{skill}" for skill in entries("skill")} <= set(pages)
    assert {f"compare/{comparison}" for comparison in entries("comparison")} <= set(pages)
    assert {f"paths/{path}" for path in entries("path")} <= set(pages)
    assert entries("resource") <= set(pages["library"].ids)
    assert entries("question") <= set(pages["interview"].ids)
    assert entries("profile") <= set(pages["gap-check"].ids)


def test_a_term_page_carries_the_bridge_and_what_links_here(pages: dict[str, Page]) -> None:
    text = " ".join(pages["glossary/ci-cd"].text.split())
    for label in ("You know this as", "Now you decide", "Ask the engineers", "The trap", "Read next", "Used by skills", "On paths"):
        assert label in text
    links = pages["glossary/ci-cd"].links
    assert "../../skills/backend-fluency/" in links
    assert "../monolith/" in links


def test_no_link_of_the_real_site_is_broken_and_no_page_is_an_orphan(site: Path) -> None:
    found = inspect(site)
    assert [str(fault) for fault in found.faults] == []
    assert found.pages >= 100


def test_the_site_address_comes_from_the_environment(site: Path) -> None:
    assert f'<link rel="canonical" href="{SITE_URL}glossary/ci-cd/">' in (site / "glossary/ci-cd/index.html").read_text(encoding="utf-8")
    assert f"<loc>{SITE_URL}glossary/ci-cd/</loc>" in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_without_a_repository_nothing_invents_one(project: Project, tmp_path: Path) -> None:
    site_of(project, tmp_path / "site", REPO_URL="")
    html = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "site").rglob("*.html"))
    assert "/edit/main/" not in html
    assert "Suggest a change" not in html


NAV = """
nav:
  - index.md
  - gap-check.md
  - plan.md
  - glossary/index.md
  - library/index.md
  - interview/index.md
  - Influence:
      - Overview: skills/influence.md
      - skills/saying-no.md
  - paths/first-week.md
  - rooms/late-or-wrong.md
"""


def configured(project: Project) -> Project:
    """Give the small project the real configuration, theme and macros."""
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"\nnav:\n.*", NAV, config, flags=re.DOTALL)
    config = (
        config.replace("custom_dir: overrides", f"custom_dir: {ROOT / 'overrides'}")
        .replace("  - overrides\n", "")
        .replace("  - handbook/templates\n", "")
    )
    project.write("mkdocs.yml", config)
    project.write("macros.py", (ROOT / "macros.py").read_bytes())
    shutil.copytree(ROOT / "docs" / "assets", project.root / "docs" / "assets", dirs_exist_ok=True)
    return project


def site_of(project: Project, site: Path, **environment: str) -> None:
    result = build(configured(project).root, site, **environment)
    assert result.returncode == 0, result.stdout + result.stderr


BROKEN_PAGES: dict[str, Break] = {
    "an unknown macro": lambda project: project.append("docs/index.md", "\n{{ nothing() }}\n"),
    "an error inside a macro": lambda project: project.append("docs/index.md", "\n{{ term_head() }}\n"),
    "an undefined name": lambda project: project.append("docs/index.md", "\n{{ nothing }}\n"),
    "broken Jinja": lambda project: project.append("docs/index.md", "\n{% if %}\n"),
    "a link to nowhere": lambda project: project.append("docs/index.md", "\n[x](nowhere.md)\n"),
    "a missing anchor": lambda project: project.append("docs/index.md", "\n[x](glossary/index.md#nowhere)\n"),
    "a broken entry": lambda project: project.edit(TERM, "area: data", "area: dta"),
    "a page that is not in the navigation": lambda project: project.write(
        "docs/lost.md", "---\ntitle: Lost\ndescription: Lost.\n---\n\nLost.\n"
    ),
}


@pytest.mark.parametrize("broken", BROKEN_PAGES.values(), ids=BROKEN_PAGES)
def test_a_broken_page_fails_the_build(project: Project, tmp_path: Path, broken: Break) -> None:
    configured(project)
    broken(project)
    assert build(project.root, tmp_path / "site").returncode != 0


def test_the_small_project_itself_builds(project: Project, tmp_path: Path) -> None:
    assert SOUND.is_dir()
    site_of(project, tmp_path / "site")


MOVES = {
    "library/#first": "library/#one",
    "glossary/conduit/": "glossary/pipeline/",
    "skills/refusing/": "skills/saying-no/",
}


def test_a_renamed_entry_is_found_under_its_earlier_id(project: Project, tmp_path: Path) -> None:
    moves = "".join(f"  - old: {old}\n    to: {to}\n    on: 2026-11-26\n" for old, to in MOVES.items())
    project.write("data/moved.yml", f"moves:\n{moves}")
    project.write("data/ids.lock", "".join(f"/{old}\n" for old in MOVES))
    write_lock(load(project.root))
    site = tmp_path / "site"
    site_of(project, site)
    assert 'href="../pipeline/"' in (site / "glossary/conduit/index.html").read_text(encoding="utf-8")
    assert (site / "embed/glossary/conduit/index.html").read_bytes() == (site / "embed/glossary/pipeline/index.html").read_bytes()
    assert (site / "assets/cards/term-conduit.png").read_bytes() == (site / "assets/cards/term-pipeline.png").read_bytes()
    marked = {entry["item"]: entry["url"] for entry in json.loads((site / "assets/entries.json").read_text(encoding="utf-8"))}
    assert marked["resource/first"] == marked["resource/one"] == "library/#one"
    assert marked["term/conduit"] == "glossary/pipeline/"
    assert marked["exercise/refusing/send-one"] == marked["exercise/saying-no/send-one"] == "skills/saying-no/#send-one"


HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)> **bold** [x](javascript:alert(1)) `code` - item &amp; {: onclick=alert(1) }'
)


def test_hostile_text_in_an_entry_stays_text(project: Project, tmp_path: Path) -> None:
    quoted = HOSTILE.replace("'", "''")
    project.edit("data/resources/one.yml", "why: After it you can say no.", f"why: '{quoted}'")
    project.edit(TERM, "trap: Believing that it runs by itself.", f"trap: '{quoted}'")
    project.edit("docs/skills/saying-no.md", "text: Write three sentences.", f"text: '{quoted}'")
    project.edit(PROFILE, "why: You see which wishes are never answered.", f"why: '{quoted}'")
    project.edit("data/questions/why-late.yml", "Why is the dashboard late?", f"'{quoted}'")
    project.edit("data/questions/why-late.yml", "It names the step.", f"'{quoted}'")
    site_of(project, tmp_path / "site")
    pages = (f"{url}index.html" for url in ("glossary/pipeline/", "skills/saying-no/", "interview/"))
    for file in (*pages, *(f"downloads/ml-pm-handbook-{name}.html" for name in ("questions", "jobs", "library"))):
        html = (tmp_path / "site" / file).read_text(encoding="utf-8")
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<strong>bold" not in html
        assert 'href="javascript' not in html
        assert HOSTILE in Page(html).text


def test_two_builds_of_one_commit_are_the_same(project: Project, tmp_path: Path) -> None:
    stamp = {"SOURCE_DATE_EPOCH": "1764000000"}
    site_of(project, tmp_path / "one", **stamp, TZ="UTC", LC_ALL="C")
    elsewhere = Project.at(tmp_path / "another" / "place")
    site_of(elsewhere, tmp_path / "two", **stamp, TZ="Asia/Tokyo", LC_ALL="C.UTF-8")
    first = {file.relative_to(tmp_path / "one"): file.read_bytes() for file in sorted((tmp_path / "one").rglob("*")) if file.is_file()}
    second = {file.relative_to(tmp_path / "two"): file.read_bytes() for file in sorted((tmp_path / "two").rglob("*")) if file.is_file()}
    assert first.keys() == second.keys()
    assert [str(name) for name in first if first[name] != second[name]] == []
