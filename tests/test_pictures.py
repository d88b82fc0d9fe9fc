"""Pictures say what their pages say, and keep what they draw on the sheet."""

import pytest

from handbook.geometry import fitted, kept, scale, smooth, steps, text_width, tip
from tools.pictures import apart, figures, names, numbers, pages


@pytest.mark.parametrize("name", names())
def test_a_picture_prints_the_numbers_of_each_page_that_shows_it(name: str) -> None:
    assert [*apart(name)] == []
    assert pages(name), "no page shows it: call it, or delete it"


def test_numbers_are_compared_as_amounts() -> None:
    assert {1158, 13.8, 62, 4} <= numbers("Of 1,158 flags 13.8% were right, then 62.0%; four readers")
    svg = '<svg><title>Two</title><text>1,158</text><text class="hb-tick">7</text></svg><figcaption>62.0% of them</figcaption>'
    assert figures(svg) == {"1,158", "62.0"}


def test_a_text_is_cut_into_lines_that_fit() -> None:
    assert fitted("three short words", 60) == ["three", "short", "words"]
    assert fitted("one|two three", 200) == ["one", "two three"]
    assert all(text_width(line) <= 80 for line in fitted("a label of several words that is long", 80))
    assert kept(2, "100%") - text_width("100%") / 2 > 0
    assert kept(180, "100%") == 180


def test_values_become_places() -> None:
    assert scale(0, 100, 80, 340)(50) == 210
    assert scale(0, 10, 200, 0)(10) == 0
    assert steps([(0, 5), (10, 8)]) == "M0 5H10V8"
    assert tip((0, 0), (10, 0)) == "M10 0 3 3.5 3 -3.5Z"


def test_a_smooth_line_stays_between_its_points() -> None:
    heights = [float(pair.split()[1]) for part in smooth([(0, 10), (5, 60), (6, 60), (10, 20)])[1:].split("C") for pair in _pairs(part)]
    assert min(heights) >= 10
    assert max(heights) <= 60


def _pairs(part: str) -> list[str]:
    numbers = part.split()
    return [" ".join(numbers[at : at + 2]) for at in range(0, len(numbers), 2)]
