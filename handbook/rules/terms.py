"""What terms must hold: names of their own, a definition, a length, a resource and a way in."""

import re
from collections import Counter
from collections.abc import Iterator

from handbook import model
from handbook.catalog import Catalog, Record, references
from handbook.kinds import KINDS
from handbook.problems import Problem
from handbook.rules.registry import rule

TERM_WORDS = range(130, 461)


def folded(name: str) -> str:
    """A name as people may type it: `Pub/Sub`, `pub-sub` and `PubSub` are one."""
    return re.sub(r"[\W_]+", "", name.casefold())


@rule()
def colliding_names(catalog: Catalog) -> Iterator[Problem]:
    """No title or alias belongs to two terms, however it is spelled, and no term has one alias twice."""
    owners: dict[str, Record[model.Term]] = {}
    for record in catalog.terms.values():
        owners.setdefault(folded(record.model.title) or record.model.title, record)
    for record in catalog.terms.values():
        title = owners[folded(record.model.title) or record.model.title]
        if title is not record:
            what = f'the title "{record.model.title}" belongs to {title.path}'
            yield record.problem(("title",), what, "Name the two so that a reader can tell them apart.")
        for index, alias in enumerate(record.model.aliases):
            other = owners.setdefault(folded(alias) or alias, record)
            if other is not record:
                what = f'the alias "{alias}" belongs to {other.path}'
                yield record.problem(("aliases", index), what, "Keep it in the one that readers mean by it.")
        same = [name for name, times in Counter([record.model.title, *record.model.aliases]).items() if times > 1]
        for name in same:
            place = ("aliases", len(record.model.aliases) - 1 - record.model.aliases[::-1].index(name))
            yield record.problem(place, f'the term already has the name "{name}"', "Delete the alias.")


@rule()
def definitions(catalog: Catalog) -> Iterator[Problem]:
    """A definition does not begin with the term itself, followed by is, are, refers to or means."""
    for record in catalog.terms.values():
        names = {name.casefold() for name in (record.model.title, *record.model.aliases)}
        if not names.isdisjoint(_subjects(record.model.definition)):
            yield record.problem(
                ("definition",), "the definition begins with the term itself", "Begin with what it is: the title stands above it."
            )


# One expression for all terms: to compile one for each took a third of the check.
_SAYS_WHAT_IT_IS = re.compile(r" (is|are|refers to|means)\b", re.IGNORECASE)


def _subjects(definition: str) -> Iterator[str]:
    """What stands before each verb that a definition could begin with, with and without an article."""
    for verb in _SAYS_WHAT_IT_IS.finditer(definition):
        subject = definition[: verb.start()].casefold()
        yield subject
        yield re.sub(r"^(an?|the) ", "", subject)


@rule()
def term_length(catalog: Catalog) -> Iterator[Problem]:
    """A term's text has 150 to 400 words, give or take what counting leaves open."""
    for record in catalog.terms.values():
        if record.prose.words not in TERM_WORDS:
            what = f"the text has {record.prose.words} words; terms have 150 to 400"
            yield Problem(record.path, record.prose.first_line, 1, what, "Shorten it, or explain more.")


@rule()
def terms_taught(catalog: Catalog) -> Iterator[Problem]:
    """Every term is taught by at least one resource."""
    if catalog.known["resource"] != set(catalog.resources):
        return
    taught = {term for record in catalog.resources.values() for term in record.model.teaches}
    for record in catalog.terms.values():
        if record.id not in taught:
            remedy = f"Add {record.id} to `teaches` of a resource that explains it, or add such a resource."
            yield record.at_top("no resource teaches this term", remedy)


@rule()
def terms_reached(catalog: Catalog) -> Iterator[Problem]:
    """Every term is named by at least one other term, skill, question, comparison or path."""
    if any(catalog.known[kind] != set(catalog.records(kind)) for kind in KINDS):
        return
    reached = {
        target
        for record in catalog.entries()
        for kind, _, target in references(record)
        if kind == "term" and target != record.id and not isinstance(record.model, model.Resource)
    }
    for record in catalog.terms.values():
        if record.id not in reached:
            yield record.at_top("no other entry names this term", f"Add {record.id} to `related` of a term that leads to it.")
