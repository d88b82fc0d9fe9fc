"""axe on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[tuple[str, str]]:
    """Rule and element of each violation, in the page as it stands."""
    found = Axe().run(page).response["violations"]
    return [(fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]]
