"""`make remove`: an entry or a page goes, where nothing is left dangling, or something else takes its place."""

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from pathlib import Path
from typing import Any

from handbook import model
from handbook.addresses import addresses
from handbook.catalog import MOVED, Catalog, references
from handbook.edits import fields, follow, links, moves, navigation, targets
from handbook.edits.files import Edits, Refused
from handbook.edits.targets import Target
from handbook.edits.trial import Judge, Trial, trial_of
from handbook.load import load
from handbook.problems import Problem

# Entries that could take its place, the most alike first.
_MOST_PROPOSED, _MOST_TRIED = 3, 6
# Where copies of what was not committed are, out of sight of git and the check.
_KEPT = ".cache/removed"
_STORED = "https://web.archive.org/web/"


def plan(root: Path, name: str, replacement: str, why: str, on: date) -> Edits:
    """Everything that changes when an entry or page goes, and `replacement`, if one is named, takes its place.

    Raises `Refused` where something would be left dangling, or a published address without a word on what became of it:
    the message lists it all, and says what can be done. What it proposes was tried.
    """
    catalog = load(root)
    target = targets.find(catalog, name)
    if targets.is_fixed(catalog, target):
        raise Refused(f"{target.path} has its place in the code and cannot be removed by a command.")
    instead = _replacement(catalog, target, replacement) if replacement else None
    with trial_of(root) as trial:
        attempt = _Attempt(catalog, trial, Judge(catalog), on)
        tried = attempt.of(Removal(target, instead, why))
        if tried.problems or tried.silent:
            near = (other for other in _alike(catalog, target) if not instead or other != instead.id)
            removals = ((other, Removal(target, targets.entry(target.kind, other), why)) for other in near)
            workable = (other for other, removal in removals if not attempt.of(removal).problems)
            proposed = list(islice(workable, _MOST_PROPOSED))
            raise Refused(_refusal(catalog, tried, proposed))
    _keep_copies(tried.edits)
    return tried.edits


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes, what takes its place, if anything does, and why, for readers."""

    target: Target
    instead: Target | None
    why: str

    def followed(self, address: str) -> str:
        """Where an address is afterwards; empty where it is nowhere."""
        return follow.followed(self.target, self.instead, address) if self.instead else ""


@dataclass(frozen=True, slots=True)
class Tried:
    """A removal with everything that it changes, what the check would say of it, and whether a published address would be silent."""

    removal: Removal
    edits: Edits
    problems: list[Problem]
    silent: bool


@dataclass(frozen=True, slots=True)
class _Attempt:
    """Tries out removals from one handbook."""

    catalog: Catalog
    trial: Trial
    judge: Judge
    on: date

    def of(self, removal: Removal) -> Tried:
        """What a removal changes, and what the check would say of it."""
        edits = Edits(self.trial.root)
        _remove(edits, self.catalog, removal.target, removal.instead)
        after = self.trial.catalog(edits)
        lost = moves.lost(self.catalog, after)
        silent = bool(lost) and not removal.instead and not removal.why
        if not silent:
            _record(edits, self.catalog, after, lost, removal, self.on)
            after = self.trial.catalog(edits)
        return Tried(removal, edits, self.judge.new_problems(after, moves=not silent), silent)


def _keep_copies(edits: Edits) -> None:
    """Plan a copy of each file that goes and is not in the last commit as it is now: what somebody wrote is never lost."""
    for change in edits.changes():
        if change.after is None and change.before is not None and change.before != _committed(edits.root, change.path):
            copy = next(path for number in count() if not (edits.root / (path := f"{_KEPT}/{number}/{change.path}")).exists())
            edits.create_raw(copy, change.before)
            edits.told.append(f"{change.path} had text that isn't committed: {copy} is a copy")


def _committed(root: Path, path: str) -> bytes | None:
    """A file as the last commit has it; nothing where it hasn't, or there is no git."""
    try:
        shown = subprocess.run(["git", "show", f"HEAD:./{path}"], cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    return None if shown.returncode else shown.stdout


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


def _record(edits: Edits, catalog: Catalog, after: Catalog, lost: list[str], removal: Removal, on: date) -> None:
    fated = moves.fates(lost, after, removal.followed, removal.why)
    gone = set(addresses(catalog)) - set(addresses(after))
    leading_on = {address: _nearest(removal.followed(address), after) for address in gone} if removal.instead else {}
    for fate in moves.record(edits, fated, leading_on, on):
        edits.told.append(f"{MOVED}: /{fate.old} {f'leads to /{fate.to}' if fate.to else 'is gone, with the reason'}")


def _nearest(address: str, after: Catalog) -> str:
    """The address, or its page where the part is not there."""
    return address if address in addresses(after) else address.partition("#")[0]


def _refusal(catalog: Catalog, tried: Tried, proposed: list[str]) -> str:
    """What keeps an entry from going, and what can be done."""
    target, instead = tried.removal.target, tried.removal.instead
    if tried.problems:
        without = f"With {instead.name} in its place" if instead else "Without it"
        lines = [f"{target.name} was not removed. {without}, the check would say:", *(f"  {problem}" for problem in tried.problems)]
        lines.append("Change these places first, or:" if proposed or not instead else "Change these places first.")
    else:
        lines = [f"{target.name} was not removed: /{target.address} is published, so it has to say what became of it. Run one of:"]
        lines.append(f'  make remove WHAT={target.name} WHY="What happened, and what to read instead."')
    resource = catalog.resources.get(target.id) if target.kind == "resource" else None
    if resource and tried.problems and not resource.model.archive_url:
        lines.append(f"  keep it, if only its link is dead, with this line in {target.path}: archive_url: {_STORED}{resource.model.url}")
    lines += [f"  put {other} in its place: make remove WHAT={target.name} TO={other}" for other in proposed]
    if tried.problems and not proposed and not instead:
        lines.append(f"  name what takes its place: make remove WHAT={target.name} TO={'docs/index.md' if not target.kind else 'its-id'}")
    return "\n".join(lines)


def _alike(catalog: Catalog, target: Target) -> list[str]:
    """The ids of the entries of its kind that could take its place, the likeliest first."""
    own = catalog.records(target.kind).get(target.id) if target.kind else None
    if own is None:
        return []
    named = {(kind, entry_id) for kind, _, entry_id in references(own)}
    taught = [catalog.terms[term].model for term in own.model.teaches if term in catalog.terms] if target.kind == "resource" else []
    near = {("term", neighbour) for term in taught for neighbour in (*term.related, *term.requires, *term.not_to_confuse_with)}
    scored = []
    for record in catalog.records(target.kind).values():
        others = {(kind, entry_id) for kind, _, entry_id in references(record)}
        shared = len(named & others) + len(near & others) + 2 * ((target.kind, record.id) in named) + _speaks_of(record.model, taught)
        if shared and record is not own:
            scored.append((-shared, record.id))
    return [entry_id for _, entry_id in sorted(scored)[:_MOST_TRIED]]


def _speaks_of(entry: Any, terms: Iterable[model.Term]) -> int:
    """What it counts that a resource's own words are about one of the terms."""
    text = f"{getattr(entry, 'title', '')} {getattr(entry, 'why', '')}".casefold()
    return 3 * sum(any(name.casefold() in text for name in (term.title, *term.aliases)) for term in terms)
