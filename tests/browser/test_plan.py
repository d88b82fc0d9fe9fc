"""The plan: made from what is kept, ticked like everything else, moved, taken along, never lost."""

import gzip
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from handbook.load import load
from tests.browser.accessibility import COLOURS, in_the_dark, violations
from tests.browser.test_robust import STORAGES
from tests.conftest import ROOT
from tests.windows import Borrow

CATALOG = load(ROOT)
KEY = "ml-pm-handbook"
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
ANSWERS = {skill: {"level": 1} for skill in CATALOG.skills}
GAPS: dict[str, Any] = {"answers": ANSWERS, "aims": {"target": {"profile": "first-pm-job"}}}
# Wednesday of a plan's third week.
NOW = datetime(2026, 12, 16, 9, 0)
PATH: dict[str, Any] = {
    "close": {"path": "backend-fluency-in-six-evenings"},
    "hours": 3,
    "start": "2026-11-30",
    "weeks": 6,
    "days": [0, 2],
    "money": "any",
    "languages": ["en"],
    "on": "2026-11-27",
}


def text_of(version: int = 2, **fields: Any) -> str:
    return json.dumps({"format": "ml-pm-handbook-progress", "version": version, "marks": {}, "notes": {}, **fields})


def keep(page: Page, url: str, text: str) -> None:
    """What the browser keeps from now on, written on a page that doesn't look at it."""
    page.goto(f"{url}about/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(f"JSON.parse(localStorage.getItem('{KEY}'))")
    return found


@pytest.fixture
def pages(borrow: Borrow) -> Borrow:
    """Gives a tab in a window of one of the sizes, on that Wednesday."""

    def page(size: str = "desktop", **more: Any) -> Page:
        width, height = SIZES[size]
        usual: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "permissions": ["clipboard-read", "clipboard-write"],
            "bypass_csp": True,
            "reduced_motion": "reduce",
        }
        found = borrow(now=NOW, **usual | more)
        found.set_default_timeout(10_000)
        return found

    return page


@pytest.fixture
def page(pages: Borrow) -> Page:
    return pages()


def weeks(page: Page) -> list[str]:
    expect(page.locator(".hb-plan__planned").first).to_be_visible()
    return [one.strip() for one in page.locator(".hb-plan__planned h2").all_inner_texts()]


def steps(page: Page) -> list[str]:
    expect(page.locator(".hb-plan__planned").first).to_be_visible()
    found: list[str] = page.locator(".hb-plan__what a").evaluate_all("all => all.map(one => one.textContent)")
    return found


def boxes(page: Page) -> list[str]:
    found: list[str] = page.locator(".hb-plan__planned [data-mark]").evaluate_all("all => all.map(one => one.dataset.mark)")
    return found


def unfold(page: Page) -> None:
    page.locator(".hb-plan details").evaluate_all("all => all.forEach(one => { one.open = true })")


def skip(page: Page, week: int) -> None:
    page.locator(f"#week-{week}").get_by_role("button", name=re.compile("^Skip this week")).click()


def tick(page: Page, item: str) -> None:
    unfold(page)
    page.locator(f".hb-plan__planned [data-mark='{item}'] button").click()


