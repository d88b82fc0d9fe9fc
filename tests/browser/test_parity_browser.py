"""What `make parity` sees when a site does not work in a browser: on small sites, each broken in one way."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PREFIX
from tools.parity.in_browser import faults

POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src 'self' data:">"""

BROKEN = {
    "a script that the policy refuses": (f"{POLICY}<script>document.title = 1</script>", "policy: script-src-elem refuses inline"),
    "a picture from elsewhere": (
        '<img src="http://127.0.0.1:9/x.png" alt="">',
        r"asks for http://127\.0\.0\.1:9/x\.png from http.*/guide/$",
    ),
    "an error in a script": ("<script>throw new Error('planted')</script>", "/guide/: .*planted"),
    "a file that is not there": ('<script src="nowhere.js"></script>', r"/guide/nowhere\.js: Failed to load resource.*404"),
    "no heading": ("<style>h1 { display: none }</style>", "heading: Locator expected to be visible"),
}


def heading(page: Page, url: str) -> None:
    page.goto(url, wait_until="networkidle")
    expect(page.locator("h1")).to_be_visible(timeout=1_000)


def site_of(folder: Path, head: str) -> Path:
    (folder / "index.html").write_text(f"<!doctype html><html><head>{head}</head><body><h1>Home</h1></body></html>", encoding="utf-8")
    return folder


def test_a_sound_site_has_no_faults(browser: Browser, tmp_path: Path) -> None:
    assert faults(browser, site_of(tmp_path, POLICY + '<link rel="icon" href="data:,">'), PREFIX, (heading,)) == []


@pytest.mark.parametrize(("head", "expected"), BROKEN.values(), ids=BROKEN)
def test_what_does_not_work_is_told(browser: Browser, tmp_path: Path, head: str, expected: str) -> None:
    found = faults(browser, site_of(tmp_path, f'<link rel="icon" href="data:,">{head}'), PREFIX, (heading,))
    assert [fault for fault in found if re.search(expected, fault)] != [], found
