"""axe on a page."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Of the rules that axe asks by default, those that colours can break: dark differs from light by its colours alone.
COLOURS = ("color-contrast", "link-in-text-block")

_SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  .then(() => Promise.race([
    Promise.allSettled(document.getAnimations().map((one) => one.finished)), new Promise((done) => setTimeout(done, 1000))]))"""


def violations(page: Page, rules: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Rule and element of each violation, in the page as it stands once nothing moves: of all rules, or of some."""
    page.evaluate(_SETTLED)
    # Of what is sound, axe would describe each element otherwise, which takes longer than finding the faults.
    options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": list(rules)}} if rules else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [(fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]]


def rules_for(scheme: str) -> Sequence[str]:
    """All rules in light colours; in dark ones those that differ."""
    return COLOURS if scheme == "dark" else ()
