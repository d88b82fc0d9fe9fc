"""Moves and stored copies are written where the old address stands, and nothing else of a file changes."""

from datetime import date
from difflib import unified_diff

import pytest
from click.testing import CliRunner, Result

from handbook.catalog import Catalog
from handbook.cli import main
from handbook.link_health import Health, LinkHealth, dumped
from handbook.load import load
from handbook.problems import Problem
from handbook.rules import check
from tests.project import PAGE, RESOURCE, TERM, Project

DAY = date(2026, 11, 30)
ONE, TWO = "https://example.org/one", "https://example.org/two"
COPY = "https://web.archive.org/web/20260101000000/https://example.org/one"


def moved(to: str) -> Health:
    return Health(state="moved", checked=DAY, well=DAY, to=to)


def dead(archive: str | None = COPY) -> Health:
    return Health(state="dead", checked=DAY, failed=1, archive=archive)


def record(project: Project, **addresses: Health) -> None:
    project.write(
        "data/link-health.json", dumped(LinkHealth(DAY, {f"https://example.org/{key}": found for key, found in addresses.items()}))
    )


def fix(project: Project) -> Result:
    return CliRunner().invoke(main, ["links", "fix", "--root", str(project.root), "--today", "2026-11-30"], catch_exceptions=False)


def contents(project: Project) -> dict[str, str]:
    files = (file for folder in ("data", "docs") for file in (project.root / folder).rglob("*") if file.is_file())
    # As bytes decoded, since line ends count.
    return {file.relative_to(project.root).as_posix(): file.read_bytes().decode() for file in files}


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that differ, but for those of the record."""
    paths = sorted(path for path in before.keys() | after.keys() if path != "data/link-health.json")
    found = (unified_diff(before[path].split("\n"), after[path].split("\n"), lineterm="", n=0) for path in paths)
    return [line for diff in found for line in diff if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        (f"url: {ONE}", "url: https://example.org/new"),
        (f'url:   "{ONE}"', 'url:   "https://example.org/new"'),
        (f"url: '{ONE}'", "url: 'https://example.org/new'"),
        (f"url: >-\n  {ONE}", "url: >-\n  https://example.org/new"),
        (f"# a note on it\nurl: {ONE}#part", "# a note on it\nurl: https://example.org/new#part"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_move_is_written_as_the_address_was(project: Project, line: str, mended: str, end: str) -> None:
    text = project.read(RESOURCE).replace(f"url: {ONE}", line)
    project.write(RESOURCE, text.replace("\n", end))
    record(project, one=moved("https://example.org/new"))
    result = fix(project)
    assert (result.exit_code, project.problems()) == (0, [])
    assert (project.root / RESOURCE).read_bytes().decode() == text.replace(line, mended).replace("\n", end)


def test_every_place_of_a_move_is_mended_and_a_second_run_changes_nothing(project: Project) -> None:
    project.append(PAGE, f'\nRead [one]({ONE} "a title"), <{ONE}#part>, [one][ref] and [more]({ONE}/more).\n\n[ref]: {ONE}\n')
    before = contents(project)
    record(project, one=moved("https://www.example.com/a_(b)?c=1&d=2"))
    result = fix(project)
    after = contents(project)
    assert changes(before, after) == [
        f"-url: {ONE}",
        "+url: https://www.example.com/a_(b)?c=1&d=2",
        f'-Read [one]({ONE} "a title"), <{ONE}#part>, [one][ref] and [more]({ONE}/more).',
        '+Read [one](https://www.example.com/a_(b)?c=1&d=2 "a title"), <https://www.example.com/a_(b)?c=1&d=2#part>, '
        f"[one][ref] and [more]({ONE}/more).",
        f"-[ref]: {ONE}",
        "+[ref]: https://www.example.com/a_(b)?c=1&d=2",
    ]
    assert result.stdout.splitlines()[0] == f"{RESOURCE}:2:6: {ONE} has moved permanently: https://www.example.com/a_(b)?c=1&d=2"
    assert project.problems() == []
    # The record follows, since the old address had led there.
    health = load(project.root).link_health
    assert {url: found.state for url, found in health.addresses.items()} == {"https://www.example.com/a_(b)?c=1&d=2": "ok"}
    assert (fix(project).stdout, contents(project)) == ("", after)


def test_a_dead_resource_gets_its_stored_copy_and_a_dead_link_in_prose_leads_to_it(project: Project) -> None:
    project.edit(RESOURCE, "added:", "# since the first day\nadded:")
    project.append(TERM, f"\nSee [one]({ONE}).\n")
    before = contents(project)
    record(project, one=dead())
    fix(project)
    after = contents(project)
    assert changes(before, after) == [f"+archive_url: {COPY}", f"-See [one]({ONE}).", f"+See [one]({COPY})."]
    assert f"archive_url: {COPY}\n# since the first day\nadded:" in project.read(RESOURCE)
    assert (fix(project).stdout, contents(project)) == ("", after)


@pytest.mark.parametrize("health", [dead(None), Health(state="blocked", checked=DAY), Health(state="unreachable", checked=DAY, failed=2)])
def test_nothing_else_changes_a_file(project: Project, health: Health) -> None:
    before = contents(project)
    record(project, one=health)
    assert fix(project).exit_code == 0
    assert changes(before, contents(project)) == []


def test_an_ignored_address_is_left_alone(project: Project) -> None:
    project.write("data/link-ignores.yml", f"ignores:\n  - prefix: {ONE[:-3]}\n    reason: It moves to and fro.\n    until: 2026-11-30\n")
    record(project, one=moved("https://example.org/new"))
    before = contents(project)
    assert (fix(project).stdout, changes(before, contents(project))) == ("", [])


def test_a_move_that_the_check_would_refuse_is_left_for_somebody_and_others_are_made(project: Project) -> None:
    project.append(PAGE, f"\nRead <{ONE}/more>.\n")
    record(project, one=moved(TWO), **{"one/more": moved("https://example.org/better")})
    result = fix(project)
    assert result.exit_code == 1
    assert f"url: {ONE}\n" in project.read(RESOURCE)
    assert "<https://example.org/better>" in project.read(PAGE)
    assert f"{RESOURCE}:2:6: {ONE} has moved permanently: {TWO}. Not written: The check would then say: data/resources/two.yml:2:6: " in (
        result.stderr
    )
    assert project.problems() == []


@pytest.mark.parametrize("to", ["http://127.0.0.1/x", "https://user@example.org/", "https://example.org/a|b", "https://example.org/`x`"])
def test_a_target_that_no_entry_may_name_is_not_written(project: Project, to: str) -> None:
    before = contents(project)
    record(project, one=moved(to))
    assert fix(project).exit_code == 1
    assert changes(before, contents(project)) == []


@pytest.mark.parametrize(
    "to", ["https://example.org/a)b", "https://example.org/a>b", "https://example.org/[x](y)", "https://example.org/*x*"]
)
def test_a_target_that_markdown_reads_otherwise_leaves_the_page_as_it_was_or_comes_out_whole(project: Project, to: str) -> None:
    project.append(PAGE, f"\nRead [it]({ONE}/more) and <{ONE}/more>.\n")
    before = contents(project)
    record(project, **{"one/more": moved(to)})
    fix(project)
    urls = [found.text for found in load(project.root).pages[PAGE].prose.links]
    assert changes(before, contents(project)) == [] or urls[-2:] == [to, to]
    assert project.problems() == []


def test_what_is_not_sure_yet_is_never_in_a_file(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever the command is killed, every file is as it was or as it should be: nothing is tried out in the tree."""
    project.append(PAGE, f"\nRead <{ONE}/more>.\n")
    record(project, one=moved(TWO), **{"one/more": moved("https://example.org/better")})
    (project.root / PAGE).chmod(0o640)
    before, seen = contents(project), []

    def looking(catalog: Catalog) -> list[Problem]:
        seen.append(contents(project))
        return check(catalog)

    monkeypatch.setattr("handbook.links.mending.check", looking)
    assert fix(project).exit_code == 1
    assert len(seen) > 2
    assert all(found == before for found in seen)
    assert changes(before, contents(project)) == [f"-Read <{ONE}/more>.", "+Read <https://example.org/better>."]
    assert (project.root / PAGE).stat().st_mode & 0o777 == 0o640


def test_what_somebody_writes_meanwhile_is_not_overwritten(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    record(project, one=moved("https://example.org/new"))

    def writing(catalog: Catalog) -> list[Problem]:
        project.append(RESOURCE, "# mine\n")
        return check(catalog)

    monkeypatch.setattr("handbook.links.mending.check", writing)
    result = fix(project)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{RESOURCE} was changed meanwhile" in result.stderr
    assert f"url: {ONE}\n" in project.read(RESOURCE)
    assert project.read(RESOURCE).endswith("# mine\n")
