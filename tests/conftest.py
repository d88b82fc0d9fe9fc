import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from handbook.export import api, site_data
from handbook.handbook import Handbook
from handbook.load import load
from tests.project import Project
from tests.windows import Borrow, Windows
from tools.browser import browser as running_browser

ROOT = Path(__file__).parent.parent
REPO_URL = "https://code.example.org/handbook"
SITE_URL = "https://handbook.example.org/guide/"
PREFIX = "/guide/"


def build(project: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build and publish a project as `make build` does."""
    built = generate(project, site, **environment)
    if built.returncode:
        return built
    return _run(project, "handbook", "publish", str(site), **environment)


def generate(project: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the pages alone."""
    return _run(project, "mkdocs", "build", "--strict", "--site-dir", str(site), **environment)


def _run(project: Path, module: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL, "REPO_URL": REPO_URL, **environment}
    return subprocess.run([sys.executable, "-m", module, *arguments], cwd=project, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A sound project of its own for each test."""
    return Project.at(tmp_path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly and published, for all workers once. Tests leave it as it is."""
    ours = tmp_path_factory.getbasetemp()
    shared = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    folder, built = shared / "real-site", shared / "real-site-is-built"
    with (shared / "real-site.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not built.exists():
            result = build(ROOT, folder)
            assert result.returncode == 0, result.stdout + result.stderr
            built.touch()
    return folder


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the real handbook's gap check and plan reckon with, as the site publishes it."""
    published = {file.path: file.content for file in site_data.files(Handbook(load(ROOT)), SITE_URL)}
    place = tmp_path_factory.mktemp("facts") / "plan.json"
    place.write_bytes(published["assets/plan.json"])
    return place


@pytest.fixture(scope="session")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real handbook's decision rooms, as the API gives them."""
    published = {file.path: file.content for file in api.files(Handbook(load(ROOT)), SITE_URL)}
    place = tmp_path_factory.mktemp("rooms") / "rooms.json"
    place.write_bytes(published["api/v1/rooms.json"])
    return place


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. That there is none is a failure, not a reason to skip."""
    with running_browser() as running:
        yield running


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Windows of that Chromium, which tests use one after the other."""
    return Windows(browser)


@pytest.fixture
def borrow(windows: Windows) -> Iterator[Borrow]:
    """Gives a test the tab of a window that is empty, as often as it asks."""
    with ExitStack() as borrowed:
        yield lambda **options: borrowed.enter_context(windows.tab(**options))
