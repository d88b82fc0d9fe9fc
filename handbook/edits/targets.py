"""What a contributor means by `term/mvp`, `docs/glossary/mvp.md` or `mvp`."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from handbook.addresses import address_of, entry_address
from handbook.catalog import Catalog
from handbook.edits.files import Refused
from handbook.kinds import KINDS
from handbook.model import no_id
from handbook.problems import did_you_mean, listing, shortened


@dataclass(frozen=True, slots=True)
class Target:
    """An entry or a page; a page that is no entry has no kind, and its path for an id."""

    kind: str
    id: str
    path: str

    @property
    def name(self) -> str:
        """What to call it on the command line."""
        return f"{self.kind}/{self.id}" if self.kind else self.path

    @property
    def address(self) -> str:
        """Where readers find it, from the site's root."""
        return entry_address(self.kind, self.id) if self.kind else address_of(self.path)


def entry(kind: str, entry_id: str) -> Target:
    """The entry of this kind and id."""
    return Target(kind, entry_id, f"{KINDS[kind].folder}/{entry_id}{KINDS[kind].suffix}")


def find(catalog: Catalog, name: str) -> Target:
    """The entry or page that is meant by a kind and an id, a path, or an id that only one entry has. Raises `Refused`."""
    wanted = name.strip().removeprefix("./").strip("/")
    there = {found.path: found for found in _all(catalog)}
    if not wanted:
        raise Refused("say which entry or page, in FROM or WHAT: kind/id, such as term/mvp, or the path of a file.")
    if wanted in there:
        return there[wanted]
    meant = [found for found in there.values() if wanted in {found.id, found.name, f"{found.kind}s/{found.id}"}]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise Refused(f'"{wanted}" is the id of {listing(found.name for found in meant)}: say which.')
    near = did_you_mean(wanted[:120], [*(found.id for found in there.values()), *(found.name for found in there.values())])
    raise Refused(f'there is no entry or page "{shortened(wanted)}". {near}Write kind/id, such as term/mvp, or the path of a file.')


def _all(catalog: Catalog) -> list[Target]:
    entries = [entry(kind, entry_id) for kind in KINDS for entry_id in sorted(catalog.known.get(kind, ()))]
    taken = {found.path for found in entries}
    return [*entries, *(Target("", path, path) for path in sorted(catalog.published) if path.endswith(".md") and path not in taken)]


def renamed(catalog: Catalog, old: Target, name: str) -> Target:
    """What `old` will be, by a new id or path. Raises `Refused` where it cannot be that, or something is it already."""
    wanted = name.strip().removeprefix("./")
    if not old.kind:
        new = Target("", wanted, wanted)
        _refuse_page(catalog, new)
    else:
        kind = KINDS[old.kind]
        wanted = wanted.removeprefix(f"{kind.folder}/").removesuffix(kind.suffix)
        head, _, last = wanted.rpartition("/")
        if head and head not in {kind.name, kind.plural}:
            raise Refused(f"{old.name} is a {kind.name} and stays one: write TO={last}.")
        new = entry(old.kind, last)
        _refuse_id(catalog, new)
    if new.path == old.path:
        raise Refused(f"{old.name} has this name already.")
    if any(new.path == found.path for found in _all(catalog)) or (catalog.root / new.path).exists():
        raise Refused(f"{new.path} is there already: choose another name, or merge the two by hand.")
    return new


def _refuse_id(catalog: Catalog, new: Target) -> None:
    kind = KINDS[new.kind]
    if told := no_id(new.id):
        raise Refused(f"{told}.")
    listed = getattr(catalog.vocabulary, kind.pages_of) if kind.pages_of else {}
    if new.id == "index" or new.id in listed:
        raise Refused(f'"{new.id}" is a page that lists entries: choose another id.')


def _refuse_page(catalog: Catalog, new: Target) -> None:
    parts = PurePosixPath(new.path).parts
    if parts[:1] != ("docs",) or not new.path.endswith(".md"):
        raise Refused("a page is a file below docs/ whose name ends in .md: write its whole path.")
    names = [*parts[1:-1], parts[-1].removesuffix(".md")]
    if told := next(filter(None, map(no_id, names)), ""):
        raise Refused(f"{told}.")
    if folder := next((kind.folder for kind in KINDS.values() if kind.has_page and "/".join(parts[:-1]) == kind.folder), ""):
        raise Refused(f"the pages in {folder}/ are entries: choose another folder.")


def is_fixed(catalog: Catalog, page: Target) -> bool:
    """Whether a page has its place in the code: it lists the entries of a kind, or is the first of a folder."""
    lists = {kind.index for kind in KINDS.values()}
    groups = {
        f"{kind.folder}/{value}.md" for kind in KINDS.values() if kind.pages_of for value in getattr(catalog.vocabulary, kind.pages_of)
    }
    return not page.kind and (address_of(page.path) in lists or page.path in groups or page.path.endswith("/index.md"))
