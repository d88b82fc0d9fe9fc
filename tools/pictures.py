"""Pictures as they look on the site, without building it: a sheet of all, or of those named, with the site's own styles.

    .venv/bin/python -m tools.pictures rag-flow compare/slo-vs-sla-vs-sli

Writes shots/pictures-<width>-<scheme>.png for phone and desktop, light and dark, and shots/pictures.html to open in a browser.
Then says which numbers of a picture stand on no page that shows it, and which texts stand out of their picture or overlap.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from handbook.handbook import handbook_at
from handbook.macro_calls import parse_call
from handbook.macros import render_macro
from handbook.macros.page import PageContext
from handbook.render import render
from tools.browser import browser

FOLDER = Path("handbook/templates/pictures")
STYLES = Path("docs/assets/css")
# What a phone of 390 px leaves for a picture, and the most that it takes.
WIDTHS = {"phone": 358, "desktop": 520}
SCHEMES = {"light": "default", "dark": "slate"}

# Entries of a kind whose template shows the picture of that name, where there is one.
_OWN = {"compare/": "docs/compare/", "groups/": "docs/skills/", "paths/": "docs/paths/"}


# Pictures of what is in the data: the two maps, and a line for each path.
_MAPS = {"skills_map": [Path("docs/index.md")], "areas_map": [Path("docs/skills/tech-fluency.md")]}
_PATHS = "paths/"


def names() -> list[str]:
    """All pictures, those that belong to one entry with their folder."""
    found = [path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.html")]
    found += [f"{_PATHS}{path.stem}" for path in Path("docs/paths").glob("*.md") if path.stem != "index"]
    return sorted([*(name for name in found if not Path(name).name.startswith("_")), *_MAPS])


def drawn(name: str) -> str:
    """The picture as HTML, as on a page of the top folder."""
    if name.startswith(_PATHS):
        page = render_macro(handbook_at(Path()), "path", PageContext(f"{name}.md", f"{name}/"))
        return found[0] if (found := re.search("<figure.*?</figure>", page)) else ""
    if name in _MAPS:
        return render(f"{name}.html", "", handbook=handbook_at(Path()))
    return render(f"pictures/{name}.html", "")


def pages(name: str) -> list[Path]:
    """The pages that show a picture."""
    if name in _MAPS:
        return _MAPS[name]
    for folder, docs in _OWN.items():
        if name.startswith(folder):
            return [Path(docs + name.removeprefix(folder) + ".md")]
    return [
        path
        for path in sorted(Path("docs").rglob("*.md"))
        for call in map(parse_call, path.read_text(encoding="utf-8").split("\n"))
        if call and call.name == "picture" and call.arguments == (name,)
    ]


_AREA = re.compile('^area: (.+)$|<figure[^>]* data-area="([^"]+)"', re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def numbers(text: str) -> set[float]:
    """The numbers that a text holds, in figures or in words."""
    found = {float(number.replace(",", "")) for number in _NUMBER.findall(text)}
    return found | {float(value) for value, word in enumerate(_WORDS) if re.search(rf"\b{word}\b", text, re.IGNORECASE)}


def figures(html: str) -> set[str]:
    """The numbers that a picture prints, as it prints them. Marks of axes and the like are left out."""
    tree = LexborHTMLParser(html)
    for node in tree.css(".hb-tick"):
        node.decompose()
    return {number for node in tree.css("title, desc, text, figcaption") for number in _NUMBER.findall(node.text())}


def apart(name: str) -> Iterator[str]:
    """What a picture says otherwise than a page that shows it: a number that its fields and text do not have, or its area."""
    if name.startswith(_PATHS):
        return
    html = drawn(name)
    printed, area = figures(html), _AREA.search(html)
    for page in pages(name):
        text = page.read_text(encoding="utf-8")
        told, areas = numbers(text), {found[1] for found in _AREA.finditer(text)}
        if areas and area and len(pages(name)) == 1 and area[2] not in areas:
            yield f"{FOLDER}/{name}.html: has the colour of {area[2]}; {page} is of {''.join(areas)}. Give figure() that area."
        for number in sorted(number for number in printed if float(number.replace(",", "")) not in told):
            yield f"{FOLDER}/{name}.html: prints {number}, and {page} does not say it. Use the numbers of the page."


def sheet(wanted: Sequence[str], scheme: str = "default", width: int = 358) -> str:
    """A page with the pictures side by side, each as wide as on a page."""
    order = re.findall(r"assets/css/(\S+\.css)", Path("mkdocs.yml").read_text(encoding="utf-8"))
    styles = "\n".join((STYLES / name).read_text(encoding="utf-8") for name in order)
    cells = "\n".join(f'<section data-picture="{name}"><p>{name}</p>{drawn(name)}</section>' for name in wanted)
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title><style>{styles}
html {{ font-size: 20px }} *, ::before, ::after {{ box-sizing: border-box }}
body {{ background: var(--md-default-bg-color); color: var(--md-default-fg-color); font: 0.8rem/1.6 var(--md-text-font); margin: 1rem }}
main {{ display: grid; gap: 1.6rem; grid-template-columns: repeat(auto-fill, {width}px) }}
section > p {{ font: 11px var(--md-code-font); margin: 0 0 8px; opacity: .6 }} .hb-diagram {{ margin: 0 !important }}</style>
<body data-md-color-scheme="{scheme}" class="md-typeset"><main class="md-typeset">{cells}</main></body></html>"""


