"""From files to a `Catalog`. Everything after this module works on the catalog and reads no YAML."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handbook import model, prose, yaml_source
from handbook.problems import Problem, did_you_mean, listing
from handbook.prose import Prose
from handbook.source import MAX_BYTES, Source, read
from handbook.yaml_source import Converted, Document, Location

M = TypeVar("M", bound=BaseModel)

VOCABULARY = "data/vocabulary.yml"
FLOORS = "data/floors.yml"
DOWNLOADS = "data/downloads"
LOCK = "data/ids.lock"
# Some five addresses of fifty bytes for each of ten thousand entries.
MAX_LOCK_BYTES = 2_500_000
MOVED = "data/moved.yml"


@dataclass(frozen=True, slots=True)
class Record(Generic[M]):
    """An entry or a page: its model, its file, and where each of its values stands."""

    id: str
    path: str
    model: M
    document: Document
    prose: Prose | None = None

    def problem(self, location: Location, what: str, remedy: str) -> Problem:
        """A problem at a value of this record, such as `("teaches", 0)`."""
        return Problem(self.path, *self.document.mark(location), what, remedy)


@dataclass(slots=True, eq=False)
class Catalog:
    """All entries and pages, in the order of their ids, and what kept others from being loaded.

    Compared by identity, so that what is computed from one can be cached.

    `known` holds the id of every file that is there, sound or not, so that a reference to a broken entry is not
    reported a second time as dangling.
    """

    root: Path
    vocabulary: model.Vocabulary
    floors: Record[model.Floors] | None = None
    moved: Record[model.Moved] | None = None
    lock: str | None = None
    terms: dict[str, Record[model.Term]] = field(default_factory=dict)
    resources: dict[str, Record[model.Resource]] = field(default_factory=dict)
    skills: dict[str, Record[model.Skill]] = field(default_factory=dict)
    questions: dict[str, Record[model.Question]] = field(default_factory=dict)
    comparisons: dict[str, Record[model.Comparison]] = field(default_factory=dict)
    paths: dict[str, Record[model.Path]] = field(default_factory=dict)
    pages: dict[str, Record[model.Page]] = field(default_factory=dict)
    downloads: dict[str, str] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def records(self, kind: str) -> Mapping[str, Record[Any]]:
        """The records of one kind of entry."""
        records: Mapping[str, Record[Any]] = getattr(self, f"{kind}s")
        return records

    def entries(self) -> Iterator[Record[Any]]:
        """Every entry, kind by kind."""
        for entry_model in model.ENTRY_MODELS:
            yield from self.records(entry_model.entry_kind).values()

    def prose_records(self) -> Iterator[Record[Any]]:
        """Every record that has a Markdown text: terms and pages."""
        yield from self.terms.values()
        yield from self.pages.values()


def load(root: Path) -> Catalog:
    """The catalog below `root`, with every problem that kept a file out of it. Never raises for bad content."""
    problems: list[Problem] = []
    catalog = Catalog(root, _load_vocabulary(root, problems), problems=problems)
    catalog.floors = _load_file(root, root / FLOORS, model.Floors, problems)
    catalog.moved = _load_file(root, root / MOVED, model.Moved, problems)
    catalog.lock = _load_text(root, root / LOCK, problems, MAX_LOCK_BYTES) if (root / LOCK).exists() else None
    for entry_model in model.ENTRY_MODELS:
        kind = entry_model.entry_kind
        files = list(_entry_files(root, entry_model, problems))
        catalog.known[kind] = {file.stem for file in files}
        records = {file.stem: record for file in files if (record := _load_file(root, file, entry_model, problems))}
        setattr(catalog, f"{kind}s", records)
    for file in _page_files(root, problems):
        if page := _load_file(root, file, model.Page, problems):
            catalog.pages[page.path] = page
    files = sorted((root / DOWNLOADS).glob("*.md"))
    catalog.downloads = {file.stem: text for file in files if (text := _load_text(root, file, problems)) is not None}
    return catalog


def _load_text(root: Path, file: Path, problems: list[Problem], most: int = MAX_BYTES) -> str | None:
    source = read(root, file, most)
    if isinstance(source, Problem):
        problems.append(source)
        return None
    return source.text


def load_cached(root: Path) -> Catalog:
    """Like `load`, but parses again only when a file below data/ or docs/ has changed."""
    return _load_stamped(root, _stamps(root))


@lru_cache(maxsize=2)
def _load_stamped(root: Path, _stamps: tuple[tuple[str, int, int], ...]) -> Catalog:
    return load(root)


def _stamps(root: Path) -> tuple[tuple[str, int, int], ...]:
    def walk(folder: str) -> Iterator[tuple[str, int, int]]:
        with os.scandir(folder) as found:
            for item in sorted(found, key=lambda entry: entry.name):
                if item.is_dir(follow_symlinks=False):
                    yield from walk(item.path)
                elif item.name.endswith((".yml", ".md", ".lock")):
                    stat = item.stat(follow_symlinks=False)
                    yield item.path, stat.st_mtime_ns, stat.st_size

    return tuple(stamp for name in ("data", "docs") if (root / name).is_dir() for stamp in walk(str(root / name)))


def _load_vocabulary(root: Path, problems: list[Problem]) -> model.Vocabulary:
    record = _load_file(root, root / VOCABULARY, model.Vocabulary, problems)
    if record:
        return record.model
    return model.Vocabulary.model_validate({name: {} for name in model.Vocabulary.model_fields})


def _entry_files(root: Path, entry_model: type[model.Entry], problems: list[Problem]) -> Iterator[Path]:
    """Files of one kind, by name. What is there and cannot be an entry is a problem."""
    folder = root / entry_model.folder
    suffix = ".md" if entry_model is model.Term else ".yml"
    if not folder.is_dir():
        problems.append(Problem(entry_model.folder, 1, 1, "the folder is missing", "Create it."))
        return
    for file in sorted(folder.iterdir()):
        if file.name == "index.md" or file.name.startswith("."):
            continue
        path = file.relative_to(root).as_posix()
        if file.suffix != suffix:
            remedy = f'Name it "{file.stem}{suffix}", or move it out of {entry_model.folder}/.'
            problems.append(Problem(path, 1, 1, f"entries here are {suffix} files", remedy))
        elif not model.ID.fullmatch(file.stem):
            remedy = f'Rename the file to "{_kebab(file.stem)}{suffix}".'
            what = f'"{file.stem}" is not an id: ids have lower-case letters a to z, digits and single hyphens'
            problems.append(Problem(path, 1, 1, what, remedy))
        else:
            yield file


def _kebab(name: str) -> str:
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower())
    return "-".join(part for part in letters.split("-") if part) or "new-id"


def _page_files(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """Markdown pages other than terms, by path."""
    docs = root / "docs"
    glossary = root / model.Term.folder
    for file in sorted(docs.rglob("*.md")):
        if file.parent != glossary or file.name == "index.md":
            yield file
    for file in sorted(docs.rglob("*")):
        if file.is_symlink():
            path = file.relative_to(root).as_posix()
            problems.append(Problem(path, 1, 1, "this is a symbolic link", "Put the file itself here."))


def _load_file(root: Path, file: Path, file_model: type[M], problems: list[Problem]) -> Record[M] | None:
    """The file's record, parsed again only where the file has changed since it was last loaded."""
    record, found = _parsed(root, file, file_model, _stamp(file))
    problems.extend(found)
    return record


