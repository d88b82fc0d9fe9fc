"""What a reader marks: kept in the browser, exported, imported, never lost or overwritten without a word."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from handbook.contract import STORE
from handbook.kinds import MARKS
from tests.browser.accessibility import violations
from tests.windows import Borrow

KEY = "ml-pm-handbook"


@pytest.fixture
def page(borrow: Borrow) -> Page:
    return borrow(viewport={"width": 1440, "height": 1000}, bypass_csp=True)


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(f"JSON.parse(localStorage.getItem('{KEY}'))")
    return found


def mark(page: Page, item: str, words: str) -> None:
    """Press a button of an entry, in its row where it has one that opens."""
    row = page.locator(".hb-fold", has=page.locator(f"#{item.split('/')[1]}"))
    if row.count() and row.locator("details").get_attribute("open") is None:
        row.locator("summary").click()
    page.locator(f"[data-mark='{item}']:not(.hb-star)").get_by_role("button", name=re.compile(f"^{words}")).click()


def file_of(folder: Path, **fields: Any) -> Path:
    file = folder / "progress.json"
    sound = {"format": "ml-pm-handbook-progress", "version": 1, "marks": {}, "notes": {}}
    file.write_text(json.dumps({**sound, **fields}), encoding="utf-8")
    return file


def choose_file(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def test_a_mark_is_kept_counts_in_bars_and_can_be_taken_away(page: Page, url: str) -> None:
    page.goto(f"{url}paths/backend-fluency-in-six-evenings/")
    expect(page.locator(".hb-bar__count")).to_have_text(re.compile("^0 of "))
    mark(page, "term/pull-request", "Done")
    expect(page.locator(".hb-bar__count")).to_have_text(re.compile("^1 of "))
    page.goto(f"{url}glossary/pull-request/")
    button = page.get_by_role("button", name="I know this").first
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(f"{url}skills/backend-fluency/")
    expect(page.locator(".hb-bar__count")).to_have_text(re.compile("^1 of "))
    page.goto(f"{url}glossary/pull-request/")
    page.get_by_role("button", name="I know this").first.click()
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None


def test_an_exercise_of_a_skill_is_marked_and_found_again_by_its_name(page: Page, url: str) -> None:
    page.goto(f"{url}skills/saying-no/")
    mark(page, "exercise/saying-no/requests-of-last-month", "Done")
    expect(page.locator(".hb-bar__count")).to_have_text(re.compile("^1 of "))
    assert list(kept(page)["marks"]) == ["exercise/saying-no/requests-of-last-month"]
    page.goto(f"{url}library/progress/")
    link = page.locator(".hb-progress__lists").get_by_role("link", name=re.compile("^Search last month's messages"))
    expect(link).to_have_attribute("href", re.compile("skills/saying-no/#requests-of-last-month$"))


def test_a_hidden_resource_leaves_the_list_and_comes_back(page: Page, url: str) -> None:
    page.goto(f"{url}library/")
    mark(page, "resource/four-big-risks-svpg", "Hide")
    card = page.locator(".hb-fold", has=page.locator("#four-big-risks-svpg"))
    expect(card).to_be_hidden()
    expect(page.locator(".hb-found-bar [role=status]")).to_contain_text("1 hidden by you")
    page.reload()
    expect(card).to_be_hidden()
    page.get_by_label("Yours").select_option("hidden")
    expect(card).to_be_visible()
    mark(page, "resource/four-big-risks-svpg", "Hide")
    page.get_by_label("Yours").select_option("")
    expect(card).to_be_visible()


def test_names_that_could_not_be_loaded_are_asked_for_again(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/pull-request/")
    page.get_by_role("button", name="I know this").first.click()
    page.route("**/assets/entries.json", lambda route: route.fulfill(status=503, body="later"))
    page.goto(f"{url}library/progress/")
    live = page.locator(".hb-progress__live")
    expect(live.get_by_role("status")).to_have_text(re.compile("^1 mark and 0 notes .* names could not be loaded"))
    expect(live.get_by_role("listitem")).to_have_text("pull-request term")
    page.unroute("**/assets/entries.json")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(live.get_by_role("link", name="Pull request")).to_be_visible()
    expect(live.get_by_role("status")).to_have_text("1 mark and 0 notes in this browser.")


def test_the_file_that_is_exported_can_be_imported_elsewhere(page: Page, borrow: Borrow, url: str, tmp_path: Path) -> None:
    page.goto(f"{url}library/")
    mark(page, "resource/four-big-risks-svpg", "Done")
    mark(page, "resource/mvp-svpg", "Want to read")
    page.goto(f"{url}library/progress/")
    expect(page.get_by_role("link", name="The Four Big Risks")).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Export to a file").click()
    file = tmp_path / "mine.json"
    download.value.save_as(file)
    other = borrow()
    other.goto(f"{url}library/progress/")
    choose_file(other, file)
    expect(other.locator("form[data-for=import] p").first).to_contain_text("2 new here")
    assert other.evaluate(f"localStorage.getItem('{KEY}')") is None
    other.get_by_role("button", name="Import", exact=True).click()
    assert kept(other) == kept(page)


# Everything that the gap check and the plan keep, by the store's own functions.
KEEP_ALL = """import(new URL('../../assets/js/store.js', location.href)).then(store => {
  store.answer('saying-no', 2, true);
  store.aim('target', 'first-pm-job');
  store.keepResult();
  store.keepOpinion({ answers: new Map([['saying-no', 1]]), target: 'first-pm-job', name: 'Ada' });
  const more = { weeks: 6, until: '2027-03-01', days: [0], money: 'free', formats: ['book'], languages: ['en'] };
  const items = { done: ['term/okr'], hidden: ['term/api'], pauses: ['2026-12-21'], answers: { 'saying-no': 2 } };
  const plan = close => ({ close, hours: 4, start: '2026-11-30', ...more, ...items });
  const closes = [{ gaps: [{ skill: 'saying-no', from: 1, to: 2 }] }, { skill: 'saying-no', from: 1, to: 2 }, { path: 'first-week' }];
  return closes.map(close => {
    store.keepPlan(plan(close));
    return store.exported();
  });
})"""


def fields_of(value: object, name: str = "") -> Iterator[str]:
    """The names of what a file holds, as the contract writes them."""
    if isinstance(value, dict):
        free = name in {"marks", "notes", "answers", "aims"} or name.endswith(".answers")
        for key, inner in value.items():
            yield from fields_of(inner, f"{name}.{'*' if free else key}" if name else key)
    elif isinstance(value, list):
        for inner in value:
            yield from fields_of(inner, f"{name}[]")
    else:
        yield name


def test_the_file_is_as_it_was_promised_to_programs(page: Page, url: str, tmp_path: Path) -> None:
    page.goto(f"{url}library/")
    mark(page, "resource/four-big-risks-svpg", "Done")
    page.goto(f"{url}interview/practice/?question=is-it-drift")
    page.get_by_label("Your notes").fill("A note.")
    page.goto(f"{url}library/progress/")
    stray = {"term/okr": {"state": "starred"}}
    page.evaluate(f"text => localStorage.setItem('{KEY}', text)", json.dumps({**kept(page), "aims": {"start": 5}, "answers": stray}))
    files = [json.loads(text) for text in page.evaluate(KEEP_ALL)]
    with page.expect_download() as download:
        page.get_by_role("button", name="Export to a file").click()
    download.value.save_as(file := tmp_path / "mine.json")
    assert json.loads(file.read_text(encoding="utf-8")) == files[-1]
    promised = {line.split(": ", 1)[0] for line in STORE}
    found = {field for data in files for field in fields_of(data)}
    assert {re.sub(r"^aside\[\]\.value.*", "aside[].value", field) for field in found} == promised
    assert {data["version"] for data in files} == {max(int(line.split(": ")[1]) for line in STORE if line.startswith("version"))}
    states = set(re.findall(r"\w+", next(line for line in STORE if line.startswith("marks.*.state")).partition(": ")[2])) - {"or"}
    assert states == {state for marks in MARKS.values() for state in marks} == set(page.evaluate(STATES))


# The states that the script itself knows.
STATES = "import(new URL('../../assets/js/store.js', location.href)).then(store => store.STATES)"


@pytest.mark.parametrize(
    ("how", "state"), [("keep what is here", "done"), ("use what the file says", "want"), ("delete everything here", "want")]
)
def test_where_both_differ_the_reader_decides(page: Page, url: str, tmp_path: Path, how: str, state: str) -> None:
    page.goto(f"{url}library/")
    mark(page, "resource/four-big-risks-svpg", "Done")
    mark(page, "resource/mvp-svpg", "Done")
    page.goto(f"{url}library/progress/")
    choose_file(page, file_of(tmp_path, marks={"resource/four-big-risks-svpg": {"state": "want", "on": "2026-01-01"}}))
    expect(page.locator("form[data-for=import] p").first).to_contain_text("1 different")
    assert kept(page)["marks"]["resource/four-big-risks-svpg"]["state"] == "done"
    page.get_by_label(how).check()
    page.get_by_role("button", name="Import", exact=True).click()
    marks = kept(page)["marks"]
    assert marks["resource/four-big-risks-svpg"]["state"] == state
    assert ("resource/mvp-svpg" in marks) == (how != "delete everything here")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"version": 3}, "version 3"),
        ({"format": "shopping-list"}, "isn't a progress file"),
        ({"marks": {"resource/one": {"state": "burnt"}}}, "resource/one"),
        ({"marks": {"__proto__x": {"state": "done"}}}, "which isn't a known entry"),
        ({"notes": {"question/a": {"text": 5}}}, "question/a"),
        ({"marks": []}, "not a table"),
    ],
    ids=["later version", "another format", "unknown state", "no entry", "no text", "a list"],
)
def test_a_file_that_cannot_be_understood_is_refused_and_changes_nothing(
    page: Page, url: str, tmp_path: Path, fields: dict[str, Any], said: str
) -> None:
    page.goto(f"{url}glossary/mvp/")
    page.get_by_role("button", name="I know this").first.click()
    before = kept(page)
    page.goto(f"{url}library/progress/")
    choose_file(page, file_of(tmp_path, **fields))
    expect(page.locator(".hb-notice")).to_contain_text(said)
    expect(page.locator(".hb-notice")).to_contain_text("Nothing was changed")
    assert kept(page) == before


def test_what_a_later_version_has_kept_is_neither_read_nor_overwritten(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/mvp/")
    later = json.dumps({"format": "ml-pm-handbook-progress", "version": 7, "everything": "new"})
    page.evaluate(f"text => localStorage.setItem('{KEY}', text)", later)
    page.reload()
    page.get_by_role("button", name="I know this").first.click()
    expect(page.locator(".hb-notice")).to_contain_text("version 7")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == later
    page.goto(f"{url}library/progress/")
    expect(page.get_by_role("alert")).to_contain_text("version 7")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export to a file").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == later


def test_two_tabs_do_not_overwrite_each_other(page: Page, url: str) -> None:
    first, second = page, page.context.new_page()
    first.goto(f"{url}glossary/mvp/")
    second.goto(f"{url}glossary/okr/")
    has = f"names => names.every(name => JSON.parse(localStorage.getItem('{KEY}') ?? '{{}}').marks?.[name])"
    first.get_by_role("button", name="I know this").first.click()
    second.wait_for_function(has, arg=["term/mvp"])
    second.get_by_role("button", name="I know this").first.click()
    first.wait_for_function(has, arg=["term/mvp", "term/okr"])


def test_clearing_asks_first(page: Page, url: str) -> None:
    page.goto(f"{url}glossary/mvp/")
    page.get_by_role("button", name="I know this").first.click()
    page.goto(f"{url}library/progress/")
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("form[data-for=clear] p").first).to_contain_text("1 mark and 0 notes will be deleted")
    assert violations(page) == []
    page.locator("form[data-for=clear]").get_by_role("button", name="Cancel").click()
    assert "term/mvp" in kept(page)["marks"]
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("button", name="Delete all").click()
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None


@pytest.mark.parametrize("button", [".hb-notice button", "[data-do=undo]"])
def test_clearing_can_be_undone_until_the_page_is_left(page: Page, url: str, button: str) -> None:
    page.clock.install()
    page.goto(f"{url}glossary/mvp/")
    page.get_by_role("button", name="I know this").first.click()
    before = kept(page)
    page.goto(f"{url}library/progress/")
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("button", name="Delete all").click()
    expect(page.locator(".hb-progress__live > [role=status]")).to_have_text("0 marks and 0 notes in this browser.")
    page.clock.run_for(60_000)  # Longer than other notices stay.
    page.locator(button).click()
    assert kept(page) == before
    expect(page.locator("[data-do=undo]")).to_be_hidden()


def test_undoing_leaves_alone_what_another_tab_did_meanwhile(page: Page, url: str, tmp_path: Path) -> None:
    other = page.context.new_page()
    page.bring_to_front()
    page.goto(f"{url}library/")
    mark(page, "resource/four-big-risks-svpg", "Done")
    page.goto(f"{url}library/progress/")
    choose_file(
        page, file_of(tmp_path, marks={item: {"state": "want"} for item in ("term/okr", "term/mvp", "resource/four-big-risks-svpg")})
    )
    page.get_by_label("use what the file says").check()
    page.get_by_role("button", name="Import", exact=True).click()
    other.goto(f"{url}glossary/mvp/")
    other.get_by_role("button", name="I know this").first.click()
    page.locator(".hb-notice button").click()
    assert {item: found["state"] for item, found in kept(page)["marks"].items()} == {
        "resource/four-big-risks-svpg": "done",
        "term/mvp": "done",
    }


def test_what_cannot_be_read_comes_back_as_it_was(page: Page, url: str) -> None:
    page.goto(f"{url}library/progress/")
    page.evaluate(f"localStorage.setItem('{KEY}', '{{half')")
    page.reload()
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("button", name="Delete all").click()
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None
    page.locator(".hb-notice button").click()
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == "{half"


def test_a_page_from_behind_the_back_button_knows_what_was_marked(page: Page, url: str) -> None:
    other = page.context.new_page()
    page.goto(f"{url}glossary/mvp/")
    page.get_by_role("link", name="About and credit").click()
    other.goto(f"{url}glossary/mvp/")
    other.get_by_role("button", name="I know this").first.click()
    page.go_back()
    expect(page.get_by_role("button", name="I know this").first).to_have_attribute("aria-pressed", "true")


def test_a_browser_that_keeps_nothing_says_so(page: Page, url: str) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    page.goto(f"{url}glossary/mvp/")
    button = page.get_by_role("button", name="I know this").first
    button.click()
    expect(page.locator(".hb-notice")).to_contain_text("nothing was kept")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_mark_of_an_entry_that_is_gone_stays_the_readers(page: Page, url: str, tmp_path: Path) -> None:
    page.goto(f"{url}library/progress/")
    choose_file(page, file_of(tmp_path, marks={"resource/no-longer-here": {"state": "done", "on": "2026-01-01"}}))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".hb-progress__lists")).to_contain_text("no-longer-here")
    expect(page.locator(".hb-progress__lists")).to_contain_text("no longer in the handbook")
