"""A title is shown as it was typed, in the theme's own markup, which prints titles without escaping them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError
from selectolax.lexbor import LexborHTMLParser

from handbook.model import Title
from tests.conftest import ROOT
from tests.properties.test_exports import NAMES

MORE = (
    "R&D",
    "AT&T & co",
    "a &copy",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "&#x1F600;",
    "&notit;",
    "&ampere",
    "Q&A;",
    "&c;",
    "a&b=c",
    "&nbsp",
    "<b>x</b>",
    '"x"',
)
TITLE: TypeAdapter[str] = TypeAdapter(Title)


def accepted() -> list[str]:
    found = []
    for name in (*NAMES, *MORE):
        try:
            found.append(TITLE.validate_python(name))
        except ValidationError:
            continue
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page for each title that is accepted, built with the theme and our changes to it."""
    folder = tmp_path_factory.mktemp("titles")
    (folder / "docs").mkdir()
    for number, title in enumerate(accepted()):
        fields = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n"
        (folder / "docs" / ("index.md" if not number else f"t{number}.md")).write_text(f"{fields}\nText.\n", encoding="utf-8")
    theme = {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False}
    config = {"site_name": "Titles", "site_url": "https://example.org/", "theme": theme, "plugins": []}
    (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    built = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, timeout=120
    )
    assert built.returncode == 0, built.stderr
    return folder / "site"


def test_each_title_that_is_accepted_is_shown_as_it_was_typed(pages: Path) -> None:
    titles = accepted()
    assert len(titles) > len(NAMES) * 3 / 4
    named: set[str] = set()
    for number, title in enumerate(titles):
        page = LexborHTMLParser((pages / (f"t{number}" if number else "") / "index.html").read_text(encoding="utf-8"))
        heading, head = page.css_first("h1"), page.css_first("title")
        assert heading
        assert head
        assert heading.text().strip() == title
        assert head.text().strip() == f"{title} - Titles"
        named |= {link.text().strip() for link in page.css("nav a")}
    assert named >= set(titles)


@pytest.mark.parametrize("title", ["R&D&copy;", "a&notb", "&#60;b&#62;", "&lt;", "x&nbspy", "<b>", '"x"'])
def test_a_title_that_would_be_shown_as_something_else_is_refused(title: str) -> None:
    with pytest.raises(ValidationError):
        TITLE.validate_python(title)
