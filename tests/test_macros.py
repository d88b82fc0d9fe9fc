"""What macros print, and what of a page is run: macro calls, and nothing else."""

import re
from pathlib import Path

import click
import pytest
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from handbook.addresses import address_of, promised_ids
from handbook.handbook import Handbook
from handbook.load import load
from handbook.macro_calls import MACROS, expanded, parse_call, refuse_strangers
from handbook.macros import render_macro
from handbook.macros.page import PageContext
from handbook.prose import EXTENSIONS, parse
from tests.conftest import ROOT, generate
from tests.project import PAGE, Project
from tests.test_site import configured

ATTACK = '{{ cycler.__init__.__globals__.os.popen("touch owned").read() }}'


@pytest.fixture(scope="module")
def printed() -> list[tuple[str, str, str]]:
    """Address of the page, name and output of every macro call of the real pages."""
    handbook = Handbook(load(ROOT), "https://code.example.org/handbook")
    found = []
    for record in handbook.catalog.prose_records():
        page = PageContext(record.path.removeprefix("docs/"), address_of(record.path))
        for macro in record.prose.macros:
            if call := parse_call(macro.text):
                found.append((page.url, call.name, render_macro(handbook, call.name, page, *call.arguments)))
    return found


def test_ids_that_macros_print_are_promised_or_listed_beside_them(printed: list[tuple[str, str, str]]) -> None:
    promised = {(one.page, one.id) for one in promised_ids(load(ROOT))}
    strangers = {
        (name, node.attributes["id"])
        for address, name, html in printed
        for node in LexborHTMLParser(html).css("[id]")
        if (address, node.attributes["id"]) not in promised and not MACROS[name].takes(node.attributes["id"] or "")
    }
    assert strangers == set()
    assert {name for _, name, _ in printed} == set(MACROS)


def test_markdown_leaves_what_macros_print_as_it_is(printed: list[tuple[str, str, str]]) -> None:
    """So that the check may put something simpler in their place."""
    markdown = Markdown(extensions=list(EXTENSIONS))
    for _, name, html in printed:
        markdown.reset()
        assert " ".join(markdown.convert(f"before\n\n{html}\n\nafter").split()) == f"<p>before</p> {html} <p>after</p>", name


TEXTS = (
    "## See [the cache](cache.md) now\n\n   ## Licences\n\nSetext\n======\n\n1. A\n\n    ## Deep `x`\n\n> ## Quoted *y*",
    "[x]: y.md 'z'\n\nA [x] and ![p](q.png) `[no](no.md)` <http://example.org/> [a](b.md 'c') \\[no](no.md) [r][x]",
    "```\n[no](no.md)\n## No\n```\n\n- [a](b.md)\n    - [c](d.md)\n\n| [e](f.md) |\n|---|\n| [g](h.md) |",
    "Text &amp; [x](a.md?b=1&amp;c=2#d) &copy; [y](&#106;s.md) [z](<a b.md>)",
)


@pytest.mark.parametrize("text", [*TEXTS, *(file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs/transition").glob("*.md")))])
def test_links_and_ids_of_headings_are_those_of_the_rendered_page(text: str) -> None:
    text = (
        "\n".join(line for line in text.partition("\n---\n")[2].split("\n") if not line.startswith("{{"))
        if text.startswith("---")
        else text
    )
    page = LexborHTMLParser(Markdown(extensions=list(EXTENSIONS)).convert(text))
    read = parse(text, 1)
    assert [heading.id for heading in read.headings] == [node.attributes["id"] for node in page.css("h1, h2, h3, h4, h5, h6")]
    assert [link.text for link in read.links] == [node.attributes.get("href") or node.attributes.get("src") for node in page.css("a, img")]


def test_only_macro_calls_are_expanded() -> None:
    source = f"---\ntitle: x\n---\n\nText.\n{ATTACK}\n"
    assert expanded('a\n{{ frame("bus") }}\nb', "docs/x.md", "", lambda call: call.name) == "a\nframe\nb"
    with pytest.raises(click.ClickException, match=re.escape("docs/x.md:6:1: braces may only contain a macro call")):
        expanded(f"\nText.\n{ATTACK}\n", "docs/x.md", source, lambda call: call.name)
    with pytest.raises(click.ClickException, match=re.escape("docs/x.md:2:1: braces may only contain a macro call")):
        refuse_strangers(f"---\n# {ATTACK}\n---\n", "docs/x.md")


@pytest.mark.parametrize("place", ["a page", "a title"])
def test_what_the_check_would_overlook_is_not_run_by_the_build(project: Project, tmp_path: Path, place: str) -> None:
    configured(project)
    # As if no rule looked at braces.
    project.write("macros.py", project.read("macros.py") + "\nimport handbook.handbook\nhandbook.handbook.check = lambda catalog: []\n")
    if place == "a page":
        project.append(PAGE, f"\n{ATTACK}\n")
    else:
        project.edit("mkdocs.yml", "  - index.md\n", f"  - '{ATTACK}': index.md\n")
    done = generate(project.root, tmp_path / "site")
    assert done.returncode != 0
    assert "braces may only contain a macro call on a line of its own" in done.stdout + done.stderr
    assert list(tmp_path.rglob("owned")) == []
    assert not Path("owned").exists()
