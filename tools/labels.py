"""`make labels`: the commands that create the labels of .github/labels.yml on the code host, or bring them up to date.

They're printed and not run, so that whoever has the right to change the repository sees them first: `make labels | sh`.
"""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

LABELS = Path(".github/labels.yml")


def commands(text: str) -> Iterator[str]:
    """One command for each label, in the order of the file."""
    for label in yaml.safe_load(text):
        words = ("gh", "label", "create", label["name"], "--color", label["color"], "--description", label["description"], "--force")
        yield shlex.join(words)


def main() -> int:
    """Print the commands."""
    for command in commands(LABELS.read_text(encoding="utf-8")):
        print(command)
    return 0


if __name__ == "__main__":
    sys.exit(main())
