"""Sharing an entry: through the real clipboard, and by what a link shows elsewhere."""

import pytest
from playwright.sync_api import Page, expect

from handbook.load import load
from tests.browser.accessibility import violations
from tests.conftest import ROOT, SITE_URL
from tests.windows import Borrow

CATALOG = load(ROOT)


@pytest.fixture
def page(borrow: Borrow) -> Page:
    return borrow(permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1440, "height": 900}, bypass_csp=True)


def copied(page: Page, kind: str = "text/plain") -> str:
    found: str = page.evaluate(
        "async kind => { const [item] = await navigator.clipboard.read(); return (await item.getType(kind)).text(); }", kind
    )
    return found


def share(page: Page, name: str) -> None:
    page.get_by_role("menuitem", name=name).click()
    expect(page.locator(".hb-notice")).to_contain_text(f"Copied: {name.lower()} of")


def test_a_term_is_copied_in_four_forms(page: Page, url: str) -> None:
    term = CATALOG.terms["ci-cd"].model
    address = f"{url}glossary/ci-cd/"
    changed = (term.updated or term.added).isoformat()
    page.goto(address)
    expected = {
        "Link": address,
        "Markdown": f"[CI/CD]({address}): {term.definition}",
        "Citation": f"“CI/CD”. ML PM Handbook, last changed {changed}. {address}. Licensed under CC BY 4.0.",
        "Formatted text": f"CI/CD: {term.definition} {address}",
    }
    for name, text in expected.items():
        page.get_by_role("button", name="Share").click()
        share(page, name)
        assert copied(page) == text
    assert f'<a href="{address}"><strong>CI/CD</strong></a>' in copied(page, "text/html")
    assert "CC BY 4.0" in copied(page, "text/html")


def test_the_menu_works_by_keyboard_and_gives_the_focus_back(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/ci-cd/")
    button = page.get_by_role("button", name="Share")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Link")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Markdown")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Link")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator(".hb-notice")).to_contain_text("citation")
    expect(button).to_be_focused()


@pytest.mark.parametrize(
    ("path", "entry", "text"),
    [
        ("library/#inspired", "resource/inspired", "library/#inspired"),
        ("interview/#is-it-drift", "question/is-it-drift", "interview/#is-it-drift"),
        ("skills/saying-no/", "skill/saying-no", "skills/saying-no/"),
        ("compare/precision-vs-recall/", "comparison/precision-vs-recall", "compare/precision-vs-recall/"),
        ("rooms/launch-gate/", "room/launch-gate", "rooms/launch-gate/"),
        ("paths/from-notebook-to-metric/", "path/from-notebook-to-metric", "paths/from-notebook-to-metric/"),
    ],
)
def test_every_kind_of_entry_can_be_shared(page: Page, url: str, path: str, entry: str, text: str) -> None:
    page.goto(url + path)
    page.locator(f"[data-share='{entry}']").click()
    share(page, "Link")
    assert copied(page) == f"{url}{text}"


@pytest.mark.parametrize("width", [390, 1440])
def test_the_menu_is_whole_wherever_its_entry_stands(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{url}library/")
    page.get_by_role("button", name="Cards", exact=True).click()
    buttons = page.locator(".hb-fold .hb-share")
    for place in (0, 3):
        buttons.nth(place).click()
        corners = page.get_by_role("menu").evaluate(
            """menu => { const { left, right, top, bottom } = menu.getBoundingClientRect(); const inset = 4;
            return [left + inset, right - inset].flatMap(x => [top + inset, bottom - inset].map(y => menu.contains(document.elementFromPoint(x, y)))); }"""
        )
        assert corners == [True] * 4
        page.keyboard.press("Escape")


def test_without_a_secure_context_a_term_is_copied_all_the_same(page: Page, url: str) -> None:
    """As on an intranet over http, where browsers give pages no clipboard."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{url}glossary/ci-cd/")
    for name in ("Link", "Formatted text"):
        page.get_by_role("button", name="Share").click()
        share(page, name)
    reader = page.context.new_page()
    reader.goto(f"{url}about/")
    assert f'<a href="{url}glossary/ci-cd/">' in copied(reader, "text/html")
    assert copied(reader).startswith("CI/CD: ")


def test_a_copy_that_fails_says_so(page: Page, url: str) -> None:
    page.route("**/api/v1/**", lambda route: route.abort())
    page.goto(f"{url}glossary/ci-cd/")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("menuitem", name="Markdown").click()
    expect(page.locator(".hb-notice")).to_contain_text("Nothing was copied")


@pytest.mark.parametrize("path", ["glossary/ci-cd/", "skills/saying-no/", "library/", "transition/plan/", ""])
def test_a_link_shows_its_own_title_and_words_elsewhere(page: Page, url: str, path: str) -> None:
    page.goto(url + path)
    meta = dict(
        page.locator("meta[property^='og:']").evaluate_all("found => found.map(meta => [meta.getAttribute('property'), meta.content])")
    )
    assert meta["og:url"] == page.locator("link[rel=canonical]").get_attribute("href") == f"{SITE_URL}{path}"
    assert meta["og:description"] == page.locator("meta[name=description]").get_attribute("content")
    assert meta["og:title"]
    if path == "glossary/ci-cd/":
        assert meta["og:title"] == "CI/CD"
        assert meta["og:description"] == CATALOG.terms["ci-cd"].model.definition


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_term_can_be_framed_by_another_site(borrow: Borrow, url: str, scheme: str) -> None:
    page = borrow(java_script_enabled=False, color_scheme=scheme)
    page.set_content(f'<iframe src="{url}embed/glossary/ci-cd/" width="560" height="240"></iframe>')
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="CI/CD")).to_be_visible()
    expect(frame.get_by_text("Automated steps")).to_be_in_viewport()
    seen = borrow(color_scheme=scheme, viewport={"width": 560, "height": 240}, bypass_csp=True)
    seen.goto(f"{url}embed/glossary/ci-cd/")
    assert seen.evaluate("document.documentElement.scrollHeight") <= 240
    assert violations(seen) == []
