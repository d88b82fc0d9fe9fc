"""Each rule finds what it is for, at its line, with its remedy; a sound neighbour passes."""

import re

import pytest

from handbook.addresses import write_lock
from handbook.load import load
from handbook.rules import RULES
from tests.project import COMPARISON, PAGE, PATH, QUESTION, RESOURCE, SKILL, TERM, Project
from tests.test_bad_input import Break, edit

BACKFILL = "docs/glossary/backfill.md"
WAREHOUSE = "docs/glossary/warehouse.md"
FLOORS = "data/floors.yml"
MOVED = "data/moved.yml"


def rename_title(project: Project) -> None:
    project.edit(SKILL, "title: Saying no", "title: Declining")


def second_skill(project: Project) -> None:
    project.write("data/skills/other.yml", project.read(SKILL).replace("title: Saying no", "title: Other"))
    page = project.read("docs/skills/saying-no.md").replace("title: Saying no", "title: Other")
    project.write("docs/skills/other.md", page)
    for file in ("data/resources/one.yml", "data/resources/two.yml", QUESTION):
        project.edit(file, "skills: [saying-no]", "skills: [saying-no, other]")


def skill_named_as_group(project: Project) -> None:
    second_skill(project)
    (project.root / "data/skills/other.yml").rename(project.root / "data/skills/influence.yml")
    (project.root / "docs/skills/other.md").unlink()
    project.edit("data/skills/influence.yml", "position: 1", "position: 2")
    project.edit("data/skills/influence.yml", "title: Other", "title: Influence")
    project.write("docs/skills/influence.md", project.read("docs/skills/saying-no.md").replace("title: Saying no", "title: Influence"))
    for file in ("data/resources/one.yml", "data/resources/two.yml", QUESTION):
        project.edit(file, "[saying-no, other]", "[saying-no, influence]")


def one_resource(project: Project) -> None:
    (project.root / "data/resources/two.yml").unlink()
    project.edit(RESOURCE, "  - backfill\n", "  - backfill\n  - warehouse\n")


def locked(then: Break) -> Break:
    """Record the addresses of the sound project, then break it."""

    def broken(project: Project) -> None:
        write_lock(load(project.root))
        then(project)

    return broken


def delete_a_question(project: Project) -> None:
    (project.root / QUESTION).unlink()
    project.write(FLOORS, project.read(FLOORS).replace("questions: 1", "questions: 0").replace("per_skill: 1", "per_skill: 0"))


def delete_a_term(project: Project) -> None:
    project.write(
        "docs/glossary/loose.md", project.read(BACKFILL).replace("title: Backfill", "title: Loose").replace("[backfilling]", "[]")
    )
    project.edit("data/resources/two.yml", "  - warehouse\n", "  - warehouse\n  - loose\n")
    project.edit(PAGE, "(glossary/index.md)", "(glossary/index.md) and [this](glossary/loose.md)")
    write_lock(load(project.root))
    (project.root / "docs/glossary/loose.md").unlink()
    project.edit("data/resources/two.yml", "  - loose\n", "")
    project.edit(PAGE, " and [this](glossary/loose.md)", "")


def rename_a_term(project: Project) -> None:
    """As a contributor does it who changes every reference and writes no redirect."""
    for file in sorted(project.root.rglob("*.*")):
        if file.is_file() and file.suffix in {".md", ".yml"}:
            file.write_text(re.sub(r"\bwarehouse\b(?!-|\.yml)", "ware-house", file.read_text(encoding="utf-8")), encoding="utf-8")
    (project.root / WAREHOUSE).rename(project.root / "docs/glossary/ware-house.md")
    write_lock(load(project.root))


def move_a_page_without_a_part(project: Project) -> None:
    project.write("docs/old.md", "---\ntitle: Old\ndescription: A page.\n---\n## How it works\n\n## Trap\n")
    write_lock(load(project.root))
    (project.root / "docs/old.md").unlink()
    project.write(MOVED, "moves:\n  - old: old/\n    to: glossary/pipeline/\n    on: 2026-11-24\n")


def rename_a_question(project: Project) -> None:
    project.write("data/questions/why-so-late.yml", project.read(QUESTION))
    (project.root / QUESTION).unlink()
    write_lock(load(project.root))


