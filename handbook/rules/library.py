"""What the library and the whole must hold: no resource twice, and enough of everything."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from handbook import model
from handbook.catalog import SHORT_MINUTES, Catalog, Record, areas_of, domain
from handbook.problems import Problem
from handbook.rules.causes import slips
from handbook.rules.registry import rule
from handbook.rules.same import canonical_url


@rule(parts=True)
def same_address(catalog: Catalog) -> Iterator[Problem]:
    """No two resources have the same address."""
    first: dict[str, Record[model.Resource]] = {}
    for record in catalog.resources.values():
        if not record.model.url:
            continue
        other = first.setdefault(canonical_url(record.model.url), record)
        if other is not record:
            what = f"{other.path} has the same address, {other.model.url}"
            yield record.problem(("url",), what, "Keep one of the two files.")


@rule(whole=True)
def well_read(catalog: Catalog) -> Iterator[Problem]:
    """Every skill and every area has as many resources as data/floors.yml says, every skill questions, and every area terms."""
    if not catalog.floors:
        return
    floors = catalog.floors.model
    for kind, records, least in (
        ("resource", catalog.resources, floors.resources_per_skill),
        ("question", catalog.questions, floors.questions_per_skill),
    ):
        counts = Counter(skill for record in records.values() for skill in record.model.skills)
        for record in catalog.skills.values():
            if counts[record.id] < least and not slips(catalog).concerns("skill", record.id):
                what = f"{kind}s that name this skill: {counts[record.id]}, at least {least} are needed"
                yield record.at_top(what, f"Add a {kind} with skills: [{record.id}].")
    taught = Counter(area for record in catalog.resources.values() for area in areas_of(catalog, record.model))
    filled = Counter(record.model.area for record in catalog.terms.values())
    for found, counts, least, remedy in (
        ("resources that teach the area", taught, floors.resources_per_area, "Add a resource that teaches one of its terms."),
        ("terms in the area", filled, floors.terms_per_area, "Add a term, or keep those that are there."),
    ):
        for area in catalog.vocabulary.areas:
            # Whom a slip was meant for is not known here, nor what it would have counted for.
            if counts[area] < least and not slips(catalog).unknown and "areas" not in slips(catalog).closed:
                yield catalog.closed.at_top(f'{found} "{area}": {counts[area]}, at least {least} are needed', remedy)


@rule(whole=True)
def floors(catalog: Catalog) -> Iterator[Problem]:
    """The whole is as large, as free and as short to read as data/floors.yml says, and leans on no single domain."""
    record = catalog.floors
    if not record:
        return
    resources = [found.model for found in catalog.resources.values()]
    counted = {
        "unpaid_percent": (
            _percent(entry.cost in catalog.vocabulary.unpaid for entry in resources),
            "Add resources that cost nothing to start.",
        ),
        "short_percent": (_percent(entry.minutes <= SHORT_MINUTES for entry in resources), "Add resources of an hour or less."),
        "spoken_answers": (
            sum(bool(found.model.spoken_answer) for found in catalog.questions.values()),
            "Add a spoken_answer to a question, or keep those that are there.",
        ),
        **{
            kind: (len(getattr(catalog, kind)), f"Add {kind}, or keep those that are there.")
            for kind in ("terms", "resources", "comparisons", "rooms", "skills", "questions", "paths")
        },
    }
    for name, (count, remedy) in counted.items():
        least = getattr(record.model, name)
        if count < least:
            yield record.problem((name,), f"{name} is {count:g}, at least {least} is needed", remedy)
    yield from _domains(record, catalog.resources.values())


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
