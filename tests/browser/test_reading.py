"""The site in a real browser, served under a path prefix as it will be deployed."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.accessibility import COLOURS, in_the_dark, violations
from tests.windows import Borrow
from tools.shots import PAGES

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}

# Of a long list whose items are all printed by one template, the whole is looked at once: axe takes minutes for it.
SHORTER = """document.querySelectorAll('.hb-fold, .hb-index li, .hb-changes li')
  .forEach((one, place) => place < 25 || one.remove())"""

# The theme's own page, for what is not there, is one of a kind too.
KINDS = list(PAGES)


@pytest.fixture
def desktop(borrow: Borrow) -> Page:
    return borrow(viewport=DESKTOP)


def test_the_theme_switch_changes_the_colours_and_is_remembered(desktop: Page, url: str) -> None:
    desktop.emulate_media(color_scheme="light")
    desktop.goto(url)
    background = "getComputedStyle(document.body).backgroundColor"
    light = desktop.evaluate(background)
    desktop.get_by_title("Switch to dark colours").click()
    expect(desktop.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    dark = desktop.evaluate(background)
    assert light != dark
    desktop.goto(f"{url}glossary/")
    assert desktop.evaluate(background) == dark


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_keeps_to_itself_fits_and_is_accessible(desktop: Page, url: str, kind: str) -> None:
    """It asks no other host, breaks no policy, never scrolls sideways, and axe finds nothing at either width or in either scheme."""
    foreign: list[str] = []
    faults: list[str] = []
    desktop.on("request", lambda request: foreign.append(request.url) if not request.url.startswith((url, "data:", "blob:")) else None)
    desktop.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    desktop.on("pageerror", lambda error: faults.append(str(error)))
    desktop.goto(url + PAGES[kind], wait_until="networkidle")
    assert foreign == []
    assert [fault for fault in faults if not (kind == "missing" and "404" in fault)] == []
    assert violations(desktop) == [], "desktop"
    desktop.set_viewport_size(PHONE)
    assert desktop.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    desktop.evaluate(SHORTER)
    assert violations(desktop) == [], "phone"
    # Colours are the same at every width, so the dark ones are looked at once.
    in_the_dark(desktop)
    assert violations(desktop, COLOURS) == [], "dark"


def test_everything_is_there_without_scripts(borrow: Borrow, url: str) -> None:
    page = borrow(java_script_enabled=False)
    page.goto(f"{url}library/")
    assert page.locator(".hb-resource").count() >= 45
    page.goto(f"{url}glossary/")
    assert page.locator(".hb-index li").count() >= 36
    expect(page.locator(".hb-filter")).to_be_hidden()
    page.goto(f"{url}interview/")
    page.locator("summary").first.click()
    page.get_by_role("link", name="Read the rubric").click()
    expect(page.locator(":target").get_by_role("heading", name="A strong answer")).to_be_visible()
    assert page.locator("article").count() == page.locator("h3").count()


def test_the_pictures_lead_where_they_point(desktop: Page, url: str) -> None:
    desktop.goto(url)
    desktop.locator(".hb-bridge-picture a[data-group=influence]").click()
    desktop.wait_for_url(f"{url}skills/influence/")
    desktop.goto(f"{url}skills/tech-fluency/")
    desktop.locator(".hb-areas-picture a[data-area=mlops]").focus()
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(f"{url}skills/mlops-fluency/")


def test_a_missing_page_is_helpful_at_any_depth(desktop: Page, url: str) -> None:
    response = desktop.goto(f"{url}glossary/no/such/term/")
    assert response
    assert response.status == 404
    desktop.get_by_role("link", name="Look up a term").click()
    desktop.wait_for_url(f"{url}glossary/")


def test_nothing_is_kept_in_the_browser_but_the_chosen_colours(desktop: Page, url: str) -> None:
    desktop.goto(url)
    desktop.get_by_title("Switch to dark colours").click()
    for path in ("glossary/", "library/", "glossary/ci-cd/"):
        desktop.goto(url + path)
    assert desktop.context.cookies() == []
    assert desktop.evaluate("Object.keys(localStorage)") == ["/guide/.__palette"]


def test_an_anchor_of_the_library_leads_to_its_entry(desktop: Page, url: str) -> None:
    desktop.goto(f"{url}library/#inspired")
    expect(desktop.locator("#inspired")).to_be_in_viewport()
