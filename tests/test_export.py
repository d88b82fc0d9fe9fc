"""What machines read, read back by the programs it is made for."""

import csv
import io
import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
import yaml
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from openapi_spec_validator import validate as validate_openapi
from sphinx.util.inventory import InventoryFile

from handbook.export.feeds import MOST
from handbook.export.files import files
from handbook.handbook import Handbook
from handbook.kinds import KINDS
from handbook.load import load
from handbook.serving import serving
from tests.conftest import PREFIX, ROOT, SITE_URL
from tests.project import TERM, Project

API = "api/v1/"


def read(site: Path, path: str) -> Any:
    return json.loads((site / path).read_text(encoding="utf-8"))


def exported(project: Project) -> dict[str, bytes]:
    return {file.place: file.content for file in files(Handbook(load(project.root)), SITE_URL)}


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    with serving(site, PREFIX) as address:
        yield address


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_is_in_the_api_and_fits_its_schema(site: Path, kind: str) -> None:
    schema = read(site, f"{API}schemas/{kind}.json")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    listed = read(site, f"{API}{kind}s.json")[f"{kind}s"]
    assert [entry["id"] for entry in listed] == sorted(load(ROOT).records(kind))
    for entry in listed:
        assert [error.message for error in validator.iter_errors(entry)] == [], entry["id"]
        assert read(site, f"{API}{kind}s/{entry['id']}.json") == entry
        assert list(entry) == list(listed[0])
        assert entry["last_changed"] == (entry["updated"] or entry["added"])


def test_a_schema_refuses_what_is_no_entry(site: Path) -> None:
    entry = read(site, f"{API}terms/ci-cd.json")
    validator = Draft202012Validator(read(site, f"{API}schemas/term.json"))
    assert not validator.is_valid({**entry, "area": "cooking"})
    assert not validator.is_valid({**entry, "definition": 5})
    assert not validator.is_valid({key: value for key, value in entry.items() if key != "trap"})


def test_a_client_that_follows_the_openapi_document_gets_what_it_describes(site: Path, served: str) -> None:
    document = read(site, f"{API}openapi.json")
    validate_openapi(document)
    assert document["servers"] == [{"url": f"{SITE_URL}{API}".rstrip("/")}]
    index = read(site, f"{API}index.json")
    listed = set()
    for path, operations in document["paths"].items():
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        parameters = operations["get"].get("parameters", [])
        chosen = parameters[0]["schema"]["examples"][0] if parameters else ""
        with urllib.request.urlopen(f"{served}{API}{path.lstrip('/').format(id=chosen)}") as answer:
            assert answer.headers["Content-Type"].startswith("application/json")
            data = json.load(answer)
        validator = Draft202012Validator({**schema, "components": document["components"]})
        assert [error.message for error in validator.iter_errors(data)] == []
        if not parameters and operations["get"]["operationId"].removeprefix("list_") in index["lists"]:
            (name,) = data
            assert len(data[name]) == index["lists"][name]["count"]
            listed.add(name)
    assert listed == set(index["lists"])


def test_the_page_of_every_entry_is_where_people_read_it(site: Path) -> None:
    for kind in KINDS:
        for entry in read(site, f"{API}{kind}s.json")[f"{kind}s"]:
            page, _, anchor = entry["page"].partition("#")
            html = (site / page / "index.html").read_text(encoding="utf-8") if not anchor else ""
            assert anchor or html
    library = (site / "library/index.html").read_text(encoding="utf-8")
    assert all(f'id="{entry["id"]}"' in library for entry in read(site, f"{API}resources.json")["resources"])


def test_what_a_skills_exercises_were_before_is_still_there(site: Path) -> None:
    skill = read(site, f"{API}skills/saying-no.json")
    assert skill["practice"] == [exercise["text"] for exercise in skill["exercises"]]
    assert all(10 <= exercise["minutes"] <= 120 for exercise in skill["exercises"])


def test_the_plan_reckons_with_all_that_can_be_learned_in_the_sites_order(site: Path) -> None:
    catalog = load(ROOT)
    plan = read(site, "assets/plan.json")
    for kind in ("skill", "term", "resource", "question", "comparison", "path", "profile"):
        assert {entry["id"] for entry in plan[f"{kind}s"]} == set(catalog.records(kind)), kind
    assert [level["id"] for level in plan["levels"]] == ["awareness", "working", "practitioner", "expert"]
    groups = [group["id"] for group in plan["groups"]]
    places = [(groups.index(skill["group"]), catalog.skills[skill["id"]].model.position) for skill in plan["skills"]]
    assert places == sorted(places)
    assert [profile["kind"] for profile in plan["profiles"]] == ["start"] * 5 + ["target"] * 4


def test_what_the_plan_names_is_there(site: Path) -> None:
    plan = read(site, "assets/plan.json")
    known = {kind: {entry["id"] for entry in plan[kind]} for kind in ("skills", "terms", "resources", "questions")}
    levels = {level["id"] for level in plan["levels"]}
    for skill in plan["skills"]:
        assert set(skill["requires"]) <= known["skills"]
        assert set(skill["terms"]) <= known["terms"]
        assert set(skill["questions"]) <= known["questions"]
        assert set(skill["resources"]) <= known["resources"]
        assert len(skill["evidence"]) == len(levels)
    for profile in plan["profiles"]:
        assert set(profile["levels"]) <= known["skills"]
        assert {rating["level"] for rating in profile["levels"].values()} <= levels
    marked = {entry["item"]: entry["url"] for entry in read(site, "assets/entries.json")}
    for path in plan["paths"]:
        for step in path["steps"]:
            assert marked[step["item"]] == step["url"]
            assert step["minutes"] > 0
    for skill in plan["skills"]:
        for exercise in skill["exercises"]:
            assert marked[f"exercise/{skill['id']}/{exercise['id']}"] == f"{skill['url']}#{exercise['id']}"


