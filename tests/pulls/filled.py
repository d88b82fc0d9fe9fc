"""Forms that were filled in, as the code host turns them into the text of an issue."""

from pathlib import Path
from typing import Any

from handbook.forms import LICENCE, PROMISES, SOURCES, Form, forms
from handbook.load import load

WORDS = " ".join(f"Here are five words {number}." for number in range(1, 31))
ANSWERS: dict[str, dict[str, str]] = {
    "resource": {
        "title": "Resource three",
        "url": "https://example.com/three",
        "authors": "Ada Author\n- Bo Author",
        "year": "2024",
        "minutes": "50",
        "teaches": "Pipeline, backfill",
        "why": "After it you can say no to three things.",
    },
    "term": {
        "title": "Lineage",
        "aliases": "data lineage",
        "definition": "A sentence that says what lineage is.",
        "you_know": "The comment above the cell that\nsays where the file came from.",
        "pm_decision": "Whether to pay for it this year.",
        "ask": "How far back does it go?\nWho reads it?",
        "trap": "Believing that it writes itself.",
        "related": "Data flow\nwarehouse",
        "taught_by": "resource  ONE",
        "text": f"{WORDS} See [warehouse](warehouse.md).",
    },
}


def form_of(root: Path, kind: str) -> Form:
    return next(form for form in forms(load(root)) if form.kind == kind)


def body(form: Form, **changed: str) -> str:
    """The text of an issue in which all is well but for what is changed, by field."""
    given = {**ANSWERS[form.kind], **changed}
    parts = []
    for asked in form.asked:
        answer = given.get(asked.field, asked.options[0][1] if asked.options else "")
        parts.append(f"### {asked.label}\n\n{answer or '_No response_'}")
    ticked = given.get("promises", f"- [X] {SOURCES}\n- [x] {LICENCE}")
    return "\n\n".join([*parts, f"### {PROMISES}\n\n{ticked}"])


def event(text: str | None, **changed: Any) -> dict[str, Any]:
    issue = {"number": 12, "title": "A title", "body": text, "user": {"login": "ada-author", "id": 4711}}
    return {
        "action": "labeled",
        "issue": {**issue, **changed},
        "label": {"name": "ready"},
        "repository": {"default_branch": "main", "fork": False},
    }
