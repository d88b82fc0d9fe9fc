"""What the small project prints and exports is what was accepted last. A change of it is meant, or it is a mistake."""

from tests.expected import EXPECTED, outputs
from tests.project import Project


def test_every_output_is_as_it_was_accepted(project: Project) -> None:
    now = outputs(project.root)
    accepted = {file.relative_to(EXPECTED).as_posix(): file.read_text(encoding="utf-8") for file in EXPECTED.rglob("*") if file.is_file()}
    changed = sorted(path for path in now.keys() | accepted.keys() if now.get(path) != accepted.get(path))
    assert changed == [], "If this is meant, run make bless, and let the reviewer see the difference."