def change_a_heading(project: Project) -> None:
    project.append(PAGE, "\n## How it works\n")
    write_lock(load(project.root))
    project.edit(PAGE, "## How it works", "## How it worked")
    write_lock(load(project.root))


def two_stages_of_one_name(project: Project) -> None:
    project.edit(PATH, "  - term: pipeline", "  - stage: 'Day 1: words'\n    term: pipeline")
    project.edit(PATH, "  - resource: one", "  - stage: 'Day 1: reading'\n    resource: one")


def a_move(old: str, to: str) -> Break:
    return lambda project: project.write(MOVED, f"moves:\n  - old: {old}\n    to: {to}\n    on: 2026-11-24\n")


def all_long_and_paid(project: Project) -> None:
    for file in sorted((project.root / "data/resources").iterdir()):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"^minutes: .*", "minutes: 61", re.sub(r"^cost: .*", "cost: paid", text, flags=re.MULTILINE), flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")
    project.edit(PATH, "hours: 2", "hours: 3")


def lone_term(project: Project) -> None:
    project.write("docs/glossary/lone.md", project.read(TERM).replace("title: Pipeline", "title: Lone").replace("[data flow]", "[]"))
    project.edit("data/resources/two.yml", "  - warehouse\n", "  - warehouse\n  - lone\n")


