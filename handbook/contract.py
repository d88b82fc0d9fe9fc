"""What programs may rely on besides addresses: fields with their types, columns, ids in feeds, names in the inventory.

data/contract.lock records it, as data/ids.lock records addresses. It is computed from the schemas that are published, so
that renaming a field in a model cannot change the API without anyone noticing.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handbook import model
from handbook.addresses import deleted_lines, entry_address, refuse_loss, shortened_lock, write_lines
from handbook.catalog import CHANGELOG, CONTRACT, Catalog
from handbook.export import anki, api, feeds, inventory, texts
from handbook.handbook import TIMES, Handbook
from handbook.kinds import KINDS, MARKS
from handbook.problems import Problem, did_you_mean

_HEADER = "What people and programs may rely on, written by `make lock`. Lines are added and never deleted: see docs/data.md."

_UNRELEASED = "## Unreleased\n\n"

# What readers export and import: docs/assets/js/store.js writes and reads it, and a test compares one with the other.
# It is written as the last version; each of them is read.
STORE = (
    "format: string",
    "version: 1",
    "version: 2",
    "marks.*.state: done, want or hidden",
    "marks.*.on: date",
    "notes.*.text: string",
    "notes.*.on: date",
    "answers.*.level: integer",
    "answers.*.typical: boolean",
    "answers.*.on: date",
    "aims.*.profile: string",
    "aims.*.on: date",
    "results[].on: date",
    "results[].target: string",
    "results[].answers.*: integer",
    "opinions[].on: date",
    "opinions[].target: string",
    "opinions[].name: string",
    "opinions[].answers.*: integer",
    "plan.on: date",
    "plan.close.gaps[].skill: string",
    "plan.close.gaps[].from: integer",
    "plan.close.gaps[].to: integer",
    "plan.close.skill: string",
    "plan.close.from: integer",
    "plan.close.to: integer",
    "plan.close.path: string",
    "plan.hours: number",
    "plan.start: date",
    "plan.weeks: integer",
    "plan.until: date",
    "plan.days[]: integer",
    "plan.money: free, unpaid or any",
    "plan.formats[]: string",
    "plan.languages[]: string",
    "plan.done[]: string",
    "plan.hidden[]: string",
    "plan.pauses[]: date",
    "plan.answers.*: integer",
    "aside[].table: string",
    "aside[].item: string",
    "aside[].value: any",
)


# How a line of the contract names a file, and a file of each entry of a kind.
FILE = "file "
OF_EACH = " of each "

# Files that are not of the API, which `_files` computes. A test compares all of them with what is exported.
_FILES = (
    "terms.csv",
    "objects.inv",
    "feed.xml",
    "feed.json",
    "llms.txt",
    "assets/cards/handbook.png",
    "downloads/ml-pm-handbook-terms.tsv",
    "downloads/ml-pm-handbook-questions.tsv",
    "downloads/ml-pm-handbook-questions.html",
    "downloads/ml-pm-handbook-jobs.html",
    "downloads/ml-pm-handbook-library.html",
    f"embed/glossary/{{id}}/index.html{OF_EACH}term",
    f"{api.ROOT}terms/{{id}}.oembed.json{OF_EACH}term",
)


def contract(catalog: Catalog) -> list[str]:
    """Every promise as a line: where, which field, which type."""
    return sorted({*_api(catalog), *_tables(), *_names(), *_files(catalog), *_views(catalog)})


def _files(catalog: Catalog) -> Iterator[str]:
    """Files that people and programs may ask for by their address."""
    yield from (f"{FILE}{place}" for place in _FILES)
    yield from (f"{FILE}{api.ROOT}{name}.json" for name in ("index", "moved", "openapi"))
    yield from (f"{FILE}downloads/{name}.md" for name in catalog.downloads)
    for kind in KINDS.values():
        yield f"{FILE}{api.ROOT}{kind.plural}.json"
        yield f"{FILE}{api.ROOT}schemas/{kind.name}.json"
        yield from (f"{FILE}{api.ROOT}{kind.plural}/{{id}}.{ending}{OF_EACH}{kind.name}" for ending in ("json", "md"))
        if kind.has_page:
            yield f"{FILE}assets/cards/{kind.name}-{{id}}.png{OF_EACH}{kind.name}"


def _views(catalog: Catalog) -> Iterator[str]:
    """The views that an address can name: of the library by its facets with the values of the closed lists, of a room by its inputs."""
    closed = catalog.vocabulary
    facets: dict[str, Iterable[str]] = {
        "area": closed.areas,
        "level": closed.levels,
        "cost": closed.costs,
        "format": closed.formats,
        "language": closed.languages,
        "time": TIMES,
    }
    for name, values in facets.items():
        yield from (f"library/?{name}={value}" for value in values)
    for room in catalog.rooms.values():
        yield from (f"{entry_address('room', room.id)}?{put.id}=number" for put in room.model.inputs)


def _api(catalog: Catalog) -> Iterator[str]:
    handbook = Handbook(catalog)
    for kind in KINDS.values():
        schema = api.schema(handbook, kind)
        yield f"{api.ROOT}{kind.plural}.json {kind.plural}: list of {kind.name}"
        for field in fields(schema, schema.get("$defs", {})):
            yield f"{api.ROOT}{kind.plural}/{{id}}.json {field}"
    document = api.openapi(handbook, "")["components"]["schemas"]
    index = {**document["Index"], "properties": {**document["Index"]["properties"], "vocabulary": model.Vocabulary.model_json_schema()}}
    for field in fields(index, model.Vocabulary.model_json_schema()["$defs"]):
        yield f"{api.ROOT}index.json {field}"
    moved = model.Moved.model_json_schema()
    for field in fields(moved, moved["$defs"]):
        yield f"{api.ROOT}moved.json {field}"


def fields(schema: dict[str, Any], definitions: dict[str, Any], at: str = "") -> Iterator[str]:
    """The leaves of a JSON Schema as `path: type`, such as `levels.expert: string` and `steps[].minutes: integer or null`.

    `definitions` are what its references lead to, by their last part.
    """
    if reference := schema.get("$ref"):
        yield from fields(definitions[reference.rpartition("/")[2]], definitions, at)
    elif options := schema.get("anyOf"):
        solid = [option for option in options if option.get("type") != "null"]
        empty = " or null" if len(solid) < len(options) else ""
        for field in (field for option in solid for field in fields(option, definitions, at)):
            yield f"{field}{empty}"
    elif schema.get("type") == "array":
        yield from fields(schema["items"], definitions, f"{at}[]")
    elif properties := schema.get("properties"):
        for name, inner in properties.items():
            yield from fields(inner, definitions, f"{at}.{name}" if at else name)
    elif inner := _values(schema):
        yield from fields(inner, definitions, f"{at}.*")
    else:
        yield f"{at}: {schema.get('format') or schema['type']}"


def _values(schema: dict[str, Any]) -> dict[str, Any] | None:
    """The schema of the values of a table with free keys, if it is one."""
    found = schema.get("additionalProperties") or next(iter(schema.get("patternProperties", {}).values()), None)
    return found if isinstance(found, dict) else None


def _tables() -> Iterator[str]:
    for number, column in enumerate(texts.CSV_COLUMNS, start=1):
        yield f"terms.csv column {number}: {column}"
    for deck, guid in anki.GUIDS.items():
        yield f"downloads/ml-pm-handbook-{deck}.tsv guid: {guid}"


def _names() -> Iterator[str]:
    yield f"feed.xml entry id: {feeds.ITEM_ID}"
    yield f"feed.json items[].id: {feeds.ITEM_ID}"
    for role, name in inventory.NAMES.items():
        yield f"objects.inv {role}: {name}"
    for line in STORE:
        yield f"ml-pm-handbook-progress.json {line}"
    for kind, marks in MARKS.items():
        yield f"ml-pm-handbook-progress.json item {kind}: {', '.join(marks)}"


def read_contract(text: str) -> list[str]:
    """The promises of a lock file, in its order."""
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def broken_promises(catalog: Catalog) -> Iterator[Problem]:
    """Every line of data/contract.lock still holds."""
    if catalog.contract is None or catalog.problems:
        return
    now = set(contract(catalog))
    fresh = now - set(read_contract(catalog.contract))
    for number, line in enumerate(catalog.contract.splitlines(), start=1):
        if line and not line.startswith("#") and line not in now:
            name = line.partition(": ")[0]
            retyped = next((f"It is now {new.partition(': ')[2]}. " for new in fresh if new.partition(": ")[0] == name), "")
            what = f'programs rely on "{line}", which no longer holds'
            told = retyped or did_you_mean(line, fresh)
            yield Problem(CONTRACT, number, 1, what, f"{told}Bring it back, and add what is new beside it: see docs/data.md.")


def unrecorded_promises(catalog: Catalog) -> list[str]:
    """The promises that are new: data/contract.lock has them as soon as they are published. Empty without a lock."""
    if catalog.contract is None or catalog.problems:
        return []
    return sorted(set(contract(catalog)) - set(read_contract(catalog.contract)))


def deleted_promises(before: str, now: str | None) -> Iterator[Problem]:
    """data/contract.lock has every line that an earlier version of it had."""
    yield from deleted_lines(CONTRACT, read_contract(before), read_contract(now or ""), "the line")


def losses(catalog: Catalog) -> Iterator[Problem]:
    """What data/contract.lock would lose if it were written anew: it cannot be read, or has fewer lines than it says."""
    yield from (problem for problem in catalog.problems if problem.path == CONTRACT)
    yield from shortened_lock(CONTRACT, catalog.contract or "")


def write_contract(catalog: Catalog) -> list[str]:
    """Add to the lock what it lacks, and tell the changelog; returns that. Nothing is ever taken out.

    Raises `click.ClickException` where it would be.
    """
    refuse_loss(losses(catalog))
    before = read_contract(catalog.contract or "")
    new = sorted(set(contract(catalog)) - set(before))
    write_lines(catalog.root / CONTRACT, _HEADER, [*before, *new])
    if new and before:
        _tell(catalog.root / CHANGELOG, new)
    return new


def _tell(changelog: Path, new: Iterable[str]) -> None:
    """Write the new lines below the heading of what is not released yet, or at the end under a new one."""
    text = changelog.read_text(encoding="utf-8") if changelog.exists() else "# Changes to the published contract\n"
    before, heading, after = text.partition(_UNRELEASED)
    told = "".join(f"- New for programs: `{line}`\n" for line in new)
    if not heading:
        before = f"{text.rstrip()}\n\n"
    changelog.write_text(f"{before}{_UNRELEASED}{told}{after}", encoding="utf-8")
