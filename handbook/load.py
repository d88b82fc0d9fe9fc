"""From files to a `Catalog`. Everything after this module works on the catalog and reads no YAML."""

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handbook import model, prose, yaml_source
from handbook.catalog import CONTRACT, DOWNLOADS, FLOORS, LOCK, MOVED, NAVIGATION, VOCABULARY, Catalog, Record
from handbook.kinds import KINDS, Kind
from handbook.problems import Problem, did_you_mean, listing
from handbook.prose import NO_PROSE
from handbook.source import MAX_BYTES, Document, Location, Source, read
from handbook.yaml_source import Converted

M = TypeVar("M", bound=BaseModel)


# Some five addresses of fifty bytes for each of ten thousand entries.
MAX_LOCK_BYTES = 2_500_000


def load(root: Path) -> Catalog:
    """The catalog below `root`, with every problem that kept a file out of it. Never raises for bad content."""
    problems: list[Problem] = []
    catalog = Catalog(root, _load_vocabulary(root, problems), problems=problems)
    catalog.floors = _load_file(root, root / FLOORS, model.Floors, problems)
    catalog.moved = _load_file(root, root / MOVED, model.Moved, problems)
    catalog.lock = _load_text(root, root / LOCK, problems, MAX_LOCK_BYTES) if (root / LOCK).exists() else None
    catalog.contract = _load_text(root, root / CONTRACT, problems) if (root / CONTRACT).exists() else None
    catalog.navigation = _load_navigation(root, problems) if (root / NAVIGATION).exists() else None
    for kind in KINDS.values():
        files = list(_entry_files(root, kind, catalog.vocabulary, problems))
        catalog.known[kind.name] = {file.stem for file in files}
        entry_model = model.MODELS[kind.name]
        setattr(catalog, kind.plural, {file.stem: record for file in files if (record := _load_file(root, file, entry_model, problems))})
    for file in _page_files(root, catalog.vocabulary, problems):
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
    """Like `load`, but parses again only when a file below data/ or docs/, or the navigation, has changed."""
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

    navigation = root / NAVIGATION
    own = [(NAVIGATION, (stat := navigation.stat()).st_mtime_ns, stat.st_size)] if navigation.exists() else []
    return (*own, *(stamp for name in ("data", "docs") if (root / name).is_dir() for stamp in walk(str(root / name))))


def _load_vocabulary(root: Path, problems: list[Problem]) -> Record[model.Vocabulary]:
    record = _load_file(root, root / VOCABULARY, model.Vocabulary, problems)
    empty: dict[str, Any] = {name: {} for name in model.Vocabulary.model_fields}
    return record or Record("vocabulary", VOCABULARY, model.Vocabulary.model_construct(**empty), Document(VOCABULARY))


def _load_navigation(root: Path, problems: list[Problem]) -> Document | None:
    """The block `nav` of the site's configuration, whose other parts hold tags that no entry may have."""
    text = _load_text(root, root / NAVIGATION, problems)
    found = _NAVIGATION.search(text or "")
    if not text or not found:
        return None
    document = yaml_source.parse(found[0], NAVIGATION, text.count("\n", 0, found.start()) + 1)
    if isinstance(document, Problem):
        problems.append(document)
        return None
    return document


_NAVIGATION = re.compile(r"^nav:\n(?:[ \t#].*\n?|\n)*", re.MULTILINE)


def _entry_files(root: Path, kind: Kind, vocabulary: model.Vocabulary, problems: list[Problem]) -> Iterator[Path]:
    """Files of one kind, by name. What is there and cannot be an entry is a problem."""
    folder = root / kind.folder
    if not folder.is_dir():
        problems.append(Problem(kind.folder, 1, 1, "the folder is missing", "Create it."))
        return
    for file in sorted(folder.iterdir()):
        if file.name.startswith(".") or _is_list(kind, file, vocabulary):
            continue
        path = file.relative_to(root).as_posix()
        if file.suffix != kind.suffix:
            remedy = f'Name it "{file.stem}{kind.suffix}", or move it out of {kind.folder}/.'
            problems.append(Problem(path, 1, 1, f"entries here are {kind.suffix} files", remedy))
        elif not model.ID.fullmatch(file.stem):
            remedy = f'Rename the file to "{_kebab(file.stem)}{kind.suffix}".'
            what = f'"{file.stem}" is not an id: ids have lower-case letters a to z, digits and single hyphens'
            problems.append(Problem(path, 1, 1, what, remedy))
        else:
            yield file


def _is_list(kind: Kind, file: Path, vocabulary: model.Vocabulary) -> bool:
    """Whether a file among entries is a page that lists some of them: the index, or that of a group of skills."""
    return file.name == "index.md" or bool(kind.pages_of and file.suffix == ".md" and file.stem in getattr(vocabulary, kind.pages_of))


def _kebab(name: str) -> str:
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower())
    return "-".join(part for part in letters.split("-") if part) or "new-id"


def _page_files(root: Path, vocabulary: model.Vocabulary, problems: list[Problem]) -> Iterator[Path]:
    """Markdown pages that are no entries, by path."""
    docs = root / "docs"
    folders = {root / kind.folder: kind for kind in KINDS.values() if kind.has_page}
    for file in sorted(docs.rglob("*.md")):
        kind = folders.get(file.parent)
        if kind is None or _is_list(kind, file, vocabulary):
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
    text = NO_PROSE
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
    # A field that may be left out may be left empty, as in the file of a new entry.
    filled = {
        name: value
        for name, value in document.value.items()
        if value is not None or name not in file_model.model_fields or file_model.model_fields[name].is_required()
    }
    try:
        return file_model.model_validate(filled)
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
    owner = file_model
    for part in location[:-1]:
        info = owner.model_fields.get(str(part))
        inner = _model_in(info.annotation) if info else None
        owner = inner or owner
    return owner


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model in an annotation such as `list[Criterion]` or `dict[Id, Frame]`."""
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


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
