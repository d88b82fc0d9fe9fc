"""`make weigh`: what a first visit to each kind of page transfers, by kind of file, as a browser counts it.

The built site is served on loopback with gzip, as every static host can send it (Brotli would take about a tenth less), and each
page is opened in a browser that has nothing yet. Headers count: they are sent too. Exits with 1 above a bound.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession

from handbook.serving import serving
from tools.audit import prefix_of
from tools.browser import browser
from tools.shots import PAGES

# Thousands of bytes: of a term, which links lead to most; of the pages with long lists or much to work; of any other.
BOUNDS = {"term": 75, "glossary": 105, "library": 105, "interview": 105, "practice": 105}
BOUND = 80
# The browser's names for kinds of files, and ours. What is not named is data.
TYPES = {"Document": "page", "Stylesheet": "styles", "Script": "scripts", "Image": "pictures", "Font": "fonts"}
COLUMNS = (*TYPES.values(), "data")


@dataclass(frozen=True, slots=True)
class Weight:
    """What one first visit transfers: bytes by kind of file, with headers."""

    by_type: Counter[str]
    requests: int

    @property
    def total(self) -> int:
        """Bytes."""
        return self.by_type.total()


def weigh(running: Browser, url: str) -> Weight:
    """Open a page in a browser that has nothing, and wait until nothing more comes."""
    with running.new_context() as newcomer:
        page = newcomer.new_page()
        counter = _Counter(newcomer.new_cdp_session(page))
        page.goto(url)  # Until the scripts of the page have run.
        page.wait_for_load_state("networkidle")
        return Weight(counter.by_type, counter.requests)


class _Counter:
    """Counts what comes over the network, as the browser tells."""

    def __init__(self, session: CDPSession) -> None:
        self.by_type: Counter[str] = Counter()
        self.requests = 0
        self._types: dict[str, str] = {}
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _answered(self, event: dict[str, str]) -> None:
        self._types[event["requestId"]] = TYPES.get(event["type"], COLUMNS[-1])

    def _finished(self, event: dict[str, float]) -> None:
        size = int(event["encodedDataLength"])
        if size:  # What stands in the page itself, as a data address, is not sent once more.
            self.by_type[self._types[str(event["requestId"])]] += size
            self.requests += 1


def bound(kind: str) -> int:
    """How much a first visit to a kind of page may weigh, in thousands of bytes."""
    return BOUNDS.get(kind, BOUND)


def table(found: dict[str, Weight]) -> Iterator[str]:
    """A line for each kind of page, in thousands of bytes."""
    yield f"| page | {' | '.join(COLUMNS)} | requests | KB | at most |"
    yield f"|---|{'--:|' * (len(COLUMNS) + 3)}"
    for kind, weight in found.items():
        parts = " | ".join(f"{weight.by_type[name] / 1000:.1f}" for name in COLUMNS)
        yield f"| {kind} | {parts} | {weight.requests} | {weight.total / 1000:.1f} | {bound(kind)} |"


def main(site: Path) -> int:
    """Weigh the built site."""
    with serving(site, prefix_of(site)) as url, browser() as running:
        found = {kind: weigh(running, url + path) for kind, path in PAGES.items()}
    print("\n".join(table(found)))
    heavy = [kind for kind, weight in found.items() if weight.total > 1000 * bound(kind)]
    print(f"\ntoo heavy: {', '.join(heavy)}" if heavy else "\nok: every kind of page is within its bound")
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
