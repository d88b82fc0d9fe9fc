"""What terms must hold: names of their own, a definition, a length, a resource and a way in."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from handbook import model
from handbook.catalog import Catalog, Record, references
from handbook.kinds import KINDS
from handbook.problems import Problem
from handbook.rules.causes import slips
from handbook.rules.registry import rule
from handbook.rules.same import folded, words

TERM_WORDS = range(110, 541)


@rule()
def colliding_names(catalog: Catalog) -> Iterator[Problem]:
    """No title or alias belongs to two terms, however it is spelled, and no term has the same name twice: search couldn't tell them apart.

    An alias may repeat its title only to join or split its words, as CICD does: that spelling is found in full texts.
    """
    owners: dict[str, Record[model.Term]] = {}
    for record in catalog.terms.values():
        owners.setdefault(folded(record.model.title), record)
    for record in catalog.terms.values():
        title = owners[folded(record.model.title)]
        if title is not record:
            what = f'the title "{record.model.title}" belongs to {title.path}'
            yield record.problem(("title",), what, "Name the two so that a reader can tell them apart.")
        own: dict[str, str] = {}
        for index, alias in enumerate(record.model.aliases):
            other = owners.setdefault(folded(alias), record)
            if other is not record:
                what = f'the alias "{alias}" belongs to {other.path}'
                yield record.problem(("aliases", index), what, "Keep it on the term that readers mean by it.")
            elif first := own.get(folded(alias)) or (words(alias) == words(record.model.title) and record.model.title):
                yield record.problem(("aliases", index), f'the term already has the name "{first}"', "Delete the alias.")
            own.setdefault(folded(alias), alias)


@rule()
def covered_names(catalog: Catalog) -> Iterator[Problem]:
    """What a term covers is not the title or alias of a term: that term is what its reader looks for."""
    owners = {folded(name): record for record in catalog.terms.values() for name in (record.model.title, *record.model.aliases)}
    for record in catalog.terms.values():
        for index, name in enumerate(record.model.covers):
            if owner := owners.get(folded(name)):
                what = f'"{name}" is already a name of {"this term" if owner is record else owner.path}'
                yield record.problem(("covers", index), what, "Delete it here.")


@rule()
def borrowed_aliases(catalog: Catalog) -> Iterator[Problem]:
    """No alias is the title or a heading of something else that the handbook explains: a synonym won't help its reader."""
    subjects = _subjects_elsewhere(catalog)
    for record in catalog.terms.values():
        for index, alias in enumerate(record.model.aliases):
            if other := next((path for path in subjects.get(folded(alias), ()) if path != record.path), None):
                what = f'the alias "{alias}" is a subject of its own in {other}'
                yield record.problem(("aliases", index), what, "Move it to `covers` if this page explains it, or delete it.")


def _subjects_elsewhere(catalog: Catalog) -> dict[str, list[str]]:
    """The paths of the pages that have a title or heading, by its folded words. Titles of terms are compared by `colliding_names`."""
    subjects: dict[str, list[str]] = {}
    for record in catalog.prose_records():
        titles = [] if isinstance(record.model, model.Term) else [record.model.title]
        for words_of in (*titles, *(heading.text for heading in record.prose.headings)):
            subjects.setdefault(folded(words_of), []).append(record.path)
    return subjects


# Sphinx takes the first number behind two words for the priority of the line: sphinx.util.inventory.
_LOST_IN_INVENTORY = re.compile(r"\S.*?\s\S+\s+-?[0-9]+(?:\s|$)")


@rule()
def names_in_inventories(catalog: Catalog) -> Iterator[Problem]:
    """A term's title has no number as a separate word after two others: Sphinx would not find the term by its name."""
    for record in catalog.terms.values():
        if _LOST_IN_INVENTORY.match(record.model.title):
            what = f'programs that read objects.inv lose "{record.model.title}": its number is a separate word after two others'
            remedy = "Join the number to the word before it, as in Recall@10."
            yield record.problem(("title",), what, remedy)


