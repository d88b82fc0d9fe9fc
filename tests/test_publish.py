"""The last look at a finished page, the policy that it gets, and what of the whole must be there."""

import re
import shutil
from pathlib import Path

import pytest

from handbook.addresses import write_lock
from handbook.contract import write_contract
from handbook.export.files import files
from handbook.finished import Finished, known
from handbook.handbook import Handbook
from handbook.load import load
from handbook.publish import Finisher, publish, with_few_blanks
from handbook.scripts import Modules
from tests.conftest import generate
from tests.project import Project
from tests.test_site import configured

TEXT = "Some words that hostile text takes the place of."
TERM_PAGE = "glossary/pipeline/index.html"

UNSAFE = {
    "a script": ("<script>alert(1)</script>", "a <script> in the text"),
    "a frame": ('<iframe src="https://example.org"></iframe>', "a <iframe> in the text"),
    "a handler": ("<img src=x onerror=alert(1)>", 'the attribute onerror="alert(1)" on <img> in the text'),
    "a handler in capitals": ("<p ONCLICK=alert(1)>", 'the attribute onclick="alert(1)" on <p> in the text'),
    "javascript": ('<a href="javascript:alert(1)">x</a>', 'the address "javascript:alert(1)" on <a>'),
    "javascript in entities": ('<a href="&#106;avascript:alert(1)">x</a>', 'the address "javascript:alert(1)" on <a>'),
    "javascript with a tab": ('<a href="java\tscript:alert(1)">x</a>', 'the address "java\tscript:alert(1)" on <a>'),
    "javascript behind a control": ('<a href="&#1;javascript:alert(1)">x</a>', 'the address "\x01javascript:alert(1)" on <a>'),
    "javascript in a picture": ('<svg><a xlink:href="javascript:alert(1)"/></svg>', 'the address "javascript:alert(1)" on <a>'),
    "data": ('<a href="data:text/html,x">x</a>', 'the address "data:text/html,x" on <a>'),
    "a handler after a value": ('<a href="x" onclick=alert(1)>x</a>', 'the attribute onclick="alert(1)" on <a> in the text'),
    "a handler after a slash": ("<svg/onload=alert(1)>", 'the attribute onload="alert(1)" on <svg> in the text'),
    "a handler on the next line": ('<p class="a"\nonclick="alert(1)">', 'the attribute onclick="alert(1)" on <p> in the text'),
    "a handler behind an article of its own": (
        "<article></article><p onclick=alert(1)>",
        'the attribute onclick="alert(1)" on <p> in the text',
    ),
    "javascript in single quotes": ("<a href='javascript:alert(1)'>x</a>", 'the address "javascript:alert(1)" on <a>'),
    "javascript with its colon in an entity": (
        '<a href="javascript&colon;alert(1)">x</a>',
        'the address "javascript:alert(1)" on <a>',
    ),
    "a script in an article that is not closed": ("<article><SCRIPT>alert(1)</SCRIPT>", "a <script> in the text"),
    "a form": ('<form action="https://example.org"></form>', 'the attribute action="https://example.org" on <form> in the text'),
    "a script behind the article's end": (
        '</article><script>document.title="OWNED"//</script><article>',
        'an inline script: document.title="OWNED"//',
    ),
    "an article that ends early": ("</article><p>x</p><article>", "p in div.md-content, where the theme has none"),
    "a redirect": ('<meta http-equiv="refresh" content="0; url=https://example.org">', "a <meta> in the text"),
    "an overlay": ('<div style="position:fixed;inset:0">x</div>', 'the attribute style="position:fixed;inset:0" on <div> in the text'),
    "a style beside an alignment": (
        '<table><tr><td style="text-align: left;position:fixed">x</td></tr></table>',
        'the attribute style="text-align: left;position:fixed" on <td> in the text',
    ),
    "a field that swallows the page": ("<textarea>", "no footer below the article"),
    "a list that swallows the page": ("<select>", "no footer below the article"),
    "plain text to the end": ("<plaintext>", "no footer below the article"),
    "a title that swallows the page": ("<title>", "no footer below the article"),
    "a comment that swallows the page": ("<!--", "no footer below the article"),
    "a template": ("<template><p>x</p></template>", "a <template> in the text"),
    "mathematics": ("<math><mi>x</mi></math>", "a <math> in the text"),
    "what ends a noscript in the browser alone": (
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">x</p></noscript>',
        "the end of a <noscript> in an attribute on <p>",
    ),
    "an id of the page": ('<p id="trap">x</p>', 'the id "trap" 2 times'),
    "another base": ('<base href="https://example.org">', "a <base> in the text"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """The small project, and its pages as the generator leaves them."""
    folder = tmp_path_factory.mktemp("publish")
    project = configured(Project.at(folder))
    project.edit("docs/glossary/pipeline.md", "See [warehouse]", f"\n\n{TEXT}\n\nSee [warehouse]")
    write_lock(load(project.root))
    write_contract(load(project.root))
    done = generate(project.root, folder / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return project, folder / "site"


@pytest.fixture
def site(built: tuple[Project, Path], tmp_path: Path) -> Path:
    """The pages once more, to break."""
    return Path(shutil.copytree(built[1], tmp_path / "site"))


def handbook(built: tuple[Project, Path]) -> Handbook:
    return Handbook(load(built[0].root))


def faults(page: str) -> list[str]:
    return list(Finished(page).problems())


@pytest.mark.parametrize(("html", "what"), UNSAFE.values(), ids=UNSAFE)
def test_what_is_not_known_in_a_page_is_found(built: tuple[Project, Path], html: str, what: str) -> None:
    page = (built[1] / TERM_PAGE).read_text(encoding="utf-8")
    assert faults(page) == []
    assert page.count(f"<p>{TEXT}</p>") == 1
    assert [line for line in faults(page.replace(f"<p>{TEXT}</p>", html)) if what in line], faults(page.replace(f"<p>{TEXT}</p>", html))


def test_what_markdown_prints_is_known(built: tuple[Project, Path]) -> None:
    page = (built[1] / TERM_PAGE).read_text(encoding="utf-8")
    text = (
        '<p><a href="https://example.org" title="x">x</a> <a href="../a/#b">y</a> <img src="../../assets/img/a.png" alt="" title="t"></p>'
        '<ol start="3"><li><em>x</em><br /></li></ol><hr /><pre><code class="language-python">x</code></pre><blockquote><p>x</p></blockquote>'
        '<table><thead><tr><th style="text-align: right;">x</th></tr></thead><tbody><tr><td>y</td></tr></tbody></table>'
        '<div class="toc"><ul><li><a href="#x">x</a></li></ul></div>'
    )
    assert faults(page.replace(f"<p>{TEXT}</p>", text)) == []


def finisher(built: tuple[Project, Path], address: str = "") -> Finisher:
    return Finisher(handbook(built), address, [], Modules({}))


def test_the_policy_allows_no_inline_script_whatever_a_page_has(built: tuple[Project, Path]) -> None:
    page = (built[1] / TERM_PAGE).read_text(encoding="utf-8")
    assert Finished(page).scripts == []
    hostile = page.replace(f"<p>{TEXT}</p>", "<p>x</p></article><script>evil()</script><article>")
    finished = finisher(built).page(TERM_PAGE, hostile)
    assert "script-src 'self';" in finished.partition("<title>")[0]
    assert finished.count("unsafe-inline") == 1
    assert finisher(built).page(TERM_PAGE, finished) == finished


def test_a_plain_table_gets_a_box_that_scrolls(built: tuple[Project, Path]) -> None:
    page = (built[1] / TERM_PAGE).read_text(encoding="utf-8")
    tables = "<table><tr><td>x</td></tr></table>", '<table class="hb-table"><tr><td>y</td></tr></table>'
    finished = finisher(built).page(TERM_PAGE, page.replace(f"<p>{TEXT}</p>", "".join(tables * 2)))
    box = f'<div class="md-typeset__scrollwrap"><div class="md-typeset__table">{tables[0]}</div></div>'
    assert (box + tables[1]) * 2 in finished
    assert finisher(built).page(TERM_PAGE, finished) == finished


def test_blanks_go_where_they_count_for_nothing() -> None:
    page = '<p>\n\n  A  b\n c </p> \n\n\n <pre><code>x >\n\n  <b>y</b>\n  z</code></pre>\n  <em>q</em> <a title="a\n\nb">r</a>\n\n<textarea>\n\n</textarea>'
    short = (
        '<p>\nA  b\n c </p>\n<pre><code>x >\n\n  <b>y</b>\n  z</code></pre>\n<em>q</em> <a title="a\n\nb">r</a>\n<textarea>\n\n</textarea>'
    )
    assert with_few_blanks(page) == short
    assert with_few_blanks(short) == short


def test_a_page_asks_at_once_for_all_that_its_modules_need() -> None:
    modules = Modules(
        {
            "assets/js/a.js": '// @ts-check\nimport { b } from "./b.js";\nimport "./vendor/v.js";\nconst later = () => import("./late.js");\n',
            "assets/js/b.js": 'import{c as d}from"./c.js";export{e}from"./a.js";',
            "assets/js/c.js": "/* import { x } from nowhere */",
        }
    )
    page = '<script src="../assets/js/early.js"></script></head><script src="../assets/js/a.js" type="module"></script>'
    asked = "".join(f'<link rel="modulepreload" href="../assets/js/{name}.js">' for name in ("b", "vendor/v", "c"))
    assert modules.with_needed(page) == page.replace("</head>", f"{asked}</head>")
    assert modules.with_needed(modules.with_needed(page)) == modules.with_needed(page)


def test_a_page_that_speaks_of_the_policy_gets_one(built: tuple[Project, Path]) -> None:
    page = (
        (built[1] / TERM_PAGE).read_text(encoding="utf-8").replace(TEXT, 'Content-Security-Policy, application/ld+json, id="moved-or-gone"')
    )
    finished = finisher(built, "https://handbook.example.org/").page(TERM_PAGE, page)
    assert '<meta http-equiv="Content-Security-Policy"' in finished
    assert '<script type="application/ld+json">' in finished


def test_what_the_theme_prints_is_what_is_written_down(built: tuple[Project, Path]) -> None:
    """When this fails after a change of the theme: make theme, and look at the difference."""
    printed = {path: Finished(path.read_text(encoding="utf-8")) for path in built[1].rglob("*.html")}
    for path, page in printed.items():
        shape = page.shape()
        assert {tag: names - known().around[tag] for tag, names in shape.around.items() if names - known().around[tag]} == {}, path


def test_an_unsafe_page_is_told_and_the_others_are_still_written(built: tuple[Project, Path], site: Path) -> None:
    file = site / TERM_PAGE
    file.write_text(file.read_text(encoding="utf-8").replace(f"<p>{TEXT}</p>", "<p><script>x</script></p>"), encoding="utf-8")
    assert [str(problem) for problem in publish(handbook(built), site)] == [
        f"{TERM_PAGE}:1:1: {what}. Find the page that it was built from, and delete it there; after a change of the theme, run: make theme."
        for what in ("a <script> in the text", "an inline script: x")
    ]
    assert "Content-Security-Policy" in (site / "library/index.html").read_text(encoding="utf-8")


def test_a_sound_site_is_published_and_publishing_again_changes_nothing(built: tuple[Project, Path], site: Path) -> None:
    def contents() -> dict[str, bytes]:
        return {file.as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}

    assert publish(handbook(built), site) == []
    first = contents()
    assert publish(handbook(built), site) == []
    assert contents() == first


@pytest.mark.parametrize("place", ["index.html", "404.html", "sitemap.xml", TERM_PAGE, "assets/js/moved.js"])
def test_a_site_of_which_the_build_did_not_end_is_told(built: tuple[Project, Path], site: Path, place: str) -> None:
    (site / place).unlink()
    (problem,) = publish(handbook(built), site)
    assert str(problem).startswith(f"{place}:1:1: the built site lacks ")
    assert str(problem).endswith("Rebuild the site, and publish it once the build has finished: make build.")
    assert not (site / "feed.xml").exists()


@pytest.mark.parametrize("place", ["x.html", "evil.js", ".htaccess", "glossary/other/index.html", "assets/img/x.svg"])
def test_a_file_that_comes_from_nowhere_is_told(built: tuple[Project, Path], site: Path, place: str) -> None:
    (site / place).parent.mkdir(parents=True, exist_ok=True)
    (site / place).write_text("x", encoding="utf-8")
    told = [str(problem) for problem in publish(handbook(built), site)]
    assert f"{place}:1:1: this file isn't one of the handbook's. Find what put it there, delete both and rebuild." in told


def test_a_recorded_address_that_no_template_prints_is_told(built: tuple[Project, Path], site: Path) -> None:
    file = site / TERM_PAGE
    file.write_text(file.read_text(encoding="utf-8").replace('id="trap"', 'id="snare"'), encoding="utf-8")
    lines = built[0].read("data/ids.lock").splitlines()
    assert [str(problem) for problem in publish(handbook(built), site)] == [
        f"data/ids.lock:{lines.index('/glossary/pipeline/#trap') + 1}:1: the recorded address /glossary/pipeline/#trap is 0 times on its page. "
        "Restore it in the template that prints it; if it is gone for good, record that in data/moved.yml."
    ]


def test_a_new_address_that_no_template_prints_is_told_before_it_is_recorded(built: tuple[Project, Path], site: Path) -> None:
    """At what makes it an address: the contributor's line, or the entry."""
    project = built[0]
    kept = project.read("data/ids.lock")
    file = site / TERM_PAGE
    file.write_text(file.read_text(encoding="utf-8").replace('id="trap"', 'id="snare"'), encoding="utf-8")
    try:
        project.write("data/ids.lock", kept.replace("/glossary/pipeline/#trap\n", ""))
        told = [str(problem) for problem in publish(handbook(built), site)]
    finally:
        project.write("data/ids.lock", kept)
    assert told == [
        "docs/glossary/pipeline.md:1:1: the new address /glossary/pipeline/#trap is 0 times on its page. "
        "Restore it in the template that prints it; if it is gone for good, record that in data/moved.yml."
    ]


def test_a_promised_file_that_is_not_exported_is_told(built: tuple[Project, Path], site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = (file for file in files(handbook(built), "") if file.place not in {"feed.json", "embed/glossary/pipeline/index.html"})
    monkeypatch.setattr("handbook.publish.files", lambda *_: kept)
    told = [str(problem) for problem in publish(handbook(built), site)]
    assert sorted(line.split(": ", 1)[1] for line in told) == [
        f"the built site lacks the promised file {place}. Restore it in the template that prints it: programs rely on it."
        for place in ("embed/glossary/pipeline/index.html", "feed.json")
    ]


def test_every_file_that_is_exported_is_promised(built: tuple[Project, Path]) -> None:
    """But for what the site's own scripts fetch."""
    recorded = load(built[0].root).contract or ""
    promised = {line for line in recorded.splitlines() if line.startswith("file ")}
    exported = {f"file {file.path}" + (f" of each {file.entry[0]}" if file.entry else "") for file in files(handbook(built), "")}
    assert promised == {line for line in exported if not re.fullmatch(r"file assets/.+\.json", line)}
