"""What a link to an entry shows elsewhere: oEmbed, a page to put into a frame, and linked data (JSON-LD, schema.org)."""

import json
from collections.abc import Iterator
from typing import Any

from handbook import LICENCE_URL, NAME, model
from handbook.addresses import entry_address
from handbook.export.api import ROOT
from handbook.export.file import File, text_file
from handbook.handbook import Handbook, Link
from handbook.kinds import KINDS
from handbook.render import render

# Pixels of the frame that oEmbed asks for: a definition of 240 characters fits.
WIDTH, HEIGHT = 560, 240

# As it can stand in no text, where < is an entity.
_LINKED_DATA = '<script type="application/ld+json">'

_CONTEXT = "https://schema.org"


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """The page to embed, and the oEmbed answer, of each term."""
    for record in handbook.catalog.terms.values():
        link = handbook.link("term", record.id)
        embed = f"embed/{link.url}"
        answer = oembed(link, f"{address}{embed}", address)
        html = render("embed.html", embed, term=record.model, link=link, address=address, area=handbook.vocabulary.areas[record.model.area])
        yield text_file("embed/glossary/{id}/index.html", f"{html}\n", ("term", record.id))
        yield text_file(f"{ROOT}terms/{{id}}.oembed.json", json.dumps(answer, ensure_ascii=False), ("term", record.id))


def oembed(link: Link, embed: str, address: str) -> dict[str, Any]:
    """An oEmbed answer of type rich. Source: oEmbed 1.0. The only markup in it is an address of ours."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": link.title,
        "provider_name": NAME,
        "provider_url": address,
        "cache_age": 86_400,
        "html": f'<iframe src="{embed}" width="{WIDTH}" height="{HEIGHT}" title="{NAME}" style="border:0" loading="lazy"></iframe>',
        "width": WIDTH,
        "height": HEIGHT,
    }


def linked_data(handbook: Handbook, address: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Address of a page and its JSON-LD document, for every page that shows an entry or a list of resources."""
    terms = {
        "@type": "DefinedTermSet",
        "@id": f"{address}glossary/",
        "name": f"{NAME} glossary",
        "url": f"{address}glossary/",
        "inLanguage": "en",
        "license": LICENCE_URL,
    }
    for record in handbook.catalog.terms.values():
        link = handbook.link("term", record.id)
        term = {
            "@type": "DefinedTerm",
            "@id": f"{address}{link.url}",
            "name": link.title,
            "alternateName": record.model.aliases,
            "description": record.model.definition,
            "url": f"{address}{link.url}",
            "inDefinedTermSet": terms,
            "termCode": record.id,
        }
        yield link.url, _graph(term, _trail(address, ("Glossary", "glossary/"), (link.title, link.url)))
    for kind in KINDS.values():
        if kind.has_page and kind.name != "term":
            for entry_id in handbook.catalog.records(kind.name):
                link = handbook.link(kind.name, entry_id)
                trail = _trail(address, (kind.section, kind.index), (link.title, link.url))
                yield link.url, _graph(_article(handbook, link, address), trail)
    # Where each entry is, and no more: what the page says of it would be a fifth of what the page weighs. The API has it all.
    places = [f"{address}{entry_address('resource', entry_id)}" for entry_id in sorted(handbook.catalog.resources)]
    items = [{"@type": "ListItem", "position": number, "url": place} for number, place in enumerate(places, start=1)]
    library = {"@type": "ItemList", "name": "Library", "url": f"{address}library/", "numberOfItems": len(items), "itemListElement": items}
    yield "library/", _graph(library, _trail(address, ("Library", "library/")))


def _graph(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"@context": _CONTEXT, "@graph": list(nodes)}


def _trail(address: str, *steps: tuple[str, str]) -> dict[str, Any]:
    """The way from the home page."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": f"{address}{url}"}
        for place, (name, url) in enumerate((("Home", ""), *steps), start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _article(handbook: Handbook, link: Link, address: str) -> dict[str, Any]:
    entry = handbook.catalog.records(link.kind)[link.id].model
    found = {
        "@type": "LearningResource",
        "@id": f"{address}{link.url}",
        "name": link.title,
        "description": link.summary,
        "url": f"{address}{link.url}",
        "inLanguage": "en",
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "dateCreated": entry.added.isoformat(),
        "dateModified": entry.last_changed.isoformat(),
    }
    if isinstance(entry, model.Path):
        found["timeRequired"] = f"PT{entry.hours}H"
    return found


def with_linked_data(html: str, document: dict[str, Any]) -> str:
    """The page with the document at its end, where it delays nothing; unchanged where it has one already."""
    if _LINKED_DATA in html:
        return html
    # Inside a script element nothing may look like its end.
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    before, end, after = html.rpartition("</body>")
    return f"{before}{_LINKED_DATA}{text}</script>{end}{after}"
