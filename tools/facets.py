"""`make facets`: how long the library takes to answer a click on a facet, with a thousand entries and a slow processor.

At a quarter of the processor's speed, three times are taken from the moment the page hears of a click: until the new list
stands in the document and has been laid out, which is what the page itself does and is judged; until it has been drawn; and
until the same browser has drawn an empty box that somebody ticks, which no page can beat.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from handbook.serving import serving
from tools.browser import browser
from tools.generate import ROOT, generate

RESOURCES = 1_000
THROTTLE = 4
# Milliseconds. Above it, a click no longer feels like touching the thing itself.
LONGEST = 50
# Each is chosen, then taken back.
SKILLS = ("problem-framing", "user-discovery", "product-risk", "communication", "data-fluency", "saying-no")
ROUNDS = 2
# Milliseconds between two clicks.
REST = 250

_CLICK = """selector => new Promise((resolve) => {
    const box = document.querySelector(selector);
    const drawn = new MessageChannel();
    const heard = performance.now();
    box.click();
    document.body.offsetHeight;
    const ready = performance.now();
    drawn.port1.onmessage = () => resolve([ready - heard, performance.now() - heard]);
    requestAnimationFrame(() => drawn.port2.postMessage(0));
})"""
_EMPTY = (
    "document.body.insertAdjacentHTML('beforeend', '<input type=checkbox id=empty style=\"position: fixed; inset: 1rem auto auto 1rem\">')"
)


def times(page: Page, selectors: list[str]) -> tuple[float, float, float]:
    """Median milliseconds until laid out and until drawn, and the longest until drawn, over a click on each."""
    found = []
    for selector in selectors:
        found.append(page.evaluate(_CLICK, selector))
        page.wait_for_timeout(REST)
    ready, drawn = zip(*found, strict=True)
    return statistics.median(ready), statistics.median(drawn), max(drawn)


def main() -> int:
    """Build, click, print; exit code 1 if the median answer takes longer than `LONGEST`."""
    with tempfile.TemporaryDirectory(prefix="facets-") as folder:
        project = Path(folder) / "project"
        counts = generate(ROOT, project, 0, RESOURCES)
        command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--site-dir", str(project / "site")]
        subprocess.run(command, cwd=project, check=True, env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"})
        with serving(project / "site") as url, browser() as running:
            page = running.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{url}library/", wait_until="networkidle")
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
            ready, drawn, longest = times(page, [f"input[name=skill][value={skill}]" for skill in SKILLS * ROUNDS for _ in "on"])
            page.evaluate(_EMPTY)
            _, floor, _ = times(page, ["#empty"] * len(SKILLS) * ROUNDS)
    clicks = len(SKILLS) * ROUNDS * 2
    print(f"{counts.resources} resources, processor {THROTTLE} times slower, {clicks} clicks on facets, medians:")
    print(f"laid out after {ready:.0f} ms; at most {LONGEST} ms are wanted")
    print(f"drawn after {drawn:.0f} ms (longest {longest:.0f} ms); an empty box is drawn after {floor:.0f} ms")
    return 0 if ready <= LONGEST else 1


if __name__ == "__main__":
    sys.exit(main())
