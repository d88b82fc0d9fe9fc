"""The forms ask what the models and the closed lists have."""

import pytest
from click.testing import CliRunner

from handbook.catalog import FORMS
from handbook.cli import main
from handbook.forms import texts
from handbook.load import load
from tests.project import Project
from tests.rules.cases import Break, Cases


def forms_then(change: Break) -> Break:
    """Write the forms as they should be, then change something."""

    def broken(project: Project) -> None:
        for path, text in texts(load(project.root)).items():
            project.write(path, text)
        change(project)

    return broken


CASES: Cases = {
    "current_forms": (
        forms_then(
            lambda project: project.edit("data/vocabulary.yml", "formats: {article: Article", "formats: {article: Article, essay: Essay")
        ),
        [f"{FORMS['resource']}:39:1: the form doesn't ask what the models and the closed lists have now. Run: make fix"],
    ),
}


@pytest.mark.parametrize(("broken", "expected"), CASES.values(), ids=CASES)
def test_a_rule_tells_what_is_wrong_and_how_to_mend_it(project: Project, broken: Break, expected: list[str]) -> None:
    broken(project)
    assert project.problems() == expected


def test_the_command_writes_the_forms_that_the_rule_wants(project: Project) -> None:
    CliRunner().invoke(main, ["fix", "--root", str(project.root)])
    CASES["current_forms"][0](project)
    written = [CliRunner().invoke(main, ["fix", "--root", str(project.root)]).output for _ in range(2)]
    assert written == [f"{FORMS['resource']}: written anew\n", ""]
    assert project.problems() == []
