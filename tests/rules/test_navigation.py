"""What the navigation must hold."""

import pytest

from tests.project import Project
from tests.rules.cases import Break, Cases

NAV = """site_name: Small
extra: !ENV [X, ""]

nav:
  - index.md
  - gap-check.md
  - plan.md
  - glossary/index.md
  - library/index.md
  - interview/index.md
  - Skills:
      - Influence:
          - Overview: skills/influence.md
          - skills/saying-no.md
          - skills/telling.md
  - paths/first-week.md
  - rooms/late-or-wrong.md

plugins: []
"""


def with_nav(old: str, new: str) -> Break:
    """Give the project two skills and a navigation, and break that."""

    def broken(project: Project) -> None:
        skill = project.read("docs/skills/saying-no.md")
        project.write("docs/skills/telling.md", skill.replace("title: Saying no", "title: Telling").replace("position: 1", "position: 2"))
        for file in ("data/resources/one.yml", "data/resources/two.yml", "data/questions/why-late.yml"):
            project.edit(file, "skills: [saying-no]", "skills: [saying-no, telling]")
        assert NAV.count(old) == 1
        project.write("mkdocs.yml", NAV.replace(old, new))

    return broken


CASES: Cases = {
    "navigation_titles with markup": (
        with_nav("Overview: skills", '"<b>Overview": skills'),
        ["mkdocs.yml:13:13: a title in the navigation holds <. The theme prints titles as they are: leave it out."],
    ),
    "navigation_titles with a template": (
        with_nav("Overview: skills", '"{{ 1 }}": skills'),
        ["mkdocs.yml:13:13: a title in the navigation holds {{. The theme prints titles as they are: leave it out."],
    ),
    "pages_in_navigation that lacks one": (
        with_nav("  - paths/first-week.md\n", ""),
        [
            'docs/paths/first-week.md:1:1: the page is not in the navigation of mkdocs.yml. Add a line "- paths/first-week.md" below `nav` there, or run: make fix'
        ],
    ),
    "pages_in_navigation with a stranger": (
        with_nav("  - paths/first-week.md\n", "  - paths/first-week.md\n  - paths/first-weak.md\n"),
        [
            'mkdocs.yml:17:5: there is no page "paths/first-weak.md". Did you mean "paths/first-week.md"? '
            "Pages are named by their files below docs/; delete the line of one that is gone."
        ],
    ),
    "pages_in_navigation with a slip, which is one problem": (
        with_nav("  - paths/first-week.md\n", "  - paths/first-weak.md\n"),
        [
            'mkdocs.yml:16:5: there is no page "paths/first-weak.md". Did you mean "paths/first-week.md"? '
            "Pages are named by their files below docs/; delete the line of one that is gone."
        ],
    ),
    "pages_in_navigation that lacks a skill": (
        with_nav("          - skills/telling.md\n", ""),
        [
            "docs/skills/telling.md:1:1: the page is not in the navigation of mkdocs.yml. "
            'List the skills of "Influence" there as skills/saying-no.md and skills/telling.md, or run: make fix'
        ],
    ),
    "pages_in_navigation with a comparison": (
        with_nav("  - paths/first-week.md\n", "  - paths/first-week.md\n  - Compare:\n      - compare/pipeline-vs-warehouse.md\n"),
        ["mkdocs.yml:18:9: comparisons are not in the navigation, but on the page /compare/. Delete this line."],
    ),
    "pages_in_navigation with one twice": (
        with_nav("  - paths/first-week.md\n", "  - paths/first-week.md\n  - Again: paths/first-week.md\n"),
        ['mkdocs.yml:17:12: "paths/first-week.md" is in the navigation twice. Delete one of the two.'],
    ),
    "skills_in_navigation in another order": (
        with_nav(
            "          - skills/saying-no.md\n          - skills/telling.md\n",
            "          - skills/telling.md\n          - skills/saying-no.md\n",
        ),
        [
            'mkdocs.yml:14:13: "skills/telling.md" is here in the navigation, where the data has "skills/saying-no.md". '
            'List the skills of "Influence" as skills/saying-no.md and skills/telling.md.'
        ],
    ),
    "skills_in_navigation below another title": (
        with_nav("      - Influence:\n", "      - Influencing:\n"),
        [
            'mkdocs.yml:14:13: the skill is below "Influencing" in the navigation, but its group is "Influence". Move it below "Influence".',
            'mkdocs.yml:15:13: the skill is below "Influencing" in the navigation, but its group is "Influence". Move it below "Influence".',
        ],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected


def test_a_sound_navigation_has_no_problem(project: Project) -> None:
    with_nav("extra", "extra")(project)
    assert project.problems() == []
