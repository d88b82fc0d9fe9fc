"""`make audit`: Lighthouse and axe on the built site, every request that its pages make, and what a visit transfers.

The site is served as it will be: compressed, and below the path of the SITE_URL that it was built with, since its page
for missing addresses works nowhere else. Lighthouse scores swing with the load of the machine, so each page runs three
times and the run of median performance counts.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from handbook.serving import serving
from tools.browser import browser, chromium
from tools.node import environment
from tools.shots import PAGES, WIDTHS

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
# Pinned, so that scores can be compared from one run to the next.
LIGHTHOUSE = "lighthouse@12.8.2"
RUNS = 3
_OPEN_SEARCH = Path(__file__).with_name("open_search.mjs")
AUDITED = (
    "home",
    "gap-check",
    "plan",
    "term",
    "skill",
    "skill-group",
    "comparison",
    "room",
    "glossary",
    "library",
    "interview",
    "practice",
    "path",
)
# Category of Lighthouse, and the least score out of 100. Performance is measured, and swings.
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
_SANDBOX = " --no-sandbox" if os.geteuid() == 0 else ""
CHROME_FLAGS = f"--headless=new --disable-background-networking --disable-component-update --disable-sync --no-first-run{_SANDBOX}"
# WCAG up to 2.2 AA, and axe's best practices. Named, since axe leaves some rules of 2.2 out unless asked.
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# A failure names so many elements; the rest is counted.
MOST_ELEMENTS = 5

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page transfers in compressed bytes: to somebody new, and to somebody who comes from another page."""

    first: int
    next: int


def lighthouse(url: str) -> list[Report]:
    """Some runs, as Lighthouse reports them, by performance. Raises `CalledProcessError` if one could not run."""
    return sorted((_lighthouse_once(url) for _ in range(RUNS)), key=lambda report: scores(report)["performance"])


def middle(reports: list[Report]) -> Report:
    """The run of median performance."""
    return reports[len(reports) // 2]


def _lighthouse_once(url: str) -> Report:
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        output = Path(folder) / "report.json"
        command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={output}"]
        flags = [f"--chrome-flags={CHROME_FLAGS}", f"--only-categories={','.join(LEAST)}"]
        done = subprocess.run([*command, *flags], capture_output=True, text=True, check=False, env=environment())
        if done.returncode or not output.exists():
            print(done.stdout + done.stderr, file=sys.stderr)
            raise subprocess.CalledProcessError(done.returncode, command)
        report: Report = json.loads(output.read_text(encoding="utf-8"))
        return report


def with_search_open(urls: list[str]) -> dict[str, dict[str, int]]:
    """Scores out of 100 by category of each page with the search open and something found. Nothing loads, so performance has none."""
    command = shlex.join(["node", str(_OPEN_SEARCH), *urls])
    done = subprocess.run(
        ["npx", "--yes", f"--package={LIGHTHOUSE}", f"--call={command}"],
        capture_output=True,
        text=True,
        check=True,
        env={**environment(), "CHROME_FLAGS": CHROME_FLAGS},
    )
    found: dict[str, dict[str, int]] = json.loads(done.stdout)
    return found


def scores(report: Report) -> dict[str, int]:
    """Scores out of 100 by category; 0 where Lighthouse could not tell."""
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}


