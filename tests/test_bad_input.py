"""Bad input gets one clear line that names the place and the remedy, and never a traceback."""

import shutil
from importlib import import_module
from pathlib import Path

import pytest

from tests.corpus.breaks import Break as Break
from tests.corpus.breaks import Cases, edit, rename, write
from tests.project import COMPARISON, PAGE, PATH, PROFILE, QUESTION, RESOURCE, SKILL, TERM, Project

FIELDS = (
    "Fields here are added, updated, title, url, authors, year, format, level, minutes, cost, language, skills, teaches, why, "
    "connection and archive_url."
)


def bomb() -> str:
    levels = [f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(["b0: &b0 [lol]", *levels])


def directory(project: Project) -> None:
    (project.root / "data/resources/three.yml").mkdir()


def link(project: Project) -> None:
    (project.root / "data/resources/three.yml").symlink_to("/etc/hostname")


def big(project: Project) -> None:
    project.append(RESOURCE, "# " + "x" * 10_000_000 + "\n")


CASES: dict[str, tuple[Break, str]] = {
    "not YAML": (
        edit(RESOURCE, "authors: [Ada Author]", "authors: [Ada Author"),
        f"{RESOURCE}:4:5: this is not YAML: did not find expected ',' or ']'. "
        "Compare it with another entry of its kind; text with : # ' or \" needs quotes.",
    ),
    "a colon inside plain text": (
        edit(RESOURCE, "title: Resource one", "title: Resource: one"),
        f"{RESOURCE}:1:16: there is a colon followed by a space inside plain text. Put the whole text in quotes.",
    ),
    "wrong encoding": (
        write(RESOURCE, b"title: caf\xe9\n"),
        f"{RESOURCE}:1:11: byte 0xe9 is not UTF-8. Save the file as UTF-8.",
    ),
    "a directory where a file is expected": (
        directory,
        "data/resources/three.yml:1:1: this is a directory, but a file is expected. Move it away, or write the file.",
    ),
    "a symbolic link": (
        link,
        "data/resources/three.yml:1:1: this is a symbolic link. Put the file itself here.",
    ),
    "a tab": (
        edit(RESOURCE, "  - pipeline", "\t- pipeline"),
        f"{RESOURCE}:12:1: there is a tab in the indentation. Indent with spaces.",
    ),
    "a duplicate key": (
        edit(RESOURCE, "year: 2020", "year: 2020\ntitle: Another"),
        f'{RESOURCE}:5:1: the field "title" is here a second time; it is already on line 1. Keep one of the two.',
    ),
    "an anchor bomb": (
        write(RESOURCE, bomb()),
        f"{RESOURCE}:1:5: anchors (&) and aliases (*) are not used here. Write the value out, or put it in quotes.",
    ),
    "a tag that builds an object": (
        edit(RESOURCE, "title: Resource one", 'title: !!python/object/apply:os.system ["id"]'),
        f"{RESOURCE}:1:8: the tag tag:yaml.org,2002:python/object/apply:os.system is not used here. Delete it, or put the value in quotes.",
    ),
    "lists without end": (
        write(RESOURCE, "title: " + "[" * 5000),
        f"{RESOURCE}:1:16: values are nested more than 8 deep. Compare it with another entry of its kind.",
    ),
    "a 10 MB file": (
        big,
        f"{RESOURCE}:1:1: the file has 10,000,255 bytes, more than the 65,536 that an entry may have. "
        "Shorten it, or split it into entries.",
    ),
    "an empty file": (
        write(RESOURCE, ""),
        f"{RESOURCE}:1:1: the file is empty. Write one field per line: added, updated, title, url, authors, year, format, level, "
        "minutes, cost, language, skills, teaches, why, connection and archive_url.",
    ),
    "a list where fields are expected": (
        write(SKILL, "---\n- a\n- b\n---\n"),
        f"{SKILL}:2:1: the file has no fields. Write one field per line: added, updated, title, covers, group, position, area, "
        "summary, requires, levels, from_data_science, practice and terms.",
    ),
    "two documents": (
        edit(RESOURCE, "year: 2020", "---\nyear: 2020"),
        f"{RESOURCE}:4:1: a second document begins here. Keep one document in a file.",
    ),
    "an unknown field": (
        edit(RESOURCE, "level: working", "levle: working\nlevel: working"),
        f'{RESOURCE}:6:1: unknown field "levle". Did you mean "level"? {FIELDS}',
    ),
    "a missing field": (
        edit(RESOURCE, "why: After it you can say no.\n", ""),
        f'{RESOURCE}:1:1: missing field "why". Add it: what you can do after it, and who can skip it.',
    ),
    "a missing field deep inside": (
        edit(SKILL, "  expert: Others do it your way.\n", ""),
        f'{SKILL}:7:3: missing field "levels.expert". Add it: evidence of the fourth level.',
    ),
    "text where a number is expected": (
        edit(RESOURCE, "minutes: 60", "minutes: an hour"),
        f"{RESOURCE}:7:10: minutes is text, but must be a whole number. Write digits only, without quotes.",
    ),
    "text where a list is expected": (
        edit(RESOURCE, "authors: [Ada Author]", "authors: Ada Author"),
        f"{RESOURCE}:3:10: authors is text, but must be a list. Write it as [first, second], or one item per line after a hyphen.",
    ),
    "a list where text is expected": (
        edit(TERM, "trap: Believing that it runs by itself.", "trap: [a, b]"),
        f"{TERM}:11:7: trap is a list, but must be text. Write text on one line, in quotes if it looks like a number or a date.",
    ),
    "an empty field": (
        edit(RESOURCE, "title: Resource one", "title:"),
        f"{RESOURCE}:1:7: title is empty, but must be text. Write text on one line, in quotes if it looks like a number or a date.",
    ),
    "no read as False": (
        edit(RESOURCE, "authors: [Ada Author]", "authors: [no]"),
        f'{RESOURCE}:3:11: authors[1] is no without quotes, which YAML readers take for a boolean. Put it in quotes: "no".',
    ),
    "no read as False, where it would be no value in quotes either": (
        edit(RESOURCE, "language: en", "language: no"),
        f'{RESOURCE}:9:11: unknown value "no" in language. Values are en (data/vocabulary.yml).',
    ),
    "3.10 read as 3.1": (
        edit(TERM, "title: Pipeline", "title: 3.10"),
        f'{TERM}:2:8: title is 3.10 without quotes, which YAML readers take for a number. Put it in quotes: "3.10".',
    ),
    "010 read as eight": (
        edit(RESOURCE, "minutes: 60", "minutes: 010"),
        f"{RESOURCE}:7:10: minutes is 010 without quotes, which YAML readers take for a number. Write digits only, without quotes.",
    ),
    "a date that is none": (
        edit(RESOURCE, "added: 2026-11-23", "added: 2026-11-31"),
        f"{RESOURCE}:15:8: added is not a date. Write it as year-month-day, such as 2026-11-23.",
    ),
    "too long": (
        edit(TERM, "definition: A sentence that says what Pipeline is.", f"definition: {'a' * 249}."),
        f"{TERM}:5:13: definition has 250 characters, at most 240 fit. Shorten it by 10.",
    ),
    "too few questions": (
        edit(TERM, "  - What breaks when it stops?\n", ""),
        f"{TERM}:9:3: ask has fewer than 2 items. Add what is missing.",
    ),
    "a question that is none": (
        edit(TERM, "  - What breaks when it stops?\n", "  - What breaks when it stops\n"),
        f"{TERM}:10:5: ask[2] does not end with a question mark. Put it as a question.",
    ),
    "a definition without an end": (
        edit(TERM, "what Pipeline is.", "what Pipeline is"),
        f"{TERM}:5:13: definition does not end with a full stop. End the sentence.",
    ),
    "an id with capitals": (
        rename(PROFILE, "data/profiles/The_Clerk.yml"),
        'data/profiles/The_Clerk.yml:1:1: "The_Clerk" is not an id: ids have lower-case letters a to z, digits and single hyphens. '
        'Rename the file to "the-clerk.yml".',
    ),
    "a reference with capitals": (
        edit(QUESTION, "terms: [pipeline]", "terms: [Pipeline]"),
        f'{QUESTION}:5:9: terms[1] is "Pipeline", which is not an id. Did you mean "pipeline"? '
        "Ids have lower-case letters a to z, digits and single hyphens.",
    ),
    "the wrong ending": (
        write("data/resources/three.yaml", "title: x"),
        'data/resources/three.yaml:1:1: entries here are .yml files. Name it "three.yml", or move it out of data/resources/.',
    ),
    "a URL that is not http": (
        edit(RESOURCE, "url: https://example.org/one", "url: javascript:alert(1)"),
        f"{RESOURCE}:2:6: url is not an http or https address. Copy the address from the browser's address bar.",
    ),
    "a URL with a space": (
        edit(RESOURCE, "url: https://example.org/one", "url: https://example.org/one two"),
        f"{RESOURCE}:2:6: url has a character that no web address has. Copy the address from the browser's address bar.",
    ),
    "a URL of this machine": (
        edit(RESOURCE, "url: https://example.org/one", "url: http://localhost:8000/one"),
        f"{RESOURCE}:2:6: url does not name a public host. Copy the address from the browser's address bar.",
    ),
    "a control character": (
        edit(RESOURCE, "title: Resource one", 'title: "Resource \x07 one"'),
        f"{RESOURCE}:1:18: the text holds the invisible character U+0007. Delete it; an editor that shows invisible characters helps.",
    ),
    "a control character in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Resource \\x07 one"'),
        f"{RESOURCE}:1:8: title holds the invisible character U+0007. Delete it; an editor that shows invisible characters helps.",
    ),
    "text that runs backwards": (
        edit(RESOURCE, "title: Resource one", "title: Resource \u202eeno"),
        f"{RESOURCE}:1:17: the text holds the invisible character U+202E. Delete it; an editor that shows invisible characters helps.",
    ),
    "a template in the data": (
        edit(RESOURCE, "why: After it you can say no.", 'why: "{{ cycler.__init__.__globals__.os }}"'),
        f'{RESOURCE}:14:6: why holds "{{{{", which begins a template. Say it in words.',
    ),
    "a template in a term's front matter": (
        edit(TERM, "trap: Believing that it runs by itself.", 'trap: "{% raw %}"'),
        f'{TERM}:11:7: trap holds "{{%", which begins a template. Say it in words.',
    ),
    "a template in a page": (
        lambda project: project.append(PAGE, '\n{{ cycler.__init__.__globals__.os.popen("id").read() }}\n'),
        f'{PAGE}:8:1: braces may only contain a macro call on a line of its own; found {{{{ cycler.__init__.__globals__.os.popen("id").read() }}}}. '
        'Write it as {{ name() }} or {{ name("value") }}, or say it in words.',
    ),
    "a template in a code block": (
        lambda project: project.append(PAGE, "\n```\n{% include '/etc/passwd' %}\n```\n"),
        f"{PAGE}:9:1: braces may only contain a macro call on a line of its own; found {{% include '/etc/passwd' %}}. "
        'Write it as {{ name() }} or {{ name("value") }}, or say it in words.',
    ),
    "an exercise that is only a text": (
        edit(
            SKILL,
            "  - id: send-one\n    text: Send one of them.\n    minutes: 10\n    otherwise: Nobody to send it to? Read it aloud.\n",
            "  - Send one of them.\n",
        ),
        f"{SKILL}:16:5: practice[2] is text, but must be a group of fields. Write one field per line, indented by two spaces.",
    ),
    "an exercise without minutes": (
        edit(SKILL, "    minutes: 10\n", ""),
        f'{SKILL}:16:5: missing field "practice[2].minutes". Add it: honest minutes.',
    ),
    "a profile without levels": (
        edit(PROFILE, "  saying-no:\n    level: awareness\n    why: You see which wishes are never answered.\n", "  {}\n"),
        f"{PROFILE}:5:3: levels is empty. Fill it in.",
    ),
    "a level without its reason": (
        edit(PROFILE, "    why: You see which wishes are never answered.\n", ""),
        f'{PROFILE}:6:5: missing field "levels.saying-no.why". Add it: what in the job gives it, or asks for it.',
    ),
    "an unknown macro": (
        edit("docs/library/index.md", "{{ library() }}", "{{ libary() }}"),
        'docs/library/index.md:6:1: unknown macro "libary". Did you mean "library"? Macros are home, gap_check, plan, areas_map, '
        "picture, skill_group, skill_rows, skill_head, skill_foot, term_head, term_foot, glossary, comparison, comparisons, room_head, room, room_foot, rooms, library, path, paths, "
        "entry_tools, questions, changes, practice, progress, download, frame, data_files, declined, link_health and wordings.",
    ),
    "a macro with too many arguments": (
        edit("docs/library/index.md", "{{ library() }}", '{{ library("all") }}'),
        'docs/library/index.md:6:1: the macro "library" takes no argument, not 1. Compare it with another page.',
    ),
    "a macro's argument that names nothing": (
        lambda project: project.append(PAGE, '\n{{ frame("buss") }}\n'),
        f'{PAGE}:8:1: unknown argument "buss" of the macro "frame". Did you mean "bus"? Values are bus.',
    ),
    "a picture that is not there": (
        lambda project: project.append(PAGE, '\n{{ picture("event-flo") }}\n'),
        f'{PAGE}:8:1: unknown argument "event-flo" of the macro "picture". Did you mean "event-flow"? Values are the '
        "files in handbook/templates/pictures.",
    ),
    "front matter that switches templates on": (
        edit(PAGE, "title: Home", "title: Home\nrender_macros: true"),
        f'{PAGE}:3:1: unknown field "render_macros". Fields here are title, description and covers.',
    ),
    "no front matter": (
        write(PAGE, "Hello\n"),
        f"{PAGE}:1:1: the page has no front matter. Begin the file with a line ---, the fields, and a line ---.",
    ),
    "front matter without an end": (
        write(PAGE, "---\ntitle: Home\n"),
        f"{PAGE}:1:1: the front matter does not end. Put a line --- below its last field.",
    ),
    "markup in a title": (
        edit(PAGE, "title: Home", 'title: "<img src=x onerror=alert(1)>"'),
        f"{PAGE}:2:8: title holds the character <. The theme prints titles as they are: leave it out.",
    ),
    "two things in a step": (
        edit(PATH, "  - term: pipeline\n", "  - term: pipeline\n    skill: saying-no\n"),
        f"{PATH}:8:5: steps[1] has term and skill. Give each step exactly one of term, resource, skill, question, comparison, exercise.",
    ),
    "an exercise without a name of its own": (
        edit(PATH, "  - id: draw-it\n    exercise: Draw it.", "  - exercise: Draw it."),
        f"{PATH}:12:5: steps[3] has an id without an exercise, or the reverse. Give an exercise an id such as six-talks, and nothing else.",
    ),
    "minutes that are not an exercise's": (
        edit(PATH, "    minutes: 30\n", ""),
        f"{PATH}:12:5: steps[3] has minutes without an exercise, or the reverse. Give an exercise its minutes, and nothing else.",
    ),
    "a criterion without values": (
        edit(COMPARISON, "    values: [moves, keeps]\n", ""),
        f'{COMPARISON}:6:5: missing field "criteria[1].values". Add it: one value for each term, in the order of `terms`.',
    ),
    "a missing vocabulary": (
        lambda project: (project.root / "data/vocabulary.yml").unlink(),
        "data/vocabulary.yml:1:1: the file cannot be read: No such file or directory. Check that it exists and that you may read it.",
    ),
    "a missing folder": (
        lambda project: shutil.rmtree(project.root / "data/profiles"),
        "data/profiles:1:1: the folder is missing. Create it.",
    ),
}


