"""What the tests of rules share: a case breaks the sound project in one way and says the lines that must come of it.

Its name begins with the name of the rule.
"""

from tests.corpus.breaks import Break, Cases, edit, write
from tests.project import Project

__all__ = ["Break", "Cases", "Project", "edit", "write"]
