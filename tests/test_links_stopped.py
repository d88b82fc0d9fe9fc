"""What becomes of a run over addresses outside when a server, linkchecker, the network or whoever started it stops it."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.links.outside import RECORD, Run, check
from handbook.links.record import FRESH, Heard, RecordInUse, recall, recording
from handbook.load import load
from handbook.outside_links import Reference
from tests.faulty_server import FaultyServer, faulty_server
from tests.project import PAGE, RESOURCE, Project
from tests.test_links_outside import AGAIN, LOOK, settings

WRITE = "Copy the address from the browser's address bar; one that is only an example belongs in backticks."

# What a page says of a path that `FaultyServer` breaks.
BROKEN = {
    "/reset": "has a server that closes the connection without a response",
    "/trickled-headers": "never finishes its response",
    "/endless-interim": "never finishes its response",
    "/redirects-that-grow": "redirects endlessly",
    "/too-many-headers": "responds with headers that cannot be read",
    "/garbage": "has a server that does not speak HTTP",
    "/to-bad-brackets": "redirects to an address that cannot be read",
    "/to-bad-port": "redirects to an address that cannot be read",
    "/to-bad-host": "redirects to an address that cannot be read",
    "/to-a-file": "redirects to an address that is neither http nor https",
}
SOUND = ("/endless-body", "/endless-redirect")

# Addresses that no browser opens, and why.
UNREADABLE = {
    "https://exä..mple.org/": '"exä..mple.org" cannot be the name of a host',
    "https://" + "ä" * 70 + ".org/": f'"{"ä" * 70}.org" cannot be the name of a host',
    "https://a b.example.org/": '"a b.example.org" cannot be the name of a host',
    "http://[your-server]:8080/path": "its host cannot be read",
    "http://[::1/path": "its host cannot be read",
    "http://127.0.0.1:99999/": "its port is not a number from 0 to 65535",
    "http://127.0.0.1:http/": "its port is not a number from 0 to 65535",
    "http://127.0.0.1:0/": "its port is 0, at which no server can be reached",
    "http:///path": "it names no host",
}

# Planted in linkchecker's process: what some addresses do to it, which no server could.
PLANT = """
import os, signal, sys
if any("supervised" in argument for argument in sys.orig_argv):
    import requests
    send = requests.Session.send
    def planted(session, request, **options):
        if "-killing" in request.url:
            os.kill(os.getpid(), signal.SIGKILL)
        if "-raising" in request.url:
            raise RuntimeError("planted")
        return send(session, request, **options)
    requests.Session.send = planted
