"""What must hold between entries. A rule is a small generator; its docstring states it, its message tells the remedy.

`check` runs them all. The contributor docs print the docstrings, so a rule is documented by being written.
"""

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from difflib import get_close_matches
from math import ceil, floor
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import BaseModel

from handbook import model
from handbook.addresses import addresses, read_lock, stage_anchor
from handbook.calls import MACROS, PICTURES, Call, parse_call
from handbook.load import LOCK, MOVED, VOCABULARY, Catalog, Record
from handbook.problems import Problem, did_you_mean, listing
from handbook.yaml_source import Location

Rule = Callable[[Catalog], Iterator[Problem]]

TERM_WORDS = range(130, 461)

# Minutes that a step takes besides the resources and exercises, which state their own.
STEP_MINUTES = {"term": 6, "comparison": 8, "skill": 20, "question": 15}

_HOMES: dict[str, str] = {entry_model.entry_kind: entry_model.folder for entry_model in model.ENTRY_MODELS}


def check(catalog: Catalog) -> list[Problem]:
    """All problems of the catalog, in the order of files and lines.

    Without a sound vocabulary every closed value would look wrong, so its own problems then stand alone.
    """
    if not catalog.vocabulary.areas:
        return sorted(set(catalog.problems))
    found = [problem for rule in RULES for problem in rule(catalog)]
    return sorted({*catalog.problems, *found})


def references(record: Record[Any]) -> Iterator[tuple[str, Location, str]]:
    """Kind, place and id of every reference that a record makes in its fields."""
    yield from _marked(record.model, (), model.Refers, lambda mark: mark.kind)


def _marked(entry: BaseModel, at: Location, mark_type: type[Any], name: Callable[[Any], str]) -> Iterator[tuple[str, Location, str]]:
    """Every value in a field that is annotated with `mark_type`, in nested models too."""
    for field, info in type(entry).model_fields.items():
        value = getattr(entry, field)
        marks = [mark for mark in info.metadata if isinstance(mark, mark_type)]
        values = value if isinstance(value, list) else [value]
        for index, item in enumerate(values):
            place = (*at, field, index) if isinstance(value, list) else (*at, field)
            if isinstance(item, BaseModel):
                yield from _marked(item, place, mark_type, name)
            elif marks and item is not None:
                yield name(marks[0]), place, item


def _field_of(location: Location) -> str:
    return next(str(part) for part in reversed(location) if isinstance(part, str))


def closed_values(catalog: Catalog) -> Iterator[Problem]:
    """A value from a closed list is one of the list in data/vocabulary.yml."""
    for record in catalog.entries():
        for name, place, value in _marked(record.model, (), model.OneOf, lambda mark: mark.vocabulary):
            choices = getattr(catalog.vocabulary, name)
            if value not in choices:
                what = f'unknown value "{value}" in {_field_of(place)}'
                yield record.problem(place, what, f"{did_you_mean(value, choices)}Values are {listing(choices)} ({VOCABULARY}).")


def dangling_references(catalog: Catalog) -> Iterator[Problem]:
    """Every id in a field such as `teaches`, `skills` or `requires` names an entry."""
    for record in catalog.entries():
        for kind, place, target in references(record):
            if target not in catalog.known[kind]:
                what = f'unknown {kind} "{target}" in {_field_of(place)}'
                remedy = f"{did_you_mean(target, catalog.known[kind])}{kind.capitalize()}s are the files in {_HOMES[kind]}/."
                yield record.problem(place, what, remedy)


def repeated_references(catalog: Catalog) -> Iterator[Problem]:
    """No entry refers to itself, and none stands twice in one list."""
    for record in catalog.entries():
        seen: set[tuple[Location, str]] = set()
        for kind, place, target in references(record):
            field = _field_of(place)
            if isinstance(record.model, model.Path):
                continue
            if kind == record.model.entry_kind and target == record.id:
                yield record.problem(place, f'"{target}" refers to itself in {field}', "Delete it here.")
            elif (place[:-1], target) in seen:
                yield record.problem(place, f'"{target}" stands twice in {field}', "Delete one of the two.")
            seen.add((place[:-1], target))


def circular_requires(catalog: Catalog) -> Iterator[Problem]:
    """Following `requires` never leads back to where it began."""
    done: set[str] = set()
    for start in catalog.terms:
        yield from _circles_from(catalog, start, done)


