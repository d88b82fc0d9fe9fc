"""The commands of `python -m handbook`."""

import sys
from pathlib import Path

import click


@click.group()
def main() -> None:
    """Work on the handbook's data."""


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="text, or workflow annotations")
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
def check(form: str, root: Path) -> None:
    """Print every problem of every entry and page; exit 1 if there is one."""
    from handbook.load import load
    from handbook.rules import check as run_rules

    catalog = load(root)
    problems = run_rules(catalog)
    for problem in problems:
        click.echo(problem.as_github() if form == "github" else str(problem))
    entries = sum(1 for _ in catalog.entries())
    click.echo(f"{entries} entries, {len(catalog.pages)} pages, {len(problems)} problems", err=True)
    sys.exit(1 if problems else 0)


@main.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def publish(site: Path) -> None:
    """Look at every page of the built SITE once more, and add what goes beside the pages."""
    from handbook.publish import publish as publish_site

    problems = publish_site(site)
    for problem in problems:
        click.echo(str(problem), err=True)
    sys.exit(1 if problems else 0)


@main.command()
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")
def pages(root: Path) -> None:
    """Write the pages that skills, comparisons and paths lack, and bring titles and descriptions up to date."""
    from handbook.load import load
    from handbook.pages import write_pages

    for path in write_pages(load(root)):
        click.echo(path)


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