"""

# The command, in a hurry: the first argument is the file of settings.
COMMAND = """
import functools, sys
from pathlib import Path
from handbook.cli import main
from handbook.links import outside
outside.check = functools.partial(outside.check, settings=Path(sys.argv.pop(1)))
main()
"""


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with faulty_server() as serving:
        yield serving


def places(urls: list[str]) -> list[Reference]:
    return [Reference("docs/index.md", line, 1, url) for line, url in enumerate(urls, start=1)]


def said(run: Run) -> list[str]:
    return [str(finding) for finding in run.findings]


def test_each_fault_costs_its_own_address_alone(server: FaultyServer, tmp_path: Path) -> None:
    with faulty_server() as other:
        fine = [f"{base}/fine/{number}" for number in range(150) for base in (server.base, other.base)]
        urls = [server.base + path for path in (*BROKEN, *SOUND)] + fine + list(UNREADABLE)
        run = check(places(urls), settings(tmp_path))
        asked = server.asked + other.asked
    assert said(run) == [
        *(
            f"docs/index.md:{line}:1: {server.base}{path} {what}, {AGAIN}. {LOOK}"
            for line, (path, what) in enumerate(BROKEN.items(), start=1)
        ),
        *(
            f"docs/index.md:{len(urls) - len(UNREADABLE) + line}:1: {url} cannot be opened: {why}. {WRITE}"
            for line, (url, why) in enumerate(UNREADABLE.items(), start=1)
        ),
    ]
    assert (run.unfinished, run.unasked, run.exit_code) == ("", [], 1)
    assert [asked[f"/fine/{number}"] for number in range(150)] == [2] * 150


def test_an_address_that_stops_linkchecker_is_told_and_all_others_are_asked_for(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(PLANT, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    urls = [f"{server.base}/{number:03}" for number in range(60)]
    urls[30:30] = [f"{server.base}/{name}" for name in ("030-killing", "030-raising")]
    run = check(places(urls), settings(tmp_path))
    assert [line.removeprefix("docs/index.md:") for line in said(run)] == [
        f"31:1: {urls[30]} crashes linkchecker, the program that checks it, {AGAIN}. {LOOK}",
        f"32:1: {urls[31]} cannot be read (RuntimeError: planted), {AGAIN}. {LOOK}",
    ]
    assert (run.unfinished, run.unasked) == ("", [])
    assert all(server.asked[f"/{number:03}"] for number in range(60))


def test_a_linkchecker_that_dies_of_everything_is_not_told_as_faults_of_addresses(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "linkcheck"
    fake.mkdir()
    (fake / "__init__.py").write_text("raise RuntimeError('no such luck')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    asked = places([f"{server.base}/{number}" for number in range(300)])
    run = check(asked, settings(tmp_path))
    assert (run.findings, run.unasked, run.exit_code) == ([], asked, 2)
    assert run.unfinished.startswith("linkchecker stopped with exit code 1:\nTraceback ")
    assert run.unfinished.endswith("RuntimeError: no such luck")


class Command:
    """`handbook links outside` in a process of its own, on a project whose page links `urls`."""

    def __init__(self, project: Project, folder: Path, urls: list[str]) -> None:
        self.root = project.root
        self.settings = settings(folder)
        for name in ("one", "two"):
            (project.root / f"data/resources/{name}.yml").unlink()
        project.append(PAGE, "\n" + "\n".join(f"<{url}>" for url in urls) + "\n")

    def start(self, *options: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", COMMAND, str(self.settings), "links", "outside", "--root", str(self.root), *options]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *options: str) -> tuple[int, str, str]:
        with self.start(*options) as process:
            out, err = process.communicate(timeout=60)
        return process.returncode, out, err


def wait_for(server: FaultyServer, requests: int) -> None:
    deadline = time.monotonic() + 30
    while sum(server.asked.values()) < requests:
        assert time.monotonic() < deadline, server.asked
        time.sleep(0.01)


def children(parent: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{parent}/task").iterdir() for child in (task / "children").read_text().split()]


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are looked up in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_was_stopped_leaves_no_child_and_goes_on_where_it_was(
    project: Project, server: FaultyServer, tmp_path: Path, how: signal.Signals
) -> None:
    server.pause = 0.05
    paths = ["/garbage", *(f"/fine/{number}" for number in range(100))]
    command = Command(project, tmp_path, [server.base + path for path in paths])
    with command.start() as process:
        wait_for(server, 40)
        (child,) = children(process.pid)
        process.send_signal(how)
        out, err = process.communicate(timeout=10)
    deadline = time.monotonic() + 5
    while is_running(child):
        assert time.monotonic() < deadline, f"linkchecker outlives its parent by more than 5 seconds: {child}"
        time.sleep(0.05)
    before = server.asked.copy()
    kept = recall(command.root / RECORD)
    assert kept
    assert len(before) - 16 <= len(kept.first) <= len(before)
    assert not (command.root / "data/link-health.json").exists()
    if how == signal.SIGKILL:
        assert (process.returncode, out) == (-signal.SIGKILL, "")
    else:
        assert process.returncode == 2
        assert err.startswith(f"The run did not finish: it was interrupted.\n{len(kept.first)} of 101 addresses were checked, the ")
        assert "not a second time" not in err
        assert out.count(": not checked: ") == 101 - len(kept.first)

    code, out, err = command.run("--resume")
    assert code == 1
    assert err.startswith(f"{len(kept.first)} addresses had already been checked.\n101 addresses, 1 failures, 0 notes, ")
    assert out.count(" has a server that does not speak HTTP, again on a second try. ") == 1
    # Those that were under way when the run was stopped are asked for once more.
    assert sum(server.asked[path] - before[path] for path in paths[1:]) == 101 - len(kept.first) - ("/garbage" not in before)
    assert all(server.asked[path] for path in paths)
    assert not list((command.root / RECORD).parent.iterdir())
    assert len(load(command.root).link_health.addresses) == 101


def test_without_a_network_that_is_all_that_is_said(project: Project, tmp_path: Path) -> None:
    command = Command(project, tmp_path, [f"https://host-{number}.invalid/page" for number in range(40)])
    assert command.run() == (3, "", "No address outside could be reached: is this machine online? Nothing was judged.\n")


def test_a_host_that_is_not_known_is_a_failure_where_others_answer(server: FaultyServer, tmp_path: Path) -> None:
    run = check(places(["https://host.invalid/page", f"{server.base}/fine"]), settings(tmp_path))
    assert said(run) == [f"docs/index.md:1:1: https://host.invalid/page has an unknown host, {AGAIN}. {LOOK}"]
    assert run.exit_code == 1


def test_a_network_that_goes_away_is_not_told_as_faults_of_addresses(tmp_path: Path) -> None:
    with faulty_server() as server:
        server.ways["/fine"] = server.answer_for_the_last_time
        urls = [f"{server.base}/fine", "https://host.invalid/1", "https://host.invalid/2"]
        run = check(places(urls), settings(tmp_path))
    assert run.unfinished == "the network went away: nothing that had responded before could still be reached"
    assert ([place.url for place in run.unasked], run.findings, run.exit_code) == (urls[1:], [], 2)


def test_entries_that_cannot_be_read_are_told_since_their_addresses_are_not_asked_for(
    project: Project, server: FaultyServer, tmp_path: Path
) -> None:
    command = Command(project, tmp_path, [f"{server.base}/fine"])
    (project.root / RESOURCE).write_text("url: [\n", encoding="utf-8")
    code, out, err = command.run()
    assert (code, out) == (2, "")
    assert err.startswith("1 addresses, 0 failures, 0 notes, ")
    assert err.endswith(f"What {RESOURCE} links may not have been checked: see make check.\n")
    # Nothing is written before the entry is mended; what was heard is there still.
    (project.root / RESOURCE).unlink()
    assert command.run("--resume")[2].startswith("1 addresses had already been checked.")
    assert (server.asked["/fine"], len(load(project.root).link_health.addresses)) == (1, 1)


def test_a_reader_who_has_seen_enough_costs_the_record_nothing(project: Project, server: FaultyServer, tmp_path: Path) -> None:
    command = Command(project, tmp_path, [f"{server.base}/garbage"])
    with command.start() as process:
        assert process.stdout
        process.stdout.close()
        process.wait(timeout=60)
    assert len(load(project.root).link_health.addresses) == 1


def test_two_runs_do_not_write_one_record(tmp_path: Path) -> None:
    path = tmp_path / "outside.jsonl"
    with recording(path, Heard()), pytest.raises(RecordInUse, match=r"another run is checking"), recording(path, Heard()):
        pass


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("", None),
        ("\n", None),
        ("\0\0\0", None),
        ("[]\n", None),
        ('[1, "yesterday"]\n', None),
        ("[0, {now}]\n", None),
        ("[1, {old}]\n", None),
        ("[1, {future}]\n", None),
        ("[1, {now}]\n", 0),
        ("[1, {now}]\n{answer}\n", 1),
        ("[1, {now}]\n{answer}\n[0, 1]\n{torn}", 1),
        ("[1, {now}]\n{torn}\n{answer}\n", 1),
    ],
)
def test_of_a_record_what_can_be_read_is_used(tmp_path: Path, text: str, answers: int | None) -> None:
    now = time.time()
    answer = '[0, "https://example.org/", "", "https://example.org/", true, "200 OK", []]'
    for name, value in {"now": now, "old": now - FRESH - 9, "future": now + 99, "answer": answer, "torn": answer[:-9]}.items():
        text = text.replace(f"{{{name}}}", str(value))
    path = tmp_path / "outside.jsonl"
    path.write_text(text, encoding="utf-8")
    kept = recall(path)
    assert (len(kept.first) if kept else None) == answers


def test_there_may_be_nothing_to_go_on_with(project: Project, server: FaultyServer, tmp_path: Path) -> None:
    command = Command(project, tmp_path, [f"{server.base}/fine"])
    code, out, err = command.run("--resume")
    assert (code, out) == (0, "")
    assert err.startswith("No unfinished run to resume: every address is checked.\n1 addresses, 0 failures, 0 notes, ")
