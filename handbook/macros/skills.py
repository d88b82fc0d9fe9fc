"""Pages of skills and of their groups."""

from collections.abc import Iterator
from dataclasses import replace

from handbook import model
from handbook.handbook import Handbook, Link
from handbook.macros.page import Context, PageContext


def skill_group(handbook: Handbook, page: PageContext) -> Context:
    return {"group": page.id, "skills": handbook.skills_by_group[page.id]}


def skill_head(handbook: Handbook, page: PageContext) -> Context:
    skill = handbook.catalog.skills[page.id].model
    levels = [(key, named, handbook.dots(key), getattr(skill.levels, key)) for key, named in handbook.vocabulary.levels.items()]
    return {
        "skill": skill,
        "group": handbook.vocabulary.groups[skill.group],
        "levels": levels,
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
        "siblings": [link for link in handbook.skills_by_group[skill.group] if link.title != skill.title],
        "group": handbook.vocabulary.groups[skill.group],
        "tools": handbook.tools(record),
    }


def _jobs(handbook: Handbook, skill: str) -> Iterator[Link]:
    """The jobs that ask for a skill, with the level and the reason."""
    for record in handbook.profiles(model.TARGET):
        if rating := record.model.levels.get(skill):
            level = handbook.vocabulary.levels[rating.level].title
            yield replace(handbook.link("profile", record.id), title=f"{record.model.title}: {level.lower()}", summary=rating.why)
