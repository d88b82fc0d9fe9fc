from collections.abc import Iterator

import pytest

from tests.project import Project
from tests.workplace import Live, equip, serving_live


@pytest.fixture
def workplace(project: Project) -> Project:
    return equip(project)


@pytest.fixture
def live(workplace: Project) -> Iterator[Live]:
    with serving_live(workplace) as running:
        yield running