CASES: dict[str, tuple[Break, list[str]]] = {
    "closed_values": (
        edit(RESOURCE, "format: article", "format: artikle"),
        [f'{RESOURCE}:5:9: unknown value "artikle" in format. Did you mean "article"? Values are article and book (data/vocabulary.yml).'],
    ),
    "dangling_references": (
        edit(RESOURCE, "  - pipeline", "  - pipelin"),
        [
            f'{RESOURCE}:12:5: unknown term "pipelin" in teaches. Did you mean "pipeline"? Terms are the files in docs/glossary/.',
        ],
    ),
    "dangling_references in a path": (
        edit(PATH, "  - term: pipeline", "  - question: why-not"),
        [f'{PATH}:7:15: unknown question "why-not" in question. Did you mean "why-late"? Questions are the files in data/questions/.'],
    ),
    "repeated_references to itself": (
        edit(TERM, "related: [warehouse, backfill]", "related: [warehouse, pipeline]"),
        [f'{TERM}:13:22: "pipeline" refers to itself in related. Delete it here.'],
    ),
    "repeated_references twice": (
        edit(RESOURCE, "  - backfill", "  - pipeline"),
        [f'{RESOURCE}:13:5: "pipeline" stands twice in teaches. Delete one of the two.'],
    ),
    "circular_requires": (
        edit(TERM, "requires: []", "requires: [backfill]"),
        [
            f"{TERM}:12:12: requires goes in a circle: backfill > pipeline > backfill. "
            "Decide which of them a newcomer needs first, and delete the other reference.",
        ],
    ),
    "same_address": (
        edit(RESOURCE, "url: https://example.org/one", "url: http://www.example.org/two/?utm_source=x#top"),
        [
            "data/resources/two.yml:2:6: data/resources/one.yml has the same address, "
            "http://www.example.org/two/?utm_source=x#top. Keep one of the two files."
        ],
    ),
    "colliding_names by alias": (
        edit(TERM, "aliases: [data flow]", "aliases: [D.W.H]"),
        [f'{WAREHOUSE}:3:11: the alias "DWH" belongs to {TERM}. Keep it in the one that readers mean by it.'],
    ),
    "colliding_names by title": (
        edit(TERM, "aliases: [data flow]", "aliases: [back-fill]"),
        [f'{TERM}:3:11: the alias "back-fill" belongs to {BACKFILL}. Keep it in the one that readers mean by it.'],
    ),
    "colliding_names of two titles": (
        edit(TERM, "title: Pipeline", "title: Warehouse"),
        [f'{WAREHOUSE}:2:8: the title "Warehouse" belongs to {TERM}. Name the two so that a reader can tell them apart.'],
    ),
    "colliding_names within a term": (
        edit(TERM, "aliases: [data flow]", "aliases: [Pipeline]"),
        [f'{TERM}:3:11: the term already has the name "Pipeline". Delete the alias.'],
    ),
    "comparison_columns with a value too few": (
        edit(COMPARISON, "values: [moves, keeps]", "values: [moves]"),
        [f'{COMPARISON}:6:13: "What it does" has 1 values for 2 terms. Write one each for pipeline and warehouse, in this order.'],
    ),
    "comparison_columns with a choice too few": (
        edit(COMPARISON, "  warehouse: [Data must stay.]\n", ""),
        [f'{COMPARISON}:12:3: choose_when says nothing of "warehouse". Add when to choose it.'],
    ),
    "comparison_columns with a stranger": (
        edit(COMPARISON, "  warehouse: [Data must stay.]\n", "  warehouse: [Data must stay.]\n  warehose: [Typo.]\n"),
        [
            f'{COMPARISON}:14:3: choose_when speaks of "warehose", which is not compared here. Did you mean "warehouse"? '
            "Terms here are pipeline and warehouse.",
        ],
    ),
    "skill_places with a position taken": (
        second_skill,
        [f"{SKILL}:3:11: data/skills/other.yml has position 1 in the group too. Give it the next free number."],
    ),
    "skill_places with a group's id": (
        skill_named_as_group,
        ['data/skills/influence.yml:1:1: "influence" is the id of a group. Rename the file.'],
    ),
    "updates": (
        edit(QUESTION, "added: 2026-11-23", "added: 2026-11-23\nupdated: 2026-11-01"),
        [f"{QUESTION}:11:10: updated is before 2026-11-23, when it was added. Check the two dates."],
    ),
    "path_hours": (
        edit(PATH, "hours: 2", "hours: 1"),
        [f"{PATH}:4:8: hours is 1, but the steps take 1.6. Write a whole number from 2 to 3, or change the steps."],
    ),
    "path_order": (
        edit(PATH, "  - term: pipeline\n", "  - term: warehouse\n    why: It is larger.\n  - term: pipeline\n"),
        [f'{PATH}:7:11: the term "warehouse" stands before "pipeline", which it requires. Move pipeline up.'],
    ),
    "exercise_names": (
        edit(PATH, "added:", "  - id: draw-it\n    exercise: Draw it again.\n    minutes: 5\n    why: It fades.\nadded:"),
        [f'{PATH}:15:9: the path has another exercise "draw-it". Give it an id of its own.'],
    ),
    "well_read skill": (
        one_resource,
        [
            "data/floors.yml:1:12: resources is 1, at least 2 is wanted. Add resources, or keep those that are there.",
            f"{SKILL}:1:1: resources that name this skill: 1, at least 2 are wanted. Add a resource with skills: [saying-no].",
            'data/vocabulary.yml:1:1: resources that teach the area "data": 1, at least 2 are wanted. '
            "Add a resource that teaches one of its terms.",
        ],
    ),
    "well_read by questions": (
        edit(FLOORS, "questions_per_skill: 1", "questions_per_skill: 2"),
        [f"{SKILL}:1:1: questions that name this skill: 1, at least 2 are wanted. Add a question with skills: [saying-no]."],
    ),
    "floors free and short": (
        all_long_and_paid,
        [
            f"{FLOORS}:4:17: unpaid_percent is 0, at least 50 is wanted. Add resources that cost nothing to start.",
            f"{FLOORS}:5:16: short_percent is 0, at least 50 is wanted. Add resources of an hour or less.",
        ],
    ),
    "floors of questions and paths": (
        lambda project: project.write(FLOORS, project.read(FLOORS).replace("questions: 1", "questions: 9").replace("paths: 1", "paths: 9")),
        [
            f"{FLOORS}:7:12: questions is 1, at least 9 is wanted. Add questions, or keep those that are there.",
            f"{FLOORS}:9:8: paths is 1, at least 9 is wanted. Add paths, or keep those that are there.",
        ],
    ),
    "floors one domain": (
        edit(FLOORS, "most_per_domain_percent: 100", "most_per_domain_percent: 60"),
        [
            "data/resources/two.yml:2:6: 2 of 2 resources are from example.org, more than 60%. "
            "Choose another source, or drop a weaker one from there.",
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
        ["docs/glossary/lone.md:1:1: no other entry names this term. Add lone to `related` of a term that leads to it."],
    ),
    "definitions": (
        edit(TERM, "definition: A sentence that says what Pipeline is.", "definition: A data flow is what moves data."),
        [f"{TERM}:5:13: the definition begins with the term itself. Begin with what it is: the title stands above it."],
    ),
    "term_length": (
        lambda project: project.edit(TERM, "See [warehouse]", "More words. " * 200 + "See [warehouse]"),
        [f"{TERM}:16:1: the text has 554 words; terms have 150 to 400. Shorten it, or explain more."],
    ),
    "macro_calls": (
        edit(TERM, "See [warehouse]", "A call {{ library() }} inside a line. See [warehouse]"),
        [
            f"{TERM}:19:8: only a macro call may stand in braces, alone on its line; found {{{{ library() }}}}. "
            'Write it as {{ name() }} or {{ name("value") }}, or say it in words.',
        ],
    ),
    "entry_macros": (
        edit(TERM, "\n{{ term_foot() }}\n", ""),
        [
            f"{TERM}:16:1: the page calls term_head of its macros; it must call term_head and term_foot. "
            "Write {{ term_head() }} and {{ term_foot() }}, once each, in this order, alone on a line.",
        ],
    ),
    "entry_pages out of date": (
        rename_title,
        [f"docs/skills/saying-no.md:2:8: title differs from title in {SKILL}. Run: python -m handbook pages"],
    ),
    "entry_pages missing": (
        lambda project: (project.root / "docs/paths/first-week.md").unlink(),
        [f"{PATH}:1:1: the path has no page docs/paths/first-week.md. Run: python -m handbook pages"],
    ),
    "stray_pages": (
        lambda project: project.write("docs/skills/saying-now.md", "---\ntitle: X\ndescription: Y.\n---\n\nText.\n"),
        [
            'docs/skills/saying-now.md:1:1: there is no skill "saying-now". Did you mean "saying-no"? '
            "Write data/skills/saying-now.yml, or delete the page.",
        ],
    ),
    "raw_html": (
        lambda project: project.append(PAGE, "\nA <b onmouseover=alert(1)>word</b>.\n"),
        [
            f"{PAGE}:8:3: HTML in a page: <b onmouseover=alert(1)>. Use Markdown, or put it in `backticks` if readers should see it.",
            f"{PAGE}:8:31: HTML in a page: </b>. Use Markdown, or put it in `backticks` if readers should see it.",
        ],
    ),
    "page_headings": (
        lambda project: project.append(PAGE, "\n# Home again\n"),
        [f'{PAGE}:8:1: "Home again" is a first-level heading. Begin it with ##; the title in the front matter is the first.'],
    ),
    "table_headers": (
        lambda project: project.append(PAGE, "\n| | Cost |\n|---|---|\n| One | 2 |\n"),
        [f"{PAGE}:8:1: a column of this table has no name. Write what stands in it, such as Week or Step."],
    ),
    "path_stages with a name twice": (
        two_stages_of_one_name,
        [f'{PATH}:10:12: the path has another stage "day-1". Give it another name before the colon.'],
    ),
    "path_stages that begin late": (
        edit(PATH, "  - resource: one", "  - stage: 'Day 1: reading'\n    resource: one"),
        [f"{PATH}:7:5: the path has stages, but its first step begins none. Give it a stage, such as Week 1: listen."],
    ),
    "exercise_names of a stage": (
        edit(PATH, "  - term: pipeline", "  - stage: 'Draw it: words'\n    term: pipeline"),
        [f'{PATH}:12:9: the path has the stage "draw-it". Give it an id of its own.'],
    ),
    "lock_lines": (
        locked(lambda project: project.append("data/ids.lock", "<<<<<<< HEAD\n")),
        [
            'data/ids.lock:35:1: "<<<<<<< HEAD" is no address. '
            "Keep the addresses of both sides of a merge, delete this line, and run: python -m handbook lock"
        ],
    ),
    "kept_addresses when a term is deleted": (
        locked(delete_a_term),
        [
            "data/ids.lock:12:1: the published address /glossary/loose/ is no longer there. Bring it back, or add it to "
            "data/moved.yml: old: glossary/loose/, with `to` (its new address) or `gone` (why), and `on`."
        ],
    ),
    "kept_addresses when a term is renamed": (
        locked(rename_a_term),
        [
            "data/ids.lock:6:1: the published address /compare/pipeline-vs-warehouse/#choose-warehouse is no longer there. "
            'Did you mean "compare/pipeline-vs-warehouse/#choose-ware-house"? Bring it back, or add it to data/moved.yml: '
            "old: compare/pipeline-vs-warehouse/#choose-warehouse, with `to` (its new address) or `gone` (why), and `on`.",
            'data/ids.lock:21:1: the published address /glossary/warehouse/ is no longer there. Did you mean "glossary/ware-house/"? Bring it '
            "back, or add it to data/moved.yml: old: glossary/warehouse/, with `to` (its new address) or `gone` (why), and `on`.",
        ],
    ),
    "kept_addresses when a page moves without one of its parts": (
        locked(move_a_page_without_a_part),
        [
            "data/ids.lock:26:1: the page of the published address /old/#how-it-works moved to glossary/pipeline/, which has no "
            "#how-it-works. Bring it back, or add it to data/moved.yml: old: old/#how-it-works, with `to` (its new address) or `gone` "
            "(why), and `on`."
        ],
    ),
    "kept_addresses when an entry is deleted": (
        locked(delete_a_question),
        [
            "data/ids.lock:21:1: the published address /interview/#why-late is no longer there. Bring it back, or add it to "
            "data/moved.yml: old: interview/#why-late, with `to` (its new address) or `gone` (why), and `on`."
        ],
    ),
    "kept_addresses when an entry is renamed": (
        locked(rename_a_question),
        [
            'data/ids.lock:21:1: the published address /interview/#why-late is no longer there. Did you mean "interview/#why-so-late"? '
            "Bring it back, or add it to data/moved.yml: old: interview/#why-late, with `to` (its new address) or `gone` (why), and `on`."
        ],
    ),
    "kept_addresses when a heading changes": (
        locked(change_a_heading),
        [
            'data/ids.lock:4:1: the published address /#how-it-works is no longer there. Did you mean "#how-it-worked"? '
            "Bring it back, or add it to data/moved.yml: old: #how-it-works, with `to` (its new address) or `gone` (why), and `on`."
        ],
    ),
    "recorded_addresses": (
        locked(lambda project: project.append(PAGE, "\n## A new heading\n")),
        [f"{PAGE}:1:1: the address /#a-new-heading is not recorded in data/ids.lock. Run: python -m handbook lock"],
    ),
    "moves_lead_somewhere": (
        locked(a_move("glossary/pipelin/", "glossary/warehous/")),
        [
            f'{MOVED}:2:10: "glossary/pipelin/" was never published. Did you mean "glossary/pipeline/"? See data/ids.lock.',
            f'{MOVED}:3:9: "glossary/warehous/" is no address of the handbook. Did you mean "glossary/warehouse/"? Name where it is now.',
        ],
    ),
    "moves_lead_somewhere from what is there": (
        locked(a_move("glossary/pipeline/", "glossary/warehouse/")),
        [f'{MOVED}:2:10: "glossary/pipeline/" is still there. Delete the move.'],
    ),
    "page_links to nowhere": (
        edit(PAGE, "(glossary/index.md)", "(glosary/index.md)"),
        [f'{PAGE}:6:22: the link "glosary/index.md" leads nowhere. Did you mean "glossary/index.md"? Link the file, relative to this one.'],
    ),
    "page_links that run code": (
        lambda project: project.append(PAGE, "\n[x](javascript:alert%281%29)\n"),
        [
            f'{PAGE}:8:5: the link "javascript:alert%281%29" is neither http(s) nor relative. '
            "Link a page of the handbook by its file, such as ../glossary/ci-cd.md.",
        ],
    ),
    "page_links from the root": (
        edit(PAGE, "(glossary/index.md)", "(/glossary/)"),
        [
            f'{PAGE}:6:22: the link "/glossary/" is neither http(s) nor relative. '
            "Link a page of the handbook by its file, such as ../glossary/ci-cd.md.",
        ],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected


def test_every_rule_states_itself_and_has_a_case() -> None:
    tested = {name.split()[0] for name in CASES}
    assert {rule.__name__ for rule in RULES} == tested
    assert all((rule.__doc__ or "").strip().endswith(".") for rule in RULES)
