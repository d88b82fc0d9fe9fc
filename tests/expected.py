"""The whole output of the small sound project as texts that a reviewer can compare: `make bless` writes them anew.

What macros print on each page, and every file beside the pages. Pictures are only named.
"""

import json
import re
import shutil
import tempfile
import zlib
from pathlib import Path

from handbook.addresses import address_of
from handbook.export.file import File
from handbook.export.files import files
from handbook.handbook import handbook_at
from handbook.macro_calls import parse_call
from handbook.macros import render_macro
from handbook.macros.page import PageContext
from tests.project import Project

EXPECTED = Path(__file__).parent / "fixtures" / "expected"
ADDRESS = "https://handbook.example.org/guide/"
REPOSITORY = "https://code.example.org/handbook"


def outputs(root: Path) -> dict[str, str]:
    """Every output of the project at `root`, by a path."""
    handbook = handbook_at(root, REPOSITORY)
    found: dict[str, str] = {}
    for record in handbook.catalog.prose_records():
        page = PageContext(record.path.removeprefix("docs/"), address_of(record.path))
        calls = [call for macro in record.prose.macros if (call := parse_call(macro.text))]
        printed = [render_macro(handbook, call.name, page, *call.arguments) for call in calls]
        found[f"pages/{page.source.removesuffix('.md')}.html"] = "\n\n".join(map(_on_lines, printed))
    return found | {f"files/{file.place}": _text(file) for file in files(handbook, ADDRESS)}


def _on_lines(html: str) -> str:
    """Markup with each tag on a line of its own, so that a change is a line."""
    return re.sub(r"\s*(?=<)", "\n", html).strip()


def _text(file: File) -> str:
    if file.place.endswith(".png"):
        return "a picture\n"
    if file.place == "objects.inv":
        head, _, body = file.content.partition(b"zlib.\n")
        return f"{head.decode()}zlib.\n{zlib.decompress(body).decode()}"
    text = file.content.decode()
    if file.place.endswith(".json"):
        return json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    return _on_lines(text) + "\n" if file.place.endswith(".html") else text


def bless() -> None:
    """Write every output anew."""
    shutil.rmtree(EXPECTED, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        found = outputs(Project.at(Path(folder)).root)
    for path, text in found.items():
        file = EXPECTED / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    bless()
