"""The library's filters, as a reader uses them."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from handbook.load import load
from tests.browser.accessibility import violations
from tests.conftest import ROOT
from tests.windows import Borrow

RESOURCES = load(ROOT).resources
# How many rows are shown at first.
FIRST = 100


@pytest.fixture
def page(borrow: Borrow) -> Page:
    return borrow(viewport={"width": 1440, "height": 1000}, permissions=["clipboard-read", "clipboard-write"], bypass_csp=True)


@pytest.fixture
def library(page: Page, url: str) -> Page:
    page.goto(f"{url}library/")
    expect(status(page)).to_have_text(f"{len(RESOURCES)} of {len(RESOURCES)} resources")
    return page


def status(page: Page) -> Locator:
    return page.locator(".hb-found-bar [role=status]")


def shown(page: Page) -> list[str]:
    ids: list[str] = page.locator(".hb-shelf > li").evaluate_all("rows => rows.map(row => row.querySelector('[id]').id)")
    return ids


def choose(page: Page, facet: str, *values: str) -> None:
    part = page.locator(f"[data-facet={facet}]")
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    for value in values:
        part.locator(f"input[value={value}]").check()


def having(**wanted: str) -> set[str]:
    return {name for name, record in RESOURCES.items() if all(str(getattr(record.model, key)) == value for key, value in wanted.items())}


def test_facets_narrow_one_another_and_values_of_one_facet_add_up(library: Page) -> None:
    choose(library, "cost", "paid")
    assert set(shown(library)) == having(cost="paid")
    choose(library, "level", "practitioner")
    assert set(shown(library)) == having(cost="paid", level="practitioner")
    choose(library, "level", "working")
    assert set(shown(library)) == having(cost="paid", level="practitioner") | having(cost="paid", level="working")


def test_a_count_says_what_a_further_choice_would_give(library: Page) -> None:
    choose(library, "format", "book")
    counts = {box.get_attribute("value"): box.locator("xpath=../span[2]").text_content() for box in library.locator("[name=level]").all()}
    for level, count in counts.items():
        assert level
        assert int(count or "") == len(having(format="book", level=level))
    assert library.locator("[name=format][value=article] ~ .hb-count").text_content() == str(len(having(format="article")))


def test_the_address_holds_the_view_and_can_be_shared(library: Page, page: Page, url: str) -> None:
    choose(library, "cost", "paid")
    library.get_by_label("Order").select_option("shortest")
    expect(library).to_have_url(re.compile(r"\?cost=paid&sort=shortest$"))
    before = shown(library)
    assert before == sorted(before, key=lambda name: RESOURCES[name].model.minutes)
    other = page.context.new_page()
    other.goto(library.url)
    expect(status(other)).to_have_text(f"{len(before)} of {len(RESOURCES)} resources")
    assert shown(other) == before
    expect(other.locator("[name=cost][value=paid]")).to_be_checked()


def test_the_back_button_takes_the_last_choice_back(library: Page) -> None:
    choose(library, "cost", "paid")
    choose(library, "format", "book")
    both = shown(library)
    library.go_back()
    expect(library.locator("[name=format][value=book]")).not_to_be_checked()
    assert set(shown(library)) == having(cost="paid")
    library.go_back()
    assert len(shown(library)) == FIRST
    library.go_forward()
    library.go_forward()
    assert shown(library) == both


def test_newest_first_and_a_to_z(library: Page) -> None:
    library.get_by_role("button", name="Show the other").click()
    library.get_by_label("Order").select_option("newest")
    years = [RESOURCES[name].model.year or 0 for name in shown(library)]
    assert years == sorted(years, reverse=True)
    library.get_by_label("Order").select_option("title")
    letters = [title[0].casefold() for title in (RESOURCES[name].model.title for name in shown(library)) if title[0].isalpha()]
    assert letters == sorted(letters)


def test_text_finds_an_author_with_a_slip_and_the_best_comes_first(library: Page) -> None:
    library.get_by_label("Text").fill("karpaty")
    expect(library).to_have_url(re.compile("text=karpaty"))
    expect(status(library)).not_to_contain_text(f"{len(RESOURCES)} of")
    assert shown(library)[0] == "intro-to-large-language-models"


def test_an_empty_list_says_which_filter_to_take_away(library: Page) -> None:
    choose(library, "cost", "paid")
    library.get_by_label("Text").fill("zzzz qqqq")
    expect(library.locator(".hb-empty")).to_be_visible()
    assert violations(library) == []
    library.locator(".hb-empty").get_by_role("button", name=re.compile("^Any text: ")).click()
    assert set(shown(library)) == having(cost="paid")


def test_everything_works_by_keyboard(library: Page) -> None:
    library.get_by_label("Text").focus()
    library.keyboard.press("Tab")
    library.keyboard.press("Tab")
    library.keyboard.press("Space")
    expect(status(library)).not_to_have_text(f"{len(RESOURCES)} of {len(RESOURCES)} resources")
    chip = library.locator(".hb-chosen button")
    chip.focus()
    library.keyboard.press("Enter")
    assert len(shown(library)) == FIRST
    expect(library.get_by_label("Text")).to_be_focused()


def test_an_unknown_value_in_a_link_is_said_and_the_rest_holds(page: Page, url: str) -> None:
    page.goto(f"{url}library/?cost=paid&level=guru")
    expect(status(page)).to_contain_text("“guru”")
    assert set(shown(page)) == having(cost="paid")


def test_an_anchor_opens_its_row_and_wins_over_filters(page: Page, url: str) -> None:
    page.goto(f"{url}library/?cost=paid#four-big-risks-svpg")
    row = page.locator(".hb-fold", has=page.locator("#four-big-risks-svpg"))
    expect(row.locator("summary")).to_be_in_viewport()
    expect(row.get_by_role("link", name="Open on svpg.com")).to_be_in_viewport()
    expect(page.locator(".hb-shelf details[open]")).to_have_count(1)
    assert violations(page) == []


def test_a_link_is_copied_and_said(library: Page, url: str) -> None:
    row = library.locator(".hb-fold", has=library.locator("#four-big-risks-svpg"))
    row.locator("summary").click()
    row.get_by_role("link", name="Link", exact=True).click()
    expect(library.locator(".hb-notice")).to_contain_text("Copied")
    assert library.evaluate("navigator.clipboard.readText()") == f"{url}library/#four-big-risks-svpg"


def test_on_a_phone_the_filters_open_and_close(borrow: Borrow, url: str) -> None:
    page = borrow(viewport={"width": 390, "height": 844}, bypass_csp=True)
    page.goto(f"{url}library/")
    expect(page.get_by_label("Text")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    choose(page, "cost", "paid")
    assert violations(page) == []
    page.get_by_role("button", name=f"Show {len(having(cost='paid'))} resources").click()
    expect(page.get_by_label("Text")).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()


def test_what_fits_is_copied_as_a_list_with_minutes(library: Page) -> None:
    choose(library, "cost", "paid")
    library.get_by_label("Order").select_option("shortest")
    library.get_by_role("button", name="Copy list").click()
    expect(library.locator(".hb-notice")).to_have_text(f"Copied: a list of {len(having(cost='paid'))}.")
    lines = [line for line in library.evaluate("navigator.clipboard.readText()").split("\n") if line.startswith("- ")]
    assert [re.findall(r"\]\((\S+)\)", line)[0] for line in lines] == [RESOURCES[name].model.url for name in shown(library)]
    assert all(re.search(r", \d+ (min|h).*: Paid$", line) for line in lines)


def test_the_density_is_kept_and_cards_are_open(library: Page, url: str) -> None:
    library.get_by_role("button", name="Cards", exact=True).click()
    expect(library.locator(".hb-shelf details:not([open])")).to_have_count(0)
    assert violations(library) == []
    library.goto(f"{url}interview/")
    expect(library.get_by_role("button", name="Cards", exact=True)).to_have_attribute("aria-pressed", "true")
    library.goto(f"{url}library/")
    expect(library.locator(".hb-card--resource details[open]").first).to_be_visible()
    library.get_by_role("button", name="Rows", exact=True).click()
    expect(library.locator(".hb-shelf details[open]")).to_have_count(0)
    assert len(shown(library)) == FIRST


def test_no_list_is_longer_than_25_phone_screens_before_its_reader_asks_for_more(borrow: Borrow, url: str) -> None:
    page = borrow(viewport={"width": 390, "height": 844})
    for path in ("library/", "interview/", "changes/"):
        page.goto(url + path)
        for density in ("Rows", "Cards") if path != "changes/" else ("",):
            if density:
                page.get_by_role("button", name=density, exact=True).click()
            assert page.evaluate("document.documentElement.scrollHeight / innerHeight") <= 25, (path, density)


@pytest.mark.parametrize("width", [390, 1200])
def test_without_scripts_all_resources_are_there_and_no_dead_control(borrow: Borrow, url: str, width: int) -> None:
    page = borrow(java_script_enabled=False, viewport={"width": width, "height": 900})
    page.goto(f"{url}library/#four-big-risks-svpg")
    assert page.locator(".hb-shelf > li").count() == len(RESOURCES)
    for control in (".hb-facets", ".hb-facets__toggle", ".hb-found-bar", ".hb-marks"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.locator("#four-big-risks-svpg")).to_be_in_viewport()
    box = page.locator(".hb-shelf > li").first.bounding_box()
    assert box is not None
    assert box["width"] > 0.75 * min(width, 1000), "the list has the page's width"


def test_of_a_long_list_a_part_is_shown_and_a_button_brings_the_rest(library: Page) -> None:
    first = shown(library)
    library.get_by_role("button", name=f"Show the other {len(RESOURCES) - FIRST}").click()
    expect(library.locator(".hb-shelf > li")).to_have_count(len(RESOURCES))
    assert shown(library)[:FIRST] == first
    expect(library.locator(".hb-shelf > li").nth(FIRST).locator("summary")).to_be_focused()
    expect(library.locator(".hb-more")).to_be_hidden()


def test_in_a_long_list_an_anchor_still_leads_to_its_entry(library: Page, url: str) -> None:
    last = "trustworthy-online-controlled-experiments"
    assert last not in shown(library)
    library.evaluate("id => { location.hash = id; }", last)
    expect(library.locator(f"#{last}")).to_be_in_viewport()
    library.goto(f"{url}about/")
    library.goto(f"{url}library/#{last}")
    expect(library.locator(f"#{last}")).to_be_in_viewport()
    assert len(shown(library)) == FIRST + 1


def test_in_a_long_list_a_row_knows_what_was_marked_while_it_was_out_of_sight(library: Page, url: str) -> None:
    (hidden,) = {"trustworthy-online-controlled-experiments"} - set(shown(library))
    other = library.context.new_page()
    other.goto(f"{url}library/#{hidden}")
    other.locator(f"[data-mark='resource/{hidden}']").get_by_role("button", name="Done").click()
    other.close()
    library.get_by_role("button", name="Show the other").click()
    expect(library.locator(f".hb-star[data-mark='resource/{hidden}']")).to_have_attribute("data-state", "done")
