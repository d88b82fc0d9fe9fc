"""Many texts in fewer bytes: each frequent word is written as one character. docs/assets/js/packed.js reads it.

Compression finds a word again and again as a stretch of letters; as one character it costs it half as much. With two megabytes
of texts that is a tenth of what readers fetch.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any

_WORD = re.compile(r" ?[A-Za-z']+")
# What UTF-8 writes in two bytes, for the most frequent words, and as many again that it writes in three.
_CODES = [char for char in map(chr, (*range(0x80, 0x800), *range(0x4E00, 0x5600))) if char.isalpha()]


def packed(texts: dict[str, list[tuple[str, str, str]]]) -> dict[str, Any]:
    """`texts` with their words packed: `codes` are characters that no text has, and `words` what each of them stands for, in order."""
    plain = [text for sections in texts.values() for *_, text in sections]
    taken = set(chain.from_iterable(plain))
    codes = [char for char in _CODES if char not in taken]
    words = _worth_it(plain, len(codes))
    code_of = dict(zip(words, codes, strict=False))

    def pack(text: str) -> str:
        return _WORD.sub(lambda found: code_of.get(found[0], found[0]), text)

    return {
        "codes": "".join(codes[: len(words)]),
        "words": words,
        "texts": {key: [(anchor, heading, pack(text)) for anchor, heading, text in sections] for key, sections in texts.items()},
    }


def _worth_it(texts: Iterable[str], most: int) -> list[str]:
    """The words, with the blank before them, that save the most bytes; frequent ones first. The order does not hang on chance."""
    counts = Counter(word for text in texts for word in _WORD.findall(text))
    saved = {word: count * (len(word) - 2) for word, count in counts.items() if count > 1}
    best = sorted((word for word in saved if saved[word] > len(word)), key=lambda word: (-saved[word], word))[:most]
    return sorted(best, key=lambda word: (-counts[word], word))
