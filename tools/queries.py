"""`make queries`: how long the search takes to answer, and what it weighs.

Three things, on the built site: what is fetched; the time from the first key to the first result, in a page whose files the
browser has already; and the time that each key takes with a thousand terms and a thousand resources at a quarter of the
processor's speed, names with their layout, and texts a moment later, which are judged apart.
"""

import gzip
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from handbook.export import search_data
from handbook.handbook import Handbook
from handbook.load import load
from handbook.serving import serving
from tools.browser import browser
from tools.generate import ROOT, generate

TERMS = RESOURCES = 1_000
THROTTLE = 4
# Milliseconds, and bytes as sent.
MOST_FIRST = 100
MOST_KEY = 30
MOST_BYTES = 700_000  # Of a glossary of more than 320 terms.
QUERIES = ("model drift", "kuberntes", "how do I say no to my boss", "recall vs precision", "class imbalance", "churn", "designing data")
VISITS = 5

# From the first key to the first result, once somebody has opened the search.
_FIRST = """() => new Promise((resolve) => {
    const field = document.querySelector('.hb-search__field');
    let heard;
    field.addEventListener('input', () => { heard ??= performance.now(); }, { capture: true });
    new MutationObserver((_, observer) => {
        if (!document.querySelector('.hb-search__hit')) return;
        observer.disconnect();
        resolve(performance.now() - heard);
    }).observe(document.querySelector('.hb-search__results'), { childList: true, subtree: true });
})"""
# How long each timer of the page takes, and each key with the layout that follows.
_TIMED = """
    window.timers = [];
    const later = window.setTimeout;
    window.setTimeout = (task, ...rest) => later((...given) => {
        const start = performance.now();
        task(...given);
        document.body?.offsetHeight;
        window.timers.push(performance.now() - start);
    }, ...rest);
"""
_KEY = """([text, wait]) => new Promise((resolve) => {
    const field = document.querySelector('.hb-search__field');
    window.timers = [];
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.offsetHeight;
    const took = performance.now() - start;
    setTimeout(() => resolve([took, Math.max(0, ...window.timers)]), wait);
})"""


def weight(handbook: Handbook) -> dict[str, int]:
    """Each file that search fetches, as it is sent."""
    return {file.path: len(gzip.compress(file.content, compresslevel=9, mtime=0)) for file in search_data.files(handbook, "")}


def first_key(page: Page, url: str) -> float:
    """Milliseconds from the first key to the first result, with everything in the browser's cache."""
    page.goto(f"{url}glossary/ci-cd/", wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("churn")
    page.locator(".hb-search mark").first.wait_for()
    found = []
    for path in ("glossary/mvp/", "library/", "skills/saying-no/", "glossary/api/", "about/")[:VISITS]:
        page.goto(f"{url}{path}", wait_until="networkidle")
        page.keyboard.press("/")
        page.evaluate(f"() => {{ window.first = ({_FIRST})(); }}")
        page.keyboard.press("d")
        page.keyboard.press("r")
        found.append(float(page.evaluate("window.first")))
    return statistics.median(found)


def keys(page: Page, url: str) -> tuple[list[float], list[float]]:
    """For each key of the queries: milliseconds for the names, and for the longest task after it."""
    page.add_init_script(_TIMED)
    page.goto(f"{url}about/", wait_until="networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.keyboard.press("/")
    page.keyboard.type("model")
    page.locator(".hb-search mark").first.wait_for(timeout=120_000)
    found = [page.evaluate(_KEY, [query[:end], 250]) for query in QUERIES for end in range(1, len(query) + 1)]
    names, after = zip(*found, strict=True)
    return list(names), list(after)


def tell(what: str, value: float, most: float, unit: str) -> bool:
    """Print one line; whether it is no more than wanted."""
    print(f"{'ok    ' if value <= most else 'MISSED'}  {what}: {value:,.0f} {unit}; at most {most:,.0f} are wanted")
    return value <= most


def large_site(site: Path, folder: Path) -> Path:
    """A copy of the site that searches in many more entries."""
    project, copy = folder / "project", folder / "site"
    counts = generate(ROOT, project, TERMS, RESOURCES)
    shutil.copytree(site, copy, copy_function=os.link)
    for file in search_data.files(Handbook(load(project)), ""):
        (copy / file.path).unlink()
        (copy / file.path).write_bytes(file.content)
    print(f"{counts.terms} terms, {counts.resources} resources, processor {THROTTLE} times slower:")
    return copy


def main(arguments: Sequence[str]) -> int:
    """`python -m tools.queries SITE`; exit code 1 if something takes longer, or weighs more, than is wanted."""
    site = Path(arguments[0])
    weights = weight(Handbook(load(ROOT)))
    print("\n".join(f"{path}: {size / 1000:,.0f} KB compressed" for path, size in weights.items()))
    holds = [tell("all that search looks in", sum(weights.values()), MOST_BYTES, "bytes")]
    with tempfile.TemporaryDirectory(prefix="queries-") as folder, browser() as running:
        with serving(site) as url:
            page = running.new_page(viewport={"width": 1440, "height": 900})
            holds.append(tell("first result after the first key", first_key(page, url), MOST_FIRST, "ms"))
            page.close()
        with serving(large_site(site, Path(folder))) as url:
            names, after = keys(running.new_page(viewport={"width": 1440, "height": 900}), url)
    holds.append(tell("a key, 19 of 20", statistics.quantiles(names, n=20)[-1], MOST_KEY, "ms"))
    holds.append(tell("the longest task after a key, 19 of 20", statistics.quantiles(after, n=20)[-1], MOST_KEY, "ms"))
    print(f"{len(names)} keys: median {statistics.median(names):.1f} ms, longest {max(names):.1f} ms; after it {max(after):.1f} ms")
    return 0 if all(holds) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
