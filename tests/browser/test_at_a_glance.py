"""What a reader gets from a page without reading all of it: terms, comparisons and skills."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from handbook.load import load
from tests.browser.accessibility import COLOURS, in_the_dark, violations
from tests.conftest import ROOT
from tests.windows import Borrow

CATALOG = load(ROOT)
PHONE: ViewportSize = {"width": 390, "height": 844}
# Pages over http that are not on this machine have neither.
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined }); Object.defineProperty(window, 'isSecureContext', { value: false })"
KEEP_WHAT_IS_COPIED = """addEventListener('copy', () => {
    const field = document.activeElement;
    window.copied = field.value?.slice(field.selectionStart, field.selectionEnd) ?? String(getSelection());
})"""


@pytest.fixture
def phone(borrow: Borrow) -> Page:
    return borrow(viewport=PHONE, has_touch=True, is_mobile=True, bypass_csp=True)


def tops(page: Page, *selectors: str) -> list[float]:
    """How far from the top of the page each of these begins."""
    found: list[float] = page.evaluate(
        "all => all.map(one => document.querySelector(one).getBoundingClientRect().top + scrollY)", selectors
    )
    return found


def test_a_term_says_first_what_a_meeting_needs(phone: Page, url: str) -> None:
    phone.goto(f"{url}glossary/ci-cd/")
    for line in (".hb-lead", ".hb-bridge > div:last-child dt"):
        expect(phone.locator(f".hb-term {line}")).to_be_in_viewport()
    order = tops(
        phone, ".hb-lead", ".hb-bridge", ".hb-marks", "#ask", "#trap", "#how", ".hb-foot .hb-marks", "#next", ".hb-unlike", "#read"
    )
    assert order == sorted(order)
    for link in phone.get_by_role("navigation", name="On this page").get_by_role("link").all():
        anchor = link.get_attribute("href") or ""
        link.click()
        expect(phone.locator(anchor)).to_be_in_viewport()


def test_only_newcomers_are_told_what_this_site_is(phone: Page, url: str) -> None:
    told = phone.locator(".hb-whose")
    phone.goto(f"{url}glossary/ci-cd/")
    expect(told).to_be_visible()
    phone.get_by_role("button", name="I know this").first.click()
    phone.goto(f"{url}glossary/mvp/")
    expect(told).to_be_hidden()
    phone.evaluate("localStorage.clear()")
    phone.goto("about:blank")
    phone.goto(f"{url}glossary/mvp/")
    expect(told).to_be_visible()
    phone.evaluate("path => { location.href = path; }", f"{url}glossary/ci-cd/")
    phone.wait_for_url("**/glossary/ci-cd/")
    expect(told).to_be_hidden()


def test_the_meeting_card_is_one_screen_and_is_copied_without_a_clipboard(phone: Page, url: str) -> None:
    term, address = CATALOG.terms["ci-cd"].model, f"{url}glossary/ci-cd/"
    phone.add_init_script(NO_CLIPBOARD)
    phone.add_init_script(KEEP_WHAT_IS_COPIED)
    phone.goto(address)
    phone.get_by_role("button", name="Meeting card").click()
    card = phone.get_by_role("dialog", name="CI/CD")
    assert card.evaluate("one => one.scrollHeight <= one.clientHeight")
    assert violations(phone) == []
    in_the_dark(phone)
    assert violations(phone, COLOURS, "dialog") == []
    card.get_by_role("button", name="Copy as text").click()
    expect(card.get_by_role("status")).to_have_text("Copied: the card as text.")
    lines = phone.evaluate("copied").split("\n")
    assert lines[:2] == ["CI/CD", term.definition]
    assert f"What you decide: {term.pm_decision}" in lines
    assert [line for line in lines if line.startswith("- ")] == [f"- {question}" for question in term.ask]
    assert f"The trap: {term.trap}" in lines
    assert lines[-1] == f"CI/CD (ML PM Handbook): {address}"
    card.get_by_role("button", name="Copy link").click()
    expect(card.get_by_role("status")).to_contain_text("a link")
    shared = phone.evaluate("copied")
    phone.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(phone.get_by_role("button", name="Meeting card")).to_be_focused()
    phone.goto("about:blank")
    phone.goto(shared)
    expect(card).to_be_visible()
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()
    expect(phone).to_have_url(address)


def test_a_first_tap_on_a_term_in_the_text_shows_it_and_a_second_opens_it(phone: Page, url: str) -> None:
    phone.goto(f"{url}glossary/rollback/")
    link = phone.locator("article > p a[href*='/feature-flag/']").first
    shown = phone.locator(".hb-preview")
    link.tap()
    expect(shown).to_contain_text(CATALOG.terms["feature-flag"].model.definition)
    phone.locator("#how").tap()
    expect(shown).to_have_count(0)
    link.tap()
    shown.get_by_role("link", name="Open").tap()
    phone.wait_for_url(f"{url}glossary/feature-flag/")
    phone.go_back()
    link.tap()
    expect(shown).to_be_visible()
    link.tap()
    phone.wait_for_url(f"{url}glossary/feature-flag/")
    # What stands in a list of links leads on at once.
    phone.locator(".hb-next a").first.tap()
    phone.wait_for_url(re.compile(r"/guide/glossary/(?!feature-flag)"))


def test_a_mark_says_the_word_of_its_button(phone: Page, url: str) -> None:
    phone.goto(f"{url}glossary/mvp/")
    for button in (phone.locator(".hb-marks button").first, phone.locator(".hb-foot .hb-marks button").nth(1)):
        word = (button.text_content() or "").partition(":")[0]
        button.click()
        expect(phone.locator(".hb-notice")).to_have_text(f"Marked: {word}.")
    expect(phone.locator(".hb-term .hb-marks button").nth(1)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", ["compare/precision-vs-recall/", "compare/build-buy-fine-tune-or-prompt/"])
def test_two_columns_are_side_by_side_on_a_phone(phone: Page, url: str, path: str) -> None:
    phone.goto(url + path)
    order = tops(phone, "#verdict", "#choose", ".hb-choose", "#side-by-side", ".hb-sides")
    assert order == sorted(order)
    heads = phone.locator(".hb-sides thead th a:visible")
    before = heads.all_text_contents()
    assert len(before) == 2
    row = phone.locator(".hb-sides tbody tr").nth(3)
    row.scroll_into_view_if_needed()
    boxes = [box for cell in row.locator("td:visible").all() if (box := cell.bounding_box())]
    assert len(boxes) == 2
    assert boxes[0]["y"] == boxes[1]["y"]
    assert all(box["width"] > 150 and box["x"] + box["width"] <= PHONE["width"] for box in boxes)
    # The heads stay while one reads down.
    expect(heads.first).to_be_in_viewport()
    if phone.locator(".hb-swap").count():
        phone.locator(".hb-swap:visible").nth(1).click()
        after = heads.all_text_contents()
        assert after[0] == before[0]
        assert after[1] not in before
        assert violations(phone, within=".hb-comparison") == []


def test_a_comparison_of_many_is_whole_without_scripts(borrow: Borrow, url: str) -> None:
    page = borrow(java_script_enabled=False, viewport=PHONE)
    page.goto(f"{url}compare/build-buy-fine-tune-or-prompt/")
    assert page.locator(".hb-sides thead th a:visible").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_skill_is_short_until_it_is_unfolded(phone: Page, url: str) -> None:
    phone.goto(f"{url}skills/backend-fluency/")
    assert phone.evaluate("document.documentElement.scrollHeight") <= 8 * PHONE["height"]
    shown = phone.locator(".hb-skill-foot .hb-reading:visible")
    assert shown.count() == 3
    phone.locator("#reading ~ details summary").click()
    assert shown.count() == phone.locator(".hb-skill-foot .hb-reading").count() > 3
    names = phone.locator(".hb-level h3 span:last-child")
    assert len({box["x"] for name in names.all() if (box := name.bounding_box())}) == 1


def test_the_map_of_skills_has_the_levels_that_the_reader_gave(phone: Page, url: str) -> None:
    phone.goto(f"{url}skills/saying-no/")
    phone.get_by_role("link", name="Rate yourself").click()
    expect(phone.locator(".hb-check__skill--open legend")).to_have_text("Saying no")
    phone.locator(".hb-check__skill--open input").nth(2).check()
    phone.goto(f"{url}skills/")
    assert phone.locator(".hb-skill-list .hb-row").count() == len(CATALOG.skills)
    expect(phone.locator(".hb-row__state:visible")).to_have_text("●●○○ Working")
