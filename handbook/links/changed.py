"""The addresses that a change brings: those that no entry or page of an earlier revision linked."""

import json
import subprocess
import tarfile
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from handbook.catalog import Record
from handbook.link_health import Ignores, advance
from handbook.links.health import ignored, sent_of
from handbook.links.judging import observed
from handbook.links.outside import Run
from handbook.load import load
from handbook.outside_links import Reference, collect
from handbook.urls import as_sent

# Of an address that no answer tells anything of.
UNCHECKED = "unchecked"


def linked_at(root: Path, revision: str) -> list[Reference]:
    """What entries and pages linked at a git revision. Raises `ClickException` where git knows no such revision."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    if not commit:
        raise click.ClickException(f'git knows no revision "{revision}" here. Fetch it first: git fetch origin')
    with TemporaryDirectory() as folder, tarfile.open(fileobj=BytesIO(_git(root, "archive", "--format=tar", commit))) as tree:
        wanted = [member for member in tree if member.name.partition("/")[0] in {"data", "docs"}]
        tree.extractall(folder, wanted, filter="data")
        return list(collect(load(Path(folder))))


def _git(root: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False).stdout


def new_places(now: Iterable[Reference], before: Iterable[Reference]) -> list[Reference]:
    """The places of addresses that were not linked before, wherever that was. An address that moves to another file isn't new."""
    known = sent_of(before)
    return [place for place in now if (sent := sent_of([place])) - known or not sent]


def as_json(places: Iterable[Reference], run: Run, ignores: Record[Ignores] | None, today: date) -> str:
    """A list with an object for each address: `address`, its `state`, `where` it stands first, and `detail` in words."""
    rows: dict[str, dict[str, str]] = {}
    for place in sorted(places):
        rows.setdefault(place.url, _row(place, run, ignores, today))
    return json.dumps(list(rows.values()), indent=1) + "\n"


def _row(place: Reference, run: Run, ignores: Record[Ignores] | None, today: date) -> dict[str, str]:
    state, detail = _state(place.url, run, today)
    if ignore := ignored(ignores, place.url, today):
        detail = f"{detail or 'answers'} (ignored until {ignore.until}: {ignore.reason})"
    return {"address": place.url, "state": state, "where": place.place, "detail": detail}


def _state(url: str, run: Run, today: date) -> tuple[str, str]:
    try:
        answer = run.answers.get(as_sent(url))
    except ValueError as error:
        return "unreachable", f"cannot be opened: {error}"
    seen = observed(answer) if answer else None
    if not seen:
        return UNCHECKED, run.unfinished.splitlines()[0] if run.unfinished else "could not be checked"
    return advance(None, seen, today).state, seen.why or (f"has moved permanently to {seen.to}" if seen.to else "")
