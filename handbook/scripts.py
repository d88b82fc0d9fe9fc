"""The site's own scripts as they are published: without comments, blanks and long local names, and asked for in time."""

import posixpath
import re
from collections.abc import Iterable, Mapping

import minify

FOLDER = "assets/js/"
# How each script begins in docs/assets/js/.
_SOURCE = "// @ts-check"
# What a module needs before it runs; not `import("./x.js")`, which waits until it is called.
_IMPORTED = re.compile(r"""(?:^|[;}\n])\s*(?:import|export)\b[^;"'()]*["'](\.{1,2}/[^"']+)["']""")
# Whatever a script names, to run now or later.
_NAMED = re.compile(r"""["'](\.{1,2}/[\w./-]+\.js)["']""")
_TAG = re.compile(rf'<script [^>]*?src="([^"]*?)({FOLDER}[\w./-]+\.js)"[^>]*></script>')
_HEAD_END = "</head>"
_ASKED = '<link rel="modulepreload" href="'


def is_ours(path: str) -> bool:
    """Whether a file of the site is a script of ours. Those in `vendor/` are not: they stay as they came, with their licence."""
    return path.startswith(FOLDER) and path.endswith(".js") and "/vendor/" not in path


def shortened(text: str) -> str:
    """A script in four tenths less to fetch; unchanged where it is short already, since a second pass would rename things again."""
    if not text.startswith(_SOURCE):
        return text
    short: str = minify.string("text/javascript", text)
    return short


class Modules:
    """Which of the site's scripts need which. A browser finds out one after the other, unless it is told at once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts` are the scripts by their paths in the site."""
        self._imported = {path: _imported(path, text) for path, text in texts.items()}
        self._named = {path: _at(path, _NAMED.findall(text)) for path, text in texts.items()}

    def needed(self, paths: list[str]) -> list[str]:
        """What these modules need beside themselves, nearest first."""
        found = list(dict.fromkeys(paths))
        for path in found:
            found += [one for one in self._imported.get(path, ()) if one not in found]
        return found[len(set(paths)) :]

    def reached(self, paths: Iterable[str]) -> list[str]:
        """These scripts and all that may come to run because of them, as far as they are ours."""
        found = [path for path in dict.fromkeys(paths) if path in self._named]
        for path in found:
            found += [one for one in self._named[path] if one not in found and one in self._named]
        return found

    def with_needed(self, html: str) -> str:
        """The page with a link to each module that its modules need, at the end of its head."""
        tags = [tag for tag in _TAG.finditer(html) if 'type="module"' in tag[0]]
        if not tags or _ASKED in html:
            return html
        links = "".join(f'{_ASKED}{tags[0][1]}{path}">' for path in self.needed([tag[2] for tag in tags]))
        return html.replace(_HEAD_END, links + _HEAD_END, 1)


def asked(html: str) -> list[str]:
    """The scripts of ours that a page asks for."""
    return [tag[2] for tag in _TAG.finditer(html)]


def _imported(path: str, text: str) -> list[str]:
    return _at(path, _IMPORTED.findall(text))


def _at(path: str, found: Iterable[str]) -> list[str]:
    """The places of scripts that are named as seen from the script at `path`."""
    return [posixpath.normpath(posixpath.join(posixpath.dirname(path), one)) for one in found]
