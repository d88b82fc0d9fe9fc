"""What is written beside the pages: data for the site's own scripts and for machines, texts to take away, redirects.

Everything here is computed from the catalog and the site's address: no clock, no network.
"""

from collections.abc import Iterable, Iterator

from handbook.export import api, cards, downloads, feeds, inventory, moves, site_data, texts, unfurl
from handbook.export.earlier import with_earlier_names
from handbook.export.file import File
from handbook.handbook import Handbook

_EXPORTERS = (api.files, texts.files, feeds.files, inventory.files, unfurl.files, site_data.files, downloads.files, cards.files)


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """Every file for a site with this address, those of renamed entries under their earlier ids too."""
    yield from moves.files(handbook, address)
    yield from with_earlier_names(handbook, _files(handbook, address))


def _files(handbook: Handbook, address: str) -> Iterable[File]:
    for exporter in _EXPORTERS:
        yield from exporter(handbook, address)