def _circles_from(catalog: Catalog, start: str, done: set[str]) -> Iterator[Problem]:
    """Depth-first search without recursion: a circle is reported once, at the edge that closes it."""
    trail: list[tuple[str, Iterator[tuple[int, str]]]] = []
    on_trail: dict[str, int] = {}

    def enter(term: str) -> None:
        on_trail[term] = len(trail)
        trail.append((term, iter(enumerate(catalog.terms[term].model.requires))))

    if start not in done:
        enter(start)
    while trail:
        term, following = trail[-1]
        index, target = next(following, (-1, ""))
        if index < 0:
            trail.pop()
            del on_trail[term]
            done.add(term)
        elif target in on_trail and target != term:
            circle = " > ".join([*(name for name, _ in trail[on_trail[target] :]), target])
            remedy = "Decide which of them a newcomer needs first, and delete the other reference."
            yield catalog.terms[term].problem(("requires", index), f"requires goes in a circle: {circle}", remedy)
        elif target in catalog.terms and target not in done and target not in on_trail:
            enter(target)


def canonical_url(url: str) -> str:
    """One spelling for addresses that lead to the same page: no scheme, www, default port, tracking or trailing slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = urlencode(sorted((key, value) for key, value in parse_qsl(parts.query) if not key.startswith("utm_")))
    path = parts.path.removesuffix("index.html").rstrip("/")
    return f"{host}{port}{path}{'?' if query else ''}{query}"


def same_address(catalog: Catalog) -> Iterator[Problem]:
    """No two resources have the same address."""
    first: dict[str, Record[model.Resource]] = {}
    for record in catalog.resources.values():
        other = first.setdefault(canonical_url(record.model.url), record)
        if other is not record:
            what = f"{other.path} has the same address, {other.model.url}"
            yield record.problem(("url",), what, "Keep one of the two files.")


def folded(name: str) -> str:
    """A name as people may type it: `Pub/Sub`, `pub-sub` and `PubSub` are one."""
    return re.sub(r"[\W_]+", "", name.casefold())


def colliding_names(catalog: Catalog) -> Iterator[Problem]:
    """No title or alias belongs to two terms, however it is spelled, and no term has one alias twice."""
    owners: dict[str, Record[model.Term]] = {}
    for record in catalog.terms.values():
        owners.setdefault(folded(record.model.title) or record.model.title, record)
    for record in catalog.terms.values():
        title = owners[folded(record.model.title) or record.model.title]
        if title is not record:
            what = f'the title "{record.model.title}" belongs to {title.path}'
            yield record.problem(("title",), what, "Name the two so that a reader can tell them apart.")
        for index, alias in enumerate(record.model.aliases):
            other = owners.setdefault(folded(alias) or alias, record)
            if other is not record:
                what = f'the alias "{alias}" belongs to {other.path}'
                yield record.problem(("aliases", index), what, "Keep it in the one that readers mean by it.")
        same = [name for name, times in Counter([record.model.title, *record.model.aliases]).items() if times > 1]
        for name in same:
            place = ("aliases", len(record.model.aliases) - 1 - record.model.aliases[::-1].index(name))
            yield record.problem(place, f'the term already has the name "{name}"', "Delete the alias.")


def comparison_columns(catalog: Catalog) -> Iterator[Problem]:
    """A comparison has one value per criterion, and one `choose_when`, for each of its terms."""
    for record in catalog.comparisons.values():
        terms = record.model.terms
        for index, criterion in enumerate(record.model.criteria):
            if len(criterion.values) != len(terms):
                what = f'"{criterion.name}" has {len(criterion.values)} values for {len(terms)} terms'
                yield record.problem(("criteria", index, "values"), what, f"Write one each for {listing(terms)}, in this order.")
        for term in terms:
            if term not in record.model.choose_when:
                yield record.problem(("choose_when",), f'choose_when says nothing of "{term}"', "Add when to choose it.")
        for term in record.model.choose_when:
            if term not in terms:
                what = f'choose_when speaks of "{term}", which is not compared here'
                line, column = record.document.key_mark(("choose_when", term))
                yield Problem(record.path, line, column, what, f"{did_you_mean(term, terms)}Terms here are {listing(terms)}.")


def skill_places(catalog: Catalog) -> Iterator[Problem]:
    """Two skills of a group have different positions, and no skill has the id of a group."""
    taken: dict[tuple[str, int], Record[model.Skill]] = {}
    for record in catalog.skills.values():
        other = taken.setdefault((record.model.group, record.model.position), record)
        if other is not record:
            what = f"{other.path} has position {record.model.position} in the group too"
            yield record.problem(("position",), what, "Give it the next free number.")
        if record.id in catalog.vocabulary.groups:
            yield Problem(record.path, 1, 1, f'"{record.id}" is the id of a group', "Rename the file.")


def updates(catalog: Catalog) -> Iterator[Problem]:
    """No entry was updated before it was added."""
    for record in catalog.entries():
        if record.model.updated and record.model.updated < record.model.added:
            yield record.problem(("updated",), f"updated is before {record.model.added}, when it was added", "Check the two dates.")


def path_hours(catalog: Catalog) -> Iterator[Problem]:
    """A path's hours cover its steps, and are at most half as much again."""
    for record in catalog.paths.values():
        if any(name == "resource" and target not in catalog.resources for name, target in steps_of(record.model)):
            continue
        minutes = sum(step_minutes(catalog, step) for step in record.model.steps)
        least, most = minutes / 60, minutes / 60 * 1.5 + 1
        if not least <= record.model.hours <= most:
            what = f"hours is {record.model.hours}, but the steps take {least:.1f}"
            yield record.problem(("hours",), what, f"Write a whole number from {ceil(least)} to {floor(most)}, or change the steps.")


