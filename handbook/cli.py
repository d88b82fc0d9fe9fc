"""The commands of `python -m handbook`."""

import gc
import sys
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.kinds import KINDS
from handbook.problems import on_one_line

if TYPE_CHECKING:
    from handbook.edits.files import Edits

_root = click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")


@click.group()
def main() -> None:
    """Work on the handbook's data."""


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="text, or workflow annotations")
@click.option(
    "--base",
    metavar="REVISION",
    help="a git revision, such as HEAD^, whose recorded addresses are published; by default, where you left main",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="the latest day a date may have; by default, today in the easternmost time zone",
)
@_root
def check(form: str, base: str | None, today: datetime | None, root: Path) -> None:
    """Print every problem of every entry and page; exit 1 if there is one."""
    from handbook.addresses import deleted_addresses, read_lock, unrecorded, whole_lock
    from handbook.catalog import CONTRACT, LOCK, NAVIGATION
    from handbook.contract import broken_promises, deleted_promises, unrecorded_promises
    from handbook.load import load
    from handbook.reference import outdated
    from handbook.revisions import file_at, merged_revisions
    from handbook.rules import check as run_rules

    # The run is short, and what it reads stays to its end: to look for cycles in that would take a tenth of the time.
    gc.disable()
    catalog = load(root)
    bases = [base] if base else merged_revisions(root)
    recorded = {path: "\n".join(file_at(root, revision, path) for revision in bases) for path in (LOCK, CONTRACT)}
    catalog.merged = frozenset(read_lock(recorded[LOCK])) or None
    # A day that has begun somewhere is no mistake, wherever the machine is that looks: clocks are at most 14 hours ahead.
    latest = today or datetime.now(timezone(timedelta(hours=14)))
    catalog.today = latest.date()
    problems = [*run_rules(catalog, catalog.today), *broken_promises(catalog), *outdated(catalog)]
    for path, text, deleted in ((LOCK, catalog.lock, deleted_addresses), (CONTRACT, catalog.contract, deleted_promises)):
        problems += list(deleted(recorded[path], text)) or whole_lock(path, text, needed=(root / NAVIGATION).exists())
    for problem in sorted(problems):
        click.echo(problem.as_github() if form == "github" else str(problem))
    if not problems and (new := len([*unrecorded(catalog), *unrecorded_promises(catalog)])):
        click.echo(f"{new} new {'addresses are' if new > 1 else 'address is'} recorded when this is published: nothing to do.", err=True)
    entries = sum(1 for _ in catalog.entries())
    click.echo(f"{entries} entries, {len(catalog.pages)} pages, {len(problems)} problems", err=True)
    sys.exit(1 if problems else 0)


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
    """Record what is published: addresses in data/ids.lock, what programs rely on in data/contract.lock; print what is new.

    The deployment runs it, after the merge. A pull request need not carry what it writes.
    """
    from handbook import addresses, contract
    from handbook.load import load

    catalog = load(root)
    addresses.refuse_loss((*addresses.losses(catalog), *contract.losses(catalog)))
    for line in (*(f"/{address}" for address in addresses.write_lock(catalog)), *contract.write_contract(catalog)):
        click.echo(line)


@main.command()
@_root
def reference(root: Path) -> None:
    """Write the pages that are generated from the models and rules; print those that were out of date."""
    from handbook.load import load
    from handbook.reference import write

    for path in write(load(root)):
        click.echo(path)


@main.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("entry_id", metavar="[ID]", default="")
@click.option("--url", default="", help="where a resource is: its page is asked for title, authors, year and language")
@_root
def new(kind: str, entry_id: str, url: str, root: Path) -> None:
    """Begin an entry: write its file with every field to fill in, and print its path."""
    from handbook.edits.new import plan

    beginning = plan(root, kind, entry_id, url)
    beginning.edits.apply()
    for line in beginning.told:
        click.echo(f"{line[0].upper()}{line[1:]}.", err=True)
    click.echo(beginning.path)
    click.echo('Fill in what is empty; the lines that begin with "#?" say how. Then run: make fix check', err=True)


@main.command()
@_root
def fix(root: Path) -> None:
    """Mend what a machine can: layout, the order of fields, hints of new entries, the navigation; print what changed."""
    from handbook.edits.fix import plan

    _carry_out(plan(root))


