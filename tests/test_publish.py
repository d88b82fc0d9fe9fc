"""The last look at a finished page, and the policy that it gets."""

import base64
import hashlib
from itertools import product
from pathlib import Path

import pytest

from handbook.handbook import Handbook
from handbook.load import load
from handbook.publish import publish, unsafe, with_policy
from tests.project import Project

PAGE = '<!doctype html><html><head><meta charset="utf-8"><script>theme()</script></head><body><article>{}</article><script src="a.js"></script></body></html>'

UNSAFE = {
    "a script": ("<script>alert(1)</script>", "a <script> in the text"),
    "a frame": ('<iframe src="https://example.org"></iframe>', "a <iframe> in the text"),
    "a handler": ("<img src=x onerror=alert(1)>", 'the attribute onerror="alert(1)" on <img>'),
    "a handler in capitals": ("<p ONCLICK=alert(1)>", 'the attribute onclick="alert(1)" on <p>'),
    "javascript": ('<a href="javascript:alert(1)">x</a>', 'the address "javascript:alert(1)" on <a>'),
    "javascript in entities": ('<a href="&#106;avascript:alert(1)">x</a>', 'the address "javascript:alert(1)" on <a>'),
    "javascript with a tab": ('<a href="java\tscript:alert(1)">x</a>', 'the address "java\tscript:alert(1)" on <a>'),
    "javascript in a picture": ('<svg><a xlink:href="javascript:alert(1)"/></svg>', 'the address "javascript:alert(1)" on <a>'),
    "data": ('<a href="data:text/html,x">x</a>', 'the address "data:text/html,x" on <a>'),
    "a handler after a value": ('<a href="x" onclick=alert(1)>x</a>', 'the attribute onclick="alert(1)" on <a>'),
    "a handler after a slash": ("<svg/onload=alert(1)>", 'the attribute onload="alert(1)" on <svg>'),
    "a handler on the next line": ('<p class="a"\nonclick="alert(1)">', 'the attribute onclick="alert(1)" on <p>'),
    "a handler behind an article of its own": (
        "<article></article><p onclick=alert(1)>",
        'the attribute onclick="alert(1)" on <p>',
    ),
    "javascript in single quotes": ("<a href='javascript:alert(1)'>x</a>", 'the address "javascript:alert(1)" on <a>'),
    "javascript with its colon in an entity": (
        '<a href="javascript&colon;alert(1)">x</a>',
        'the address "javascript:alert(1)" on <a>',
    ),
    "a script in an article that is not closed": ("<article><SCRIPT>alert(1)</SCRIPT>", "a <script> in the text"),
    "a form": ('<form action="https://example.org"></form>', "a <form> that is sent somewhere in the text"),
}


@pytest.mark.parametrize(("html", "what"), UNSAFE.values(), ids=UNSAFE)
def test_what_runs_code_in_an_article_is_found(html: str, what: str) -> None:
    assert what in unsafe(PAGE.format(html))


# Pieces of HTML from which pages are put together: harmless ones, dangerous ones, and such as hide others.
PIECES = (
    '<p class="a">',
    '<a href="../b/#c">',
    "<article>",
    "</article>",
    "<!--",
    "-->",
    '<p title="',
    '">',
    "<title>",
    "<p onclick=x>",
    '<a href="x:y">',
    " onclick=x ",
    "<script>",
)


def test_the_quick_look_misses_nothing_that_the_closer_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [PAGE.format("".join(pieces)) for pieces in product(PIECES, repeat=3)]
    quick = [list(unsafe(page)) for page in pages]
    monkeypatch.setattr("handbook.publish._plain", lambda html: False)
    assert quick == [list(unsafe(page)) for page in pages]
    assert sum(map(bool, quick)) > 500


def test_ordinary_text_and_the_theme_itself_are_safe() -> None:
    text = (
        '<p><a href="https://example.org">x</a> <a href="../a/#b">y</a> <a href="mailto:a@example.org">z</a> <img src="a.png" alt=""></p>'
    )
    assert list(unsafe(PAGE.format(text))) == []


def test_the_policy_allows_the_themes_script_by_its_hash_and_nothing_inline() -> None:
    digest = base64.b64encode(hashlib.sha256(b"theme()").digest()).decode()
    html = with_policy(PAGE.format(""))
    assert f"script-src 'self' 'sha256-{digest}';" in html
    assert "unsafe-inline" not in html.split("style-src")[0]
    assert with_policy(html) == html


def test_an_unsafe_page_is_told_and_the_others_are_still_written(project: Project, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_text(PAGE.format("<script>x</script>"), encoding="utf-8")
    (tmp_path / "site" / "b.html").write_text(PAGE.format("fine"), encoding="utf-8")
    assert [str(problem) for problem in publish(Handbook(load(project.root)), tmp_path / "site")] == [
        "a.html:1:1: a <script> in the text. Find the page that it was built from, and delete it there."
    ]
    assert "Content-Security-Policy" in (tmp_path / "site" / "b.html").read_text(encoding="utf-8")
