"""The commands of `python -m handbook`."""

import subprocess
import sys
import time
from pathlib import Path

import click

from handbook.kinds import KINDS

_root = click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")


@click.group()
def main() -> None:
    """Work on the handbook's data."""


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="text, or workflow annotations")
@click.option("--base", metavar="REVISION", help="a git revision, such as HEAD^, whose recorded addresses must all be there still")
@_root
def check(form: str, base: str | None, root: Path) -> None:
    """Print every problem of every entry and page; exit 1 if there is one."""
    from handbook.addresses import deleted_addresses
    from handbook.catalog import CONTRACT, LOCK
    from handbook.contract import broken_promises, deleted_promises
    from handbook.load import load
    from handbook.rules import check as run_rules

    catalog = load(root)
    problems = [*run_rules(catalog), *broken_promises(catalog)]
    if base:
        problems += deleted_addresses(_file_at(root, base, LOCK), catalog.lock)
        problems += deleted_promises(_file_at(root, base, CONTRACT), catalog.contract)
    for problem in sorted(problems):
        click.echo(problem.as_github() if form == "github" else str(problem))
    entries = sum(1 for _ in catalog.entries())
    click.echo(f"{entries} entries, {len(catalog.pages)} pages, {len(problems)} problems", err=True)
    sys.exit(1 if problems else 0)


def _file_at(root: Path, revision: str, path: str) -> str:
    """A file as it was at a git revision; empty where the revision has none. Raises `ClickException` without such a revision."""
    known = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if known.returncode:
        raise click.ClickException(f'git knows no revision "{revision}" here. Fetch it, or leave --base out.')
    shown = subprocess.run(["git", "show", f"{known.stdout.strip()}:./{path}"], cwd=root, capture_output=True, text=True, check=False)
    return "" if shown.returncode else shown.stdout


@main.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_root
def publish(site: Path, root: Path) -> None:
    """Look at every page of the built SITE once more, and add what goes beside the pages."""
    from handbook.handbook import handbook_at
    from handbook.publish import publish as publish_site

    problems = publish_site(handbook_at(root), site)
    for problem in problems:
        click.echo(str(problem), err=True)
    sys.exit(1 if problems else 0)


@main.command()
@_root
def cards(root: Path) -> None:
    """Draw the pictures that links show, for `publish`, which finds them in .cache/cards and else draws them itself."""
    from handbook.export.cards import draw_missing
    from handbook.handbook import handbook_at

    draw_missing(handbook_at(root))


@main.command()
@_root
def lock(root: Path) -> None:
    """Record what is published: addresses in data/ids.lock, what programs rely on in data/contract.lock; print what is new."""
    from handbook.addresses import write_lock
    from handbook.contract import write_contract
    from handbook.load import load

    catalog = load(root)
    for line in (*(f"/{address}" for address in write_lock(catalog)), *write_contract(catalog)):
        click.echo(line)


@main.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("entry_id", metavar="ID")
@_root
def new(kind: str, entry_id: str, root: Path) -> None:
    """Begin an entry: write its file with every field to fill in."""
    from handbook.scaffold import write_entry

    click.echo(write_entry(root, kind, entry_id))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_root
def schema(folder: Path, root: Path) -> None:
    """Write a JSON Schema for each kind of entry into FOLDER, for editors."""
    from handbook.load import load
    from handbook.schema import write_schemas

    for file in write_schemas(load(root).vocabulary, folder):
        click.echo(file)


@main.group()
def links() -> None:
    """Check links: inside the built site, or out of the handbook."""


@links.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--prefix", default="", help="the path to serve the site below; by default the one that it is built for")
def inside(site: Path, prefix: str) -> None:
    """Print every reference inside the built SITE that does not hold, and every page that none leads to."""
    from handbook.links.inside import inspect

    start = time.monotonic()
    inspection = inspect(site, prefix)
    for fault in inspection.faults:
        click.echo(str(fault))
    counts = f"{inspection.pages} pages, {inspection.references} references, {len(inspection.faults)} faults"
    click.echo(f"{counts}, {time.monotonic() - start:.1f} seconds", err=True)
    sys.exit(1 if inspection.faults else 0)


@links.command()
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="text, or workflow annotations")
@click.option("--only", multiple=True, metavar="URL", help="ask for this address alone; may be repeated")
@_root
def outside(form: str, only: tuple[str, ...], root: Path) -> None:
    """Ask for every address outside that resources and pages name; exit 1 if one is gone. Notes are no failures."""
    from handbook.links.outside import check as ask_for
    from handbook.links.outside import collect
    from handbook.load import load

    start = time.monotonic()
    places = [place for place in collect(load(root)) if not only or place.url in only]
    if strangers := sorted(set(only) - {place.url for place in places}):
        raise click.BadParameter(f"no resource or page names {strangers[0]}", param_hint="--only")
    findings = ask_for(places)
    for finding in findings:
        click.echo(finding.as_github() if form == "github" else str(finding))
    failures = sum(finding.failure for finding in findings)
    counts = f"{len({place.url for place in places})} addresses, {failures} failures, {len(findings) - failures} notes"
    click.echo(f"{counts}, {time.monotonic() - start:.1f} seconds", err=True)
    sys.exit(1 if failures else 0)
