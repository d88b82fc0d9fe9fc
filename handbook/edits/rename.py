"""`make rename`: an entry or a page gets another name, and everything that named it names it so."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook.addresses import addresses
from handbook.catalog import MOVED, Catalog
from handbook.edits import follow, moves, targets
from handbook.edits.files import Edits, Refused
from handbook.edits.targets import Target
from handbook.edits.trial import Judge, Trial, trial_of
from handbook.load import load
from handbook.problems import Problem, listing

# Places that are named where something else speaks of what was renamed.
_MOST_SPOKEN = 12


@dataclass(frozen=True, slots=True)
class Renaming:
    """From what to what."""

    old: Target
    new: Target

    def respelled(self, text: str) -> str:
        """A message about the tree as it was, as it would be of the tree with the new name."""
        return text.replace(self.old.path, self.new.path).replace(f'"{self.old.id}"', f'"{self.new.id}"')

    def followed(self, address: str) -> str:
        """Where an address is afterwards."""
        return follow.followed(self.old, self.new, address)


def plan(root: Path, old_name: str, new_name: str, on: date) -> Edits:
    """Everything that changes when an entry or page gets another name. Raises `Refused` where the check would be worse for it."""
    catalog = load(root)
    old = targets.find(catalog, old_name)
    if targets.is_fixed(catalog, old):
        raise Refused(f"{old.path} has its place in the code: its title can change, its name cannot.")
    renaming = Renaming(old, targets.renamed(catalog, old, new_name))
    _refuse_taken(catalog, renaming)
    edits = Edits(root)
    _rename(edits, catalog, renaming)
    with trial_of(root) as trial:
        _record(edits, catalog, renaming, trial, on)
        if problems := Judge(catalog).new_problems(trial.catalog(edits), renaming.respelled):
            raise Refused(_refusal(renaming, problems))
    if spoken := [place for place in follow.mentions(edits, old) if place.rpartition(":")[0] != old.path]:
        more = [f"{len(spoken) - _MOST_SPOKEN} more places"] if len(spoken) > _MOST_SPOKEN else []
        edits.told.append(f"Also written, and left as it is, in {listing([*spoken[:_MOST_SPOKEN], *more])}")
    return edits


def _refuse_taken(catalog: Catalog, renaming: Renaming) -> None:
    """An address that led to something else once is not given to this: its links would lead astray."""
    for move in catalog.moves:
        if move.old == renaming.new.address and (move.to or "").partition("#")[0] != renaming.old.address.partition("#")[0]:
            where = f"it leads to /{move.to}" if move.to else "it says why that is gone"
            raise Refused(f"/{move.old} was the address of something else, and {MOVED} still says that {where}: choose another name.")


def _rename(edits: Edits, catalog: Catalog, renaming: Renaming) -> None:
    old, new = renaming.old, renaming.new
    edits.told.append(f"{old.path} is now {new.path}")
    # Before the file gets its name, while every reader still finds it below the old one.
    named = follow.replace_references(edits, catalog, old, new) if old.kind else []
    linked = follow.replace_links(edits, catalog, follow.as_moves(catalog, old, new))
    edits.told += [f"{path}: names it {new.id}" for path in named]
    edits.told += [f"{path}: links to it" for path in linked if path not in named]
    edits.told += [f"{path}: an exception for it" for path in follow.replace_exceptions(edits, old.path, new.path)]
    if follow.name_in_navigation(edits, catalog, old, new):
        edits.told.append("mkdocs.yml: its line in the navigation")
    if picture := follow.picture_of(edits, old):
        edits.move(picture, picture.replace(f"/{old.id}.html", f"/{new.id}.html"))
        edits.told.append(f"{picture}: its picture has the new name")
    edits.move(old.path, new.path)


def _record(edits: Edits, catalog: Catalog, renaming: Renaming, trial: Trial, on: date) -> None:
    after = trial.catalog(edits)
    lost = moves.lost(catalog, after)
    fated = moves.fates(lost, after, renaming.followed)
    gone = set(addresses(catalog)) - set(addresses(after))
    for fate in moves.record(edits, fated, {address: renaming.followed(address) for address in gone}, on):
        edits.told.append(f"{MOVED}: /{fate.old} leads to /{fate.to}")


def _refusal(renaming: Renaming, problems: list[Problem]) -> str:
    told = "\n".join(f"  {problem}" for problem in problems)
    return f"{renaming.old.name} was not renamed, since the check would then say:\n{told}"