def saved(page: Page, name: str, folder: Path) -> str:
    unfold(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file.read_text(encoding="utf-8")


def copied(page: Page, kind: str = "text/plain") -> str:
    found: str = page.evaluate("async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()", kind)
    return found


@pytest.mark.parametrize("size", SIZES)
def test_from_answers_to_a_plan_that_is_ticked_everywhere_and_planned_again(pages: Borrow, url: str, size: str) -> None:
    page = pages(size)
    keep(page, url, text_of(**GAPS))
    page.goto(f"{url}plan/")
    expect(page.get_by_label("Starting on")).to_have_value("2026-12-21")
    page.get_by_label("Hours a week").fill("3")
    page.get_by_label("Number of weeks", exact=True).fill("4")
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".hb-plan__status")).to_contain_text("0 of")
    assert len(weeks(page)) == 4
    assert kept(page)["plan"]["hours"] == 3
    expect(page.locator(".hb-plan__left")).to_contain_text(
        re.compile(r"Didn't fit: \d+ h.*Give it \d+(\.5)? hours a week, or \d+ more weeks?\.")
    )
    planned = steps(page)
    items = boxes(page)
    # Ticked here, it is done everywhere.
    item = next(one for one in items if one.startswith("resource/"))
    tick(page, item)
    expect(page.locator(".hb-plan__status")).to_contain_text("1 of")
    page.goto(f"{url}library/#{item.removeprefix('resource/')}")
    expect(page.locator(f".hb-star[data-mark='{item}']")).to_have_attribute("data-state", "done")
    # And ticked there, it is done here.
    exercise = next(one for one in items if one.startswith("exercise/"))
    page.goto(f"{url}skills/{exercise.split('/')[1]}/")
    page.locator(f"[data-mark='{exercise}'] button").click()
    question = next(one for one in items if one.startswith("question/"))
    page.goto(f"{url}plan/")
    unfold(page)
    page.locator(f"li:has([data-mark='{question}']) a").click()
    expect(page.locator(".hb-drawn__question")).to_have_text(CATALOG.questions[question.split("/")[1]].model.question)
    page.locator(".hb-drawn").get_by_role("button", name="Done").click()
    page.get_by_role("link", name="Back to your plan").click()
    expect(page.locator(".hb-plan__status")).to_contain_text("3 of")
    assert steps(page) == planned, "what is done stays where it was"
    # Planned again, what is done is out of it, and kept.
    page.get_by_role("button", name="Plan the rest again").click()
    expect(page.locator(".hb-plan__folded summary").first).to_contain_text("3 steps done before")
    assert not {item, exercise, question} & set(boxes(page))
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".hb-plan__status")).to_contain_text("3 of")
    assert steps(page) == planned


def test_a_week_that_is_skipped_moves_the_rest_and_comes_back(page: Page, url: str) -> None:
    keep(page, url, text_of(plan=PATH))
    page.goto(f"{url}plan/")
    before = steps(page)
    count = len(weeks(page))
    unfold(page)
    skip(page, 4)
    expect(page.locator("#week-4 .hb-plan__tally")).to_have_text("Skipped")
    assert kept(page)["plan"]["pauses"] == ["2026-12-21"]
    assert len(weeks(page)) == count + 1
    assert steps(page) == before
    expect(page.locator("#week-4 [data-skip]")).to_be_focused()
    page.locator(".hb-notice").get_by_role("button", name="Undo").click()
    expect(page.locator(".hb-plan__planned")).to_have_count(count)
    assert "pauses" not in kept(page)["plan"]
    assert steps(page) == before


def test_home_shows_the_way_back_and_strangers_see_nothing(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.locator(".hb-way-back")).to_be_hidden()
    keep(page, url, text_of(plan=PATH, marks={"term/monolith": {"state": "done"}}))
    page.goto(url)
    expect(page.locator(".hb-way-back")).to_have_text(re.compile(r"^Week 3: \d of \d+ done; next: .+"))
    assert violations(page) == []
    page.get_by_role("link", name="Week 3").click()
    expect(page.locator("#week-3")).to_have_attribute("open", "")
    expect(page.locator("#week-3 .hb-plan__now")).to_have_text("This week")
    page.goto(f"{url}glossary/")
    page.locator(".hb-yours").click()
    page.get_by_role("link", name="Your progress, with export and import").click()
    expect(page.get_by_role("heading", name="Your progress", level=1)).to_be_visible()


def test_what_is_behind_moves_into_the_weeks_ahead(page: Page, url: str) -> None:
    keep(page, url, text_of(plan=PATH))
    page.goto(f"{url}plan/")
    expect(page.locator(".hb-plan__hint")).to_contain_text(re.compile(r"\d+ steps from earlier weeks aren't done"))
    page.get_by_role("button", name="Plan the rest again").click()
    expect(page.locator(".hb-plan__hint")).to_be_hidden()
    assert kept(page)["plan"]["start"] == "2026-12-16"
    assert kept(page)["plan"]["weeks"] == 4


