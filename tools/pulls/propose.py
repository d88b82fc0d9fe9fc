"""From a form to an entry, without any right to write: `python -m tools.pulls.propose EVENT OUT`.

EVENT is the code host's event, in which an issue got its label. The entry is written below the project's folder as
`make new` would, and checked as `make check` does. OUT is then a proposal for `tools.pulls.answer`: a file to add, or what
is wrong with which answer. Nothing of the form is run, put into a command or used as a path.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from handbook.catalog import Catalog
from handbook.forms import TEXT, Form, forms
from handbook.kinds import KINDS
from handbook.load import load
from handbook.problems import Problem
from handbook.rules import check
from handbook.yaml_writer import fields
from tools.pulls.form import Proposed, Trouble, Unreadable, answers, proposed, told, which
from tools.pulls.received import MOST_TROUBLES, VERSION


def main(arguments: list[str], root: Path = Path(), today: date | None = None) -> int:
    """Write the proposal. 0 whatever the form says; 2 where the event is none of an issue."""
    event, out = (Path(argument) for argument in arguments)
    issue = json.loads(event.read_text(encoding="utf-8"))["issue"]
    if not isinstance(issue.get("number"), int) or "pull_request" in issue:
        print("This event is not of an issue.", file=sys.stderr)
        return 2
    # The day in the westernmost time zone has begun everywhere.
    day = today or datetime.now(timezone(timedelta(hours=-12))).date()
    result = {"version": VERSION, "issue": issue["number"], **proposal(root, _text(issue.get("body")), day)}
    out.write_text(json.dumps(result, ensure_ascii=True), encoding="utf-8")
    return 0


def proposal(root: Path, body: str, today: date) -> dict[str, Any]:
    """The file to add, or what keeps it from being added. The project's folder is left as it was."""
    catalog = load(root)
    form = which(body, forms(catalog))
    if form is None:
        remedy = "Open an issue with the form for a resource or a term, and leave its headings as they are."
        return _refusal([Trouble("", "this isn't the form for a resource or a term", remedy)])
    try:
        entry, troubles = proposed(answers(body, form), form, catalog)
    except Unreadable as unreadable:
        return _refusal([unreadable.trouble])
    if entry is None:
        return _refusal(troubles)
    text = _file(entry, today)
    if not troubles:
        troubles = list(_checked(root, catalog, form, entry, text, today))
    kind = KINDS[entry.kind]
    added = {"kind": entry.kind, "id": entry.id, "path": f"{kind.folder}/{entry.id}{kind.suffix}", "content": text}
    return _refusal(troubles) if troubles else {**added, "troubles": []}


def _text(body: object) -> str:
    """The text of an issue, in which half characters are none; an issue without a text has none."""
    return body.encode("utf-8", "replace").decode("utf-8") if isinstance(body, str) else ""


def _refusal(troubles: list[Trouble]) -> dict[str, Any]:
    return {"troubles": [{"label": trouble.label, "told": told(trouble)} for trouble in troubles[:MOST_TROUBLES]]}


def _file(entry: Proposed, today: date) -> str:
    written = fields({**entry.fields, "added": today})
    kind = KINDS[entry.kind]
    if not kind.has_page:
        return written
    head, foot = (f"{{{{ {macro}() }}}}" for macro in kind.macros)
    text = "\n".join(line.rstrip() for line in entry.text.replace("\r\n", "\n").split("\n")).strip("\n")
    return f"---\n{written}---\n{head}\n\n{text}\n\n{foot}\n"


def _checked(root: Path, before: Catalog, form: Form, entry: Proposed, text: str, today: date) -> Iterator[Trouble]:
    """What the check finds when the file is there and does not find without it."""
    kind = KINDS[entry.kind]
    file = root / kind.folder / f"{entry.id}{kind.suffix}"
    known = set(check(before, today))
    with file.open("xb") as opened:
        opened.write(text.encode("utf-8"))
    try:
        found = [problem for problem in check(load(root), today) if problem not in known]
    finally:
        file.unlink()
    path = f"{kind.folder}/{file.name}"
    labels = dict(_places(text, form))
    for problem in found:
        label = _label(labels, problem.line) if problem.path == path else ""
        yield Trouble(label, problem.what if label else _elsewhere(problem, path), problem.remedy)


def _elsewhere(problem: Problem, path: str) -> str:
    return problem.what if problem.path == path else f"{problem.path}:{problem.line}: {problem.what}"


def _places(text: str, form: Form) -> Iterator[tuple[int, str]]:
    """The line at which each answer begins in the file, with its label."""
    names = {asked.field: asked.label for asked in form.asked}
    lines = text.split("\n")
    end = lines.index("---", 1) if lines[0] == "---" else len(lines)
    for number, line in enumerate(lines[:end], start=1):
        name = line.partition(":")[0]
        if name in names and not line.startswith(" "):
            yield number, names[name]
    if end < len(lines):
        yield end + 1, names[TEXT]


def _label(labels: dict[int, str], line: int) -> str:
    return next((labels[begin] for begin in sorted(labels, reverse=True) if begin <= line), "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
