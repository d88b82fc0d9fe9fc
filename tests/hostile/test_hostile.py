"""Hostile pages and fields: refused at their line, or built together, published and opened in a browser that watches."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from handbook.addresses import write_lock
from handbook.contract import write_contract
from handbook.load import load
from handbook.rules import check
from handbook.serving import serving
from tests.conftest import PREFIX, build
from tests.hostile.corpus import BODIES, FILES, FIRST, HEAD, NAVIGATION, TEXTS
from tests.hostile.watching import LOOK, faults_of, watched_tab
from tests.project import PROFILE, QUESTION, RESOURCE, SKILL, TARGET, TERM, Project
from tests.test_site import configured

PAGES = {name: f"docs/hostile/page-{number}.md" for number, name in enumerate(BODIES)}


def write_bodies(project: Project, names: list[str]) -> None:
    for name in names:
        project.write(PAGES[name], HEAD.format(title=f"Hostile {PAGES[name][18:-3]}") + BODIES[name].text + "\n")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """The lines of each hostile page at which something is refused, after one check of all of them."""
    project = Project.at(tmp_path_factory.mktemp("bodies"))
    write_bodies(project, list(BODIES))
    project.write("docs/assets/img/mark.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    found: dict[str, list[int]] = {path: [] for path in PAGES.values()}
    for problem in check(load(project.root)):
        assert problem.remedy.strip(), problem
        found[problem.path].append(problem.line - FIRST + 1)
    return found


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_text_is_refused_at_its_line_or_accepted(told: dict[str, list[int]], name: str) -> None:
    assert told[PAGES[name]][:1] == ([BODIES[name].refused] if BODIES[name].refused else [])


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_at_its_line(project: Project, name: str) -> None:
    path, content, place = FILES[name]
    project.write(path, content.replace(b"{title}", b"Hostile"))
    problems = project.problems()
    assert [problem for problem in problems if f":{place}: " in problem and "docs/" in problem], problems
    assert not any("\n" in problem for problem in problems)


@pytest.mark.parametrize("name", NAVIGATION)
def test_a_hostile_navigation_is_refused_at_its_line(project: Project, name: str) -> None:
    configured(project)
    config = project.read("mkdocs.yml")
    line = config[: config.index("\nnav:\n")].count("\n") + 3
    project.edit("mkdocs.yml", "\nnav:\n", f"\nnav:\n  - {NAVIGATION[name]}\n")
    problems = project.problems()
    assert problems
    assert all(problem.startswith(f"mkdocs.yml:{line}:") for problem in problems), problems


def test_two_navigations_are_refused(project: Project) -> None:
    configured(project)
    project.append("mkdocs.yml", "\nnav:\n- x: javascript:alert(1)\n")
    assert [problem for problem in project.problems() if "the navigation can be read in two ways" in problem]


def test_a_name_that_is_not_utf8_is_told(project: Project) -> None:
    folder = bytes(project.root / "docs")
    with open(folder + b"/\xff.md", "wb") as file:  # noqa: PTH123 -- a Path cannot be made of these bytes alone
        file.write(b"x")
    assert [problem.encode() and problem for problem in project.problems()] == [
        'docs/\\xff.md:1:1: "\\xff" is not an id: ids have lower-case letters a to z, digits and single hyphens. '
        'Rename the file to "docs/xff.md".'
    ]


def test_the_corpus_is_large() -> None:
    assert len(BODIES) + len(FILES) + len(NAVIGATION) + len(TEXTS) >= 150


def with_fields(project: Project, texts: tuple[str, ...]) -> list[str]:
    """Entries with the hostile texts in every field that takes them; the addresses of their pages."""
    for number, text in enumerate(texts):
        resource = _fields(project.read(RESOURCE))
        resource |= {
            "title": f"{text[:150]} {number}",
            "why": text,
            "authors": [text[:90]],
            "connection": text,
            "url": f"https://example.org/hostile-{number}",
        }
        resource["teaches"] = [f"hostile-{number % TERMS}"]
        project.write(f"data/resources/hostile-{number}.yml", yaml.safe_dump(resource))
        question = _fields(project.read(QUESTION))
        question |= {
            "question": f"{text} {number}",
            "good_answer": [text, f"And {text}"[:240]],
            "spoken_answer": [text, ("So it is. " * 60).strip()],
            "weak_answer": [text],
            "follow_ups": [f"{text}?"],
        }
        project.write(f"data/questions/hostile-{number}.yml", yaml.safe_dump(question))
    _, fields, body = project.read(TERM).split("---\n", 2)
    for number in range(TERMS):
        one, two, three = texts[number::TERMS][:3]
        term = _fields(fields)
        term |= {"title": f"Hostile term-{number}", "aliases": [f"{number} {text}"[:90].replace(";", ",") for text in (one, two, three)]}
        term |= {"definition": f"{one}.", "you_know": two, "pm_decision": three, "ask": [f"{one}?", f"{two} {three}?"], "trap": one}
        term |= {"related": ["warehouse", f"hostile-{(number + 1) % TERMS}"]}
        project.write(f"docs/glossary/hostile-{number}.md", f"---\n{yaml.safe_dump(term)}---\n{body}")
    return [f"glossary/hostile-{number}/" for number in range(TERMS)] + ["embed/glossary/hostile-0/"]


# As many terms as the texts fill, three in each.
TERMS = len(TEXTS) // 3


def _fields(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """A site of all that was accepted, built strictly with the real theme and published; the addresses of its pages."""
    folder = tmp_path_factory.mktemp("hostile")
    project = configured(Project.at(folder))
    accepted = [name for name, body in BODIES.items() if not body.refused]
    write_bodies(project, accepted)
    addresses = [f"{PAGES[name][5:-3]}/" for name in accepted]
    section = "".join(f"      - {PAGES[name][5:]}\n" for name in accepted)
    project.edit("mkdocs.yml", "\nnav:\n", f"\nnav:\n  - Hostile & more:\n{section}")
    addresses += with_fields(project, TEXTS)
    quoted = [text.replace("'", "''") for text in TEXTS]
    project.edit(SKILL, "text: Write three sentences.", f"text: '{quoted[0]}'")
    project.edit(PROFILE, "why: You see which wishes are never answered.", f"why: '{quoted[1]}'")
    project.edit(TARGET, "why: Most of what is offered cannot be printed.", f"why: '{quoted[2]}'")
    write_lock(load(project.root))
    write_contract(load(project.root))
    assert "\n".join(project.problems()) == ""
    built = build(project.root, folder / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    with serving(folder / "site", PREFIX) as url:
        yield url, ["", "library/", "interview/", "glossary/", "skills/saying-no/", "gap-check/", "404.html", *addresses]


def test_nothing_of_what_is_accepted_runs_asks_leaves_or_hides(hostile: tuple[str, list[str]], browser: Browser) -> None:
    url, addresses = hostile
    tab, watched = watched_tab(browser, url)
    faults = [fault for address in addresses for fault in faults_of(tab, f"{url}{address}")]
    faults += search(tab, url)
    tab.close()
    assert [*faults, *watched.found] == []


def search(tab: Page, url: str) -> Iterator[str]:
    """The search prints names and texts: these too stay text."""
    tab.goto(url)
    tab.locator(".hb-search-open[role=button]").click()
    tab.locator(".hb-search__field").fill("hostile")
    tab.locator(".hb-search__hit").first.wait_for()
    tab.wait_for_timeout(500)
    seen = tab.evaluate(LOOK)
    if seen["ran"] or seen["violations"]:
        yield f"the search: {seen}"
