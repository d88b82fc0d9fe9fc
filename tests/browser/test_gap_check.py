"""The gap check: answers, a result that follows them, and a second opinion; kept, undone, printed, and never sent anywhere."""

import json
import re
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from handbook.handbook import Handbook
from handbook.load import load
from tests.browser.accessibility import COLOURS, in_the_dark, violations
from tests.browser.test_robust import STORAGES
from tests.conftest import ROOT
from tests.windows import Borrow

KEY = "ml-pm-handbook"
CATALOG = load(ROOT)
SKILLS = len(CATALOG.skills)
WIDTHS = {"phone": {"width": 390, "height": 844}, "wide": {"width": 1440, "height": 1000}}
_IDS = [link.id for link in Handbook(CATALOG).skills]
# Levels as a reader might give them, skill by skill, and as somebody else sees two of them.
_LEVELS = {skill: (1, 2, 0, 1, 2, 3, 1, 0, 2, 1)[place % 10] for place, skill in enumerate(_IDS)} | {"saying-no": 1, "backend-fluency": 0}
MINE = tuple(_LEVELS.values())
THEIRS = tuple((_LEVELS | {"saying-no": 4, "backend-fluency": 3}).values())


@pytest.fixture(params=["phone", "wide"])
def size(request: pytest.FixtureRequest) -> Any:
    return WIDTHS[request.param]


@pytest.fixture
def page(borrow: Borrow, url: str) -> Page:
    page = borrow(viewport=WIDTHS["wide"], bypass_csp=True)
    page.goto(f"{url}gap-check/")
    return page


def ready(page: Page) -> None:
    """Wait until the script runs."""
    expect(page.locator(".hb-check__steps")).to_be_visible()


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "{}")
    return found


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).check()
    expect(page.locator(".hb-notice")).to_contain_text(name)


def opened(page: Page) -> Locator:
    return page.locator(".hb-check__skill--open")


def rate(page: Page, levels: tuple[int, ...]) -> None:
    """Point at one answer after the other, from the first skill on."""
    for number, level in enumerate(levels, start=1):
        expect(page.locator(".hb-check__place")).to_contain_text(f"Skill {number} of {SKILLS}")
        opened(page).get_by_role("radio").nth(level).click()
    expect(page.locator(".hb-check__place")).to_contain_text(f"Skill {min(len(levels) + 1, SKILLS)} of {SKILLS}")


def rate_at_once(page: Page, levels: tuple[int, ...]) -> None:
    """The same answers where the way to them is not what is tested."""
    ready(page)
    page.locator(".hb-check__skill").evaluate_all(
        "(skills, levels) => levels.forEach((level, place) => skills[place].querySelectorAll('input[type=radio]')[level].click())",
        list(levels),
    )


def fragment(link: str) -> str:
    return link[link.index("#") :]


def ask(page: Page, name: str = "") -> str:
    """The fragment of the link that asks for a second opinion."""
    asking = page.locator(".hb-opinion[data-in=own]")
    asking.get_by_label("Your name").fill(name)
    asking.get_by_role("button", name="Ask for a second opinion").click()
    link = asking.get_by_label("Send this link", exact=True)
    expect(link).to_be_visible()
    return fragment(link.input_value())


def reply(page: Page, name: str = "") -> str:
    replying = page.locator(".hb-opinion[data-in=rating]")
    replying.get_by_label("Your name").fill(name)
    replying.get_by_role("button", name="Make the reply").click()
    link = replying.get_by_label("Send this link back")
    expect(link).to_be_visible()
    return fragment(link.input_value())


def gaps(page: Page) -> list[str]:
    return page.locator(".hb-gap h4").all_inner_texts()


