"""How long the handbook's sentences are, by kind of text, and which are the longest: `make voice`.

A report and no check: a long sentence can be right. Above 30 words a sentence is worth a second look.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from handbook.load import load
from handbook.rules.voice import own_sentences

LONG = 30
SHOWN = 25

_ENDS = re.compile(r"(?<=[.!?])[\"\u201d)]*\s+(?=[A-Z\u20ac\u201c\"0-9])")
_MARKUP = re.compile(r"\]\([^)]*\)|[*`\[\]]|^\|.*$|^#+ .*$|^\{\{.*$|^ {4}.*$", re.MULTILINE)
_BLOCKS = re.compile(r"\n\s*\n|\n(?=- |\d+\. )")


@dataclass(frozen=True)
class Sentence:
    """A sentence, its number of words, its file and the kind of text that it is from."""

    kind: str
    path: str
    words: int
    text: str


def sentences(root: Path) -> Iterator[Sentence]:
    """Every sentence of the handbook's own texts."""
    catalog = load(root)
    for record in (*catalog.entries(), *catalog.pages.values()):
        kind = getattr(record.model, "entry_kind", "page")
        blocks = [text for _, text in own_sentences(record.model)] + _BLOCKS.split(_MARKUP.sub("", record.prose.text))
        for block in blocks:
            for text in _ENDS.split(" ".join(block.split())):
                if text:
                    yield Sentence(kind, record.path, len(text.split()), text)


def main() -> None:
    """Print the report."""
    found = sorted(sentences(Path()), key=attrgetter("kind"))
    print(f"{'kind':12} {'sentences':>9} {'words':>7} {'mean':>5}  over {LONG} words")
    for kind, group in groupby(found, attrgetter("kind")):
        counts = [sentence.words for sentence in group]
        long = sum(count > LONG for count in counts)
        print(f"{kind:12} {len(counts):9,} {sum(counts):7,} {sum(counts) / len(counts):5.1f}  {long} ({long / len(counts):.1%})")
    print()
    for sentence in sorted(found, key=attrgetter("words"), reverse=True)[:SHOWN]:
        print(f"{sentence.words:3} {sentence.path}: {sentence.text}")


if __name__ == "__main__":
    main()
