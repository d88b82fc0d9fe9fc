"""Contributions that know nothing of each other: they merge in any order, and are sound together."""

import random
from pathlib import Path

import pytest

from tests.project import COMPARISON, RESOURCE, TERM, Project
from tests.repository import LOCK, Repository, recorded
from tests.test_site import NAV

NAMES = ("alert", "backlog", "canary", "drift", "endpoint", "feature", "gateway", "hash", "index-lag", "journal")


def contribute(project: Project, name: str) -> None:
    """A term, a resource that teaches it and a comparison with it, in files of their own."""
    title = name.replace("-", " ").capitalize()
    term = project.read(TERM).replace("title: Pipeline", f"title: {title}").replace("aliases: [data flow]", "aliases: []")
    project.write(f"docs/glossary/{name}.md", term.replace("related: [warehouse, backfill]", "related: [warehouse, pipeline]"))
    resource = (
        project.read(RESOURCE).replace("title: Resource one", f"title: About {name}").replace("example.org/one", f"example.org/{name}")
    )
    project.write(f"data/resources/about-{name}.yml", resource.replace("  - backfill\n", f"  - {name}\n"))
    comparison = project.read(COMPARISON).replace("Pipeline vs warehouse", f"{title} vs pipeline").replace("warehouse", name)
    project.write(f"docs/compare/{name}-vs-pipeline.md", comparison)


@pytest.fixture
def branches(tmp_path: Path) -> Repository:
    """The small project on main, and ten branches from it, each sound."""
    repository = recorded(tmp_path, NAV)
    for name in NAMES:
        repository.git("switch", "--quiet", "--create", name, "main")
        contribute(repository.project, name)
        assert repository.check() == []
        repository.commit()
    repository.git("switch", "--quiet", "main")
    return repository


def test_ten_branches_merge_in_any_of_twenty_orders(branches: Repository) -> None:
    trees = set()
    for seed in range(20):
        branches.git("switch", "--quiet", "--detach", "main")
        for name in random.Random(seed).sample(NAMES, len(NAMES)):  # noqa: S311
            branches.git("merge", "--quiet", "--no-edit", name)
        trees.add(branches.git("rev-parse", "HEAD^{tree}"))
    assert len(trees) == 1, "Whoever merges, the handbook is the same."
    assert branches.check("--base", "main") == []


def test_they_merge_as_well_while_each_is_recorded_as_it_is_published(branches: Repository) -> None:
    for name in random.Random(17).sample(NAMES, len(NAMES)):  # noqa: S311
        base = branches.git("rev-parse", "HEAD")
        branches.git("merge", "--quiet", "--no-edit", name)
        assert branches.check("--base", base) == []
        assert branches.run("lock").exit_code == 0
        added = branches.git("diff", "--unified=0", "--", LOCK)
        assert f"+/compare/{name}-vs-pipeline/" in added
        assert "At least" in next(line for line in added.splitlines() if line.startswith("-") and not line.startswith("---"))
        assert added.count("\n-") == 2, "But for the count, no line is taken out or moved."
        branches.commit()
    assert branches.run("lock").stdout == ""
