"""axe on a page."""

from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# The rules that colours can break.
COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")


def violations(page: Page, rules: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Rule and element of each violation, in the page as it stands, of all rules or of some."""
    options = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found = Axe().run(page, options=options).response["violations"]
    return [(fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]]
