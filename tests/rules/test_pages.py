"""What pages must hold."""

import pytest

from tests.project import COMPARISON, PAGE, TERM, Project
from tests.rules.cases import Break, Cases, edit

CASES: Cases = {
    "macro_calls": (
        edit(TERM, "See [warehouse]", "A call {{ library() }} inside a line. See [warehouse]"),
        [
            f"{TERM}:19:8: only a macro call may stand in braces, alone on its line; found {{{{ library() }}}}. "
            'Write it as {{ name() }} or {{ name("value") }}, or say it in words.',
        ],
    ),
    "entry_macros": (
        edit(TERM, "\n{{ term_foot() }}\n", ""),
        [
            f"{TERM}:16:1: the page calls term_head of its macros; it must call term_head and term_foot. "
            "Write {{ term_head() }} and {{ term_foot() }}, once each, in this order, alone on a line.",
        ],
    ),
    "page_macros of another page's entry": (
        lambda project: project.append(PAGE, "\n{{ skill_head() }}\n"),
        [
            f'{PAGE}:8:1: the macro "skill_head" prints the skill of its page, and this page is none. '
            "Delete the call, or name a macro that prints something of its own."
        ],
    ),
    "page_macros of another kind": (
        edit(COMPARISON, "{{ comparison() }}", "{{ comparison() }}\n\n{{ path() }}"),
        [
            f'{COMPARISON}:21:1: the macro "path" prints the path of its page, and this page is none. '
            "Delete the call, or name a macro that prints something of its own."
        ],
    ),
    "page_macros of a group": (
        lambda project: project.append(PAGE, "\n{{ skill_group() }}\n"),
        [
            f'{PAGE}:8:1: the macro "skill_group" prints one of the groups in data/vocabulary.yml, and this page is none. '
            "Delete the call, or name a macro that prints something of its own."
        ],
    ),
    "raw_html": (
        lambda project: project.append(PAGE, "\nA <b onmouseover=alert(1)>word</b>.\n"),
        [
            f"{PAGE}:8:3: HTML in a page: <b onmouseover=alert(1)>. Use Markdown, or put it in `backticks` if readers should see it.",
            f"{PAGE}:8:31: HTML in a page: </b>. Use Markdown, or put it in `backticks` if readers should see it.",
        ],
    ),
    "page_headings": (
        lambda project: project.append(PAGE, "\n# Home again\n"),
        [f'{PAGE}:8:1: "Home again" is a first-level heading. Begin it with ##; the title in the front matter is the first.'],
    ),
    "table_headers": (
        lambda project: project.append(PAGE, "\n| | Cost |\n|---|---|\n| One | 2 |\n"),
        [f"{PAGE}:8:1: a column of this table has no name. Write what stands in it, such as Week or Step."],
    ),
    "page_links to nowhere": (
        edit(PAGE, "(glossary/index.md)", "(glosary/index.md)"),
        [f'{PAGE}:6:22: the link "glosary/index.md" leads nowhere. Did you mean "glossary/index.md"? Link the file, relative to this one.'],
    ),
    "page_links that run code": (
        lambda project: project.append(PAGE, "\n[x](javascript:alert%281%29)\n"),
        [
            f'{PAGE}:8:5: the link "javascript:alert%281%29" is neither http(s) nor relative. '
            "Link a page of the handbook by its file, such as ../glossary/ci-cd.md.",
        ],
    ),
    "page_links from the root": (
        edit(PAGE, "(glossary/index.md)", "(/glossary/)"),
        [
            f'{PAGE}:6:22: the link "/glossary/" is neither http(s) nor relative. '
            "Link a page of the handbook by its file, such as ../glossary/ci-cd.md.",
        ],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected
