from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from handbook.serving import serving
from tests.conftest import PREFIX


@pytest.fixture(scope="session")
def url(site: Path) -> Iterator[str]:
    """The real site, served under a path prefix as it will be deployed."""
    with serving(site, PREFIX) as address:
        yield address


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[Page]:
    """The tab of a window that no test has used: on a first visit nothing is in the cache."""
    with browser.new_context() as context:
        yield context.new_page()