def test_the_whole_way_and_back(borrow: Borrow, url: str, size: Any) -> None:
    """Check, result, kept; a mentor rates without seeing it; the two are compared, kept and taken back."""
    page = borrow(viewport=size)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(f"{url}gap-check/")
    choose(page, "AI PM building on APIs")
    rate(page, MINE)
    page.get_by_role("button", name="See your result").click()
    expect(page.locator("#result")).to_be_focused()
    assert gaps(page)
    expect(page.locator(".hb-result__plan")).to_have_attribute("href", re.compile(r"/plan/\?close=gaps&hours=4&money=any$"))
    page.get_by_role("button", name="Keep this result").click()
    expect(page.locator(".hb-result__earlier")).to_contain_text("Nothing has moved since")
    asked = ask(page, "Ada")
    levels = [str(answer["level"]) for answer in kept(page)["answers"].values()]
    assert len(levels) == SKILLS

    mentor = borrow(viewport=size)
    mentor.goto(f"{url}gap-check/{asked}")
    expect(mentor.locator(".hb-check__whom")).to_have_text("You're rating Ada, who is heading for: AI PM building on APIs")
    expect(mentor.locator(".hb-result")).to_be_hidden()
    rate_at_once(mentor, THEIRS)
    answered = reply(mentor, "Grace")
    assert kept(mentor) == {}

    page.goto(f"{url}gap-check/{answered}")
    page.reload()
    expect(page.get_by_role("heading", name="You and Grace, side by side")).to_be_visible()
    first = page.locator(".hb-compared__agenda li strong")
    assert first.all_inner_texts() == ["Saying no", "Backend fluency"]
    expect(page.locator(".hb-compared__table tbody tr")).to_have_count(SKILLS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").split("\n")
    assert lines[1].startswith('"Saying no","Awareness","Expert","3 levels higher"')
    page.get_by_role("button", name="Keep this opinion").click()
    page.get_by_role("button", name="Back to your check").click()
    expect(page.locator(".hb-opinion__kept li")).to_contain_text("Grace")
    assert len(kept(page)["answers"]) == SKILLS
    page.get_by_role("button", name=re.compile("^Compare")).click()
    expect(first).to_have_count(2)
    page.get_by_role("button", name="Back to your check").click()
    page.get_by_role("button", name=re.compile("^Delete")).click()
    expect(page.locator(".hb-opinion__kept")).to_be_hidden()
    page.locator(".hb-notice button").click()
    expect(page.locator(".hb-opinion__kept li")).to_contain_text("Grace")
    assert not [address for address in sent if "opinion=" in address or not address.startswith((url, "data:", "blob:"))]
    assert sum("plan.json" in address for address in sent) == 2  # The page was loaded twice.


def test_by_keyboard_alone(borrow: Borrow, url: str) -> None:
    page = borrow(viewport=WIDTHS["wide"])
    page.goto(f"{url}gap-check/")
    ready(page)
    page.locator("[data-aim=target] input:checked").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hb-notice")).to_contain_text("You're heading for")
    expect(page.locator("[data-aim=target] input:checked")).to_be_focused()
    page.keyboard.press("Tab")  # To the link about the job.
    page.keyboard.press("Tab")
    for number in range(1, SKILLS + 1):
        while page.evaluate("document.activeElement.type") != "radio":
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(30)
        expect(page.locator(".hb-check__place")).to_contain_text(f"Skill {number} of {SKILLS}")  # Arrows move between levels only.
        page.keyboard.press("Enter")
    expect(page.locator("#result")).to_be_focused()
    assert {answer["level"] for answer in kept(page)["answers"].values()} == {2}
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Ask for a second opinion":
            break
    page.keyboard.press("Enter")
    link = page.get_by_label("Send this link", exact=True)
    expect(link).to_be_focused()
    asked = fragment(link.input_value())
    page.goto("about:blank")
    page.goto(f"{url}gap-check/{asked}")
    expect(page.locator(".hb-check__whom")).to_be_focused()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "radio":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.locator("#reply").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    answered = page.get_by_label("Send this link back")
    expect(answered).to_be_focused()
    assert answered.input_value()


def test_pointing_moves_on_and_correcting_stays(page: Page) -> None:
    ready(page)
    expect(page.locator(".hb-check__place")).to_have_text(f"Skill 1 of {SKILLS}: Product strategy")
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_disabled()
    opened(page).get_by_role("radio").nth(3).click()
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 2 of")
    expect(opened(page).locator("legend")).to_be_focused()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(opened(page).get_by_role("radio").nth(3)).to_be_checked()
    opened(page).get_by_role("radio").nth(2).click()
    page.wait_for_timeout(500)
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 1 of")
    page.locator(".hb-check__table").get_by_role("button", name="Saying no").click()
    expect(opened(page)).to_have_attribute("data-skill", "saying-no")


def test_what_is_typical_is_not_ones_own_until_it_is_confirmed(page: Page) -> None:
    ready(page)
    opened(page).get_by_role("radio").nth(4).click()
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 2 of")
    choose(page, "Data scientist")
    answers = kept(page)["answers"]
    assert len(answers) == SKILLS
    assert answers["problem-framing"]["level"] == 4
    assert [skill for skill, answer in answers.items() if "typical" not in answer] == ["problem-framing"]
    expect(page.locator(".hb-check__typical")).to_be_visible()
    expect(page.locator(".hb-stone[data-typical=typical]")).to_have_count(SKILLS - 1)
    choose(page, "First PM job")
    expect(page.locator(".hb-result__told")).to_contain_text(f"{SKILLS - 1} of your answers are only typical")
    here = opened(page).get_attribute("data-skill") or ""
    page.get_by_role("button", name="Yes, that's me").click()
    assert "typical" not in kept(page)["answers"][here]
    page.get_by_role("radio", name="Start blank").check()
    expect(page.locator(".hb-notice")).to_contain_text("Blank again")
    assert set(kept(page)["answers"]) == {"problem-framing", here}
    page.locator(".hb-notice button").click()
    expect(page.locator(".hb-notice")).to_have_text("Undone.")
    assert len(kept(page)["answers"]) == SKILLS
    expect(page.get_by_role("radio", name="Data scientist")).to_be_checked()


def test_answers_survive_a_reload_and_each_can_be_undone(page: Page) -> None:
    ready(page)
    choose(page, "Platform PM")
    rate(page, MINE[:3])
    page.locator("[name=hours]").select_option("10")
    page.locator("[name=money]").select_option("free")
    page.reload()
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 4 of")
    expect(page.get_by_role("radio", name="Platform PM")).to_be_checked()
    expect(page.locator("[name=hours]")).to_have_value("10")
    expect(page.locator(".hb-result__plan")).to_have_attribute("href", re.compile("hours=10&money=free"))
    opened(page).get_by_role("radio").nth(2).click()
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 5 of")
    page.locator(".hb-notice button").click()
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 4 of")
    expect(opened(page).locator("input:checked")).to_have_count(0)
    assert len(kept(page)["answers"]) == 3


def test_empty_states_say_the_one_thing_to_do(page: Page) -> None:
    told = page.locator(".hb-result__told")
    expect(told).to_contain_text("Nothing rated yet")
    told.get_by_role("button", name="Rate your first skill").click()
    expect(opened(page).locator("legend")).to_be_focused()
    opened(page).get_by_role("radio").nth(4).click()
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 2 of")
    expect(told).to_contain_text("Strengths only")
    expect(page.locator(".hb-result__strong li")).to_have_count(1)
    expect(page.locator(".hb-result__gaps")).to_be_hidden()
    told.get_by_role("button", name="Choose the job you're heading for").click()
    expect(page.get_by_role("radio", name="Not sure yet")).to_be_focused()


def test_different_answers_get_different_recommendations(page: Page) -> None:
    ready(page)
    found = set()
    for start in ("Data scientist", "Software engineer", "Product manager new to ML"):
        choose(page, start)
        for target in ("AI PM building on APIs", "Platform PM"):
            choose(page, target)
            expect(page.locator(".hb-result__told")).to_contain_text(target)
            found.add(page.locator(".hb-result__list").inner_text())
    assert len(found) == 6
    page.locator(".hb-taste summary").click()
    before = page.locator(".hb-result__list").inner_text()
    page.get_by_role("checkbox", name="Book").check()
    assert page.locator(".hb-result__list").inner_text() != before


def test_an_exercise_is_marked_and_stays_where_it_can_be_taken_back(page: Page) -> None:
    ready(page)
    choose(page, "First PM job")
    opened(page).get_by_role("radio").nth(0).click()
    button = page.locator(".hb-gap").first.get_by_role("button", name="Done").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    (item,) = kept(page)["marks"]
    assert item.startswith("exercise/problem-framing/")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_what_moved_since_an_earlier_result_is_shown(page: Page) -> None:
    ready(page)
    rate(page, MINE[:2])
    page.get_by_role("button", name="Keep this result").click()
    page.locator(".hb-check__table").get_by_role("button", name="Problem framing").click()
    opened(page).get_by_role("radio").nth(3).click()
    expect(page.locator(".hb-result__earlier li li")).to_have_text("Problem framing: Awareness → Practitioner")


HOSTILE = {
    "#opinion=": "isn't one of the handbook's",
    "#opinion=<img src=x onerror=alert(1)>": "isn't one of the handbook's",
    "#opinion=1.AAAA....zzzz": "incomplete",
    "#opinion=7.AAAA....zzzz": "newer version",
    "#opinion=%E0%A4%A": "isn't one of the handbook's",
    "#opinion=1." + "A" * 9000: "too long",
}


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_fragment_that_is_not_ours_is_told_and_nothing_is_lost(page: Page, url: str, hostile: str) -> None:
    rate(page, MINE[:2])
    before = kept(page)
    page.goto("about:blank")
    page.goto(f"{url}gap-check/{hostile}")
    expect(page.get_by_role("alert")).to_contain_text(HOSTILE[hostile])
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 3 of")
    assert kept(page) == before


def test_a_file_of_an_opinion_is_read_and_a_later_one_is_refused(page: Page, tmp_path: Path) -> None:
    rate(page, MINE[:2])
    before = kept(page)
    later = tmp_path / "later.json"
    later.write_text(json.dumps({"format": "ml-pm-handbook-opinion", "version": 9, "answers": {}}), encoding="utf-8")
    page.locator(".hb-opinion input[type=file]").set_input_files(later)
    expect(page.locator(".hb-notice")).to_contain_text("newer version")
    sound = tmp_path / "sound.json"
    answers = {"problem-framing": 4, "long-gone": 2}
    sound.write_text(
        json.dumps({"format": "ml-pm-handbook-opinion", "version": 1, "name": "<b>Grace", "answers": answers}), encoding="utf-8"
    )
    page.locator(".hb-opinion input[type=file]").set_input_files(sound)
    expect(page.get_by_role("heading", name="You and <b>Grace, side by side")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("1 of the skills in it")
    assert kept(page) == before


def test_a_request_and_a_reply_can_be_files(page: Page, borrow: Borrow, url: str, tmp_path: Path) -> None:
    ask(page, "Ada")
    with page.expect_download() as download:
        page.locator(".hb-opinion[data-in=own]").get_by_role("button", name="Save it as a file").click()
    download.value.save_as(tmp_path / "request.json")
    other = borrow()
    other.goto(f"{url}gap-check/")
    ready(other)
    other.locator(".hb-opinion input[type=file]").set_input_files(tmp_path / "request.json")
    expect(other.locator(".hb-check__whom")).to_contain_text("You're rating Ada")
    with_one = other.locator(".hb-opinion[data-in=rating]")
    with_one.get_by_role("button", name="Save it as a file").click()
    expect(other.locator(".hb-notice")).to_contain_text("Rate at least one skill first")
    opened(other).get_by_role("radio").nth(2).click()
    with other.expect_download() as answered:
        with_one.get_by_role("button", name="Save it as a file").click()
    answered.value.save_as(tmp_path / "reply.json")
    assert json.loads((tmp_path / "reply.json").read_text(encoding="utf-8"))["answers"] == {"problem-framing": 2}
    page.locator(".hb-opinion input[type=file]").set_input_files(tmp_path / "reply.json")
    expect(page.locator(".hb-compared__told")).to_contain_text("You haven't rated yourself")


def test_a_mentor_keeps_their_own_answers_and_finds_the_rating_again(page: Page, url: str) -> None:
    asked = ask(page)
    rate(page, MINE[:3])
    before = kept(page)
    page.goto("about:blank")
    page.goto(f"{url}gap-check/{asked}")
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 1 of")
    expect(opened(page).locator("input:checked")).to_have_count(0)
    rate(page, THEIRS[:4])
    page.reload()
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 5 of")
    page.locator(".hb-check__table").get_by_role("button", name="Problem framing").click()
    expect(opened(page).get_by_role("radio").nth(THEIRS[0])).to_be_checked()
    assert kept(page) == before
    page.get_by_role("button", name="Leave, and do your own check").click()
    expect(page.locator(".hb-check__place")).to_contain_text("Skill 4 of")
    assert "opinion" not in page.url


@pytest.mark.parametrize("text", ["{half", json.dumps({"format": "ml-pm-handbook-progress", "version": 9})], ids=["corrupt", "later"])
def test_what_cannot_be_read_is_left_alone_and_the_check_still_works(page: Page, text: str) -> None:
    page.evaluate(f"text => localStorage.setItem('{KEY}', text)", text)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("could not be read")
    choose_quietly(page, "First PM job")
    rate(page, MINE[:3])
    expect(page.get_by_role("alert")).to_contain_text("Your answers stay on this page")
    assert gaps(page)
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text


def choose_quietly(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).check()
    expect(page.locator(".hb-check--asks")).to_have_count(1)


@pytest.mark.parametrize("storage", STORAGES)
def test_a_browser_that_keeps_nothing_says_so_and_shows_a_result(borrow: Borrow, url: str, storage: str) -> None:
    page = borrow()
    page.add_init_script(STORAGES[storage])
    page.goto(f"{url}gap-check/")
    ready(page)
    choose_quietly(page, "First PM job")
    rate(page, MINE[:3])
    expect(page.get_by_role("alert")).to_contain_text("nothing was kept")
    assert gaps(page)


def test_two_tabs_show_the_same_and_do_not_overwrite_each_other(page: Page, url: str) -> None:
    other = page.context.new_page()
    other.goto(f"{url}gap-check/")
    ready(other)
    opened(page).get_by_role("radio").nth(2).click()
    other.locator(".hb-check__table").get_by_role("button", name="Saying no").click()
    opened(other).get_by_role("radio").nth(3).click()
    for tab in (page, other):
        expect(tab.locator("tr[data-skill=problem-framing] td").first).to_contain_text("Working")
        expect(tab.locator("tr[data-skill=saying-no] td").first).to_contain_text("Practitioner")
    assert {skill: answer["level"] for skill, answer in kept(page)["answers"].items()} == {"problem-framing": 2, "saying-no": 3}


def test_data_that_could_not_be_loaded_is_asked_for_again(page: Page) -> None:
    page.route("**/assets/plan.json", lambda route: route.fulfill(status=503, body="later"))
    page.reload()
    opened(page).get_by_role("radio").nth(4).click()
    expect(page.locator(".hb-result__told")).to_contain_text("could not be loaded")
    page.unroute("**/assets/plan.json")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".hb-result__strong li")).to_have_count(1)


