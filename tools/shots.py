"""Screenshots of every page kind, at three widths, light and dark, and as printed, into shots/."""

import sys
from pathlib import Path

from playwright.sync_api import FloatRect, Page

from handbook.serving import serving
from tools.browser import browser

# One page of each kind. A new kind of page belongs here.
PAGES = {
    "home": "",
    "gap-check": "gap-check/",
    "plan": "plan/",
    "skills": "skills/",
    "skill-group": "skills/tech-fluency/",
    "skill": "skills/backend-fluency/",
    "glossary": "glossary/",
    "term": "glossary/ci-cd/",
    "comparison": "compare/monolith-vs-microservices/",
    "compare": "compare/",
    "room": "rooms/decision-threshold/",
    "room-without-best": "rooms/launch-gate/",
    "room-of-many-numbers": "rooms/cost-by-volume/",
    "rooms": "rooms/",
    "library": "library/",
    "path": "paths/backend-fluency-in-six-evenings/",
    "paths": "paths/",
    "progress": "library/progress/",
    "practice": "interview/practice/?question=canary-with-mixed-signals",
    "prose": "transition/bus/",
    "interview": "interview/",
    "one-page-case": "transition/one-page-case/",
    "changes": "changes/",
    "contributing": "contributing/reference/",
    "data": "data/",
    "linking": "linking/",
    "missing": "no-such-page/",
}
WIDTHS = {"phone": (390, 844), "tablet": (768, 1024), "desktop": (1440, 900)}
# What people print, and the width of a sheet of A4 without its margins.
PRINTED = ("term", "path", "plan", "interview", "skill", "comparison", "room", "one-page-case")
PAPER = (718, 1000)

# Long lists are laid out as they come into sight, which a picture of the whole page would show as empty cards.
WHOLE = "* { content-visibility: visible !important; }"
# Pixels. Long lists repeat themselves, and viewers refuse very tall pictures.
TALLEST = 5000


def main(site: Path, folder: Path, wanted: list[str]) -> None:
    """Write `<kind>-<width>-<scheme>.png`, and `<kind>-paper.png` and `.pdf` of what people print, for the kinds wanted, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = wanted or [*PAGES]
    with serving(site, "/handbook/") as url, browser() as running:
        for device, (width, height) in WIDTHS.items():
            for scheme in ("light", "dark"):
                page = running.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
                for kind in kinds:
                    _shoot(page, url + PAGES[kind], folder / f"{kind}-{device}-{scheme}.png")
                page.close()
        page = running.new_page(viewport={"width": PAPER[0], "height": PAPER[1]}, reduced_motion="reduce")
        page.emulate_media(media="print")
        for kind in set(PRINTED) & {*kinds}:
            _shoot(page, url + PAGES[kind], folder / f"{kind}-paper.png")
            page.pdf(path=folder / f"{kind}-paper.pdf", format="A4", prefer_css_page_size=True)


def _shoot(page: Page, address: str, file: Path) -> None:
    page.goto(address, wait_until="networkidle")
    page.add_style_tag(content=WHOLE)
    tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    clip: FloatRect = {"x": 0, "y": 0, "width": page.evaluate("innerWidth"), "height": tall}
    page.screenshot(path=file, full_page=True, clip=clip)


if __name__ == "__main__":
    main(Path("site"), Path("shots"), sys.argv[1:])
