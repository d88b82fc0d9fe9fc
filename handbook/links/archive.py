"""Stored copies of addresses that are dead, from a service that answers as the Wayback Machine does.

Source: Internet Archive, "Wayback Machine APIs", on the availability API.
"""

import json
import re
import time
from collections.abc import Callable, Iterable
from http.client import HTTPException
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from handbook.catalog import Catalog
from handbook.link_health import LinkHealth
from handbook.links.health import sent_of
from handbook.outside_links import Reference
from handbook.urls import as_sent

# Seconds for one answer, bytes of one, seconds between two requests, and how many are asked for in a run.
_TIMEOUT = 20
_LONGEST = 100_000
_PAUSE = 1.0
_MOST = 40

_COPY = re.compile(r"https://web\.archive\.org/web/[0-9]{4,14}/https?:/[!-~]+")


def with_copies(health: LinkHealth, wanted: Iterable[str], find: Callable[[str], str], pause: float = _PAUSE) -> LinkHealth:
    """The record with a stored copy of each address in `wanted` for which `find` has one."""
    found = dict(health.addresses)
    for number, url in enumerate(sorted(wanted)[:_MOST]):
        if number:
            time.sleep(pause)
        if copy := find(url):
            found[url] = found[url].model_copy(update={"archive": copy})
    return LinkHealth(health.day, found)


def without_copy(catalog: Catalog, health: LinkHealth, places: Iterable[Reference]) -> set[str]:
    """The dead addresses, as they are sent, of which neither the record nor the entry that links them has a stored copy."""
    stored = {as_sent(record.model.url) for record in catalog.resources.values() if record.model.archive_url}
    stored |= {as_sent(record.model.archive_url) for record in catalog.resources.values() if record.model.archive_url}
    dead = {url for url, found in health.addresses.items() if found.state == "dead" and not found.archive}
    return (dead & sent_of(places)) - stored


def asking(service: str) -> Callable[[str], str]:
    """What asks a service for a stored copy of an address; the answer is empty where it has none, or doesn't answer."""

    def find(url: str) -> str:
        request = Request(f"{service}?url={quote(url, safe='')}", headers={"User-Agent": "ML-PM-Handbook link check"})  # noqa: S310  ours
        try:
            with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310  the scheme is that of the service
                return _copy_in(json.loads(answer.read(_LONGEST)))
        except (OSError, HTTPException, ValueError, RecursionError):
            return ""

    return find


def _copy_in(answer: Any) -> str:
    """The address of the copy in an answer of the service; empty where there is none that can be relied on."""
    match answer:
        case {"archived_snapshots": {"closest": {"available": True, "status": "200", "url": str(url)}}}:
            secure = re.sub(r"^http:", "https:", url)
            try:
                return secure if _COPY.fullmatch(secure) and as_sent(secure) == secure else ""
            except ValueError:
                return ""
    return ""
