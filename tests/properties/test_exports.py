"""What is exported comes back from the programs that it is made for, or the check refuses it."""

import csv
import io
import json
import re
from posixpath import join
from typing import Any

import feedparser
import markdown
import pytest
from anki.collection import Collection
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sphinx.util.inventory import InventoryFile

from handbook.export import anki, feeds, inventory, texts
from handbook.export.texts import defused
from handbook.handbook import Handbook
from handbook.load import load
from handbook.rules import check
from tests.project import TERM, Project
from tests.properties.test_any_bytes import whole
from tests.test_anki import imported

SITE = "https://handbook.example.org/guide/"

# Names that were lost, cut or changed once, or are made of what could be.
NAMES = (
    "Recall at 10",
    "Precision at k",
    "Top 10",
    "A 1 b",
    "24/7 on call",
    "CI/CD",
    "Note: the second",
    "C#",
    "F #",
    "# 1",
    "C++",
    "R&D",
    "R&D&copy;",
    "R&amp;D",
    "Q&A",
    "x](https://evil.example.org)",
    "[x](https://evil.example.org)",
    "![x](y)",
    "a [b] c",
    "*bold* and _thin_",
    "snake_case_name",
    "__init__",
    "`code`",
    "back\\slash",
    "back\\*slash",
    "a < b",
    "~~struck~~",
    "~5 days",
    "a | b",
    "1. First",
    "- dash",
    "+1 rule",
    "=HYPERLINK(1)",
    "'=1+1",
    "@mention",
    "a;=1+1",
    "a; -1",
    "a, =1+1",
    "semi; colon",
    '"quoted"',
    "it's",
    "$x$",
    "$",
    "a$",
    "{x}",
    "%s",
    "\u00e9t\u00e9",
    "10\u00a0%",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\U0001f469\u200d\U0001f4bb ops",
    "term std:term -1 x",
    "a  b",
    "- 1 -",
    "Setext ===",
    "---",
    "<https://example.org>",
    "https://example.org/a_b_c",
    "a &",
    "&",
    "_a_ b",
    "\\",
    "a\\",
    "trailing`",
    "(a)",
    "[sound:x.mp3]",
    "#deck:x",
)
ANY = st.one_of(
    st.sampled_from(NAMES),
    st.lists(
        st.sampled_from([*"abz19 *_`[]()<>#&;:,.!?|~=+-@'\"\\/{}$%^\u00e9\u0645", " at ", " 10 ", "&copy;", "](", "std:term"]),
        min_size=1,
        max_size=14,
    ).map("".join),
)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def handbook_of(project: Project, title: str, alias: str) -> Handbook | None:
    """The small project with a term of this title and this alias, unless the check refuses them."""
    project.edit(TERM, "title: Pipeline", f"title: {quoted(title)}")
    project.edit(TERM, "aliases: [data flow]", f"aliases: [{quoted(alias)}]")
    (project.root / "data/ids.lock").unlink()
    catalog = load(project.root)
    return None if check(catalog) else Handbook(catalog)