def test_a_plan_is_taken_along_as_calendar_markdown_json_and_link(page: Page, url: str, tmp_path: Path) -> None:
    keep(page, url, text_of(plan=PATH, marks={"term/pull-request": {"state": "done"}}))
    page.goto(f"{url}plan/")
    count = len(steps(page))
    unfold(page)
    page.get_by_label("Calendar events start at").fill("07:15")
    with page.expect_download() as download:
        page.get_by_role("button", name="Calendar (.ics)").click()
    found = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert len({event["UID"] for event in found}) == len(found) == count
    starts: list[datetime] = [event.decoded("DTSTART") for event in found]
    assert starts[0] == datetime(2026, 11, 30, 7, 15), "where the reader is"
    assert {start.weekday() for start in starts} == {0, 2}
    assert any("interview/practice/?question=" in str(event["URL"]) for event in found)
    text = saved(page, "Markdown", tmp_path)
    assert text.count("- [ ] [") == count - 1
    assert "- [x] [Pull request](" in text
    assert "## Week 1, from 30 November" in text
    assert re.search(r"^In all: \d+ h", text, re.MULTILINE)
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".hb-notice")).to_have_text("Copied: the plan as Markdown.")
    assert copied(page) == text
    page.get_by_role("button", name="Copy as formatted text").click()
    expect(page.locator(".hb-notice")).to_have_text("Copied: the plan as formatted text.")
    assert copied(page, "text/html").count("<li>") == count
    plan = json.loads(saved(page, "JSON", tmp_path))
    assert plan["format"] == "ml-pm-handbook-plan"
    assert sum(len(week["steps"]) for week in plan["weeks"]) == count
    page.get_by_role("button", name="Copy a link").click()
    expect(page.locator(".hb-notice")).to_have_text("Copied: a link to this plan.")
    link = copied(page)
    assert link.startswith(f"{url}plan/#close=path:backend-fluency-in-six-evenings&hours=3")


def test_a_link_shows_a_plan_and_keeps_nothing_before_it_is_told_to(pages: Borrow, url: str) -> None:
    page = pages()
    keep(page, url, text_of(plan=PATH))
    page.goto(f"{url}plan/#close=gaps:saying-no.0.2,storytelling.1.3&hours=2&start=2027-01-04&weeks=3&days=13&money=free&languages=en")
    expect(page.locator(".hb-plan__facts")).to_contain_text("Saying no")
    assert kept(page)["plan"] == PATH
    assert violations(page) == []
    page.get_by_role("button", name="Back to my own").click()
    expect(page.locator(".hb-plan__facts")).to_contain_text("Backend fluency in six evenings")
    page.go_back()
    page.goto(f"{url}plan/#close=skill:saying-no&hours=2&start=2027-01-04&weeks=3")
    page.get_by_role("button", name="Keep this plan").click()
    assert kept(page)["plan"]["close"] == {"skill": "saying-no"}
    assert "#" not in page.url


def test_the_readers_file_shows_the_same_plan_elsewhere(pages: Borrow, url: str, tmp_path: Path) -> None:
    page, other = pages(), pages("phone")
    keep(page, url, text_of(**GAPS, plan=PATH, marks={"term/ci-cd": {"state": "done"}}))
    page.goto(f"{url}plan/")
    shown = steps(page)
    page.goto(f"{url}library/progress/")
    saved(page, "Export to a file", tmp_path)
    other.goto(f"{url}library/progress/")
    other.locator("input[type=file]").set_input_files(next(tmp_path.iterdir()))
    other.get_by_role("button", name="Import", exact=True).click()
    other.goto(f"{url}plan/")
    assert steps(other) == shown
    expect(other.locator(".hb-plan__status")).to_contain_text("1 of")


def test_two_tabs_stay_in_step(pages: Borrow, url: str) -> None:
    page = pages()
    other = page.context.new_page()
    keep(page, url, text_of(plan=PATH))
    for tab in (page, other):
        tab.goto(f"{url}plan/")
        expect(tab.locator(".hb-plan__status")).to_contain_text("0 of")
    tick(page, boxes(page)[0])
    expect(other.locator(".hb-plan__status")).to_contain_text("1 of")
    unfold(other)
    skip(other, 5)
    expect(page.locator("#week-5 .hb-plan__tally")).to_have_text("Skipped")
    other.get_by_role("button", name="Delete the plan").click()
    expect(page.locator(".hb-plan__body")).to_be_hidden()
    assert kept(page)["marks"], "marks stay"


