"""Characters that a text may not hold, since no reader sees them or each sees something else.

What is refused follows from the classes of the Unicode database that Python brings, not from a list of cases: format
and control characters, private use, what is not assigned, and what shows nothing though it counts as a letter or mark.
A joiner where it is spelling, and a variation selector behind a sign that has two forms, are let through.
"""

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

# Line ends, in whatever spelling, and what makes columns: nothing that is shown or exported on one line may hold them.
SEPARATORS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

_NON_JOINER, _JOINER = "\u200c", "\u200d"
_TEXT_FORM, _EMOJI_FORM = "\ufe0e", "\ufe0f"
_KEYCAP, _KEYCAP_BASES = "\u20e3", "0123456789#*"

# Letters, marks and signs of which nothing is shown, though their class does not say so: "Default_Ignorable_Code_Point"
# of DerivedCoreProperties.txt, as far as it is not of the classes below, and the blank of Braille.
_UNSEEN_RANGES = (
    range(0x034F, 0x0350),
    range(0x115F, 0x1161),
    range(0x17B4, 0x17B6),
    range(0x180B, 0x1810),
    range(0x2800, 0x2801),
    range(0x3164, 0x3165),
    range(0xFE00, 0xFE10),
    range(0xFFA0, 0xFFA1),
    range(0x1BCA0, 0x1BCA4),
    range(0x1D173, 0x1D17B),
    range(0xE0000, 0xE1000),
)
_CLASSES = {
    "Cc": "the invisible character",
    "Cf": "the invisible character",
    "Zl": "the invisible character",
    "Zp": "the invisible character",
    "Cs": "half of a character,",
    "Co": "the private-use character",
    "Cn": f"a character that Unicode {unicodedata.unidata_version} does not have,",
}
# Spaces that people type: between words, the one that keeps words together, and the two narrow ones of numbers.
_SPACES = " \u00a0\u2009\u202f"

# Scripts whose letters take other forms beside each other, so that a joiner or non-joiner between two letters is spelling.
# By the first word of their characters' names. Source: RFC 5892, Appendix A.1 and A.2, and the Unicode Standard, 23.2.
_JOINING = frozenset(
    {
        "ARABIC",
        "SYRIAC",
        "MANDAIC",
        "MONGOLIAN",
        "NKO",
        "PHAGS-PA",
        "ADLAM",
        "DEVANAGARI",
        "BENGALI",
        "GURMUKHI",
        "GUJARATI",
        "ORIYA",
        "TAMIL",
        "TELUGU",
        "KANNADA",
        "MALAYALAM",
        "SINHALA",
        "KHMER",
        "MYANMAR",
        "TIBETAN",
        "BALINESE",
        "JAVANESE",
    }
)
# Where the signs are that have a text form and an emoji form. Source: emoji-variation-sequences.txt, to the block.
_TWO_FORMS = (
    *(range(sign, sign + 1) for sign in (0xA9, 0xAE, 0x203C, 0x2049, 0x2122, 0x2139, 0x24C2, 0x3030, 0x303D, 0x3297, 0x3299)),
    *(range(first, last + 1) for first, last in ((0x2194, 0x21AA), (0x231A, 0x23FF), (0x25AA, 0x27BF), (0x2934, 0x2935), (0x2B05, 0x2B55))),
    range(0x1F000, 0x1FB00),
)
_VIRAMA = 9


def unwanted(text: str, allowed: Container[str] = ()) -> tuple[int, str] | None:
    """Offset of the first character that no text may hold, and how a message names it; `allowed` are let through."""
    if text.isascii() and (text.isprintable() or (text.replace("\n", "").isprintable() and "\n" in allowed)):
        return None
    suspects = {sign for sign in set(text) if _named(sign) and sign not in allowed}
    if not suspects:
        return None
    for offset, sign in enumerate(text):
        if sign in suspects and not _is_spelling(text, offset):
            return offset, _named(sign)
    return None


@lru_cache(maxsize=4096)
def _named(sign: str) -> str:
    """How a message names a character that is refused, such as "the invisible character U+200B"; empty for all others."""
    told = _CLASSES.get(kind := unicodedata.category(sign), "")
    if any(ord(sign) in unseen for unseen in _UNSEEN_RANGES):
        told = "the invisible character"
    elif kind == "Zs" and sign not in _SPACES:
        told = "the unusual space"
    return f"{told} U+{ord(sign):04X}" if told else ""


def _is_spelling(text: str, offset: int) -> bool:
    """Whether a character that is refused elsewhere belongs to the word or the emoji in which it is."""
    sign, before, after = text[offset], text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if not before:
        return False
    if sign in {_TEXT_FORM, _EMOJI_FORM}:
        return _has_two_forms(before) or (before in _KEYCAP_BASES and after == _KEYCAP)
    if sign in {_JOINER, _NON_JOINER}:
        if _script(before) in _JOINING:
            return unicodedata.combining(before) == _VIRAMA or _script(before) == _script(after)
        return sign == _JOINER and _ends_emoji(text, offset) and _is_symbol(after)
    return False


def _has_two_forms(sign: str) -> bool:
    return any(ord(sign) in signs for signs in _TWO_FORMS)


def _is_symbol(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign) == "So" and _has_two_forms(sign)


def _ends_emoji(text: str, offset: int) -> bool:
    """Whether the text before `offset` ends with an emoji: a symbol, perhaps in its emoji form or with a skin tone."""
    before = text[offset - 1]
    if before == _EMOJI_FORM and offset > 1:
        before = text[offset - 2]
    return _is_symbol(before) or unicodedata.name(before, "").startswith("EMOJI MODIFIER")


def _script(letter: str) -> str:
    """The script of a letter or mark, as the first word of its name; empty for everything else."""
    return unicodedata.name(letter, "").partition(" ")[0] if letter and unicodedata.category(letter)[0] in "LM" else ""
