"""What the live server shows after a series of edits is what a clean build writes, to the byte."""

import os
import re
import subprocess
import sys
from pathlib import Path

from handbook import scripts, styles
from handbook.finished import Finished
from handbook.handbook import Handbook
from handbook.load import load
from handbook.publish import Finisher, Used
from tests.project import QUESTION, RESOURCE, SKILL, TERM, Project
from tests.workplace import ADDED, Live, serving_live, until

OF_ONE_PAGE = ("assets/css/gap-check.css", "assets/css/plan.css", "assets/css/room.css")


def clean_build(project: Project, site: Path) -> dict[str, bytes]:
    """Every file of `make build`, by its path."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    for command in (["mkdocs", "build", "--strict", "--site-dir", str(site)], ["handbook", "publish", str(site)]):
        done = subprocess.run([sys.executable, "-m", *command], cwd=project.root, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}


def run(project: Project, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "handbook", *arguments], cwd=project.root, check=True, capture_output=True)


def differing(live: Live, site: dict[str, bytes]) -> list[str]:
    cut = styles_of(live, site) if styles.JOINED in site else {}
    return [path for path, body in site.items() if (cut[path] if path in cut else shown(live, path)) != body]


def styles_of(live: Live, site: dict[str, bytes]) -> dict[str, bytes]:
    """The live server sends the joined styles whole; a build cuts them to what its pages can need."""
    parts = [path for path in site if styles.is_the_themes(path) or (styles.is_ours(path) and path not in OF_ONE_PAGE)]
    order = re.findall(r"assets/css/[\w-]+\.css", live.project.read("mkdocs.yml"))
    parts.sort(key=lambda path: order.index(path) if path in order else -1)
    sheet = styles.sheet_of(parts, live.get)
    made = {path: shown(live, path).decode() for path in site if scripts.is_ours(path)}
    modules = scripts.Modules(made)
    used = {place: Used(sheet.elements()) for place in styles.ALL_JOINED}
    for path, body in site.items():
        if path.endswith(".html"):
            html = body.decode()
            used[styles.joined_for(path)].add(Finished(html).elements(), modules.reached(scripts.asked(html)))
    added = Finisher(Handbook(load(live.project.root)), "", parts, modules).added()
    for found in used.values():
        found.add(Finished(added).elements(), ())
    own = [shown(live, path).decode() for path in OF_ONE_PAGE]
    for place in styles.ALL_JOINED:
        assert live.get(place) == styles.joined(parts, live.get)
    return {
        place: styles.published(sheet, found.elements, [made[path] for path in sorted(found.scripts)], own) for place, found in used.items()
    }


def shown(live: Live, path: str) -> bytes:
    """What the live server answers, without what it adds. It sends scripts and styles as they are written; a build makes them short."""
    body = ADDED.sub(b"", live.get(path.removesuffix("index.html")))
    if scripts.is_ours(path):
        return scripts.shortened(body.decode()).encode()
    return styles.shortened(body.decode()).encode() if styles.is_ours(path) else body


def is_equal(live: Live, site: Path) -> dict[str, bytes]:
    built = clean_build(live.project, site)
    assert len(built) > 80
    assert {"404.html", "sitemap.xml.gz", "assets/search.json", "assets/terms.json", "feed.xml"} <= built.keys()
    # The last edit may still be on its way.
    until(lambda: not differing(live, {path: body for path, body in built.items() if path.endswith("index.html")}), "the pages to be equal")
    assert differing(live, built) == []
    return built


def test_after_a_series_of_edits_everything_is_as_in_a_clean_build(workplace: Project, tmp_path: Path) -> None:
    run(workplace, "lock")
    with serving_live(workplace) as live:
        edit(live)
        before = is_equal(live, tmp_path / "site-1")
        move(live.project)
        after = is_equal(live, tmp_path / "site-2")
        gone = before.keys() - after.keys()
        assert "assets/cards/term-pipeline.png" not in gone, "what is exported of a renamed entry keeps its address"
        assert "api/v1/questions/why-late.json" in gone
        missing = live.get("404.html")
        assert [path for path in gone if live.get(path) != missing.replace(b'data-path="404.html"', f'data-path="{path}"'.encode())] == []


def edit(live: Live) -> None:
    """Edits of every kind, looking at the site in between, so that nothing that was kept may stay."""
    project = live.project
    live.get("glossary/pipeline/")
    live.get("assets/terms.json")

    # A page's text, an entry, a title that stands on other pages and in the navigation.
    project.edit(TERM, "Believing that it runs by itself.", "An edited trap.")
    project.edit(RESOURCE, "After it you can say no.", "After it you can say no, kindly.")
    project.edit(SKILL, "title: Saying no", "title: Refusing kindly")
    live.has("skills/saying-no/", "Refusing kindly")
    live.has("glossary/pipeline/", "Refusing kindly")
    live.get("assets/search-texts.json")

    # A changed vocabulary, a template, a module, a style, the navigation, a new page, the theme.
    project.write("data/vocabulary.yml", project.read("data/vocabulary.yml").replace("title: Data", "title: Data and events", 1))
    project.edit("handbook/templates/term_head.html", "The trap", "An edited template")
    project.edit("handbook/macros/terms.py", '"Read next"', '"An edited module"')
    project.append("docs/assets/css/tokens.css", "\n.edited { color: #123456; }\n")
    project.write("docs/new-page.md", "---\ntitle: A new page\ndescription: It says little.\n---\n\n## A heading\n\nWords.\n")
    project.write("mkdocs.yml", project.read("mkdocs.yml").replace("\nnav:\n", "\nnav:\n  - new-page.md\n"))
    project.edit("overrides/main.html", 'name="theme-color" content="#12263a"', 'name="theme-color" content="#654321"')
    run(project, "lock")


def move(project: Project) -> None:
    """Delete an entry whose address was published, and rename another with all that refers to it."""
    project.write("data/questions/why-wrong.yml", project.read(QUESTION).replace("late?", "wrong?"))
    (project.root / QUESTION).unlink()
    project.write(
        "data/floors.yml", project.read("data/floors.yml").replace("questions: 1", "questions: 0").replace("skill: 1", "skill: 0")
    )
    rename(project, "docs/glossary/pipeline.md", "pipeline", "data-pipeline")
    moves = "  - old: {}\n    to: {}\n    on: 2026-11-26\n"
    gone = "  - old: interview/#why-late\n    gone: Nobody asked it.\n    on: 2026-11-26\n"
    both = moves.format("glossary/pipeline/", "glossary/data-pipeline/") + moves.format(
        "compare/pipeline-vs-warehouse/#choose-pipeline", "compare/pipeline-vs-warehouse/#choose-data-pipeline"
    )
    project.write("data/moved.yml", f"moves:\n{both}{gone}")
    run(project, "lock")


def rename(project: Project, path: str, old: str, new: str) -> None:
    for file in (*project.root.glob("data/*/*.yml"), *project.root.glob("docs/**/*.md")):
        text = file.read_text(encoding="utf-8")
        changed = replaced(text, old, new)
        if changed != text:
            file.write_text(changed, encoding="utf-8")
    (project.root / path).rename(project.root / path.replace(f"/{old}.", f"/{new}."))


def replaced(text: str, old: str, new: str) -> str:
    """References to an entry: in lists, as keys and values, and in links."""
    for before, after in (
        ("[", "]"),
        ("[", ","),
        (" ", ","),
        (" ", "]"),
        (" ", ":"),
        (": ", "\n"),
        ("- ", "\n"),
        ("(", ".md"),
        ("/", ".md"),
    ):
        text = text.replace(f"{before}{old}{after}", f"{before}{new}{after}")
    return text
