"""What readers see of the record of the addresses: the page on it, and a note where a link is dead."""

import re
from datetime import date

import pytest

from handbook.handbook import handbook_at
from handbook.link_health import Health, LinkHealth, dumped
from handbook.macros import render_macro
from handbook.macros.page import PageContext
from tests.project import COMPARISON, RESOURCE, SKILL, TERM, Project

ONE, TWO, TEXT = "https://example.org/one", "https://example.org/two", "https://example.org/text"
COPY = "https://web.archive.org/web/2026/https://example.org/one"
THEN, NOW = date(2026, 11, 23), date(2026, 11, 30)

LIBRARY = PageContext("library/index.md", "library/")
HEALTH = PageContext("link-health.md", "link-health/")
PAGES = {
    "term_foot": (TERM, PageContext("glossary/pipeline.md", "glossary/pipeline/")),
    "skill_foot": (SKILL, PageContext("skills/saying-no.md", "skills/saying-no/")),
    "entry_tools": (COMPARISON, PageContext("compare/pipeline-vs-warehouse.md", "compare/pipeline-vs-warehouse/")),
}


def record(project: Project, **found: Health) -> None:
    project.write(
        "data/link-health.json", dumped(LinkHealth(NOW, {f"https://example.org/{name}": health for name, health in found.items()}))
    )


def printed(project: Project, macro: str, page: PageContext) -> str:
    return render_macro(handbook_at(project.root), macro, page)


def text(html: str) -> str:
    """What is read of it: blocks are apart, and what is inside a line is not."""
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"(?=<(?:p|li|t[dhr]|h2|ul|section|article)\b)", " ", html)).split())


def dead(archive: str | None = None) -> Health:
    return Health(state="dead", checked=NOW, well=THEN, failed=1, why="answers 404 Not Found", archive=archive)


@pytest.mark.parametrize("where", ["the entry", "the record"])
def test_a_dead_resource_says_so_where_its_link_stands_and_offers_the_copy(project: Project, where: str) -> None:
    if where == "the entry":
        project.edit(RESOURCE, "added:", f"archive_url: {COPY}\nadded:")
    record(project, one=dead(COPY if where == "the record" else None))
    note = "This link didn't work when we last checked it, on 2026-11-30. Read the stored copy."
    for macro, page in (("library", LIBRARY), ("term_foot", PAGES["term_foot"][1]), ("skill_foot", PAGES["skill_foot"][1])):
        html = printed(project, macro, page)
        assert text(html).count(note) == 1, macro
        assert f'<a href="{COPY}">Read the stored copy</a>' in html, macro


@pytest.mark.parametrize("state", ["ok", "blocked", "unreachable"])
def test_nothing_is_said_of_a_link_that_is_not_dead(project: Project, state: str) -> None:
    quiet = printed(project, "library", LIBRARY)
    record(project, one=Health.model_validate({"state": state, "checked": NOW, "failed": 2 if state == "unreachable" else 0}))
    assert printed(project, "library", LIBRARY) == quiet


@pytest.mark.parametrize("macro", PAGES)
def test_a_dead_link_in_a_text_is_told_below_it(project: Project, macro: str) -> None:
    path, page = PAGES[macro]
    project.append(path, f"\nRead [this]({TEXT}).\n")
    record(project, text=dead())
    assert f"In the text above, the link to {TEXT} didn't work when we last checked it, on 2026-11-30." in text(
        printed(project, macro, page)
    )


def test_the_page_tells_the_day_the_numbers_and_what_is_not_well_with_who_links_it(project: Project) -> None:
    project.append(TERM, f"\nRead [this]({TEXT}) and [that](https://example.org/new).\n")
    record(
        project,
        one=dead(COPY),
        two=Health(state="moved", checked=NOW, well=NOW, to="https://example.org/<script>"),
        text=Health(state="blocked", checked=NOW, why="responds with 403 Forbidden"),
    )
    html = printed(project, "link_health", HEALTH)
    said = text(html)
    assert said.startswith("Last run: 2026-11-30. 1 address has been added since and hasn't been checked yet.")
    assert [re.search(rf"\b{state} (\d+) ", said)[1] for state in ("dead", "unreachable", "moved", "blocked", "ok")] == list("10110")  # type: ignore[index]
    assert f"{ONE} answers 404 Not Found. It last worked on 2026-11-23. Stored copy. Linked by Resource one." in said
    assert f"{TWO} is now https://example.org/&lt;script&gt;. Linked by Resource two." in said
    assert f"{TEXT} responds with 403 Forbidden. Linked by Pipeline." in said
    assert '<a href="../library/#one">Resource one</a>' in html


def test_the_page_is_honest_before_the_first_run(project: Project) -> None:
    assert text(printed(project, "link_health", HEALTH)) == "No run has been recorded yet, so we don't know how the 2 addresses are."
