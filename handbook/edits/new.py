"""`make new`: the file of a new entry, with what can be known of it and a hint for everything else."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from handbook import model
from handbook.addresses import entry_address
from handbook.catalog import MOVED, Catalog
from handbook.edits import asked, targets
from handbook.edits.files import Edits, Refused
from handbook.edits.skeleton import skeleton
from handbook.kinds import KINDS
from handbook.load import load
from handbook.model import kebab, no_id
from handbook.problems import did_you_mean, listing, shortened
from handbook.rules.same import canonical_url, folded, shareable

_MOST_WORDS = 6
# Ids to show, where a kind has names of its own.
_EXAMPLES = {"comparison": "this-vs-that"}


@dataclass(slots=True)
class Beginning:
    """A new entry: the plan, its file, and what its contributor should know."""

    edits: Edits
    path: str
    told: list[str] = field(default_factory=list)


def plan(root: Path, kind: str, entry_id: str, url: str) -> Beginning:
    """The file of a new entry of a kind. A resource may be begun from its address alone: then its page is asked for the rest.

    Raises `Refused` where the handbook has such an entry already, or the id can't be one.
    """
    if kind not in KINDS:
        raise Refused(f'there is no kind "{shortened(kind)}". {did_you_mean(kind, KINDS)}Kinds are {listing(KINDS)}.')
    catalog = load(root)
    if url and kind != "resource":
        raise Refused(f"only a resource has a URL, and a {kind} has none: leave it out.")
    known, told = _asked(catalog, url) if url else ({}, [])
    wanted = entry_id or (_proposed(catalog, known) if known else "")
    if not wanted:
        given = "URL=https://example.org/some-book" if kind == "resource" else f"ID={_EXAMPLES.get(kind, f'some-{kind}')}"
        raise Refused(f"say {'where the resource is' if kind == 'resource' else f'which id the {kind} gets'}: make new KIND={kind} {given}")
    _refuse(catalog, kind, wanted)
    beginning = Beginning(Edits(root), targets.entry(kind, wanted).path, told)
    beginning.edits.create(beginning.path, skeleton(catalog, kind, known))
    return beginning


def _refuse(catalog: Catalog, kind: str, entry_id: str) -> None:
    """Raise `Refused` where the check would refuse whatever came of it."""
    row = KINDS[kind]
    if told := no_id(entry_id):
        raise Refused(f"{told}. Such as: ID={kebab(entry_id)}")
    listed = getattr(catalog.vocabulary, row.pages_of) if row.pages_of else {}
    if entry_id == "index" or entry_id in listed:
        raise Refused(f'"{entry_id}" is a page that lists entries: choose another id.')
    path = targets.entry(kind, entry_id).path
    if entry_id in catalog.known.get(kind, ()):
        raise Refused(f"{path} already exists: change that file, or choose another id.")
    if kind == "term" and (owner := _named_already(catalog, entry_id)):
        raise Refused(f"{owner}: add to that term, or choose the id of another.")
    address = entry_address(kind, entry_id)
    for move in catalog.moves:
        if move.old == address:
            where = f"leads to /{move.to}" if move.to else "says why it is gone"
            raise Refused(f"/{address} was the address of something else, and now {where} ({MOVED}): choose another id.")


def _named_already(catalog: Catalog, entry_id: str) -> str:
    """Which term has such a name, or explains such a thing, already."""
    name = folded(entry_id)
    for record in catalog.terms.values():
        for what, names in (
            ("title", [record.model.title]),
            ("alias", record.model.aliases),
        ):
            if found := next((other for other in names if folded(other) == name), ""):
                return f'{record.path} has the {what} "{found}"'
    return ""


def _asked(catalog: Catalog, given: str) -> tuple[dict[str, Any], list[str]]:
    """What is known of the resource at an address, and what to say of how it is known. Raises `Refused` where we have it."""
    url = _sound(given)
    _refuse_double(catalog, url)
    answer = asked.ask(url)
    told = [f"the address was {given}, and is {url} without what tracks"] if url != given.strip() else []
    if answer.why:
        return {"url": url}, [*told, f"the page could not be asked, since {answer.why}: write its title, authors and year yourself"]
    said = asked.read(answer.text, answer.url, catalog.vocabulary.languages, date.today().year)
    at = _unless_elsewhere(url, said.url)
    if at != url:
        _refuse_double(catalog, at)
        told.append(f"the page gives its own address as {at}")
    left = [name for name in ("title", "authors", "year") if name not in said.fields]
    told.append(f"the page says its {listing(said.fields)}: compare them" if said.fields else "the page says nothing of itself")
    if left:
        told.append(f"it doesn't say its {listing(left)}")
    return {"url": at, **said.fields}, told


def _unless_elsewhere(url: str, found: str) -> str:
    """The address that was found, unless it is a first page or a log-in that the given one only led to."""
    path = urlsplit(found).path.strip("/").lower()
    elsewhere = (not path and urlsplit(url).path.strip("/")) or any(part in path for part in ("login", "log-in", "signin", "sign-in"))
    return url if elsewhere else found


def _sound(given: str) -> str:
    try:
        url = shareable(given)
        TypeAdapter(model.Address).validate_python(url)
    except (ValueError, ValidationError) as error:
        found = error.errors()[0].get("ctx", {}).get("what", "") if isinstance(error, ValidationError) else ""
        raise Refused(f"the URL {found or 'is not an address'}. Copy it from the browser's address bar, in quotes.") from None
    return url


def _refuse_double(catalog: Catalog, url: str) -> None:
    for record in catalog.resources.values():
        if canonical_url(record.model.url) == canonical_url(url):
            raise Refused(f"{record.path} has this address already: {record.model.title}.")


def _proposed(catalog: Catalog, known: dict[str, Any]) -> str:
    """An id by the title, or else by the address, that no resource has yet."""
    url = urlsplit(known["url"])
    words = known.get("title", "").partition(":")[0] or unquote(url.path.rstrip("/").rpartition("/")[2]).partition(".")[0] or url.netloc
    short = "-".join(kebab(words).split("-")[:_MOST_WORDS])
    taken = catalog.known["resource"]
    host = kebab((url.hostname or "").removeprefix("www.").partition(".")[0])
    choices = (short, f"{short}-{host}", *(f"{short}-{number}" for number in range(2, 100)))
    return next((choice for choice in choices if choice not in taken and not no_id(choice)), "")
