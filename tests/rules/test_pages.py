"""What pages must hold."""

import pytest

from tests.project import COMPARISON, PAGE, SKILL, TERM, Project
from tests.rules.cases import Break, Cases, edit


def unopened(place: str, link: str, why: str) -> str:
    remedy = "Copy the address from the browser's address bar; one that is only an example belongs in backticks."
    return f'{PAGE}:{place}: the link "{link}" cannot be opened: {why}. {remedy}'


CASES: Cases = {
    "macro_calls": (
        edit(TERM, "See [warehouse]", "A call {{ library() }} inside a line. See [warehouse]"),
        [
            f"{TERM}:19:8: braces may only contain a macro call on a line of its own; found {{{{ library() }}}}. "
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
            f'{PAGE}:8:1: the macro "skill_head" prints the skill of its page, and this page is not one. '
            "Delete the call, or name a macro that prints something of its own."
        ],
    ),
    "page_macros of another kind": (
        edit(COMPARISON, "{{ comparison() }}", "{{ comparison() }}\n\n{{ path() }}"),
        [
            f'{COMPARISON}:21:1: the macro "path" prints the path of its page, and this page is not one. '
            "Delete the call, or name a macro that prints something of its own."
        ],
    ),
    "page_macros of a group": (
        lambda project: project.append(PAGE, "\n{{ skill_group() }}\n"),
        [
            f'{PAGE}:8:1: the macro "skill_group" prints one of the groups in data/vocabulary.yml, and this page is not one. '
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
    "written_characters": (
        lambda project: project.append(PAGE, "\nA&nbsp;b, &#128104;, [x](https://example.org/?a=1&shy=2), c&#8203;d &rlm; &#xAD;\n"),
        [
            f"{PAGE}:8:60: &#8203; spells the invisible character U+200B. Delete it.",
            f"{PAGE}:8:69: &rlm; spells the invisible character U+200F. Delete it.",
            f"{PAGE}:8:75: &#xAD; spells the invisible character U+00AD. Delete it.",
        ],
    ),
    "page_headings": (
        lambda project: project.append(PAGE, "\n# Home again\n"),
        [f'{PAGE}:8:1: "Home again" is a first-level heading. Begin it with ##; the title in the front matter is the first.'],
    ),
    "table_headers": (
        lambda project: project.append(PAGE, "\n| | Cost |\n|---|---|\n| One | 2 |\n"),
        [f"{PAGE}:8:1: a column of this table has no name. Say what it contains, such as Week or Step."],
    ),
    "raw_html that CommonMark takes for text": (
        lambda project: project.append(PAGE, "\n\\<b>word\n"),
        [f"{PAGE}:8:2: HTML in a page: <b>. Use Markdown, or put it in `backticks` if readers should see it."],
    ),
    "readable_text": (
        lambda project: project.append(PAGE, "\n" + "> " * 9 + "deep\n"),
        [f"{PAGE}:8:1: the text holds something nested more than 8 deep. Write it with fewer of them."],
    ),
    "macros_apart": (
        edit("docs/library/index.md", "{{ library() }}", "```\n{{ library() }}\n```"),
        [
            "docs/library/index.md:7:1: Markdown reads {{ library() }} as part of what is around it. "
            "Put the call between blank lines, and close what begins above it."
        ],
    ),
    "ids_once of a template and a heading": (
        edit(TERM, "See [warehouse]", "## Ask\n\nSee [warehouse]"),
        [f'{TERM}:19:1: the heading "Ask" has the id "ask" at /glossary/pipeline/, as every term has. Choose other words or another name.'],
    ),
    "ids_once of two exercises": (
        edit(SKILL, "id: send-one", "id: three-sentences"),
        [
            f'{SKILL}:16:1: exercise 2 has the id "three-sentences" at /skills/saying-no/, as exercise 1 has. '
            "Choose other words or another name."
        ],
    ),
    "ids_once of an exercise and a part of the page": (
        edit(SKILL, "id: send-one", "id: levels"),
        [f'{SKILL}:16:1: exercise 2 has the id "levels" at /skills/saying-no/, as every skill has. Choose other words or another name.'],
    ),
    "ids_once of a macro and an entry": (
        lambda project: project.write(
            "data/resources/facets.yml",
            project.read("data/resources/one.yml").replace("Resource one", "Facets").replace("example.org/one", "example.org/facets"),
        ),
        [
            'data/resources/facets.yml:1:1: the resource facets has the id "facets" at /library/, as the macro library has. '
            "Choose other words or another name."
        ],
    ),
    "page_links to a part that is not there": (
        edit(PAGE, "(glossary/index.md)", "(glossary/pipeline.md#traps)"),
        [
            f'{PAGE}:6:22: the link "glossary/pipeline.md#traps" leads to no part of docs/glossary/pipeline.md. Did you mean "trap"? '
            "Parts are named on the page."
        ],
    ),
    "page_links to no web address": (
        edit(PAGE, "(glossary/index.md)", "(http://[your-server]:8080/path)"),
        [
            f'{PAGE}:6:22: the link "http://[your-server]:8080/path" cannot be opened: its host cannot be read. Copy the address from the browser\'s address bar; one that is only an example belongs in backticks.'
        ],
    ),
    "own_pictures": (
        lambda project: project.append(PAGE, "\n![x](https://example.org/pixel.png)\n"),
        [f'{PAGE}:8:6: the picture "https://example.org/pixel.png" is not on the site. Put it into docs/assets/img, or link to it.'],
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
    "page_links that no browser opens": (
        lambda project: project.append(
            PAGE,
            "\n[the tool](http://[your-server]:8080/path)\n\n<https://example.org:99999/>, ![x](http://[::1/x.png)\n\n[y](//[a/b) [z](http:///z)\n",
        ),
        [
            unopened("8:12", "http://[your-server]:8080/path", "its host cannot be read"),
            unopened("10:2", "https://example.org:99999/", "its port is not a number from 0 to 65535"),
            unopened("10:36", "http://[::1/x.png", "its host cannot be read"),
            f'{PAGE}:10:36: the picture "http://[::1/x.png" is not on the site. Put it into docs/assets/img, or link to it.',
            unopened("12:5", "//[a/b", "its host cannot be read"),
            unopened("12:17", "http:///z", "it names no host"),
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
