"""The site's styles as one file: written by subject, sent at once, since each file more delays a page's first paint.

The theme's come first, cut to what can apply; ours follow, short and whole. What only one page needs is a file of its own.
"""

import re
from collections.abc import Callable, Iterable

from handbook.sheets import Elements, Sheet

JOINED = "assets/css/handbook.css"

_FOLDER = "assets/css/"
_THEMES = "assets/stylesheets/"
_PLACE = rf"(?:{_FOLDER}|{_THEMES})[\w./-]+\.css"
_LINKS = re.compile(rf'(?:<link rel="stylesheet" href="[^"]*{_PLACE}">\s*)+')
_LINK = re.compile(rf'href="([^"]*?)({_PLACE})"')
# How each file begins in docs/assets/css/.
_SOURCE = "/*"

Read = Callable[[str], bytes]


def is_ours(path: str) -> bool:
    """Whether a file of the site holds styles of ours."""
    return path.startswith(_FOLDER) and path.endswith(".css") and path != JOINED


def is_the_themes(path: str) -> bool:
    """Whether a file of the site holds styles of the theme."""
    return path.startswith(_THEMES) and path.endswith(".css")


def names(html: str) -> list[str]:
    """The styles that every page has, as paths from the site's root, in their order; none where they are joined already."""
    found = _LINKS.search(html)
    paths = [path for _, path in _LINK.findall(found[0])] if found else []
    return [] if JOINED in paths else paths


def with_joined(html: str, paths: list[str]) -> str:
    """The page with one link in place of those to these styles. What it has beyond them stays, behind that."""
    found = _LINKS.search(html)
    links = _LINK.findall(found[0]) if found else []
    if not found or not any(path in paths for _, path in links):
        return html
    own = [path for _, path in links if path not in paths]
    spaces = found[0][len(found[0].rstrip()) :]
    written = "\n".join(f'<link rel="stylesheet" href="{links[0][0]}{path}">' for path in (JOINED, *own))
    return f"{html[: found.start()]}{written}{spaces}{html[found.end() :]}"


def joined(paths: Iterable[str], read: Read) -> bytes:
    """The styles one after the other. `read` gives a file's content by its path."""
    return b"\n".join(read(path).rstrip() for path in paths) + b"\n"


def theme_of(paths: Iterable[str], read: Read) -> Sheet:
    """Those of the styles that are the theme's."""
    return Sheet(read(path).decode() for path in paths if is_the_themes(path))


def published(theme: Sheet, paths: list[str], read: Read, elements: Elements, scripts: Iterable[str], more: Iterable[str]) -> bytes:
    """The styles as they are sent, the theme's cut to these elements and scripts. `more` are styles that use what it names."""
    ours = "".join(shortened(read(path).decode()) for path in paths if not is_the_themes(path))
    return f"{theme.cut(elements, scripts, ''.join([ours, *more]))}\n{ours}\n".encode()


def shortened(text: str) -> str:
    """Styles without comments and blanks; unchanged where they are short already."""
    return Sheet([text]).printed() if text.startswith(_SOURCE) else text
