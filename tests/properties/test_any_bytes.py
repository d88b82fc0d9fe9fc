"""Whatever stands in any file: problems or success, never a traceback, and each problem one line that can be printed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from handbook.addresses import write_lock
from handbook.contract import broken_promises, write_contract
from handbook.load import load
from handbook.rules import check
from tests.corpus.breaks import edit
from tests.project import Project
from tools.mutate import SCRAPS_OF_FILES

NAVIGATION = """nav:
  - index.md
  - gap-check.md
  - plan.md
  - glossary/index.md
  - library/index.md
  - interview/index.md
  - Influence:
      - skills/influence.md
      - skills/saying-no.md
  - paths/first-week.md
  - rooms/late-or-wrong.md
"""


def _made(folder: Path) -> Path:
    """The sound project with its records and its navigation, so that every file that is ever read is there."""
    project = Project.at(folder)
    project.write("mkdocs.yml", NAVIGATION)
    project.write("data/downloads/one.md", "A text.\n")
    project.write("data/moved.yml", "moves:\n  - old: old/\n    to: glossary/pipeline/\n    on: 2026-11-24\n")
    project.write("data/ids.lock", "/old/\n")
    write_lock(load(project.root))
    write_contract(load(project.root))
    assert project.problems() == []
    return project.root


WHOLE = _made(Path(tempfile.mkdtemp(prefix="properties-")))
FILES = sorted(file.relative_to(WHOLE).as_posix() for file in WHOLE.rglob("*") if file.is_file() and file.name != "CHANGELOG.md")


@contextmanager
def whole() -> Iterator[Project]:
    """A project of its own for one example."""
    with tempfile.TemporaryDirectory(prefix="property-") as folder:
        yield Project(Path(shutil.copytree(WHOLE, Path(folder) / "project")))


def told(project: Project) -> list[str]:
    """What the check says of it; each as a line that can be printed, in both forms."""
    catalog = load(project.root)
    found = [*check(catalog), *broken_promises(catalog)]
    for problem in found:
        assert problem.line >= 1
        assert problem.column >= 1
        for text in (str(problem), problem.as_github()):
            assert text.encode().decode().isprintable(), repr(text)
    return [str(problem) for problem in found]


PIECES = st.sampled_from(SCRAPS_OF_FILES)
SCRAPS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=12).map("".join)
CONTENT = st.one_of(st.binary(max_size=200), SCRAPS.map(lambda text: text.encode("utf-8", "surrogatepass")))


@given(st.sampled_from(FILES), CONTENT)
def test_any_content_of_a_file(path: str, content: bytes) -> None:
    with whole() as project:
        project.write(path, content)
        told(project)


@given(st.sampled_from(FILES), st.data())
def test_any_content_inside_a_file(path: str, data: st.DataObject) -> None:
    with whole() as project:
        sound = (project.root / path).read_bytes()
        begin = data.draw(st.integers(0, len(sound)))
        end = data.draw(st.integers(begin, min(begin + 12, len(sound))))
        project.write(path, sound[:begin] + data.draw(CONTENT) + sound[end:])
        told(project)


@given(st.sampled_from(FILES), st.data())
def test_lines_of_a_file_deleted_doubled_and_swapped(path: str, data: st.DataObject) -> None:
    with whole() as project:
        lines = (project.root / path).read_bytes().splitlines(keepends=True) or [b""]
        order = data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=len(lines) + 3))
        project.write(path, b"".join(lines[index] for index in order))
        told(project)


# A value that a field may be given, as YAML in one line.
VALUES = st.recursive(
    st.one_of(
        st.sampled_from(["", "null", "0", "-1", "9" * 30, "true", "2026-11-23", "pipeline", '"\\n"', '"x"', "~", "[]", "{}"]), SCRAPS
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, max_size=3).map(lambda items: f"{{{', '.join(f'k{number}: {item}' for number, item in enumerate(items))}}}"),
    ),
    max_leaves=6,
)
FIELDS = [
    (path, number) for path in FILES for number, line in enumerate((WHOLE / path).read_text(encoding="utf-8").split("\n")) if ": " in line
]


@given(st.sampled_from(FIELDS), VALUES)
def test_any_value_of_a_field(field: tuple[str, int], value: str) -> None:
    path, number = field
    with whole() as project:
        lines = project.read(path).split("\n")
        lines[number] = f"{lines[number].partition(': ')[0]}: {value}"
        project.write(path, "\n".join(lines).encode("utf-8", "surrogatepass"))
        told(project)


NAMES = st.one_of(
    st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.binary(min_size=1, max_size=20).map(lambda name: name.replace(b"/", b"-").replace(b"\0", b"-").decode("utf-8", "surrogateescape")),
).filter(lambda name: name.strip(".") != "")
FOLDERS = ("data", "data/resources", "data/questions", "data/downloads", "docs", "docs/glossary", "docs/transition")


@given(st.sampled_from(FOLDERS), NAMES, st.sampled_from(["", ".md", ".yml", ".yaml", ".MD"]), st.booleans())
def test_a_file_or_a_folder_of_any_name(folder: str, name: str, suffix: str, is_folder: bool) -> None:
    with whole() as project:
        place = project.root / folder / f"{name}{suffix}"
        place.parent.mkdir(exist_ok=True)
        if not place.exists():
            if is_folder:
                place.mkdir()
            else:
                place.write_text("---\ntitle: X\ndescription: Y.\n---\n", encoding="utf-8")
        told(project)


@given(st.sampled_from(FILES))
def test_a_file_that_is_not_there(path: str) -> None:
    with whole() as project:
        (project.root / path).unlink()
        told(project)


def test_the_property_would_see_a_traceback() -> None:
    """The guard of this file: what it asks is what `handbook check` prints."""
    with whole() as project:
        edit("data/resources/one.yml", "minutes: 60", "minutes: 61")(project)
        assert told(project) == []
        edit("data/resources/one.yml", "minutes: 61", "minutes: an hour")(project)
        assert len(told(project)) == 1
