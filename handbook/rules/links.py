"""What must hold of links that lead out of the handbook, as far as it shows without asking anybody."""

from collections.abc import Iterator

from handbook.catalog import Catalog
from handbook.outside_links import collect
from handbook.problems import Problem, did_you_mean
from handbook.rules.registry import rule


@rule(whole=True)
def needed_ignores(catalog: Catalog) -> Iterator[Problem]:
    """An ignore in data/link-ignores.yml covers an address that an entry or a page links, and is there once."""
    record = catalog.ignores
    if not record:
        return
    urls = {place.url for place in collect(catalog)}
    told: set[str] = set()
    for index, ignore in enumerate(record.model.ignores):
        place = ("ignores", index, "address" if ignore.address is not None else "prefix")
        if ignore.target in told:
            yield record.problem(place, f'"{ignore.target}" is in this list already', "Delete one of the two.")
        elif not any(map(ignore.covers, urls)):
            near = did_you_mean(ignore.target, urls) if ignore.address is not None else ""
            remedy = f"{near}Correct it, or delete it: there is nothing to ignore any more."
            yield record.problem(place, f'no entry or page links "{ignore.target}"', remedy)
        told.add(ignore.target)