def test_without_scripts_it_is_a_sheet_and_nothing_is_dead(borrow: Borrow, url: str) -> None:
    page = borrow(java_script_enabled=False)
    page.goto(f"{url}gap-check/")
    expect(page.locator(".hb-check__skill")).to_have_count(SKILLS)
    for skill in page.locator(".hb-check__skill").all():
        expect(skill).to_be_visible()
    expect(page.locator(".hb-check__skill input:visible")).to_have_count(5 * SKILLS)
    expect(page.locator(".hb-check :is(button, select):visible")).to_have_count(0)
    expect(page.locator(".hb-check input:not([type=radio]):visible")).to_have_count(0)
    expect(page.locator(".hb-unscripted")).to_be_visible()
    expect(page.locator(".hb-profile h3")).to_have_count(len(CATALOG.profiles))
    job = page.locator("[data-profile=platform-pm]")
    job.locator("summary").click()
    job.get_by_role("link", name="Each level, and why").click()
    expect(page.locator("#platform-pm tbody tr")).to_have_count(len(CATALOG.profiles["platform-pm"].model.levels))


def test_a_job_tells_its_levels_and_why(borrow: Borrow, url: str) -> None:
    page = borrow()
    page.goto(f"{url}gap-check/")
    job = CATALOG.profiles["platform-pm"].model
    shown = page.locator("[data-profile=platform-pm] details")
    shown.locator("summary").click()
    expect(shown.locator("tbody tr")).to_have_count(len(job.levels))
    skill, asked = next(iter(job.levels.items()))
    row = shown.locator("tr", has=page.get_by_role("link", name=CATALOG.skills[skill].model.title, exact=True))
    expect(row).to_contain_text(asked.why)
    page.locator(".hb-check__skill--open input").first.check()  # Showing a result leaves it as it is.
    expect(shown.locator("tbody tr")).to_have_count(len(job.levels))
    assert violations(page) == []