@pytest.mark.parametrize("size", SIZES)
def test_a_path_cut_to_the_day_of_an_interview_by_keyboard_alone(pages: Borrow, url: str, size: str) -> None:
    page = pages(size)
    page.goto(f"{url}paths/pm-interview-in-two-weeks/")
    page.get_by_role("link", name="Plan this path").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/?close=path:pm-interview-in-two-weeks")
    expect(page.get_by_label("What to work on")).to_have_value("path:pm-interview-in-two-weeks")
    page.get_by_label("What to work on").focus()

    def on(name: str) -> bool:
        return bool(page.evaluate("name => document.activeElement?.name === name", name))

    def to(name: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            if on(name):
                return
        raise AssertionError(f"the keyboard doesn't reach {name}")

    to("hours")
    page.keyboard.press("Control+a")
    page.keyboard.type("3")
    to("until")
    page.keyboard.type("01042027")
    to("money")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type === 'submit'"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".hb-plan__status")).to_contain_text("0 of")
    assert kept(page)["plan"]["until"] == "2027-01-04"
    expect(page.locator(".hb-plan__left")).to_contain_text("Didn't fit")
    assert page.url.endswith("/plan/")
    page.keyboard.press("Tab")
    for _ in range(10):
        if page.evaluate("document.activeElement.closest('[data-mark]') !== null"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".hb-plan__status")).to_contain_text("1 of")


def test_without_a_gap_check_the_page_says_the_one_thing_to_do(page: Page, url: str) -> None:
    page.goto(f"{url}plan/")
    link = page.get_by_role("link", name="Take the gap check")
    expect(link).to_have_attribute("href", re.compile(r"gap-check/$"))
    expect(page.get_by_role("button", name="Make the plan")).to_be_hidden()
    page.get_by_label("What to work on").select_option("skill:saying-no")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".hb-plan__facts")).to_contain_text("Saying no")


HOSTILE = (
    "?close=path:nothing",
    "?close=<img src=x onerror=alert(1)>",
    "#close=gaps:__proto__.1.2&hours=4&start=2026-12-01&weeks=2",
    "#close=gaps:a.9.9&hours=4&start=2026-12-01&weeks=2",
    "#close=skill:saying-no&hours=1e9&start=2026-12-01&weeks=2",
    "#close=skill:saying-no&hours=4&start=2026-02-31&weeks=2",
    "#close=skill:saying-no&hours=4&start=2026-12-01&until=2026-11-01",
    "#close=path:constructor&hours=4&start=2026-12-01&weeks=2",
    "#close=%E0%A4%A&hours=4",
    "#close=" + "a" * 5000,
)


@pytest.mark.parametrize("address", HOSTILE)
def test_hostile_addresses_are_told_and_lose_nothing(page: Page, url: str, address: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    keep(page, url, text_of(plan=PATH))
    page.goto(f"{url}plan/{address}")
    said = page.locator(".hb-plan-form__said, .hb-plan__status").filter(
        has_text=re.compile("isn't in the handbook|can't be read|can be read|too long|Ask for it again|ask for it again")
    )
    expect(said.first).to_be_attached()
    expect(said.first).to_be_visible()
    assert kept(page)["plan"] == PATH
    assert faults == []


@pytest.mark.parametrize("name", STORAGES)
def test_where_nothing_is_kept_a_plan_is_shown_and_that_is_said(pages: Borrow, url: str, name: str) -> None:
    page = pages()
    page.add_init_script(STORAGES[name])
    page.goto(f"{url}plan/?close=skill:saying-no")
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".hb-notice--problem")).to_contain_text("won't let the handbook store anything")
    expect(page.locator(".hb-plan__facts")).to_contain_text("Saying no")
    skip(page, 1)
    expect(page.locator("#week-1 .hb-plan__tally")).to_have_text("Skipped")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{broken", "it is not JSON"),
        (text_of(version=99), "It is version 99"),
        (text_of(plan={**PATH, "hours": -1}), ""),
    ],
)
def test_what_cannot_be_read_is_told_and_stays(page: Page, url: str, text: str, says: str) -> None:
    keep(page, url, text)
    page.goto(f"{url}plan/?close=skill:saying-no")
    if says:
        expect(page.locator(".hb-plan__problem")).to_contain_text(says)
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".hb-plan__facts")).to_contain_text("Saying no")
    if says:
        assert page.evaluate(f"localStorage.getItem('{KEY}')") == text
        assert violations(page) == []
    else:
        assert kept(page)["aside"][0]["table"] == "plan"
    page.goto(url)
    expect(page.locator(".hb-way-back")).to_be_hidden() if says else expect(page.locator(".hb-way-back")).to_be_visible()


