"""A sound project of any size: the real one, and generated entries beside it until it has the terms wanted.

The same source and the same number give the same files. Generated text says nothing, in the words of the real terms
and as often as they stand there, so that pages compress and search indexes grow as with real text.
"""

import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import yaml

from handbook.addresses import write_lock
from handbook.catalog import LOCK, MOVED, Catalog
from handbook.load import load
from handbook.wording import wordings

ROOT = Path(__file__).parent.parent

# One generated resource teaches so many generated terms, and one question names so many, so that each is reached.
TERMS_PER_RESOURCE = 2
TERMS_PER_QUESTION = 4

_COPIED = ("mkdocs.yml", "macros.py", "overrides", "docs", "data")
_ADDED = date(2026, 1, 5)
T = TypeVar("T")
# Long words are left out, so that no sentence outgrows its field.
_WORD = re.compile(r"(?<![\w(/.-])[a-z]{2,12}(?![\w/-])")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries of the kinds that are generated a project has."""

    terms: int
    resources: int
    questions: int

    @property
    def total(self) -> int:
        return self.terms + self.resources + self.questions


def counts_for(catalog: Catalog, terms: int, resources: int = 0) -> Counts:
    """What a project with so many terms has, and with so many resources at the least.

    All that is real stays, since other entries refer to it.
    """
    new = max(0, terms - len(catalog.terms))
    return Counts(
        len(catalog.terms) + new,
        max(resources, len(catalog.resources) + ceil(new / TERMS_PER_RESOURCE)),
        len(catalog.questions) + ceil(new / TERMS_PER_QUESTION),
    )


def terms_for(catalog: Catalog, entries: int) -> int:
    """The least number of terms with which a project has so many entries in all."""
    others = len(catalog.skills) + len(catalog.comparisons) + len(catalog.paths) + len(catalog.profiles)
    return next(terms for terms in range(entries + 1) if counts_for(catalog, terms).total + others >= entries)


def generate(source: Path, target: Path, terms: int, resources: int = 0) -> Counts:
    """Write a project with so many terms, and so many resources at the least, into the folder `target`, which is made.

    Returns what is there. Raises `FileExistsError` if it already exists. Where `source` has more terms, all of them are taken.
    """
    target.mkdir(parents=True)
    for name in _COPIED:
        copy = shutil.copytree if (source / name).is_dir() else shutil.copyfile
        copy(source / name, target / name)
    catalog = load(source)
    counts = counts_for(catalog, terms, resources)
    _Writer(catalog, counts).write(target)
    # What is generated was never published: it is recorded as if it had been.
    (target / LOCK).unlink(missing_ok=True)
    (target / MOVED).write_text("moves: []\n", encoding="utf-8")
    write_lock(load(target))
    return counts


class _Writer:
    """Writes the entries that are missing. Terms refer to all terms, but require only those before them: no circles."""

    def __init__(self, catalog: Catalog, counts: Counts) -> None:
        self.random = Random(counts.terms)  # noqa: S311 -- nothing here is secret
        self.catalog = catalog
        # Words put together at random could make a phrase that the style guide refuses.
        refused = wordings(catalog.style.model.words if catalog.style else ()).triggers
        texts = (record.prose.text for record in catalog.terms.values() if record.prose)
        self.words = [word for text in texts for word in _WORD.findall(text) if word not in refused]
        self.new_terms = _ids("term", counts.terms - len(catalog.terms))
        self.new_resources = _ids("resource", counts.resources - len(catalog.resources))
        self.new_questions = _ids("question", counts.questions - len(catalog.questions))
        self.terms = [*catalog.terms, *self.new_terms]

    def write(self, target: Path) -> None:
        for index, entry_id in enumerate(self.new_terms):
            front_matter = _yaml(self.term(entry_id, index))
            (target / "docs" / "glossary" / f"{entry_id}.md").write_text(f"---\n{front_matter}---\n{self.body(entry_id)}", encoding="utf-8")
        for index, entry_id in enumerate(self.new_resources):
            text = _yaml(self.resource(entry_id, _share(self.new_terms, index, TERMS_PER_RESOURCE)))
            (target / "data" / "resources" / f"{entry_id}.yml").write_text(text, encoding="utf-8")
        for index, entry_id in enumerate(self.new_questions):
            text = _yaml(self.question(_share(self.new_terms, index, TERMS_PER_QUESTION)))
            (target / "data" / "questions" / f"{entry_id}.yml").write_text(text, encoding="utf-8")

    def term(self, entry_id: str, index: int) -> dict[str, Any]:
        number = entry_id.rpartition("-")[2]
        near = [term for term in self.some(self.terms, 5, 7) if term != entry_id]
        return {
            # Joined, so that a program that reads objects.inv does not take the number for a priority.
            "title": f"{self.phrase(2)}-{number}".capitalize(),
            "aliases": [f"GT-{number}", f"{self.phrase(1)} {number} for short"],
            "area": self.one(self.catalog.vocabulary.areas),
            "definition": self.text(170),
            "you_know": self.text(220),
            "pm_decision": self.text(180),
            "ask": [self.question_mark() for _ in range(self.random.randint(3, 4))],
            "trap": self.text(210),
            "requires": self.some(self.terms[: len(self.catalog.terms) + index], 0, 2),
            "related": near[1:],
            "not_to_confuse_with": near[:1],
            "added": _ADDED,
        }

    def body(self, entry_id: str) -> str:
        """About 250 words in the shapes that real terms have, with four links to other terms."""
        links = [f"[{self.phrase(2)}]({term}.md)" for term in self.some(self.terms, 5, 5) if term != entry_id]
        points = "\n".join(f"- **{self.phrase(1)}**: {self.sentence()}" for _ in range(3))
        rows = "\n".join(f"| {self.phrase(3)} | {self.random.randint(1, 90)} | {self.phrase(5)} |" for _ in range(4))
        return "\n\n".join(
            (
                "{{ term_head() }}",
                f"{self.sentences(4)} {self.sentence(links[0])}",
                points,
                f"{self.sentence(links[1])} {self.sentences(5)}",
                f"| step | minutes | {self.phrase(2)} |\n|---|---|---|\n{rows}",
                f"{self.sentences(3)} {self.sentence(links[2])} {self.sentence(links[3])}",
                "{{ term_foot() }}\n",
            )
        )

    def resource(self, entry_id: str, teaches: list[str]) -> dict[str, Any]:
        closed = self.catalog.vocabulary
        like = self.one(record.model for record in self.catalog.resources.values())
        return {
            "title": f"{self.phrase(4)} {entry_id.rpartition('-')[2]}".capitalize(),
            "url": f"https://{entry_id}.example.org/",
            "authors": [self.phrase(2).title()],
            "year": self.random.randint(2005, 2025),
            "format": self.one(closed.formats),
            "level": self.one(closed.levels),
            "minutes": like.minutes,
            "cost": like.cost,
            "language": "en",
            "skills": self.some(list(self.catalog.skills), 1, 2),
            "teaches": [*teaches, *self.some(list(self.catalog.terms), 0, 1)],
            "why": self.text(280),
            "added": _ADDED,
        }

    def question(self, terms: list[str]) -> dict[str, Any]:
        closed = self.catalog.vocabulary
        return {
            "question": f"{self.sentence()} {self.question_mark()}",
            "kind": self.one(closed.question_kinds),
            "level": self.one(closed.levels),
            "skills": self.some(list(self.catalog.skills), 1, 2),
            "terms": terms,
            "good_answer": [self.text(240) for _ in range(5)],
            "spoken_answer": [self.text(600) for _ in range(3)],
            "weak_answer": [self.text(240) for _ in range(2)],
            "follow_ups": [self.question_mark() for _ in range(3)],
            "frame": self.one(closed.frames),
            "added": _ADDED,
        }

    def one(self, choices: Iterable[T]) -> T:
        return self.random.choice(list(choices))

    def some(self, choices: Sequence[str], least: int, most: int) -> list[str]:
        return self.random.sample(choices, min(self.random.randint(least, most), len(choices)))

    def phrase(self, words: int) -> str:
        return " ".join(self.random.choices(self.words, k=words))

    def sentence(self, link: str = "") -> str:
        """One sentence of at most 180 characters, with the link in its middle if there is one."""
        half = self.random.randint(5, 6)
        words = " ".join(part for part in (self.phrase(half), link, self.phrase(half)) if part)
        return f"{words[0].upper()}{words[1:]}."

    def text(self, longest: int) -> str:
        """Sentences of so many characters together, or somewhat fewer."""
        text = self.sentence()
        while len(more := f"{text} {self.sentence()}") <= longest:
            text = more
        return text

    def sentences(self, count: int) -> str:
        return " ".join(self.sentence() for _ in range(count))

    def question_mark(self) -> str:
        return f"{self.sentence()[:-1]}?"


def _ids(kind: str, count: int) -> list[str]:
    return [f"generated-{kind}-{number:05}" for number in range(1, count + 1)]


def _share(ids: list[str], index: int, size: int) -> list[str]:
    """What the entry at this index takes of the ids, if each takes so many."""
    return ids[index * size : (index + 1) * size]


def _yaml(fields: dict[str, Any]) -> str:
    text: str = yaml.dump(fields, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=120)
    return text


def main(arguments: list[str]) -> int:
    """`python -m tools.generate FOLDER TERMS`."""
    if len(arguments) != 2 or not arguments[1].isdecimal():
        print("usage: python -m tools.generate FOLDER TERMS", file=sys.stderr)
        return 2
    folder, terms = Path(arguments[0]), int(arguments[1])
    counts = generate(ROOT, folder, terms)
    if counts.terms > terms:
        print(f"the real catalog has {counts.terms} terms, and all of them are taken", file=sys.stderr)
    print(f"{folder}: {counts.terms} terms, {counts.resources} resources, {counts.questions} questions")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
