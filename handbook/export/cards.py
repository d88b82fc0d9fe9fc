"""The picture that a link to an entry shows elsewhere: its name and its definition, drawn without a browser or network.

Drawn once: a card is kept in .cache/cards under a name made of all that is on it. `make build` has them drawn while the
pages are built, and publishing then finds them there.
"""

import hashlib
import io
import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import files as files_of
from math import modf
from pathlib import Path

import PIL
from PIL import Image, ImageDraw, ImageFont

from handbook import NAME
from handbook.export.file import File
from handbook.handbook import Handbook, Link
from handbook.kinds import KINDS

# Pixels: what OpenGraph's readers ask for. Bytes: what slow networks and strict wikis take.
SIZE = (1200, 630)
LARGEST = 60_000
CACHE = Path(".cache") / "cards"

_VERSION = "4"
_INK, _PAPER, _SUN, _QUIET = "#12263a", "#faf8f3", "#f5a524", "#51606f"
_COLOURS = {
    "product": "#8d3d02",
    "data": "#01675b",
    "responsible-ai": "#962751",
    "ml-ai": "#2552aa",
    "mlops": "#693d9c",
    "backend": "#516003",
    "product-strategy": "#264056",
    "product-delivery": "#264056",
    "influence": "#264056",
    "tech-fluency": "#264056",
}
# Pixels: the left edge and width of the text, and where the handbook's name begins.
_LEFT, _WIDTH, _FLOOR = 90, 1020, 530
# Where the line above the title ends.
_LABEL = 104
# A pixel that is all ink.
_FULL = 255
# The pictures' compression, of 9: the next level takes half as long again for three bytes in a hundred.
_LEVEL = 5
# Where the palette has these colours; the paper is first.
_SUN_PLACE, _COLOUR_PLACE = 1, 2
# Steps from the paper to the full colour of a letter, for smooth edges.
_SHADES = 14
# Title and text of the card of pages that show no entry.
_WHOLE = (NAME, "What a data scientist still needs to become an ML/AI product manager, and what to do about it this week.")


def files(handbook: Handbook, _address: str) -> Iterator[File]:
    """The card of every entry that has a page, and one for all other pages."""
    yield File("assets/cards/handbook.png", _kept(handbook, "", *_WHOLE, _SUN))
    for kind in (row.name for row in KINDS.values() if row.has_page):
        for entry_id in handbook.catalog.records(kind):
            link = handbook.link(kind, entry_id)
            label, colour = _label(handbook, link)
            yield File(f"assets/cards/{kind}-{{id}}.png", _kept(handbook, label, link.title, link.summary, colour), (kind, entry_id))


def draw_missing(handbook: Handbook) -> None:
    """Draw every card that is not kept yet."""
    for _ in files(handbook, ""):
        pass


def _label(handbook: Handbook, link: Link) -> tuple[str, str]:
    """The line above the title, and the colour of the entry's area or group."""
    entry = handbook.catalog.records(link.kind)[link.id].model
    if link.kind == "term":
        return f"Glossary / {handbook.vocabulary.areas[entry.area].title}", _COLOURS.get(entry.area, _SUN)
    if link.kind == "skill":
        return f"Skills / {handbook.vocabulary.groups[entry.group].title}", _COLOURS.get(entry.group, _SUN)
    return (f"Path, {entry.hours} hours" if link.kind == "path" else KINDS[link.kind].section), _SUN


def _kept(handbook: Handbook, label: str, title: str, text: str, colour: str) -> bytes:
    name = hashlib.sha256("\0".join((_VERSION, PIL.__version__, label, title, text, colour)).encode()).hexdigest()
    file = handbook.catalog.root / CACHE / f"{name}.png"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and moved, so that a second build at the same time never reads half a file.
        half = file.with_suffix(f".{os.getpid()}")
        half.write_bytes(draw(label, title, text, colour))
        half.replace(file)
    return file.read_bytes()


def draw(label: str, title: str, text: str, colour: str) -> bytes:
    """The card as PNG: a line above, the title in at most two lines, the text in at most six, the handbook's name below."""
    ink = Image.new("L", SIZE)
    _write(ink, _LEFT, 56, label, _font("Regular", 30))
    top = _paragraph(ink, 110, title, _largest(title, "Bold", (76, 64, 54, 46, 40), 2 * 76 * 1.15, 1.15), 3, 1.15) + 24
    # Short definitions in larger letters: chat programs show the card at a third of its size.
    _paragraph(ink, top, text, _largest(text, "Regular", (46, 41, 36), _FLOOR - top, 1.4), 6, 1.4)
    _write(ink, _LEFT + 60, 540, NAME, _font("Bold", 30))
    out = io.BytesIO()
    _coloured(ink, colour).save(out, "PNG", compress_level=_LEVEL)
    return out.getvalue()