@rule()
def definitions(catalog: Catalog) -> Iterator[Problem]:
    """A definition does not begin with the term itself, followed by is, are, refers to or means."""
    for record in catalog.terms.values():
        names = {name.casefold() for name in (record.model.title, *record.model.aliases)}
        if not names.isdisjoint(_subjects(record.model.definition)):
            yield record.problem(
                ("definition",), "the definition begins with the term itself", "Begin with what it is: the title is right above it."
            )


# One expression for all terms: to compile one for each took a third of the check.
_SAYS_WHAT_IT_IS = re.compile(r" (is|are|refers to|means)\b", re.IGNORECASE)


def _subjects(definition: str) -> Iterator[str]:
    """What stands before each verb that a definition could begin with, with and without an article."""
    for verb in _SAYS_WHAT_IT_IS.finditer(definition):
        subject = definition[: verb.start()].casefold()
        yield subject
        yield re.sub(r"^(an?|the) ", "", subject)


@rule(parts=True)
def term_length(catalog: Catalog) -> Iterator[Problem]:
    """A term's text has 120 to 500 words, give or take what counting leaves open."""
    for record in catalog.terms.values():
        if record.prose.words not in TERM_WORDS:
            what = f"the text has {record.prose.words} words; terms have 120 to 500"
            yield Problem(record.path, record.prose.first_line, 1, what, "Shorten it, or explain more.")


@rule(parts=True)
def terms_taught(catalog: Catalog) -> Iterator[Problem]:
    """Every term is taught by at least one resource."""
    if not _is_whole(catalog, "resource"):
        return
    taught = {term for record in catalog.resources.values() for term in record.model.teaches}
    for record in catalog.terms.values():
        if record.id not in taught and not slips(catalog).concerns("term", record.id):
            remedy = f"Add {record.id} to `teaches` of a resource that explains it, or add such a resource."
            yield record.at_top("no resource teaches this term", remedy)


def _is_whole(catalog: Catalog, kind: str) -> bool:
    """Whether every reference of the entries of a kind could be read. An entry does not refer to itself."""
    records = catalog.records(kind)
    unread = [part for part in catalog.parts if part.model.entry_kind == kind and part.lacking & _refer(type(part.model))]
    return catalog.known[kind] == set(records) and len(unread) <= (kind == "term")


def _refer(entry_model: type[model.Entry]) -> set[str]:
    return {name for name, info in entry_model.model_fields.items() if model.model_in(info.annotation) or _refers(info.metadata)}


def _refers(marks: Sequence[object]) -> bool:
    return any(isinstance(mark, model.Refers) for mark in marks)


@rule(parts=True)
def terms_reached(catalog: Catalog) -> Iterator[Problem]:
    """Every term is named by at least one other term, skill, question, comparison or path."""
    if not all(_is_whole(catalog, kind) for kind in KINDS):
        return
    reached = {
        target
        for record in catalog.entries()
        for kind, _, target in references(record)
        if kind == "term" and target != record.id and not isinstance(record.model, model.Resource)
    }
    for record in catalog.terms.values():
        if record.id not in reached and not slips(catalog).concerns("term", record.id):
            near = next(ways_in(catalog, record.id, record.model.related, record.model.area), "")
            few = f"a term that has fewer than {model.MOST_RELATED} there"
            whose = f"{near} ({KINDS['term'].folder}/{near}.md)" if near else few
            other = f" or of {few}," if near and near not in record.model.related else ""
            remedy = f"Add {record.id} to `related` of {whose},{other} or to `terms` of a question."
            yield record.at_top("no other entry names this term", remedy)


def ways_in(catalog: Catalog, new: str, related: Sequence[str], area: str) -> Iterator[str]:
    """Terms that have room for a new one in `related`, the nearest first: those that it names, then those of its area that these name."""
    beside = Counter(other for term in related if term in catalog.terms for other in catalog.terms[term].model.related)
    for term in dict.fromkeys((*related, *(other for other, _ in beside.most_common()))):
        found = catalog.terms.get(term)
        if found and term != new and (term in related or found.model.area == area) and len(found.model.related) < model.MOST_RELATED:
            yield term
