"""Templates to HTML, with autoescape on: an entry's text can never become markup, Markdown or Jinja."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from handbook import LICENCE, NAME
from handbook.geometry import FUNCTIONS
from handbook.kinds import MARKS


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("handbook"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"project": {"name": NAME, "licence": LICENCE}, "mark_words": MARKS, **FUNCTIONS}
    return environment


def _printed(value: object) -> object:
    """What stands in the page for a value: places in pictures with no more digits than are seen."""
    return round(value, 2) if isinstance(value, float) else value


def render(template: str, page_url: str, folder: str | None = None, **context: Any) -> str:
    """The template's HTML for the page at `page_url`, on one line. `folder` is that of `relative`.

    One line, since Markdown reads line by line: a list mark or a fence at the start of a line inside an entry's text
    would otherwise be taken for Markdown.
    """
    html = (
        _environment()
        .get_template(template)
        .render(
            href=lambda url: relative(url, page_url, folder),
            **context,
        )
    )
    return " ".join(html.split())


def relative(url: str, page_url: str, folder: str | None = None) -> str:
    """A URL from the site's root as seen from a page, so that the site works under any prefix.

    `relative("glossary/mvp/", "skills/okr/")` is `../../glossary/mvp/`. Absolute URLs stay as they are.

    `folder` is that of the page's source, where the generator reads references in HTML as if they stood there, and moves
    them to the page's URL. Zensical does, in `href`, `src` and `srcset`, and takes whatever ends in `.md` for a page; it
    leaves `%2E` alone, which is the same dot in an address (RFC 3986, section 6.2.2.2).
    """
    if "://" in url:
        return url
    path, hash_sign, fragment = url.partition("#")
    if path == page_url and fragment:
        return f"#{fragment}"
    here, there = _steps(page_url.rpartition("/")[0] if folder is None else folder), _steps(path)
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    steps = "/".join([".."] * (len(here) - shared) + there[shared:]) or "."
    if folder is not None and steps.endswith(".md"):
        steps = f"{steps.removesuffix('.md')}%2Emd"
    slash = "/" if not path or path.endswith("/") else ""
    return f"{steps}{slash}{hash_sign}{fragment}"


def _steps(path: str) -> list[str]:
    return path.strip("/").split("/") if path.strip("/") else []
