"""`make remove`: an entry or a page goes, where nothing is left dangling, or something else takes its place."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handbook.addresses import addresses
from handbook.catalog import LOCK, MOVED, Catalog, references
from handbook.edits import fields, follow, links, moves, navigation, targets
from handbook.edits.files import Edits, Refused
from handbook.edits.targets import Target
from handbook.edits.trial import new_problems, trial_of
from handbook.load import load
from handbook.problems import Problem

# Entries that could take its place, the most alike first.
_MOST_PROPOSED = 3
_STORED = "https://web.archive.org/web/"


def plan(root: Path, name: str, replacement: str, why: str, on: date) -> Edits:
    """Everything that changes when an entry or page goes, and `replacement`, if one is named, takes its place.

    Raises `Refused` where something would be left dangling, or a published address without a word on what became of it:
    the message lists it all, and says what can be done.
    """
    catalog = load(root)
    target = targets.find(catalog, name)
    if targets.is_fixed(catalog, target):
        raise Refused(f"{target.path} has its place in the code and cannot be removed by a command.")
    instead = _replacement(catalog, target, replacement) if replacement else None
    edits = Edits(root)
    _remove(edits, catalog, target, instead)
    with trial_of(root) as trial:
        after = trial.catalog(edits)
        lost = moves.lost(catalog, after)
        if lost and not instead and not why:
            # What data/moved.yml lacks so far is no reason: it's told apart.
            if dangling := [problem for problem in new_problems(catalog, after) if problem.path != LOCK]:
                raise Refused(_refusal(catalog, target, dangling))
            raise Refused(_published(catalog, target))
        _record(edits, catalog, after, lost, (target, instead, why), on)
        if problems := new_problems(catalog, trial.catalog(edits)):
            raise Refused(_refusal(catalog, target, problems, instead))
    return edits


def _replacement(catalog: Catalog, target: Target, name: str) -> Target:
    instead = targets.find(catalog, name if "/" in name or not target.kind else f"{target.kind}/{name}")
    if instead.path == target.path:
        raise Refused(f"{target.name} cannot take its own place.")
    if instead.kind != target.kind:
        raise Refused(f"{instead.path} is not a {target.kind or 'page'}, and takes the place of none. Name one of its kind.")
    return instead


def _remove(edits: Edits, catalog: Catalog, target: Target, instead: Target | None) -> None:
    edits.told.append(f"{target.path} is deleted" + (f", and {instead.path} takes its place" if instead else ""))
    if instead:
        _hand_over(edits, catalog, target, instead)
    page = target.path.removeprefix("docs/")
    if navigation.remove(edits, catalog, page):
        edits.told.append("mkdocs.yml: without its line in the navigation")
    if picture := follow.picture_of(edits, target):
        edits.delete(picture)
        edits.told.append(f"{picture} is deleted with it")
    edits.delete(target.path)


def _hand_over(edits: Edits, catalog: Catalog, target: Target, instead: Target) -> None:
    """Plan that what named the one names the other, and that a resource teaches what only the other taught."""
    if target.kind == "resource" and (taught := list(_taught_only_by(catalog, target, instead))):
        text = edits.text(instead.path)
        document = fields.document_of(instead.path, text)
        if isinstance(document, Problem):
            raise Refused(f"{document}\nNothing was changed.")
        edits.write(instead.path, fields.with_items(text, document, "teaches", taught, after="skills"))
        edits.told.append(f"{instead.path}: teaches {', '.join(taught)} too, which nothing else does. Make sure that it's true.")
    named = follow.replace_references(edits, catalog, target, instead) if target.kind else []
    linked = follow.replace_links(edits, catalog, _moves(catalog, target, instead))
    edits.told += [f"{path}: names {instead.id} instead" for path in named if path != target.path]
    edits.told += [f"{path}: links to {instead.path}" for path in linked if path not in {*named, target.path}]


def _moves(catalog: Catalog, target: Target, instead: Target) -> links.Moves:
    found = follow.as_moves(catalog, target, instead)
    present = set(addresses(catalog))
    page = instead.address
    return links.Moves(found.pages, found.anchors, lambda path, anchor: path != instead.path or f"{page}#{anchor}" in present)


def _taught_only_by(catalog: Catalog, target: Target, instead: Target) -> Iterator[str]:
    gone = catalog.resources.get(target.id)
    others = {term for record in catalog.resources.values() if record.id != target.id for term in record.model.teaches}
    there = catalog.resources.get(instead.id)
    for term in gone.model.teaches if gone else ():
        if term not in others and there and term not in there.model.teaches:
            yield term


def _record(edits: Edits, catalog: Catalog, after: Catalog, lost: list[str], what: tuple[Target, Target | None, str], on: date) -> None:
    target, instead, why = what

    def followed(address: str) -> str:
        return follow.followed(target, instead, address) if instead else ""

    fated = moves.fates(lost, after, followed, why)
    gone = set(addresses(catalog)) - set(addresses(after))
    leading_on = {address: _nearest(followed(address), after) for address in gone} if instead else {}
    for fate in moves.record(edits, fated, leading_on, on):
        edits.told.append(f"{MOVED}: /{fate.old} {f'leads to /{fate.to}' if fate.to else 'is gone, with the reason'}")


def _nearest(address: str, after: Catalog) -> str:
    """The address, or its page where the part is not there."""
    return address if address in addresses(after) else address.partition("#")[0]


def _published(catalog: Catalog, target: Target) -> str:
    """What to do about an address that readers may have linked to."""
    near = _alike(catalog, target)
    lines = [f"{target.name} was not removed: /{target.address} is published, so its address has to say what became of it. Run one of:"]
    lines += [f"  make remove WHAT={target.name} TO={other}" for other in near]
    lines += [f'  make remove WHAT={target.name} WHY="What happened, and what to read instead."']
    return "\n".join(lines)


def _refusal(catalog: Catalog, target: Target, problems: list[Problem], instead: Target | None = None) -> str:
    """What keeps an entry from going, and what can be done."""
    there = f" and {instead.name} put in its place" if instead else ""
    lines = [f"{target.name} was not removed. Without it{there}, the check would say:", *(f"  {problem}" for problem in problems)]
    lines.append("Mend these first, or:")
    if target.kind == "resource" and not instead:
        url = catalog.resources[target.id].model.url if target.id in catalog.resources else ""
        lines.append(f"  if only its link is dead, keep it, and add a line to {target.path}: archive_url: {_STORED}{url}")
    near = [other for other in _alike(catalog, target) if not instead or other != instead.id]
    lines += [f"  put {other} in its place: make remove WHAT={target.name} TO={other}" for other in near]
    if not near:
        lines.append(f"  name what takes its place: make remove WHAT={target.name} TO=<id>")
    return "\n".join(lines)


def _alike(catalog: Catalog, target: Target) -> list[str]:
    """The ids of the entries of its kind that name the most of what it names, and of terms those that it names."""
    own = catalog.records(target.kind).get(target.id) if target.kind else None
    if own is None:
        return []
    named = {(kind, entry_id) for kind, _, entry_id in references(own)}
    scored = []
    for record in catalog.records(target.kind).values():
        others = {(kind, entry_id) for kind, _, entry_id in references(record)}
        shared = len(named & others) + 2 * ((target.kind, record.id) in named)
        if shared and record is not own:
            scored.append((-shared, record.id))
    return [entry_id for _, entry_id in sorted(scored)[:_MOST_PROPOSED]]
