"""What `make parity` finds between two sites, on small pages made for it."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.parity.compare import Allowance, Difference, compare, differences, errors, missing_addresses, table
from tools.parity.facts import ROWS, Fact, read_site

ROOT = "https://handbook.example.org/guide/"

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>MVP - Handbook</title>
<meta name="description" content="The least that can be tried.">
<meta property="og:title" content="MVP">
<link rel="canonical" href="https://handbook.example.org/guide/glossary/mvp/"></head>
<body><nav><a href="../">Glossary</a></nav>
<article class="md-content__inner"><h1>MVP</h1><h2 id="how">How it <em>works</em></h2>
<p>Ask <a href="../okr/#why">why</a> and <a href="../okr/">what</a>.</p>
<article class="hb-card"><p>A card.</p></article>
<img src="../../assets/a.png" srcset="../../assets/a.png 1x, ../../assets/b.png 2x" alt="">
<svg><a xlink:href="../okr/"><text>OKR</text></a></svg>
<form action="../"></form><script>var one = 1;</script></article></body></html>
"""
SITEMAP = "<urlset><url><loc>{0}glossary/mvp/</loc><lastmod>2026-11-26</lastmod></url><url><loc>{0}glossary/okr/</loc></url></urlset>"


def site_at(folder: Path) -> Path:
    for path, text in {
        "glossary/mvp/index.html": PAGE,
        "glossary/okr/index.html": "<title>OKR</title><article class=md-content__inner><h1>OKR</h1><p id=why>Why</article>",
        "terms.csv": "mvp\nokr\n",
        "sitemap.xml": SITEMAP.format(ROOT),
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return site_at(tmp_path / "ours")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return site_at(tmp_path / "theirs")


def edit(site: Path, old: str, new: str, path: str = "glossary/mvp/index.html") -> None:
    text = (site / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    (site / path).write_text(text.replace(old, new), encoding="utf-8")


def found(ours: Path, theirs: Path, recorded: tuple[str, ...] = ()) -> list[Difference]:
    return differences(read_site(ours, ROOT, recorded), read_site(theirs, ROOT, recorded))


MVP = "glossary/mvp/"
PLANTED: dict[str, tuple[str, str, list[Difference]]] = {
    "a title": ("<title>MVP - Handbook", "<title>MVP", [Difference("titles", MVP, "title", "MVP - Handbook", "MVP")]),
    "a description": (
        "The least that",
        "The most that",
        [Difference("metas", MVP, "description", "The least that can be tried.", "The most that can be tried.")],
    ),
    "a meta that is lost": ('<meta property="og:title" content="MVP">', "", [Difference("metas", MVP, "og:title", "MVP", None)]),
    "a heading of another rank": (
        "<h1>MVP</h1>",
        "<h3>MVP</h3>",
        [Difference("headings", MVP, "h1#", "MVP", None), Difference("headings", MVP, "h3#", None, "MVP")],
    ),
    "an id that stands twice": (
        "<p>A card.</p>",
        "<p id=how>A card.</p>",
        [Difference("ids", MVP, "id", None, "how")],
    ),
    "a word": (
        "A card.",
        "A cart.",
        [
            Difference(
                "text", MVP, "article", "MVPHow it works Ask why and what. A card. OKR", "MVPHow it works Ask why and what. A cart. OKR"
            )
        ],
    ),
    "a link one folder too high": (
        'href="../okr/#why"',
        'href="../../okr/#why"',
        [Difference("links", MVP, 'a href "why"', f"{ROOT}glossary/okr/#why", f"{ROOT}okr/#why")],
    ),
    "two links that swapped their targets": (
        '<a href="../okr/#why">why</a> and <a href="../okr/">what</a>',
        '<a href="../okr/">why</a> and <a href="../okr/#why">what</a>',
        [
            Difference("links", MVP, 'a href "what"', f"{ROOT}glossary/okr/", f"{ROOT}glossary/okr/#why"),
            Difference("links", MVP, 'a href "why"', f"{ROOT}glossary/okr/#why", f"{ROOT}glossary/okr/"),
        ],
    ),
    "a picture for other screens": (
        "../../assets/b.png 2x",
        "../assets/b.png 2x",
        [Difference("links", MVP, "img srcset", f"{ROOT}assets/b.png", f"{ROOT}glossary/assets/b.png")],
    ),
    "a link in a picture": (
        'xlink:href="../okr/"',
        'xlink:href="okr/"',
        [Difference("links", MVP, 'a xlink:href "OKR"', f"{ROOT}glossary/okr/", f"{ROOT}glossary/mvp/okr/")],
    ),
    "where a form goes": (
        'action="../"',
        'action="./"',
        [Difference("links", MVP, "form action", f"{ROOT}glossary/", f"{ROOT}glossary/mvp/")],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), PLANTED.values(), ids=PLANTED)
def test_what_differs_on_a_page_is_found_and_nothing_else(ours: Path, theirs: Path, old: str, new: str, expected: list[Difference]) -> None:
    edit(theirs, old, new)
    assert found(ours, theirs) == expected


SAME: dict[str, tuple[str, str]] = {
    "white space and quotes": ('<h2 id="how">How it <em>', "<h2 id='how'>How\n   it\t<em>"),
    "another way to the same page": ('href="../okr/">what', 'href="../../glossary/mvp/.././okr/">what'),
    "the whole address": ('href="../okr/#why"', f'href="{ROOT}glossary/okr/#why"'),
    "a dot as a number": ("../../assets/b.png 2x", "../../assets/b%2Epng 2x"),
    "a character reference": ("The least that", "The&#x20;least that"),
    "a script's text": ("var one = 1;", "var two = 2;"),
}


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_what_a_reader_cannot_tell_apart_is_no_difference(ours: Path, theirs: Path, old: str, new: str) -> None:
    edit(theirs, old, new)
    assert found(ours, theirs) == []


def test_a_page_that_is_not_there_is_found(ours: Path, theirs: Path) -> None:
    (theirs / "glossary/okr/index.html").unlink()
    assert Difference("pages", "glossary/okr/", "page", "there", None) in found(ours, theirs)


def test_one_byte_of_a_file_is_found(ours: Path, theirs: Path) -> None:
    edit(theirs, "okr\n", "okr", "terms.csv")
    assert [(difference.row, difference.where) for difference in found(ours, theirs)] == [("files", "terms.csv")]


def test_a_sitemap_is_compared_page_by_page(ours: Path, theirs: Path) -> None:
    edit(theirs, "<lastmod>2026-11-26</lastmod>", "", "sitemap.xml")
    edit(theirs, f"<url><loc>{ROOT}glossary/okr/</loc></url>", "", "sitemap.xml")
    assert found(ours, theirs) == [
        Difference("files", "sitemap.xml", f"day of {ROOT}glossary/mvp/", "2026-11-26", None),
        Difference("files", "sitemap.xml", "page", f"{ROOT}glossary/okr/", None),
    ]


RECORDED = ("glossary/mvp/", "glossary/mvp/#how", "glossary/okr/#why", "glossary/nowhere/")


def test_a_recorded_address_must_be_there_exactly_once(ours: Path, theirs: Path) -> None:
    edit(theirs, "<h1>MVP</h1>", "<h1 id=how>MVP</h1>")
    edit(theirs, "id=why", "id=whence", "glossary/okr/index.html")
    assert [difference for difference in found(ours, theirs, RECORDED) if difference.row == "addresses"] == [
        Difference("addresses", "glossary/mvp/#how", "times", "1", "2"),
        Difference("addresses", "glossary/okr/#why", "times", "1", "0"),
    ]
    assert missing_addresses(read_site(theirs, ROOT, RECORDED)) == [
        "/glossary/mvp/#how: 2 times",
        "/glossary/nowhere/: 0 times",
        "/glossary/okr/#why: 0 times",
    ]


LISTED = Allowance(("one",), "metas", "It names itself.", what="generator", ours="mkdocs-.*", theirs="one-.*")


def named(name: str, *others: Fact) -> Counter[Fact]:
    return Counter([Fact("metas", "about/", "generator", name), *others])


def test_what_is_listed_is_counted_apart() -> None:
    title = Fact("titles", "about/", "title", "About")
    verdict = compare(named("mkdocs-1", title), named("one-2", title), (LISTED,), "one")
    assert (verdict.equal, verdict.listed) == (Counter({"titles": 1}), Counter({"metas": 1}))
    assert list(errors("one", verdict)) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda fact: Fact("titles", fact.where, fact.what, fact.value),
        lambda fact: Fact(fact.row, fact.where, "description", fact.value),
        lambda fact: Fact(fact.row, fact.where, fact.what, f"not {fact.value}"),
    ],
    ids=["another row", "another thing", "another value"],
)
def test_an_allowance_allows_nothing_else(change: Callable[[Fact], Fact]) -> None:
    ours, theirs = (Counter([change(*named(name))]) for name in ("mkdocs-1", "one-2"))
    verdict = compare(ours, theirs, (LISTED,), "one")
    assert len(verdict.unexplained) == 1
    assert verdict.listed == Counter()