def path_order(catalog: Catalog) -> Iterator[Problem]:
    """On a path, a term stands after the terms that it requires, where the path has them."""
    for record in catalog.paths.values():
        places = {target: index for index, (name, target) in reversed([*enumerate(steps_of(record.model))]) if name == "term"}
        for term, index in places.items():
            if term not in catalog.terms:
                continue
            for needed in catalog.terms[term].model.requires:
                if places.get(needed, -1) > index:
                    what = f'the term "{term}" stands before "{needed}", which it requires'
                    yield record.problem(("steps", index, "term"), what, f"Move {needed} up.")


def exercise_names(catalog: Catalog) -> Iterator[Problem]:
    """Two exercises of a path have different ids, and none has the name of a stage."""
    for record in catalog.paths.values():
        seen = {stage_anchor(step.stage): "the stage" for step in record.model.steps if step.stage}
        for index, step in enumerate(record.model.steps):
            if step.id in seen:
                yield record.problem(("steps", index, "id"), f'the path has {seen[step.id]} "{step.id}"', "Give it an id of its own.")
            elif step.id:
                seen[step.id] = "another exercise"


def path_stages(catalog: Catalog) -> Iterator[Problem]:
    """A path's first step begins a stage if any does, and two stages have different names before the colon."""
    for record in catalog.paths.values():
        steps = record.model.steps
        stages = [(index, stage_anchor(step.stage)) for index, step in enumerate(steps) if step.stage]
        if stages and not steps[0].stage:
            what = "the path has stages, but its first step begins none"
            yield record.problem(("steps", 0), what, "Give it a stage, such as Week 1: listen.")
        seen: set[str] = set()
        for index, anchor in stages:
            if anchor in seen:
                what = f'the path has another stage "{anchor}"'
                yield record.problem(("steps", index, "stage"), what, "Give it another name before the colon.")
            seen.add(anchor)


def steps_of(path: model.Path) -> Iterator[tuple[str, str]]:
    """Name and value of the one thing of each step."""
    return (step.thing for step in path.steps)


def step_minutes(catalog: Catalog, step: model.Step) -> int:
    """Honest minutes for one step: its own, its resource's, or the usual ones of its kind."""
    name, target = step.thing
    if name == "exercise":
        return step.minutes or 0
    if name == "resource":
        return catalog.resources[target].model.minutes
    return STEP_MINUTES[name]


def well_read(catalog: Catalog) -> Iterator[Problem]:
    """Every skill and every area is reached by as many resources as data/floors.yml says, and every skill by questions."""
    if not catalog.floors or catalog.problems:
        return  # Counts would be wrong, and what did not load is told already.
    floors = catalog.floors.model
    for kind, records, least in (
        ("resource", catalog.resources, floors.resources_per_skill),
        ("question", catalog.questions, floors.questions_per_skill),
    ):
        counts = Counter(skill for record in records.values() for skill in record.model.skills)
        for record in catalog.skills.values():
            if counts[record.id] < least:
                what = f"{kind}s that name this skill: {counts[record.id]}, at least {least} are wanted"
                yield Problem(record.path, 1, 1, what, f"Add a {kind} with skills: [{record.id}].")
    areas = Counter(area for record in catalog.resources.values() for area in areas_of(catalog, record.model))
    for area in catalog.vocabulary.areas:
        if areas[area] < floors.resources_per_area:
            what = f'resources that teach the area "{area}": {areas[area]}, at least {floors.resources_per_area} are wanted'
            yield Problem(VOCABULARY, 1, 1, what, "Add a resource that teaches one of its terms.")


