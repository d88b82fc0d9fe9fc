"""Texts of one line that hold more than one, and titles that would not come back as they are."""

from tests.corpus.breaks import Cases, edit, write
from tests.project import PAGE, QUESTION, RESOURCE, TERM

VOCABULARY = "data/vocabulary.yml"
ONE_LINE = "Write it on one line, with spaces between its words."
DELETE = "Delete it; an editor that shows invisible characters helps."
AS_IT_IS = "The theme prints titles as they are: write the character itself, or a space after the &."

CASES: Cases = {
    "a line end in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\nback"'),
        [f"{RESOURCE}:1:8: title holds a line end. {ONE_LINE}"],
    ),
    "a line end at the end of a text in quotes": (
        edit(RESOURCE, "title: Resource one", 'title: "Rollback\\n"'),
        [f"{RESOURCE}:1:8: title holds a line end. {ONE_LINE}"],
    ),
    "a tab in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\tback"'),
        [f"{RESOURCE}:1:8: title holds a tab. {ONE_LINE}"],
    ),
    "a tab as it is": (edit(RESOURCE, "title: Resource one", "title: Roll\tback"), [f"{RESOURCE}:1:8: title holds a tab. {ONE_LINE}"]),
    "a carriage return in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\rback"'),
        [f"{RESOURCE}:1:8: title holds a line end. {ONE_LINE}"],
    ),
    "the next-line character in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\Nback"'),
        [f"{RESOURCE}:1:8: title holds the line end U+0085. {ONE_LINE}"],
    ),
    "the next-line character by its number": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\x85back"'),
        [f"{RESOURCE}:1:8: title holds the line end U+0085. {ONE_LINE}"],
    ),
    "a line separator in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\Lback"'),
        [f"{RESOURCE}:1:8: title holds the line end U+2028. {ONE_LINE}"],
    ),
    "a paragraph separator in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\Pback"'),
        [f"{RESOURCE}:1:8: title holds the line end U+2029. {ONE_LINE}"],
    ),
    "a vertical tab in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\vback"'),
        [f"{RESOURCE}:1:8: title holds the line end U+000B. {ONE_LINE}"],
    ),
    "a form feed in an escape": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\fback"'),
        [f"{RESOURCE}:1:8: title holds the line end U+000C. {ONE_LINE}"],
    ),
    "a record separator by its number": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll\\x1eback"'),
        [f"{RESOURCE}:1:8: title holds the line end U+001E. {ONE_LINE}"],
    ),
    "a text kept in lines": (
        edit(RESOURCE, "title: Resource one", "title: |-\n  Roll\n  back"),
        [f"{RESOURCE}:1:8: title holds a line end. {ONE_LINE}"],
    ),
    "a folded text with a blank line": (
        edit(RESOURCE, "title: Resource one", "title: >-\n  Roll\n\n  back"),
        [f"{RESOURCE}:1:8: title holds a line end. {ONE_LINE}"],
    ),
    "a plain text with a blank line": (
        edit(RESOURCE, "title: Resource one", "title: Roll\n\n  back"),
        [f"{RESOURCE}:1:8: title holds a line end. {ONE_LINE}"],
    ),
    "a title of a page in lines": (
        edit(PAGE, "title: Home", 'title: "Home\\n# Again"'),
        [f"{PAGE}:2:8: title holds a line end. {ONE_LINE}"],
    ),
    "an author in lines": (
        edit(RESOURCE, "authors: [Ada Author]", 'authors: ["Ada\\nAuthor"]'),
        [f"{RESOURCE}:3:11: authors[1] holds a line end. {ONE_LINE}"],
    ),
    "an alias with a tab": (
        edit(TERM, "aliases: [data flow]", 'aliases: ["data\\tflow"]'),
        [f"{TERM}:3:11: aliases[1] holds a tab. {ONE_LINE}"],
    ),
    "a definition in lines": (
        edit(TERM, "definition: A sentence that says what Pipeline is.", 'definition: "One.\\n\\n# Two."'),
        [f"{TERM}:5:13: definition holds a line end. {ONE_LINE}"],
    ),
    "a label of a closed list in lines": (
        edit(VOCABULARY, "article: Article", 'article: "Arti\\ncle"'),
        [f"{VOCABULARY}:10:20: formats.article holds a line end. {ONE_LINE}"],
    ),
    "a question in lines": (
        edit(QUESTION, "question: Why is the dashboard late?", 'question: "Why is\\nthe dashboard late?"'),
        [f"{QUESTION}:1:11: question holds a line end. {ONE_LINE}"],
    ),
    "an address with a line end": (
        edit(RESOURCE, "url: https://example.org/one", 'url: "https://example.org/\\none"'),
        [f"{RESOURCE}:2:6: url holds a line end. {ONE_LINE}"],
    ),
    "a lone carriage return": (
        write(RESOURCE, b"title: One\rurl: x\n"),
        [f"{RESOURCE}:1:11: the text holds the invisible character U+000D. {DELETE}"],
    ),
    "two spaces in a row": (
        edit(RESOURCE, "title: Resource one", 'title: "Roll  back"'),
        [f"{RESOURCE}:1:8: title holds two spaces in a row. Write one."],
    ),
    "a title without a letter": (
        edit(RESOURCE, "title: Resource one", 'title: "--"'),
        [f"{RESOURCE}:1:8: title has neither a letter nor a digit. Write it as people say it."],
    ),
    "a reference to a character in a title": (
        edit(TERM, "title: Pipeline", "title: R&D&copy;"),
        [f'{TERM}:2:8: title would be shown as "R&D\xa9". {AS_IT_IS}'],
    ),
    "a reference without its semicolon": (
        edit(TERM, "title: Pipeline", "title: A&notB"),
        [f'{TERM}:2:8: title would be shown as "A\xacB". {AS_IT_IS}'],
    ),
    "a reference by number": (
        edit(PAGE, "title: Home", "title: Home&#8203;"),
        [f'{PAGE}:2:8: title would be shown as "Home\\u200b". {AS_IT_IS}'],
    ),
    "an alias with a semicolon": (
        edit(TERM, "aliases: [data flow]", "aliases: [data; flow]"),
        [f"{TERM}:3:11: aliases[1] holds a semicolon. It separates aliases in terms.csv: make two of it, or leave the semicolon out."],
    ),
    "a letter and its accent as two characters": (
        edit(RESOURCE, "title: Resource one", "title: Cafe\u0301 society"),
        [f'{RESOURCE}:1:8: title holds a letter and its accent as two characters. Write them as one: "Caf\xe9 society".'],
    ),
}
