"""What pictures need to reckon with: how wide a text is, where a value lies on an axis, how an arrow ends, a line through points.

Jinja can lay out a picture, but it can't measure. `render` hands these functions to every template; those of
templates/pictures/ use them through _kit.html.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import hypot, sqrt

# Widths of letters in hundredths of the size of type, in a wide sans-serif face; the rest are 61.
_WIDTHS = {
    letter: width
    for letters, width in (
        ("ijl'|!.,:;", 28),
        ("ftrI()[]/- ", 35),
        ("csJxyzkv", 52),
        ("ABCDEFGHKLNOPQRSTUVXYZ&+=<>~", 69),
        ("wmMW%@→", 86),
    )
    for letter in letters
}
_USUAL = 61
_BOLD = 1.1

Point = tuple[float, float]


def text_width(text: str, size: float = 12, *, bold: bool = False) -> float:
    """About how wide a text is drawn, rather too wide than too narrow."""
    return sum(_WIDTHS.get(letter, _USUAL) for letter in text) * size / 100 * (_BOLD if bold else 1)


def fitted(text: str, width: float, size: float = 12, bold: bool = False) -> list[str]:
    """The lines of a text that is to fit into a width. A | begins a new line; a single word may stand out."""
    lines: list[str] = []
    for part in str(text).split("|"):
        line = ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if line and text_width(longer, size, bold=bold) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def fits(text: str, width: float) -> bool:
    """Whether each line of a strong text fits into a width."""
    return all(text_width(line, bold=True) <= width for line in fitted(text, width, bold=True))


_SHEET = 360


def kept(x: float, text: str, size: float = 12, bold: bool = False) -> float:
    """The middle of a text of one line, moved as far as it takes to keep the text on the sheet."""
    half = text_width(text, size, bold=bold) / 2 + 1
    return round(max(half, min(_SHEET - half, x)), 1)


def scale(lowest: float, highest: float, start: float, end: float) -> Callable[[float], float]:
    """What turns a value into its place. The scale from 0 to 100 on 80 to 340 has 50 at 210; upwards, start is the larger."""
    return lambda value: round(start + (value - lowest) / (highest - lowest) * (end - start), 1)


_TIP = 7.0


def tip(start: Point, end: Point) -> str:
    """The path of an arrow's tip at the end of a line."""
    right, down = _direction(start, end)
    x, y = end
    back_x, back_y, half = x - right * _TIP, y - down * _TIP, _TIP / 2
    one = (back_x - down * half, back_y + right * half)
    other = (back_x + down * half, back_y - right * half)
    return f"M{_point((x, y))} {_point(one)} {_point(other)}Z"


def short_of(start: Point, end: Point, by: float = 5) -> Point:
    """The point a little before the end of a line, where its tip covers it."""
    right, down = _direction(start, end)
    return round(end[0] - right * by, 1), round(end[1] - down * by, 1)


def _direction(start: Point, end: Point) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def polyline(points: Sequence[Point]) -> str:
    """The path of a line with corners."""
    return "M" + " ".join(_point(point) for point in points)


def steps(points: Sequence[Point]) -> str:
    """The path of a line that keeps its height until the next point, like a staircase."""
    path = f"M{_point(points[0])}"
    return path + "".join(f"H{_number(x)}V{_number(y)}" for x, y in points[1:])


def smooth(points: Sequence[Point]) -> str:
    """The path of a curve through points whose x grows. It never rises above or falls below its points (Fritsch and Carlson)."""
    slopes = [(after[1] - before[1]) / (after[0] - before[0]) for before, after in pairwise(points)]
    tangents = [slopes[0], *(0.0 if one * other <= 0 else (one + other) / 2 for one, other in pairwise(slopes)), slopes[-1]]
    for at, slope in enumerate(slopes):
        if slope == 0:
            tangents[at] = tangents[at + 1] = 0.0
            continue
        before, after = tangents[at] / slope, tangents[at + 1] / slope
        if (square := before * before + after * after) > 9:
            tangents[at], tangents[at + 1] = 3 / sqrt(square) * before * slope, 3 / sqrt(square) * after * slope
    path = f"M{_point(points[0])}"
    for at, (before_point, after_point) in enumerate(pairwise(points)):
        third = (after_point[0] - before_point[0]) / 3
        one = (before_point[0] + third, before_point[1] + tangents[at] * third)
        other = (after_point[0] - third, after_point[1] - tangents[at + 1] * third)
        path += f"C{_point(one)} {_point(other)} {_point(after_point)}"
    return path


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


# What every template may call.
FUNCTIONS: dict[str, Callable[..., object]] = {
    function.__name__: function for function in (fits, fitted, kept, polyline, scale, short_of, smooth, steps, text_width, tip)
}
