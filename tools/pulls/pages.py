"""The built pages so that they open from a folder: `python -m tools.pulls.pages SITE SUMMARY OUT`.

A server answers `glossary/mvp/` with a file in that folder; a browser that opens files does not, so links name the file.
`changed.html` lists what SUMMARY says has changed. Scripts need a server (`python -m http.server`), the texts don't.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from tools.pulls.received import GROUPS, Change, Summary, summary
from tools.pulls.told import address_of

LIST = "changed.html"
_HEAD = (
    '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>What changes</title>\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n<h1>What changes</h1>\n'
)
# A link inside the site: no scheme and no host, up to what follows the path.
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")(?!//)([^":?#]+)(?=["?#])')


def main(arguments: list[str]) -> int:
    """Copy the site and change its links."""
    site, told, out = (Path(argument) for argument in arguments)
    shutil.copytree(site, out, dirs_exist_ok=True)
    for page in out.rglob("*.html"):
        page.write_text(openable(page.read_text(encoding="utf-8")), encoding="utf-8")
    (out / LIST).write_text(listed(summary(told.read_bytes())), encoding="utf-8")
    return 0


def openable(page: str) -> str:
    """The page with links to files instead of folders."""
    return _LINK.sub(lambda found: f"{found[1]}{_file(found[2])}", page)


def _file(path: str) -> str:
    if path.rpartition("/")[2] in {"", ".", ".."}:
        return f"{path.removesuffix('/')}/index.html"
    return path


def listed(told: Summary) -> str:
    """The page that lists what changes, with links to it."""
    return f"{_HEAD}{''.join(_groups(told))}</html>\n"


def _groups(told: Summary) -> Iterator[str]:
    for group in GROUPS:
        if changes := told.changes[group]:
            yield f"<h2>{group.capitalize()}</h2>\n<ul>\n{''.join(_item(change, group) for change in changes)}</ul>\n"


def _item(change: Change, group: str) -> str:
    path, hash_sign, anchor = address_of(change).partition("#")
    title = escape(f"{change.title} ({change.kind})")
    linked = title if group == "removed" else f'<a href="{path}index.html{hash_sign}{anchor}">{title}</a>'
    return f"<li>{linked}{escape(': ' + ', '.join(change.fields)) if change.fields else ''}</li>\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
