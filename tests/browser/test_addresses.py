"""What was published stays: every address ever recorded, opened in a real browser, and what became of those that went."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from playwright.sync_api import Browser, Page, expect

from handbook.addresses import read_lock
from handbook.handbook import Handbook
from handbook.load import load
from handbook.model import Move, Moved
from handbook.publish import publish
from handbook.serving import serving
from tests.browser.accessibility import violations
from tests.conftest import PREFIX, ROOT
from tests.windows import Borrow


def broken(browser: Browser, site: str, locked: list[str], moves: list[Move]) -> list[str]:
    """The addresses of a lock that do not lead a browser to their place, to where it is now, or to what became of it.

    Pages are fetched and parsed by the browser without being shown, which takes a tenth of the time; that a fragment at which
    there is an id is reached when it is followed, the browser sees to. Pages that lead on are opened.
    """
    tab = browser.new_page()
    tab.goto(site)
    told = {move.old: move for move in moves}
    anchors: dict[str, list[str]] = defaultdict(list)
    for address in locked:
        page, _, anchor = address.partition("#")
        anchors[page] += [anchor] if anchor else []
    left = {page: names for page, names in anchors.items() if page in told}
    found: list[str] = tab.evaluate(NOT_THERE, [site, {page: names for page, names in anchors.items() if page not in told}])
    for page, names in left.items():
        found += [address for address in (page, *(f"{page}#{name}" for name in names)) if not leads_on(tab, site, address, told)]
    tab.close()
    return found


# Fetches each page, and tells it, or those of its anchors that are no id of one element.
NOT_THERE = """async ([site, pages]) => {
    const missing = [];
    for (const [page, names] of Object.entries(pages)) {
        const answer = await fetch(site + page);
        if (!answer.ok) missing.push(page);
        else {
            const found = new DOMParser().parseFromString(await answer.text(), "text/html");
            const ids = Map.groupBy(found.querySelectorAll("[id]"), ({ id }) => id);
            missing.push(...names.filter(name => ids.get(name)?.length !== 1).map(name => `${page}#${name}`));
        }
    }
    return missing;
}"""

# Follows each fragment as a click on it does, and tells those that are not in view then. Of a long list a script shows the entry.
NOT_REACHED = """async names => {
    const missing = [];
    for (const name of names) {
        location.hash = name;
        // The browser finds what is there by itself.
        if (document.querySelector(":target")?.id === name) continue;
        for (let frames = 0; frames < 20 && !seen(name); frames++) await new Promise(requestAnimationFrame);
        if (!seen(name)) missing.push(name);
    }
    return missing;
    function seen(name) {
        const box = document.getElementById(name)?.getBoundingClientRect();
        return box && box.top < innerHeight && box.bottom > 0;
    }
}"""


def leads_on(tab: Page, site: str, address: str, told: dict[str, Move]) -> bool:
    """Whether an address whose page moved or went leads to where it is now, or stays and says why it is gone."""
    page, _, anchor = address.partition("#")
    move = told.get(address, told[page])
    # Committed is enough: the page is about to be left, and waiting for more would be interrupted by that.
    tab.goto(site + address, wait_until="commit")
    if move.to is None:
        return (move.gone or "").strip() in (tab.get_by_role("main").text_content() or "")
    target = move.to if "#" in move.to or not anchor else f"{move.to}#{anchor}"
    tab.wait_for_url(site + target)
    return "#" not in target or tab.evaluate(NOT_REACHED, [target.partition("#")[2]]) == []


def test_every_address_ever_recorded_still_leads_to_its_place(browser: Browser, url: str) -> None:
    catalog = load(ROOT)
    assert catalog.lock
    assert catalog.moved
    locked = read_lock(catalog.lock)
    assert broken(browser, url, locked, catalog.moved.model.moves) == []
    assert len(locked) > 1_000
    assert broken(browser, url, ["glossary/ci-cd/", "glossary/ci-cd/#no-such", "glossary/no-such/"], []) == [
        "glossary/ci-cd/#no-such",
        "glossary/no-such/",
    ]


@pytest.mark.parametrize("page", ["glossary/ci-cd/", "library/", "interview/", "paths/pm-interview-in-two-weeks/"])
def test_a_recorded_fragment_is_reached(tab: Page, url: str, page: str) -> None:
    lock = load(ROOT).lock
    assert lock
    names = [address.partition("#")[2] for address in read_lock(lock) if address.startswith(f"{page}#")]
    assert names
    tab.goto(url + page)
    others = tab.get_by_role("button", name="Show the other")
    if others.is_visible():
        # Those that are not shown at first are, as soon as somebody follows a link to them: a few of them, since each moves the list.
        hidden = tab.evaluate("names => names.filter(name => !document.getElementById(name)?.closest('.hb-fold').checkVisibility())", names)
        assert len(hidden) > 10
        assert tab.evaluate(NOT_REACHED, hidden[::10]) == []
        others.click()
    assert tab.evaluate(NOT_REACHED, names) == []


MOVES = [
    {"old": "glossary/minimum-product/", "to": "glossary/mvp/", "on": "2026-11-24"},
    {"old": "glossary/minimum-product/#what-it-costs", "to": "glossary/ci-cd/#trap", "on": "2026-11-24"},
    {"old": "glossary/minimum-product/#a-joke", "gone": "Nobody laughed.", "on": "2026-11-24"},
    {"old": "glossary/fad/", "gone": "It was a fad. Read the term on prototypes.", "on": "2026-11-24"},
    {"old": "library/#a-book", "to": "library/#inspired", "on": "2026-11-24"},
    {"old": "library/#a-blog", "gone": "Its author took it down.", "on": "2026-11-24"},
]


@pytest.fixture(scope="module")
def moved(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real site as it is published when two pages and two anchors have moved or gone."""
    copy = Path(shutil.copytree(site, tmp_path_factory.mktemp("moved") / "site"))
    catalog = load(ROOT)
    assert catalog.moved
    catalog.moved = replace(catalog.moved, model=Moved.model_validate({"moves": MOVES}))
    for _ in range(2):  # The second time must change nothing.
        assert publish(Handbook(catalog), copy) == []
    with serving(copy, PREFIX) as address:
        yield address


