"""Reading what somebody else wrote: what is let through, what cannot be read, and how long it takes."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from handbook.cli import main
from handbook.handbook import BrokenCatalog, handbook_at
from tests.project import PAGE, RESOURCE, TERM, Project

# Of processor time. The check of each of these takes less than a second; before suggestions were prepared, eight to over sixty.
MOST_SECONDS = 5

SPELLED = {
    "a family, joined": "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "an emoji with a skin tone, joined": "\U0001f9d1\U0001f3fd\u200d\U0001f4bb",
    "a sign in its emoji form, joined": "\u2764\ufe0f\u200d\U0001f525",
    "a sign in its text form": "\u2764\ufe0e",
    "a keycap": "1\ufe0f\u20e3",
    "Persian with a non-joiner": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Hindi with a joiner": "\u0915\u094d\u200d\u0937",
    "an accent": "na\u00efve",
    "a no-break space": "10\u00a0%",
    "a flag": "\U0001f1ea\U0001f1f8",
    "a number sign inside a word": "C#",
    "a number sign in quotes": "The #1 mistake",
    "an ampersand": "R&D",
    "a colon inside a word": "16:9ish",
}


@pytest.mark.parametrize("text", SPELLED.values(), ids=SPELLED)
def test_what_is_spelling_is_let_through(project: Project, text: str) -> None:
    project.edit(TERM, "title: Pipeline", f"title: 'Pipeline {text}'")
    project.append(PAGE, f"\n{text}\n")
    assert project.problems() == []


NOTES = {
    "at the top": ("title: Resource one", "# A note: #1.\ntitle: Resource one"),
    "between fields": ("year: 2020", "# A note.\n# And more.\nyear: 2020"),
    "above an item": ("  - backfill", "  # A note.\n  - backfill"),
    "at the end": ("added: 2026-11-23", "added: 2026-11-23\n# The end."),
    "below a field of a list": ("teaches:", "teaches:\n  # A note."),
    "below an empty field": ("year: 2020", "year:\n  # Not confirmed."),
    "in a folded text, which is none": ("why: After it you can say no.", "why: >-\n  After it you can\n  # 1 say no."),
}


@pytest.mark.parametrize(("old", "new"), NOTES.values(), ids=NOTES)
def test_a_note_on_a_line_of_its_own_takes_nothing_away(project: Project, old: str, new: str) -> None:
    project.edit(RESOURCE, old, new)
    assert project.problems() == []


@pytest.mark.parametrize("name", [".DS_Store", ".gitkeep", "Thumbs.db", ".one.yml.swp", "one.yml~", "#one.yml#", ".#one.yml"])
@pytest.mark.parametrize("folder", ["data", "data/resources", "docs/glossary", "docs"])
def test_what_systems_and_editors_leave_behind_is_passed_over(project: Project, folder: str, name: str) -> None:
    project.write(f"{folder}/{name}", "x")
    if folder == "docs" and not name.startswith("."):
        # The generator would copy it into the site.
        assert [problem.partition(". ")[0] for problem in project.problems()] == [
            f"docs/{name}:1:1: nothing of this kind is published from here"
        ]
    else:
        assert project.problems() == []


def test_a_font_is_one_and_has_its_licence_beside_it(project: Project) -> None:
    font = project.root / "docs/assets/fonts/heading.woff2"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"wOF2\0\1\0\0")
    at = "docs/assets/fonts/heading.woff2:1:1:"
    assert project.problems() == [f"{at} the font has no licence next to it. Put its licence into heading.txt, in the same folder."]
    project.write("docs/assets/fonts/heading.txt", "SIL Open Font License")
    assert project.problems() == []
    font.write_bytes(b"<script>")
    remedy = "Save the font as WOFF2, with only the letters that are used."
    assert project.problems() == [f"{at} this isn't a WOFF2 font. {remedy}"]


def denied(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the machine refuse to list a folder and to read what is in it, as it does for whoever has no rights there."""
    iterdir, read_bytes, lstat = Path.iterdir, Path.read_bytes, Path.lstat

    def guarded(whole: Callable[[Path], object], of: Callable[[Path], Path]) -> Callable[[Path], object]:
        def method(path: Path) -> object:
            if folder in of(path).as_posix():
                raise PermissionError(13, "Permission denied", str(path))
            return whole(path)

        return method

    monkeypatch.setattr(Path, "iterdir", guarded(iterdir, lambda path: path))
    monkeypatch.setattr(Path, "read_bytes", guarded(read_bytes, lambda path: path))
    monkeypatch.setattr(Path, "lstat", guarded(lstat, lambda path: path.parent))


DENIED = "the folder cannot be read: Permission denied. Check that it exists and that you may read it."


