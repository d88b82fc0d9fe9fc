"""`make facets`: how long the library takes to answer a click on a facet, with a thousand entries and a slow processor.

Two times, at a quarter of the processor's speed: from the moment the page hears of the click until the new list has been
drawn, which is the page's own work and is judged; and what the browser's Event Timing says of the same click (W3C, Event
Timing API), which adds the way of the input to the page and of the picture to the screen.
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
CLICKS = (
    *("cost free", "time hour", "skill data-fluency", "skill saying-no"),
    *("cost free", "skill saying-no", "time hour", "skill data-fluency"),
)
ROUNDS = 3
# Milliseconds between a click and the next question to the page.
REST = 300

_OBSERVE = """
    window.answers = [];
    window.events = [];
    const drawn = new MessageChannel();
    let heard;
    addEventListener("click", () => {
      heard = performance.now();
      requestAnimationFrame(() => drawn.port2.postMessage(0));
    }, true);
    drawn.port1.onmessage = () => answers.push(performance.now() - heard);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === "click") events.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16 });
"""


def click_facets(page: Page) -> tuple[list[float], list[float]]:
    """Milliseconds until the page has drawn its answer to each click, and of each click's event."""
    page.evaluate(_OBSERVE)
    for click in CLICKS * ROUNDS:
        box = page.locator("input[name={}][value={}]".format(*click.split())).bounding_box()
        page.wait_for_timeout(REST)
        # With the mouse alone: finding the box by its name runs in the page and would delay the click.
        if box:
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(REST)
    answers, events = page.evaluate("[answers, events]")
    if len(answers) != len(CLICKS) * ROUNDS:
        raise RuntimeError(f"{len(answers)} answers to {len(CLICKS) * ROUNDS} clicks: a facet was out of sight")
    return answers, events


def main() -> int:
    """Build, click, print; exit code 1 if a median click takes longer than `LONGEST`."""
    with tempfile.TemporaryDirectory(prefix="facets-") as folder:
        project = Path(folder) / "project"
        counts = generate(ROOT, project, 0, RESOURCES)
        command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--site-dir", str(project / "site")]
        subprocess.run(command, cwd=project, check=True, env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"})
        with serving(project / "site") as url, browser() as running:
            page = running.new_page(viewport={"width": 1440, "height": 1600})
            page.goto(f"{url}library/", wait_until="networkidle")
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
            answers, events = click_facets(page)
    middle = statistics.median(answers)
    print(f"{counts.resources} resources, processor {THROTTLE} times slower, {len(answers)} clicks on facets:")
    print(f"drawn after {middle:.0f} ms (median), {max(answers):.0f} ms (longest); at most {LONGEST} ms are wanted in the median")
    print(f"as an event: {statistics.median(events):.0f} ms (median), {max(events):.0f} ms (longest)")
    return 0 if middle <= LONGEST else 1


if __name__ == "__main__":
    sys.exit(main())
