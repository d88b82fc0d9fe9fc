"""The commands of `python -m handbook`."""

import gc
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.problems import on_one_line

if TYPE_CHECKING:
    from handbook.edits.files import Edits
    from handbook.links.judging import Finding
    from handbook.links.outside import Run
    from handbook.outside_links import Reference

_form = click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="text, or workflow annotations")
_root = click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder")


@click.group()
def main() -> None:
    """Work on the handbook's data."""


@main.command()
@_form
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
    # What a remedy proposes to write is the day here, as `make new` does.
    catalog.today = today.date() if today else date.today()
    problems = [*run_rules(catalog, latest.date()), *broken_promises(catalog), *outdated(catalog)]
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
@click.argument("kind")
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
    """Mend what a machine can: layout, order of fields, hints of new entries, navigation, generated texts; print what changed."""
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
    from handbook.links.record import forget, recall
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
    is_whole = not run.unfinished and not only and not catalog.problems
    if is_whole:
        health.write(root, record)
    # Whatever happens until then, what was heard is on disk: a run of minutes ends in one of the two files.
    if is_whole or (run.offline and not only):
        forget(root / RECORD)
    _tell(run, findings, places, form, start, "" if only else "Resume it: make links-outside RESUME=1")
    if is_whole:
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


@links.command("fix")
@_day
@_root
def fix_links(today: datetime | None, root: Path) -> None:
    """Write permanent moves and stored copies, as data/link-health.json has them, where the old addresses stand.

    Prints what was changed. Exit 1: some of it is left for somebody to do by hand, which is told with the reason.
    """
    from handbook.links.mending import mend
    from handbook.load import load

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
