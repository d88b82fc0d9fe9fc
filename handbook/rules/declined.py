"""What was proposed before and isn't taken: whoever proposes it again is told why."""

from collections.abc import Iterator

from handbook.catalog import DECLINED, Catalog
from handbook.kinds import KINDS
from handbook.model import DeclinedIdea
from handbook.problems import Problem
from handbook.rules.registry import rule
from handbook.rules.same import canonical_url


@rule()
def declined_ideas(catalog: Catalog) -> Iterator[Problem]:
    """No entry is one that data/declined.yml has declined, by its kind and id or by its address."""
    named = {idea.entry: idea for idea in catalog.declined_ideas if idea.entry}
    addressed = {canonical_url(idea.url): idea for idea in catalog.declined_ideas if idea.url}
    for kind in KINDS if named else ():
        for entry_id, record in catalog.records(kind).items():
            if idea := named.get(f"{kind}/{entry_id}"):
                yield record.at_top(*_told(idea))
    for record in catalog.resources.values() if addressed else ():
        idea = addressed.get(canonical_url(record.model.url))
        if idea and idea.entry != f"resource/{record.id}":
            yield record.problem(("url",), *_told(idea))


def _told(idea: DeclinedIdea) -> tuple[str, str]:
    what = f"{idea.idea} was declined on {idea.on}: {idea.reason.removesuffix('.')}"
    return what, f"Delete this file. If the reason no longer holds, delete the idea from {DECLINED} and say why in the pull request."


@rule()
def declined_once(catalog: Catalog) -> Iterator[Problem]:
    """data/declined.yml names each entry and each address once."""
    if not catalog.declined:
        return
    first: set[str] = set()
    for index, idea in enumerate(catalog.declined_ideas):
        for name, key in (("entry", idea.entry), ("url", canonical_url(idea.url) if idea.url else None)):
            if key in first:
                what = f'"{getattr(idea, name)}" is in this list already'
                yield catalog.declined.problem(("declined", index, name), what, "Delete one of the two, and keep the better reason.")
            first |= {key} if key else set()
