"""Terms and questions as files that Anki imports: tab-separated, with the headers that tell it what is what.

Source: Anki Manual, "Importing: Text Files", on file headers. A note keeps its guid, so that a later import renews the
card in place and keeps the learner's schedule.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape

from handbook import NAME
from handbook.addresses import entry_address
from handbook.catalog import Catalog

# By these a later import finds the cards of an earlier one, and keeps their schedule.
GUIDS = {"terms": "ml-pm-handbook-term-{id}", "questions": "ml-pm-handbook-question-{id}"}

_COLUMNS = ("GUID", "Front", "Back", "Tags")


def terms(catalog: Catalog, address: str) -> str:
    """Every term: its name in front, what it is and what one decides with it on the back.

    `address` is the site's, ending with a slash, or empty: then the cards have no links.
    """
    rows = []
    for record in catalog.terms.values():
        term = record.model
        parts = [
            f"<b>{escape(term.definition)}</b>",
            f"You know this as: {escape(term.you_know)}",
            f"Now you decide: {escape(term.pm_decision)}",
            f"The trap: {escape(term.trap)}",
            _link(address, entry_address("term", record.id)),
        ]
        tags = f"{term.area} ml-pm-term"
        rows.append((GUIDS["terms"].format(id=record.id), escape(term.title), "<br><br>".join(filter(None, parts)), tags))
    return _file("Terms", rows)


def questions(catalog: Catalog, address: str) -> str:
    """Every interview question: the question in front, its rubric on the back. `address` as for `terms`."""
    rows = []
    for record in catalog.questions.values():
        asked = record.model
        parts = [
            f"<b>A strong answer</b>{_list(asked.good_answer)}",
            f"<b>One way to say it</b>{_paragraphs(asked.spoken_answer)}" if asked.spoken_answer else "",
            f"<b>A weak answer</b>{_list(asked.weak_answer)}",
            f"<b>They ask next</b>{_list(asked.follow_ups)}",
            _link(address, entry_address("question", record.id)),
        ]
        tags = " ".join((asked.kind, asked.level, *asked.skills, "ml-pm-question"))
        rows.append((GUIDS["questions"].format(id=record.id), escape(asked.question), "".join(parts), tags))
    return _file("Interview", rows)


def _link(address: str, path: str) -> str:
    return f'<a href="{escape(address + path)}">In the handbook</a>' if address else ""


def _list(points: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in points)}</ul>"


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _file(deck: str, rows: Sequence[tuple[str, ...]]) -> str:
    """Anki's headers, then the rows. No field holds a tab or a line end: the model of an entry refuses them."""
    headers = (
        "separator:tab",
        "html:true",
        "notetype:Basic",
        f"deck:{NAME}::{deck}",
        "guid column:1",
        "tags column:4",
        "columns:" + "\t".join(_COLUMNS),
    )
    text = io.StringIO()
    text.writelines(f"#{header}\n" for header in headers)
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows(rows)
    return text.getvalue()
