"""What is at addresses that moved or went: a page at the address of a page, a note at the end of the page for an anchor."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from handbook import model
from handbook.addresses import entry_at, renamed
from handbook.export.file import File, text_file
from handbook.handbook import Handbook
from handbook.render import render


def files(handbook: Handbook, address: str) -> Iterator[File]:
    """A page at each page address that moved or went, with what became of its anchors."""
    notes = anchors(handbook)
    for move in handbook.catalog.moves:
        if "#" not in move.old:
            for page in _pages(handbook, move.old):
                parts, site = notes.get(move.old, ()), linkable(address)
                yield text_file(f"{page}index.html", render("moved_page.html", page, move=move, parts=parts, site=site))


def anchors(handbook: Handbook) -> dict[str, list[model.Move]]:
    """The anchors that moved or went, by their page."""
    found: dict[str, list[model.Move]] = defaultdict(list)
    for move in handbook.catalog.moves:
        if move.anchor:
            found[move.old.partition("#")[0]].append(move)
    return found


def note(page: str, moves: list[model.Move]) -> str:
    """What a page says at its end of the anchors that it lost."""
    return render("moved_anchors.html", page, moves=moves)


def linkable(address: str) -> str:
    """The address of a site; empty where that is this machine, and a link would lead others nowhere."""
    return "" if urlsplit(address).hostname in {"127.0.0.1", "localhost"} else address


def _pages(handbook: Handbook, old: str) -> Iterator[str]:
    """The address, and that of the frame of a term that is gone. A renamed term's frame shows the term: see `earlier`."""
    yield old
    entry = entry_at(old)
    if entry and entry[0] == "term" and entry not in renamed(handbook.catalog):
        yield f"embed/{old}"
