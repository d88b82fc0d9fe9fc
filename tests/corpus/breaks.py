"""Ways to break the small sound project."""

from collections.abc import Callable

from tests.project import Project

Break = Callable[[Project], None]

# What breaks, and every line that `check` prints.
Cases = dict[str, tuple[Break, list[str]]]


def edit(path: str, old: str, new: str) -> Break:
    return lambda project: project.edit(path, old, new)


def write(path: str, content: str | bytes) -> Break:
    return lambda project: project.write(path, content)


def rename(old: str, new: str) -> Break:
    def broken(project: Project) -> None:
        (project.root / old).rename(project.root / new)

    return broken