def test_a_planner_that_could_not_be_loaded_is_asked_for_again(page: Page, url: str) -> None:
    keep(page, url, text_of(plan=PATH))
    page.route("**/assets/plan.json", lambda route: route.fulfill(status=503, body="later"))
    page.goto(f"{url}plan/")
    expect(page.locator(".hb-plan__status")).to_contain_text("could not be loaded")
    page.unroute("**/assets/plan.json")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".hb-plan__status")).to_contain_text("0 of")


def test_the_list_of_what_one_wants_is_taken_along(page: Page, url: str) -> None:
    marks = {"resource/mvp-svpg": {"state": "want"}, "term/okr": {"state": "want"}, "term/ci-cd": {"state": "done"}}
    keep(page, url, text_of(marks=marks))
    page.goto(f"{url}library/progress/")
    page.get_by_role("button", name="Copy list").click()
    expect(page.locator(".hb-notice")).to_contain_text("Copied:")
    minutes = CATALOG.resources["mvp-svpg"].model.minutes
    text = copied(page)
    assert f"](%slibrary/#mvp-svpg), {minutes} min" % url in text
    assert f"In all: {minutes + 6} min." in text
    assert "CI/CD" not in text
    assert copied(page, "text/html").count("<li>") == 2


def test_without_scripts_there_is_a_sheet_and_nothing_dead(pages: Borrow, url: str) -> None:
    page = pages(java_script_enabled=False)
    page.goto(f"{url}plan/")
    sheet = page.locator(".hb-plan__sheet")
    expect(sheet.get_by_role("table").first).to_be_visible()
    expect(sheet.locator(".hb-plan__week")).to_have_count(8)
    expect(page.locator("article :is(button, input, select):visible")).to_have_count(0)
    page.goto(url)
    expect(page.locator(".hb-way-back")).to_be_hidden()


def test_every_state_is_accessible(pages: Borrow, url: str) -> None:
    page = pages("phone")

    def look(state: str, within: str = "article") -> None:
        assert violations(page, within=within) == [], state
        in_the_dark(page)
        assert violations(page, COLOURS, within) == [], f"{state}, dark"
        in_the_dark(page, dark=False)

    page.goto(f"{url}plan/")
    expect(page.get_by_role("link", name="Take the gap check")).to_be_visible()
    look("empty", "html")
    page.goto(f"{url}plan/?close=skill:saying-no")
    unfold(page)
    page.get_by_label("Hours a week").fill("99")
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".hb-plan-form__said")).to_have_text("Enter a number of hours from 0.5 to 40.")
    look("refused")
    keep(page, url, text_of(plan={**PATH, "pauses": ["2026-12-21"]}, marks={"term/pull-request": {"state": "done"}}))
    page.goto(f"{url}plan/")
    weeks(page)
    unfold(page)
    look("unfolded")
    page.get_by_role("button", name="Plan it after all").click()
    expect(page.locator(".hb-notice")).to_contain_text("Undo")
    look("changed")


def test_own_scripts_stay_small(newcomer: Page, url: str) -> None:
    """All own modules that a fresh page loads, compressed: what a first visit costs."""
    sizes: dict[str, int] = {}
    newcomer.on(
        "response",
        lambda response: sizes.update({response.url: len(gzip.compress(response.body()))}) if "/assets/js/" in response.url else None,
    )
    newcomer.goto(f"{url}plan/", wait_until="networkidle")
    assert sum(sizes.values()) <= 35 * 1024


def test_the_start_is_next_monday(page: Page, url: str) -> None:
    page.goto(f"{url}plan/?close=skill:saying-no")
    start = date.fromisoformat(page.get_by_label("Starting on").input_value())
    assert start == NOW.date() + timedelta(days=5)
    assert start.weekday() == 0