@pytest.fixture
def tab(borrow: Borrow) -> Page:
    return borrow()


def test_a_page_that_moved_leads_on_and_keeps_the_fragment(tab: Page, moved: str) -> None:
    tab.goto(f"{moved}glossary/minimum-product/?from=wiki#trap")
    tab.wait_for_url(f"{moved}glossary/mvp/?from=wiki#trap")
    expect(tab.locator("#trap")).to_be_in_viewport()


def test_a_page_that_moved_leads_on_with_a_fragment_that_is_no_code(tab: Page, moved: str) -> None:
    tab.goto(f"{moved}glossary/minimum-product/#50%-off")
    tab.wait_for_url(f"{moved}glossary/mvp/#50%-off")


class Discovery(HTMLParser):
    """Finds feeds as many programs do, which compare the relation letter by letter and run no scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") == "alternate":
            self.found[values.get("type") or ""] = values.get("href") or ""


def test_programs_find_the_feeds_and_the_theme_asks_for_no_translation(tab: Page, url: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    address = f"{url}glossary/ci-cd/"
    tab.goto(address, wait_until="networkidle")
    assert [one for one in asked if "sitemap" in one] == []
    found = Discovery(tab.request.get(address).text()).found
    assert set(found) == {"application/json+oembed", "application/atom+xml", "application/feed+json"}
    assert feedparser.parse(tab.request.get(urljoin(address, found["application/atom+xml"])).body()).entries
    # What extensions of a browser see, once the page has loaded.
    assert tab.evaluate("[...document.querySelectorAll('link[rel=alternate]')].map((link) => link.type)") == list(found)


def test_what_moved_or_went_is_found_at_every_address_that_it_had(browser: Browser, moved: str) -> None:
    moves = Moved.model_validate({"moves": MOVES}).moves
    locked = [move.old for move in moves] + ["glossary/minimum-product/#trap", "glossary/fad/#trap"]
    assert broken(browser, moved, locked, moves) == []


def test_a_page_that_moved_leads_on_without_scripts(borrow: Borrow, moved: str) -> None:
    page = borrow(java_script_enabled=False)
    page.goto(f"{moved}glossary/minimum-product/")
    page.wait_for_url(f"{moved}glossary/mvp/")


@pytest.mark.parametrize("page", ["glossary/fad/", "embed/glossary/fad/"])
def test_a_page_that_is_gone_says_why(tab: Page, moved: str, page: str) -> None:
    response = tab.goto(f"{moved}{page}")
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
