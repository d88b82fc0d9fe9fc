"""New and changed entries, as an Atom feed (RFC 4287) and a JSON feed (JSON Feed 1.1). Dates come from the entries."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from handbook import LICENCE, NAME
from handbook.catalog import Record
from handbook.export.file import File, json_file, text_file
from handbook.handbook import Handbook, Link

MOST = 100

# An entry that changes again is a new item, so its id holds the day.
ITEM_ID = "urn:ml-pm-handbook:{kind}:{id}:{day}"

_ATOM = "http://www.w3.org/2005/Atom"
_TITLE = f"{NAME}: new and changed entries"


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """Both feeds."""
    items = newest(handbook)
    yield text_file("feed.xml", atom(items, address))
    yield json_file("feed.json", json_feed(items, address))


def newest(handbook: Handbook) -> list[tuple[Record[Any], Link]]:
    """The entries that were added or changed last, newest first, then by kind and id."""
    records = sorted(handbook.catalog.entries(), key=lambda record: (record.model.entry_kind, record.id))
    records.sort(key=lambda record: record.model.last_changed, reverse=True)
    return [(record, handbook.link(record.model.entry_kind, record.id)) for record in records[:MOST]]


def _told(record: Record[Any], link: Link) -> tuple[str, str, str]:
    """Id, title and text of an item."""
    day = record.model.last_changed.isoformat()
    word = "Changed" if record.model.updated else "New"
    return ITEM_ID.format(kind=link.kind, id=record.id, day=day), f"{word} {link.kind}: {link.title}", link.summary or link.title


def atom(items: list[tuple[Record[Any], Link]], address: str) -> str:
    """The Atom feed."""
    feed = Element("feed", xmlns=_ATOM)
    days = [record.model.last_changed.isoformat() for record, _ in items]
    for name, text in (("title", _TITLE), ("id", "urn:ml-pm-handbook:feed"), ("updated", f"{max(days, default='1970-01-01')}T00:00:00Z")):
        SubElement(feed, name).text = text
    SubElement(SubElement(feed, "author"), "name").text = NAME
    SubElement(feed, "link", href=address)
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{address}feed.xml")
    SubElement(feed, "rights").text = LICENCE
    for (record, link), day in zip(items, days, strict=True):
        identifier, title, text = _told(record, link)
        entry = SubElement(feed, "entry")
        for name, value in (("title", title), ("id", identifier), ("updated", f"{day}T00:00:00Z"), ("summary", text)):
            SubElement(entry, name).text = value
        SubElement(entry, "published").text = f"{record.model.added.isoformat()}T00:00:00Z"
        SubElement(entry, "link", href=f"{address}{link.url}")
    indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def json_feed(items: list[tuple[Record[Any], Link]], address: str) -> dict[str, Any]:
    """The JSON feed."""
    found = []
    for record, link in items:
        identifier, title, text = _told(record, link)
        dates = {"date_published": f"{record.model.added.isoformat()}T00:00:00Z"}
        if record.model.updated:
            dates["date_modified"] = f"{record.model.updated.isoformat()}T00:00:00Z"
        found.append({"id": identifier, "url": f"{address}{link.url}", "title": title, "content_text": text, **dates, "tags": [link.kind]})
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _TITLE,
        "home_page_url": address,
        "feed_url": f"{address}feed.json",
        "language": "en",
        "items": found,
    }
