"""The site's modules that need no document, tested in the Node of the development environment."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.node import NODE

TESTS = sorted(Path(__file__).parent.glob("*.test.js"))
MODULES = sorted((ROOT / "docs" / "assets" / "js").glob("*.js"))


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.name)
def test_module(file: Path) -> None:
    done = subprocess.run([NODE, "--test", str(file)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", [*MODULES, *TESTS], ids=lambda file: file.name)
def test_every_script_asks_for_its_types_to_be_checked(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("// @ts-check\n")
