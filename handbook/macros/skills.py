"""Pages of skills and of their groups."""

from collections.abc import Iterator
from dataclasses import replace

from handbook import model
from handbook.catalog import Record
from handbook.handbook import Handbook, Link
from handbook.macros.page import Context, PageContext


def skill_group(handbook: Handbook, page: PageContext) -> Context:
    return skill_rows(handbook, page, page.id)


def skill_rows(handbook: Handbook, _page: PageContext, group: str) -> Context:
    rows = [(link, handbook.catalog.skills[link.id].model.area) for link in handbook.skills_by_group[group]]
    return {"group": group, "rows": rows, "levels": handbook.level_names}


def skill_head(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.skills[page.id]
    skill = record.model
    levels = [(key, named, handbook.dots(key), getattr(skill.levels, key)) for key, named in handbook.vocabulary.levels.items()]
    return {
        "skill": skill,
        "group": handbook.vocabulary.groups[skill.group],
        "levels": levels,
        "level_names": handbook.level_names,
        "contents": _contents(handbook, record),
        "requires": handbook.links("skill", skill.requires),
        "items": handbook.skill_items(page.id),
    }


def skill_foot(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.skills[page.id]
    skill, area = record.model, record.model.area
    terms = handbook.links("term", skill.terms)
    return {
        "skill": skill,
        "terms": terms,
        "more_terms": handbook.more_terms(page.id),
        "area": handbook.vocabulary.areas[area] if area else None,
        "readings": handbook.readings("skill", page.id),
        "questions": [asked for asked in handbook.questions if page.id in asked.entry.skills],
        "jobs": list(_jobs(handbook, page.id)),
        "paths": [link for link in handbook.inbound.get(("skill", page.id), ()) if link.kind == "path"],
        "rooms": handbook.rooms_for("skill", page.id),
        "siblings": [link for link in handbook.skills_by_group[skill.group] if link.title != skill.title],
        "group": handbook.vocabulary.groups[skill.group],
        "tools": handbook.tools(record),
        "dead": handbook.dead_links(record.path),
    }


def _contents(handbook: Handbook, record: Record[model.Skill]) -> list[tuple[str, str]]:
    """The parts of a skill's page, by their anchors: those of the templates, and the headings of the text between them."""
    asked = any(record.id in question.entry.skills for question in handbook.questions)
    return [
        ("levels", "Levels"),
        ("carries-over", "What carries over"),
        ("this-week", "This week"),
        *((heading.id, heading.text) for heading in record.prose.headings),
        ("terms", "Terms"),
        ("reading", "Reading"),
        *([("questions", "Interview questions")] if asked else []),
    ]


def _jobs(handbook: Handbook, skill: str) -> Iterator[Link]:
    """The jobs that ask for a skill, with the level and the reason."""
    for record in handbook.profiles(model.TARGET):
        if rating := record.model.levels.get(skill):
            level = handbook.vocabulary.levels[rating.level].title
            yield replace(handbook.link("profile", record.id), title=f"{record.model.title}: {level.lower()}", summary=rating.why)
