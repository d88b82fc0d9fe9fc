"""What a link shows in a wiki or a chat: cards, linked data, oEmbed, and the page for frames."""

import html
import io
import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import files as files_of
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import rdflib
from PIL import Image, ImageChops, ImageDraw, ImageFont

from handbook.export import cards
from handbook.handbook import Handbook
from handbook.load import load
from handbook.publish import write_files
from tests.conftest import ROOT, SITE_URL
from tests.project import Project

CATALOG = load(ROOT)
LATO_BOLD = next(file for file in files_of("font-lato") or () if file.name == "Lato-Bold.ttf")
FONT = ImageFont.truetype(str(LATO_BOLD.locate()), 76, layout_engine=ImageFont.Layout.BASIC)
# Types and their properties as schema.org describes them, https://schema.org/<type>: what each property may hold.
THING = {"name": "Text", "alternateName": "Text", "description": "Text", "url": "URL"}
SHAPES = {
    "DefinedTerm": THING | {"inDefinedTermSet": "DefinedTermSet", "termCode": "Text"},
    "DefinedTermSet": THING | {"inLanguage": "Text", "license": "URL"},
    "LearningResource": THING
    | {"inLanguage": "Text", "license": "URL", "isAccessibleForFree": "Boolean", "dateCreated": "Date", "dateModified": "Date"}
    | {"timeRequired": "Duration"},
    "BreadcrumbList": THING | {"itemListElement": "ListItem"},
    "ItemList": THING | {"itemListElement": "ListItem", "numberOfItems": "Integer"},
    "ListItem": THING | {"position": "Integer", "item": "Thing"},
}
TEXTS = {
    "Text": r".*\S.*",
    "URL": r"https?://\S+",
    "Date": r"\d{4}(-\d\d-\d\d)?",
    "Duration": r"PT\d+[HM]",
}
# The members of a DefinedNamespace of rdflib are its annotations: all types and properties of schema.org.
SCHEMA_ORG = set(rdflib.SDO.__annotations__)


