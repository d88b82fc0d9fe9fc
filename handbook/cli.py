"""The commands of `python -m handbook`."""

import gc
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.kinds import KINDS

if TYPE_CHECKING:
    from handbook.links.judging import Finding
    from handbook.links.outside import Run
    from handbook.outside_links import Reference

_root = click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")


@click.group()
def main() -> None:
    """Work on the handbook's data."""


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="text, or workflow annotations")
@click.option("--base", metavar="REVISION", help="a git revision, such as HEAD^, whose recorded addresses must all still be there")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="the latest day a date may have; by default, today in the easternmost time zone",
)
@_root
def check(form: str, base: str | None, today: datetime | None, root: Path) -> None:
    """Print every problem of every entry and page; exit 1 if there is one."""
    from handbook.addresses import deleted_addresses, whole_lock
    from handbook.catalog import CONTRACT, LOCK, NAVIGATION
    from handbook.contract import broken_promises, deleted_promises
    from handbook.load import load
    from handbook.rules import check as run_rules

    # The run is short, and what it reads stays to its end: to look for cycles in that would take a tenth of the time.
    gc.disable()
    catalog = load(root)
    # A day that has begun somewhere is no mistake, wherever the machine is that looks: clocks are at most 14 hours ahead.
    latest = today or datetime.now(timezone(timedelta(hours=14)))
    problems = [*run_rules(catalog, latest.date()), *broken_promises(catalog)]
    # What was committed last cannot be deleted here; what was committed before that, only --base can tell.
    base = base or ("HEAD" if (root / ".git").exists() else None)
    for path, text, deleted in ((LOCK, catalog.lock, deleted_addresses), (CONTRACT, catalog.contract, deleted_promises)):
        told = list(deleted(_file_at(root, base, path), text)) if base else []
        problems += told or whole_lock(path, text, needed=(root / NAVIGATION).exists())
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


_form = click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="text, or workflow annotations")
_day = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="the day of the run; by default, today in UTC")


def _today(given: datetime | None) -> date:
    return (given or datetime.now(UTC)).date()


@links.command()
@_form
@click.option("--only", multiple=True, metavar="URL", help="check this address only, and record nothing; may be repeated")
@click.option("--resume", is_flag=True, help="resume a run that did not finish, unless it began more than a day ago")
@click.option("--earlier", type=click.Path(path_type=Path), help="another record to go on from, such as that of an open pull request")
@click.option("--archive", metavar="URL", help="a service to ask for stored copies of what is dead, as the Wayback Machine answers")
@_day
@_root
def outside(
    form: str, only: tuple[str, ...], resume: bool, earlier: Path | None, archive: str | None, today: datetime | None, root: Path
) -> None:
    """Ask for every address outside that resources and pages name, and record in data/link-health.json how each is.

    Notes are no failures. Exit 0: all is well; 1: something is gone, or an ignore has to go; 2: the run did not finish,
    and says what was not asked for; 3: there is no network.
    """
    from handbook.catalog import LINK_HEALTH
    from handbook.link_health import counts
    from handbook.links import archive as copies
    from handbook.links import health
    from handbook.links.outside import RECORD, SOMETHING_GONE, UNFINISHED, interrupted_by_signals, probes_among
    from handbook.links.outside import check as ask_for
    from handbook.links.record import recall
    from handbook.load import load
    from handbook.outside_links import collect
    from handbook.problems import listing

    start = time.monotonic()
    day = _today(today)
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
        run = ask_for(places, record=None if only else root / RECORD, kept=kept, probes=probes_among(collect(catalog)))
    findings = health.told(run.findings, places, catalog.ignores, day)
    record = health.updated(health.known_so_far(catalog, earlier), run.answers, places, day)
    if not run.unfinished and not only:
        findings = sorted([*findings, *health.ignores_to_end(catalog.ignores, record, places, day)])
    _tell(run, findings, places, form, start, "" if only else "Resume it: make links-outside RESUME=1")
    if not run.unfinished and not only and not catalog.problems:
        health.write(root, record)
        if archive and (wanted := copies.without_copy(catalog, record, places)):
            health.write(root, copies.with_copies(record, wanted, copies.asking(archive)))
        told = listing(f"{number} {state}" for state, number in counts(record.addresses).items() if number)
        click.echo(f"{LINK_HEALTH}: {told}. To write what moved: make links-fix", err=True)
    if unread := sorted({problem.path for problem in catalog.problems}):
        click.echo(f"What {listing(unread)} links may not have been checked: see make check.", err=True)
        sys.exit(UNFINISHED)
    sys.exit(run.exit_code if run.unfinished else SOMETHING_GONE if any(found.failure for found in findings) else 0)


