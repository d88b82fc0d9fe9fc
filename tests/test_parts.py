"""An entry with something wrong in a field is looked at in the others, so that one run of the check tells all."""

from datetime import date

import pytest

from handbook.load import load
from handbook.rules import check
from tests.project import COMPARISON, RESOURCE, TERM, Project

DAY = date(2026, 11, 26)
HOURS = f"{RESOURCE}:7:10: minutes is text, but must be a whole number. Write digits only, without quotes."


def told(project: Project) -> list[str]:
    return [str(problem) for problem in check(load(project.root), DAY)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("format: article", "format: artcle", 'unknown value "artcle" in format. Did you mean "article"?'),
        ("skills: [saying-no]", "skills: [saying-on]", 'unknown skill "saying-on" in skills. Did you mean "saying-no"?'),
        ("  - backfill", "  - bakfill", 'unknown term "bakfill" in teaches. Did you mean "backfill"?'),
        ("example.org/one", "example.org/two", "data/resources/two.yml has the same address, https://example.org/two"),
        ("added: 2026-11-23", "added: 2031-01-01", "added is 2031-01-01, and today is 2026-11-26"),
    ],
)
def test_other_fields_of_a_broken_entry_are_looked_at(project: Project, old: str, new: str, expected: str) -> None:
    project.edit(RESOURCE, "minutes: 60", "minutes: an hour")
    assert told(project) == [HOURS]
    project.edit(RESOURCE, old, new)
    assert HOURS in told(project)
    assert any(line.startswith(RESOURCE) and expected in line for line in told(project))


def test_what_a_new_term_needs_elsewhere_is_told_with_its_slips(project: Project) -> None:
    project.write("docs/glossary/lone.md", project.read(TERM).replace("area: data", "area: dat").replace("ask:", "asks:"))
    assert [line for line in told(project) if "no resource teaches" in line or "no other entry names" in line] == [
        "docs/glossary/lone.md:1:1: no other entry names this term. Add lone to `related` of warehouse (docs/glossary/warehouse.md), "
        "or to `terms` of a question.",
        "docs/glossary/lone.md:1:1: no resource teaches this term. Add lone to `teaches` of a resource that explains it, "
        "or add such a resource.",
    ]


def test_nothing_is_said_of_what_could_not_be_read(project: Project) -> None:
    project.edit(RESOURCE, "url: https://example.org/one\n", "")
    project.edit(COMPARISON, "title:", "titel:")
    assert [line.partition(":")[0] for line in told(project)] == [COMPARISON, RESOURCE][:: 1 if COMPARISON < RESOURCE else -1]
