"""What machines read: a JSON API, texts, an inventory, feeds, and what a link shows elsewhere, written beside the pages.

Everything here is computed from the catalog and the site's address: no clock, no network.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handbook.export import api, feeds, inventory, texts, unfurl
from handbook.export.earlier import with_earlier_names
from handbook.handbook import Handbook


def write_files(found: Iterable[tuple[str, bytes]], site: Path) -> None:
    """Write each path and its content below `site`."""
    folders = set()
    for path, content in found:
        file = site / path
        if file.parent not in folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            folders.add(file.parent)
        file.write_bytes(content)


def files(handbook: Handbook, address: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of every exported file, those of renamed entries under their earlier ids too."""
    return with_earlier_names(handbook, _files(handbook, address))


def _files(handbook: Handbook, address: str) -> Iterator[tuple[str, bytes]]:
    for path, data in api.files(handbook, address):
        yield path, _json(data)
    for path, text in texts.files(handbook, address):
        yield path, text.encode()
    for path, feed in feeds.files(handbook, address):
        yield path, feed.encode() if isinstance(feed, str) else _json(feed)
    yield "objects.inv", inventory.objects_inv(handbook)
    yield from unfurl.files(handbook, address)


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
