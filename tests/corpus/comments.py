"""What YAML readers cut off or change without a word."""

from tests.corpus.breaks import Cases, edit
from tests.project import RESOURCE, SKILL, TERM

QUOTE = "Put the whole text in quotes; a note of yours goes on a line of its own above the field."
QUOTE_ALL = 'Put the whole text in quotes, and write a quote inside it twice, or \\".'

CASES: Cases = {
    "a number sign in a title": (
        edit(RESOURCE, "title: Resource one", "title: The #1 mistake in A/B tests"),
        [f'{RESOURCE}:1:12: "#1 mistake in A/B tests" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a number sign in a title of a page": (
        edit(TERM, "title: Pipeline", "title: Pipeline #2"),
        [f'{TERM}:2:17: "#2" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a note beside a value": (
        edit(RESOURCE, "minutes: 60", "minutes: 60 # honest"),
        [f'{RESOURCE}:7:13: "# honest" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a note beside a text in quotes": (
        edit(RESOURCE, "title: Resource one", 'title: "Resource one" # the first'),
        [f'{RESOURCE}:1:23: "# the first" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a number sign in an item": (
        edit(RESOURCE, "  - pipeline", "  - pipeline #1"),
        [f'{RESOURCE}:12:14: "#1" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a number sign in brackets": (
        edit(RESOURCE, "authors: [Ada Author]", "authors: [Ada Author #1]"),
        [f'{RESOURCE}:3:22: "#1]" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a number sign in an item that is text": (
        edit(TERM, "  - What breaks when it stops?", "  - What breaks when bug #7 is open?"),
        [f'{TERM}:10:26: "#7 is open?" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a number sign in a group": (
        edit(SKILL, "  working: You have done it in writing.", "  working: You have done it in ticket #3 or so."),
        [f'{SKILL}:8:39: "#3 or so." starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a text cut off by its second line": (
        edit(RESOURCE, "why: After it you can say no.", "why: After it you can\n  # 1 say no."),
        [f'{RESOURCE}:15:3: "# 1 say no." starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a text of two lines with a number sign in the first": (
        edit(RESOURCE, "why: After it you can say no.", "why: After #1 you can\n  say no."),
        [f'{RESOURCE}:14:12: "#1 you can" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a text of two lines with a number sign in the last": (
        edit(RESOURCE, "why: After it you can say no.", "why: After it you can\n  say no in #1."),
        [f'{RESOURCE}:15:13: "#1." starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a folded text that ends in a comment": (
        edit(RESOURCE, "why: After it you can say no.", "why: >-\n    After it you can say no.\n  # 2 and yes."),
        [f'{RESOURCE}:16:3: "# 2 and yes." starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a note beside the sign of a folded text": (
        edit(RESOURCE, "why: After it you can say no.", "why: >- # folded\n  After it you can say no."),
        [f'{RESOURCE}:14:9: "# folded" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a note inside brackets": (
        edit(RESOURCE, "authors: [Ada Author]", "authors: [Ada Author,\n  # and\n  Bob]"),
        [
            f'{RESOURCE}:4:3: "# and" starts a comment in YAML, inside brackets. Put the text in quotes, or the note on a line of its own above the field.'
        ],
    ),
    "a note below an item, deeper than it": (
        edit(RESOURCE, "  - backfill", "  - backfill\n    # and more"),
        [f'{RESOURCE}:14:5: "# and more" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "a note beside a field of a list": (
        edit(RESOURCE, "teaches:", "teaches: # terms"),
        [f'{RESOURCE}:11:10: "# terms" starts a comment in YAML, so the text before it ends there. {QUOTE}'],
    ),
    "text behind a closing quote": (
        edit(RESOURCE, "title: Resource one", 'title: "The" best'),
        [f"{RESOURCE}:1:14: text continues after the closing quote. {QUOTE_ALL}"],
    ),
    "text behind a closing apostrophe": (
        edit(RESOURCE, "title: Resource one", "title: 'The' best"),
        [f"{RESOURCE}:1:14: text continues after the closing quote. {QUOTE_ALL}"],
    ),
    "a comma behind a closing quote": (
        edit(RESOURCE, "title: Resource one", 'title: "The", they say'),
        [f"{RESOURCE}:1:13: text continues after the closing quote. {QUOTE_ALL}"],
    ),
    "a colon at the end of a text": (
        edit(RESOURCE, "title: Resource one", "title: Ratios:"),
        [f"{RESOURCE}:1:14: there is a colon followed by a space inside plain text. Put the whole text in quotes."],
    ),
    "a star that would be an alias": (
        edit(RESOURCE, "title: Resource one", "title: *bold*"),
        [f"{RESOURCE}:1:13: anchors (&) and aliases (*) are not used here. Write the value out, or put it in quotes."],
    ),
    "an ampersand that would be an anchor": (
        edit(RESOURCE, "title: Resource one", "title: &copy"),
        [f"{RESOURCE}:1:8: anchors (&) and aliases (*) are not used here. Write the value out, or put it in quotes."],
    ),
    "an exclamation mark that would be a tag": (
        edit(RESOURCE, "title: Resource one", "title: !important"),
        [f"{RESOURCE}:1:8: the tag !important is not used here. Delete it, or put the value in quotes."],
    ),
    "a percent sign at the beginning": (
        edit(RESOURCE, "title: Resource one", "title: %s"),
        [
            f"{RESOURCE}:1:8: this is not YAML: found character that cannot start any token. Compare it with another entry of its kind; text with : # ' or \" needs quotes."
        ],
    ),
    "null in an optional field": (
        edit(RESOURCE, "year: 2020", "year: 2020\nconnection: null"),
        [f'{RESOURCE}:5:13: connection is null without quotes, which YAML readers take for nothing. Put it in quotes: "null".'],
    ),
    "a tilde in an optional field": (
        edit(RESOURCE, "year: 2020", "year: 2020\nconnection: ~"),
        [f'{RESOURCE}:5:13: connection is ~ without quotes, which YAML readers take for nothing. Put it in quotes: "~".'],
    ),
    "on in a list of texts": (
        edit(TERM, "aliases: [data flow]", "aliases: [on]"),
        [f'{TERM}:3:11: aliases[1] is on without quotes, which YAML readers take for a boolean. Put it in quotes: "on".'],
    ),
    "a time of day as a text": (
        edit(RESOURCE, "title: Resource one", "title: 12:30"),
        [f'{RESOURCE}:1:8: title is 12:30 without quotes, which YAML readers take for a number. Put it in quotes: "12:30".'],
    ),
    "a number with an exponent": (
        edit(RESOURCE, "title: Resource one", "title: 1e3"),
        [f'{RESOURCE}:1:8: title is 1e3 without quotes, which YAML readers take for a number. Put it in quotes: "1e3".'],
    ),
}
