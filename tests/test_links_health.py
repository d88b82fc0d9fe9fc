"""The record of the addresses over runs on days that are made up, against a server that is real and changes its mind."""

import json
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handbook.cli import main
from handbook.link_health import Health, LinkHealth, dumped
from handbook.links import archive, outside
from handbook.links.health import known_so_far
from handbook.links.judging import observed
from handbook.links.linkchecker import Answer
from handbook.load import load
from handbook.outside_links import Reference
from tests.faulty_server import FaultyServer, faulty_server, redirect, status
from tests.project import PAGE, Project
from tests.test_links_outside import settings

RECORD = "data/link-health.json"
IGNORES = "data/link-ignores.yml"


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with faulty_server() as serving:
        yield serving


def answering(code: int) -> Callable[[socket.socket], None]:
    """What answers with a status."""
    return lambda to: to.sendall(status(code))


@dataclass(frozen=True)
class Runs:
    """A project whose home page links paths of the server, and the command on it."""

    project: Project
    server: FaultyServer

    def link(self, *paths: str) -> None:
        for name in ("one", "two"):
            (self.project.root / f"data/resources/{name}.yml").unlink(missing_ok=True)
        text = "---\ntitle: Home\ndescription: The first page.\n---\n\n"
        self.project.write(PAGE, text + "\n".join(f"<{self.server.base}{path}>" for path in paths) + "\n")

    def on(self, day: str, command: str = "outside", *options: str) -> Result:
        arguments = ["links", command, "--root", str(self.project.root), "--today", day, *options]
        return CliRunner().invoke(main, arguments, catch_exceptions=False)

    def states(self) -> dict[str, str]:
        health = load(self.project.root).link_health
        return {url.removeprefix(self.server.base): found.state for url, found in health.addresses.items()}


