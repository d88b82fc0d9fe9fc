"""Screenshots of every page kind, at phone and desktop width, light and dark, into shots/."""

import sys
from pathlib import Path

from playwright.sync_api import FloatRect

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
    "library": "library/",
    "path": "paths/backend-fluency-in-six-evenings/",
    "paths": "paths/",
    "progress": "library/progress/",
    "practice": "interview/practice/?question=canary-with-mixed-signals",
    "prose": "transition/bus/",
    "interview": "interview/",
    "changes": "changes/",
    "contributing": "contributing/entries/",
    "data": "data/",
    "linking": "linking/",
    "missing": "no-such-page/",
}
WIDTHS = {"phone": (390, 844), "desktop": (1440, 900)}

# Long lists are laid out as they come into sight, which a picture of the whole page would show as empty cards.
WHOLE = "* { content-visibility: visible !important; }"
# Pixels. Long lists repeat themselves, and viewers refuse very tall pictures.
TALLEST = 5000


def main(site: Path, folder: Path, wanted: list[str]) -> None:
    """Write `<kind>-<width>-<scheme>.png` for the kinds wanted, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    with serving(site, "/handbook/") as url, browser() as running:
        for device, (width, height) in WIDTHS.items():
            for scheme in ("light", "dark"):
                page = running.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
                for kind in wanted or PAGES:
                    page.goto(url + PAGES[kind], wait_until="networkidle")
                    page.add_style_tag(content=WHOLE)
                    tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
                    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": tall}
                    page.screenshot(path=folder / f"{kind}-{device}-{scheme}.png", full_page=True, clip=clip)
                page.close()


if __name__ == "__main__":
    main(Path("site"), Path("shots"), sys.argv[1:])
