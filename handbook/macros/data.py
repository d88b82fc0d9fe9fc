"""What is published for programs, for the page that lists it."""

from handbook.handbook import Handbook
from handbook.kinds import KINDS
from handbook.macros.page import Context, PageContext

# Addresses from the site's root, and what is there. One term stands for each entry.
_FILES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("api/v1/index.json",), "the way in: lists, counts, schemas, the closed lists of values"),
    (tuple(f"api/v1/{kind.plural}.json" for kind in KINDS.values()), "every entry of one kind"),
    (("api/v1/terms/ci-cd.json",), "one entry, by its id"),
    (("api/v1/terms/ci-cd.md",), "the same as Markdown, with absolute links"),
    (("api/v1/moved.json",), "addresses that moved, with their new ones, and addresses that are gone, with the reason"),
    (("api/v1/schemas/term.json",), "the JSON Schema of one kind of entry (draft 2020-12)"),
    (("api/v1/openapi.json",), "an OpenAPI 3.1 document of all this"),
    (("terms.csv",), "every term in one table"),
    (("objects.inv",), "a Sphinx inventory"),
    (("feed.xml", "feed.json"), "new and changed entries, as Atom and as JSON Feed"),
    (
        ("api/v1/terms/ci-cd.oembed.json", "embed/glossary/ci-cd/"),
        "an oEmbed response for a term, and the page to put in a frame: own styles, light and dark, no scripts",
    ),
    (("assets/cards/term-ci-cd.png",), "the picture that a link to an entry shows"),
    (
        ("llms.txt",),
        "a list for language models: terms, skills, comparisons, paths and resources, with links to their Markdown; "
        "questions are in api/v1/questions.json",
    ),
    (("downloads/ml-pm-handbook-terms.tsv", "downloads/ml-pm-handbook-questions.tsv"), "decks for Anki"),
    (("downloads/ml-pm-handbook-questions.html",), "every interview question with its rubric on one page, to print"),
    (("downloads/ml-pm-handbook-jobs.html",), "what each job asks for, skill by skill, with the reasons, on one page"),
    (("downloads/ml-pm-handbook-library.html",), "every resource with the reason why it's here, on one page"),
    (("downloads/one-page-case.md",), "the template of the one-page case"),
)


def data_files(_handbook: Handbook, _page: PageContext) -> Context:
    return {"files": _FILES}
