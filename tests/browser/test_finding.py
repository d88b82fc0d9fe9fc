"""Finding something, as people type: in the search, in the glossary's filter, and by hovering over a link."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from playwright.sync_api import Page, expect

from handbook.addresses import entry_address
from handbook.kinds import KINDS
from tests.browser.accessibility import COLOURS, in_the_dark, violations
from tests.conftest import REPO_URL
from tests.windows import Borrow

_READ: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "fixtures" / "queries.yml").read_text(encoding="utf-8"))
FOUND: dict[str, list[str]] = {query: [meant] if isinstance(meant, str) else meant for query, meant in _READ["found"].items()}
ABSENT: list[str] = _READ["absent"]

# Shares of the queries whose entry must stand first, and among the first three. What is not there must always be told.
FIRST, FIRST_THREE = 0.92, 0.98

# Types each query into a field and tells what is shown: the status, and where the links lead.
_TYPE = """async ({ queries, field, status, links }) => {
  const input = document.querySelector(field);
  const shown = () => [...document.querySelectorAll(links)].filter(link => link.checkVisibility()).map(link => link.href);
  const answers = [];
  for (const query of queries) {
    input.value = query;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(done => setTimeout(done));
    const told = document.querySelector(status).textContent;
    // What is only mentioned comes a moment later.
    if (told.startsWith('Not in')) await new Promise(done => setTimeout(done, 150));
    answers.push([document.querySelector(status).textContent, shown()]);
  }
  return answers;
}"""
_FIELD = ".hb-search__field"
_RESULTS = ".hb-search__results"


@pytest.fixture
def page(borrow: Borrow) -> Page:
    return borrow(viewport={"width": 1440, "height": 900})


def address(meant: str) -> str:
    """Where an entry is shown, from `kind/id`; a page is named by its address."""
    kind, _, entry_id = meant.partition("/")
    return entry_address(kind, entry_id) if kind in KINDS and entry_id else meant


def ready(page: Page) -> None:
    """Wait until the search's script has run."""
    expect(page.locator(".hb-search-open")).to_have_role("button")


def opened(page: Page) -> None:
    """Open the search, and wait until everything it looks in is there."""
    ready(page)
    page.keyboard.press("/")
    expect(page.locator(_FIELD)).to_be_focused()
    page.keyboard.type("loss function")
    # On a busy machine it takes a while to read all texts.
    expect(page.locator(f"{_RESULTS} mark").first).to_be_visible(timeout=20_000)
    page.locator(_FIELD).fill("")


def judge(answers: dict[str, list[str]], url: str, where: str, least: tuple[float, float]) -> None:
    wanted = {query: [f"{url}{address(meant)}" for meant in FOUND[query]] for query in answers}
    first = [query for query, links in answers.items() if links[:1] and links[0] in wanted[query]]
    three = [query for query, links in answers.items() if set(links[:3]) & set(wanted[query])]
    shares = len(first) / len(answers), len(three) / len(answers)
    print(f"\n{where}: {len(answers)} queries, {shares[0]:.1%} first, {shares[1]:.1%} among the first three")
    missed = {query: [link.removeprefix(url) for link in links[:3]] for query, links in answers.items() if query not in first}
    assert shares[0] >= least[0], missed
    assert shares[1] >= least[1], missed


def test_there_are_enough_queries_of_every_kind() -> None:
    kinds = {address(meant).partition("/")[0] for each in FOUND.values() for meant in each}
    assert len(FOUND) + len(ABSENT) >= 250
    assert len(ABSENT) >= 60
    assert {"glossary", "skills", "compare", "library", "interview", "paths", "gap-check", "about", "data"} <= kinds


