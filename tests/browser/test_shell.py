"""The frame around every page: colours, the menu, contents that follow, tables that scroll, styles that were cut, and its weight."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from handbook import styles
from tests.conftest import ROOT
from tests.windows import Borrow
from tools.shots import PAGES
from tools.weigh import bound, weigh

KEY = "/guide/.__palette"
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
THEMES = "assets/stylesheets/*.css"


@pytest.fixture
def page(borrow: Borrow) -> Page:
    return borrow(viewport=DESKTOP, color_scheme="light", reduced_motion="reduce")


def scheme(page: Page) -> str:
    return str(page.locator("body").get_attribute("data-md-color-scheme"))


def test_colours_go_round_are_kept_and_followed_by_another_tab(page: Page, url: str) -> None:
    other = page.context.new_page()
    other.goto(f"{url}linking/")
    page.bring_to_front()  # Behind another, a tab is drawn once a second.
    page.goto(f"{url}about/")
    button = page.locator(".hb-colours")
    assert (scheme(page), page.evaluate("localStorage.length")) == ("default", 0)
    for name, shown, kept in (
        ("Switch to dark colours", "slate", "slate"),
        ("Switch to light colours", "default", "default"),
        ("Use system colours", "default", None),
        ("Switch to dark colours", "slate", "slate"),
    ):
        expect(button).to_have_accessible_name(name)
        button.click()
        assert scheme(page) == shown
        assert page.evaluate("key => JSON.parse(localStorage.getItem(key))?.color.scheme ?? null", KEY) == kept
    expect(other.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    # A choice stays when the system's colours change; what was not chosen follows them.
    page.emulate_media(color_scheme="dark")
    button.click()
    expect(button).to_have_accessible_name("Switch to light colours")
    assert scheme(page) == "slate"
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


@pytest.mark.parametrize(
    ("kept", "shown", "left"),
    [
        # As the theme's own script kept it: chosen, and merely seen.
        ({"index": 1, "color": {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "primary": "custom"}}, "slate", True),
        ({"index": 0, "color": {"media": "(prefers-color-scheme: light)", "scheme": "default", "primary": "custom"}}, "default", False),
        ({"color": {"scheme": "slate"}}, "slate", True),
        ({"color": {"scheme": "url(evil)"}}, "default", True),
    ],
)
def test_colours_are_there_before_anything_is_drawn(page: Page, url: str, kept: object, shown: str, left: bool) -> None:
    page.add_init_script(
        f"localStorage.getItem('{KEY}') ?? (window.top === window && localStorage.setItem('{KEY}', {json.dumps(json.dumps(kept))}))"
    )
    # What the body has when the first thing in it is parsed.
    page.add_init_script("""new MutationObserver((_, observer) => {
        if (!document.body?.firstElementChild) return;
        window.first ??= document.body.dataset.mdColorScheme;
        requestAnimationFrame(() => { window.drawn ??= document.body.dataset.mdColorScheme; observer.disconnect(); });
    }).observe(document, { childList: true, subtree: true })""")
    page.route("**/shell.js", lambda route: route.abort())
    page.goto(f"{url}about/")
    assert page.evaluate("window.drawn") == shown
    assert page.evaluate("key => localStorage.getItem(key) !== null", KEY) is left
    expect(page.locator(".hb-colours")).to_be_hidden()


def test_the_menu_opens_and_closes_by_keyboard(page: Page, url: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{url}transition/bus/")
    focused: Callable[[], str] = lambda: page.evaluate("document.activeElement.innerText.trim() || document.activeElement.ariaLabel")  # noqa: E731
    button = page.get_by_role("button", name="Menu", exact=True)
    expect(button).to_have_attribute("aria-expanded", "false")
    # Closed, nothing in it takes the focus.
    assert (
        page.locator("#hb-menu").evaluate(
            "menu => [...menu.querySelectorAll('a, label')].some(one => one.checkVisibility({ visibilityProperty: true }))"
        )
        is False
    )
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert "BUS" in focused()
    # Up to the whole list, and into another part.
    page.locator("#hb-menu label.md-nav__title:visible").get_by_text("The move", exact=True).press("Enter")
    assert focused() == "The move"
    page.locator("#hb-menu label.md-nav__link", has_text="Paths").press(" ")
    expect(page.locator("#hb-menu").get_by_role("link", name="All paths")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#hb-menu")).not_to_be_in_viewport()
    # By pointer, and away by going on.
    button.click()
    page.locator(".md-overlay").click(position={"x": 380, "y": 400})
    expect(button).to_have_attribute("aria-expanded", "false")


def test_without_scripts_the_menu_opens_by_pointer_and_tables_scroll(borrow: Borrow, url: str) -> None:
    page = borrow(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{url}glossary/decision-threshold/")
    page.locator(".md-header label[for=__drawer]").click()
    expect(page.locator(".md-sidebar--primary label", has_text="Paths").first).to_be_in_viewport()
    box = page.locator(".md-typeset__scrollwrap").first
    assert box.evaluate("box => box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX === 'auto'")


def test_wide_tables_are_reached_by_keyboard_and_narrow_ones_are_not(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/decision-threshold/")
    box = page.locator(".md-typeset__scrollwrap").first
    expect(box).not_to_have_attribute("tabindex", "0")
    page.set_viewport_size(PHONE)
    expect(box).to_have_attribute("tabindex", "0")
    expect(box).to_have_accessible_name("Table, scrolls sideways")
    box.focus()
    page.keyboard.press("ArrowRight")
    expect(box).not_to_have_js_property("scrollLeft", 0)
    page.set_viewport_size(DESKTOP)
    expect(box).not_to_have_attribute("tabindex", "0")


def test_the_contents_follow_the_reading_and_the_way_back_is_offered(page: Page, url: str) -> None:
    page.goto(f"{url}contributing/entries/")
    current = page.locator(".md-sidebar--secondary [aria-current=location]")
    expect(current).to_have_count(0)
    links = page.locator(".md-sidebar--secondary a[href^='#']")
    last = links.nth(links.count() // 2)
    last.click()
    expect(current).to_have_text(last.inner_text())
    expect(current).to_be_in_viewport()
    heading = page.locator(":target")
    assert heading.evaluate("one => one.getBoundingClientRect().top >= document.querySelector('.md-header').getBoundingClientRect().bottom")
    expect(page.locator(".md-header__title--active")).to_contain_text("How entries are written")
    back = page.get_by_role("button", name="Back to top")
    expect(back).to_be_hidden()
    page.mouse.move(700, 500)
    page.mouse.wheel(0, -200)
    expect(back).to_be_visible()
    back.click()
    page.wait_for_function("scrollY === 0")
    expect(page.locator("h1")).to_be_focused()
    expect(current).to_have_count(0)


_RULES = """text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s+/g, " "));
}"""

# Selectors of rules that were cut, without what they ask of states. A rule that lays down nothing but custom properties goes when
# nothing asks for them.
_GONE = """([whole, cut]) => {
    const counts = (rule) => [...rule.style].some((name) => !name.startsWith("--"));
    const flat = (rules) => [...rules].flatMap((rule) => rule.selectorText ? (counts(rule) ? [rule] : []) : flat(rule.cssRules ?? []));
    const parts = (text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        return flat(sheet.cssRules).flatMap((rule) => rule.selectorText.split(/,(?![^(]*\\))/).map((one) => one.trim()));
    };
    const left = new Set(parts(cut));
    const states = /::?(?:before|after|hover|focus(?:-within|-visible)?|checked|target|active|valid|disabled|placeholder|marker|-webkit-[\\w-]+)/g;
    return [...new Set(parts(whole).filter((one) => !left.has(one)).map((one) => one.replace(states, "")))];
}"""
# One that was nothing but states and ends is no selector any more.
_MATCHING = """(selectors) => selectors.filter((one) => { try { return document.querySelector(one); } catch { return false; } })"""


def test_no_rule_is_cut_that_applies_to_an_element_of_some_page(page: Page, url: str, site: Path) -> None:
    whole = "".join(file.read_text(encoding="utf-8") for file in sorted(site.glob(THEMES)))
    cut = (site / styles.JOINED).read_text(encoding="utf-8")
    gone = page.evaluate(_GONE, [whole, cut])
    assert len(gone) > 800
    for kind, path in PAGES.items():
        page.goto(url + path)
        assert page.evaluate(_MATCHING, gone) == [], kind


def test_our_own_styles_are_sent_in_their_order(page: Page, url: str, site: Path) -> None:
    """Those of single pages whole, the others without what none of the pages that get them can need."""
    sent = {place: page.evaluate(_RULES, (site / place).read_text(encoding="utf-8")) for place in styles.ALL_JOINED}
    for file in sorted((ROOT / "docs/assets/css").glob("*.css")):
        ours = page.evaluate(_RULES, file.read_text(encoding="utf-8"))
        if file.name in {"gap-check.css", "plan.css", "room.css"}:
            assert page.evaluate(_RULES, (site / "assets/css" / file.name).read_text(encoding="utf-8")) == ours
            continue
        for place, rules in sent.items():
            # A rule that comes twice in all is told by neither.
            found = [rules.index(rule) for rule in ours if rules.count(rule) == 1]
            assert found == sorted(found), (file.name, place)
        assert {*ours} & {rule for rules in sent.values() for rule in rules}, file.name


@pytest.mark.parametrize("kind", ["term", "comparison"])
def test_a_first_visit_is_light(browser: Browser, url: str, kind: str) -> None:
    assert weigh(browser, url + PAGES[kind]).total < 1000 * bound(kind)