def areas_of(catalog: Catalog, resource: model.Resource) -> set[str]:
    """The areas that a resource serves: of the terms it teaches, and those its skills open."""
    taught = {catalog.terms[term].model.area for term in resource.teaches if term in catalog.terms}
    opened = {catalog.skills[skill].model.area for skill in resource.skills if skill in catalog.skills}
    return {area for area in taught | opened if area}


def floors(catalog: Catalog) -> Iterator[Problem]:
    """The whole is as large, as free and as short to read as data/floors.yml says, and leans on no single domain."""
    record = catalog.floors
    if not record or catalog.problems:
        return
    resources = [found.model for found in catalog.resources.values()]
    counted = {
        "resources": (len(resources), "Add resources, or keep those that are there."),
        "unpaid_percent": (_percent(entry.cost != "paid" for entry in resources), "Add resources that cost nothing to start."),
        "short_percent": (_percent(entry.minutes <= SHORT_MINUTES for entry in resources), "Add resources of an hour or less."),
        "questions": (len(catalog.questions), "Add questions, or keep those that are there."),
        "paths": (len(catalog.paths), "Add paths, or keep those that are there."),
    }
    for name, (count, remedy) in counted.items():
        least = getattr(record.model, name)
        if count < least:
            yield record.problem((name,), f"{name} is {count:g}, at least {least} is wanted", remedy)
    yield from _domains(record, catalog.resources.values())


# A resource of so many minutes or fewer counts as short.
SHORT_MINUTES = 60


def _percent(holds: Iterable[bool]) -> float:
    found = list(holds)
    return round(100 * sum(found) / len(found), 1) if found else 100.0


def _domains(record: Record[model.Floors], resources: Iterable[Record[model.Resource]]) -> Iterator[Problem]:
    by_domain: dict[str, list[Record[model.Resource]]] = defaultdict(list)
    for resource in resources:
        by_domain[domain(resource.model.url)].append(resource)
    total = sum(map(len, by_domain.values()))
    most = record.model.most_per_domain_percent
    for name, found in sorted(by_domain.items()):
        if len(found) > 1 and 100 * len(found) > most * total:
            newest = max(found, key=lambda resource: (resource.model.added, resource.id))
            what = f"{len(found)} of {total} resources are from {name}, more than {most}%"
            yield newest.problem(("url",), what, "Choose another source, or drop a weaker one from there.")


def domain(url: str) -> str:
    """The host of an address, without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def terms_taught(catalog: Catalog) -> Iterator[Problem]:
    """Every term is taught by at least one resource."""
    if catalog.known["resource"] != set(catalog.resources):
        return
    taught = {term for record in catalog.resources.values() for term in record.model.teaches}
    for record in catalog.terms.values():
        if record.id not in taught:
            remedy = f"Add {record.id} to `teaches` of a resource that explains it, or add such a resource."
            yield Problem(record.path, 1, 1, "no resource teaches this term", remedy)


def terms_reached(catalog: Catalog) -> Iterator[Problem]:
    """Every term is named by at least one other term, skill, question, comparison or path."""
    if any(catalog.known[kind] != set(catalog.records(kind)) for kind in _HOMES):
        return
    reached = {
        target
        for record in catalog.entries()
        for kind, _, target in references(record)
        if kind == "term" and target != record.id and not isinstance(record.model, model.Resource)
    }
    for record in catalog.terms.values():
        if record.id not in reached:
            yield Problem(record.path, 1, 1, "no other entry names this term", f"Add {record.id} to `related` of a term that leads to it.")


def definitions(catalog: Catalog) -> Iterator[Problem]:
    """A definition does not begin with the term itself, followed by is, are, refers to or means."""
    for record in catalog.terms.values():
        names = {name.casefold() for name in (record.model.title, *record.model.aliases)}
        if not names.isdisjoint(_subjects(record.model.definition)):
            yield record.problem(
                ("definition",), "the definition begins with the term itself", "Begin with what it is: the title stands above it."
            )


# One expression for all terms: to compile one for each took a third of the check.
_SAYS_WHAT_IT_IS = re.compile(r" (is|are|refers to|means)\b", re.IGNORECASE)


def _subjects(definition: str) -> Iterator[str]:
    """What stands before each verb that a definition could begin with, with and without an article."""
    for verb in _SAYS_WHAT_IT_IS.finditer(definition):
        subject = definition[: verb.start()].casefold()
        yield subject
        yield re.sub(r"^(an?|the) ", "", subject)


def term_length(catalog: Catalog) -> Iterator[Problem]:
    """A term's text has 150 to 400 words, give or take what counting leaves open."""
    for record in catalog.terms.values():
        if record.prose and record.prose.words not in TERM_WORDS:
            what = f"the text has {record.prose.words} words; terms have 150 to 400"
            yield Problem(record.path, record.prose.first_line, 1, what, "Shorten it, or explain more.")


