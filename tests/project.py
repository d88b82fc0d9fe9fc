"""A small sound project to break, one thing at a time."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from handbook.load import load
from handbook.rules import check

SOUND = Path(__file__).parent / "fixtures" / "sound"

TERM = "docs/glossary/pipeline.md"
RESOURCE = "data/resources/one.yml"
SKILL = "docs/skills/saying-no.md"
QUESTION = "data/questions/why-late.yml"
COMPARISON = "docs/compare/pipeline-vs-warehouse.md"
ROOM = "docs/rooms/late-or-wrong.md"
PATH = "docs/paths/first-week.md"
PROFILE = "data/profiles/clerk.yml"
TARGET = "data/profiles/editor.yml"
PAGE = "docs/index.md"


@dataclass(frozen=True)
class Project:
    root: Path

    @classmethod
    def at(cls, folder: Path) -> "Project":
        return cls(Path(shutil.copytree(SOUND, folder / "project")))

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace `old`, which must stand in the file exactly once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def append(self, path: str, text: str) -> None:
        self.write(path, self.read(path) + text)

    def problems(self) -> list[str]:
        return [str(problem) for problem in check(load(self.root))]
