"""Colours, sizes and spaces: one home, and everything that has an area or a group has its colour wherever colours are used."""

import re
from pathlib import Path

import pytest

from handbook.export import cards
from handbook.load import load
from tests.conftest import ROOT

STYLES = ROOT / "docs" / "assets" / "css"
FILES = sorted(STYLES.glob("*.css"))
USERS = [file for file in FILES if file.name != "tokens.css"]
SCHEMES = ("default", "slate")
VOCABULARY = load(ROOT).vocabulary
# By the name of the attribute that pages carry.
COLOURED = [("area", name) for name in VOCABULARY.areas] + [("group", name) for name in VOCABULARY.groups]

# Address of the page and name of the file.
OF_ONE_PAGE = dict(
    re.findall(
        r'"([\w/-]+)": "([\w-]+)"', (ROOT / "overrides" / "main.html").read_text(encoding="utf-8").split("set style", 1)[1].split("%}")[0]
    )
)
# And of the pages of one kind.
OF_ONE_KIND = {"rooms/": "room"}

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DECLARATION = re.compile(r"([\w-]+):\s*([^;]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def declarations(file: Path, selector: str) -> dict[str, str]:
    """What all rules with this selector declare, alone or in a list."""
    found: dict[str, str] = {}
    for selectors, body in _RULE.findall(_COMMENT.sub("", file.read_text(encoding="utf-8"))):
        if selector in [one.strip() for one in selectors.split(",")]:
            found |= dict(_DECLARATION.findall(body))
    return found


def colour(name: str, scheme: str = "default") -> str:
    """A token's value, followed through other tokens."""
    tokens = declarations(STYLES / "tokens.css", ":root") | declarations(STYLES / "tokens.css", f'[data-md-color-scheme="{scheme}"]')
    value = tokens[name]
    return colour(value[4:-1], scheme) if value.startswith("var(") else value


@pytest.mark.parametrize(("kind", "name"), COLOURED)
def test_each_area_and_group_has_its_colours_in_both_schemes(kind: str, name: str) -> None:
    hues = declarations(STYLES / "tokens.css", f'[data-{kind}="{name}"]')
    for scheme in SCHEMES:
        for hue in ("--hb-hue", "--hb-hue-text"):
            assert re.fullmatch("#[0-9a-f]{6}", colour(hues[hue][4:-1], scheme)), (scheme, hue)


@pytest.mark.parametrize(("kind", "name"), COLOURED)
def test_the_card_of_an_entry_has_the_colour_of_its_page(kind: str, name: str) -> None:
    hue = declarations(STYLES / "tokens.css", f'[data-{kind}="{name}"]')["--hb-hue"]
    assert cards._COLOURS[name] == colour(hue[4:-1])


def contrast(one: str, other: str) -> float:
    """Source: W3C, WCAG 2.2, contrast ratio."""

    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


GROUNDS = ("--md-default-bg-color", "--hb-surface", "--hb-tint", "--hb-head")
HUES = ("group", *VOCABULARY.areas)
TEXTS: list[tuple[str, tuple[str, ...]]] = [
    ("--md-default-fg-color", GROUNDS),
    ("--md-default-fg-color--light", GROUNDS),
    ("--md-typeset-a-color", GROUNDS),
]
TEXTS += [(f"--hb-text-{hue}", GROUNDS[:3]) for hue in HUES]
TEXTS += [("--hb-on-ink", (*(f"--hb-{hue}" for hue in HUES), "--hb-decide", "--hb-problem", "--md-primary-fg-color", "--hb-ink"))]
TEXTS += [("--hb-on-solid", ("--hb-solid",)), ("--hb-decide-link", ("--hb-decide",)), ("--hb-ink", ("--hb-sun",))]
TEXTS += [
    ("--hb-warn", ("--hb-warn-tint", *GROUNDS[:3])),
    ("--hb-good", GROUNDS[:3]),
    ("--md-footer-fg-color--lighter", ("--md-footer-bg-color",)),
]
SHAPES = [(f"--hb-{hue}", GROUNDS[:2]) for hue in HUES]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_texts_and_shapes_stand_out_from_what_they_lie_on(scheme: str) -> None:
    faint = [
        f"{name} on {ground}: {ratio:.2f}"
        for pairs, least in ((TEXTS, 4.5), (SHAPES, 3.0))
        for name, grounds in pairs
        for ground in grounds
        if (ratio := contrast(colour(name, scheme), colour(ground, scheme))) < least
    ]
    assert faint == []


def test_no_colour_is_kept_for_an_area_or_group_that_is_gone() -> None:
    selectors = re.findall(r'\[data-(area|group)="([\w-]+)"\]', (STYLES / "tokens.css").read_text(encoding="utf-8"))
    assert sorted(selectors) == sorted(COLOURED)
    assert sorted(cards._COLOURS) == sorted(name for _, name in COLOURED)


def test_cards_browsers_and_embeds_have_the_colours_of_the_pages() -> None:
    assert colour("--hb-ink") == cards._INK
    assert colour("--hb-sun") == cards._SUN
    assert colour("--md-default-bg-color") == cards._PAPER
    assert colour("--md-default-fg-color--light") == cards._QUIET
    page = (ROOT / "overrides" / "main.html").read_text(encoding="utf-8")
    assert re.findall(r'name="theme-color" content="([^"]+)"', page) == [colour("--md-primary-fg-color")]
    alone = (ROOT / "handbook" / "templates" / "_standalone.html").read_text(encoding="utf-8")
    own = {
        "--paper": "--md-default-bg-color",
        "--ink": "--md-default-fg-color",
        "--quiet": "--md-default-fg-color--light",
        "--line": "--hb-line",
        "--link": "--md-typeset-a-color",
    }
    for name, token in own.items():
        assert re.findall(rf"{name}: (#\w+);", alone) == [colour(token, scheme) for scheme in SCHEMES], name
    for template, line in (("embed", "border-left"), ("_sheet", "border-bottom")):
        own_styles = (ROOT / "handbook" / "templates" / f"{template}.html").read_text(encoding="utf-8")
        assert f"{line}: 4px solid {colour('--hb-sun')};" in own_styles


@pytest.mark.parametrize("file", USERS, ids=lambda file: file.name)
def test_colours_and_sizes_are_named_not_written(file: Path) -> None:
    written = []
    for name, value in _DECLARATION.findall(_COMMENT.sub("", file.read_text(encoding="utf-8"))):
        sized = name == "font-size" or re.fullmatch(r"(margin|padding)(-\w+)*|(\w+-)?gap|scroll-margin-top", name)
        if re.search(r"#[0-9a-f]{3,8}\b|\brgb|!important", value) or (sized and re.search(r"\d(rem|px|em)\b", value)):
            written.append(f"{name}: {value}")
    assert written == []


def test_every_token_is_used_and_every_used_one_is_there() -> None:
    text = "".join(_COMMENT.sub("", file.read_text(encoding="utf-8")) for file in FILES)
    named = set(re.findall(r"(--hb-[\w-]+):", text))
    assert named == set(re.findall(r"var\((--hb-[\w-]+)\)", text))


def test_every_file_of_styles_is_on_the_pages_tokens_first() -> None:
    listed = re.findall(r"assets/css/([\w-]+\.css)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert listed[0] == "tokens.css"
    of_one_page = [f"{name}.css" for name in (OF_ONE_PAGE | OF_ONE_KIND).values()]
    assert sorted([*listed, *of_one_page]) == [file.name for file in FILES]


def test_styles_of_one_page_are_for_nothing_that_others_have(site: Path) -> None:
    """What such a file says of a class that others have, it says within one that they have not."""
    pages = {page: set(re.findall(r"hb-[\w-]+", page.read_text(encoding="utf-8"))) for page in site.rglob("*.html")}
    for url, name in (OF_ONE_PAGE | OF_ONE_KIND).items():
        others = set().union(*(classes for page, classes in pages.items() if not page.is_relative_to(site / url)))
        text = _COMMENT.sub("", (STYLES / f"{name}.css").read_text(encoding="utf-8"))
        for selectors, _ in _RULE.findall(text):
            for selector in re.split(r",(?![^(]*\))", selectors.strip()):
                classes = set(re.findall(r"\.(hb-[\w-]+)", selector))
                assert not classes or classes - others or "[data-runs" in selector, selector
