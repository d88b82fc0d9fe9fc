"""Entries that are still being written show as far as they are, and keep nothing else from showing."""

import subprocess
import sys

import pytest
from playwright.sync_api import Browser, expect

from handbook import model
from handbook.handbook import Handbook
from handbook.kinds import KINDS
from handbook.load import load
from handbook.macros import render_macro
from handbook.macros.page import PageContext
from tests.project import PROFILE, RESOURCE, TERM, Project
from tests.workplace import PATIENCE, Live, serving_live
from tools.live import drafts
from tools.live.reading import read


def new(project: Project, kind: str, entry_id: str) -> str:
    made = subprocess.run(
        [sys.executable, "-m", "handbook", "new", kind, entry_id], cwd=project.root, check=True, capture_output=True, text=True
    )
    return made.stdout.strip()


@pytest.mark.parametrize("entry_model", model.MODELS.values(), ids=model.MODELS)
def test_a_file_just_begun_becomes_a_record_with_placeholders(entry_model: type[model.Entry], project: Project) -> None:
    path = new(project, entry_model.entry_kind, "draft")
    record = drafts.record(path, project.read(path), entry_model)
    assert type(record.model) is entry_model
    assert set(record.model.model_fields_set) == set(entry_model.model_fields)
    name = "question" if entry_model is model.Question else "title"
    assert getattr(record.model, name) == f"({name}: not written yet)"


def test_what_is_written_is_kept_even_where_it_is_not_sound_yet() -> None:
    fields = "title: Half\ndefinition: It has no full stop\nask: [What now]\narea: dta\nrelated: [pipeline, Wrong, nothing]\n"
    record = drafts.record("docs/glossary/half.md", f"---\n{fields}---\nSome text.\n", model.Term)
    assert record.model.definition == "It has no full stop"
    assert record.model.ask == ["What now"]
    assert record.model.trap == "(trap: not written yet)"
    assert record.prose
    assert record.prose.text == "Some text.\n"
    assert record.prose.first_line == 8


def test_front_matter_that_is_no_yaml_leaves_the_text() -> None:
    record = drafts.record("docs/glossary/half.md", '---\ntitle: "open\n---\nSome text.\n', model.Term)
    assert record.model.title == "(title: not written yet)"
    assert record.prose
    assert record.prose.text == "Some text.\n"


@pytest.mark.parametrize(
    "line",
    [
        '{{ cycler.__init__.__globals__.os.popen("id").read() }}',
        "{% for x in y %}",
        "{# no #}",
        "  {{ term_head() }}",
        "{{ term_head() }} x",
    ],
)
def test_nothing_between_braces_is_run_but_macro_calls(line: str) -> None:
    record = drafts.record("docs/glossary/half.md", f"---\ntitle: Half\n---\n{{{{ term_head() }}}}\n{line}\n", model.Term)
    source = drafts.source(record, ())
    assert "\n{{ term_head() }}\n" in source
    assert source.count("{{") == 1
    assert "{%" not in source
    assert "{#" not in source


def test_a_draft_title_cannot_become_markup() -> None:
    record = drafts.record("docs/glossary/half.md", '---\ntitle: <script src="x">\n---\n', model.Term)
    assert not set('<>"') & set(record.model.title)


def test_a_call_with_a_wrong_argument_is_not_run(project: Project) -> None:
    project.append(TERM, '\n{{ picture("nothing") }}\n')
    reading = read(project.root, frozenset(), first=True)
    assert "picture" in reading.sources[TERM]
    assert "{{ picture" not in reading.sources[TERM]
    assert "{{ term_head() }}" in reading.sources[TERM]


def test_a_profile_keeps_the_levels_that_can_be_shown(project: Project) -> None:
    project.edit(PROFILE, "level: awareness", "level: awarenes")
    project.edit(PROFILE, "added:", "  saying-so:\n    level: working\nadded:")
    reading = read(project.root, frozenset(), first=True)
    assert reading.catalog
    levels = reading.catalog.profiles["clerk"].model.levels
    assert {skill: rating.level for skill, rating in levels.items()} == {"saying-no": "awareness"}


