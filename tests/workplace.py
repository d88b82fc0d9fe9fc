"""The small project as a contributor has it, and the live server on it, as a process of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from tests.project import Project
from tests.test_site import NAV

ROOT = Path(__file__).parent.parent

# Seconds. How long anything may take before a test gives up, not a promise of speed.
PATIENCE = 30

# What the live server adds to a page.
ADDED = re.compile(rb'<script src="[^"]*-live/live\.js"[^>]*></script>')


def equip(project: Project) -> Project:
    """Give the project the code, the theme and the configuration."""
    for name in ("handbook", "tools", "overrides"):
        shutil.copytree(ROOT / name, project.root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs" / "assets", project.root / "docs" / "assets")
    shutil.copy(ROOT / "macros.py", project.root)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    project.write("mkdocs.yml", re.sub(r"\nnav:\n.*", NAV, config, flags=re.DOTALL))
    return project


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Live:
    """A running live server."""

    project: Project
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str) -> bytes:
        """The body at an address, whatever its status."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=PATIENCE) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            return error.read()

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def prints(self, text: str) -> None:
        """Wait until the server has printed this."""
        until(lambda: text in self.printed(), f"{text!r} in\n{self.log}")

    def has(self, path: str, text: str) -> None:
        """Wait until an address answers with this text."""
        until(lambda: text in self.get(path).decode(errors="replace"), f"{text!r} at {path}; printed:\n{self.printed()}")


def until(holds: Callable[[], bool], what: str) -> None:
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end, f"waited in vain for {what}"
        sleep(0.05)


@contextmanager
def serving_live(project: Project, **environment: str) -> Iterator[Live]:
    port = free_port()
    log = project.root.parent / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.live", str(port)],
            cwd=project.root,
            env={**os.environ, **environment},
            stdout=out,
            stderr=out,
        )
    live = Live(project, f"http://127.0.0.1:{port}/", process, log)
    try:
        until(lambda: "Ctrl-C" in live.printed() or process.poll() is not None, "the server to start")
        assert process.poll() is None, live.printed()
        yield live
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)
