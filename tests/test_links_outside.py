"""What a server may do to an address that we link, and what is said of it. The server is real, and on this machine."""

import re
import socket
from collections import Counter
from collections.abc import Iterator
from configparser import RawConfigParser
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from click.testing import CliRunner

from handbook.cli import main
from handbook.links.judging import Finding
from handbook.links.outside import SETTINGS, Run, check
from handbook.load import load
from handbook.outside_links import Reference, collect
from handbook.problems import Problem
from tests.project import PAGE, RESOURCE, TERM, Project

AGAIN = "again on a second try"
FIND = "Look for its new address; if there is none, link a stored copy or another source."
LOOK = "Open it in a browser: if it does not work there either, look for its new address or another source."
LEAVE = "Open it in a browser; if it works there, leave it."
STILL = "Open it in a browser: if what was linked is no longer there, look for its new address or another source."
PROGRAMS = "as some servers do to programs"
WRITE = "Write the new address, if it shows the same page."

# Status and headers of the first answer, and of every later one.
Scripted = tuple[int, dict[str, str]]
SCRIPT: dict[str, tuple[Scripted, Scripted]] = {
    "/302": ((302, {"Location": "/fine"}),) * 2,
    "/301": ((301, {"Location": "/fine"}),) * 2,
    "/308": ((308, {"Location": "/fine"}),) * 2,
    "/301-then-302": ((301, {"Location": "/302"}),) * 2,
    "/302-then-301": ((302, {"Location": "/301"}),) * 2,
    "/301-then-308": ((301, {"Location": "/308"}),) * 2,
    "/301-to-404": ((301, {"Location": "/404"}),) * 2,
    "/301-to-new": ((301, {"Location": "/new"}),) * 2,
    "/loop": ((302, {"Location": "/loop"}),) * 2,
    "/en/": ((302, {"Location": "/"}),) * 2,
    "/no-longer/302": ((302, {"Location": "/"}),) * 2,
    "/no-longer/301": ((301, {"Location": "/de-CH/index.html"}),) * 2,
    "/no-longer/twice": ((301, {"Location": "/no-longer/302"}),) * 2,
    "/?id=12": ((302, {"Location": "/"}),) * 2,
    "/members/page": ((302, {"Location": "/accounts/login/?next=/members/page"}),) * 2,
    "/members/old": ((301, {"Location": "/Sign-In.aspx"}),) * 2,
    "/docs/login": ((301, {"Location": "/docs/log-in/"}),) * 2,
    "/blogging/in": ((302, {"Location": "/logins-explained/"}),) * 2,
    "/soft": ((302, {"Location": "/page-not-found"}),) * 2,
    "/challenge": ((503, {"cf-mitigated": "challenge"}),) * 2,
    "/accepted-challenge": ((202, {"x-amzn-waf-action": "challenge"}),) * 2,
    "/are-you-a-person": ((302, {"Location": "/sorry/index?continue=x"}),) * 2,
    "/429": ((429, {"Retry-After": "1"}), (200, {})),
    "/429-until-2015": ((429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), (200, {})),
    "/429-always": ((429, {"Retry-After": "0"}),) * 2,
    "/429-for-an-hour": ((429, {"Retry-After": "3600"}), (200, {})),
    "/429-for-who-knows-how-long": ((429, {}), (200, {})),
    "/500-once": ((500, {}), (200, {})),
    "/500-then-404": ((500, {}), (404, {})),
} | {f"/{status}": ((status, {}),) * 2 for status in (401, 403, 404, 410, 500, 503, 999)}

