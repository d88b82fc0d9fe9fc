"""Interview questions: the list, the practice page and frames for answers."""

from collections import Counter

from handbook.catalog import steps_of
from handbook.handbook import Handbook, Link, QuestionView
from handbook.macros.page import Context, PageContext

# Where questions are practised, and what leads there names one: `?question=<id>`, and `&path=<id>` from a step of a path.
PRACTICE = "interview/practice/"


def step_of(question: str) -> str:
    """The anchor of a question's step on a path, to which the practice page leads back."""
    return f"step-{question}"


# A filter: its name in the address, its label, and its choices by group, each as value and words.
Filter = tuple[str, str, list[tuple[str, list[tuple[str, str]]]]]


def questions(handbook: Handbook, _page: PageContext) -> Context:
    return {"kinds": _by_kind(handbook), "count": len(handbook.questions), "filters": _filters(handbook)}


def practice(handbook: Handbook, _page: PageContext) -> Context:
    asked = _asked_on_paths(handbook)
    on_paths = ("path", "Path", [("", [(link.id, link.title) for link, _ in asked])])
    return {
        "kinds": _by_kind(handbook),
        "count": len(handbook.questions),
        "filters": [*_filters(handbook), *([on_paths] if asked else [])],
        "paths": [(link, questions) for link, questions in asked],
    }


def _filters(handbook: Handbook) -> list[Filter]:
    closed, groups = handbook.vocabulary, handbook.skills_by_group
    skills = [(closed.groups[group].title, [(link.id, link.title) for link in links]) for group, links in groups.items() if links]
    levels = [(level, named.title) for level, named in closed.levels.items()]
    return [("skill", "Skill", skills), ("level", "Level", [("", levels)]), ("kind", "Kind", [("", [*closed.question_kinds.items()])])]


def _by_kind(handbook: Handbook) -> list[tuple[str, str, list[QuestionView]]]:
    """Questions kind by kind. In each the easy ones come first, of them those on paths, then those that need fewer terms."""
    kinds, levels = handbook.vocabulary.question_kinds, [*handbook.vocabulary.levels]
    on_paths = Counter(question for _, questions in _asked_on_paths(handbook) for question in questions)

    def easy_first(asked: QuestionView) -> tuple[int, int, int, str]:
        return levels.index(asked.entry.level), -on_paths[asked.id], len(asked.terms), asked.id

    ordered = sorted(handbook.questions, key=easy_first)
    by_kind = {kind: [asked for asked in ordered if asked.entry.kind == kind] for kind in kinds}
    return [(kind, kinds[kind], asked) for kind, asked in by_kind.items() if asked]


def _asked_on_paths(handbook: Handbook) -> list[tuple[Link, list[str]]]:
    """The paths that have questions, and the ids of these in the order of their steps."""
    found = {
        path: [target for name, target in steps_of(record.model) if name == "question"] for path, record in handbook.catalog.paths.items()
    }
    return [(handbook.link("path", path), questions) for path, questions in found.items() if questions]


def frame(handbook: Handbook, _page: PageContext, name: str) -> Context:
    return {"frame": handbook.vocabulary.frames[name]}
