"""The code host's forms for a new resource and a new term: what they ask, and the files that ask it.

The questions are the fields of the models, the answers to choose from are the closed lists, so a form can't ask for less
than the check. `tools.pulls.form` reads what people sent.
"""

from dataclasses import dataclass
from typing import Any, get_origin

from handbook import model
from handbook.catalog import FORMS, Catalog
from handbook.yaml_writer import quoted

# The questions beyond the fields of the models: the id, the text of a page, and the resource that explains a term.
ID, TEXT, TAUGHT = "id", "text", "taught_by"
# What nobody is asked for: the machine knows the day, and a copy in an archive comes later.
_NOT_ASKED = frozenset({"added", "updated", "archive_url"})
_LONGEST_INPUT = 240

PROMISES = "Before you send it"
SOURCES = "I opened the source of every fact, name and year that I wrote here."
LICENCE = "I wrote the texts myself, and publish them under CC BY 4.0."

_TITLES = {"resource": "Propose a resource", "term": "Propose a term"}
_ABOUT = {
    "resource": "A book, course, article, video or tool for the library. It becomes a pull request in your name.",
    "term": "A term for the glossary, with its text. It becomes a pull request in your name.",
}
# Where the name of a field isn't what people would call it.
_LABELS = {
    "url": "Address",
    "minutes": "Minutes",
    "teaches": "Terms it explains",
    "why": "Why it's worth it",
    "connection": "Your connection to it",
    "skills": "Skills it helps with",
    "aliases": "Other names",
    "covers": "Also explained in the text",
    "you_know": "What you know already",
    "pm_decision": "The decision",
    "ask": "Questions to ask",
    "trap": "The trap",
    "requires": "Terms to know first",
    "related": "Related terms",
    "not_to_confuse_with": "Often confused with",
    ID: "Short name for its address",
    TEXT: "The text",
    TAUGHT: "A resource that explains it",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form. `options` are the ids and words to choose from; with `many`, several or a list."""

    field: str
    label: str
    about: str
    options: tuple[tuple[str, str], ...] = ()
    many: bool = False
    required: bool = True
    long: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the kind of entry that comes of it, its file, and its questions in order."""

    kind: str
    path: str
    asked: tuple[Asked, ...]


def forms(catalog: Catalog) -> tuple[Form, ...]:
    """The forms, with the answers that the closed lists and the skills have now."""
    return tuple(Form(kind, path, (*_asked(catalog, kind), *_beyond(kind))) for kind, path in FORMS.items())


def texts(catalog: Catalog) -> dict[str, str]:
    """What the form's files hold, by path."""
    return {form.path: "".join(_lines(form)) for form in forms(catalog)}


def _asked(catalog: Catalog, kind: str) -> tuple[Asked, ...]:
    infos = {name: info for name, info in model.MODELS[kind].model_fields.items() if name not in _NOT_ASKED}
    return tuple(_question(catalog, name, info) for name, info in infos.items())


def _question(catalog: Catalog, name: str, info: Any) -> Asked:
    many = get_origin(info.annotation) is list
    options = _options(catalog, info)
    # What is chosen from a list, or is an address, has no length that people need to know.
    longest = 0 if (options and not many) or name == "url" else _longest(info)
    about = f"{info.description[0].upper()}{info.description[1:]}.{_limits(info, longest, many and not options)}"
    label = _LABELS.get(name, name.replace("_", " ").capitalize())
    return Asked(name, label, about, options, many, info.is_required(), (many and not options) or longest > _LONGEST_INPUT)


def _options(catalog: Catalog, info: Any) -> tuple[tuple[str, str], ...]:
    """The answers that there are: of a closed list, or the skills. Terms are too many to choose from."""
    for mark in info.metadata:
        if isinstance(mark, model.OneOf):
            found = getattr(catalog.vocabulary, mark.vocabulary)
            return tuple((key, value if isinstance(value, str) else value.title) for key, value in found.items())
        if isinstance(mark, model.Refers) and mark.kind == "skill":
            # By their ids, which stay when titles change: who corrects a title in the browser can't write forms anew.
            return tuple((skill, skill) for skill in catalog.skills)
    return ()


def _longest(info: Any) -> int:
    return next((int(mark.max_length) for mark in info.metadata if getattr(mark, "max_length", None) and info.annotation is not list), 0)


def _limits(info: Any, longest: int, listed: bool) -> str:
    """What an answer may be, in words."""
    least = next((int(mark.min_length) for mark in info.metadata if getattr(mark, "min_length", None)), 0)
    if get_origin(info.annotation) is list:
        count = f"{least} to {longest}" if least > 1 else f"At most {longest}"
        names = ", by name or id" if any(isinstance(mark, model.Refers) for mark in info.metadata) and listed else ""
        return f" {count}{', one per line' if listed else ''}{names}."
    return f" At most {longest} characters." if longest else ""


def _beyond(kind: str) -> tuple[Asked, ...]:
    taught = "One in the library, by its title, id or address. If it isn't there yet, propose it first."
    text = Asked(TEXT, _LABELS[TEXT], "Markdown, 120 to 500 words: how it works, an example with numbers, what it costs.", long=True)
    named = Asked(ID, _LABELS[ID], "Lower-case letters, digits and hyphens. Left empty, it's made from the title.", required=False)
    return (Asked(TAUGHT, _LABELS[TAUGHT], taught), text, named) if kind == "term" else (named,)


def _lines(form: Form) -> list[str]:
    head = [
        "# Written by `make fix` from the models and the closed lists. Don't edit it by hand.\n",
        f"name: {_TITLES[form.kind]}\n",
        f"description: {_ABOUT[form.kind]}\n",
        "labels: [entry]\n",
        "body:\n",
    ]
    return [*head, *(line for asked in form.asked for line in _element(asked)), *_promises()]


def _element(asked: Asked) -> list[str]:
    control = "dropdown" if asked.options else "textarea" if asked.long else "input"
    lines = [
        f"  - type: {control}\n",
        # In an address that fills in the form, `title` is the issue's.
        f"    id: {'name' if asked.field == 'title' else asked.field}\n",
        "    attributes:\n",
        f"      label: {quoted(asked.label)}\n",
        f"      description: {quoted(asked.about)}\n",
    ]
    if asked.options:
        lines += ["      multiple: true\n"] if asked.many else []
        lines += ["      options:\n", *(f"        - {quoted(words)}\n" for _, words in asked.options)]
    return lines + (["    validations:\n", "      required: true\n"] if asked.required else [])


def _promises() -> list[str]:
    head = ["  - type: checkboxes\n", "    id: promises\n", "    attributes:\n", f"      label: {quoted(PROMISES)}\n", "      options:\n"]
    return head + [line for words in (SOURCES, LICENCE) for line in (f"        - label: {quoted(words)}\n", "          required: true\n")]
