"""The site's styles as one file: written by subject, sent at once, since each file more delays a page's first paint.

The theme's come first, then ours, short and cut to what can apply. Long lists have a file of their own, with what they need, since
they are heavy enough; so has what only one page needs beside the rest.
"""

import re
from collections.abc import Callable, Iterable

from handbook.sheets import Elements, Sheet

JOINED = "assets/css/handbook.css"
JOINED_FOR_LISTS = "assets/css/handbook-lists.css"
ALL_JOINED = (JOINED, JOINED_FOR_LISTS)

_FOLDER = "assets/css/"
_THEMES = "assets/stylesheets/"
_PLACE = rf"(?:{_FOLDER}|{_THEMES})[\w./-]+\.css"
# Pages with long lists, and those that are used along with them.
_LISTS = ("interview/", "library/")
_LINKS = re.compile(rf'(?:<link rel="stylesheet" href="[^"]*{_PLACE}">\s*)+')
_LINK = re.compile(rf'href="([^"]*?)({_PLACE})"')
# How each file begins in docs/assets/css/.
_SOURCE = "/*"

Read = Callable[[str], bytes]


def is_ours(path: str) -> bool:
    """Whether a file of the site holds styles of ours."""
    return path.startswith(_FOLDER) and path.endswith(".css") and path not in ALL_JOINED


def is_the_themes(path: str) -> bool:
    """Whether a file of the site holds styles of the theme."""
    return path.startswith(_THEMES) and path.endswith(".css")


def joined_for(page: str) -> str:
    """The file with the styles of a page, by the page's path from the site's root."""
    return JOINED_FOR_LISTS if page.startswith(_LISTS) else JOINED


def names(html: str) -> list[str]:
    """The styles that every page has, as paths from the site's root, in their order; none where they are joined already."""
    found = _LINKS.search(html)
    paths = [path for _, path in _LINK.findall(found[0])] if found else []
    return [] if set(paths) & set(ALL_JOINED) else paths


def with_joined(html: str, paths: list[str], joined: str = JOINED) -> str:
    """The page with one link, to the file `joined`, in place of those to these styles. What it has beyond them stays, behind that."""
    found = _LINKS.search(html)
    links = _LINK.findall(found[0]) if found else []
    if not found or not any(path in paths for _, path in links):
        return html
    own = [path for _, path in links if path not in paths]
    spaces = found[0][len(found[0].rstrip()) :]
    written = "\n".join(f'<link rel="stylesheet" href="{links[0][0]}{path}">' for path in (joined, *own))
    return f"{html[: found.start()]}{written}{spaces}{html[found.end() :]}"


def joined(paths: Iterable[str], read: Read) -> bytes:
    """The styles one after the other. `read` gives a file's content by its path."""
    return b"\n".join(read(path).rstrip() for path in paths) + b"\n"


def sheet_of(paths: Iterable[str], read: Read) -> Sheet:
    """All of the styles."""
    return Sheet(read(path).decode() for path in paths)


def published(sheet: Sheet, elements: Elements, scripts: Iterable[str], more: Iterable[str]) -> bytes:
    """The styles as they are sent, cut to these elements and scripts. `more` are texts that use what these name."""
    return f"{sheet.cut(elements, scripts, ''.join(more))}\n".encode()


def shortened(text: str) -> str:
    """Styles without comments and blanks; unchanged where they are short already."""
    return Sheet([text]).printed() if text.startswith(_SOURCE) else text
