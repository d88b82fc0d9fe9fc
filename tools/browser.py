"""A headless Chromium: the one on the machine, or one that `make browser` installs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic")


class NoBrowser(Exception):
    """No Chromium is on the machine, and none was installed."""


def chromium(playwright: Playwright) -> str:
    """The path of a Chromium. `CHROMIUM` names one; else the PATH is searched, then Playwright's own folder."""
    named = os.environ.get("CHROMIUM")
    for candidate in (named, *map(shutil.which, _NAMES), playwright.chromium.executable_path):
        if candidate and Path(candidate).exists():
            return candidate
    raise NoBrowser("no Chromium found: run `make browser`, or set CHROMIUM to the path of one")


@contextmanager
def browser() -> Iterator[Browser]:
    """A running headless Chromium that makes no requests of its own. Raises `NoBrowser`."""
    with sync_playwright() as playwright:
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
        running = playwright.chromium.launch(executable_path=chromium(playwright), args=[*_QUIET, *sandbox])
        try:
            yield running
        finally:
            running.close()