def linked(site: Path, page: str) -> list[dict[str, Any]]:
    text = (site / page / "index.html").read_text(encoding="utf-8")
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    document = json.loads(found)
    assert document["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = document["@graph"]
    return graph


def words(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(words, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    own = {key for key in node if not key.startswith("@")} | {node["@type"]}
    return own.union(*map(words, node.values()))


def misfits(node: dict[str, Any]) -> list[str]:
    """What a node, or one within it, says that its type has no property for or that the property cannot hold."""
    found = []
    for key, value in ((key, value) for key, value in node.items() if not key.startswith("@")):
        wanted = SHAPES[node["@type"]].get(key)
        for each in value if isinstance(value, list) else [value]:
            if not holds(each, wanted):
                found.append(f"{node['@type']}.{key}: {each!r}")
            elif isinstance(each, dict):
                found += misfits(each)
    return found


def holds(value: Any, wanted: str | None) -> bool:
    if wanted in {"Boolean", "Integer"}:
        return type(value) is {"Boolean": bool, "Integer": int}[wanted]
    if wanted in TEXTS:
        return isinstance(value, str) and re.fullmatch(TEXTS[wanted], value) is not None
    if wanted == "Thing":
        return holds(value, "URL") or (isinstance(value, dict) and value["@type"] in SHAPES)
    return isinstance(value, dict) and value["@type"] == wanted


def test_linked_data_of_every_page_fits_the_shapes_of_schema_org(site: Path) -> None:
    pages = [file.parent for file in site.rglob("index.html") if "application/ld+json" in file.read_text(encoding="utf-8")]
    assert len(pages) > sum(len(CATALOG.records(kind)) for kind in ("term", "skill", "comparison", "path"))
    assert [fault for page in pages for node in linked(page, "") for fault in misfits(node)] == []


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("glossary/ci-cd/", "DefinedTerm"),
        ("skills/saying-no/", "LearningResource"),
        ("compare/precision-vs-recall/", "LearningResource"),
        ("paths/from-notebook-to-metric/", "LearningResource"),
        ("library/", "ItemList"),
    ],
)
def test_linked_data_is_in_the_words_of_schema_org(site: Path, page: str, kind: str) -> None:
    entry, trail = linked(site, page)
    assert entry["@type"] == kind
    assert entry["url"] == f"{SITE_URL}{page}"
    assert trail["@type"] == "BreadcrumbList"
    assert [item["position"] for item in trail["itemListElement"]] == list(range(1, len(trail["itemListElement"]) + 1))
    assert trail["itemListElement"][-1]["item"] == f"{SITE_URL}{page}"
    assert words([entry, trail]) - SCHEMA_ORG == set()


def test_a_term_belongs_to_the_set_and_says_its_definition(site: Path) -> None:
    term, _ = linked(site, "glossary/ci-cd/")
    assert term["description"] == CATALOG.terms["ci-cd"].model.definition
    assert term["inDefinedTermSet"]["@type"] == "DefinedTermSet"
    library, _ = linked(site, "library/")
    assert library["numberOfItems"] == len(CATALOG.resources)


def test_every_entry_with_a_page_has_its_card(site: Path) -> None:
    for kind in ("term", "skill", "comparison", "path"):
        for entry_id in CATALOG.records(kind):
            file = site / "assets" / "cards" / f"{kind}-{entry_id}.png"
            assert file.stat().st_size <= cards.LARGEST
            with Image.open(file) as image:
                assert (image.format, image.size) == ("PNG", cards.SIZE)


@pytest.mark.parametrize("page", ["", "glossary/ci-cd/", "skills/saying-no/", "skills/influence/", "paths/", "library/", "about/"])
def test_the_picture_that_a_page_names_is_there(site: Path, page: str) -> None:
    text = (site / page / "index.html").read_text(encoding="utf-8")
    (address,) = re.findall(r'<meta property="og:image" content="([^"]+)">', text)
    assert (site / address.removeprefix(SITE_URL)).is_file()
    assert '<meta property="og:title" content="Overview">' not in text


def test_a_card_is_the_same_each_time_and_drawn_only_when_something_on_it_changed(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cards.draw("a", "b", "c", "#12263a") == cards.draw("a", "b", "c", "#12263a")
    drawn: list[str] = []
    draw = cards.draw

    def counted(label: str, title: str, text: str, colour: str) -> bytes:
        drawn.append(title)
        return draw(label, title, text, colour)

    monkeypatch.setattr(cards, "draw", counted)
    write_files(cards.files(Handbook(load(project.root)), ""), tmp_path)
    assert len(drawn) == 8
    write_files(cards.files(Handbook(load(project.root)), ""), tmp_path)
    assert len(drawn) == 8
    project.edit("docs/glossary/pipeline.md", "definition: A sentence that says what Pipeline is.", "definition: Another sentence.")
    cards.draw_missing(Handbook(load(project.root)))
    assert drawn[8:] == ["Pipeline"]
    write_files(cards.files(Handbook(load(project.root)), ""), tmp_path)
    assert drawn[9:] == []


def test_two_processes_that_draw_at_once_keep_the_same_cards(project: Project) -> None:
    command = [sys.executable, "-m", "handbook", "cards", "--root", str(project.root)]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    kept = {file.name: file.read_bytes() for file in (project.root / cards.CACHE).iterdir()}
    assert sorted(kept.values()) == sorted(file.content for file in cards.files(Handbook(load(project.root)), ""))
    assert {Path(name).suffix for name in kept} == {".png"}
    shutil.rmtree(project.root / cards.CACHE)
    cards.draw_missing(Handbook(load(project.root)))
    assert {file.name: file.read_bytes() for file in (project.root / cards.CACHE).iterdir()} == kept


def test_letters_are_where_the_font_puts_them() -> None:
    title = "Type II AVATARS, To-Way"
    card = Image.open(io.BytesIO(cards.draw("Label", title, "Words.", "#12263a"))).convert("RGB")
    wanted = Image.new("RGB", cards.SIZE, card.getpixel((1100, 600)))
    ImageDraw.Draw(wanted).text((90, 110), title, font=FONT, fill="#12263a")
    of_title = (60, 105, 1200, 205)
    # The card has fourteen shades of ink, so a pixel may be lighter or darker by half a shade.
    assert max(ImageChops.difference(card.crop(of_title), wanted.crop(of_title)).tobytes()) <= 12


def test_lines_are_as_full_as_they_may_be() -> None:
    text = " ".join(record.model.definition for record in CATALOG.terms.values())
    broken = cards.lines(text, FONT)
    assert " ".join(broken) == text
    for line, following in pairwise(broken):
        assert FONT.getlength(line) <= 1020 < FONT.getlength(f"{line} {following.split()[0]}")


def test_the_longest_words_stay_on_the_card() -> None:
    card = Image.open(io.BytesIO(cards.draw("label " * 5, "W" * 20 + " " + "Wide " * 14, "Mm " * 80, "#12263a"))).convert("L")
    assert min(card.crop((1150, 0, 1200, 630)).tobytes()) > 200


def test_a_card_has_its_area_s_colour_and_the_handbook_s_own() -> None:
    card = Image.open(io.BytesIO(cards.draw("label", "Title", "Words.", "#0b6b63"))).convert("RGB")
    assert card.getpixel((10, 300)) == (0x0B, 0x6B, 0x63)
    assert card.getpixel((100, 559)) == (0xF5, 0xA5, 0x24)
    assert card.getpixel((1100, 600)) == (0xFA, 0xF8, 0xF3)


def test_oembed_leads_to_a_frame_without_scripts(site: Path) -> None:
    page = (site / "glossary/ci-cd/index.html").read_text(encoding="utf-8")
    (address,) = re.findall(r'<link rel="alternate" type="application/json\+oembed" [^>]*href="([^"]+)"', page)
    answer = json.loads((site / address.removeprefix(SITE_URL)).read_text(encoding="utf-8"))
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert isinstance(answer["width"], int)
    (frame,) = re.findall(r'<iframe src="([^"]+)"', answer["html"])
    text = (site / frame.removeprefix(SITE_URL) / "index.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert CATALOG.terms["ci-cd"].model.definition in html.unescape(text)
    assert f'href="{SITE_URL}glossary/ci-cd/"' in text
