"""From a form to an entry, without any right to write: `python -m tools.pulls.propose EVENT OUT`.

EVENT is the code host's event, in which an issue got its label. The entry is written into a copy of the texts and the data,
and checked as `make check` does. OUT is then a proposal for `tools.pulls.answer`: the files to write, or what is wrong with
which answer. Nothing of the form is run, put into a command or used as a path.
"""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handbook.catalog import Catalog
from handbook.forms import TEXT, Form, forms
from handbook.kinds import KINDS
from handbook.load import load
from handbook.problems import Problem
from handbook.rules import check
from handbook.rules.terms import ways_in
from handbook.yaml_writer import fields
from tools.pulls.form import Proposed, Trouble, Unreadable, answers, proposed, told, which
from tools.pulls.listed import with_item
from tools.pulls.received import MOST_TROUBLES, VERSION


def main(arguments: list[str], root: Path = Path(), today: date | None = None) -> int:
    """Write the proposal. 0 whatever the form says; 2 where the event is none of an issue."""
    event, out = (Path(argument) for argument in arguments)
    issue = json.loads(event.read_text(encoding="utf-8"))["issue"]
    if not isinstance(issue.get("number"), int) or "pull_request" in issue:
        print("This event is not of an issue.", file=sys.stderr)
        return 2
    day = today or datetime.now(UTC).date()
    result = {"version": VERSION, "issue": issue["number"], **proposal(root, str(issue.get("body") or ""), day)}
    out.write_text(json.dumps(result, ensure_ascii=True), encoding="utf-8")
    return 0


def proposal(root: Path, body: str, today: date) -> dict[str, Any]:
    """The files to write, or what keeps them from being written. The project's folder is left as it was."""
    # Half of a character can be in JSON, and in no file.
    body = body.encode("utf-8", "replace").decode("utf-8")
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
    written = {_path(entry): _file(entry, today), **dict(_edits(catalog, entry))}
    found = _checked(root, catalog, form, entry, written, today)
    # Beside what is wrong already, what the check says of other answers: the rest may follow from the same.
    known = {trouble.label for trouble in troubles}
    troubles += [trouble for trouble in found if not known or (trouble.label and trouble.label not in known)]
    files = [{"path": path, "content": text} for path, text in written.items()]
    return _refusal(troubles) if troubles else {"kind": entry.kind, "id": entry.id, "files": files, "troubles": []}


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


def _path(entry: Proposed) -> str:
    kind = KINDS[entry.kind]
    return f"{kind.folder}/{entry.id}{kind.suffix}"


def _edits(catalog: Catalog, entry: Proposed) -> Iterable[tuple[str, str]]:
    """The entries that name a new term: the resource that explains it, and the nearest term that has room for one more."""
    if entry.kind != "term":
        return
    if resource := catalog.resources.get(entry.taught_by):
        yield from with_item(catalog.root, resource, "teaches", entry.id)
    related = entry.fields.get("related")
    near = ways_in(catalog, entry.id, related if isinstance(related, list) else (), str(entry.fields.get("area", "")))
    yield from next(filter(None, (list(with_item(catalog.root, catalog.terms[term], "related", entry.id)) for term in near)), ())


def _checked(root: Path, before: Catalog, form: Form, entry: Proposed, written: Mapping[str, str], today: date) -> Iterator[Trouble]:
    """What the check finds when the files are there and does not find without them."""
    known = set(check(before, today))
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in _CHECKED:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, symlinks=True)
            elif (root / name).exists():
                shutil.copy(root / name, copy / name)
        for path, text in written.items():
            (copy / path).write_bytes(text.encode("utf-8"))
        found = [problem for problem in check(load(copy), today) if problem not in known]
    path = _path(entry)
    labels = dict(_places(written[path], form))
    for problem in found:
        label = _label(labels, problem.line) if problem.path == path else ""
        yield Trouble(label, problem.what if label else _elsewhere(problem, path), problem.remedy)


# What the check reads.
_CHECKED = ("data", "docs", "mkdocs.yml", "CHANGELOG.md")


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