def _stamp(file: Path) -> tuple[int, ...]:
    try:
        stat = file.lstat()
    except OSError:
        return ()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_mode


# More than the files of any handbook that a build could take: a live server keeps each file's latest record.
@lru_cache(maxsize=20_000)
def _parsed(root: Path, file: Path, file_model: type[Any], _stamp: tuple[int, ...]) -> tuple[Record[Any] | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    return _parse(root, file, file_model, problems), tuple(problems)


def _parse(root: Path, file: Path, file_model: type[M], problems: list[Problem]) -> Record[M] | None:
    source = read(root, file)
    if isinstance(source, Problem):
        problems.append(source)
        return None
    text = None
    data, first_line = source.text, 1
    if file.suffix == ".md":
        split = _split_front_matter(source)
        if isinstance(split, Problem):
            problems.append(split)
            return None
        (data, body, body_line), first_line = split, 2
        text = prose.parse(body, body_line)
    document = yaml_source.parse(data, source.path, first_line)
    if isinstance(document, Problem):
        problems.append(document)
        return None
    entry = _validate(document, file_model, problems)
    return Record(file.stem, source.path, entry, document, text) if entry else None


def _split_front_matter(source: Source) -> tuple[str, str, int] | Problem:
    """Front matter, body, and the line of the file at which the body begins."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != "---":
        return Problem(source.path, 1, 1, "the page has no front matter", "Begin the file with a line ---, the fields, and a line ---.")
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1
    return Problem(source.path, 1, 1, "the front matter does not end", "Put a line --- below its last field.")


def _validate(document: Document, file_model: type[M], problems: list[Problem]) -> M | None:
    if not isinstance(document.value, dict):
        what = "the file is empty" if document.value is None else "the file does not hold fields"
        remedy = f"Write one field a line: {listing(model.fields_of(file_model))}."
        problems.append(Problem(document.path, *document.mark(()), what, remedy))
        return None
    try:
        return file_model.model_validate(document.value)
    except ValidationError as error:
        problems.extend(_explain(document, file_model, details) for details in error.errors(include_url=False))
        return None


def _explain(document: Document, file_model: type[BaseModel], error: ErrorDetails) -> Problem:
    """A validation error, in the contributor's words and at the contributor's line."""
    location: Location = error["loc"]
    at_key = error["type"] == "extra_forbidden" or location[-1:] == ("[key]",)
    line, column = document.key_mark(location) if at_key else document.mark(location)
    what, remedy = _wording(_field_name(location), _owner(file_model, location), error)
    return Problem(document.path, line, column, what, remedy)


def _field_name(location: Location) -> str:
    """`("levels", "expert")` is `levels.expert`, `("ask", 1)` is `ask[2]`: people count from 1."""
    name = ""
    for part in location:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name or "the entry"


def _owner(file_model: type[BaseModel], location: Location) -> type[BaseModel]:
    """The model whose field ends `location`: a nested one such as `Levels`, or the file's."""
    nested: dict[str, type[BaseModel]] = {"levels": model.Levels, "criteria": model.Criterion, "steps": model.Step, "moves": model.Move}
    return nested.get(str(location[0]), file_model) if len(location) > 1 and file_model is not model.Vocabulary else file_model


def _wording(name: str, owner: type[BaseModel], error: ErrorDetails) -> tuple[str, str]:
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    last = str(error["loc"][-1]) if error["loc"] else ""
    if kind == "handbook":
        return f"{name} {context['what']}", str(context["remedy"])
    if kind == "missing":
        return f'missing field "{name}"', f"Add it: {model.fields_of(owner).get(last) or 'see another entry of its kind'}."
    if kind == "extra_forbidden":
        fields = model.fields_of(owner)
        return f'unknown field "{name}"', f"{did_you_mean(last, fields)}Fields here are {listing(fields)}."
    if isinstance(value, Converted):
        return f"{name} is {value.text} without quotes, which YAML readers take for {value.kind}", f'Put it in quotes: "{value.text}".'
    if kind in {"string_too_long", "too_long"}:
        unit = "characters" if kind == "string_too_long" else "items"
        longest = int(context["max_length"])
        length = len(str(value)) if kind == "string_too_long" else int(context["actual_length"])
        return f"{name} has {length} {unit}, at most {longest} fit", f"Shorten it by {length - longest}."
    if kind in {"string_too_short", "too_short"}:
        least = int(context["min_length"])
        return (
            (f"{name} is empty", "Fill it in, or delete the field.")
            if least == 1
            else (f"{name} has fewer than {least} items", "Add what is missing.")
        )
    if kind == "string_pattern_mismatch":
        return f'{name} is "{value}", which is not an id', "Ids have lower-case letters a to z, digits and single hyphens."
    return _wording_of_types(name, kind, value, error["msg"])


def _wording_of_types(name: str, kind: str, value: object, fallback: str) -> tuple[str, str]:
    found = _FOUND.get(type(value), "something else")
    for prefix, (wanted, remedy) in _WANTED.items():
        if kind.startswith(prefix):
            return f"{name} is {found}, but must be {wanted}", remedy
    return f"{name} is not valid: {fallback[0].lower()}{fallback[1:]}", "Compare it with another entry of its kind."


_FOUND: dict[type, str] = {
    str: "text",
    int: "a number",
    list: "a list",
    dict: "a group of fields",
    type(None): "empty",
}
_WANTED: dict[str, tuple[str, str]] = {
    "string_": ("text", "Write text on one line, in quotes if it looks like a number or a date."),
    "int_": ("a whole number", "Write digits alone, without quotes."),
    "list_": ("a list", "Write it as [first, second], or one item a line after a hyphen."),
    "dict_": ("a group of fields", "Write one field a line, indented by two spaces."),
    "model_": ("a group of fields", "Write one field a line, indented by two spaces."),
    "greater_": ("larger", "Check the number."),
    "less_": ("smaller", "Check the number."),
}