@pytest.mark.parametrize("folder", ["data/resources", "docs/transition", "docs/glossary"])
def test_a_folder_without_rights_is_told(project: Project, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("docs/transition/index.md", "---\ntitle: X\ndescription: Y.\n---\n")
    denied(folder, monkeypatch)
    problems = project.problems()
    assert f"{folder}:1:1: {DENIED}" in problems
    monkeypatch.undo()


def test_a_file_without_rights_is_told_and_the_build_ends_without_a_traceback(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(BrokenCatalog, match=r"vocabulary\.yml:1:1: the file cannot be read: Permission denied"):
        handbook_at(project.root)


def test_a_folder_that_went_while_it_was_stamped_is_told(project: Project) -> None:
    (project.root / "data/questions").rename(project.root / "gone")
    (project.root / "docs").rename(project.root / "pages")
    with pytest.raises(BrokenCatalog, match=r"docs:1:1: the folder cannot be read"):
        handbook_at(project.root)


def test_a_name_that_is_not_utf_8_can_be_printed_in_both_forms(project: Project) -> None:
    os.close(os.open(os.fsencode(project.root) + b"/docs/caf\xe9.md", os.O_CREAT))
    for form in ("text", "github"):
        result = CliRunner().invoke(main, ["check", "--root", str(project.root), "--format", form])
        assert result.exit_code == 1
        assert 'docs/caf\\xe9.md:1:1: "caf\\xe9" is not an id' in result.output if form == "text" else "caf\\xe9" in result.output
        assert isinstance(result.exception, SystemExit)


def foreign_lock(project: Project) -> None:
    project.write("data/ids.lock", "".join(f"/glossary/pipelin{number}/\n" for number in range(40_000)))


def junk_lock(project: Project) -> None:
    project.write("data/ids.lock", "".join(f"line {number}\n" for number in range(40_000)))


def broken_links(project: Project) -> None:
    for number in range(300):
        project.write(f"docs/pages/p{number}.md", "---\ntitle: X\ndescription: Y.\n---\n")
    project.append(PAGE, "".join(f"\n\n[x](q{number}.md)" for number in range(3_500)))


def unknown_ids(project: Project) -> None:
    text = project.read(TERM).replace("aliases: [data flow]\n", "")
    for number in range(1_000):
        related = f"related: [{', '.join(f'unknown-{number}-{one}' for one in range(5))}]"
        changed = text.replace("title: Pipeline", f"title: Number {number}x").replace("related: [warehouse, backfill]", related)
        project.write(f"docs/glossary/number-{number}.md", changed)


def unknown_fields(project: Project) -> None:
    project.write(RESOURCE, "".join(f"titl{number}: x\n" for number in range(4_500)))


def comments(project: Project) -> None:
    project.write(RESOURCE, "why: >\n" + "  # x\n" * 5_000 + "".join(f"a{number}: b#c\n" for number in range(2_000)))


@pytest.mark.parametrize("broken", [foreign_lock, junk_lock, broken_links, unknown_ids, unknown_fields, comments])
def test_time_is_in_proportion_to_size(project: Project, broken: Callable[[Project], None]) -> None:
    broken(project)
    start = process_time()
    problems = project.problems()
    assert process_time() - start < MOST_SECONDS
    assert len(problems) > 1


def run(project: Project, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [arguments[0], "--root", str(project.root), *arguments[1:]])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_new_writes_no_id_that_the_check_refuses(project: Project) -> None:
    code, output = run(project, "new", "question", "a" * 61)
    assert (code, "has 61 characters, and an id at most 60" in output) == (1, True)
    assert run(project, "new", "comparison", "index")[0] == 1
    assert run(project, "new", "question", "a" * 60)[0] == 0
    assert not any("characters" in problem for problem in project.problems())


def test_new_tells_that_it_cannot_write(project: Project) -> None:
    shutil.rmtree(project.root / "data/questions")
    project.write("data/questions", "A file has the place of the folder.")
    code, output = run(project, "new", "question", "why")
    assert code == 1
    assert output.startswith("Error: ")
    assert "data/questions" in output


def test_the_lock_records_nothing_that_the_check_refuses(project: Project) -> None:
    project.write("docs/transition/first_week.md", "---\ntitle: X\ndescription: Y.\n---\n## Part\n")
    project.write("data/ids.lock", "/glossary/pipeline/\n")
    run(project, "lock")
    lock = project.read("data/ids.lock")
    assert "_" not in lock
    assert "/glossary/pipeline/\n" in lock
    (project.root / "docs/transition/first_week.md").rename(project.root / "docs/transition/first-week.md")
    run(project, "lock")
    assert "/transition/first-week/#part\n" in project.read("data/ids.lock")
    assert project.problems() == []


def test_the_lock_is_left_alone_if_it_cannot_be_read(project: Project) -> None:
    project.write("data/ids.lock", b"/caf\xe9/\n")
    code, output = run(project, "lock")
    assert (code, output) == (
        1,
        "Error: data/ids.lock:1:5: byte 0xe9 is not UTF-8. Save the file as UTF-8. Nothing was written: data/ids.lock would lose what it has recorded.\n",
    )
    assert (project.root / "data/ids.lock").read_bytes() == b"/caf\xe9/\n"
    project.write("data/ids.lock", "/old_page/\n/glossary/pipeline/\n")
    assert run(project, "lock")[0] == 1, "Written anew, it would lose a line, were it one that no lock may have."
    assert project.read("data/ids.lock") == "/old_page/\n/glossary/pipeline/\n"


def test_a_line_that_is_no_address_was_never_promised(project: Project) -> None:
    """Else it could neither stay, since a rule refuses it, nor go, since it was recorded before."""
    from handbook.addresses import deleted_addresses

    assert list(deleted_addresses("/first_week/\n/a b/\n", "")) == []
    assert len(list(deleted_addresses("/first-week/\n", ""))) == 1


def test_the_command_that_people_run_asks_the_clock_and_can_be_told_the_day(project: Project) -> None:
    project.edit(RESOURCE, "added: 2026-11-23", "added: 2062-11-23")
    told = f"{RESOURCE}:15:8: added is 2062-11-23, and today is "
    assert told in run(project, "check")[1]
    assert told not in run(project, "check", "--today", "2062-11-23")[1]
    handbook_at(project.root)
