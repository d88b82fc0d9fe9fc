"""What a reader marked, and what changed since the last visit."""

from collections import defaultdict
from datetime import date

from handbook.handbook import Handbook, Link
from handbook.kinds import KINDS
from handbook.macros.page import Context, PageContext


def progress(handbook: Handbook, _page: PageContext) -> Context:
    groups = handbook.vocabulary.groups
    skills = handbook.skills_by_group
    return {
        "groups": [(groups[group].title, [(link, handbook.skill_items(link.id)) for link in skills[group]]) for group in groups],
        "paths": [(handbook.link("path", path), handbook.path_items(path)) for path in handbook.catalog.paths],
    }


def changes(handbook: Handbook, _page: PageContext) -> Context:
    days: dict[date, list[tuple[str, Link, str]]] = defaultdict(list)
    for record in handbook.catalog.entries():
        kind = record.model.entry_kind
        link = handbook.link(kind, record.id)
        days[record.model.added].append(("New", link, f"{kind}/{record.id}"))
        if record.model.updated:
            days[record.model.updated].append(("Changed", link, f"{kind}/{record.id}"))
    for changes in days.values():
        changes.sort(key=lambda change: (change[1].kind, change[1].title.casefold()))
    return {"days": sorted(days.items(), reverse=True), "kinds": list(KINDS)}
