"""A stranger's text in a comment, as nothing but text.

In a code span, Markdown, HTML, mentions, references, emoji names and addresses mean nothing on the code host; and nothing
but a longer run of backticks ends one. So all that isn't ours goes into one, with an escape for what isn't printed.
"""

import re

from handbook.characters import unwanted
from handbook.problems import on_one_line

_RUNS = re.compile("`+")


def code(text: str, longest: int = 300) -> str:
    """The text as a code span, on one line, shortened."""
    line = on_one_line(visible(text))
    line = line if len(line) <= longest else f"{line[: longest - 1]}…"
    if not line.strip():
        return "(empty)"
    if "`" not in line:
        return f"`{line}`"
    fence = "`" * (_longest_run(line) + 1)
    # A space at both ends is taken away again, and keeps backticks at the ends apart from ours.
    return f"{fence} {line} {fence}"


def block(text: str, language: str) -> str:
    """The text as a fenced block of its own. `language` is ours."""
    fence = "`" * max(3, _longest_run(text) + 1)
    lines = "\n".join(on_one_line(visible(line)) for line in text.split("\n"))
    return f"{fence}{language}\n{lines}\n{fence}"


def visible(text: str) -> str:
    """The text with an escape for each character that no reader sees, or sees as something else."""
    if not unwanted(text, "\n\t"):
        return text.replace("\t", "    ")
    return "".join("    " if sign == "\t" else sign if sign == "\n" or not unwanted(sign) else f"\\u{{{ord(sign):x}}}" for sign in text)


def _longest_run(text: str) -> int:
    return max((len(run) for run in _RUNS.findall(text)), default=0)
