from collections.abc import Iterator

import pytest

from tests.pulls.host import Host, code_host


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A code host of its own for each test, of which the environment tells."""
    with code_host() as running:
        for name, value in running.environment().items():
            monkeypatch.setenv(name, value)
        yield running
