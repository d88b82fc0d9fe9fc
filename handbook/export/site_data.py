"""What the site's own scripts fetch, in assets/: names of terms and of what can be marked, questions, reasons, facts for the plan."""

from collections.abc import Iterator
from typing import Any

from handbook import model
from handbook.addresses import entry_address, renamed
from handbook.export import plan_data
from handbook.export.file import File, json_file
from handbook.handbook import Handbook, QuestionView, ResourceView


def files(handbook: Handbook, _address: str) -> Iterator[File]:
    """One file for each script that asks for data."""
    yield json_file("assets/terms.json", terms(handbook))
    yield json_file("assets/entries.json", entries(handbook))
    yield from (json_file(f"assets/questions/{asked.id}.json", question(asked)) for asked in handbook.questions)
    yield json_file("assets/reasons.json", {reading.id: reason(reading) for reading in handbook.resources.values()})
    yield json_file("assets/plan.json", plan_data.plan(handbook))


def terms(handbook: Handbook) -> list[dict[str, Any]]:
    """For previews."""
    return [
        {"id": record.id, "title": record.model.title, "aliases": record.model.aliases, "definition": record.model.definition}
        for record in handbook.catalog.terms.values()
    ]


def reason(reading: ResourceView) -> dict[str, Any]:
    """For the library's rows: why a resource is there, and the terms that it explains."""
    return {"why": reading.entry.why, "explains": [{"title": link.title, "url": link.url} for link in reading.terms]}


def entries(handbook: Handbook) -> list[dict[str, str]]:
    """For the page of the reader's marks: the name and the place of everything that can be marked, under earlier ids too."""
    now = [((record.model.entry_kind, record.id), record.id) for record in handbook.catalog.entries()]
    names = [*now, *(((kind, now), before) for (kind, before), now in renamed(handbook.catalog).items())]
    return [
        *(
            {"item": f"{kind}/{named}", "title": link.title, "url": link.url}
            for (kind, entry_id), named in names
            for link in [handbook.link(kind, entry_id)]
        ),
        *(
            {"item": f"exercise/{named}/{name}", "title": text, "url": f"{entry_address(kind, entry_id)}#{name}"}
            for (kind, entry_id), named in names
            for name, text in _exercises(handbook, kind, entry_id)
        ),
    ]


def _exercises(handbook: Handbook, kind: str, entry_id: str) -> Iterator[tuple[str, str]]:
    """Id and text of each exercise of a path or a skill."""
    match handbook.catalog.records(kind)[entry_id].model:
        case model.Path() as path:
            yield from ((step.id, step.exercise) for step in path.steps if step.id and step.exercise)
        case model.Skill() as skill:
            yield from ((exercise.id, exercise.text) for exercise in skill.practice)


def question(asked: QuestionView) -> dict[str, Any]:
    """For the practice page: a question with its rubric, closed values spelled out. One file each, since one is drawn at a time."""
    return {
        "id": asked.id,
        "question": asked.entry.question,
        "facts": f"{asked.kind}, {asked.level.lower()}",
        "frame": {"title": asked.frame.title, "steps": asked.frame.steps, "summary": asked.frame.summary} if asked.frame else None,
        "good": asked.entry.good_answer,
        "said": asked.entry.spoken_answer,
        "weak": asked.entry.weak_answer,
        "next": asked.entry.follow_ups,
        "links": [{"title": link.title, "url": link.url} for link in (*asked.skills, *asked.terms)],
    }
