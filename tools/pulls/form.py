"""What somebody wrote into a form, as the fields of an entry. Every answer is text, whatever it holds.

The code host turns a form into Markdown: a heading for each question, the answer below it. An answer can hold such a
heading too, so a text in which one is missing, is there twice or out of order isn't read at all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from handbook import forms
from handbook.catalog import Catalog
from handbook.forms import Asked, Form
from handbook.model import kebab, no_id
from handbook.problems import did_you_mean, shortened
from handbook.rules.same import canonical_url
from handbook.yaml_writer import Value
from tools.pulls.listed import is_full

_EMPTY = "_No response_"
_NUMBERS = frozenset({"year", "minutes"})
_NUMBER = re.compile("0|[1-9][0-9]{0,5}")
_BULLET = re.compile(r"^[ \t]*[-*][ \t]+")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with an answer: the label of its question, or nothing where it is the whole."""

    label: str
    what: str
    remedy: str


class Unreadable(Exception):
    """A form that can't be read; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.what)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Proposed:
    """An entry as somebody proposes it: its id, its fields in the order of the model, the text of its page, a resource for it."""

    kind: str
    id: str
    fields: Mapping[str, Value]
    text: str
    taught_by: str = ""


def which(body: str, known: Iterable[Form]) -> Form | None:
    """The form that this was written with: the one whose first two headings it begins with."""
    lines = _lines(body)
    for form in known:
        headings = {_heading(asked.label) for asked in form.asked}
        if [line for line in lines if line in headings][:2] == [_heading(asked.label) for asked in form.asked[:2]]:
            return form
    return None


def answers(body: str, form: Form) -> dict[str, str]:
    """Each answer by its question's label. Raises `Unreadable` unless each question is there once, in order."""
    lines = _lines(body)
    labels = [*(asked.label for asked in form.asked), forms.PROMISES]
    places = []
    for label in labels:
        heading = _heading(label)
        found = [number for number, line in enumerate(lines) if line == heading]
        if len(found) != 1:
            what = f'the line "{heading}" is there {len(found)} times'
            raise Unreadable(Trouble(label, what, "It separates the answers, so keep it once, and don't write it into an answer."))
        places += found
    if places != sorted(places) or any(line.strip() for line in lines[: places[0]]):
        raise Unreadable(Trouble("", "the answers aren't in the order of the form", "Copy them into a new form."))
    ends = [*places[1:], len(lines)]
    parts = ("\n".join(lines[start + 1 : end]).strip("\n") for start, end in zip(places, ends, strict=True))
    return {label: "" if part.strip() == _EMPTY else part for label, part in zip(labels, parts, strict=True)}


def proposed(given: Mapping[str, str], form: Form, catalog: Catalog) -> tuple[Proposed | None, list[Trouble]]:
    """The entry that the answers describe, and what is wrong with them before any check; no entry without an id."""
    troubles = [*_promises(given[forms.PROMISES])]
    fields: dict[str, Value] = {}
    besides: dict[str, str] = {}
    for asked in form.asked:
        answer = given[asked.label]
        if asked.field in _BESIDES:
            besides[asked.field] = answer
        elif answer.strip():
            fields[asked.field] = _value(asked, answer, catalog)
        if asked.required and not answer.strip():
            troubles.append(Trouble(asked.label, "nothing is written here", "Fill it in."))
    labels = {asked.field: asked.label for asked in form.asked}
    taught_by = _resource(catalog, besides.get(forms.TAUGHT, ""))
    if forms.TAUGHT in besides and not taught_by and besides[forms.TAUGHT].strip():
        near = did_you_mean(besides[forms.TAUGHT].strip()[:200], (record.model.title for record in catalog.resources.values()))
        remedy = f"{near}Copy its title from the library, or propose it first."
        troubles.append(Trouble(labels[forms.TAUGHT], "the library has no such resource", remedy))
    if taught_by and is_full(catalog.resources[taught_by], "teaches"):
        what = "that resource explains as many terms as one can have"
        troubles.append(Trouble(labels[forms.TAUGHT], what, "Name another that explains it, or propose one first."))
    entry_id = besides[forms.ID].strip() or kebab(str(fields.get("title", "")))
    if told := no_id(entry_id) or _taken(catalog, form.kind, entry_id):
        troubles.append(Trouble(labels[forms.ID], told, "Write another one, such as some-new-name."))
        return None, troubles
    return Proposed(form.kind, entry_id, fields, besides.get(forms.TEXT, ""), taught_by), troubles


_BESIDES = frozenset({forms.ID, forms.TEXT, forms.TAUGHT})


def _resource(catalog: Catalog, answer: str) -> str:
    """The id of the resource that somebody names by its title, id or address; empty if there is none."""
    wanted = " ".join(answer.split())
    address = canonical_url(wanted)
    for record in catalog.resources.values():
        if wanted.casefold() in {record.id, record.model.title.casefold()} or address == canonical_url(record.model.url):
            return record.id
    return ""


def _taken(catalog: Catalog, kind: str, entry_id: str) -> str:
    return f'there is already a {kind} or a page with the id "{entry_id}"' if entry_id in {*catalog.known[kind], "index"} else ""


def _promises(answer: str) -> Iterator[Trouble]:
    ticked = {line[6:] for line in _lines(answer) if line.lower().startswith("- [x] ")}
    for promise in (forms.SOURCES, forms.LICENCE):
        if promise not in ticked:
            yield Trouble(forms.PROMISES, f'"{promise}" isn\'t ticked', "Tick it, if it's so. Without it, we can't take the entry.")


def _value(asked: Asked, answer: str, catalog: Catalog) -> Value:
    if asked.options:
        ids = {words: key for key, words in asked.options}
        return _chosen(answer, ids) if asked.many else ids.get(answer.strip(), answer.strip())
    if asked.many:
        named = _names(catalog) if asked.field in _TERMS else str
        return [named(item) for item in _items(answer, commas=asked.field in _TERMS)]
    line = " ".join(part.strip(" \t") for part in _lines(answer) if part.strip())
    return int(line) if asked.field in _NUMBERS and _NUMBER.fullmatch(line) else line


_TERMS = frozenset({"teaches", "requires", "related", "not_to_confuse_with"})


def _chosen(answer: str, ids: Mapping[str, str]) -> list[str]:
    """The ids of the answers that were chosen. The code host puts commas between them, and an answer may have commas."""
    found: list[str] = []
    rest = answer.strip()
    while rest:
        words = next((words for words in sorted(ids, key=len, reverse=True) if rest == words or rest.startswith(f"{words}, ")), None)
        if words is None:
            return [*found, rest]
        found.append(ids[words])
        rest = rest.removeprefix(words).removeprefix(", ")
    return found


def _items(answer: str, commas: bool) -> list[str]:
    lines = [_BULLET.sub("", line, count=1).strip(" \t") for line in _lines(answer)]
    return [item.strip(" \t") for line in lines for item in (line.split(",") if commas else [line]) if item.strip()]


def _names(catalog: Catalog) -> Callable[[str], str]:
    """From what people call a term to its id; of what is none, the nearest id, and the check tells that there is no such term."""
    known = {name.casefold(): term.id for term in catalog.terms.values() for name in (*term.model.aliases, term.model.title, term.id)}
    return lambda name: known.get(name.casefold()) or (kebab(name) if any(map(str.isalnum, name)) else name)


def _heading(label: str) -> str:
    return f"### {label}"


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def told(trouble: Trouble) -> str:
    """What is wrong in one line, without its label."""
    return f"{shortened(trouble.what) if len(trouble.what) > _LONGEST else trouble.what}. {trouble.remedy}"


_LONGEST = 400