# The kinds of broken input in tests/corpus/, a module each.
KINDS = sorted(file.stem for file in (Path(__file__).parent / "corpus").glob("[a-z]*.py") if file.stem != "breaks")
CORPUS: Cases = {f"{kind}: {name}": case for kind in KINDS for name, case in import_module(f"tests.corpus.{kind}").CASES.items()}


def test_there_are_broken_inputs_enough() -> None:
    assert len(CORPUS) + len(CASES) >= 200


@pytest.mark.parametrize(("broken", "expected"), CORPUS.values(), ids=CORPUS)
def test_broken_input_is_told(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_bad_input_is_told_in_one_line(project: Project, broken: Break, expected: str) -> None:
    broken(project)
    assert project.problems() == [expected]


def test_the_sound_project_has_no_problem(project: Project) -> None:
    assert project.problems() == []


def test_all_problems_of_all_files_are_told_at_once(project: Project) -> None:
    project.edit(RESOURCE, "minutes: 60", "minutes: an hour")
    project.edit(RESOURCE, "cost: free", "cots: free")
    project.edit(TERM, "area: data", "area: dta")
    project.edit(SKILL, "position: 1", "position: first")
    places = [problem.split(": ")[0] for problem in project.problems()]
    assert places == [f"{RESOURCE}:7:10", f"{RESOURCE}:8:1", f"{TERM}:4:7", f"{SKILL}:4:11"]


def test_a_broken_entry_is_not_reported_again_as_dangling(project: Project) -> None:
    project.edit("docs/glossary/backfill.md", "area: data", "area: [data]")
    assert [problem.split(":")[0] for problem in project.problems()] == ["docs/glossary/backfill.md"]