def macro_calls(catalog: Catalog) -> Iterator[Problem]:
    """Between braces in a page stands a known macro call, alone on its line; nothing else is run."""
    for record in catalog.prose_records():
        for found in record.prose.macros if record.prose else ():
            call = parse_call(found.text) if found.column == 1 else None
            if call is None:
                what = f"only a macro call may stand in braces, alone on its line; found {_shortened(_braces(found.text))}"
                yield Problem(
                    record.path, found.line, found.column, what, 'Write it as {{ name() }} or {{ name("value") }}, or say it in words.'
                )
            elif call.name not in MACROS:
                what = f'unknown macro "{call.name}"'
                yield Problem(record.path, found.line, 1, what, f"{did_you_mean(call.name, MACROS)}Macros are {listing(MACROS)}.")
            else:
                yield from _arguments(catalog, record, found.line, call)


def _arguments(catalog: Catalog, record: Record[Any], line: int, call: Call) -> Iterator[Problem]:
    wanted = MACROS[call.name][1]
    if len(call.arguments) != (1 if wanted else 0):
        what = f'the macro "{call.name}" takes {"one argument" if wanted else "no argument"}, not {len(call.arguments)}'
        yield Problem(record.path, line, 1, what, "Compare it with another page.")
        return
    choices = _choices(catalog, wanted) if wanted else ()
    for argument in call.arguments:
        if argument not in choices:
            what = f'unknown argument "{argument}" of the macro "{call.name}"'
            yield Problem(record.path, line, 1, what, f"{did_you_mean(argument, choices)}Values are {listing(choices)}.")


def _choices(catalog: Catalog, wanted: str) -> tuple[str, ...]:
    if wanted == "kinds":
        return tuple(_HOMES)
    if wanted == "pictures":
        return PICTURES
    if wanted == "downloads":
        return tuple(catalog.downloads)
    return tuple(model.Vocabulary.model_fields) if wanted == "lists" else tuple(getattr(catalog.vocabulary, wanted))


def _braces(text: str) -> str:
    found = re.match(r"\{.*?[}%#]\}+", text)
    return found[0] if found else text


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def entry_macros(catalog: Catalog) -> Iterator[Problem]:
    """The page of a term, skill, comparison or path calls the macros that print the entry."""
    for record in catalog.terms.values():
        yield from _must_call(record, ("term_head", "term_foot"))
    for kind, macros in (
        ("skill", ("skill_head", "skill_foot")),
        ("comparison", ("comparison", "entry_tools")),
        ("path", ("path", "entry_tools")),
    ):
        for page in _entry_pages(catalog, kind).values():
            yield from _must_call(page, macros)


def _must_call(record: Record[Any], macros: Iterable[str]) -> Iterator[Problem]:
    if record.prose is None:
        return
    wanted = list(macros)
    calls = [(call.name, found.line) for found in record.prose.macros if (call := parse_call(found.text))]
    names = [name for name, _ in calls if name in wanted]
    if names != wanted:
        line = calls[0][1] if calls else record.prose.first_line
        what = f"the page calls {listing(names) if names else 'none'} of its macros; it must call {listing(wanted)}"
        how = listing(f"{{{{ {name}() }}}}" for name in wanted)
        yield Problem(record.path, line, 1, what, f"Write {how}, once each, in this order, alone on a line.")


PAGE_FOLDERS = {"skill": "docs/skills", "comparison": "docs/compare", "path": "docs/paths"}


