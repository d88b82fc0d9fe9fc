"""What the gap check and the plan reckon with: everything that can be learned, how long it takes, and what comes first.

Small, since both pages fetch it: no text that they don't show. Everything is in the site's own order.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from handbook import model
from handbook.addresses import entry_address
from handbook.catalog import Record, step_minutes
from handbook.handbook import Handbook, Link
from handbook.kinds import KINDS


def plan(handbook: Handbook) -> dict[str, Any]:
    """The whole of assets/plan.json. All addresses are relative to the site's root."""
    closed, catalog = handbook.vocabulary, handbook.catalog
    return {
        "levels": _named({level: named.title for level, named in closed.levels.items()}),
        "none": closed.no_level,
        "groups": _named({group: named.title for group, named in closed.groups.items()}),
        "costs": _named(closed.costs),
        "formats": _named(closed.formats),
        "languages": _named(closed.languages),
        "free": closed.free,
        "unpaid": closed.unpaid,
        "skills": [_skill(handbook, link) for link in handbook.skills],
        "terms": [
            _short(handbook, "term", link.id) | {"requires": catalog.terms[link.id].model.requires}
            for links in handbook.terms_by_area.values()
            for link in links
        ],
        "resources": [_resource(handbook, resource) for resource in handbook.resources],
        "questions": [_question(handbook, asked.id, asked.entry) for asked in handbook.questions],
        "comparisons": [
            _short(handbook, "comparison", compared) | {"terms": record.model.terms} for compared, record in catalog.comparisons.items()
        ],
        "paths": [_path(handbook, record) for record in catalog.paths.values()],
        "profiles": [_profile(handbook, record) for kind in closed.profile_kinds for record in handbook.profiles(kind)],
    }


def _named(titles: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": value, "title": title} for value, title in titles.items()]


def _short(handbook: Handbook, kind: str, entry_id: str) -> dict[str, Any]:
    """What is said of everything that a plan may hold: where it is, and the minutes that are usual for its kind."""
    link = handbook.link(kind, entry_id)
    return {"id": entry_id, "title": link.title, "url": link.url, "minutes": KINDS[kind].minutes}


def _skill(handbook: Handbook, link: Link) -> dict[str, Any]:
    skill = handbook.catalog.skills[link.id].model
    return {
        "id": link.id,
        "title": link.title,
        "url": link.url,
        "group": skill.group,
        "summary": skill.summary,
        "area": skill.area,
        "evidence": [getattr(skill.levels, level) for level in handbook.vocabulary.levels],
        "requires": skill.requires,
        "exercises": [exercise.model_dump() for exercise in skill.practice],
        "terms": [*skill.terms, *(more.id for more in handbook.more_terms(link.id))],
        "questions": [asked.id for asked in handbook.questions if link.id in asked.entry.skills],
        "resources": [reading.id for reading in handbook.readings("skill", link.id)],
    }


def _resource(handbook: Handbook, resource: str) -> dict[str, Any]:
    entry = handbook.catalog.resources[resource].model
    return _short(handbook, "resource", resource) | {
        "link": entry.url,
        "minutes": entry.minutes,
        "level": entry.level,
        "cost": entry.cost,
        "format": entry.format,
        "language": entry.language,
        "skills": entry.skills,
        "teaches": entry.teaches,
    }


def _question(handbook: Handbook, asked: str, entry: model.Question) -> dict[str, Any]:
    return _short(handbook, "question", asked) | {"level": entry.level, "kind": entry.kind, "skills": entry.skills, "terms": entry.terms}


def _path(handbook: Handbook, record: Record[model.Path]) -> dict[str, Any]:
    link = handbook.link("path", record.id)
    return {
        "id": record.id,
        "title": link.title,
        "url": link.url,
        "hours": record.model.hours,
        "steps": list(_steps(handbook, record)),
    }


def _steps(handbook: Handbook, path: Record[model.Path]) -> Iterator[dict[str, Any]]:
    """The steps of a path. A stage is told by the step that begins it."""
    for step in path.model.steps:
        name, target = step.thing
        if name == "exercise":
            item, title, url = f"exercise/{path.id}/{step.id}", target, f"{entry_address('path', path.id)}#{step.id}"
        else:
            link = handbook.link(name, target)
            item, title, url = f"{name}/{target}", link.title, link.url
        minutes = step_minutes(handbook.catalog, step)
        yield {"item": item, "title": title, "url": url, "minutes": minutes, "why": step.why, "stage": step.stage}


def _profile(handbook: Handbook, record: Record[model.Profile]) -> dict[str, Any]:
    profile = record.model
    levels = {link.id: {"level": rating.level, "why": rating.why} for link, rating in handbook.ratings(profile)}
    return {"id": record.id, "title": profile.title, "kind": profile.kind, "summary": profile.summary, "levels": levels}