def test_search_finds_what_was_meant_and_tells_what_is_not_there(page: Page, url: str) -> None:
    page.goto(f"{url}library/")
    opened(page)
    how = {"field": _FIELD, "status": ".hb-search__status", "links": f"{_RESULTS} a:not(.hb-search__suggest)"}
    answers = page.evaluate(_TYPE, {"queries": [*FOUND, *ABSENT], **how})
    found, absent = answers[: len(FOUND)], answers[len(FOUND) :]
    judge({query: links for query, (_, links) in zip(FOUND, found, strict=True)}, url, "search", (FIRST, FIRST_THREE))
    untold = {query: told for query, (told, _) in zip(ABSENT, absent, strict=True) if not told.startswith("Not in the handbook yet")}
    assert untold == {}
    # Of what is there, only a fragment of a question may be told as having no entry by name.
    lost = [
        query
        for query, (told, _) in zip(FOUND, found, strict=True)
        if told.startswith("Not in") and not FOUND[query][0].startswith("question/")
    ]
    assert lost == []


def test_the_glossary_filter_finds_terms_and_tells_what_is_not_there(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/")
    terms = [query for query, meant in FOUND.items() if all(each.startswith("term/") for each in meant)]
    how = {"field": "#filter-text", "status": ".hb-filter [role=status]", "links": ".hb-found p:first-child > a"}
    page.get_by_label("Find a term").fill("violin")  # From here on the names are there.
    expect(page.locator(".hb-filter [role=status]")).to_have_text("Not in the handbook yet: “violin”")
    answers = page.evaluate(_TYPE, {"queries": terms, **how})
    judge({query: links for query, (_, links) in zip(terms, answers, strict=True)}, url, "filter", (FIRST, FIRST_THREE))
    page.get_by_label("Find a term").fill("how to say no")
    expect(page.locator(".hb-lacking")).to_contain_text("Elsewhere in the handbook: Saying no")
    ready(page)
    page.get_by_role("button", name="Search the whole handbook").click()
    expect(page.locator(_FIELD)).to_have_value("how to say no")
    expect(page.locator(".hb-search__hit").first).to_contain_text("Saying no")


def test_a_slip_is_said_and_what_is_absent_is_never_opened_by_the_way(page: Page, url: str) -> None:
    page.goto(url)
    opened(page)
    status = page.locator(".hb-search__status")
    page.locator(_FIELD).fill("kuberntes")
    expect(status).to_have_text("Showing results for Kubernetes")
    expect(page.locator(".hb-search__hit").first).to_contain_text("also Kubernetes")
    page.locator(_FIELD).fill("feature flag")
    expect(status).to_have_text(re.compile(r"^\d+ results?$"))
    expect(page.locator(".hb-search__hit").first).to_contain_text("Feature flag")
    page.locator(_FIELD).fill("rollout gate")
    expect(status).to_have_text("Not in the handbook yet: “rollout gate”")
    expect(page.locator(".hb-search__absent")).to_contain_text("Similar names")
    suggest = page.get_by_role("link", name="Suggest this entry").get_attribute("href") or ""
    assert unquote(suggest) == f"{REPO_URL}/issues/new?template=propose-a-term.yml&title=rollout gate"
    expect(page.locator(f"{_RESULTS} mark").first).to_have_text(re.compile("rollout|gate", re.IGNORECASE))
    page.keyboard.press("Enter")
    assert page.url == url
    expect(page.locator(".hb-search__absent a").first).to_be_focused()


def test_the_keyboard_opens_moves_chooses_and_leaves(page: Page, url: str) -> None:
    page.goto(f"{url}library/")
    ready(page)
    page.locator(".hb-search-open").focus()
    page.keyboard.press("Control+k")
    expect(page.locator(_FIELD)).to_be_focused()
    page.keyboard.type("drif")
    hits = page.locator(".hb-search__hit")
    expect(hits.first).to_be_visible(timeout=20_000)
    page.keyboard.press("ArrowDown")
    expect(hits.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.type("t")
    expect(page.locator(_FIELD)).to_be_focused()
    expect(page.locator(_FIELD)).to_have_value("drift")
    page.keyboard.press("Escape")
    expect(page.locator("#hb-search")).to_be_hidden()
    expect(page.locator(".hb-search-open")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("CICD")
    expect(hits.first).to_contain_text("CI/CD")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}glossary/ci-cd/")


def test_nothing_is_fetched_before_somebody_turns_to_search_and_afterwards_it_works_offline(newcomer: Page, url: str) -> None:
    asked: list[str] = []
    newcomer.on("request", lambda request: asked.append(request.url.removeprefix(url)))
    newcomer.goto(f"{url}glossary/ci-cd/", wait_until="networkidle")
    assert [path for path in asked if re.search(r"search-|search\.json|minisearch|find|terms\.json", path)] == []
    opened(newcomer)
    assert {"assets/search.json", "assets/search-texts.json"} <= set(asked)
    newcomer.context.set_offline(True)
    newcomer.locator(_FIELD).fill("recall vs precision")
    expect(newcomer.locator(".hb-search__hit").first).to_contain_text("Precision vs recall")
    newcomer.locator(_FIELD).fill("violin copula")
    expect(newcomer.locator(".hb-search__status")).to_contain_text("Not in the handbook yet")
    newcomer.context.set_offline(False)


def test_on_a_phone_the_search_fills_the_screen_and_leads_to_the_section(borrow: Borrow, url: str) -> None:
    phone = borrow(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.goto(f"{url}glossary/mvp/")
    ready(phone)
    phone.locator(".hb-search-open").tap()
    phone.locator(_FIELD).fill("charged twice")
    expect(phone.locator(f"{_RESULTS} mark").first).to_be_visible(timeout=20_000)
    assert phone.locator("#hb-search").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.locator(".hb-search__hit").first.tap()
    phone.wait_for_url(f"{url}interview/#charged-twice")


def test_without_scripts_the_search_leads_to_the_glossary(borrow: Borrow, url: str) -> None:
    page = borrow(java_script_enabled=False)
    page.goto(f"{url}about/")
    page.get_by_role("link", name="Search").click()
    page.wait_for_url(f"{url}glossary/")


def test_the_owner_of_a_copy_sees_what_changed_since(page: Page, url: str) -> None:
    page.goto(f"{url}changes/?entry=term/model-drift&since=2026-11-01")
    rows = page.locator(".hb-changes li:visible")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Model drift")
    group = page.locator(".hb-changed summary:visible")
    expect(group).to_have_text(re.compile(r"^1 of \d+ terms (added|changed)$"))
    page.get_by_label("Since").fill("2030-01-01")
    expect(page.locator(".hb-changes .hb-empty")).to_be_visible()
    page.locator(".hb-changes").get_by_role("button", name="Clear").click()
    expect(page.locator(".hb-changes [role=status]")).to_have_text(re.compile(r"^(\d+) of \1 changes$"))
    link = page.get_by_role("link", name="Model drift", exact=True, include_hidden=True)
    page.locator(".hb-changed", has=link).locator("summary").click()
    page.get_by_role("link", name="Model drift", exact=True).click()
    page.wait_for_url(f"{url}glossary/model-drift/")


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
    expect(page.locator(".hb-lacking")).to_be_visible()
    expect(page.locator(".hb-filter [role=status]")).to_have_text("Not in the handbook yet: “zzzzzz”")
    page.get_by_label("Find a term").fill("")
    expect(page.locator(".hb-lacking")).to_be_hidden()
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


def test_axe_finds_no_violation_in_what_scripts_show(borrow: Borrow, url: str) -> None:
    page = borrow(viewport={"width": 1440, "height": 900}, bypass_csp=True)

    def look(what: str) -> None:
        """In the light all of it, in the dark what colours can break."""
        assert violations(page) == [], what
        in_the_dark(page)
        assert violations(page, COLOURS) == [], f"{what}, dark"
        in_the_dark(page, dark=False)

    page.goto(f"{url}glossary/?term=kuberntes")
    expect(page.locator(".hb-found li").first).to_be_visible()
    look("the filter")
    page.goto(f"{url}glossary/ci-cd/")
    page.locator("article a[href$='staging-environment/']").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    look("a preview")
    page.keyboard.press("Control+k")
    expect(page.locator(".hb-search__try")).to_be_visible()
    look("the search")
    for typed, shown in (("kuberntes", ".hb-search__hit"), ("rollout gate", f"{_RESULTS} mark")):
        page.locator(_FIELD).fill(typed)
        expect(page.locator(shown).first).to_be_visible(timeout=20_000)
        look(typed)