def _entry_pages(catalog: Catalog, kind: str) -> dict[str, Record[model.Page]]:
    pages = {entry: catalog.pages.get(f"{PAGE_FOLDERS[kind]}/{entry}.md") for entry in catalog.records(kind)}
    return {entry: page for entry, page in pages.items() if page}


def entry_pages(catalog: Catalog) -> Iterator[Problem]:
    """Every skill, comparison and path has a page whose title and description agree with its data."""
    for kind in PAGE_FOLDERS:
        pages = _entry_pages(catalog, kind)
        for record in catalog.records(kind).values():
            page = pages.get(record.id)
            if page is None:
                place = f"{PAGE_FOLDERS[kind]}/{record.id}.md"
                if not (catalog.root / place).exists():
                    yield Problem(record.path, 1, 1, f"the {kind} has no page {place}", "Run: python -m handbook pages")
                continue
            for field, value in (("title", record.model.title), ("description", record.model.summary)):
                if getattr(page.model, field) != value:
                    what = f"{field} differs from {'title' if field == 'title' else 'summary'} in {record.path}"
                    yield page.problem((field,), what, "Run: python -m handbook pages")


def stray_pages(catalog: Catalog) -> Iterator[Problem]:
    """A page named for an entry has that entry."""
    for kind, folder in PAGE_FOLDERS.items():
        for page in catalog.pages.values():
            if posixpath.dirname(page.path) != folder or page.id == "index" or page.id in catalog.known[kind]:
                continue
            if kind == "skill" and page.id in catalog.vocabulary.groups:
                continue
            yield Problem(
                page.path,
                1,
                1,
                f'there is no {kind} "{page.id}"',
                f"{did_you_mean(page.id, catalog.known[kind])}Write {_HOMES[kind]}/{page.id}.yml, or delete the page.",
            )


def raw_html(catalog: Catalog) -> Iterator[Problem]:
    """Pages are Markdown: no HTML tags."""
    for record in catalog.prose_records():
        for found in record.prose.raw_html if record.prose else ():
            what = f"HTML in a page: {_shortened(found.text.splitlines()[0])}"
            yield Problem(record.path, found.line, found.column, what, "Use Markdown, or put it in `backticks` if readers should see it.")


def page_headings(catalog: Catalog) -> Iterator[Problem]:
    """A page has no first-level heading of its own: its title is in the front matter."""
    for record in catalog.prose_records():
        for heading in record.prose.headings if record.prose else ():
            if heading.level == 1:
                what = f'"{_shortened(heading.text)}" is a first-level heading'
                yield Problem(record.path, heading.line, 1, what, "Begin it with ##; the title in the front matter is the first.")


def table_headers(catalog: Catalog) -> Iterator[Problem]:
    """Every column of a table has a name, which a screen reader says with each cell."""
    for record in catalog.prose_records():
        for found in record.prose.unnamed_columns if record.prose else ():
            what = "a column of this table has no name"
            yield Problem(record.path, found.line, found.column, what, "Write what stands in it, such as Week or Step.")


def page_links(catalog: Catalog) -> Iterator[Problem]:
    """A link in a page leads to a page that is there, or out by http or https."""
    for record in catalog.prose_records():
        folder = posixpath.dirname(record.path)
        for found in record.prose.links if record.prose else ():
            parts = urlsplit(found.text)
            if parts.scheme in {"http", "https"} and parts.netloc:
                continue
            if parts.scheme or parts.netloc or found.text.startswith("/"):
                what = f'the link "{_shortened(found.text)}" is neither http(s) nor relative'
                yield Problem(
                    record.path, found.line, found.column, what, "Link a page of the handbook by its file, such as ../glossary/ci-cd.md."
                )
            elif parts.path and not (catalog.root / posixpath.normpath(posixpath.join(folder, parts.path))).is_file():
                near = [posixpath.relpath(path, folder) for path in _linkable(catalog)]
                what = f'the link "{_shortened(found.text)}" leads nowhere'
                yield Problem(
                    record.path, found.line, found.column, what, f"{did_you_mean(parts.path, near)}Link the file, relative to this one."
                )


def _linkable(catalog: Catalog) -> Iterator[str]:
    for record in catalog.prose_records():
        yield record.path


