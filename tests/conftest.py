from pathlib import Path

import pytest

from tests.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A sound project of its own for each test."""
    return Project.at(tmp_path)