def test_axe_finds_nothing_in_any_state(borrow: Borrow, url: str) -> None:
    phone, wide = (cast("ViewportSize", WIDTHS[name]) for name in ("phone", "wide"))
    page = borrow(viewport=phone, bypass_csp=True)
    found: dict[str, list[tuple[str, str]]] = {}

    def look(state: str) -> None:
        """All of the page once, then what states change: on a phone in both schemes, and wide where there is most to see."""
        within = "article" if found else "html"
        if found:  # Those of others are as they were printed, in every state.
            page.locator(".hb-profiles").evaluate_all("all => all.forEach(one => one.remove())")
        found[state] = violations(page, within=within)
        in_the_dark(page)
        found[f"{state}, dark"] = violations(page, COLOURS, within)
        in_the_dark(page, dark=False)
        if state in {"result", "compared"}:
            page.set_viewport_size(wide)
            found[f"{state}, wide"] = violations(page, within=within)
            page.set_viewport_size(phone)

    page.goto(f"{url}gap-check/")
    ready(page)
    look("empty")
    choose(page, "Data scientist")
    choose(page, "AI PM building on APIs")
    rate(page, ())
    look("typical")
    page.locator("[data-aim=start] input").first.check()
    page.locator(".hb-notice", has_text="Blank again").wait_for()
    for place in range(5):
        opened(page).get_by_role("radio").nth(place).click()
        page.wait_for_timeout(300)
    page.get_by_role("button", name="Keep this result").click()
    # All gaps are alike: a few of them are opened.
    page.evaluate("for (const gap of [...document.querySelectorAll('.hb-check details')].slice(0, 6)) gap.open = true")
    look("result")
    asked = ask(page, "Ada")
    look("asked")
    page.goto("about:blank")
    page.goto(f"{url}gap-check/{asked}")
    rate(page, (0, 4, 3))
    answered = reply(page, "Grace")
    look("rating")
    page.goto("about:blank")
    page.goto(f"{url}gap-check/{answered}")
    page.get_by_role("button", name="Keep this opinion").click()
    look("compared")
    page.get_by_role("button", name="Back to your check").click()
    expect(page.locator(".hb-opinion__kept")).to_be_visible()
    look("kept")
    page.goto("about:blank")
    page.goto(f"{url}gap-check/#opinion=9.x")
    expect(page.get_by_role("alert")).to_be_visible()
    look("refused")
    assert found == {state: [] for state in found}


