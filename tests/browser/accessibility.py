"""axe on a page."""

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Of the rules that axe asks by default, those that colours can break: dark differs from light by its colours alone.
COLOURS = ("color-contrast", "link-in-text-block")

_SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  .then(() => Promise.race([
    Promise.allSettled(document.getAnimations().map((one) => one.finished)), new Promise((done) => setTimeout(done, 1000))]))"""

_FOUND = """([within, options]) => axe.run([within], options)
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html.slice(0, 120)])))"""


def violations(page: Page, rules: Sequence[str] = (), within: str = "html") -> list[tuple[str, str]]:
    """Rule and element of each violation, in the page as it stands once nothing moves: of all rules, or of some.

    `within` names the part that has changed since the whole was looked at.
    """
    page.evaluate(_SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Of what is sound, axe would describe each element otherwise, which takes longer than finding the faults.
    options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": list(rules)}} if rules else {})}
    return [(rule, html) for rule, html in page.evaluate(_FOUND, [within, options])]


# Colours change at once: what is far from the window would keep the old ones until it comes near.
_SCHEME = """scheme => {
    const still = new CSSStyleSheet();
    still.replaceSync("* { transition: none !important; content-visibility: visible !important; }");
    document.adoptedStyleSheets = [still];
    document.body.setAttribute("data-md-color-scheme", scheme);
}"""


def in_the_dark(page: Page, dark: bool = True) -> None:
    """Give the page its dark colours, or its light ones, as the switch in its header does."""
    page.evaluate(_SCHEME, "slate" if dark else "default")
