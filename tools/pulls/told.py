"""The comment below a pull request, from its summary and from what the code host itself says of the run."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.kinds import KINDS
from tools.markdown import block, code
from tools.pulls.received import GROUPS, PAGE, Asked, Change, Summary

_TITLE = "### What this changes on the site"
_MOST = 30
_HEADINGS = {"added": "Added", "changed": "Changed", "moved": "Moved", "removed": "Removed"}
_STATES = {
    "unchecked": "couldn't be checked",
    "moved": "moved for good",
    "blocked": "doesn't let programs in, so open it yourself",
    "unreachable": "didn't answer",
    "dead": "is gone",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What isn't a stranger's: the addresses of the run and its artifacts, where previews are, and the files that are code.

    An address is empty where there is nothing at it; `code` is None where the code host didn't say.
    """

    url: str = ""
    pages: str = ""
    patch: str = ""
    preview: str = ""
    code: tuple[str, ...] | None = None


def comment(summary: Summary, run: Run) -> str:
    """The comment, in Markdown. What the contribution can't change is above all that it can, where nothing pushes it off the end."""
    parts = [*_changes(summary, run), *_links(summary), *_problems(summary), *_patch(summary, run), *_pages(run)]
    by = f", by [this run]({run.url})" if run.url else ""
    return "\n\n".join([_TITLE, *_code(run), *parts, f"<sub>For {summary.head[:7]}{by}. A later push changes this comment.</sub>"])


def without_summary(head: str, run: Run) -> str:
    """The comment where a run left nothing to tell: what an earlier one said no longer holds."""
    why = f"Nothing is known of {head[:7]}: [its run]({run.url}) waits for approval, was stopped, or left no summary that can be read."
    return "\n\n".join([_TITLE, *_code(run), why])


def _changes(summary: Summary, run: Run) -> Iterator[str]:
    for group in GROUPS:
        if changes := summary.changes.get(group):
            lines = [_change(change, "" if group == "removed" else run.preview) for change in changes[:_MOST]]
            yield "\n".join([f"**{_HEADINGS[group]}**", "", *lines, *_more(len(changes))])
    if not any(summary.changes.values()):
        yield "No entry and no page."


def _change(change: Change, preview: str) -> str:
    address = address_of(change)
    name = f"[{address or 'home'}]({preview}{address})" if preview else f"`{address or '/'}`"
    was = f", was `{change.was}`" if change.was else ""
    fields = f": {', '.join(change.fields)}" if change.fields else ""
    return f"- {change.kind} {name}{was} {code(change.title, 120)}{fields}"


def address_of(change: Change) -> str:
    """Where an entry or a page is, from the site's root."""
    if change.kind != PAGE:
        return KINDS[change.kind].address.format(id=change.id)
    stem = change.id.removeprefix("docs/").removesuffix(".md")
    name = "" if stem == "index" else stem.removesuffix("/index")
    return f"{name}/" if name else ""


def _more(count: int) -> list[str]:
    return [f"- and {count - _MOST} more"] if count > _MOST else []


def _links(summary: Summary) -> Iterator[str]:
    if summary.links is None:
        yield "**Outside addresses** weren't checked."
    elif summary.links:
        fine = sum(link.state == "ok" for link in summary.links)
        others = [link for link in summary.links if link.state != "ok"]
        count = len(summary.links)
        head = f"**Outside addresses**: {count} new or changed, {'all' if fine == count else fine} fine."
        yield "\n".join([head, *([""] if others else []), *(_link(link) for link in others[:_MOST]), *_more(len(others))])


def _link(link: Asked) -> str:
    return f"- {code(link.address)} in {code(link.where)} {_STATES[link.state]}: {code(link.detail)}"


def _problems(summary: Summary) -> Iterator[str]:
    if summary.problem_count:
        shown = len(summary.problems)
        some = f", of which {shown} are here" if shown < summary.problem_count else ""
        lines = [f"- {code(problem, 500)}" for problem in summary.problems]
        yield "\n".join(
            [f'**Problems**: {summary.problem_count}{some}. They\'re beside their lines, too, under "Files changed".', "", *lines]
        )


def _patch(summary: Summary, run: Run) -> Iterator[str]:
    if not summary.patch and not run.patch:
        return
    how = "If you work in the browser, make these changes yourself; on your machine, run `make fix`"
    how += f", or apply [the patch]({run.patch})." if run.patch else "."
    shown = f"\n\n<details><summary>The changes</summary>\n\n{block(summary.patch, 'diff')}\n\n</details>" if summary.patch else ""
    yield f"**`make fix`** would change something. {how}{shown}"


def _pages(run: Run) -> Iterator[str]:
    if run.pages:
        yield f"**To look at it**: download [the pages]({run.pages}), unpack them and open `changed.html`{_BUT if run.code != () else ''}."


def _code(run: Run) -> Iterator[str]:
    if run.code is None:
        yield f"**Code**: the list of files couldn't be read to its end, so look for yourself whether there is code among them. {_MADE}"
    elif run.code:
        lines = [f"- {code(path)}" for path in run.code[:_MOST]]
        yield "\n".join([f"**Code or configuration**: read these before you run them. {_MADE}", "", *lines, *_more(len(run.code))])


_MADE = "The check runs code that a pull request changes, so it can have written anything below."
_BUT = ", once you know that code: it may have put scripts into them"
