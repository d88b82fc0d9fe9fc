"""The site's modules that need no document, tested in the Node of the development environment."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.node import NODE

TESTS = sorted(Path(__file__).parent.glob("*.test.js"))
SCRIPTS = sorted([*(ROOT / "docs" / "assets" / "js").glob("*.js"), *Path(__file__).parent.glob("*.js")])


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.name)
def test_module(file: Path, facts: Path, rooms: Path) -> None:
    environment = {**os.environ, "FACTS": str(facts), "ROOMS": str(rooms)}
    done = subprocess.run([NODE, "--test", str(file)], capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_every_script_asks_for_its_types_to_be_checked(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("// @ts-check\n")
