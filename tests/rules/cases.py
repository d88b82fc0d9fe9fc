"""What the tests of rules share: a case breaks the sound project in one way and says the lines that must come of it."""

from tests.project import Project
from tests.test_bad_input import Break, edit

__all__ = ["Break", "Cases", "Project", "edit"]

# Begins with the name of the rule: what breaks, and every line that `check` prints.
Cases = dict[str, tuple[Break, list[str]]]
