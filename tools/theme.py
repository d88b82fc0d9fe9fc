"""Write what the theme prints into handbook/theme.json: from the real site, built by every generator, with and without a repository.

The pages must pass the check first, since what they hold is then what pages may hold. Look at the difference before it is
committed: each new line is something that the policy and the last look at a page will let through.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from handbook.finished import THEME, Finished, Shape
from handbook.handbook import handbook_at

GENERATORS = ("mkdocs", "properdocs", "zensical")
REPOSITORIES = ("", "https://code.example.org/handbook")


def build(generator: str, site: Path, repository: str) -> None:
    """Build the pages alone. Raises `CalledProcessError`."""
    command = ["make", "--no-print-directory", f"generate-{generator}", f"SITE={site}"]
    environment = {**os.environ, "SITE_URL": "https://handbook.example.org/guide/", "REPO_URL": repository}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def shape_of(site: Path) -> Shape:
    """What all pages of a built site hold."""
    shape = Shape()
    for page in sorted(site.rglob("*.html")):
        shape.add(Finished(page.read_text(encoding="utf-8")).shape())
    return shape


def templates() -> Shape:
    """What our own templates can print into an article, whatever the data: each branch of each of them."""
    shape = Shape()
    for file in sorted(Path("handbook/templates").rglob("*.html")):
        source = file.read_text(encoding="utf-8")
        text = _STATEMENT.sub(" ", _PRINTED.sub(_value, source))
        if not _stands_alone(file.name, source):
            shape.add(Shape(inside=Finished(f'<article class="md-content__inner">{text}</article>').shape().inside))
    plain = {tag: {name for name in names if _ANY not in name} for tag, names in shape.inside.items() if _ANY not in tag}
    return Shape(inside=plain)


def _stands_alone(name: str, source: str) -> bool:
    """Whether a template makes a page of its own, or a part of one, and nothing that is printed into an article."""
    return name.startswith("_standalone") or "<!doctype" in source or '{% extends "_sheet.html" %}' in source


def _value(printed: re.Match[str]) -> str:
    """What stands for a printed value: the first of two words that are chosen between, such as an attribute without value."""
    word = re.match(r'\{\{ " ?([a-z-]+)" if', printed[0])
    return f" {word[1]}" if word else _ANY


_ANY = "zz"
_PRINTED = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\{[%#].*?[%#]\}", re.DOTALL)


def main() -> int:
    """Write the file."""
    handbook_at(Path())
    shape = templates()
    # Zensical builds nowhere but below the project.
    Path(".cache").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=".cache") as folder:
        for generator in GENERATORS:
            for number, repository in enumerate(REPOSITORIES):
                site = Path(folder) / f"{generator}-{number}"
                build(generator, site, repository)
                shape.add(shape_of(site))
    # What `handbook publish` adds.
    shape.around["meta"].add("http-equiv")
    shape.exact |= {"<meta Content-Security-Policy>", "<script application/ld+json>", "<link modulepreload>"}
    THEME.write_text(shape.as_json(), encoding="utf-8")
    print(f"{THEME.name}: {len(shape.inside)} elements in articles, {len(shape.around)} around them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
