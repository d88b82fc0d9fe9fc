from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.serving import serving
from tests.conftest import PREFIX


@pytest.fixture(scope="session")
def url(site: Path) -> Iterator[str]:
    """The real site, served under a path prefix as it will be deployed."""
    with serving(site, PREFIX) as address:
        yield address