def test_where_nothing_may_be_something_is_not_allowed() -> None:
    only_new = Allowance(("one",), "metas", "It is new.", ours=None)
    assert len(compare(named("mkdocs-1"), named("one-2"), (only_new,), "one").unexplained) == 1
    assert compare(Counter(), named("one-2"), (only_new,), "one").unexplained == ()


def test_an_allowance_that_no_longer_occurs_is_an_error_for_its_generators_alone() -> None:
    same = named("mkdocs-1")
    assert list(errors("one", compare(same, same, (LISTED,), "one"))) == [
        "one: no metas differ as allowed: It names itself.\n    Take the entry, or this generator, out of tools/parity/allowed.py."
    ]
    assert list(errors("other", compare(same, same, (LISTED,), "other"))) == []


def test_an_error_names_the_page_the_thing_and_both_values(ours: Path, theirs: Path) -> None:
    edit(theirs, "A card.", "A cart.")
    edit(theirs, 'href="../">Glossary', 'href="../../">Glossary')
    verdict = compare(read_site(ours, ROOT), read_site(theirs, ROOT), (), "one")
    assert sorted(errors("one", verdict)) == [
        f'one: links glossary/mvp/: a href "Glossary"\n    mkdocs: "{ROOT}glossary/"\n    one: "{ROOT}"',
        'one: text glossary/mvp/: article\n    mkdocs: "MVPHow it works Ask why and what. A card. OKR"\n'
        '    one: "MVPHow it works Ask why and what. A cart. OKR"',
    ]


def test_a_long_text_is_told_around_the_first_word_that_differs() -> None:
    words = [f"w{number}" for number in range(100)]
    told = Difference("text", "", "article", " ".join(words), " ".join([*words[:50], "new", *words[51:]])).told("one")
    assert told == (
        f'text (home): article\n    mkdocs: "{" ".join(words[38:62])}"\n    one: "{" ".join([*words[38:50], "new", *words[51:62]])}"'
    )


def test_the_table_has_every_row_and_counts_what_is_unexplained(ours: Path, theirs: Path) -> None:
    edit(theirs, "<title>MVP - Handbook", "<title>MVP")
    verdict = compare(read_site(ours, ROOT), read_site(theirs, ROOT), (), "one")
    lines = list(table({"one": verdict}))
    assert [line.split("|")[1].strip() for line in lines[2:]] == list(ROWS)
    assert "| titles | 1 | 0 | 1 |" in lines
    assert "| pages | 2 | 0 | 0 |" in lines
