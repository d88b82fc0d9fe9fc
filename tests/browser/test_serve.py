"""`make serve` in a real browser: whatever is edited shows by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.project import TERM, Project
from tests.workplace import PATIENCE, Live, equip, serving_live


@pytest.fixture
def workplace(project: Project) -> Project:
    return equip(project)


@pytest.fixture
def live(workplace: Project) -> Iterator[Live]:
    with serving_live(workplace) as running:
        yield running


def shows(page: Page, text: str) -> None:
    expect(page.locator("article.md-content__inner")).to_contain_text(text, timeout=PATIENCE * 1000)


def test_every_edit_shows_by_itself(live: Live, browser: Browser) -> None:
    project = live.project
    page = browser.new_page()
    page.goto(f"{live.url}glossary/pipeline/")
    shows(page, "Believing that it runs by itself.")

    project.edit(TERM, "Believing that it runs by itself.", "An edited page.")
    shows(page, "An edited page.")

    project.edit("docs/skills/saying-no.md", "title: Saying no", "title: Edited data")
    shows(page, "Edited data")

    project.edit("handbook/templates/term_head.html", "The trap", "An edited template")
    shows(page, "An edited template")

    project.edit("handbook/macros/terms.py", '"Read next"', '"An edited module"')
    shows(page, "An edited module")

    project.edit(
        "macros.py",
        "return render_macro(handbook, name, context_of(env.page), *arguments)",
        'return render_macro(handbook, name, context_of(env.page), *arguments) + "Edited macros"',
    )
    shows(page, "Edited macros")

    project.edit("mkdocs.yml", "site_name: ML PM Handbook", "site_name: An edited name")
    expect(page).to_have_title("Pipeline - An edited name", timeout=PATIENCE * 1000)
    page.close()


def test_edits_of_many_kinds_at_once_all_show(live: Live, browser: Browser) -> None:
    project = live.project
    page = browser.new_page()
    page.goto(f"{live.url}glossary/pipeline/")
    shows(page, "Read next")
    for turn in range(2):
        before, after = ("" if not turn else f" {turn}"), f" {turn + 1}"
        project.edit("handbook/templates/term_head.html", f"The trap{before}<", f"The trap{after}<")
        project.edit("handbook/macros/terms.py", f'"Read next{before}"', f'"Read next{after}"')
        shows(page, f"The trap{after}")
        shows(page, f"Read next{after}")
        project.edit(TERM, f"runs by itself{before}.", f"runs by itself{after}.")
        project.edit("handbook/templates/term_head.html", f"The trap{after}<", f"The trap{after}!<")
        shows(page, f"runs by itself{after}.")
        shows(page, f"The trap{after}!")
        project.edit("handbook/templates/term_head.html", f"The trap{after}!<", f"The trap{after}<")
    page.close()


def test_two_edits_of_one_length_in_a_moment_end_with_the_second(live: Live, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{live.url}glossary/pipeline/")
    text = live.project.read(TERM)
    module = live.project.read("handbook/macros/terms.py")
    for turn in range(10, 13):
        for word in ("first", "later"):
            live.project.write("handbook/macros/terms.py", module.replace('"Read next"', f'"Read {turn} {word}"'))
            live.project.write(TERM, text.replace("runs by itself.", f"runs {turn} {word}."))
        shows(page, f"runs {turn} later.")
        shows(page, f"Read {turn} later")
    page.close()


def test_an_edited_style_is_swapped_without_loading_the_page_again(live: Live, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{live.url}glossary/pipeline/")
    page.evaluate("window.kept = true")
    live.project.append("docs/assets/css/tokens.css", "\nh1 { letter-spacing: 7px !important; }\n")
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px", timeout=PATIENCE * 1000)
    assert page.evaluate("window.kept")
    sheets = page.locator("link[rel=stylesheet][href*='assets/css/handbook.css']")
    expect(sheets).to_have_count(1)
    live.project.append("docs/assets/css/tokens.css", "\nh1 { letter-spacing: 3px !important; }\n")
    expect(page.locator("h1")).to_have_css("letter-spacing", "3px", timeout=PATIENCE * 1000)
    assert page.evaluate("window.kept")
    page.close()


def test_an_edited_script_is_loaded_and_other_pages_are_left_alone(live: Live, browser: Browser) -> None:
    page, other = browser.new_page(), browser.new_page()
    page.goto(f"{live.url}glossary/pipeline/")
    other.goto(f"{live.url}skills/influence/")
    for one in (page, other):
        one.evaluate("window.kept = true")
    live.project.edit(TERM, "Believing that it runs by itself.", "An edited page.")
    shows(page, "An edited page.")
    assert other.evaluate("window.kept")
    live.project.append("docs/assets/js/copy.js", "\ndocument.documentElement.dataset.edited = 'yes';\n")
    for one in (page, other):
        expect(one.locator("html")).to_have_attribute("data-edited", "yes", timeout=PATIENCE * 1000)
        one.close()


def test_a_page_is_where_it_was_after_an_edit(live: Live, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 500})
    page.goto(f"{live.url}glossary/pipeline/")
    page.evaluate("scrollTo(0, 400)")
    live.project.edit(TERM, "Believing that it runs by itself.", "An edited page.")
    shows(page, "An edited page.")
    expect(page.locator("#hb-live")).to_be_attached()
    assert page.evaluate("scrollY") == 400
    page.close()


def test_a_broken_entry_is_told_and_mending_it_is_enough(live: Live) -> None:
    live.project.edit(TERM, "area: data", "area: dta")
    live.prints('unknown value "dta" in area')
    live.project.edit(TERM, "area: dta", "area: data")
    live.project.edit(TERM, "Believing that it runs by itself.", "Mended.")
    live.has("glossary/pipeline/", "Mended.")