def in_markdown_it(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The first heading of a text, and every link with its text."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    heading, links = "", []
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            heading = "".join(child.content for child in tokens[index + 1].children or ())
        link: list[str] | None = None
        for child in token.children or ():
            if child.type == "link_open":
                link = [str(child.attrs["href"]), ""]
            elif child.type == "link_close" and link:
                links.append((link[1], link[0]))
                link = None
            elif link:
                link[1] += child.content
    return heading, links


def text_of(html: str) -> str:
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", "", html))


def formulas(table: str, separator: str) -> list[str]:
    """The cells that a spreadsheet takes for formulas, if it splits a table at `separator`."""
    rows = csv.reader(io.StringIO(table), delimiter=separator)
    return [cell for row in rows for cell in row if re.match(r"[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell)]


def undefused(cell: str) -> str:
    """What docs/data.md tells programs to do with an apostrophe before what would be a formula."""
    return re.sub(r"(^|[;\t\r\n][\s\"]*)'(?='*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r])", r"\1", cell)


def everywhere(handbook: Handbook, title: str, alias: str) -> None:
    """Assert that title and alias come back from every reader."""
    found = InventoryFile.loads(inventory.objects_inv(handbook), uri=SITE).data
    assert found["std:term"][title].uri == f"{SITE}glossary/pipeline/"
    assert {item.uri for item in found["std:term"].values()} == {join(SITE, f"glossary/{term}/") for term in handbook.catalog.terms}
    assert found["std:label"]["mlpm-pipeline"].display_name in {title, "-"}

    listed = texts.llms_txt(handbook, SITE)
    assert (title, f"{SITE}api/v1/terms/pipeline.md") in in_markdown_it(listed)[1]
    assert f'<a href="{SITE}api/v1/terms/pipeline.md">' in markdown.markdown(listed)
    assert {target for _, target in in_markdown_it(listed)[1]} == set(re.findall(r"\]\(([^)]+)\)", listed))

    twin = texts.twin(handbook, handbook.catalog.terms["pipeline"], SITE)
    assert in_markdown_it(twin)[0] == title
    heading = re.search(r"<h1>(.*?)</h1>", markdown.markdown(twin))
    assert heading
    assert text_of(heading[1]) == title
    also = next(line for line in (text_of(part) for part in MarkdownIt().render(twin).split("\n")) if line.startswith("Also: "))
    assert also == f"Also: {alias}."

    table = texts.terms_csv(handbook, SITE)
    row = next(row for row in csv.DictReader(io.StringIO(table)) if row["id"] == "pipeline")
    assert undefused(row["title"]) == title
    assert undefused(row["aliases"]) == alias
    assert all(line.startswith('"') and line.endswith('"') for line in table.splitlines())
    for separator in ",;\t":
        assert formulas(table, separator) == []

    items = feeds.newest(handbook)
    atom = feedparser.parse(feeds.atom(items, SITE).encode())
    assert f"New term: {title}" in {entry.title for entry in atom.entries}
    assert f"New term: {title}" in {item["title"] for item in json.loads(json.dumps(feeds.json_feed(items, SITE)))["items"]}


@pytest.mark.parametrize("name", NAMES)
def test_each_of_these_names_comes_back_or_is_refused(name: str) -> None:
    for title, alias in ((name, "data flow"), ("Pipeline", name)):
        with whole() as project:
            if handbook := handbook_of(project, title, alias):
                everywhere(handbook, title, alias)


def test_most_of_these_names_are_let_through() -> None:
    """A check that refused everything would lose nothing."""
    passed = 0
    for name in NAMES:
        with whole() as project:
            passed += handbook_of(project, "Pipeline", name) is not None
    assert passed > len(NAMES) * 3 / 4


@given(ANY, ANY)
def test_any_name_comes_back_or_is_refused(title: str, alias: str) -> None:
    with whole() as project:
        handbook = handbook_of(project, title, alias)
        assume(handbook is not None)
        assert handbook
        everywhere(handbook, handbook.link("term", "pipeline").title, handbook.catalog.terms["pipeline"].model.aliases[0])


@given(ANY)
def test_no_part_of_a_cell_is_a_formula(text: str) -> None:
    for separator in ",;\t":
        written = io.StringIO()
        csv.writer(written, quoting=csv.QUOTE_ALL).writerow(["x", defused(text), "y"])
        assert formulas(written.getvalue(), separator) == []
    assert undefused(defused(text)) == text


def test_each_name_comes_back_from_anki(tmp_path: Any) -> None:
    collection = Collection(str(tmp_path / "collection.anki2"))
    wanted: set[str] = set()
    rows = []
    for number, name in enumerate(NAMES):
        with whole() as project:
            if handbook := handbook_of(project, name, "data flow"):
                wanted.add(name)
                line = next(
                    line
                    for line in anki.terms(handbook.catalog, SITE).splitlines()
                    if line.startswith(anki.GUIDS["terms"].format(id="pipeline"))
                )
                rows.append(line.replace("-pipeline", f"-pipeline-{number}", 1))
                headers = [line for line in anki.terms(handbook.catalog, SITE).splitlines() if line.startswith("#")]
    imported(collection, "\n".join([*headers, *rows]) + "\n", tmp_path)
    assert {text_of(collection.get_note(note)["Front"]) for note in collection.find_notes("")} == wanted
    assert len(wanted) > len(NAMES) / 2
