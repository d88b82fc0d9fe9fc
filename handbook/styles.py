"""The site's styles as one file: written by subject, sent at once, since each file more delays a page's first paint."""

import re
from collections.abc import Callable

JOINED = "assets/css/handbook.css"

_FOLDER = "assets/css/"
_LINKS = re.compile(rf'(?:<link rel="stylesheet" href="[^"]*{_FOLDER}[a-z-]+\.css">\s*)+')
_LINK = re.compile(rf'href="([^"]*){_FOLDER}([a-z-]+)\.css"')


def names(html: str) -> list[str]:
    """The styles of a page, as paths from the site's root, in their order; none where they are joined already."""
    found = _LINKS.search(html)
    paths = [f"{_FOLDER}{name}.css" for _, name in _LINK.findall(found[0])] if found else []
    return [] if paths == [JOINED] else paths


def with_joined(html: str) -> str:
    """The page with one link in place of its run of links to styles."""
    found = _LINKS.search(html)
    first = _LINK.search(found[0]) if found else None
    if not found or not first or not names(html):
        return html
    spaces = found[0][len(found[0].rstrip()) :]
    return f'{html[: found.start()]}<link rel="stylesheet" href="{first[1]}{JOINED}">{spaces}{html[found.end() :]}'


def joined(paths: list[str], read: Callable[[str], bytes]) -> bytes:
    """The styles one after the other. `read` gives a file's content by its path."""
    return b"\n".join(read(path).rstrip() for path in paths) + b"\n"
