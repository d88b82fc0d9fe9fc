"""After the weekly run: one issue with what needs somebody, one pull request with what a program can write, both in place.

    GITHUB_TOKEN=… GITHUB_API_URL=… GITHUB_SERVER_URL=… GITHUB_REPOSITORY=… python -m tools.links RECORD

RECORD is the data/link-health.json that the run wrote in a job without a token. It is taken for a stranger's: what is no
record is refused, and of a record only the addresses count that the handbook links. The files are changed here, from the
record, and committed through the API; the working tree is that of the main branch.
"""

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from subprocess import run
from typing import Any

import click

from handbook.catalog import LINK_HEALTH
from handbook.link_health import BrokenHealth, LinkHealth, parsed
from handbook.links.health import sent_of, write
from handbook.links.mending import Outcome, mend
from handbook.load import MAX_HEALTH_BYTES, load
from handbook.outside_links import collect
from handbook.source import Source, read
from tools.links.codehost import CodeHost, HostRefused
from tools.links.report import ISSUE_TITLE, MARKER, PULL_TITLE, Project, Report, issue, pull

BASE = "main"
BRANCH = "link-health"

# Who the workflow is to the code host.
BOT = "github-actions[bot]"

_SUBJECT = "Link health on "


@dataclass(frozen=True, slots=True)
class Changes:
    """Files to commit, by their path, on top of a commit."""

    commit: str
    message: str
    files: dict[str, str]


def take_over(root: Path, record: Path, today: date) -> Outcome:
    """Write the record and all that follows from it into the files below `root`. Raises `ClickException`."""
    source = read(record.parent, record, MAX_HEALTH_BYTES)
    if not isinstance(source, Source):
        raise click.ClickException(str(source))
    try:
        found = parsed(source.text)
    except BrokenHealth as broken:
        raise click.ClickException(f"{record}:{broken.line}: {broken.what}") from None
    linked = sent_of(collect(load(root)))
    write(root, LinkHealth(found.day, {url: health for url, health in found.addresses.items() if url in linked}))
    return mend(root, load(root), today)


def changes(root: Path, outcome: Outcome, day: date | None) -> Changes:
    """What to commit: the record, and the files that were changed."""
    commit = run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True).stdout.strip()
    paths = {LINK_HEALTH, *(edit.place.path for edit in outcome.made)}
    message = f"{_SUBJECT}{day}\n\n{len(outcome.made)} addresses were changed, as docs/contributing/links.md describes.\n"
    return Changes(commit, message, {path: (root / path).read_bytes().decode("utf-8") for path in sorted(paths)})


def push(host: CodeHost, found: Changes) -> str:
    """Have the branch hold just these changes. Says why not where somebody else has committed to it. Raises `HostRefused`."""
    before = host.find(f"git/ref/heads/{BRANCH}")
    head = host.get(f"git/commits/{before['object']['sha']}") if before else None
    if head and not str(head["message"]).startswith(_SUBJECT):
        return f"Someone has committed to the branch `{BRANCH}`, so it was left alone: merge it or delete it."
    base = host.get(f"git/commits/{found.commit}")
    files = [{"path": path, "mode": "100644", "type": "blob", "content": text} for path, text in found.files.items()]
    tree = host.post("git/trees", base_tree=base["tree"]["sha"], tree=files)["sha"]
    if head and head["tree"]["sha"] == tree and [parent["sha"] for parent in head["parents"]] == [found.commit]:
        return ""
    commit = host.post("git/commits", message=found.message, tree=tree, parents=[found.commit])["sha"]
    if before:
        host.patch(f"git/refs/heads/{BRANCH}", sha=commit, force=True)
    else:
        host.post("git/refs", ref=f"refs/heads/{BRANCH}", sha=commit)
    return ""


def propose(host: CodeHost, body: str, project: Project) -> str:
    """Open the pull request for the branch, or change the one that is open; where it is, in a sentence. Raises `HostRefused`."""
    owner = host.repository.partition("/")[0]
    opened = host.get("pulls", head=f"{owner}:{BRANCH}", base=BASE, state="open")
    try:
        if opened:
            number = opened[0]["number"]
            host.patch(f"pulls/{number}", title=PULL_TITLE, body=body)
        else:
            number = host.post("pulls", title=PULL_TITLE, head=BRANCH, base=BASE, body=body)["number"]
    except HostRefused as refused:
        if not refused.forbidden:
            raise
        compare = f"{project.address}/compare/{BASE}...{BRANCH}?expand=1"
        return f"Workflows may not open pull requests here, so [open it by hand]({compare})."
    return f"What a program can write is in #{number}."


def tell(host: CodeHost, report: Report) -> str:
    """Open, change, close or reopen the one issue, as the report needs it; what was done, in words. Raises `HostRefused`."""
    # Open ones by themselves: closed ones, and pull requests, which the host counts among issues, may be more than it lists.
    listed = (host.every("issues", state=state, creator=BOT, sort="created", direction="desc") for state in ("open", "closed"))
    found: dict[str, Any] | None = next((one for issues in listed for one in issues if _is_ours(one)), None)
    if not found:
        if not report.needed:
            return "no issue is needed"
        return f"opened issue #{host.post('issues', title=ISSUE_TITLE, body=report.body, labels=['links'])['number']}"
    state = "open" if report.needed else "closed"
    if (found["state"], found["body"], found["title"]) == (state, report.body, ISSUE_TITLE) or found["state"] == state == "closed":
        return f"issue #{found['number']} stays as it is"
    host.patch(f"issues/{found['number']}", title=ISSUE_TITLE, body=report.body, state=state)
    return f"issue #{found['number']} is {state} and up to date"


def _is_ours(found: dict[str, Any]) -> bool:
    return "pull_request" not in found and found["user"]["login"] == BOT and str(found["body"] or "").startswith(MARKER)


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--root", type=click.Path(path_type=Path), default=Path(), help="the project's folder, at its main branch")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="the day; by default, today in UTC")
def main(record: Path, root: Path, today: datetime | None) -> None:
    """Open or update the issue and the pull request on outside links."""
    day = (today or datetime.now(UTC)).date()
    host = CodeHost(_setting("GITHUB_API_URL"), _setting("GITHUB_REPOSITORY"), _setting("GITHUB_TOKEN"))
    project = Project(f"{_setting('GITHUB_SERVER_URL')}/{host.repository}")
    outcome = take_over(root, record, day)
    catalog = load(root)
    try:
        told = push(host, changes(root, outcome, catalog.link_health.day))
        told = told or propose(host, pull(outcome.made, catalog.link_health.day, project), project)
        report = issue(catalog, outcome, day, project, told)
        # A branch that nobody opens or merges needs somebody too.
        done = tell(host, report if told.startswith("What") else replace(report, needed=True))
    except HostRefused as refused:
        raise click.ClickException(f"{refused}.") from None
    click.echo(f"{told} {done}.")


def _setting(name: str) -> str:
    if value := os.environ.get(name, ""):
        return value.rstrip("/")
    raise click.ClickException(f"the environment doesn't say {name}")


if __name__ == "__main__":
    sys.exit(main())
