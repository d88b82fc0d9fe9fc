"""Slips of careful newcomers: each is one line, and doing what the line says mends it.

What breaks, the lines that `make check` prints, and what the contributor then does, with the words of the remedy.
"""

from collections.abc import Callable

from handbook.addresses import write_lock
from handbook.load import load
from tests.corpus.breaks import Break, edit, rename, write
from tests.project import COMPARISON, PAGE, PATH, PROFILE, QUESTION, RESOURCE, SKILL, TERM, Project

Remedies = dict[str, tuple[Break, list[str], Break]]

TWO = "data/resources/two.yml"
WAREHOUSE = "docs/glossary/warehouse.md"
MOVED = "data/moved.yml"
NAVIGATION = "mkdocs.yml"
DAY = "2026-11-27"

ID = "Ids have lower-case letters a to z, digits and single hyphens."
PAGES = "Pages are named by their files below docs/; delete the line of one that is gone."


def then(*steps: Break) -> Break:
    def done(project: Project) -> None:
        for step in steps:
            step(project)

    return done


def append(path: str, text: str) -> Break:
    return lambda project: project.append(path, text)


def delete(path: str) -> Break:
    return lambda project: (project.root / path).unlink()


def record(project: Project) -> None:
    write_lock(load(project.root))


def move(line: str) -> Break:
    """Write the move of a remedy, as it stands there."""
    return write(MOVED, f"moves:\n  {line}\n")


def entry(path: str, title: str) -> Callable[[Project], None]:
    """A sound resource of one's own, at a path of one's own."""
    return lambda project: project.write(
        path, project.read(RESOURCE).replace("Resource one", title).replace("example.org/one", f"example.org/{len(title)}")
    )


def term(name: str) -> Break:
    """A sound term of one's own, that a resource and two entries name."""

    def written(project: Project) -> None:
        project.write(f"docs/glossary/{name}.md", project.read("docs/glossary/backfill.md").replace("title: Backfill", "title: Lineage"))
        project.edit(f"docs/glossary/{name}.md", "aliases: [backfilling]\n", "")
        project.edit(TWO, "  - warehouse\n", "  - warehouse\n  - data-lineage\n")
        project.edit(QUESTION, "terms: [pipeline]", "terms: [pipeline, data-lineage]")

    return written


def a_page(path: str) -> Break:
    return write(path, "---\ntitle: A page\ndescription: It says little.\n---\n\nWords.\n")


