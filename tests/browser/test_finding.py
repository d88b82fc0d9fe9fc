"""Finding a term, as people type: above the search results, in the glossary's filter, and by hovering over a link."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations

QUERIES: dict[str, str] = yaml.safe_load((Path(__file__).parent.parent / "fixtures" / "queries.yml").read_text(encoding="utf-8"))

# Shares of the queries whose term must stand first, and among the first three.
FIRST, FIRST_THREE = 0.85, 0.95


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield page
    page.close()


def found_ids(page: Page, links: str) -> list[str]:
    hrefs: list[str] = page.locator(links).evaluate_all("links => links.filter(link => link.checkVisibility()).map(link => link.href)")
    return [href.rstrip("/").rpartition("/")[2] for href in hrefs]


def judge(ask: Callable[[str], list[str]], where: str) -> None:
    answers = {query: ask(query) for query in QUERIES}
    first = sum(answers[query][:1] == [term] for query, term in QUERIES.items()) / len(QUERIES)
    three = sum(term in answers[query][:3] for query, term in QUERIES.items()) / len(QUERIES)
    print(f"\n{where}: {len(QUERIES)} queries, {first:.1%} first, {three:.1%} among the first three")
    missed = {query: answers[query][:3] for query, term in QUERIES.items() if answers[query][:1] != [term]}
    assert first >= FIRST, missed
    assert three >= FIRST_THREE, missed


def search_field(page: Page) -> Callable[[str], list[str]]:
    field = page.get_by_role("textbox", name="Search")
    field.click()
    field.fill("okr")
    expect(page.locator(".hb-answer a").first).to_be_visible()

    def ask(query: str) -> list[str]:
        field.fill(query)
        return found_ids(page, ".hb-answer a")

    return ask


def test_there_are_enough_queries() -> None:
    assert len(QUERIES) >= 60


def test_search_answers_with_the_term_that_was_meant(page: Page, url: str) -> None:
    page.goto(f"{url}library/")
    judge(search_field(page), "search")


def test_the_glossary_filter_finds_the_term_that_was_meant(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/")
    field = page.get_by_label("Find a term")

    def ask(query: str) -> list[str]:
        field.fill(query)
        return found_ids(page, ".hb-found p:first-child > a")

    judge(ask, "filter")


def test_a_corrected_match_says_so_and_an_exact_one_does_not(page: Page, url: str) -> None:
    page.goto(url)
    ask = search_field(page)
    ask("kuberntes")
    expect(page.locator(".hb-answer [role=status]")).to_have_text("Showing results for Kubernetes")
    ask("feature flag")
    expect(page.locator(".hb-answer [role=status]")).not_to_contain_text("Showing results for")
    expect(page.locator(".hb-answer a").first).to_contain_text("Feature flag")


def test_the_answer_is_reached_by_keyboard(page: Page, url: str) -> None:
    page.goto(f"{url}library/")
    page.keyboard.press("/")
    page.keyboard.type("kuberntes")
    expect(page.locator(".hb-answer a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hb-answer a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}glossary/orchestration/*")


def test_enter_opens_the_best_term(page: Page, url: str) -> None:
    page.goto(url)
    search_field(page)("CICD")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/glossary/ci-cd/"))


def test_the_search_index_waits_until_somebody_turns_to_search(page: Page, url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(url)))
    page.goto(f"{url}glossary/ci-cd/", wait_until="networkidle")
    assert [path for path in asked if "search_index" in path or "terms.json" in path or "minisearch" in path] == []
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("drift")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert {"search/search_index.json", "assets/terms.json"} <= set(asked)


def test_the_owner_of_a_copy_sees_what_changed_since(page: Page, url: str) -> None:
    page.goto(f"{url}changes/?entry=term/ci-cd&since=2026-11-01")
    rows = page.locator(".hb-changes li:visible")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("CI/CD")
    group = page.locator(".hb-changed summary:visible")
    expect(group).to_have_text(re.compile(r"^1 of \d+ terms added$"))
    page.get_by_label("Since").fill("2030-01-01")
    expect(page.locator(".hb-changes .hb-empty")).to_be_visible()
    page.locator(".hb-changes").get_by_role("button", name="Clear").click()
    expect(page.locator(".hb-changes [role=status]")).to_have_text(re.compile(r"^(\d+) of \1 changes$"))
    page.locator(".hb-changed", has_text="terms added").last.locator("summary").click()
    page.get_by_role("link", name="CI/CD", exact=True).click()
    page.wait_for_url(f"{url}glossary/ci-cd/")


def test_search_is_ready_for_somebody_who_types_before_the_page_is(page: Page, url: str) -> None:
    page.goto(f"{url}?q=model+drift")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_the_filter_keeps_its_state_in_the_address(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/?area=mlops")
    rows = page.locator(".hb-index > li:visible")
    expect(page.get_by_label("Area")).to_have_value("mlops")
    in_area = rows.count()
    page.get_by_label("Find a term").fill("drift")
    page.wait_for_url("**/glossary/?area=mlops&term=drift")
    expect(rows.first).to_contain_text("drift")
    page.reload()
    expect(page.get_by_label("Find a term")).to_have_value("drift")
    page.locator(".hb-filter button").click()
    page.wait_for_url(f"{url}glossary/")
    assert rows.count() > in_area
    page.go_back()
    expect(page.get_by_label("Area")).to_have_value("mlops")


def test_a_filter_that_fits_nothing_says_what_to_do(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/")
    page.get_by_label("Find a term").fill("zzzzzz")
    expect(page.locator(".hb-empty")).to_be_visible()
    expect(page.locator(".hb-filter [role=status]")).to_contain_text("0 of")
    page.get_by_label("Find a term").fill("")
    expect(page.locator(".hb-empty")).to_be_hidden()
    names = page.locator(".hb-index > li p:first-child > a").all_text_contents()
    assert names == sorted(names, key=str.casefold)


def test_hover_shows_a_definition_that_the_pointer_can_reach(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/ci-cd/")
    link = page.locator("article a[href$='staging-environment/']").first
    link.hover()
    preview = page.get_by_role("tooltip")
    expect(preview).to_contain_text("Staging environment")
    preview.hover()
    page.wait_for_timeout(600)
    expect(preview).to_be_visible()
    page.mouse.move(2, 2)
    expect(preview).to_have_count(0)


def test_keyboard_focus_shows_a_definition_and_escape_closes_it(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/ci-cd/")
    page.keyboard.press("Tab")
    link = page.locator("article a[href$='staging-environment/']").first
    link.focus()
    preview = page.get_by_role("tooltip")
    expect(preview).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "hb-preview")
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    expect(link).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_what_scripts_show(browser: Browser, url: str, scheme: Literal["light", "dark"]) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.goto(f"{url}glossary/?term=kuberntes")
    expect(page.locator(".hb-found li").first).to_be_visible()
    assert violations(page) == []
    page.goto(f"{url}glossary/ci-cd/")
    page.locator("article a[href$='staging-environment/']").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert violations(page) == []
    search_field(page)("kuberntes")
    page.wait_for_timeout(500)  # The theme fades the search panel in, and text that is half there has no contrast.
    assert violations(page) == []
    page.close()


def test_a_tap_follows_the_link(browser: Browser, url: str) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.goto(f"{url}glossary/ci-cd/")
    phone.locator("article a[href$='staging-environment/']").first.tap()
    phone.wait_for_url(f"{url}glossary/staging-environment/")
    phone.close()
