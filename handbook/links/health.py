"""From the answers of a run to the record of the addresses, and what the ignores make of it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from handbook.catalog import LINK_HEALTH, Catalog, Record
from handbook.link_health import BrokenHealth, Health, Ignore, Ignores, LinkHealth, advance, dumped, later_of, parsed
from handbook.links.judging import Finding, observed
from handbook.links.linkchecker import Answer
from handbook.load import MAX_HEALTH_BYTES
from handbook.outside_links import Reference
from handbook.source import Location, Source, read
from handbook.urls import as_sent

# Below the project's root, on the same disk as what it will replace.
_UNFINISHED = Path(".cache/links/unfinished")


def updated(earlier: LinkHealth, answers: Mapping[str, Answer], linked: Iterable[Reference], day: date) -> LinkHealth:
    """The record after a run on `day`. What nobody links any more is left out; what has no answer stays as it was."""
    found: dict[str, Health] = {}
    for url in sorted(sent_of(linked)):
        known = earlier.addresses.get(url)
        seen = observed(answers[url]) if url in answers else None
        if health := advance(known, seen, day) if seen else known:
            found[url] = health
    return LinkHealth(max(day, earlier.day or day), found)


def known_so_far(catalog: Catalog, other: Path | None) -> LinkHealth:
    """What is known so far: the handbook's own record, and `other` where it can be read, as far as it saw an address later."""
    source = read(other.parent, other, MAX_HEALTH_BYTES) if other and other.exists() else None
    try:
        return later_of(catalog.link_health, parsed(source.text)) if isinstance(source, Source) else catalog.link_health
    except BrokenHealth:
        return catalog.link_health


def sent_of(places: Iterable[Reference]) -> set[str]:
    """The addresses as they are sent. The check tells of those that can't be."""
    found = set()
    for place in places:
        with suppress(ValueError):
            found.add(as_sent(place.url))
    return found


def write(root: Path, health: LinkHealth) -> None:
    """Write the record whole, or not at all, whatever happens to this process or this machine."""
    fresh = root / _UNFINISHED
    fresh.parent.mkdir(parents=True, exist_ok=True)
    with fresh.open("wb") as file:
        file.write(dumped(health).encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(root / LINK_HEALTH)


def ignored(ignores: Record[Ignores] | None, url: str, today: date) -> Ignore | None:
    """The ignore that holds for an address on a day; None where there is none, or it has run out."""
    found = ignores.model.covering(url) if ignores else None
    return found if found and today <= found.until else None


def told(findings: Iterable[Finding], places: Iterable[Reference], ignores: Record[Ignores] | None, today: date) -> list[Finding]:
    """The findings without those of addresses that are ignored."""
    silent = {(place.path, place.line, place.column) for place in places if ignored(ignores, place.url, today)}
    return [found for found in findings if (found.problem.path, found.problem.line, found.problem.column) not in silent]


def ignores_to_end(ignores: Record[Ignores] | None, health: LinkHealth, places: Iterable[Reference], today: date) -> Iterator[Finding]:
    """The ignores that are past their day, and those that are no longer needed, since all that they cover is well."""
    linked = list(places)
    for index, ignore in enumerate(ignores.model.ignores if ignores else ()):
        covered = sent_of(place for place in linked if ignore.covers(place.url))
        location: Location = ("ignores", index)
        if ignore.until < today:
            what = f'the ignore of "{ignore.target}" ran out on {ignore.until}'
            remedy = "Delete it and mend the link, or give it a later day and say in its reason what was tried."
            location = (*location, "until")
        elif covered and all(_is_well(health, url) for url in covered):
            what, remedy = f'"{ignore.target}" is well again', "Delete the ignore."
        else:
            continue
        if ignores:
            yield Finding(ignores.problem(location, what, remedy), failure=True)


def _is_well(health: LinkHealth, url: str) -> bool:
    """Whether the latest run saw the page, with nothing to say of it."""
    found = health.addresses.get(url)
    return bool(found and found.state == "ok" and not found.why and found.checked == health.day)
