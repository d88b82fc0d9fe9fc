"""Errors and warnings, whoever raised them, as problems with a place, what is wrong, and how to mend it."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

_REMEDY = "Fix it there and the page updates by itself."


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One line of the banner. A class of its own, since the handbook's may be imported anew while this one is shown."""

    path: str
    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.what}. {self.remedy}"

    @classmethod
    def of(cls, problem: Any) -> "Told":
        """A problem of the handbook."""
        return cls(problem.path, problem.line, problem.column, problem.what, problem.remedy)


class Fault(Exception):
    """Something cannot be shown; carries why."""

    def __init__(self, *told: Told) -> None:
        super().__init__("\n".join(map(str, told)))
        self.told = told


def fault(error: BaseException, root: Path, place: str) -> Fault:
    """The error with the line of our code, template or configuration that it comes from; else it is of `place`."""
    if isinstance(error, Fault):
        return error
    chain = list(_chain(error))
    known = next(((one, found) for one in chain if (found := _position(one, root))), None)
    error, (path, line, column) = known or (chain[-1], (place, 1, 1))
    what = " ".join(str(error).split()) or "no more is known"
    kind = "" if isinstance(error, SyntaxError | TemplateSyntaxError) else f"{type(error).__name__}: "
    return Fault(Told(path, line, column, f"{kind}{what}".rstrip("."), _REMEDY))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those behind it: MkDocs and the macros plugin hide ours behind an exit or an error of their own."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _position(error: BaseException, root: Path) -> tuple[str, int, int] | None:
    if isinstance(error, SyntaxError) and error.filename and (path := _ours(error.filename, root)):
        return path, error.lineno or 1, error.offset or 1
    if isinstance(error, TemplateSyntaxError) and error.filename and (path := _ours(error.filename, root)):
        return path, error.lineno, 1
    if mark := getattr(error, "problem_mark", None):
        return "mkdocs.yml", mark.line + 1, mark.column + 1
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        # The live server's own frames are in every error, and never its cause.
        if (path := _ours(frame.filename, root)) and not path.startswith("tools/"):
            return path, frame.lineno or 1, (frame.colno or 0) + 1
    return None


def _ours(filename: str, root: Path) -> str:
    """The path from the root of a file of the project; empty for any other."""
    file = Path(filename)
    if not file.is_absolute() or not file.is_relative_to(root):
        return ""
    path = file.relative_to(root).as_posix()
    return "" if path.startswith(".") else path


class _Ears(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def silence() -> None:
    """Keep MkDocs and its plugins from printing: what they warn of is told by `listening`."""
    log = logging.getLogger("mkdocs")
    log.propagate = False
    log.setLevel(logging.INFO)
    log.addHandler(logging.NullHandler())


@contextmanager
def listening() -> Iterator[list[str]]:
    """Yields a list that fills with what MkDocs warns of meanwhile. One at a time: rendering is behind one lock."""
    ears = _Ears()
    log = logging.getLogger("mkdocs")
    log.addHandler(ears)
    try:
        yield ears.heard
    finally:
        log.removeHandler(ears)
