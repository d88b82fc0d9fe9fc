"""Interview questions: the list, the practice page and frames for answers."""

from handbook.handbook import Handbook
from handbook.macros.page import Context, PageContext


def questions(handbook: Handbook, _page: PageContext) -> Context:
    kinds = handbook.vocabulary.question_kinds
    by_kind = {kind: [asked for asked in handbook.questions if asked.entry.kind == kind] for kind in kinds}
    return {"kinds": [(kind, kinds[kind], asked) for kind, asked in by_kind.items() if asked]}


def practice(handbook: Handbook, _page: PageContext) -> Context:
    closed, groups = handbook.vocabulary, handbook.skills_by_group
    skills = [(closed.groups[group].title, [(link.id, link.title) for link in links]) for group, links in groups.items() if links]
    return {"skills": skills, "count": len(handbook.catalog.questions)}


def frame(handbook: Handbook, _page: PageContext, name: str) -> Context:
    return {"frame": handbook.vocabulary.frames[name]}