def _coloured(ink: Image.Image, colour: str) -> Image.Image:
    """The card, from how much ink is on each pixel. Its colours are looked up, since to compute them for every pixel is slow."""
    palette = _palette(colour)
    card = ink.point(_shades(palette, _INK))
    card.paste(ink.crop((0, 0, SIZE[0], _LABEL)).point(_shades(palette, _QUIET)))
    card.putpalette(palette.getpalette() or ())
    canvas = ImageDraw.Draw(card)
    canvas.rectangle((0, 0, 24, SIZE[1]), fill=_COLOUR_PLACE)
    canvas.rectangle((_LEFT, 556, _LEFT + 44, 562), fill=_SUN_PLACE)
    return card


def _largest(text: str, weight: str, sizes: tuple[int, ...], room: float, spacing: float) -> ImageFont.FreeTypeFont:
    """The first of the sizes at which the text is at most `room` pixels high, or else the last."""
    fonts = [_font(weight, size) for size in sizes]
    return next((font for font in fonts if len(lines(text, font)) * font.size * spacing <= room), fonts[-1])


def _paragraph(ink: Image.Image, top: float, text: str, font: ImageFont.FreeTypeFont, most: int, spacing: float) -> float:
    """Write at most so many lines of the text; returns where they end."""
    for line in lines(text, font)[:most]:
        _write(ink, _LEFT, top, line, font)
        top += font.size * spacing
    return top


def _write(ink: Image.Image, left: float, top: float, line: str, font: ImageFont.FreeTypeFont) -> None:
    """Write one line from letters that are drawn once for all cards, since to draw one takes longer than all else."""
    fraction, row = modf(top)
    for letter in line:
        drawn, right, down = _letter(font, letter, fraction)
        ink.paste(_FULL, (round(left) + right, int(row) + down), drawn)
        left += _advance(font, letter)


@cache
def _letter(font: ImageFont.FreeTypeFont, letter: str, fraction: float) -> tuple[Image.Image, int, int]:
    """A letter so many parts of a pixel down, and how far it is to the right of and below where it is written."""
    margin = round(font.size)
    room = Image.new("L", (3 * margin, 3 * margin))
    ImageDraw.Draw(room).text((margin, margin + fraction), letter, font=font, fill=_FULL)
    box = room.getbbox() or (margin, margin, margin, margin)
    return room.crop(box), box[0] - margin, box[1] - margin


@cache
def _palette(colour: str) -> Image.Image:
    """The card's own colours, and the shades between its letters and the paper. A computed one would lose small areas."""
    paper = Image.new("RGB", (1, 1), _PAPER)
    shades = [Image.new("RGB", (1, 1), plain) for plain in (_PAPER, _SUN, colour)]
    for ink in (_INK, _QUIET):
        letters = Image.new("RGB", (1, 1), ink)
        shades += [Image.blend(paper, letters, step / _SHADES) for step in range(1, _SHADES + 1)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(b"".join(shade.tobytes() for shade in shades))
    return palette


def _shades(palette: Image.Image, ink: str) -> list[int]:
    """The place in the palette of each amount of an ink on the paper, from none to `_FULL`."""
    ramp = Image.new("RGB", (_FULL + 1, 1), _PAPER)
    ramp.paste(ink, mask=Image.frombytes("L", ramp.size, bytes(range(_FULL + 1))))
    return list(ramp.quantize(palette=palette, dither=Image.Dither.NONE).tobytes())


def lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The text broken at spaces so that each line fits the card."""
    found: list[str] = []
    width = 0.0
    for word in text.split():
        wider = width + _length(f" {word}", font)
        if found and wider <= _WIDTH:
            found[-1] += f" {word}"
            width = wider
        else:
            found.append(word)
            width = _length(word, font)
    return found


def _length(text: str, font: ImageFont.FreeTypeFont) -> float:
    return sum(_advance(font, letter) for letter in text)


@cache
def _advance(font: ImageFont.FreeTypeFont, letter: str) -> float:
    """How far it is from a letter to the next, whatever that is: the basic layout finds no pairs to bring together in Lato."""
    return font.getlength(letter)


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    found = next(file for file in files_of("font-lato") or () if file.name == f"Lato-{weight}.ttf")
    return ImageFont.truetype(str(found.locate()), size, layout_engine=ImageFont.Layout.BASIC)