def lock_lines(catalog: Catalog) -> Iterator[Problem]:
    """Every line of data/ids.lock is an address with a slash before it, or a comment."""
    for line, text in enumerate((catalog.lock or "").splitlines(), start=1):
        if text and not re.fullmatch(r"#.*|/[a-z0-9/-]*(#\S+)?", text):
            what = f'"{_shortened(text)}" is no address'
            yield Problem(
                LOCK, line, 1, what, "Keep the addresses of both sides of a merge, delete this line, and run: python -m handbook lock"
            )


def kept_addresses(catalog: Catalog) -> Iterator[Problem]:
    """Every address in data/ids.lock is still there, or data/moved.yml says what became of it; the anchors of a page that moved too."""
    if catalog.lock is None or catalog.moved is None or catalog.problems:
        return
    present = addresses(catalog)
    pages = {place.partition("#")[0] for place in present}
    moved = {move.old: move.to or "" for move in catalog.moved.model.moves}
    for line, text in enumerate(catalog.lock.splitlines(), start=1):
        address = text.removeprefix("/")
        if not text.startswith("/") or address in present or address in moved:
            continue
        page, _, anchor = address.partition("#")
        if page in pages or page == address:
            what, near = f"the published address /{address} is no longer there", _renamed_to(address, present)
        elif _keeps_anchor(moved.get(page, ""), anchor, present):
            continue
        else:
            what, near = f"the page of the published address /{address} moved to {moved[page]}, which has no #{anchor}", ""
        remedy = f"{near}Bring it back, or add it to {MOVED}: old: {address}, with `to` (its new address) or `gone` (why), and `on`."
        yield Problem(LOCK, line, 1, what, remedy)


def _keeps_anchor(page: str, anchor: str, present: Container[str]) -> bool:
    """Whether an anchor goes with its page, which moved: it is there too, or the page is gone or is now part of another."""
    return not page or "#" in page or f"{page}#{anchor}" in present


def _renamed_to(address: str, present: Iterable[str]) -> str:
    """A suggestion among the addresses that differ in their last part alone: the rest would make any two look alike."""
    head, last = _last_part(address)
    choices = {_last_part(place)[1]: place for place in present if _last_part(place)[0] == head}
    near = get_close_matches(last, sorted(choices), n=1, cutoff=0.66)
    return f'Did you mean "{choices[near[0]]}"? ' if near else ""


def _last_part(address: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)([^/#]*)/?", address)
    return (found[1], found[2]) if found else ("", address)


def recorded_addresses(catalog: Catalog) -> Iterator[Problem]:
    """Every address is recorded in data/ids.lock."""
    if catalog.lock is None or catalog.problems:
        return
    locked = set(read_lock(catalog.lock))
    told: set[str] = set()
    for address, path in addresses(catalog).items():
        if address not in locked and path not in told:
            told.add(path)
            yield Problem(path, 1, 1, f"the address /{address} is not recorded in {LOCK}", "Run: python -m handbook lock")


def moves_lead_somewhere(catalog: Catalog) -> Iterator[Problem]:
    """What data/moved.yml says has moved is no longer there, was published once, and leads to an address that is there."""
    if catalog.lock is None or catalog.moved is None or catalog.problems:
        return
    present, locked = addresses(catalog), set(read_lock(catalog.lock))
    for index, move in enumerate(catalog.moved.model.moves):
        place: Location = ("moves", index, "old")
        if move.old in present:
            yield catalog.moved.problem(place, f'"{move.old}" is still there', "Delete the move.")
        elif move.old not in locked:
            yield catalog.moved.problem(place, f'"{move.old}" was never published', f"{did_you_mean(move.old, locked)}See {LOCK}.")
        if move.to is not None and move.to not in present:
            what = f'"{move.to}" is no address of the handbook'
            yield catalog.moved.problem(("moves", index, "to"), what, f"{did_you_mean(move.to, present)}Name where it is now.")


RULES: tuple[Rule, ...] = (
    closed_values,
    dangling_references,
    repeated_references,
    circular_requires,
    same_address,
    colliding_names,
    comparison_columns,
    skill_places,
    updates,
    path_hours,
    path_order,
    exercise_names,
    path_stages,
    well_read,
    floors,
    terms_taught,
    terms_reached,
    definitions,
    term_length,
    macro_calls,
    entry_macros,
    entry_pages,
    stray_pages,
    raw_html,
    page_headings,
    table_headers,
    page_links,
    lock_lines,
    kept_addresses,
    recorded_addresses,
    moves_lead_somewhere,
)
