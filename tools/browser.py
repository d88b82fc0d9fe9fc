"""A headless Chromium: the one on the machine, or one that `make browser` installs."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic")
# What Playwright switches off, which a list of ours would switch on again; and two pages of the address bar, which take a third
# of the time in which a window opens, and which no test sees.
_SWITCHED_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)


class NoBrowser(Exception):
    """No Chromium is on the machine, and none was installed."""


def chromium(playwright: Playwright) -> str:
    """The path of a Chromium. `CHROMIUM` names one; else the PATH is searched, then Playwright's own folder."""
    return _found(playwright.chromium.executable_path)


def _found(own: str) -> str:
    named = os.environ.get("CHROMIUM")
    for candidate in (named, *map(shutil.which, _NAMES), own):
        if candidate and Path(candidate).exists():
            return candidate
    raise NoBrowser("no Chromium found: run `make browser`, or set CHROMIUM to the path of one")


def _arguments() -> list[str]:
    return [*_QUIET, f"--disable-features={','.join(_SWITCHED_OFF)}", *(("--no-sandbox",) if os.geteuid() == 0 else ())]


@contextmanager
def browser() -> Iterator[Browser]:
    """A running headless Chromium that makes no requests of its own. Raises `NoBrowser`."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(playwright), args=_arguments())
        try:
            yield running
        finally:
            running.close()


@contextmanager
def blocking_site_data(running: Browser, profile: Path) -> Iterator[BrowserContext]:
    """A second browser, with the setting that lets no site keep anything, in a profile of its own. Raises `NoBrowser`."""
    settings = profile / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}), encoding="utf-8")
    kind = running.browser_type
    context = kind.launch_persistent_context(profile, executable_path=_found(kind.executable_path), args=_arguments())
    try:
        yield context
    finally:
        context.close()
