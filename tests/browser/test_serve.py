"""`make serve` in a real browser: whatever is edited shows by itself."""

import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from tests.project import TERM, Project
from tests.test_site import NAV

# Seconds. How long a rebuild may take before the test gives up, not a promise of speed.
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def workplace(project: Project) -> Project:
    """The small project as a contributor has it: with the code, the theme and the configuration."""
    for name in ("handbook", "tools", "overrides"):
        shutil.copytree(ROOT / name, project.root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs" / "assets", project.root / "docs" / "assets")
    shutil.copy(ROOT / "macros.py", project.root)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    project.write("mkdocs.yml", re.sub(r"\nnav:\n.*", NAV, config, flags=re.DOTALL))
    return project


@pytest.fixture
def served(workplace: Project) -> Iterator[str]:
    port = free_port()
    log = (workplace.root / "serve.log").open("w")
    process = subprocess.Popen([sys.executable, "-m", "tools.serve", str(port)], cwd=workplace.root, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        log.close()


def wait_for(url: str, text: str = "") -> None:
    """Wait until the page is served and its HTML holds `text`."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            if text in answer.read().decode():
                return
        sleep(0.2)
    raise AssertionError(f"{url} does not answer with {text!r}")


def shows(page: Page, text: str) -> None:
    expect(page.locator("article.md-content__inner")).to_contain_text(text, timeout=PATIENCE * 1000)


def test_every_edit_shows_by_itself(workplace: Project, served: str, browser: Browser) -> None:
    wait_for(f"{served}glossary/pipeline/")
    page = browser.new_page()
    page.goto(f"{served}glossary/pipeline/")
    shows(page, "Believing that it runs by itself.")

    workplace.edit(TERM, "Believing that it runs by itself.", "An edited page.")
    shows(page, "An edited page.")

    workplace.edit("data/skills/saying-no.yml", "title: Saying no", "title: Edited data")
    workplace.edit("docs/skills/saying-no.md", "title: Saying no", "title: Edited data")
    shows(page, "Edited data")

    workplace.edit("handbook/templates/term_foot.html", "The trap", "An edited template")
    shows(page, "An edited template")

    workplace.edit("handbook/views.py", '"Read next"', '"An edited module"')
    shows(page, "An edited module")
    page.close()


def test_a_broken_entry_is_told_and_mending_it_is_enough(workplace: Project, served: str) -> None:
    wait_for(served)
    workplace.edit(TERM, "area: data", "area: dta")
    log = workplace.root / "serve.log"
    end = monotonic() + PATIENCE
    while 'unknown value "dta" in area' not in log.read_text(encoding="utf-8"):
        assert monotonic() < end, log.read_text(encoding="utf-8")
        sleep(0.2)
    workplace.edit(TERM, "area: dta", "area: data")
    workplace.edit(TERM, "Believing that it runs by itself.", "Mended.")
    wait_for(f"{served}glossary/pipeline/", "Mended.")


def test_the_folder_is_left_as_it_was(workplace: Project, served: str) -> None:
    before = {path for path in Path(workplace.root).rglob("*") if "__pycache__" not in path.parts}
    wait_for(served)
    after = {path for path in Path(workplace.root).rglob("*") if "__pycache__" not in path.parts}
    assert after == before