def test_a_skill_that_opens_an_area_has_its_own_terms_first_and_then_the_rest(site: Path) -> None:
    catalog = load(ROOT)
    for skill in read(site, "assets/plan.json")["skills"]:
        entry = catalog.skills[skill["id"]].model
        assert skill["terms"][: len(entry.terms)] == entry.terms
        others = {term for term, record in catalog.terms.items() if entry.area and record.model.area == entry.area}
        assert set(skill["terms"]) == set(entry.terms) | others
        assert len(skill["terms"]) == len(set(skill["terms"]))


def test_sphinx_reads_the_inventory(site: Path) -> None:
    with (site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, SITE_URL, urljoin)
    terms = load(ROOT).terms
    assert len(inventory["std:term"]) == len(terms)
    found = inventory["std:term"]["CI/CD"]
    assert found.uri == f"{SITE_URL}glossary/ci-cd/"
    assert inventory["std:label"]["mlpm-ci-cd"].display_name == "CI/CD"


def test_feed_readers_read_both_feeds(site: Path) -> None:
    atom = feedparser.parse((site / "feed.xml").read_bytes())
    assert not atom.bozo, atom.get("bozo_exception")
    assert atom.version == "atom10"
    feed = read(site, "feed.json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [entry.id for entry in atom.entries] == [item["id"] for item in feed["items"]]
    assert len({entry.id for entry in atom.entries}) == MOST
    days = [entry.updated for entry in atom.entries]
    assert days == sorted(days, reverse=True)
    assert all(entry.link.startswith(SITE_URL) for entry in atom.entries)


def links_of(text: str) -> list[str]:
    """Where the links of a Markdown text lead that leave it, as a reader of Markdown sees them."""
    inner = (child for token in MarkdownIt("commonmark").enable("table").parse(text) for child in token.children or ())
    targets = (str(child.attrs["href"]) for child in inner if child.type == "link_open")
    return [target for target in targets if not target.startswith("#")]


def test_every_link_of_llms_txt_leads_to_a_text_that_stands_by_itself(site: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", (site / "llms.txt").read_text(encoding="utf-8"))
    assert len(links) > 350
    for link in links:
        text = (site / link.removeprefix(SITE_URL)).read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert "{{" not in text
        for target in links_of(text):
            assert target.startswith(("http://", "https://")), (link, target)
            if target.startswith(SITE_URL):
                page = target.removeprefix(SITE_URL).partition("#")[0]
                assert (site / page / "index.html").exists(), (link, target)


def test_the_table_of_terms_reads_back(site: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((site / "terms.csv").read_text(encoding="utf-8"))))
    terms = load(ROOT).terms
    assert {row["id"]: row["definition"] for row in rows} == {name: record.model.definition for name, record in terms.items()}


def test_no_cell_of_the_table_is_a_formula(project: Project) -> None:
    project.edit(TERM, "title: Pipeline", "title: '=HYPERLINK(1)'")
    files = exported(project)
    assert "'=HYPERLINK(1)" in files["terms.csv"].decode()


def test_backstage_finds_a_component_and_its_api() -> None:
    component, api = yaml.safe_load_all((ROOT / "catalog-info.yaml").read_text(encoding="utf-8"))
    assert (component["kind"], api["kind"]) == ("Component", "API")
    assert component["spec"]["providesApis"] == [api["metadata"]["name"]]
    assert yaml.safe_load(api["spec"]["definition"])["openapi"] == "3.1.0"


def test_an_entry_that_changes_is_news_once_more(project: Project) -> None:
    project.edit(TERM, "added: 2026-11-23", "added: 2026-11-23\nupdated: 2027-01-05")
    feed = json.loads(exported(project)["feed.json"])
    assert feed["items"][0]["id"] == "urn:ml-pm-handbook:term:pipeline:2027-01-05"
    assert feed["items"][0]["title"] == "Changed term: Pipeline"
    assert feed["items"][0]["date_published"] == "2026-11-23T00:00:00Z"


def test_a_renamed_entry_is_exported_under_its_earlier_id_too(project: Project) -> None:
    move = "moves:\n  - old: glossary/conduit/\n    to: glossary/pipeline/\n    on: 2026-11-26\n  - old: library/#first\n    to: library/#one\n    on: 2026-11-26\n"
    project.write("data/moved.yml", move)
    files = exported(project)
    for now, before in (
        ("api/v1/terms/pipeline.json", "api/v1/terms/conduit.json"),
        ("api/v1/terms/pipeline.md", "api/v1/terms/conduit.md"),
        ("api/v1/terms/pipeline.oembed.json", "api/v1/terms/conduit.oembed.json"),
        ("embed/glossary/pipeline/index.html", "embed/glossary/conduit/index.html"),
        ("api/v1/resources/one.json", "api/v1/resources/first.json"),
    ):
        assert files[before] == files[now]
    moved = json.loads(files["api/v1/moved.json"])
    assert moved["moves"][0] == {"old": "glossary/conduit/", "to": "glossary/pipeline/", "gone": None, "on": "2026-11-26"}
    assert "conduit" not in files["api/v1/terms.json"].decode()