# What is said of each path, and how often it is asked for.
CASES: dict[str, tuple[str, int]] = {
    "/fine": ("", 0),
    "/302": ("", 0),
    "/301": (f"note: {{url}} has moved permanently to {{base}}/fine. {WRITE}", 0),
    "/308": (f"note: {{url}} has moved permanently to {{base}}/fine. {WRITE}", 0),
    # Only where all redirects on the way are permanent has it moved for good.
    "/301-then-302": ("", 1),
    "/301-then-308": (f"note: {{url}} has moved permanently to {{base}}/fine. {WRITE}", 1),
    "/302-then-301": ("", 1),
    "/301-to-new": (f"note: {{url}} has moved permanently to {{base}}/new. {WRITE}", 0),
    "/new": ("", 0),
    "/301-to-404": (f"{{url}} answers 404 Not Found. {FIND}", 1),
    "/404": (f"{{url}} answers 404 Not Found. {FIND}", 0),
    "/404#part": (f"{{url}} answers 404 Not Found. {FIND}", 0),
    "/%34%30%34": (f"{{url}} answers 404 Not Found. {FIND}", 0),
    "/410": (f"{{url}} answers 410 Gone. {FIND}", 1),
    "/401": (f"note: {{url}} could not be checked: it responds with 401 Unauthorized, {PROGRAMS}. {LEAVE}", 1),
    "/403": (f"note: {{url}} could not be checked: it responds with 403 Forbidden, {PROGRAMS}. {LEAVE}", 1),
    "/999": (f"note: {{url}} could not be checked: it responds with 999, {PROGRAMS}. {LEAVE}", 1),
    "/challenge": (f"note: {{url}} could not be checked: it shows a page with a challenge, {PROGRAMS}. {LEAVE}", 1),
    "/accepted-challenge": (f"note: {{url}} could not be checked: it shows a page with a challenge, {PROGRAMS}. {LEAVE}", 1),
    "/are-you-a-person": (
        f"note: {{url}} leads to a page that asks whether a person is there, {{base}}/sorry/index?continue=x. {STILL}",
        1,
    ),
    "/429": ("", 2),
    "/429-until-2015": ("", 2),
    "/429-always": (f"note: {{url}} could not be checked: it responds with 429 Too Many Requests, {PROGRAMS}. {LEAVE}", 2),
    "/429-for-an-hour": (f"note: {{url}} could not be checked: it responds with 429 Too Many Requests, {PROGRAMS}. {LEAVE}", 1),
    "/429-for-who-knows-how-long": (f"note: {{url}} could not be checked: it responds with 429 Too Many Requests, {PROGRAMS}. {LEAVE}", 1),
    "/500": (f"{{url}} answers 500 Internal Server Error, {AGAIN}. {LOOK}", 2),
    "/503": (f"{{url}} answers 503 Service Unavailable, {AGAIN}. {LOOK}", 2),
    "/500-once": ("", 2),
    "/500-then-404": (f"{{url}} answers 404 Not Found. {FIND}", 2),
    "/silent": (f"{{url}} does not respond in time, {AGAIN}. {LOOK}", 2),
    "/silent-once": ("", 2),
    "/closed": (f"{{url}} has a server that closes the connection without a response, {AGAIN}. {LOOK}", 2),
    "/en/": ("", 0),
    "/no-longer/302": (f"note: {{url}} leads to a home page, {{base}}/. {STILL}", 0),
    "/no-longer/301": (f"note: {{url}} leads to a home page, {{base}}/de-CH/index.html. {STILL}", 1),
    "/no-longer/twice": (f"note: {{url}} leads to a home page, {{base}}/. {STILL}", 1),
    "/?id=12": (f"note: {{url}} leads to a home page, {{base}}/. {STILL}", 0),
    "/members/page": (f"note: {{url}} leads to a sign-in page, {{base}}/accounts/login/?next=/members/page. {STILL}", 1),
    "/members/old": (f"note: {{url}} leads to a sign-in page, {{base}}/Sign-In.aspx. {STILL}", 1),
    "/docs/login": (f"note: {{url}} has moved permanently to {{base}}/docs/log-in/. {WRITE}", 1),
    "/blogging/in": ("", 1),
    "/soft": (f"note: {{url}} leads to a not-found page, {{base}}/page-not-found. {STILL}", 1),
    "/loop": (f"{{url}} redirects endlessly, {AGAIN}. {LOOK}", 0),
}


