"""The weekly run leaves one issue and one pull request, and updates them in place. The code host is real, and on this machine."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handbook.link_health import Health, LinkHealth, dumped
from tests.code_host import TOKEN, Repository, code_host
from tests.project import RESOURCE, TERM, Project
from tools.links.__main__ import BRANCH, main
from tools.links.report import ISSUE_TITLE, PULL_TITLE, listed
from tools.markdown import code

MONDAY = date(2026, 11, 30)
ONE, TWO, NEW = "https://example.org/one", "https://example.org/two", "https://example.org/new"
RECORD = "data/link-health.json"


def git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@dataclass
class Weekly:
    """The project, the code host, and the program that runs after each weekly run, in a fresh checkout of main."""

    project: Project
    host: Repository
    environment: dict[str, str]
    folder: Path
    weeks: int = field(default=0)

    def run(self, **found: Health) -> Result:
        day = MONDAY + timedelta(weeks=self.weeks)
        self.weeks += 1
        health = {f"https://example.org/{name}": state.model_copy(update={"checked": day}) for name, state in found.items()}
        return self.run_with(dumped(LinkHealth(day, health)), day)

    def run_with(self, record: str, day: date = MONDAY) -> Result:
        git(self.project.root, "checkout", "--quiet", "--force", "main")
        (self.folder / "record.json").write_text(record, encoding="utf-8")
        arguments = [str(self.folder / "record.json"), "--root", str(self.project.root), "--today", str(day)]
        return CliRunner().invoke(main, arguments, env=self.environment)

    def texts(self) -> list[tuple[str, str]]:
        return [(found["title"], found["state"]) for found in self.host.issues]


@pytest.fixture
def weekly(project: Project, tmp_path: Path) -> Iterator[Weekly]:
    git(project.root, "init", "-q", "-b", "main")
    git(project.root, "add", ".")
    git(project.root, "commit", "-qm", "before")
    with code_host() as (api, host):
        host.begin(git(project.root, "rev-parse", "HEAD"))
        environment = {
            "GITHUB_API_URL": api,
            "GITHUB_SERVER_URL": "https://code.example.org",
            "GITHUB_REPOSITORY": "someone/handbook",
            "GITHUB_TOKEN": TOKEN,
            "PATH": os.environ["PATH"],
        }
        yield Weekly(project, host, environment, tmp_path)


def dead(**fields: str) -> Health:
    return Health.model_validate({"state": "dead", "checked": MONDAY, "failed": 1, "why": "answers 404 Not Found", **fields})


OK = Health(state="ok", checked=MONDAY, well=MONDAY)
MOVED = Health(state="moved", checked=MONDAY, well=MONDAY, to=NEW)


def test_there_is_one_issue_and_one_pull_request_however_many_weeks_and_links(weekly: Weekly) -> None:
    first = weekly.run(one=MOVED, two=dead())
    assert (first.exit_code, first.output) == (0, "What a program can write is in #1. opened issue #2.\n")
    for _ in range(3):
        weekly.run(one=MOVED, two=dead())
    assert weekly.texts() == [(PULL_TITLE, "open"), (ISSUE_TITLE, "open")]
    files = weekly.host.files(BRANCH)
    assert set(files) == {RECORD, RESOURCE}
    assert f"url: {NEW}\n" in files[RESOURCE]
    assert '"checked": "2026-12-21"' in files[RECORD]
    pull, issue = weekly.host.issues
    assert f"`{ONE}` has moved permanently: `{NEW}`, in [{RESOURCE}:2](https://code.example.org/someone/handbook/blob/main/" in pull["body"]
    assert f"`{TWO}` `answers 404 Not Found`, never worked in a run: [data/resources/two.yml:2](" in issue["body"]
    assert "The run of 2026-12-21: 1 ok and 1 dead. What a program can write is in #1." in issue["body"]
    assert weekly.project.problems() == []


def test_the_issue_closes_when_nothing_is_left_and_the_same_one_opens_again(weekly: Weekly) -> None:
    weekly.run(one=dead())
    weekly.run(one=OK)
    assert weekly.texts() == [(PULL_TITLE, "open"), (ISSUE_TITLE, "closed")]
    weekly.run(one=OK)
    weekly.run(one=dead())
    assert weekly.texts() == [(PULL_TITLE, "open"), (ISSUE_TITLE, "open")]


def test_however_many_pull_requests_of_workflows_came_since_there_is_one_issue(weekly: Weekly) -> None:
    weekly.run(one=dead())
    bot = {"login": "github-actions[bot]"}
    weekly.host.issues += [
        {"number": number, "title": "A form", "body": "", "state": "closed", "user": bot, "pull_request": {}, "head": "form"}
        for number in range(3, 1_200)
    ]
    weekly.run(one=dead(), two=dead())
    assert [found["number"] for found in weekly.host.issues if found["title"] == ISSUE_TITLE] == [2]


def test_a_second_run_of_one_day_writes_nothing(weekly: Weekly) -> None:
    weekly.run(one=MOVED, two=dead())
    weekly.host.written.clear()
    weekly.weeks = 0
    assert weekly.run(one=MOVED, two=dead()).exit_code == 0
    assert weekly.host.written == ["POST git/trees", "PATCH pulls/1"]


def test_what_has_a_stored_copy_or_fails_for_the_first_time_needs_nobody(weekly: Weekly) -> None:
    weekly.run(one=dead(archive="https://web.archive.org/web/2026/https://example.org/one"))
    weekly.run(one=Health(state="unreachable", checked=MONDAY, failed=1, why="has an unknown host"))
    assert weekly.texts() == [(PULL_TITLE, "open")]


def test_what_a_program_cannot_write_is_told_to_somebody(weekly: Weekly) -> None:
    weekly.run(one=Health(state="moved", checked=MONDAY, well=MONDAY, to=TWO), two=OK)
    assert f"`{ONE}` has moved permanently: `{TWO}`. `The check would then say: " in weekly.host.issues[1]["body"]
    assert set(weekly.host.files(BRANCH)) == {RECORD}


def test_commits_of_somebody_on_the_branch_are_left_alone_and_told(weekly: Weekly) -> None:
    weekly.run(one=MOVED)
    weekly.host.commit(BRANCH, "Not the new address, it shows another page")
    head = weekly.host.branches[BRANCH]
    weekly.run(one=MOVED)
    assert weekly.host.branches[BRANCH] == head
    assert "Someone has committed to the branch `link-health`, so it was left alone" in weekly.host.issues[1]["body"]


def test_where_workflows_may_not_open_pull_requests_the_issue_has_the_link(weekly: Weekly) -> None:
    weekly.host.may_open_pulls = False
    assert weekly.run(one=MOVED).exit_code == 0
    (issue,) = weekly.host.issues
    assert "[open it by hand](https://code.example.org/someone/handbook/compare/main...link-health?expand=1)" in issue["body"]


def test_an_issue_of_somebody_else_with_the_same_words_is_not_touched(weekly: Weekly) -> None:
    weekly.run(one=dead())
    copied = {**weekly.host.issues[1], "number": 3, "user": {"login": "mallory"}}
    weekly.host.issues.append(dict(copied))
    weekly.run(one=dead(), two=dead())
    assert weekly.host.issues[2] == copied
    assert len(weekly.host.issues) == 3


@pytest.mark.parametrize(
    "record",
    [
        "",
        "{}",
        "[" * 99_999,
        '{"": {"checked": "2026-11-30"}\n,"javascript:alert(1)": {"state": "ok"}\n}\n',
        '{"": {"checked": "2026-11-30"}\n,"https://example.org/one": {"state": "dead", "why": "{{ x }}"}\n}\n',
        '{"": {"checked": "2026-11-30"}\n,"https://example.org/one": {"state": "dead", "why": "a\\u202eb"}\n}\n',
    ],
)
def test_what_is_no_record_is_refused_before_anything_is_written(weekly: Weekly, record: str) -> None:
    result = weekly.run_with(record)
    assert (result.exit_code, weekly.host.written) == (1, [])
    assert result.output.startswith("Error: ")
    assert git(weekly.project.root, "status", "--porcelain") == ""


HOSTILE = [
    "`</code><script>alert(1)</script>",
    "@everyone @someone/handbook #1 GH-1",
    "](https://evil.example) [click](https://evil.example) ![](https://evil.example/p.png)",
    "::set-output name=x::y ::error::z",
    "<!-- --> -->",
    "$(id) ; rm -rf / && `id`",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_record_changes_nothing_but_its_own_words(weekly: Weekly, words: str) -> None:
    strange = "https://evil.example/never-linked"
    record = LinkHealth(MONDAY, {ONE: dead(why=words), strange: dead(archive="https://evil.example/copy")})
    assert weekly.run_with(dumped(record)).exit_code == 0
    issue = weekly.host.issues[1]["body"]
    shown = code(words)
    assert shown.strip("` ") == words.strip("`")
    assert f"- `{ONE}` {shown}, never worked in a run: [" in issue
    assert issue.replace(shown, "") == issue.replace(shown, "").replace("evil", "")
    assert set(weekly.host.files(BRANCH)) == {RECORD}
    assert "evil.example/never-linked" not in weekly.host.files(BRANCH)[RECORD]


def test_addresses_in_the_text_of_pages_are_shown_as_code(weekly: Weekly) -> None:
    weekly.project.append(TERM, "\nRead [it](<https://example.org/a`b@c>).\n")
    git(weekly.project.root, "commit", "-qam", "an odd address")
    weekly.host.begin(git(weekly.project.root, "rev-parse", "HEAD"))
    record = LinkHealth(MONDAY, {"https://example.org/a`b@c": dead()})
    assert weekly.run_with(dumped(record)).exit_code == 0
    assert "- `` https://example.org/a`b@c `` `answers 404 Not Found`" in weekly.host.issues[1]["body"]


def test_five_hundred_dead_links_are_one_issue_that_fits(weekly: Weekly) -> None:
    urls = [f"https://example.org/{'long/' * 12}{number}" for number in range(500)]
    weekly.project.append(TERM, "\n" + "\n\n".join(f"<{url}>" for url in urls) + "\n")
    git(weekly.project.root, "commit", "-qam", "many")
    weekly.host.begin(git(weekly.project.root, "rev-parse", "HEAD"))
    weekly.run_with(dumped(LinkHealth(MONDAY, {url: dead() for url in urls})))
    (_, issue) = weekly.host.issues
    shown = issue["body"].count("\n- `https://example.org/long/")
    assert shown > 40
    assert f"\n- and {500 - shown} more" in issue["body"]
    assert len(issue["body"]) < 65_536 / 5


def test_the_longest_addresses_do_not_make_a_text_longer_than_the_host_takes() -> None:
    lines = ["x" * 1000] * 500
    assert [len(text) < 65_536 / 5 for text in listed([("Dead", "Look.", lines)] * 5)] == [True] * 5


def test_a_host_that_is_slow_or_down_for_a_moment_is_asked_again(weekly: Weekly) -> None:
    weekly.host.faults = [(429, {"Retry-After": "0"}), (503, {"Retry-After": "0"})]
    assert weekly.run(one=OK).exit_code == 0


@pytest.mark.parametrize(("status", "headers"), [(401, {}), (302, {"Location": "https://evil.example/"})])
def test_a_host_that_refuses_is_told_in_a_sentence_without_the_token(weekly: Weekly, status: int, headers: dict[str, str]) -> None:
    weekly.host.faults = [(status, headers)]
    result = weekly.run(one=OK)
    assert (result.exit_code, result.output) == (1, f"Error: the code host answers {status} to GET git/ref/heads/link-health.\n")


def test_what_the_environment_does_not_say_is_asked_for(weekly: Weekly) -> None:
    weekly.environment["GITHUB_TOKEN"] = ""
    assert weekly.run(one=OK).output == "Error: the environment doesn't say GITHUB_TOKEN\n"