def below_par(kind: str, reports: list[Report]) -> Iterator[str]:
    """Each category that scores too low, with the audits that cost points and the elements they name."""
    report = middle(reports)
    for category, score in scores(report).items():
        if score >= LEAST[category]:
            continue
        runs = ", ".join(str(scores(run)[category]) for run in reports)
        yield f"lighthouse {kind}: {category} is {score} (runs: {runs}), at least {LEAST[category]} is needed"
        for weighed in report["categories"][category]["auditRefs"]:
            audit = report["audits"][weighed["id"]]
            if weighed["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"    {audit['id']}: {audit['title']} {audit.get('displayValue', '')} (score {audit['score']})"
                yield from _elements(audit.get("details", {}).get("items", []))


def _elements(items: list[Any]) -> Iterator[str]:
    for item in items[:MOST_ELEMENTS]:
        node = item.get("node", item)
        if told := node.get("snippet") or node.get("description") or node.get("url"):
            yield f"        {node.get('selector', '')} {told}"
    if len(items) > MOST_ELEMENTS:
        yield f"        and {len(items) - MOST_ELEMENTS} more"


def axe_violations(running: Browser, site: str) -> Iterator[str]:
    """Violations on one page of each kind, light and dark, at each width; what is folded away is opened first."""
    found: dict[str, list[str]] = {}
    for device, (width, height) in WIDTHS.items():
        for scheme in ("light", "dark"):
            # Without motion, so that no colour is judged halfway through a transition.
            context = running.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
            page = context.new_page()
            for kind, path in PAGES.items():
                page.goto(site + path, wait_until="networkidle")
                page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
                for told in _axe_told(Axe().run(page, options={"runOnly": list(AXE_TAGS)}).response):
                    found.setdefault(f"{kind}: {told}", []).append(f"{device} {scheme}")
            context.close()
    for told, where in found.items():
        yield f"axe {told}\n    on {', '.join(where)}"


def _axe_told(response: Report) -> Iterator[str]:
    for violation in response["violations"]:
        nodes = violation["nodes"]
        lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}, {len(nodes)} times"]
        for node in nodes[:MOST_ELEMENTS]:
            why = " ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))
            lines += [f"    {' '.join(map(str, node['target']))}  {node['html'][:160]}", f"        {why}"]
        yield "\n".join(lines)


def visits(running: Browser, site: str, foreign: set[str]) -> dict[str, Visit]:
    """What each page transfers, new and from another page. Adds to `foreign` who asked which other origin."""
    found = {}
    for kind, path in PAGES.items():
        other = PAGES["term" if kind == "home" else "home"]
        with running.new_context() as newcomer, running.new_context() as reader:
            _watch(newcomer, kind, site, foreign)
            first = _transferred(newcomer, [site + path])
            found[kind] = Visit(first, _transferred(reader, [site + other, site + path]))
    return found


def _watch(context: BrowserContext, kind: str, site: str, foreign: set[str]) -> None:
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(site))
    own = (origin, "data:", "blob:", "about:")
    context.on("request", lambda request: None if request.url.startswith(own) else foreign.add(f"requests {kind}: {request.url}"))


def _transferred(context: BrowserContext, urls: list[str]) -> int:
    """Bytes of the last of the pages, opened one after the other, without what the browser had already."""
    page = context.new_page()
    for url in urls:
        page.goto(url, wait_until="networkidle")
    sizes = page.evaluate("performance.getEntries().map(entry => entry.transferSize ?? 0)")
    return int(sum(sizes))


def _table(reports: dict[str, list[Report]], found: dict[str, Visit]) -> Iterator[str]:
    yield f"| page | {' | '.join(LEAST)} | first visit KB | next page KB |"
    yield f"|---|{'--:|' * (len(LEAST) + 2)}"
    for kind, visit in found.items():
        told = scores(middle(reports[kind])).values() if kind in reports else [""] * len(LEAST)
        yield f"| {kind} | {' | '.join(map(str, told))} | {visit.first / 1_000:.1f} | {visit.next / 1_000:.1f} |"


def prefix_of(site: Path) -> str:
    """The path below which the site was built to stand, such as `/handbook/`."""
    canonical = _CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    return urlsplit(canonical[1]).path if canonical else "/"


def main(site: Path) -> int:
    """Audit the built site; exit code 1 if anything falls short."""
    with sync_playwright() as playwright:
        os.environ.setdefault("CHROME_PATH", chromium(playwright))
    failures: list[str] = []
    foreign: set[str] = set()
    with serving(site, prefix_of(site)) as url:
        with browser() as running:
            found = visits(running, url, foreign)
            failures += [*sorted(foreign), *axe_violations(running, url)]
        # Alone on the machine, as far as it is up to us: other work lowers the score.
        reports = {kind: lighthouse(url + PAGES[kind]) for kind in AUDITED}
        searched = with_search_open([url + PAGES[kind] for kind in AUDITED])
    failures += [line for kind, runs in reports.items() for line in below_par(kind, runs)]
    failures += [
        f"lighthouse {address} with the search open: {category} is {score}, at least {LEAST[category]} is needed"
        for address, found_there in searched.items()
        for category, score in found_there.items()
        if score < LEAST[category]
    ]
    print("\n".join(_table(reports, found)))
    print(f"\n{len(PAGES)} kinds of page in light and dark at {len(WIDTHS)} widths\n")
    print("\n".join(failures) or "ok: nothing falls short")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
