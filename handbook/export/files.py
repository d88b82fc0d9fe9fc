"""What is written beside the pages: data for the site's own scripts and for machines, texts to take away, redirects.

Everything here is computed from the catalog and the site's address: no clock, no network.
"""

from collections.abc import Iterator

from handbook.export import api, cards, downloads, feeds, inventory, moves, search_data, site_data, texts, unfurl
from handbook.export.earlier import with_earlier_names
from handbook.export.file import File
from handbook.handbook import Handbook

# Everything but the cards, which are drawn.
_WRITTEN = (api.files, texts.files, feeds.files, inventory.files, unfurl.files, site_data.files, search_data.files, downloads.files)


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """Every file for a site with this address, those of renamed entries under their earlier ids too."""
    yield from written_files(handbook, address)
    yield from with_earlier_names(handbook, cards.files(handbook, address))


def written_files(handbook: Handbook, address: str) -> Iterator[File]:
    """All of them but the cards."""
    yield from moves.files(handbook, address)
    for exporter in _WRITTEN:
        yield from with_earlier_names(handbook, exporter(handbook, address))