@links.command()
@_form
@click.option("--base", metavar="REVISION", required=True, help="a git revision: what was linked there isn't checked")
@click.option("--json", "report", type=click.Path(dir_okay=False, path_type=Path), help="a file to write the states to, for programs")
@_day
@_root
def changed(form: str, base: str, report: Path | None, today: datetime | None, root: Path) -> None:
    """Ask for the addresses that were not linked at an earlier REVISION, and record nothing. Exit codes are those of `outside`."""
    from handbook.links import health
    from handbook.links.changed import as_json, linked_at, new_places
    from handbook.links.outside import SOMETHING_GONE, interrupted_by_signals, probes_among
    from handbook.links.outside import check as ask_for
    from handbook.load import load
    from handbook.outside_links import collect

    start = time.monotonic()
    day = _today(today)
    catalog = load(root)
    before = linked_at(root, base)
    places = new_places(collect(catalog), before)
    with interrupted_by_signals():
        run = ask_for(places, probes=probes_among(before) if places else ())
    findings = health.told(run.findings, places, catalog.ignores, day)
    _tell(run, findings, places, form, start, "Run it again.")
    if report:
        report.write_text(as_json(places, run, catalog.ignores, day), encoding="utf-8")
    sys.exit(run.exit_code if run.unfinished else SOMETHING_GONE if any(found.failure for found in findings) else 0)


@links.command()
@_day
@_root
def fix(today: datetime | None, root: Path) -> None:
    """Write permanent moves and stored copies, as data/link-health.json has them, where the old addresses stand.

    Prints what was changed. Exit 1: some of it is left for somebody to do by hand, which is told with the reason.
    """
    from handbook.links.mending import mend
    from handbook.load import load
    from handbook.problems import on_one_line

    outcome = mend(root, load(root), _today(today))
    for edit in outcome.made:
        click.echo(on_one_line(str(edit)))
    for edit, why in outcome.left:
        click.echo(on_one_line(f"{edit}. Not written: {why}"), err=True)
    click.echo(f"{len(outcome.made)} addresses changed, {len(outcome.left)} left", err=True)
    sys.exit(1 if outcome.left else 0)


def _tell(run: "Run", findings: Sequence["Finding"], places: Sequence["Reference"], form: str, start: float, go_on: str) -> None:
    """Print what a run found, what it did not get to, and how much of each; `go_on` is the command that goes on."""
    from handbook.problems import escape_data

    for finding in findings:
        click.echo(finding.as_github() if form == "github" else str(finding))
    addresses = len({place.url for place in places})
    if run.unfinished:
        ending = run.ending(addresses, go_on)
        click.echo(f"::error ::{escape_data(ending)}" if form == "github" else ending, err=form != "github")
        for place in () if run.offline else run.unasked:
            click.echo(f"{place.place}: not checked: {place.url}")
    if not run.offline:
        failures = sum(finding.failure for finding in findings)
        counted = f"{addresses} addresses, {failures} failures, {len(findings) - failures} notes"
        click.echo(f"{counted}, {time.monotonic() - start:.1f} seconds", err=True)