# What doesn't look right, told as text: run on a sheet.
FAULTS = """() => {
const luminance = colour => {
  const [red, green, blue, alpha] = colour.match(/[\\d.]+/g).map((value, at) => at < 3 && colour.startsWith('rgb') ? value / 255 : +value)
  const linear = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  return alpha === 0 ? null : 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
const inside = (box, outer, by) => box.left >= outer.left - by && box.right <= outer.right + by
  && box.top >= outer.top - by && box.bottom <= outer.bottom + by
const fill = element => luminance(getComputedStyle(element).fill)
return [...document.querySelectorAll('.hb-picture svg')].flatMap(svg => {
  const name = svg.querySelector('title').id.replace(/^picture-|-title$/g, ''), frame = svg.getBoundingClientRect(), found = []
  const texts = [...svg.querySelectorAll('text')].map(text => ({ text, box: text.getBoundingClientRect(), says: text.textContent.trim() }))
  const scale = frame.width / svg.viewBox.baseVal.width
  for (const { text, box, says } of texts) {
    const beside = text.parentElement.matches('.hb-tone, .hb-span') ? [...text.parentElement.children] : []
    const shapes = beside.filter(one => one.matches('rect, circle, path'))
    const ground = shapes.map(fill).find(found => found !== null) ?? luminance(getComputedStyle(document.body).backgroundColor)
    const [lighter, darker] = [fill(text), ground].sort((one, other) => other - one)
    if (!inside(box, frame, 0.6)) found.push(`${name}: "${says}" stands out of the picture`)
    if (shapes.length && !shapes.some(one => inside(box, one.getBoundingClientRect(), 2)))
      found.push(`${name}: "${says}" stands out of its shape`)
    if (parseFloat(getComputedStyle(text).fontSize) * scale < 11) found.push(`${name}: "${says}" is smaller than 11 px`)
    if ((lighter + 0.05) / (darker + 0.05) < 4.5) found.push(`${name}: "${says}" is too faint`)
  }
  texts.forEach((one, at) => texts.slice(at + 1).forEach(other => {
    const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
    const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
    if (across > 0.5 && down > 3) found.push(`${name}: "${one.says}" and "${other.says}" overlap`)
  }))
  return found
})
}"""


def faults(page: Page, wanted: Sequence[str], scheme: str, width: int) -> list[str]:
    """What is wrong with the pictures in this scheme at this width, after putting their sheet onto the page."""
    page.set_content(sheet(wanted, scheme, width))
    return [str(fault) for fault in page.evaluate(FAULTS)]


def main(patterns: Sequence[str], folder: Path = Path("shots")) -> int:
    wanted = [name for name in names() if not patterns or any(fnmatch(name, pattern) for pattern in patterns)]
    if not wanted:
        print(f"no picture is named {' or '.join(patterns)}; there are {', '.join(names())}")
        return 1
    folder.mkdir(exist_ok=True)
    (folder / "pictures.html").write_text(sheet(wanted), encoding="utf-8")
    told = {fault for name in wanted for fault in apart(name)}
    told |= {f"{name}: no page shows it" for name in wanted if not pages(name)}
    with browser() as running:
        page = running.new_page()
        for device, width in WIDTHS.items():
            columns = min(len(wanted), 4 if device == "phone" else 3)
            page.set_viewport_size({"width": columns * (width + 32) + 12, "height": 400})
            for scheme, name in SCHEMES.items():
                told |= set(faults(page, wanted, name, width))
                page.screenshot(path=folder / f"pictures-{device}-{scheme}.png", full_page=True)
    print("\n".join([*sorted(told), f"{len(wanted)} pictures: {folder}/pictures-*.png"]))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
