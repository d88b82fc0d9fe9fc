"""That the site works where its pages were built by Zensical: filters, marks, practice, previews and the policy, in a browser.

`tests/browser` asks much more of the product. Here it is about the theme, whose scripts and markup differ.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from handbook.serving import serving
from tools.shots import PAGES

Step = Callable[[Page, str], None]
# Milliseconds that a page has for each thing. Long, since a busy machine is no fault of the site.
PATIENCE = 30_000

_TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} refuses ${event.blockedURI}`));
"""


def filters(page: Page, url: str) -> None:
    """A facet narrows the library, and the address says so."""
    page.goto(f"{url}library/")
    status = page.locator(".hb-found-bar [role=status]")
    expect(status).to_have_text(re.compile(r"^(\d+) of \1 resources"))
    page.locator("[data-facet=cost] input[value=paid]").check()
    expect(page).to_have_url(re.compile(r"\?cost=paid$"))
    expect(status).not_to_have_text(re.compile(r"^(\d+) of \1 resources"))
    expect(page.locator(".hb-shelf > li[data-cost=free]")).to_have_count(0)


def marks(page: Page, url: str) -> None:
    """A mark on a term is kept, and the page of marks tells it by its title."""
    page.goto(f"{url}glossary/ci-cd/")
    button = page.get_by_role("button", name="I know this").first
    button.click()
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(f"{url}library/progress/")
    expect(page.get_by_role("link", name="CI/CD", exact=True)).to_be_visible()


def practice(page: Page, url: str) -> None:
    """A question is drawn, and its rubric opens."""
    page.goto(f"{url}interview/practice/")
    page.get_by_role("button", name="Draw a question").click()
    expect(page.locator(".hb-drawn__question")).not_to_be_empty()
    page.get_by_role("button", name="Show the rubric").click()
    expect(page.locator(".hb-rubric")).to_be_visible()


def previews(page: Page, url: str) -> None:
    """A link to a term shows the definition, and leads to the term."""
    page.goto(f"{url}skills/backend-fluency/")
    link = page.locator("article a[href$='glossary/ci-cd/']").first
    link.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("CI/CD")
    link.click()
    page.wait_for_url(f"{url}glossary/ci-cd/")


def every_kind(page: Page, url: str) -> None:
    """A page of each kind opens with its heading, and so does the one for addresses that are not there."""
    tabs = [page.context.new_page() for _ in PAGES]
    # Side by side, since each is quiet only half a second after its last request.
    for tab, path in zip(tabs, PAGES.values(), strict=True):
        tab.goto(url + path, wait_until="commit")
    for tab in tabs:
        tab.wait_for_load_state("networkidle")
        expect(tab.locator("h1").first).to_be_visible()


STEPS: tuple[Step, ...] = (filters, marks, practice, previews, every_kind)


def faults(running: Browser, site: Path, prefix: str, steps: tuple[Step, ...] = STEPS) -> list[str]:
    """What does not work on the built site below `prefix`, what its pages complain of, and what they ask of other hosts."""
    found: list[str] = []
    with serving(site, prefix) as url:
        for step in steps:
            with _opened(running.new_context(viewport={"width": 1440, "height": 1000}), url, found) as page:
                try:
                    step(page, url)
                except (AssertionError, Error) as error:
                    found.append(f"{step.__name__}: {str(error).strip()}")
    return list(dict.fromkeys(found))


@contextmanager
def _opened(context: BrowserContext, url: str, found: list[str]) -> Iterator[Page]:
    """A page that adds to `found` what goes wrong on it without stopping it."""
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    context.set_default_timeout(PATIENCE)
    context.add_init_script(_TELL_VIOLATIONS)
    page = context.new_page()

    def told(what: str) -> None:
        found.append(what)

    context.on(
        "request",
        lambda request: (
            None if request.url.startswith((origin, "data:", "blob:")) else told(f"asks for {request.url} from {request.frame.url}")
        ),
    )
    context.on("weberror", lambda error: told(f"{error.page.url if error.page else ''}: {error.error}"))
    # The browser tells a page that is not there as an error; one address is meant not to be.
    missing = url + PAGES["missing"]
    context.on(
        "console",
        lambda line: told(f"{line.location['url']}: {line.text}") if line.type == "error" and line.location["url"] != missing else None,
    )
    try:
        yield page
    finally:
        context.close()
