"""What was published stays: every address ever recorded, opened in a real browser, and what became of those that went."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook.addresses import read_lock
from handbook.load import LOCK, load
from handbook.model import Moved
from handbook.publish import publish, write_moves
from handbook.serving import serving
from tests.browser.accessibility import violations
from tests.conftest import PREFIX, ROOT


def test_every_address_ever_recorded_still_leads_to_its_place(browser: Browser, url: str) -> None:
    anchors: dict[str, list[str]] = defaultdict(list)
    for address in read_lock((ROOT / LOCK).read_text(encoding="utf-8")):
        page, _, anchor = address.partition("#")
        anchors[page] += [anchor] if anchor else []
    tab = browser.new_page()
    broken = []
    for page, names in anchors.items():
        response = tab.goto(url + page, wait_until="domcontentloaded")
        if not response or not response.ok:
            broken.append(page)
            continue
        broken += [f"{page}#{name}" for name in tab.evaluate("names => names.filter(name => !document.getElementById(name))", names)]
    tab.close()
    assert broken == []
    assert len(anchors) > 200


MOVES = [
    {"old": "glossary/minimum-product/", "to": "glossary/mvp/", "on": "2026-11-24"},
    {"old": "glossary/fad/", "gone": "It was a fad. Read the term on prototypes.", "on": "2026-11-24"},
    {"old": "library/#a-book", "to": "library/#inspired", "on": "2026-11-24"},
    {"old": "library/#a-blog", "gone": "Its author took it down.", "on": "2026-11-24"},
]


@pytest.fixture
def moved(site: Path, tmp_path: Path) -> Iterator[str]:
    """The real site as it is published when two pages and two anchors have moved or gone."""
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    catalog = load(ROOT)
    assert catalog.moved
    catalog.moved = replace(catalog.moved, model=Moved.model_validate({"moves": MOVES}))
    for _ in range(2):  # The second time must change nothing.
        write_moves(catalog, copy)
        assert publish(copy) == []
    with serving(copy, PREFIX) as address:
        yield address


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    tab = browser.new_page()
    yield tab
    tab.close()


def test_a_page_that_moved_leads_on_and_keeps_the_fragment(tab: Page, moved: str) -> None:
    tab.goto(f"{moved}glossary/minimum-product/?from=wiki#trap")
    tab.wait_for_url(f"{moved}glossary/mvp/?from=wiki#trap")
    expect(tab.locator("#trap")).to_be_in_viewport()


def test_a_page_that_moved_leads_on_without_scripts(browser: Browser, moved: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{moved}glossary/minimum-product/")
    page.wait_for_url(f"{moved}glossary/mvp/")
    context.close()


def test_a_page_that_is_gone_says_why(tab: Page, moved: str) -> None:
    response = tab.goto(f"{moved}glossary/fad/")
    assert response
    assert response.ok
    expect(tab.get_by_role("main")).to_contain_text("It was a fad. Read the term on prototypes.")
    assert violations(tab) == []


def test_an_anchor_that_moved_or_went_has_a_note_at_its_place(tab: Page, moved: str) -> None:
    tab.goto(f"{moved}library/#a-blog")
    expect(tab.locator("#a-blog")).to_be_in_viewport()
    expect(tab.locator("#a-blog")).to_contain_text("Its author took it down.")
    tab.locator("#a-book").get_by_role("link", name="now here").click()
    expect(tab).to_have_url(f"{moved}library/#inspired")
    assert tab.locator("#moved-or-gone").count() == 1
