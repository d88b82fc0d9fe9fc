"""Pages of paths, stage by stage."""

from dataclasses import dataclass, replace

from handbook import model
from handbook.addresses import stage_anchor
from handbook.catalog import step_minutes
from handbook.handbook import Handbook, Link, spoken_time
from handbook.macros.interview import PRACTICE, step_of
from handbook.macros.page import Context, PageContext


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a path: what to do, where, how long, why. `query` tells the page of the link where its reader comes from."""

    kind: str
    link: Link | None
    query: str
    text: str
    time: str
    why: str
    item: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Steps of a path that belong together, such as those of a week. A path without stages has one without a title."""

    title: str
    anchor: str
    time: str
    minutes: int
    steps: tuple[StepView, ...]


def path(handbook: Handbook, page: PageContext) -> Context:
    record = handbook.catalog.paths[page.id]
    return {
        "path": record.model,
        "stages": _stages(handbook, page, record.model),
        "items": handbook.path_items(page.id),
    }


def _stages(handbook: Handbook, page: PageContext, path: model.Path) -> list[Stage]:
    begun: list[list[model.Step]] = []
    for step in path.steps:
        if step.stage or not begun:
            begun.append([])
        begun[-1].append(step)
    return [_stage(handbook, page, steps) for steps in begun]


def _stage(handbook: Handbook, page: PageContext, steps: list[model.Step]) -> Stage:
    minutes = sum(step_minutes(handbook.catalog, step) for step in steps)
    title = steps[0].stage or ""
    views = tuple(_step(handbook, page, step) for step in steps)
    return Stage(title, stage_anchor(title) if title else "", spoken_time(minutes), minutes, views)


def _step(handbook: Handbook, page: PageContext, step: model.Step) -> StepView:
    name, target = step.thing
    link = None if name == "exercise" else handbook.link(name, target)
    text = link.title if link else target
    item = f"{page.id}/{step.id}" if name == "exercise" else target
    query, anchor = "", step.id or ""
    if link and name == "question":
        link = replace(link, url=PRACTICE)
        query, anchor = f"?question={target}&path={page.id}", step_of(target)
    return StepView(name, link, query, text, spoken_time(step_minutes(handbook.catalog, step)), step.why, f"{name}/{item}", anchor)


def paths(handbook: Handbook, _page: PageContext) -> Context:
    return {"paths": [(handbook.link("path", record.id), record.model) for record in handbook.catalog.paths.values()]}
