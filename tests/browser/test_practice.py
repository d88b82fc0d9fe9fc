"""Practising interview questions."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook.load import load
from tests.browser.accessibility import violations
from tests.conftest import ROOT

QUESTIONS = load(ROOT).questions


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, bypass_csp=True)
    yield context.new_page()
    context.close()


def question_id(page: Page) -> str:
    found: str = page.evaluate("new URLSearchParams(location.search).get('question')")
    return found


def test_a_drawn_question_fits_the_choice_and_none_comes_twice(page: Page, url: str) -> None:
    page.goto(f"{url}interview/practice/")
    page.get_by_label("Skill", exact=True).select_option("saying-no")
    fitting = {name for name, record in QUESTIONS.items() if "saying-no" in record.model.skills}
    page.get_by_role("button", name="Draw a question").click()
    drawn = []
    for _ in fitting:
        expect(page.locator(".hb-drawn__question")).not_to_be_empty()
        drawn.append(question_id(page))
        page.get_by_role("button", name="Next question").click()
        page.wait_for_function("old => new URLSearchParams(location.search).get('question') !== old", arg=drawn[-1])
    assert sorted(drawn) == sorted(fitting)


def test_questions_that_could_not_be_loaded_are_asked_for_again(page: Page, url: str) -> None:
    page.route("**/assets/questions.json", lambda route: route.fulfill(status=503, body="later"))
    page.goto(f"{url}interview/practice/?question=canary-with-mixed-signals")
    expect(page.locator(".hb-notice")).to_contain_text("The questions could not be loaded")
    expect(page.locator(".hb-practice-form [role=status]")).not_to_contain_text("There is no question")
    page.unroute("**/assets/questions.json")
    page.get_by_role("button", name="Draw a question").click()
    expect(page.locator(".hb-drawn__question")).not_to_be_empty()


def test_the_rubric_stays_closed_until_it_is_asked_for(page: Page, url: str) -> None:
    question = QUESTIONS["canary-with-mixed-signals"].model
    page.goto(f"{url}interview/practice/?question=canary-with-mixed-signals")
    expect(page.locator(".hb-drawn__question")).to_have_text(question.question)
    expect(page.locator(".hb-rubric")).to_be_hidden()
    page.get_by_role("button", name="Show the rubric").focus()
    page.keyboard.press("Enter")
    for point in (*question.good_answer, *question.weak_answer, *question.follow_ups):
        expect(page.locator(".hb-rubric")).to_contain_text(point)
    page.locator(".hb-ticks input").first.check()
    expect(page.locator(".hb-score")).to_have_text(f"1 of {len(question.good_answer)} points")
    assert violations(page) == []


def test_notes_are_kept_in_the_browser_for_their_question(page: Page, url: str) -> None:
    page.goto(f"{url}interview/practice/?question=canary-with-mixed-signals")
    page.get_by_label("Your notes").fill("Ask for the interval first.")
    page.get_by_role("button", name="Next question").click()
    page.wait_for_function("!location.search.includes('canary')")
    expect(page.get_by_label("Your notes")).to_have_value("")
    page.go_back()
    expect(page.get_by_label("Your notes")).to_have_value("Ask for the interval first.")
    page.reload()
    expect(page.get_by_label("Your notes")).to_have_value("Ask for the interval first.")
    stored = json.loads(page.evaluate("localStorage.getItem('ml-pm-handbook')"))
    assert stored["notes"]["question/canary-with-mixed-signals"]["text"] == "Ask for the interval first."


def test_notes_typed_just_before_leaving_are_not_lost(page: Page, url: str) -> None:
    page.goto(f"{url}interview/practice/?question=canary-with-mixed-signals")
    page.get_by_label("Your notes").press_sequentially("quick")
    page.goto(f"{url}interview/")
    page.goto(f"{url}interview/practice/?question=canary-with-mixed-signals")
    expect(page.get_by_label("Your notes")).to_have_value("quick")


def test_the_timer_counts_down_pauses_and_says_when_time_is_up(page: Page, url: str) -> None:
    page.clock.install()
    page.goto(f"{url}interview/practice/?question=canary-with-mixed-signals")
    clock = page.get_by_role("timer")
    page.get_by_label("Minutes").select_option("2")
    expect(clock).to_have_text("2:00")
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(30_000)
    expect(clock).to_have_text("1:30")
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    expect(clock).to_have_text("1:30")
    page.get_by_role("button", name="Go on").click()
    page.clock.run_for(91_000)
    expect(page.locator(".hb-notice")).to_contain_text("Time is up")
    expect(clock).to_have_text("+0:01")


def test_what_is_practised_comes_last(page: Page, url: str) -> None:
    fitting = sorted(name for name, record in QUESTIONS.items() if "saying-no" in record.model.skills)
    left = fitting[0]
    marks = {f"question/{name}": {"state": "done", "on": "2026-01-01"} for name in fitting if name != left}
    page.goto(f"{url}interview/practice/?skill=saying-no")
    stored = {"format": "ml-pm-handbook-progress", "version": 1, "marks": marks, "notes": {}}
    page.evaluate("text => localStorage.setItem('ml-pm-handbook', text)", json.dumps(stored))
    page.get_by_role("button", name="Draw a question").click()
    page.wait_for_url(re.compile("question="))
    assert question_id(page) == left


def test_no_question_that_fits_is_said(page: Page, url: str) -> None:
    taken = {(skill, record.model.level, record.model.kind) for record in QUESTIONS.values() for skill in record.model.skills}
    skill, level, kind = next(
        (skill, level, kind)
        for skill in ("saying-no", "storytelling")
        for level in ("awareness", "expert")
        for kind in ("technical", "analytical")
        if (skill, level, kind) not in taken
    )
    page.goto(f"{url}interview/practice/?skill={skill}&level={level}&kind={kind}")
    page.get_by_role("button", name="Draw a question").click()
    expect(page.locator(".hb-practice-form [role=status]")).to_contain_text("No question has all three")


def test_without_scripts_the_page_leads_to_the_list(browser: Browser, url: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{url}interview/practice/")
    expect(page.get_by_role("button", name="Draw a question")).to_be_hidden()
    page.get_by_role("link", name="in the list").click()
    page.wait_for_url(f"{url}interview/")
    page.context.close()
