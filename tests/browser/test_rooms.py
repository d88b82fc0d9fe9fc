"""Decision rooms: numbers that are set, kept in the address, linked, refused in words, and read without scripts."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from handbook.load import load
from tests.browser.accessibility import violations
from tests.conftest import ROOT
from tests.windows import Borrow

CATALOG = load(ROOT)
ROOM = "rooms/decision-threshold/"
CASE = {result.id: result.value for result in CATALOG.rooms["decision-threshold"].model.results}
# Without a limit that bites: the cheapest threshold fits.
ROOMY = "A threshold of 0.05 is cheapest, at €2,188 per 1,000 cases, and the checks fit into the day."


@pytest.fixture
def page(borrow: Borrow) -> Page:
    return borrow(viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"], bypass_csp=True)


def result(page: Page, name: str = "answer") -> Locator:
    return page.locator(f"[data-result={name}]")


def said(page: Page) -> Locator:
    return page.get_by_role("form").get_by_role("status")


def query(page: Page) -> str:
    found: str = page.evaluate("location.search")
    return found


def test_a_number_changes_what_follows_and_the_copied_link_shows_the_same(page: Page, borrow: Borrow, url: str) -> None:
    page.goto(url + ROOM)
    expect(result(page)).to_have_text(CASE["answer"])
    checks = page.get_by_label("Alerts your team can check a day")
    checks.fill("300")
    expect(result(page)).to_have_text(ROOMY)
    checks.press("Tab")
    page.get_by_label("Cost of a miss").fill("5000")
    page.get_by_label("Cost of a miss").press("Enter")
    assert query(page) == "?checks-per-day=300&cost-of-a-miss=5000"
    expect(page.locator(".hb-room__best th")).to_have_text(re.compile("0.02"))
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".hb-notice")).to_contain_text("Copied: a link to this room")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{url}{ROOM}?cost-of-a-miss=5000&checks-per-day=300"
    shown = _shown(page)
    other = borrow(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    other.goto(link)
    expect(other.get_by_label("Cost of a miss")).to_have_value("5000")
    assert _shown(other) == shown
    assert violations(other) == []


def _shown(page: Page) -> list[Any]:
    found: list[Any] = page.locator(".hb-room [data-result], .hb-room td").all_inner_texts()
    return [*found, *page.locator(".hb-room rect").evaluate_all("all => all.map(one => one.getAttribute('width'))")]


def test_back_and_reset_take_numbers_back(page: Page, url: str) -> None:
    page.goto(url + ROOM)
    for label, number in (("Cost of a miss", "90"), ("Cost of a false alert", "4"), ("Cost of a false alert", "5")):
        page.get_by_label(label).fill(number)
        page.get_by_label(label).press("Enter")
    assert query(page) == "?cost-of-a-miss=90&cost-of-a-false-alert=5"
    # What was done with one field is one step.
    page.go_back()
    expect(page.get_by_label("Cost of a false alert")).to_have_value("20")
    expect(page.get_by_label("Cost of a miss")).to_have_value("90")
    page.go_forward()
    expect(result(page, "break-even")).to_have_text("5.3%: €5 ÷ (€5 + €90)")
    page.get_by_role("button", name="Reset").click()
    assert query(page) == ""
    expect(result(page)).to_have_text(CASE["answer"])


@pytest.mark.parametrize("value", ["-3", "1e9", "0x1F", "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "", "999999999999999999999", "NaN"])
def test_a_broken_value_in_a_link_is_named_and_the_others_count(page: Page, url: str, value: str) -> None:
    page.goto(f"{url}{ROOM}?cost-of-a-miss={value}&checks-per-day=300&somebody=else")
    expect(said(page)).to_have_text("The link's value for “Cost of a miss, €” can't be used, so the case's own counts.")
    expect(page.get_by_label("Cost of a miss")).to_have_value("500")
    expect(result(page)).to_have_text(ROOMY)


def test_a_number_beyond_the_limits_is_told_and_then_brought_back(page: Page, url: str) -> None:
    page.goto(url + ROOM)
    share = page.get_by_label("Share of fraud")
    share.fill("80")
    expect(said(page)).to_have_text("Share of fraud, % of returns: from 0.1 to 50. Until then, 1.5 counts.")
    expect(share).to_have_attribute("aria-invalid", "true")
    expect(result(page)).to_have_text(CASE["answer"])
    share.press("Enter")
    expect(share).to_have_value("50")
    expect(said(page)).to_have_text("Share of fraud, % of returns: from 0.1 to 50, so it's 50 now.")
    assert query(page) == "?share-of-fraud=50"
    assert violations(page) == []


@pytest.mark.parametrize("room", CATALOG.rooms)
def test_without_scripts_a_room_reads_as_a_worked_example(borrow: Borrow, url: str, room: str) -> None:
    page = borrow(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto(f"{url}rooms/{room}/?requests=7")
    shown = CATALOG.rooms[room].model
    for found in shown.results:
        expect(result(page, found.id)).to_have_text(found.value)
    for put in shown.inputs:
        field = page.locator(f"[name={put.id}]")
        expect(field).to_have_value(put.value)
        expect(field).not_to_be_editable()
    for name in ("Copy link", "Reset"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    expect(page.get_by_text(shown.trap)).to_be_visible()
    expect(page.get_by_role("link", name="the rubric")).to_be_visible()


@pytest.mark.parametrize("room", CATALOG.rooms)
def test_every_number_of_a_room_has_its_place_on_the_page(page: Page, url: str, room: str) -> None:
    """A field, a row or a result that the calculator and the page call by different names would fail here."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{url}rooms/{room}/")
    for put in CATALOG.rooms[room].model.inputs:
        field = page.locator(f"[name={put.id}]")
        expect(field).to_be_editable()
        field.fill(put.most)
        field.press("Enter")
        assert f"{put.id}=" in query(page)
    expect(result(page)).not_to_have_text(CATALOG.rooms[room].model.results[0].value)
    assert faults == []