class Unreliable(ThreadingHTTPServer):
    """Answers as `SCRIPT` says, counts what it is asked, and remembers by whom."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.over = Event()


class Handler(BaseHTTPRequestHandler):
    server: Unreliable

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        self.server.agents.add(self.headers["User-Agent"])
        first = self.server.asked[self.path] == 1
        if self.path == "/silent" or (self.path == "/silent-once" and first):
            self.server.over.wait()
        elif self.path == "/closed":
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            now, later = SCRIPT.get(self.path, ((200, {}),) * 2)
            self.answer(*(now if first else later))

    def answer(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        # Without it, linkchecker spares this server.
        for name, value in {**headers, "LinkChecker": "allowed", "Content-Length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass(frozen=True)
class Asked:
    """The server, its address, and what was found there."""

    server: Unreliable
    base: str
    findings: dict[str, Finding]


def settings(folder: Path, rate: str = "1000") -> Path:
    """The settings that we ship, in a hurry."""
    parser = RawConfigParser()
    parser.read(SETTINGS, encoding="utf-8")
    parser["checking"].update(timeout="3", maxrequestspersecond=rate, threads="8")
    file = folder / "hurried.ini"
    with file.open("w", encoding="utf-8") as opened:
        parser.write(opened)
    return file


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    server = Unreliable()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    places = [Reference("data/resources/some.yml", line, 6, base + path) for line, path in enumerate(CASES, start=1)]
    try:
        found = check(places, settings(tmp_path_factory.mktemp("settings")), longest_wait=3).findings
        yield Asked(server, base, {list(CASES)[finding.problem.line - 1]: finding for finding in found})
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("path", CASES)
def test_what_a_server_does_is_told(asked: Asked, path: str) -> None:
    said = CASES[path][0].format(url=asked.base + path, base=asked.base)
    place = f"data/resources/some.yml:{list(CASES).index(path) + 1}:6"
    finding = asked.findings.get(path)
    assert str(finding or "") == (f"{place}: {said}" if said else "")
    assert finding is None or finding.failure == (not said.startswith("note: "))


@pytest.mark.parametrize(("path", "times"), [(path, times) for path, (_, times) in CASES.items() if times])
def test_only_what_may_pass_is_asked_for_again(asked: Asked, path: str, times: int) -> None:
    assert asked.server.asked[path] == times


def test_the_server_is_told_who_asks(asked: Asked) -> None:
    assert asked.server.agents == {"Mozilla/5.0 (compatible; ML-PM-Handbook link check; LinkChecker)"}


def test_a_server_that_refuses_the_connection_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
    run = check([Reference("docs/index.md", 4, 2, url)], settings(tmp_path))
    assert (run.unfinished, run.unasked) == ("", [])
    assert [str(finding) for finding in run.findings] == [
        f"docs/index.md:4:2: {url} has a server that refuses the connection, again on a second try. {LOOK}"
    ]


def test_a_checker_that_does_not_even_start_is_no_success(tmp_path: Path) -> None:
    place = Reference("docs/index.md", 4, 2, "https://example.org/")
    run = check([place], tmp_path / "none.ini")
    assert re.match(r"linkchecker stopped with exit code 2:\nError: Config file .*none\.ini does not exist", run.unfinished)
    assert (run.findings, run.unasked, run.exit_code) == ([], [place], 2)


def test_addresses_come_from_resources_and_prose_with_their_places(project: Project) -> None:
    project.edit(RESOURCE, "cost: free\n", "cost: free\narchive_url: https://web.example.org/copy\n")
    project.edit(
        TERM, "See [warehouse]", "Read\nthe [paper](https://example.org/paper#part) and [it](http://example.org/it). See [warehouse]"
    )
    project.append(
        PAGE, "\n![A picture](https://example.org/picture.png)\n<https://example.org/plain> [mail](mailto:a@example.org) [here](#top)\n"
    )
    assert list(collect(load(project.root))) == [
        Reference(RESOURCE, 2, 6, "https://example.org/one"),
        Reference(RESOURCE, 9, 14, "https://web.example.org/copy"),
        Reference("data/resources/two.yml", 2, 6, "https://example.org/two"),
        Reference(TERM, 20, 13, "https://example.org/paper#part"),
        Reference(TERM, 20, 54, "http://example.org/it"),
        Reference(PAGE, 8, 14, "https://example.org/picture.png"),
        Reference(PAGE, 9, 2, "https://example.org/plain"),
    ]


GONE = Finding(Problem(RESOURCE, 2, 6, "https://example.org/one answers 404 Not Found", FIND), failure=True)
MOVED = Finding(Problem(RESOURCE, 2, 6, "https://example.org/one has moved permanently to https://example.org/1", WRITE), failure=False)


@pytest.mark.parametrize(
    ("found", "arguments", "printed", "summary", "code"),
    [
        ([], (), "", "2 addresses, 0 failures, 0 notes, ", 0),
        ([MOVED], (), f"{MOVED}\n", "2 addresses, 0 failures, 1 notes, ", 0),
        ([GONE, MOVED], (), f"{GONE}\n{MOVED}\n", "2 addresses, 1 failures, 1 notes, ", 1),
        (
            [GONE, MOVED],
            ("--format", "github"),
            f"::error file={RESOURCE},line=2,col=6::https://example.org/one answers 404 Not Found. {FIND}\n"
            f"::notice file={RESOURCE},line=2,col=6::https://example.org/one has moved permanently to https://example.org/1. {WRITE}\n",
            "2 addresses, 1 failures, 1 notes, ",
            1,
        ),
        ([], ("--only", "https://example.org/two"), "", "1 addresses, 0 failures, 0 notes, ", 0),
    ],
)
def test_the_command_fails_for_failures_alone(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    found: list[Finding],
    arguments: tuple[str, ...],
    printed: str,
    summary: str,
    code: int,
) -> None:
    monkeypatch.setattr("handbook.links.outside.check", lambda places, **_: Run(found, []))
    result = CliRunner().invoke(main, ["links", "outside", "--root", str(project.root), *arguments])
    assert (result.exit_code, result.stdout) == (code, printed)
    assert result.stderr.startswith(summary)


def test_the_command_knows_which_addresses_there_are(project: Project) -> None:
    result = CliRunner().invoke(main, ["links", "outside", "--root", str(project.root), "--only", "https://example.org/three"])
    assert result.exit_code == 2
    assert "Invalid value for --only: no resource or page names https://example.org/three" in result.stderr
