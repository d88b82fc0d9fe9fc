"""What the site's own scripts fetch, in assets/: names of terms and of what can be marked, questions to practise, and what
the gap check and the plan reckon with.
"""

from collections.abc import Iterator
from typing import Any

from handbook.addresses import entry_address
from handbook.export import plan_data
from handbook.export.earlier import renamed
from handbook.export.file import File, json_file
from handbook.handbook import Handbook


def files(handbook: Handbook, _address: str) -> Iterator[File]:
    """One file for each script that asks for data."""
    yield json_file("assets/terms.json", terms(handbook))
    yield json_file("assets/entries.json", entries(handbook))
    yield json_file("assets/questions.json", questions(handbook))
    yield json_file("assets/plan.json", plan_data.plan(handbook))


def terms(handbook: Handbook) -> list[dict[str, Any]]:
    """For the answer above the search results, and for previews."""
    return [
        {"id": record.id, "title": record.model.title, "aliases": record.model.aliases, "definition": record.model.definition}
        for record in handbook.catalog.terms.values()
    ]


def entries(handbook: Handbook) -> list[dict[str, str]]:
    """For the page of the reader's marks: the name and the place of everything that can be marked, under earlier ids too."""
    catalog = handbook.catalog
    found = [
        {"item": f"{record.model.entry_kind}/{record.id}", "title": link.title, "url": link.url}
        for record in catalog.entries()
        for link in [handbook.link(record.model.entry_kind, record.id)]
    ]
    of_paths = [
        {"item": f"exercise/{path.id}/{step.id}", "title": step.exercise, "url": f"{entry_address('path', path.id)}#{step.id}"}
        for path in catalog.paths.values()
        for step in path.model.steps
        if step.exercise and step.id
    ]
    of_skills = [
        {"item": f"exercise/{skill.id}/{exercise.id}", "title": exercise.text, "url": f"{entry_address('skill', skill.id)}#{exercise.id}"}
        for skill in catalog.skills.values()
        for exercise in skill.model.practice
    ]
    before = [
        {"item": f"{kind}/{earlier}", "title": link.title, "url": link.url}
        for (kind, now), earlier in renamed(handbook)
        for link in [handbook.link(kind, now)]
    ]
    return [*found, *of_paths, *of_skills, *before]


def questions(handbook: Handbook) -> list[dict[str, Any]]:
    """For the practice page: questions with their rubrics, closed values spelled out."""
    return [
        {
            "id": asked.id,
            "question": asked.entry.question,
            "kind": asked.entry.kind,
            "level": asked.entry.level,
            "skills": asked.entry.skills,
            "facts": f"{asked.kind}, {asked.level.lower()}",
            "frame": {"title": asked.frame.title, "steps": asked.frame.steps, "summary": asked.frame.summary} if asked.frame else None,
            "good": asked.entry.good_answer,
            "weak": asked.entry.weak_answer,
            "next": asked.entry.follow_ups,
            "links": [{"title": link.title, "url": link.url} for link in (*asked.skills, *asked.terms)],
        }
        for asked in handbook.questions
    ]
