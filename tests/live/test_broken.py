"""Whatever is broken, the last good version is shown, with a banner that names each problem, until it is mended."""

from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.project import RESOURCE, SKILL, TERM, Project
from tests.workplace import PATIENCE, Live, serving_live

# What is edited, how it is mended, and what the banner says of it.
BREAKS: dict[str, tuple[str, str, str, str]] = {
    "an entry": (TERM, "area: data", "area: dta", f'{TERM}:4:7 unknown value "dta" in area. Did you mean "data"?'),
    "YAML": (SKILL, "title: Saying no", 'title: "Saying no', f"{SKILL}:"),
    "a page's call": (TERM, "{{ term_foot() }}", "{{ term_fot() }}", 'unknown macro "term_fot". Did you mean "term_foot"?'),
    "a template's syntax": ("handbook/templates/term_head.html", "The trap", "{% if %}The trap", "handbook/templates/term_head.html:"),
    "a template's name": ("handbook/templates/term_head.html", "The trap", "{{ nothing }}The trap", "'nothing' is undefined"),
    "the theme": ("overrides/main.html", '{% extends "base.html" %}', '{% extends "base.html" %}{% block %}', "overrides/main.html:"),
    "a module's syntax": ("handbook/handbook.py", "def spoken_time(", "def spoken_time((", "handbook/handbook.py:"),
    "a module's import": (
        "handbook/handbook.py",
        "from functools import cached_property, lru_cache",
        "from functools import cached_propert, lru_cache",
        "cannot import name 'cached_propert'",
    ),
    "a module at work": ("handbook/macros/terms.py", "area_pages.get(", "area_pages.gett(", "no attribute 'gett'"),
    "the macros": ("macros.py", "for name in MACROS:", "for name in MACROZ:", "name 'MACROZ' is not defined"),
    "the configuration": ("mkdocs.yml", "strict: true", "strict: [true", "mkdocs.yml:"),
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    page.close()


def test_each_kind_of_break_is_told_over_the_last_good_version_and_mending_it_clears_it(live: Live, page: Page) -> None:
    page.goto(f"{live.url}glossary/pipeline/")
    told = page.locator("#hb-live [role=alert]")
    wrong = []
    for name, (path, sound, broken, says) in BREAKS.items():
        live.project.edit(path, sound, broken)
        try:
            expect(told).to_contain_text(says, timeout=5000)
        except AssertionError:
            wrong.append(f"{name}: {told.text_content()}")
        expect(page.locator("article.md-content__inner")).to_contain_text("Believing that it runs by itself.")
        live.project.edit(path, broken, sound)
        expect(told).to_be_empty(timeout=PATIENCE * 1000)
    assert wrong == []
    # Nothing is left over: an edit shows.
    live.project.edit(TERM, "Believing that it runs by itself.", "Edited after all that.")
    expect(page.locator("article.md-content__inner")).to_contain_text("Edited after all that.", timeout=PATIENCE * 1000)


def test_the_banner_is_a_readable_alert_on_a_phone_and_escapes_what_it_tells(live: Live, page: Page) -> None:
    page.goto(f"{live.url}glossary/pipeline/")
    live.project.edit(RESOURCE, "format: article", 'format: "<img src=x onerror=alert(1)>"')
    told = page.locator("#hb-live [role=alert]")
    expect(told).to_contain_text("<img src=x")
    expect(told).to_contain_text("You see the last good version")
    assert told.locator("img").count() == 0
    box = told.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    assert box["height"] < 844 / 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []


def test_a_link_to_a_heading_that_is_not_there_is_told_on_the_page_that_has_it(live: Live, page: Page) -> None:
    page.goto(f"{live.url}glossary/pipeline/")
    live.project.edit(TERM, "(warehouse.md)", "(warehouse.md#no-such-heading)")
    told = page.locator("#hb-live [role=alert]")
    expect(told).to_contain_text(f"{TERM}:19:")
    expect(told).to_contain_text('the link "warehouse.md#no-such-heading" leads to no part of docs/glossary/warehouse.md')
    live.project.edit(TERM, "(warehouse.md#no-such-heading)", "(warehouse.md)")
    expect(told).to_be_empty()


def test_a_start_with_a_broken_tree_shows_what_it_can_and_the_rest_once_it_is_mended(workplace: Project, page: Page) -> None:
    workplace.edit(TERM, "area: data", "area: dta")
    with serving_live(workplace) as live:
        assert f'{TERM}:4:7: unknown value "dta" in area' in live.printed()
        page.goto(f"{live.url}glossary/warehouse/")
        told = page.locator("#hb-live [role=alert]")
        expect(told).to_contain_text('unknown value "dta" in area')
        expect(page.locator("h1")).to_have_text("Warehouse")
        workplace.edit(TERM, "area: dta", "area: data")
        expect(told).to_be_empty()


def test_a_start_without_anything_to_show_lists_the_problems_and_becomes_the_page(workplace: Project, page: Page) -> None:
    workplace.edit("handbook/handbook.py", "def spoken_time(", "def spoken_time((")
    workplace.edit("data/vocabulary.yml", "areas:", "areas")
    with serving_live(workplace) as live:
        page.goto(f"{live.url}glossary/pipeline/")
        told = page.locator("main [role=alert]")
        expect(told).to_contain_text("handbook/handbook.py:")
        assert violations(page) == []
        workplace.edit("handbook/handbook.py", "def spoken_time((", "def spoken_time(")
        expect(told).to_contain_text("data/vocabulary.yml:")
        workplace.edit("data/vocabulary.yml", "areas", "areas:")
        expect(page.locator("h1")).to_have_text("Pipeline")


def test_a_broken_page_that_was_never_shown_says_why(live: Live) -> None:
    live.project.write("handbook/templates/glossary.html", "{% no_such_tag %}" + live.project.read("handbook/templates/glossary.html"))
    live.prints("handbook/templates/glossary.html: 0 pages")
    live.has("glossary/", "handbook/templates/glossary.html:1:1")
    with urlopen(f"{live.url}glossary/pipeline/", timeout=PATIENCE) as other:
        assert b"Believing that it runs by itself." in other.read()
