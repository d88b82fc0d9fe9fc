"""Characters that no reader sees, or each sees as something else."""

import unicodedata

from tests.corpus.breaks import Cases, edit, write
from tests.project import PAGE, RESOURCE

UNICODE = unicodedata.unidata_version
DELETE = "Delete it; an editor that shows invisible characters helps."

CASES: Cases = {
    "a tag character": (
        edit(RESOURCE, "title: Resource one", "title: Resource\U000e0041 one"),
        [f"{RESOURCE}:1:16: the text holds the invisible character U+E0041. {DELETE}"],
    ),
    "a soft hyphen": (
        edit(RESOURCE, "title: Resource one", "title: Re\xadsource one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+00AD. {DELETE}"],
    ),
    "a Hangul filler": (
        edit(RESOURCE, "title: Resource one", "title: Resource \u3164one"),
        [f"{RESOURCE}:1:17: the text holds the invisible character U+3164. {DELETE}"],
    ),
    "a half-width Hangul filler": (
        edit(RESOURCE, "title: Resource one", "title: Resource \uffa0one"),
        [f"{RESOURCE}:1:17: the text holds the invisible character U+FFA0. {DELETE}"],
    ),
    "a Hangul choseong filler": (
        edit(RESOURCE, "title: Resource one", "title: Resource \u115fone"),
        [f"{RESOURCE}:1:17: the text holds the invisible character U+115F. {DELETE}"],
    ),
    "a private-use character": (
        edit(RESOURCE, "title: Resource one", "title: Resource \ue000one"),
        [f"{RESOURCE}:1:17: the text holds the private-use character U+E000. {DELETE}"],
    ),
    "a private-use character of the last plane": (
        edit(RESOURCE, "title: Resource one", "title: Resource \U0010fffdone"),
        [f"{RESOURCE}:1:17: the text holds the private-use character U+10FFFD. {DELETE}"],
    ),
    "a character that is not assigned": (
        edit(RESOURCE, "title: Resource one", "title: Resource \u0378one"),
        [f"{RESOURCE}:1:17: the text holds a character that Unicode {UNICODE} does not have, U+0378. {DELETE}"],
    ),
    "a noncharacter": (
        edit(RESOURCE, "title: Resource one", "title: Resource \uffffone"),
        [f"{RESOURCE}:1:17: the text holds a character that Unicode {UNICODE} does not have, U+FFFF. {DELETE}"],
    ),
    "a variation selector of the supplement": (
        edit(RESOURCE, "title: Resource one", "title: Resource\U000e0101 one"),
        [f"{RESOURCE}:1:16: the text holds the invisible character U+E0101. {DELETE}"],
    ),
    "a variation selector behind a letter": (
        edit(RESOURCE, "title: Resource one", "title: Re\ufe0fsource one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+FE0F. {DELETE}"],
    ),
    "a grapheme joiner": (
        edit(RESOURCE, "title: Resource one", "title: Re\u034fsource one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+034F. {DELETE}"],
    ),
    "a Mongolian vowel separator": (
        edit(RESOURCE, "title: Resource one", "title: Re\u180esource one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+180E. {DELETE}"],
    ),
    "a blank of Braille": (
        edit(RESOURCE, "title: Resource one", "title: Resource\u2800one"),
        [f"{RESOURCE}:1:16: the text holds the invisible character U+2800. {DELETE}"],
    ),
    "an ideographic space": (
        edit(RESOURCE, "title: Resource one", "title: Resource\u3000one"),
        [f"{RESOURCE}:1:16: the text holds the unusual space U+3000. {DELETE}"],
    ),
    "a zero-width space": (
        edit(RESOURCE, "title: Resource one", "title: Re\u200bsource one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+200B. {DELETE}"],
    ),
    "a joiner between Latin letters": (
        edit(RESOURCE, "title: Resource one", "title: Re\u200dsource one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+200D. {DELETE}"],
    ),
    "a non-joiner between Latin letters": (
        edit(RESOURCE, "title: Resource one", "title: Re\u200csource one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+200C. {DELETE}"],
    ),
    "a joiner behind an emoji and nothing behind it": (
        edit(RESOURCE, "title: Resource one", "title: Resource \U0001f469\u200d one"),
        [f"{RESOURCE}:1:18: the text holds the invisible character U+200D. {DELETE}"],
    ),
    "a word joiner": (
        edit(RESOURCE, "title: Resource one", "title: Re\u2060source one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+2060. {DELETE}"],
    ),
    "a byte order mark inside": (
        edit(RESOURCE, "title: Resource one", "title: Re\ufeffsource one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+FEFF. {DELETE}"],
    ),
    "an interlinear annotation": (
        edit(RESOURCE, "title: Resource one", "title: Re\ufff9source one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+FFF9. {DELETE}"],
    ),
    "a musical format character": (
        edit(RESOURCE, "title: Resource one", "title: Re\U0001d173source one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+1D173. {DELETE}"],
    ),
    "a right-to-left mark": (
        edit(RESOURCE, "title: Resource one", "title: Re\u200fsource one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+200F. {DELETE}"],
    ),
    "an isolate": (
        edit(RESOURCE, "title: Resource one", "title: Re\u2066source one"),
        [f"{RESOURCE}:1:10: the text holds the invisible character U+2066. {DELETE}"],
    ),
    "a tag character in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Resource \\U000E0041one"'),
        [f"{RESOURCE}:1:8: title holds the invisible character U+E0041. {DELETE}"],
    ),
    "a soft hyphen in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Re\\u00adsource one"'),
        [f"{RESOURCE}:1:8: title holds the invisible character U+00AD. {DELETE}"],
    ),
    "a private-use character in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Re\\ue000source one"'),
        [f"{RESOURCE}:1:8: title holds the private-use character U+E000. {DELETE}"],
    ),
    "a soft hyphen in a text of a page": (
        lambda project: project.append(PAGE, "Ho\u00adme\n"),
        [f"{PAGE}:7:3: the text holds the invisible character U+00AD. {DELETE}"],
    ),
    "a filler in a download": (
        write("data/downloads/one.md", "A\u3164B\n"),
        [f"data/downloads/one.md:1:2: the text holds the invisible character U+3164. {DELETE}"],
    ),
    "a control character in the lock": (
        write("data/ids.lock", "/\n/a\x0b/\n"),
        [f"data/ids.lock:2:3: the text holds the invisible character U+000B. {DELETE}"],
    ),
}
