"""Make sure that there is a Chromium: the machine's, else Playwright's download, else the system's package."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

from tools.browser import NoBrowser, chromium


def _found() -> bool:
    with sync_playwright() as playwright:
        try:
            chromium(playwright)
        except NoBrowser:
            return False
    return True


def _system_package() -> list[list[str]]:
    sudo = [] if os.geteuid() == 0 or not shutil.which("sudo") else ["sudo"]
    if shutil.which("apt-get"):
        return [[*sudo, "apt-get", "update", "-qq"], [*sudo, "apt-get", "install", "-y", "-qq", "chromium"]]
    if shutil.which("dnf"):
        return [[*sudo, "dnf", "install", "-y", "chromium"]]
    if shutil.which("brew"):
        return [["brew", "install", "--cask", "chromium"]]
    return []


def main() -> int:
    """Exit code 0 when a Chromium is there in the end, 1 with what to do otherwise."""
    if _found():
        return 0
    print("no Chromium on this machine: installing one", file=sys.stderr)
    for command in ([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], *_system_package()):
        subprocess.run(command, check=False, stdout=sys.stderr)
        if _found():
            return 0
    print("no Chromium could be installed: install one by hand, or set CHROMIUM to the path of one", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
