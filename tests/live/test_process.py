"""`make serve` as a process: how it begins, refuses, and ends, with nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

import pytest

from tests.project import TERM, Project
from tests.workplace import PATIENCE, ROOT, Live, free_port, serving_live, until


def processes_in(folder: Path) -> list[int]:
    """The ids of all processes that work in the folder."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdecimal() and (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
    return found


# What a make that runs these tests tells the makes below it is nothing to a person's own.
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}


@contextmanager
def made(workplace: Project, port: int) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """`make serve` as a person starts it for the first time, in a process group of its own; there is nothing to install."""
    binaries = workplace.root / ".venv" / "bin"
    binaries.mkdir(parents=True)
    # Not a link: Python would take the folder of its link for an environment.
    (binaries / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (binaries / "python").chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        (workplace.root / name).write_bytes((ROOT / name).read_bytes())
    log = workplace.root.parent / "make.log"
    with log.open("wb") as out:
        make = subprocess.Popen(
            ["make", "serve", f"PORT={port}", "UV=true"], cwd=workplace.root, env=PLAIN, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield make, log
    finally:
        for pid in processes_in(workplace.root):
            os.kill(pid, signal.SIGKILL)
        make.wait(timeout=PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_nothing_is_left_however_the_server_ends(workplace: Project, number: signal.Signals) -> None:
    with serving_live(workplace) as live:
        # A browser that holds its stream open keeps nothing alive.
        with socket.create_connection(("127.0.0.1", int(live.url.rpartition(":")[2].strip("/")))) as stream:
            stream.sendall(b"GET /-live/news?path=&seen=x HTTP/1.1\r\nHost: x\r\n\r\n")
            assert stream.recv(100).startswith(b"HTTP/1.1 200")
            live.process.send_signal(number)
            code = live.process.wait(timeout=5)
        assert code == 0
        assert "Traceback" not in live.printed()
        assert live.printed().count("\n") == 1
        assert processes_in(workplace.root) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL], ids=lambda number: number.name)
def test_nothing_is_left_however_make_ends(workplace: Project, number: signal.Signals) -> None:
    port = free_port()
    with made(workplace, port) as (make, log):
        until(lambda: "Ctrl-C" in log.read_text(), "the server to start")
        # Ctrl-C and a closed terminal reach the whole group; a signal sent by hand reaches make alone.
        (os.killpg if number in {signal.SIGINT, signal.SIGHUP} else os.kill)(make.pid, number)
        make.wait(timeout=5)
        until(lambda: processes_in(workplace.root) == [], "the server to end")
        first, second, *rest = log.read_text().splitlines()
        assert first == "Setting up, about a minute the first time."
        assert second == f"The handbook is on http://127.0.0.1:{port}/ (Ctrl-C ends it)"
        # What make itself says of its end.
        assert all(line.startswith("make: ") for line in rest)


@pytest.mark.parametrize("port", ["abc", "80000", "0", "-1", "8 0", "\u0663"])
def test_a_wrong_port_is_refused_in_one_line(workplace: Project, port: str) -> None:
    refused = subprocess.run([sys.executable, "-m", "tools.live", port], cwd=workplace.root, capture_output=True, text=True, check=False)
    says = f'PORT is "{port}", but must be a number from 1 to 65535. Choose another: make serve PORT=8001\n'
    assert (refused.returncode, refused.stderr, refused.stdout) == (1, says, "")


def test_a_taken_port_is_refused_in_one_line(workplace: Project) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = subprocess.run(
            [sys.executable, "-m", "tools.live", port], cwd=workplace.root, capture_output=True, text=True, check=False
        )
    assert (refused.returncode, refused.stderr) == (1, f"Port {port} is taken. Choose another: make serve PORT=8001\n")


def test_one_line_is_printed_for_each_edit(live: Live) -> None:
    live.get("glossary/pipeline/")
    live.project.edit(TERM, "Believing that it runs by itself.", "Edited.")
    live.prints(f"{TERM}: 0 pages in ")
    live.project.edit(TERM, "area: data", "area: dta")
    live.prints(f"{TERM}: 1 problem in ")
    live.prints(f'  {TERM}:4:7: unknown value "dta" in area. Did you mean "data"?')
    assert live.printed().count("\n") == 4
    assert "[macros]" not in live.printed()


def test_the_folder_is_left_as_it_was(live: Live) -> None:
    before = {path for path in live.project.root.rglob("*") if "__pycache__" not in path.parts}
    for path in ("", "glossary/pipeline/", "assets/terms.json", "assets/search-texts.json", "nothing/"):
        live.get(path)
    after = {path for path in live.project.root.rglob("*") if "__pycache__" not in path.parts}
    assert after == before


def test_the_site_is_served_below_the_path_of_its_address(workplace: Project) -> None:
    with serving_live(workplace, SITE_URL="https://handbook.example.org/guide/") as live:
        assert b"Believing that it runs by itself." in live.get("guide/glossary/pipeline/")
        assert b"Believing that it runs by itself." not in live.get("glossary/pipeline/")
        # The home page leads there.
        assert b'src="/guide/-live/live.js"' in live.get("")
        assert live.get("guide/-live/live.js").startswith(b"//")


def test_an_edit_of_the_live_server_starts_it_anew_on_its_port(live: Live) -> None:
    before = live.process.pid
    live.project.edit("tools/live/server.py", "This page can't be shown yet", "Not yet")
    until(lambda: live.printed().count("Ctrl-C") == 2, "the server to start anew")
    assert live.process.poll() is None
    assert live.process.pid == before
    live.has("glossary/pipeline/", "Believing that it runs by itself.")


def test_a_server_that_would_not_start_is_not_put_in_place(live: Live) -> None:
    live.project.edit("tools/live/server.py", "class Server(", "class Server((")
    live.prints("  tools/live/server.py:")
    live.has("glossary/pipeline/", "Believing that it runs by itself.")
    sleep(0.2)
    assert live.process.poll() is None
