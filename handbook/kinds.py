"""The kinds of entry: one row each, from which loading, addresses, macros, rules and exports loop. Pure data.

What an entry of a kind holds is in `handbook.model`, how its page looks in `handbook.macros` and the templates.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """Everything about a kind of entry that is not a field of the entry."""

    # Singular and plural: `term` in addresses of the API and in references, `terms` for lists of them.
    name: str
    plural: str
    # Where its files lie. Below docs/ an entry is a page, Markdown with its fields as front matter; below data/ it is YAML.
    folder: str
    # Where readers find one, from the site's root. An entry without a page of its own is an anchor in the page of its list.
    address: str
    # The page that lists them: its name in the trail of a page, and its address.
    section: str
    index: str
    # The fields that name an entry and sum it up.
    title: str = "title"
    summary: str = "summary"
    # Ids that the templates of its page print whatever the entry says. What depends on others (a list of questions that
    # may be empty) is not promised.
    anchors: tuple[str, ...] = ()
    # The macros that its page calls, once each, in this order.
    macros: tuple[str, ...] = ()
    # The list in data/vocabulary.yml for whose values the folder has pages too, besides its index.
    pages_of: str = ""
    # Whether each has a line in the navigation of mkdocs.yml. A thousand terms there would be printed on every page, and two
    # contributors who each add a comparison would both change the same lines.
    in_navigation: bool = True
    # Minutes that a step of a path takes with one, where the entry does not say.
    minutes: int = 0
    # What a reader can mark it as, and the words for it. docs/assets/js/marks.js knows the states.
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_page(self) -> bool:
        """Whether each entry has a page of its own."""
        return "#" not in self.address

    @property
    def suffix(self) -> str:
        """The ending of its files."""
        return ".md" if self.folder.startswith("docs/") else ".yml"


_ROWS = (
    Kind(
        name="term",
        plural="terms",
        folder="docs/glossary",
        address="glossary/{id}/",
        section="Glossary",
        index="glossary/",
        summary="definition",
        anchors=("ask", "trap", "read"),
        macros=("term_head", "term_foot"),
        in_navigation=False,
        minutes=6,
        marks={"done": "I know this", "want": "Want to read"},
    ),
    Kind(
        name="resource",
        plural="resources",
        folder="data/resources",
        address="library/#{id}",
        section="Library",
        index="library/",
        summary="why",
        marks={"done": "Done", "want": "Want to read", "hidden": "Hide"},
    ),
    Kind(
        name="skill",
        plural="skills",
        folder="docs/skills",
        address="skills/{id}/",
        section="Skills",
        index="skills/",
        anchors=("levels", "carries-over", "this-week", "terms", "reading"),
        macros=("skill_head", "skill_foot"),
        pages_of="groups",
        minutes=20,
        marks={"done": "Done"},
    ),
    Kind(
        name="question",
        plural="questions",
        folder="data/questions",
        address="interview/#{id}",
        section="Interview",
        index="interview/",
        title="question",
        summary="",
        minutes=15,
        marks={"done": "Done", "want": "Practise later"},
    ),
    Kind(
        name="comparison",
        plural="comparisons",
        folder="docs/compare",
        address="compare/{id}/",
        section="Compare",
        index="compare/",
        anchors=("verdict",),
        macros=("comparison", "entry_tools"),
        in_navigation=False,
        minutes=8,
        marks={"done": "Done"},
    ),
    Kind(
        name="room",
        plural="rooms",
        folder="docs/rooms",
        address="rooms/{id}/",
        section="Decision rooms",
        index="rooms/",
        anchors=("numbers", "trap", "asked"),
        macros=("room_head", "room", "room_foot"),
    ),
    Kind(
        name="path",
        plural="paths",
        folder="docs/paths",
        address="paths/{id}/",
        section="Paths",
        index="paths/",
        anchors=("steps",),
        macros=("path", "entry_tools"),
    ),
    Kind(
        name="profile",
        plural="profiles",
        folder="data/profiles",
        address="gap-check/#{id}",
        section="Gap check",
        index="gap-check/",
    ),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ROWS}

# Exercises of paths and skills are no entries, but can be marked.
MARKS: dict[str, Mapping[str, str]] = {kind.name: kind.marks for kind in _ROWS if kind.marks} | {"exercise": {"done": "Done"}}
