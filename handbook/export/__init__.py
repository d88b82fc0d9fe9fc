"""What machines read: a JSON API, texts, an inventory and feeds, written beside the built pages.

Everything here is computed from the catalog and the site's address: no clock, no network.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handbook.export import api, feeds, inventory, texts
from handbook.views import Handbook


def write(handbook: Handbook, site: Path, address: str) -> None:
    """Write every export into the built `site`, which is published at `address` (ending with a slash)."""
    for path, content in files(handbook, address):
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def files(handbook: Handbook, address: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of every exported file."""
    for path, data in api.files(handbook, address):
        yield path, _json(data)
    for path, text in texts.files(handbook, address):
        yield path, text.encode()
    for path, feed in feeds.files(handbook, address):
        yield path, feed.encode() if isinstance(feed, str) else _json(feed)
    yield "objects.inv", inventory.objects_inv(handbook)


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