def test_an_exercise_that_is_being_written_has_an_anchor() -> None:
    fields = "title: Half\npractice:\n  - text: Call three people.\n  - id: Send One\n"
    record = drafts.record("docs/skills/half.md", f"---\n{fields}---\n", model.Skill)
    first, second = record.model.practice
    assert (first.id, first.text) == ("new-id", "Call three people.")
    assert (second.id, second.text) == ("send-one", "(text: not written yet)")


def test_a_room_just_begun_shows(project: Project) -> None:
    path = new(project, "room", "draft")
    draft = drafts.record("docs/rooms/draft.md", project.read(path), model.Room)
    catalog = load(project.root)
    handbook = Handbook(drafts.mended(drafts.sorted_in(catalog, [draft]), {draft.path}))
    page = PageContext("rooms/draft.md", "rooms/draft/")
    shown = "".join(render_macro(handbook, name, page) for name in KINDS["room"].macros)
    assert "(summary: not written yet)" in shown
    assert 'id="numbers"' in shown


def test_problems_of_a_draft_do_not_hold_the_rest_and_all_others_do(project: Project) -> None:
    settled = read(project.root, frozenset(), first=True).settled
    new(project, "term", "draft")
    reading = read(project.root, settled, first=False)
    assert reading.catalog
    assert "draft" in reading.catalog.terms
    assert {told.path for told in reading.told} == {"docs/glossary/draft.md"}

    project.edit(TERM, "related: [warehouse, backfill]", "related: [warehouse, backfill, draft]")
    reading = read(project.root, settled, first=False)
    assert reading.catalog
    assert reading.catalog.terms["pipeline"].model.related[-1] == "draft"

    project.edit(TERM, "area: data", "area: dta")
    assert read(project.root, settled, first=False).catalog is None


def test_a_published_entry_is_no_draft(project: Project) -> None:
    subprocess.run([sys.executable, "-m", "handbook", "lock", "--root", str(project.root)], check=True, capture_output=True)
    project.edit(RESOURCE, "cost: free", "cost: fre")
    assert read(project.root, frozenset(), first=False).catalog is None
    assert load(project.root).lock


def test_one_can_write_a_term_with_the_page_open_beside(live: Live, browser: Browser) -> None:
    path = new(live.project, "term", "event-log")
    live.has("glossary/event-log/", "(definition: not written yet)")
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{live.url}glossary/event-log/")
    told = page.locator("#hb-live [role=alert]")
    expect(told).to_contain_text(f"{path}:3:7 title is empty, but must be text")
    expect(told).to_contain_text("You see the pages as they are so far")

    live.project.edit(path, "title:\n", "title: Event log\n")
    expect(page.locator("h1")).to_have_text("Event log")
    live.project.edit(path, "definition:\n", "definition: A list that only grows\n")
    expect(page.locator("article")).to_contain_text("A list that only grows")
    expect(told).to_contain_text("does not end with a full stop")

    live.project.edit(TERM, "Believing that it runs by itself.", "Edited beside a draft.")
    live.has("glossary/pipeline/", "Edited beside a draft.")
    live.has("glossary/", "Event log")

    (live.project.root / path).unlink()
    expect(told).to_be_empty()
    expect(page.locator("h1")).to_have_text("There is nothing at this address")
    page.close()


def test_a_sound_entry_whose_address_is_not_recorded_yet_shows(workplace: Project) -> None:
    subprocess.run([sys.executable, "-m", "handbook", "lock"], cwd=workplace.root, check=True, capture_output=True)
    with serving_live(workplace) as live:
        text = live.project.read("docs/glossary/backfill.md").replace("Backfill", "Event log").replace("backfill", "event log")
        live.project.write("docs/glossary/event-log.md", text)
        live.has("glossary/event-log/", "A sentence that says what Event log is.")
