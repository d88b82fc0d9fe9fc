"""A browser that tells what a page must not do: run a script of its own, ask elsewhere, leave, cover or swallow the site."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, Request


@dataclass
class Watched:
    """What a browser did that it must not."""

    origin: str
    found: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.found.append(f"asked {request.url}")

    def dialog(self, dialog: Dialog) -> None:
        self.found.append(f"said {dialog.message}")
        dialog.dismiss()


# Told by the page itself, since a policy's violation is no error of a script. Some pages have no header.
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
LOOK = """() => {
  // What a reader sets off who moves over everything.
  for (const element of document.querySelectorAll("article *"))
    for (const kind of ["mouseover", "focus", "error", "load", "toggle"]) element.dispatchEvent(new Event(kind));
  const shown = (element) => element && element.getClientRects().length > 0;
  const framed = !document.querySelector(".md-container");
  const footer = document.querySelector(framed ? ".from" : ".md-container > footer.md-footer .md-copyright");
  const header = document.querySelector(".md-header");
  return {
    ran: window.owned !== undefined || document.title === "OWNED",
    swallowed: !shown(footer),
    covered: header !== null && !header.contains(document.elementFromPoint(innerWidth / 2, 10)),
    violations: window.violations,
    path: location.pathname,
  };
}"""


def watched_tab(browser: Browser, url: str) -> tuple[Page, Watched]:
    """A tab for pages of the site at `url`, and what is seen in it."""
    tab = browser.new_page()
    tab.add_init_script(WATCH)
    watched = Watched(f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/")
    tab.on("request", watched.request)
    tab.on("dialog", watched.dialog)
    tab.on("popup", lambda popup: watched.found.append(f"opened {popup.url}"))
    return tab, watched


def faults_of(tab: Page, address: str) -> Iterator[str]:
    """What a page does that it must not, also when a reader moves over it."""
    tab.goto(address, wait_until="load")
    seen = tab.evaluate(LOOK)
    if seen["path"] != urlsplit(address).path:
        yield f"{address} went to {seen['path']}"
    yield from (f"{address}: {name}" for name in ("ran", "swallowed", "covered") if seen[name])
    yield from (f"{address}: violation of {violation}" for violation in seen["violations"])
