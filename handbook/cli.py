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
