"""The gap check: what to tick for each skill, and the profiles."""

from dataclasses import dataclass

from handbook import model
from handbook.handbook import EditLinks, Handbook
from handbook.macros.page import Context, PageContext


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level of a skill, with what somebody has who is there. Levels are numbered from 1; 0 is none of these yet."""

    number: int
    dots: str
    title: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A profile. Its levels are on a page of their own: handbook.export.downloads."""

    id: str
    entry: model.Profile
    tools: EditLinks


# What is asked of the reader about each kind of profile: the question, the choice of none, and what is said with it.
_QUESTIONS = {
    "start": ("Where do you start?", "Start blank", "Choose a job to fill in what is typical for it. Your own answers stay."),
    "target": ("What job are you heading for?", "Not sure yet", "Choose one, and the result shows your gaps and what to do about them."),
}


def gap_check(handbook: Handbook, _page: PageContext) -> Context:
    closed = handbook.vocabulary
    skills = [link.id for group in closed.groups for link in handbook.skills_by_group[group]]
    return {
        "levels": handbook.level_names,
        "no_level": closed.no_level,
        "count": len(skills),
        "numbers": {skill: number for number, skill in enumerate(skills, start=1)},
        "aims": [(kind, question, blank, _profiles(handbook, kind)) for kind, (question, blank, _) in _QUESTIONS.items()],
        "hints": {kind: hint for kind, (_, _, hint) in _QUESTIONS.items()},
        "groups": [
            (group, named, [(link, _levels(handbook, link.id)) for link in handbook.skills_by_group[group]])
            for group, named in closed.groups.items()
        ],
        "profiles": [(kind, title, _profiles(handbook, kind)) for kind, title in closed.profile_kinds.items()],
    }


def _levels(handbook: Handbook, skill: str) -> list[LevelView]:
    evidence = handbook.catalog.skills[skill].model.levels
    return [
        LevelView(number, handbook.dots(level), named.title, getattr(evidence, level))
        for number, (level, named) in enumerate(handbook.vocabulary.levels.items(), start=1)
    ]


def _profiles(handbook: Handbook, kind: str) -> list[ProfileView]:
    return [ProfileView(record.id, record.model, handbook.tools(record)) for record in handbook.profiles(kind)]
