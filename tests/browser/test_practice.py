"""Practising interview questions."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from handbook.catalog import steps_of
from handbook.load import load
from tests.browser.accessibility import violations
from tests.conftest import ROOT
from tests.windows import Borrow

QUESTIONS = load(ROOT).questions


@pytest.fixture
def page(borrow: Borrow) -> Page:
    return borrow(viewport={"width": 1440, "height": 1000}, bypass_csp=True)


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
    page.route("**/assets/questions/*.json", lambda route: route.fulfill(status=503, body="later"))
    page.goto(f"{url}interview/practice/?question=canary-with-mixed-signals")
    expect(page.locator(".hb-notice")).to_contain_text("The question could not be loaded")
    expect(page.locator(".hb-practice-form [role=status]")).not_to_contain_text("There is no question")
    page.unroute("**/assets/questions/*.json")
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
    aloud = page.locator(".hb-said")
    expect(aloud.get_by_text(question.spoken_answer[0])).to_be_hidden()
    aloud.locator("summary").click()
    for text in question.spoken_answer:
        expect(aloud.get_by_text(text)).to_be_visible()
    assert violations(page) == []
    silent = next(one for one in QUESTIONS.values() if not one.model.spoken_answer)
    page.goto(f"{url}interview/practice/?question={silent.id}")
    page.get_by_role("button", name="Show the rubric").click()
    expect(aloud).to_be_hidden()


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


QUESTION = "interview/practice/?question=canary-with-mixed-signals"
NOTE = "question/canary-with-mixed-signals"


def noted(page: Page) -> str | None:
    """What the browser keeps as the note on the question."""
    kept = json.loads(page.evaluate("localStorage.getItem('ml-pm-handbook')") or '{"notes": {}}')
    text: str | None = kept["notes"].get(NOTE, {}).get("text")
    return text


def tabs(context: BrowserContext, url: str, number: int) -> list[Page]:
    """The same question, opened in several tabs."""
    opened = [context.new_page() for _ in range(number)]
    for tab in opened:
        tab.goto(url + QUESTION)
        expect(tab.locator(".hb-drawn")).to_be_visible()
    return opened


def type_in(tab: Page, text: str) -> None:
    """Type at the end, and let the page keep it."""
    notes = tab.get_by_label("Your notes")
    notes.press("ControlOrMeta+End")
    notes.press_sequentially(text)
    notes.blur()


def type_at_once(tab: Page, text: str, *, held: bool = True) -> None:
    """Have the field hold a text that the page has not kept yet; `held` until the reader does something, however slow the machine is."""
    tab.evaluate(
        """([text, held]) => {
            const notes = document.querySelector('textarea');
            const wait = window.setTimeout;
            notes.value = text;
            if (held) window.setTimeout = () => 0;
            notes.dispatchEvent(new Event('input', { bubbles: true }));
            window.setTimeout = wait;
        }""",
        [text, held],
    )


def test_the_tab_that_was_typed_in_last_wins_not_the_one_that_is_left_last(page: Page, url: str) -> None:
    first, second, third = tabs(page.context, url, 3)
    type_in(first, "one")
    for tab in (second, third):
        expect(tab.get_by_label("Your notes")).to_have_value("one")
    type_in(second, " two")
    for tab in (first, third):
        expect(tab.get_by_label("Your notes")).to_have_value("one two")
        tab.goto(f"{url}about/")
    second.close()
    first.go_back()
    expect(first.get_by_label("Your notes")).to_have_value("one two")
    assert noted(first) == "one two"


def test_a_note_that_was_cleared_in_another_tab_does_not_come_back(page: Page, url: str) -> None:
    first, second = tabs(page.context, url, 2)
    type_in(first, "mine")
    expect(second.get_by_label("Your notes")).to_have_value("mine")
    second.goto(f"{url}library/progress/")
    second.get_by_role("button", name="Clear all").click()
    second.get_by_role("button", name="Delete all").click()
    expect(first.get_by_label("Your notes")).to_have_value("")
    first.get_by_label("Your notes").focus()
    first.get_by_label("Your notes").blur()
    first.goto(f"{url}about/")
    assert second.evaluate("localStorage.getItem('ml-pm-handbook')") is None
    second.locator(".hb-notice button").click()
    first.goto(url + QUESTION)
    expect(first.get_by_label("Your notes")).to_have_value("mine")


def changed_in_both(page: Page, url: str, kept: str = "theirs") -> Page:
    """A tab in which "mine" is typed while the note, "before" until then, becomes another in another tab."""
    first, second = tabs(page.context, url, 2)
    type_in(first, "before")
    expect(second.get_by_label("Your notes")).to_have_value("before")
    type_at_once(second, "mine")
    first.get_by_label("Your notes").fill(kept)
    first.get_by_label("Your notes").blur()
    expect(second.locator(".hb-notes__versions")).to_be_visible()
    assert noted(second) == (kept or None)
    return second


@pytest.mark.parametrize(
    ("choice", "left"),
    [("Keep my text", "mine"), ("Use the other text", "theirs"), ("Keep both", "theirs\n\nmine")],
    ids=["mine", "other", "both"],
)
def test_where_a_note_changed_in_two_tabs_the_reader_decides(page: Page, url: str, choice: str, left: str) -> None:
    tab = changed_in_both(page, url)
    expect(tab.get_by_label("Your notes")).to_have_value("mine")
    expect(tab.locator(".hb-notes__other")).to_have_text("theirs")
    assert violations(tab) == []
    tab.get_by_role("button", name=choice).click()
    expect(tab.locator(".hb-notes__versions")).to_be_hidden()
    expect(tab.get_by_label("Your notes")).to_have_value(left)
    assert noted(tab) == left
    for other in page.context.pages[1:]:
        expect(other.get_by_label("Your notes")).to_have_value(left)


@pytest.mark.parametrize("leaving", ["another page", "closed", "reload", "hidden", "another question"])
def test_a_page_that_is_left_without_an_answer_loses_neither_text(page: Page, url: str, leaving: str) -> None:
    tab = changed_in_both(page, url)
    if leaving == "another page":
        tab.goto(f"{url}about/")
    elif leaving == "closed":
        tab.close(run_before_unload=True)
    elif leaving == "reload":
        tab.reload()
    elif leaving == "hidden":
        tab.evaluate("""() => {
            Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
            document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
        }""")
    else:
        tab.get_by_role("button", name="Next question").click()
        tab.wait_for_url(lambda address: "canary-with-mixed-signals" not in address)
        expect(tab.locator(".hb-notes__versions")).to_be_hidden()
        tab.go_back()
        expect(tab.locator(".hb-notes__other")).to_have_text("theirs")
        tab.goto(f"{url}about/")
    other = page.context.pages[1]
    expect(other.get_by_label("Your notes")).to_have_value("theirs\n\nmine")
    assert noted(other) == "theirs\n\nmine"


def test_a_note_that_was_deleted_elsewhere_while_typing_is_asked_about(page: Page, url: str) -> None:
    tab = changed_in_both(page, url, kept="")
    expect(tab.locator(".hb-notes__versions")).to_contain_text("deleted in another tab")
    expect(tab.get_by_role("button", name="Keep both")).to_be_hidden()
    tab.get_by_role("button", name="Keep my text").click()
    assert noted(tab) == "mine"


def test_an_import_while_typing_is_asked_about(page: Page, url: str) -> None:
    first, second = tabs(page.context, url, 2)
    second.goto(f"{url}library/progress/")
    data = {"format": "ml-pm-handbook-progress", "version": 1, "notes": {NOTE: {"text": "from\r\nthe file"}}}
    second.locator("input[type=file]").set_input_files(
        {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(data).encode()}
    )
    type_at_once(first, "mine")
    second.get_by_role("button", name="Import", exact=True).click()
    expect(first.locator(".hb-notes__other")).to_have_text("from the file")
    first.get_by_role("button", name="Use the other text").click()
    expect(first.get_by_label("Your notes")).to_have_value("from\nthe file")
    first.goto(f"{url}about/")
    assert noted(second) == "from\r\nthe file"  # What nobody typed in is not written.


def test_notes_in_one_tab_and_marks_in_another_are_all_kept(page: Page, url: str) -> None:
    first, second = tabs(page.context, url, 2)
    type_at_once(first, "typed")
    second.get_by_role("button", name="Done").click()
    expect(first.get_by_role("button", name="Done")).to_have_attribute("aria-pressed", "true")
    first.close(run_before_unload=True)
    second.wait_for_function("JSON.parse(localStorage.getItem('ml-pm-handbook')).notes['question/canary-with-mixed-signals']")
    assert json.loads(second.evaluate("localStorage.getItem('ml-pm-handbook')"))["marks"][NOTE]["state"] == "done"


def test_a_page_from_behind_the_back_button_shows_what_was_typed_elsewhere(page: Page, url: str) -> None:
    first, second = tabs(page.context, url, 2)
    type_in(first, "one")
    first.get_by_role("link", name="About and credit").click()
    first.wait_for_url(f"{url}about/")
    type_in(second, " two")
    first.go_back()
    expect(first.get_by_label("Your notes")).to_have_value("one two")
    first.goto(f"{url}about/")
    assert noted(second) == "one two"


@pytest.mark.parametrize("text", ["\U0001f600" * 10_000, "a" + "\U0001f600" * 9_999, "x" * 20_000], ids=["astral", "astral, odd", "plain"])
def test_the_longest_note_comes_back(page: Page, url: str, text: str) -> None:
    page.goto(url + QUESTION)
    page.get_by_label("Your notes").fill(text)
    page.get_by_label("Your notes").blur()
    page.reload()
    expect(page.get_by_label("Your notes")).to_have_value(text)


def test_a_note_that_is_too_long_is_said_and_stays_on_the_page(page: Page, url: str) -> None:
    page.goto(url + QUESTION)
    type_in(page, "before")
    type_at_once(page, "\U0001f600" * 10_001, held=False)  # The field itself lets nobody type more.
    expect(page.locator(".hb-notice")).to_contain_text("2 characters too long, so it was not kept")
    page.get_by_role("button", name="Next question").click()
    page.wait_for_url(lambda address: "canary-with-mixed-signals" not in address)
    page.go_back()
    expect(page.get_by_label("Your notes")).to_have_value("\U0001f600" * 10_001)
    assert noted(page) == "before"


def test_the_timer_counts_down_pauses_and_says_when_time_is_up(page: Page, url: str) -> None:
    page.clock.install()
    page.goto(f"{url}interview/practice/?question=canary-with-mixed-signals")
    clock = page.get_by_role("timer")
    page.get_by_label("Minutes").select_option("2")
    expect(clock).to_have_text("2:00")
    page.clock.pause_at("2100-01-01")  # From here on no time passes but what the test lets pass.
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
    expect(page.locator(".hb-practice-form [role=status]")).to_contain_text("No question matches all of these")


def test_without_scripts_the_page_leads_to_the_list(borrow: Borrow, url: str) -> None:
    page = borrow(java_script_enabled=False)
    page.goto(f"{url}interview/practice/")
    expect(page.get_by_role("button", name="Draw a question")).to_be_hidden()
    page.get_by_role("link", name=QUESTIONS["is-it-drift"].model.question).click()
    page.wait_for_url(f"{url}interview/#is-it-drift")
    page.locator("#is-it-drift").get_by_role("link", name="Read the rubric").click()
    expect(page.get_by_text(QUESTIONS["is-it-drift"].model.good_answer[0])).to_be_visible()


def test_from_a_step_of_a_path_to_its_question_and_back(page: Page, url: str) -> None:
    path, target = "responsible-ai-before-launch", "is-it-high-risk"
    page.goto(f"{url}paths/{path}/")
    step = page.locator(f"#step-{target}")
    step.get_by_role("link").first.click()
    page.wait_for_url(f"{url}interview/practice/?question={target}&path={path}")
    expect(page.locator(".hb-drawn__question")).to_have_text(QUESTIONS[target].model.question)
    page.locator(".hb-drawn").get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Next question").click()
    page.wait_for_url(lambda address: target not in address)
    on_path = {target for name, target in steps_of(load(ROOT).paths[path].model) if name == "question"}
    assert question_id(page) in on_path
    page.go_back()
    page.get_by_role("link", name="Back to Responsible AI before launch").click()
    page.wait_for_url(f"{url}paths/{path}/#step-{target}")
    expect(step.get_by_role("button", name="Done")).to_have_attribute("aria-pressed", "true")
    expect(step).to_be_in_viewport()


def test_before_a_draw_the_page_says_what_fits_and_what_was_done_last(page: Page, url: str) -> None:
    page.goto(f"{url}interview/practice/?question=is-it-drift")
    page.get_by_role("button", name="Done").click()
    page.goto(f"{url}interview/practice/")
    fitting = [name for name, record in QUESTIONS.items() if record.model.kind == "technical"]
    page.get_by_label("Kind", exact=True).select_option("technical")
    expect(page.locator(".hb-practice-form [role=status]")).to_have_text(f"{len(fitting)} questions match, 1 done.")
    expect(page.locator(".hb-practice__start")).to_contain_text("Open the rubric".lower())
    assert violations(page) == []
    page.locator(".hb-practice__last").get_by_role("link", name=QUESTIONS["is-it-drift"].model.question).click()
    expect(page.locator(".hb-drawn__question")).to_have_text(QUESTIONS["is-it-drift"].model.question)
    expect(page.locator(".hb-practice__start")).to_be_hidden()


def test_the_list_is_filtered_by_skill_level_and_kind_in_the_address(page: Page, url: str) -> None:
    page.goto(f"{url}interview/?level=working#two-fairness-measures-clash")
    expect(page.locator("#two-fairness-measures-clash")).to_be_in_viewport()  # Whatever the filter says.
    page.get_by_label("Skill", exact=True).select_option("saying-no")
    expect(page).to_have_url(f"{url}interview/?level=working&skill=saying-no")
    fitting = {name for name, one in QUESTIONS.items() if one.model.level == "working" and "saying-no" in one.model.skills}
    rows = page.locator(".hb-question:visible")
    assert set(rows.evaluate_all("rows => rows.map(row => row.querySelector('[id]').id)")) == fitting
    rows.first.locator("summary").click()
    expect(rows.first.get_by_role("heading", name="A strong answer")).to_be_visible()
    assert violations(page) == []
    rows.first.get_by_role("link", name="Practise this").click()
    expect(page.locator(".hb-drawn__question")).not_to_be_empty()
    page.go_back()
    page.get_by_role("link", name="Practise with a timer").click()
    page.wait_for_url(f"{url}interview/practice/?skill=saying-no&level=working")