@pytest.fixture
def runs(project: Project, server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.setattr(outside.check, "__defaults__", (settings(tmp_path), *(outside.check.__defaults__ or ())[1:]))
    return Runs(project, server)


def test_each_kind_of_answer_is_a_state(runs: Runs) -> None:
    server = runs.server
    server.ways |= {
        "/moved": lambda to: to.sendall(redirect("/new", 301)),
        "/half-moved": lambda to: to.sendall(redirect("/moved", 302)),
        "/members": lambda to: to.sendall(redirect("/login", 301)),
        "/to-the-home-page": lambda to: to.sendall(redirect("/", 301)),
        "/moved-to-nonsense": lambda to: to.sendall(redirect("http://[bad/", 301)),
        "/loop": lambda to: to.sendall(redirect("/loop", 301)),
        "/moved-to-nowhere": answering(301),
        "/moved-to-nothing": lambda to: to.sendall(redirect("", 302)),
        "/pause-until-no-day": lambda to: to.sendall(status(429, f"Retry-After: Mon, 01 Jan {'9' * 20} 00:00:00 GMT")),
        "/soft-404": lambda to: to.sendall(status(200, body="<title>404: nothing here</title>")),
        **{f"/{code}": answering(code) for code in (401, 403, 404, 410, 429, 500, 999)},
        "/challenge": lambda to: to.sendall(status(503, "cf-mitigated: challenge")),
        "/named-by-an-enemy": lambda to: to.sendall(status(500, reason="{{ x }} <script> @everyone")),
    }
    expected = {
        "/fine": "ok",
        "/moved": "moved",
        "/half-moved": "ok",
        "/members": "blocked",
        "/to-the-home-page": "ok",
        "/moved-to-nonsense": "unreachable",
        "/loop": "unreachable",
        "/moved-to-nowhere": "unreachable",
        "/moved-to-nothing": "unreachable",
        "/pause-until-no-day": "blocked",
        "/soft-404": "ok",
        "/401": "blocked",
        "/403": "blocked",
        "/404": "dead",
        "/410": "dead",
        "/429": "blocked",
        "/500": "unreachable",
        "/999": "blocked",
        "/challenge": "blocked",
        "/named-by-an-enemy": "unreachable",
    }
    runs.link(*expected)
    result = runs.on("2026-11-30")
    assert runs.states() == expected
    assert result.exit_code == 1
    assert result.stderr.endswith(f"{RECORD}: 4 ok, 1 moved, 7 blocked, 6 unreachable and 2 dead. To write what moved: make links-fix\n")
    assert "script" not in runs.project.read(RECORD)
    assert load(runs.project.root).problems == []


def test_requests_to_one_host_keep_their_distance_while_others_are_asked(tmp_path: Path) -> None:
    with ExitStack() as stack:
        servers = [stack.enter_context(faulty_server(f"127.0.0.{number}")) for number in range(1, 41)]
        for server in servers:
            # Without linkchecker's own header, which lifts the limit.
            server.ways |= {
                f"/{number}": lambda to: to.sendall(status(200).replace(b"LinkChecker: allowed\r\n", b"")) for number in range(3)
            }
        urls = [f"{server.base}/{number}" for server in servers for number in range(3)]
        run = outside.check(
            [Reference("docs/index.md", line, 1, url) for line, url in enumerate(urls, start=1)], settings(tmp_path, rate="2")
        )
        assert (len(run.answers), run.findings, run.unfinished) == (120, [], "")
        for server in servers:
            first, second, third = server.times
            # Half a second each, of which a busy machine may lose something on the way.
            assert third - first > 0.6, (second - first, third - second)


@pytest.mark.parametrize(
    ("asked", "way", "kind"),
    [
        ("https://www.example.org/a", [("https://example.org/b", 301)], "moved"),
        ("http://example.org/a", [("https://example.org/a", 308), ("https://example.org/b", 301)], "moved"),
        ("https://example.org/", [("https://www.example.org/", 301)], "moved"),
        # What shows another host's front page may be anything.
        ("https://example.org/", [("https://bought.example/", 301)], "fine"),
        ("https://example.org/a", [("https://bought.example/en/", 301)], "fine"),
        ("https://example.org/a", [("https://example.org/b", 301), ("https://example.org/c", 302)], "fine"),
        ("https://example.org/a", [("http://example.org/a", 301)], "fine"),
        ("https://example.org/a", [("https://login.example.org/?next=a", 301)], "blocked"),
        ("https://www.example.org/a", [("https://consent.example.org/m?continue=a", 301)], "blocked"),
        ("https://example.org/a", [("https://example.org/guidelines-consent", 301)], "moved"),
    ],
)
def test_only_a_move_to_the_same_thing_is_proposed(asked: str, way: list[tuple[str, int]], kind: str) -> None:
    warnings = tuple(f"Redirected to `{url}' status: {code} Moved." for url, code in way)
    seen = observed(Answer(asked, "", way[-1][0], sound=True, result="200 OK", warnings=warnings))
    assert seen
    assert (seen.kind, seen.to) == (kind, way[-1][0] if kind == "moved" else "")


def test_a_host_that_dies_is_dead_on_the_third_day_and_comes_back(runs: Runs) -> None:
    runs.link("/flapping", "/dying", "/fine")
    bad = {"2026-12-07": {"/flapping", "/dying"}, "2026-12-14": {"/dying"}, "2026-12-21": {"/flapping", "/dying"}}
    seen = []
    for day in ("2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28"):
        runs.server.ways = dict.fromkeys(bad.get(day, ()), runs.server.reset)
        runs.on(day)
        states = runs.states()
        seen.append((states["/flapping"], states["/dying"], states["/fine"]))
    assert seen == [
        ("ok", "ok", "ok"),
        ("unreachable", "unreachable", "ok"),
        ("ok", "unreachable", "ok"),
        ("unreachable", "dead", "ok"),
        ("ok", "ok", "ok"),
    ]


def test_what_is_no_longer_linked_is_forgotten_and_what_stays_keeps_its_past(runs: Runs) -> None:
    runs.link("/fine", "/old")
    runs.on("2026-11-30")
    runs.server.ways["/fine"] = runs.server.reset
    runs.link("/fine", "/new")
    runs.on("2026-12-07")
    record = load(runs.project.root).link_health
    assert runs.states() == {"/fine": "unreachable", "/new": "ok"}
    assert str((record.of(f"{runs.server.base}/fine") or record.addresses["/"]).well) == "2026-11-30"


def test_a_run_goes_on_from_the_record_of_an_open_pull_request(runs: Runs, tmp_path: Path) -> None:
    runs.link("/fine")
    runs.server.ways["/fine"] = runs.server.reset
    # Nobody merged it: the branch has it, and main doesn't.
    twice = Health(state="unreachable", checked=date(2026, 12, 7), failed=2)
    other = LinkHealth(date(2026, 12, 7), {f"{runs.server.base}/fine": twice})
    (tmp_path / "other.json").write_text(dumped(other), encoding="utf-8")
    runs.on("2026-12-14", "outside", "--earlier", str(tmp_path / "other.json"))
    assert runs.states() == {"/fine": "dead"}


@pytest.mark.parametrize("record", ["", "{}", "<<<<<<< ours\n", '{"": {"checked": "2026-11-30"}\n,"javascript:": {}\n}\n'])
def test_a_record_of_a_pull_request_that_is_broken_counts_for_nothing(project: Project, tmp_path: Path, record: str) -> None:
    (tmp_path / "other.json").write_text(record, encoding="utf-8")
    assert known_so_far(load(project.root), tmp_path / "other.json") == LinkHealth()


def test_without_a_network_the_record_stays_as_it_is(runs: Runs) -> None:
    runs.link("/fine")
    runs.on("2026-11-30")
    before = runs.project.read(RECORD)
    runs.project.append(PAGE, "\n<https://one.invalid/> <https://two.invalid/> <https://three.invalid/>\n")
    runs.server.over.set()
    runs.project.edit(PAGE, f"<{runs.server.base}/fine>\n", "")
    result = runs.on("2026-12-07")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "No address outside could be reached: is this machine online? Nothing was judged.\n"
    assert runs.project.read(RECORD) == before


def ignoring(server: FaultyServer, path: str, until: str) -> str:
    return f"  - address: {server.base}{path}\n    reason: It fails at night.\n    until: {until}\n"


def test_an_ignore_silences_its_address_until_its_day_or_until_it_is_well(runs: Runs) -> None:
    runs.link("/500", "/fine")
    runs.server.ways["/500"] = answering(500)
    runs.project.write(IGNORES, "ignores:\n" + ignoring(runs.server, "/500", "2026-12-07"))
    silent = runs.on("2026-12-07")
    assert (silent.exit_code, silent.stdout, runs.states()["/500"]) == (0, "", "unreachable")

    del runs.server.ways["/500"]
    well = runs.on("2026-12-07")
    assert (well.exit_code, well.stdout) == (1, f'{IGNORES}:2:5: "{runs.server.base}/500" is well again. Delete the ignore.\n')
    assert load(runs.project.root).problems == []

    runs.server.ways["/500"] = answering(500)
    late = runs.on("2026-12-08")
    assert late.exit_code == 1
    assert f'{IGNORES}:4:12: the ignore of "{runs.server.base}/500" ran out on 2026-12-07. Delete it and mend' in late.stdout
    assert f"{PAGE}:6:2: {runs.server.base}/500 answers 500 Internal Server Error" in late.stdout


def git(project: Project, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=project.root, check=True, capture_output=True)


def test_of_a_change_only_what_is_new_is_asked_for(runs: Runs, tmp_path: Path) -> None:
    runs.server.ways["/gone"] = answering(404)
    runs.link("/fine", "/also")
    git(runs.project, "init", "-q", "-b", "main")
    git(runs.project, "add", ".")
    git(runs.project, "commit", "-qm", "before")
    runs.link("/also", "/gone", "/new", "/fine#part", "/gone")
    result = runs.on("2026-12-07", "changed", "--base", "main", "--json", str(tmp_path / "told.json"))
    assert result.exit_code == 1
    assert result.stdout.count(f"{runs.server.base}/gone answers 404 Not Found") == 2
    assert json.loads((tmp_path / "told.json").read_text(encoding="utf-8")) == [
        {"address": f"{runs.server.base}/gone", "state": "dead", "where": f"{PAGE}:7:2", "detail": "answers 404 Not Found"},
        {"address": f"{runs.server.base}/new", "state": "ok", "where": f"{PAGE}:8:2", "detail": ""},
    ]
    assert set(runs.server.asked) - {""} == {"/gone", "/new"}
    assert not (runs.project.root / RECORD).exists()


def test_a_new_address_on_an_unknown_host_is_told_where_what_was_there_before_can_be_reached(runs: Runs, tmp_path: Path) -> None:
    runs.link("/fine")
    with faulty_server("127.0.0.2") as other:
        runs.project.append(PAGE, f"\n<{other.base}/fine>\n")
        git(runs.project, "init", "-q", "-b", "main")
        git(runs.project, "add", ".")
        git(runs.project, "commit", "-qm", "before")
        runs.project.append(PAGE, "\n<https://no-such-host.invalid/>\n")
        result = runs.on("2026-12-07", "changed", "--base", "main", "--json", str(tmp_path / "told.json"))
    assert result.exit_code == 1
    (told,) = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert (told["state"], told["detail"]) == ("unreachable", "has an unknown host")


def test_a_base_that_git_does_not_know_is_told(runs: Runs) -> None:
    runs.link("/fine")
    git(runs.project, "init", "-q", "-b", "main")
    result = runs.on("2026-12-07", "changed", "--base", "--help")
    assert result.exit_code == 1
    assert result.stderr == 'Error: git knows no revision "--help" here. Fetch it first: git fetch origin\n'


SNAPSHOT = {"available": True, "status": "200", "url": "http://web.archive.org/web/20260102030405/https://example.org/one"}
FOUND = "https://web.archive.org/web/20260102030405/https://example.org/one"


@pytest.mark.parametrize(
    ("answer", "copy"),
    [
        (status(200, body=json.dumps({"archived_snapshots": {"closest": SNAPSHOT}})), FOUND),
        (status(200, body=json.dumps({"archived_snapshots": {}})), ""),
        (status(200, body=json.dumps({"archived_snapshots": {"closest": SNAPSHOT | {"status": "404"}}})), ""),
        (
            status(200, body=json.dumps({"archived_snapshots": {"closest": SNAPSHOT | {"url": "https://evil.example/web/2026/http://x"}}})),
            "",
        ),
        (status(200, body=json.dumps({"archived_snapshots": {"closest": SNAPSHOT | {"url": f"{FOUND}\u202e"}}})), ""),
        (status(200, body="[" * 9999), ""),
        (status(429), ""),
        (b"SSH-2.0-OpenSSH_9.9\r\n\r\n", ""),
    ],
)
def test_a_stored_copy_is_taken_only_from_a_sound_answer(server: FaultyServer, answer: bytes, copy: str) -> None:
    server.ways["/available"] = lambda to: to.sendall(answer)
    assert archive.asking(f"{server.base}/available")("https://example.org/one") == copy
    assert set(server.asked) == {"/available?url=https%3A%2F%2Fexample.org%2Fone"}


def test_what_is_dead_and_has_no_stored_copy_is_looked_up_once(runs: Runs) -> None:
    runs.server.ways |= {"/gone": answering(404)}
    runs.server.ways["/available"] = lambda to: to.sendall(status(200, body=json.dumps({"archived_snapshots": {"closest": SNAPSHOT}})))
    runs.link("/gone", "/fine")
    for day in ("2026-11-30", "2026-12-07"):
        runs.on(day, "outside", "--archive", f"{runs.server.base}/available")
        health = load(runs.project.root).link_health
        assert [(found.state, found.archive) for found in health.addresses.values()] == [("ok", None), ("dead", FOUND)]
    assert sum(times for path, times in runs.server.asked.items() if path.startswith("/available")) == 1
