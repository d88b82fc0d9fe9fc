"""The commands of `python -m handbook`."""

import subprocess
import sys
import time
from pathlib import Path

import click


@click.group()
def main() -> None:
    """Work on the handbook's data."""


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="text, or workflow annotations")
@click.option("--base", metavar="REVISION", help="a git revision, such as HEAD^, whose recorded addresses must all be there still")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
def check(form: str, base: str | None, root: Path) -> None:
    """Print every problem of every entry and page; exit 1 if there is one."""
    from handbook.addresses import deleted_lines
    from handbook.load import LOCK, load
    from handbook.rules import check as run_rules

    catalog = load(root)
    problems = run_rules(catalog)
    if base:
        problems += deleted_lines(_file_at(root, base, LOCK), catalog.lock)
    for problem in problems:
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
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
def publish(site: Path, root: Path) -> None:
    """Look at every page of the built SITE once more, and add what goes beside the pages."""
    from handbook.export import cards, write_files
    from handbook.export.earlier import with_earlier_names
    from handbook.load import load
    from handbook.publish import publish as publish_site
    from handbook.publish import write_data
    from handbook.views import Handbook

    catalog = load(root)
    write_data(catalog, site)
    handbook = Handbook(catalog)
    write_files(with_earlier_names(handbook, cards.files(handbook)), site)
    problems = publish_site(site, handbook)
    for problem in problems:
        click.echo(str(problem), err=True)
    sys.exit(1 if problems else 0)


@main.command()
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
def cards(root: Path) -> None:
    """Draw the pictures that links show, for `publish`, which finds them in .cache/cards and else draws them itself."""
    from handbook.export.cards import draw_missing
    from handbook.load import load
    from handbook.views import Handbook

    draw_missing(Handbook(load(root)))


@main.command()
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
def pages(root: Path) -> None:
    """Write the pages that skills, comparisons and paths lack, and bring titles and descriptions up to date."""
    from handbook.load import load
    from handbook.pages import write_pages

    for path in write_pages(load(root)):
        click.echo(path)


@main.command()
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
def lock(root: Path) -> None:
    """Record every published address in data/ids.lock; print those that are new."""
    from handbook.addresses import write_lock
    from handbook.load import load

    for address in write_lock(load(root)):
        click.echo(f"/{address}")


@main.command()
@click.argument("kind", type=click.Choice(["term", "resource", "skill", "question", "comparison", "path"]))
@click.argument("entry_id", metavar="ID")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
def new(kind: str, entry_id: str, root: Path) -> None:
    """Begin an entry: write its file with every field to fill in."""
    from handbook.pages import write_entry

    click.echo(write_entry(root, kind, entry_id))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
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
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
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