REMEDIES: Remedies = {
    "a value by its title": (
        edit(RESOURCE, "language: en", "language: English"),
        [f'{RESOURCE}:9:11: unknown value "English" in language. Did you mean "en"? Values are en (data/vocabulary.yml).'],
        edit(RESOURCE, "language: English", "language: en"),
    ),
    "a value with a capital": (
        edit(RESOURCE, "format: article", "format: Book"),
        [f'{RESOURCE}:5:9: unknown value "Book" in format. Did you mean "book"? Values are article and book (data/vocabulary.yml).'],
        edit(RESOURCE, "format: Book", "format: book"),
    ),
    "a value that is a sentence": (
        edit(RESOURCE, "cost: free", "cost: free for the first month, and a subscription of ten euros after that"),
        [
            f'{RESOURCE}:8:7: unknown value "free for the first month, and a subscription of ten euros..." in cost. '
            "Values are free and paid (data/vocabulary.yml)."
        ],
        edit(RESOURCE, "cost: free for the first month, and a subscription of ten euros after that", "cost: paid"),
    ),
    "an area that is none": (
        edit(TERM, "area: data", "area: dta"),
        [f'{TERM}:4:7: unknown value "dta" in area. Did you mean "data"? Values are data (data/vocabulary.yml).'],
        edit(TERM, "area: dta", "area: data"),
    ),
    "a term that no other resource teaches": (
        edit(TWO, "  - warehouse\n", "  - warehouze\n"),
        [f'{TWO}:13:5: unknown term "warehouze" in teaches. Did you mean "warehouse"? Terms are the files in docs/glossary/.'],
        edit(TWO, "  - warehouze\n", "  - warehouse\n"),
    ),
    "a skill that needs each of its resources": (
        edit(RESOURCE, "skills: [saying-no]", "skills: [saying-not]"),
        [f'{RESOURCE}:10:10: unknown skill "saying-not" in skills. Did you mean "saying-no"? Skills are the files in docs/skills/.'],
        edit(RESOURCE, "skills: [saying-not]", "skills: [saying-no]"),
    ),
    "a term by its title": (
        edit(QUESTION, "terms: [pipeline]", "terms: [Pipeline]"),
        [f'{QUESTION}:5:9: terms[1] is "Pipeline", which is not an id. Did you mean "pipeline"? {ID}'],
        edit(QUESTION, "terms: [Pipeline]", "terms: [pipeline]"),
    ),
    "a term in a path": (
        edit(PATH, "term: pipeline", "term: pipelin"),
        [f'{PATH}:8:11: unknown term "pipelin" in term. Did you mean "pipeline"? Terms are the files in docs/glossary/.'],
        edit(PATH, "term: pipelin\n", "term: pipeline\n"),
    ),
    "a column of a comparison": (
        edit(COMPARISON, "terms: [pipeline, warehouse]", "terms: [pipelin, warehouse]"),
        [f'{COMPARISON}:4:9: unknown term "pipelin" in terms. Did you mean "pipeline"? Terms are the files in docs/glossary/.'],
        edit(COMPARISON, "terms: [pipelin, warehouse]", "terms: [pipeline, warehouse]"),
    ),
    "a choice of a comparison": (
        edit(COMPARISON, "  warehouse: [Data must stay.]", "  warehose: [Data must stay.]"),
        [
            f'{COMPARISON}:14:3: choose_when mentions "warehose", which is not compared here. Did you mean "warehouse"? '
            "Terms here are pipeline and warehouse."
        ],
        edit(COMPARISON, "  warehose: [Data must stay.]", "  warehouse: [Data must stay.]"),
    ),
    "a choice by a title": (
        edit(COMPARISON, "  warehouse: [Data must stay.]", "  Warehouse: [Data must stay.]"),
        [f'{COMPARISON}:14:14: a name in choose_when is "Warehouse", which is not an id. Did you mean "warehouse"? {ID}'],
        edit(COMPARISON, "  Warehouse: [Data must stay.]", "  warehouse: [Data must stay.]"),
    ),
    "a choice that is missing": (
        edit(COMPARISON, "  warehouse: [Data must stay.]\n", ""),
        [f'{COMPARISON}:12:1: choose_when says nothing about "warehouse". Add a line "warehouse: [When to choose it.]".'],
        edit(COMPARISON, "choose_when:\n", "choose_when:\n  warehouse: [When to choose it.]\n"),
    ),
    "a field": (
        edit(RESOURCE, "minutes: 60", "minuts: 60"),
        [
            f'{RESOURCE}:7:1: unknown field "minuts". Did you mean "minutes"? Fields here are added, updated, title, url, authors, year, '
            "format, level, minutes, cost, language, skills, teaches, why, connection and archive_url."
        ],
        edit(RESOURCE, "minuts: 60", "minutes: 60"),
    ),
    "a field inside a field": (
        edit(SKILL, "  expert: Others", "  exprt: Others"),
        [
            f'{SKILL}:10:3: unknown field "levels.exprt". Did you mean "expert"? '
            "Fields here are awareness, working, practitioner and expert."
        ],
        edit(SKILL, "  exprt: Others", "  expert: Others"),
    ),
    "a skill of a profile": (
        edit(PROFILE, "  saying-no:", "  saying-not:"),
        [f'{PROFILE}:5:3: unknown skill "saying-not" in levels. Did you mean "saying-no"? Skills are the files in docs/skills/.'],
        edit(PROFILE, "  saying-not:", "  saying-no:"),
    ),
    "a day that has not come": (
        edit(RESOURCE, "added: 2026-11-23", "added: 2031-01-01"),
        [f"{RESOURCE}:15:8: added is 2031-01-01, and today is {DAY}. Write the day of the change."],
        edit(RESOURCE, "added: 2031-01-01", f"added: {DAY}"),
    ),
    "a file's name as people write a title, with another ending": (
        entry("data/resources/My Book.yaml", "My Book"),
        ['data/resources/My Book.yaml:1:1: entries here are .yml files. Name it "my-book.yml", or move it out of data/resources/.'],
        rename("data/resources/My Book.yaml", "data/resources/my-book.yml"),
    ),
    "a file's name as people write a title": (
        entry("data/resources/My Book.yml", "My Book"),
        [
            'data/resources/My Book.yml:1:1: "My Book" is not an id: ids have lower-case letters a to z, digits and single hyphens. '
            'Rename the file to "my-book.yml".'
        ],
        rename("data/resources/My Book.yml", "data/resources/my-book.yml"),
    ),
    "a new file's name, of which all that name it are right": (
        term("data-linage"),
        [
            'docs/glossary/data-linage.md:1:1: 2 references name the term "data-lineage", and none names this file. '
            f'Rename the file to "data-lineage.md", or write "data-linage" in {QUESTION} and {TWO}.'
        ],
        rename("docs/glossary/data-linage.md", "docs/glossary/data-lineage.md"),
    ),
    "a link to what is not there, and like nothing": (
        append(PAGE, "\nSee [spike](glossary/spike.md).\n"),
        [f'{PAGE}:8:13: the link "glossary/spike.md" leads nowhere. Link the file, relative to this one.'],
        edit(PAGE, "glossary/spike.md", "glossary/pipeline.md"),
    ),
    "a link from another folder": (
        append(TERM, "\nSee [one](../compare/pipeline-vs-warehose.md).\n"),
        [
            f'{TERM}:23:11: the link "../compare/pipeline-vs-warehose.md" leads nowhere. Did you mean "../compare/pipeline-vs-warehouse.md"? '
            "Link the file, relative to this one."
        ],
        edit(TERM, "../compare/pipeline-vs-warehose.md", "../compare/pipeline-vs-warehouse.md"),
    ),
    "a move below the empty list": (
        then(
            rename(QUESTION, "data/questions/why-so-late.yml"),
            append(MOVED, f"  - {{old: interview/#why-late, to: interview/#why-so-late, on: {DAY}}}\n"),
        ),
        [f'{MOVED}:2:3: the list "moves" is closed by [] above, and this item is below it. Delete the [] behind moves:'],
        edit(MOVED, "moves: []", "moves:"),
    ),
    "a move that is not in line with those above it": (
        then(
            rename(QUESTION, "data/questions/why-so-late.yml"),
            record,
            rename("data/questions/why-so-late.yml", "data/questions/so-late.yml"),
            write(MOVED, f"moves:\n  - old: interview/#why-late\n    to: interview/#so-late\n    on: {DAY}\n"),
            append(MOVED, f"- {{old: interview/#why-so-late, to: interview/#so-late, on: {DAY}}}\n"),
        ),
        [f"{MOVED}:5:1: this item isn't in line with the one above it. Write it with 2 spaces before its hyphen, as that one."],
        edit(MOVED, "\n- {old", "\n  - {old"),
    ),
    "a term that nothing names": (
        then(term("data-lineage"), edit(QUESTION, "terms: [pipeline, data-lineage]", "terms: [pipeline]")),
        [
            "docs/glossary/data-lineage.md:1:1: no other entry names this term. Add data-lineage to `related` of pipeline "
            "(docs/glossary/pipeline.md), or to `terms` of a question."
        ],
        edit(TERM, "related: [warehouse, backfill]", "related: [warehouse, backfill, data-lineage]"),
    ),
    "a page that the navigation lacks": (
        a_page("docs/more.md"),
        ['docs/more.md:1:1: the page is not in the navigation of mkdocs.yml. Add a line "- more.md" below `nav` there, or run: make fix'],
        edit(NAVIGATION, "nav:\n", "nav:\n  - more.md\n"),
    ),
    "a slip in the navigation": (
        edit(NAVIGATION, "  - paths/first-week.md", "  - paths/first_week.md"),
        [f'{NAVIGATION}:12:5: there is no page "paths/first_week.md". Did you mean "paths/first-week.md"? {PAGES}'],
        edit(NAVIGATION, "  - paths/first_week.md", "  - paths/first-week.md"),
    ),
    "a comparison in the navigation": (
        edit(NAVIGATION, "  - paths/first-week.md\n", "  - paths/first-week.md\n  - compare/pipeline-vs-warehouse.md\n"),
        [f"{NAVIGATION}:13:5: comparisons are not in the navigation, but on the page /compare/. Delete this line."],
        edit(NAVIGATION, "  - compare/pipeline-vs-warehouse.md\n", ""),
    ),
    "a published term whose file has another name": (
        rename(WAREHOUSE, "docs/glossary/data-store.md"),
        [
            "docs/glossary/data-store.md:1:1: the published address /glossary/warehouse/ was here under another name. Rename the file back to "
            f'"{WAREHOUSE}"; then make rename FROM=warehouse TO=data-store changes what refers to it too.'
        ],
        rename("docs/glossary/data-store.md", WAREHOUSE),
    ),
    "a published question whose file has another name": (
        rename(QUESTION, "data/questions/why-so-late.yml"),
        [
            "data/questions/why-so-late.yml:1:1: the published address /interview/#why-late was here under another name. Rename the file back "
            f'to "{QUESTION}", or add to data/moved.yml: - {{old: interview/#why-late, to: interview/#why-so-late, on: {DAY}}}.'
        ],
        move(f"- {{old: interview/#why-late, to: interview/#why-so-late, on: {DAY}}}"),
    ),
    "a published heading": (
        then(append(PAGE, "\n## How it works\n"), record, edit(PAGE, "## How it works", "## How it worked")),
        [
            f"{PAGE}:8:1: the published address /#how-it-works is no longer there. Write its heading as it was, or add to data/moved.yml: "
            f'- {{old: "#how-it-works", to: "#how-it-worked", on: {DAY}}}.'
        ],
        move(f'- {{old: "#how-it-works", to: "#how-it-worked", on: {DAY}}}'),
    ),
    "a published heading that is gone": (
        then(append(TERM, "\n## A case\n"), record, edit(TERM, "\n## A case\n", "")),
        [
            f"{TERM}:1:1: the published address /glossary/pipeline/#a-case is no longer there. Bring it back, or add to data/moved.yml: "
            f"- {{old: glossary/pipeline/#a-case, to: glossary/pipeline/, on: {DAY}}}."
        ],
        move(f"- {{old: glossary/pipeline/#a-case, to: glossary/pipeline/, on: {DAY}}}"),
    ),
    "a published page that is gone": (
        then(
            a_page("docs/more.md"),
            edit(NAVIGATION, "nav:\n", "nav:\n  - more.md\n"),
            record,
            delete("docs/more.md"),
            edit(NAVIGATION, "  - more.md\n", ""),
        ),
        [
            "docs/more.md:1:1: the published address /more/ went with this file. Bring it back with git checkout origin/main -- docs/more.md, "
            f'or add to data/moved.yml: - {{old: more/, gone: "Why, and what to read instead.", on: {DAY}}}.'
        ],
        move(f'- {{old: more/, gone: "Why, and what to read instead.", on: {DAY}}}'),
    ),
    "a move of what was never published": (
        write(MOVED, f"moves:\n  - {{old: glossary/lineage/, to: glossary/pipeline/, on: {DAY}}}\n"),
        [
            f'{MOVED}:2:11: "glossary/lineage/" was never published. Did you mean "glossary/pipeline/"? '
            "If it is new in your change, delete the move: nobody has linked to it yet."
        ],
        write(MOVED, "moves: []\n"),
    ),
    "markers of a merge in the lock": (
        append("data/ids.lock", "<<<<<<< HEAD\n"),
        [
            'data/ids.lock:46:1: "<<<<<<< HEAD" is not an address. Run: git checkout origin/main -- data/ids.lock. '
            "It's written when a change is published."
        ],
        edit("data/ids.lock", "<<<<<<< HEAD\n", ""),
    ),
}