def test_nothing_is_wider_than_a_phone(borrow: Borrow, url: str) -> None:
    page = borrow(viewport={"width": 360, "height": 740})
    page.goto(f"{url}gap-check/")
    ready(page)
    choose(page, "Data scientist")
    choose(page, "ML PM in a core ML team")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_two_opinions_print_on_one_page(page: Page, url: str) -> None:
    rate_at_once(page, MINE)
    asked = ask(page)
    page.goto("about:blank")
    page.goto(f"{url}gap-check/{asked}")
    expect(page.locator(".hb-opinion[data-in=rating]")).to_be_visible()
    rate_at_once(page, tuple(4 - level for level in MINE))
    answered = reply(page, "Someone with quite a long name")
    page.goto("about:blank")
    page.goto(f"{url}gap-check/{answered}")
    expect(page.locator(".hb-compared__agenda li")).to_have_count(5)
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_a_strangers_scripts_are_few(newcomer: Page, url: str) -> None:
    """What a visit without answers loads of our own scripts, compressed."""
    import gzip

    newcomer.goto(f"{url}gap-check/", wait_until="networkidle")
    loaded = newcomer.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    own = {name.rpartition("/")[2] for name in loaded if "/assets/js/" in name}
    sizes = {name: len(gzip.compress((ROOT / "docs/assets/js" / name).read_bytes(), 9)) for name in own}
    assert sum(sizes.values()) < 35_000, sizes
    assert not [name for name in loaded if name.endswith(".json")]