@main.command()
@click.argument("old", metavar="FROM")
@click.argument("new_name", metavar="TO")
@_root
def rename(old: str, new_name: str, root: Path) -> None:
    """Give an entry or page another name, with everything that names it or links to it.

    FROM is kind/id, such as term/mvp, an id that only one entry has, or a path; TO the new id, or a page's new path.
    """
    from handbook.edits.rename import plan

    _carry_out(plan(root, old, new_name, date.today()))


@main.command()
@click.argument("name", metavar="WHAT")
@click.option("--to", "replacement", default="", metavar="ID", help="what takes its place wherever it is named")
@click.option("--why", default="", help="what happened, and what to read instead, for readers who follow an old link")
@_root
def remove(name: str, replacement: str, why: str, root: Path) -> None:
    """Delete an entry or page, unless something would be left dangling: then list that, and what can be done.

    WHAT is kind/id, such as resource/inspired, an id that only one entry has, or a path.
    """
    from handbook.edits.remove import plan

    _carry_out(plan(root, name, replacement, why, date.today()))


def _carry_out(edits: "Edits") -> None:
    """Write a plan, and print what it changed."""
    edits.apply()
    for line in edits.told:
        click.echo(on_one_line(line))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_root
def schema(folder: Path, root: Path) -> None:
    """Write a JSON Schema for each kind of entry into FOLDER, for editors."""
    from handbook.load import load
    from handbook.schema import write_schemas

    for file in write_schemas(load(root).vocabulary, folder):
        click.echo(file)


@main.command()
@_root
def forms(root: Path) -> None:
    """Write the code host's forms for a new resource and a new term, and print the files that changed."""
    from handbook.forms import texts
    from handbook.load import load

    for path, text in texts(load(root)).items():
        file = root / path
        if not file.exists() or file.read_bytes() != text.encode():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            click.echo(path)


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
@click.option("--only", multiple=True, metavar="URL", help="check this address only, and record nothing; may be repeated")
@click.option("--resume", is_flag=True, help="resume a run that did not finish, unless it began more than a day ago")
@_root
def outside(form: str, only: tuple[str, ...], resume: bool, root: Path) -> None:
    """Ask for every address outside that resources and pages name. Notes are no failures.

    Exit 0: all is well; 1: something is gone; 2: the run did not finish, and says what was not asked for.
    """
    from handbook.links.outside import RECORD, collect, interrupted_by_signals
    from handbook.links.outside import check as ask_for
    from handbook.links.record import recall
    from handbook.load import load
    from handbook.problems import escape_data, listing

    start = time.monotonic()
    catalog = load(root)
    places = [place for place in collect(catalog) if not only or place.url in only]
    if strangers := sorted(set(only) - {place.url for place in places}):
        raise click.BadParameter(f"no resource or page names {strangers[0]}", param_hint="--only")
    kept = recall(root / RECORD) if resume and not only else None
    if resume:
        click.echo(
            f"{len(kept.first)} addresses had already been checked." if kept else "No unfinished run to resume: every address is checked.",
            err=True,
        )
    with interrupted_by_signals():
        run = ask_for(places, record=None if only else root / RECORD, kept=kept)
    for finding in run.findings:
        click.echo(finding.as_github() if form == "github" else str(finding))
    addresses = len({place.url for place in places})
    if run.unfinished:
        ending = run.ending(addresses, "" if only else "Resume it: make links-outside RESUME=1")
        click.echo(f"::error ::{escape_data(ending)}" if form == "github" else ending, err=form != "github")
        for place in () if run.offline else run.unasked:
            click.echo(f"{place.path}:{place.line}:{place.column}: not checked: {place.url}")
    if not run.offline:
        failures = sum(finding.failure for finding in run.findings)
        counts = f"{addresses} addresses, {failures} failures, {len(run.findings) - failures} notes"
        click.echo(f"{counts}, {time.monotonic() - start:.1f} seconds", err=True)
    if unread := sorted({problem.path for problem in catalog.problems}):
        click.echo(f"What {listing(unread)} links may not have been checked: see make check.", err=True)
    sys.exit(2 if unread else run.exit_code)
