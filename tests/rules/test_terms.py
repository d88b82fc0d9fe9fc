"""What terms must hold."""

import pytest

from handbook.load import load
from handbook.rules.terms import terms_reached, ways_in
from tests.project import SKILL, TERM, Project
from tests.rules.cases import Break, Cases, edit

BACKFILL = "docs/glossary/backfill.md"
WAREHOUSE = "docs/glossary/warehouse.md"


def lone_term(project: Project) -> None:
    project.write("docs/glossary/lone.md", project.read(TERM).replace("title: Pipeline", "title: Lone").replace("[data flow]", "[]"))
    project.edit("data/resources/two.yml", "  - warehouse\n", "  - warehouse\n  - lone\n")


def _with_a_heading(project: Project) -> None:
    project.edit(WAREHOUSE, "{{ term_foot() }}", "## Data flows\n\nTwo words.\n\n{{ term_foot() }}")


CASES: Cases = {
    "colliding_names by alias": (
        edit(TERM, "aliases: [data flow]", "aliases: [D.W.H]"),
        [f'{WAREHOUSE}:3:11: the alias "DWH" belongs to {TERM}. Keep it on the term that readers mean by it.'],
    ),
    "colliding_names by title": (
        edit(TERM, "aliases: [data flow]", "aliases: [back-fill]"),
        [f'{TERM}:3:11: the alias "back-fill" belongs to {BACKFILL}. Keep it on the term that readers mean by it.'],
    ),
    "colliding_names of two titles": (
        edit(TERM, "title: Pipeline", "title: Warehouse"),
        [f'{WAREHOUSE}:2:8: the title "Warehouse" belongs to {TERM}. Name the two so that a reader can tell them apart.'],
    ),
    "colliding_names within a term": (
        edit(TERM, "aliases: [data flow]", "aliases: [Pipeline]"),
        [f'{TERM}:3:11: the term already has the name "Pipeline". Delete the alias.'],
    ),
    "colliding_names but for an accent": (
        edit(TERM, "aliases: [data flow]", "aliases: [W\u00e0rehouse]"),
        [f'{TERM}:3:11: the alias "W\u00e0rehouse" belongs to {WAREHOUSE}. Keep it on the term that readers mean by it.'],
    ),
    "colliding_names in full-width letters": (
        edit(TERM, "aliases: [data flow]", "aliases: [\uff37arehouse]"),
        [f'{TERM}:3:11: the alias "\uff37arehouse" belongs to {WAREHOUSE}. Keep it on the term that readers mean by it.'],
    ),
    "colliding_names by a Cyrillic letter": (
        edit(TERM, "aliases: [data flow]", "aliases: [W\u0430rehouse]"),
        [f'{TERM}:3:11: the alias "W\u0430rehouse" belongs to {WAREHOUSE}. Keep it on the term that readers mean by it.'],
    ),
    "colliding_names by a Greek letter": (
        edit(TERM, "aliases: [data flow]", "aliases: [Wareh\u03bfuse]"),
        [f'{TERM}:3:11: the alias "Wareh\u03bfuse" belongs to {WAREHOUSE}. Keep it on the term that readers mean by it.'],
    ),
    "colliding_names in the plural": (
        edit(TERM, "aliases: [data flow]", "aliases: [Warehouses]"),
        [f'{TERM}:3:11: the alias "Warehouses" belongs to {WAREHOUSE}. Keep it on the term that readers mean by it.'],
    ),
    "colliding_names with one alias in two spellings": (
        edit(TERM, "aliases: [data flow]", "aliases: [data flow, Data-Flow]"),
        [f'{TERM}:3:22: the term already has the name "data flow". Delete the alias.'],
    ),
    "covered_names of another term": (
        edit(TERM, "aliases: [data flow]", "covers: [data flow, ware-houses]"),
        [f'{TERM}:3:21: "ware-houses" is already a name of {WAREHOUSE}. Delete it here.'],
    ),
    "covered_names of the term itself": (
        edit(TERM, "aliases: [data flow]", "aliases: [data flow]\ncovers: [Data-Flow]"),
        [f'{TERM}:4:10: "Data-Flow" is already a name of this term. Delete it here.'],
    ),
    "borrowed_aliases from a skill": (
        edit(TERM, "aliases: [data flow]", "aliases: [saying-no]"),
        [
            f'{TERM}:3:11: the alias "saying-no" is a subject of its own in {SKILL}. '
            "Move it to `covers` if this page explains it, or delete it."
        ],
    ),
    "borrowed_aliases from a heading": (
        _with_a_heading,
        [
            f'{TERM}:3:11: the alias "data flow" is a subject of its own in {WAREHOUSE}. '
            "Move it to `covers` if this page explains it, or delete it."
        ],
    ),
    "names_in_inventories": (
        edit(TERM, "title: Pipeline", "title: Recall at 10"),
        [
            f'{TERM}:2:8: programs that read objects.inv lose "Recall at 10": its number is a separate word after two others. '
            "Join the number to the word before it, as in Recall@10."
        ],
    ),
    "terms_taught": (
        edit("data/resources/two.yml", "  - warehouse\n", ""),
        [
            f"{WAREHOUSE}:1:1: no resource teaches this term. "
            "Add warehouse to `teaches` of a resource that explains it, or add such a resource.",
        ],
    ),
    "terms_reached": (
        lone_term,
        [
            "docs/glossary/lone.md:1:1: no other entry names this term. Add lone to `related` of warehouse (docs/glossary/warehouse.md), or to `terms` of a question."
        ],
    ),
    "definitions": (
        edit(TERM, "definition: A sentence that says what Pipeline is.", "definition: A data flow is what moves data."),
        [f"{TERM}:5:13: the definition begins with the term itself. Begin with what it is: the title is right above it."],
    ),
    "term_length": (
        lambda project: project.edit(TERM, "See [warehouse]", "More words. " * 200 + "See [warehouse]"),
        [f"{TERM}:16:1: the text has 554 words; terms have 120 to 500. Shorten it, or explain more."],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected


def test_an_alias_may_join_or_part_the_words_of_its_title(project: Project) -> None:
    project.edit(TERM, "aliases: [data flow]", "aliases: [pipe-line]")
    assert project.problems() == []
    project.edit(TERM, "aliases: [pipe-line]", "aliases: [pipe-line, pipe line]")
    assert project.problems() == [f'{TERM}:3:22: the term already has the name "pipe-line". Delete the alias.']


def test_a_term_whose_related_terms_are_full_is_sent_to_one_that_they_name(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    lone_term(project)
    catalog = load(project.root)
    monkeypatch.setattr("handbook.model.MOST_RELATED", 2)
    # As a term may be that is named by both, and has room.
    catalog.terms["backfill"].model.related[:] = ["pipeline"]
    catalog.terms["lone"].model.related[:] = ["pipeline", "warehouse"]
    assert [problem.remedy for problem in terms_reached(catalog)] == [
        "Add lone to `related` of backfill (docs/glossary/backfill.md), or of a term that has fewer than 2 there, "
        "or to `terms` of a question."
    ]
    assert [*ways_in(catalog, "lone", ["pipeline", "warehouse"], "mlops")] == [], "It is of another area."
