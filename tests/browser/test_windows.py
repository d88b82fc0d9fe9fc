"""The windows that tests share are as new for each of them."""

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.windows import Windows

WINDOW: dict[str, Any] = {"viewport": {"width": 800, "height": 600}, "color_scheme": "dark"}

KEEP = "() => { localStorage.kept = 1; sessionStorage.kept = 1; document.cookie = 'kept=1' }"
KEPT = "() => [localStorage.length, sessionStorage.length, document.cookie]"
LOOK = "() => [innerWidth, matchMedia('print').matches, matchMedia('(prefers-color-scheme: dark)').matches]"


def leave_all_kinds_of_things(tab: Page, url: str, heard: list[str]) -> None:
    tab.on("request", lambda request: heard.append(request.url))
    tab.add_init_script("window.planted = true")
    tab.route("**/about/", lambda route: route.fulfill(body="planted"))
    tab.context.route("**/linking/", lambda route: route.fulfill(body="planted"))
    tab.goto(f"{url}glossary/ci-cd/")
    tab.evaluate(KEEP)
    tab.locator("article a").first.hover()
    tab.set_viewport_size({"width": 400, "height": 600})
    tab.emulate_media(media="print", color_scheme="light")
    tab.context.new_page().goto(url)
    tab.context.set_offline(True)


def test_nothing_is_left_of_the_test_before(windows: Windows, url: str) -> None:
    heard: list[str] = []
    with windows.tab(**WINDOW) as tab:
        leave_all_kinds_of_things(tab, url, heard)
    assert heard
    del heard[:]
    with windows.tab(**WINDOW) as again:
        assert again is tab, "or it is not looked at what it is meant for"
        assert again.context.pages == [again]
        for page in ("about/", "linking/", "glossary/ci-cd/"):
            again.goto(url + page)
            expect(again.get_by_role("main")).to_be_visible()
        assert again.evaluate("window.planted") is None
        assert again.evaluate(KEPT) == [0, 0, ""]
        assert again.evaluate(LOOK) == [800, False, True]
        assert again.locator(":hover").count() == 0
    assert heard == []


def test_a_window_that_was_closed_is_not_lent_again(windows: Windows) -> None:
    with windows.tab(**WINDOW) as tab:
        tab.close()
    with windows.tab(**WINDOW) as again:
        assert not again.is_closed()


def test_a_window_whose_clock_was_changed_is_not_lent_again(windows: Windows) -> None:
    with windows.tab(**WINDOW) as tab:
        tab.clock.install(time=datetime(2001, 1, 1))
    with windows.tab(**WINDOW) as again:
        assert again.evaluate("new Date().getFullYear()") > 2001


@pytest.mark.parametrize("day", [4, 5])
def test_a_window_has_the_time_that_was_asked_for(windows: Windows, day: int) -> None:
    for _ in range(2):
        with windows.tab(now=datetime(2001, 1, day)) as tab:
            assert tab.evaluate("[new Date().getFullYear(), new Date().getDate()]") == [2001, day]


def test_two_that_are_borrowed_at_once_are_apart(windows: Windows, url: str) -> None:
    with windows.tab(**WINDOW) as one, windows.tab(**WINDOW) as other:
        for tab in (one, other):
            tab.goto(f"{url}about/")
        one.evaluate(KEEP)
        assert other.evaluate(KEPT) == [0, 0, ""]
