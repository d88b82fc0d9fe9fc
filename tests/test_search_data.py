"""What search looks in: plain texts, with the anchors and the words that readers see on the pages."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from handbook.export import search_data
from handbook.export.file import json_file
from handbook.export.packed import packed
from handbook.export.search_data import CELL, sections_of
from handbook.handbook import Handbook
from handbook.load import load
from tests.conftest import ROOT
from tests.project import Project
from tools.node import NODE

_TEXT = """{{ term_head() }}

Words with *marks*, `code` and a [link](other.md), R&amp;D and 2 \\* 3.

| Cell | Other |
|---|---|
| one | two |

- an item
    - within it

> said

    code = 1

## A heading

{{ picture("x") }}

Last.
"""


def test_a_text_is_told_in_whole_words_line_by_line_without_what_macros_print() -> None:
    first, second = sections_of(_TEXT, ("a-heading",))
    lines = [
        "Words with marks, code and a link, R&D and 2 * 3.",
        f"Cell{CELL}Other",
        f"one{CELL}two",
        "an item",
        "within it",
        "said",
        "code = 1",
    ]
    assert first == ("", "", "\n".join(lines))
    assert second == ("a-heading", "A heading", "Last.")


def test_what_is_found_is_on_the_built_page_and_where_it_is_said_to_be(site: Path) -> None:
    """Every word of every text, in order and cell by cell, and every anchor."""
    handbook = Handbook(load(ROOT))
    rows = search_data.names(handbook)
    texts = search_data.texts(handbook)
    assert len(texts) > 200
    pages: dict[str, tuple[set[str], str]] = {}
    for key, sections in texts.items():
        kind, _, entry_id = key.partition("/")
        page, _, own = rows["addresses"][kind].format(id=entry_id).partition("#")
        ids, text = pages.get(page) or pages.setdefault(page, _read(site / page / "index.html"))
        for anchor, heading, section in sections:
            assert not anchor or anchor in ids, (key, anchor)
            if kind in {"page", "group"}:
                told = [heading, *(cell for line in section.split("\n") for cell in line.split(search_data.CELL))]
                missing = [words for words in told if _letters(words) not in text]
                assert missing == [], (key, missing)
        assert not own or own in ids, key


def _read(page: Path) -> tuple[set[str], str]:
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    return {node.attributes["id"] or "" for node in tree.css("[id]")}, _letters("".join(node.text() for node in tree.css("article")))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def test_each_entry_of_the_small_project_is_named_and_has_its_text(project: Project) -> None:
    found = {file.path: json.loads(file.content) for file in search_data.files(Handbook(load(project.root)), "")}
    names, texts = found["assets/search.json"], found["assets/search-texts.json"]
    assert {kind: len(rows) for kind, rows in names["rows"].items()} == {
        "term": 3,
        "comparison": 1,
        "skill": 1,
        "group": 1,
        "room": 1,
        "path": 1,
        "resource": 2,
        "question": 2,
        "profile": 2,
        "page": len(names["rows"]["page"]),
    }
    assert "term/pipeline" in texts["texts"]


def test_the_sites_script_reads_the_packed_texts_as_they_were(tmp_path: Path) -> None:
    texts = search_data.texts(Handbook(load(ROOT)))
    file = tmp_path / "texts.json"
    file.write_bytes(json_file("", packed(texts)).content)
    assert file.stat().st_size < 0.8 * len(json_file("", texts).content)
    script = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ unpacked }} from "{(ROOT / "docs/assets/js/packed.js").as_uri()}";
        process.stdout.write(JSON.stringify(unpacked(JSON.parse(readFileSync(process.argv[1], "utf8")))));
    """
    done = subprocess.run([NODE, "--input-type=module", "-e", script, file], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {key: [list(section) for section in sections] for key, sections in texts.items()}


@pytest.mark.parametrize("name", ["term", "skill", "comparison", "path", "question"])
def test_no_label_is_glued_to_a_word(name: str) -> None:
    texts = search_data.texts(Handbook(load(ROOT)))
    glued = [
        (key, found[0])
        for key, sections in texts.items()
        if key.startswith(f"{name}/")
        for *_, text in sections
        if (found := re.search(r"\{\{|<\w+>|\]\(|[a-z]{3}[.;:!?][A-Z][a-z]{3}", text))
    ]
    assert glued == []
