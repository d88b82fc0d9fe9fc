"""From files to a `Catalog`. Everything after this module works on the catalog and reads no YAML."""

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from handbook import docs_tree, front_matter, model, prose, yaml_source
from handbook.catalog import (
    CONTRACT,
    DECLINED,
    DOWNLOADS,
    FLOORS,
    FORMS,
    LINK_HEALTH,
    LINK_IGNORES,
    LOCK,
    MOVED,
    NAVIGATION,
    STYLE,
    VOCABULARY,
    Catalog,
    Record,
    unknown_value,
)
from handbook.hints import MARK, first_hint
from handbook.kinds import KINDS, Kind
from handbook.link_health import BrokenHealth, Ignores, LinkHealth, parsed
from handbook.problems import Choices, Problem, did_you_mean, listing, shortened
from handbook.prose import NO_PROSE
from handbook.source import MAX_BYTES, Document, Location, is_folder, path_below, read, strange, unreadable
from handbook.yaml_source import Converted

M = TypeVar("M", bound=BaseModel)


# Some five addresses of fifty bytes for each of ten thousand entries.
MAX_LOCK_BYTES = 2_500_000

# Ten thousand addresses outside, each with all that can be recorded of it.
MAX_HEALTH_BYTES = 5_000_000


def load(root: Path) -> Catalog:
    """The catalog below `root`, with every problem that kept a file out of it. Never raises for bad content."""
    problems: list[Problem] = []
    catalog = Catalog(root, _load_vocabulary(root, problems), problems=problems)
    catalog.floors = _load_file(root, root / FLOORS, model.Floors, problems)
    catalog.style = _load_file(root, root / STYLE, model.Style, problems)
    catalog.moved = _load_file(root, root / MOVED, model.Moved, problems)
    catalog.declined = _load_file(root, root / DECLINED, model.Declined, problems) if _is_there(root / DECLINED) else None
    catalog.ignores = _load_file(root, root / LINK_IGNORES, Ignores, problems) if _is_there(root / LINK_IGNORES) else None
    catalog.link_health = _load_health(root, problems) if _is_there(root / LINK_HEALTH) else LinkHealth()
    # A merge that left its markers in this lock is told, and mended, line by line.
    catalog.lock = _load_text(root, root / LOCK, problems, MAX_LOCK_BYTES, merges=True) if _is_there(root / LOCK) else None
    catalog.contract = _load_text(root, root / CONTRACT, problems) if _is_there(root / CONTRACT) else None
    catalog.navigation = _load_navigation(root, problems) if _is_there(root / NAVIGATION) else None
    asking = {path: _load_text(root, root / path, problems) for path in FORMS.values() if _is_there(root / path)}
    catalog.forms = {path: text for path, text in asking.items() if text is not None}
    problems.extend(_strangers(root))
    for kind in KINDS.values():
        files = list(_entry_files(root, kind, catalog.vocabulary, problems))
        catalog.known[kind.name] = {file.stem for file in files}
        entry_model = model.MODELS[kind.name]
        loaded = ((file, _load_file(root, file, entry_model, problems, catalog.parts)) for file in files)
        setattr(catalog, kind.plural, {file.stem: record for file, record in loaded if record})
    tree = docs_tree.look(root, {root / kind.folder for kind in KINDS.values() if kind.has_page})
    problems += tree.problems
    catalog.published = tree.assets | {path_below(root, file) for file in tree.pages}
    for file in _page_files(root, tree, catalog.vocabulary):
        if page := _load_file(root, file, model.Page, problems):
            catalog.pages[page.path] = page
    files = list(_downloads(root, problems))
    catalog.downloads = {file.stem: text for file in files if (text := _load_text(root, file, problems)) is not None}
    return catalog


def _load_text(root: Path, file: Path, problems: list[Problem], most: int = MAX_BYTES, *, merges: bool = False) -> str | None:
    source = read(root, file, most, merges)
    if isinstance(source, Problem):
        problems.append(source)
        return None
    return source.text


def _load_health(root: Path, problems: list[Problem]) -> LinkHealth:
    """The record of the addresses outside; an empty one where it can't be read, which is a problem."""
    text = _load_text(root, root / LINK_HEALTH, problems, MAX_HEALTH_BYTES)
    try:
        return _parsed_health(text) if text is not None else LinkHealth()
    except BrokenHealth as broken:
        problems.append(Problem(LINK_HEALTH, broken.line, 1, broken.what, broken.remedy))
        return LinkHealth()


# A live server loads again with every edit, and this file changes once a week.
_parsed_health = lru_cache(maxsize=2)(parsed)


def _is_there(file: Path) -> bool:
    """Whether the name is there, were it a link that leads nowhere."""
    return os.path.lexists(file)


def load_cached(root: Path) -> Catalog:
    """Like `load`, but parses again only when a file below data/ or docs/, or the navigation, has changed."""
    return _load_stamped(root, _stamps(root))


@lru_cache(maxsize=2)
def _load_stamped(root: Path, _stamps: tuple[tuple[str, int, int], ...]) -> Catalog:
    return load(root)


def _stamps(root: Path) -> tuple[tuple[str, int, int], ...]:
    def walk(folder: str) -> Iterator[tuple[str, int, int]]:
        try:
            with os.scandir(folder) as found:
                items = sorted(found, key=lambda entry: entry.name)
        except OSError:
            # Loading tells it.
            yield folder, -1, -1
            return
        for item in items:
            if item.is_dir(follow_symlinks=False):
                yield from walk(item.path)
            elif item.name.endswith((".yml", ".md", ".lock", ".json")):
                stat = item.stat(follow_symlinks=False)
                yield item.path, stat.st_mtime_ns, stat.st_size

    navigation = root / NAVIGATION
    own = [(NAVIGATION, (stat := navigation.lstat()).st_mtime_ns, stat.st_size)] if _is_there(navigation) else []
    return (*own, *(stamp for name in ("data", "docs") for stamp in walk(str(root / name))))


def _load_vocabulary(root: Path, problems: list[Problem]) -> Record[model.Vocabulary]:
    record = _load_file(root, root / VOCABULARY, model.Vocabulary, problems)
    empty: dict[str, Any] = {name: {} for name in model.Vocabulary.model_fields}
    return record or Record("vocabulary", VOCABULARY, model.Vocabulary.model_construct(**empty), Document(VOCABULARY))


def _load_navigation(root: Path, problems: list[Problem]) -> Document | None:
    """The block `nav` of the site's configuration, whose other parts hold tags that no entry may have."""
    text = _load_text(root, root / NAVIGATION, problems)
    if not text:
        return None
    keys = yaml_source.keys(text)
    begins = [line for key, line in keys or () if key == "nav"]
    if keys is not None and not begins:
        return None
    found = _NAVIGATION.search(text)
    if keys is None or not found or not _is_whole(text, found, keys, begins):
        line = begins[-1] if begins else 1
        remedy = "Write `nav:` on a line of its own, once, and its list below it, indented by two spaces."
        problems.append(Problem(NAVIGATION, line, 1, "the navigation can be read in two ways", remedy))
        return None
    document = yaml_source.parse(found[0], NAVIGATION, text.count("\n", 0, found.start()) + 1)
    if isinstance(document, Problem):
        problems.append(document)
        return None
    return document


def _is_whole(text: str, found: re.Match[str], keys: list[tuple[str, int]], begins: list[int]) -> bool:
    """Whether the block that was found is all that a YAML reader takes for the navigation: up to the next key, or the end."""
    start = text.count("\n", 0, found.start()) + 1
    end = text.count("\n", 0, found.end()) + 1
    following = [line for _, line in keys if line > start]
    return begins == [start] and (end == following[0] if following else found.end() == len(text))


_NAVIGATION = re.compile(r"^nav:[ \t]*\n(?:[ \t#-].*\n?|\n)*", re.MULTILINE)


# What systems and editors leave beside files, and no one means to publish: `make serve` runs while people type.
_LEFT_BEHIND = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|\.gitkeep|\.gitignore|\..*\.sw[a-p]|.*~|\.#.*|#.*#")


def _items(root: Path, folder: Path, problems: list[Problem]) -> list[Path]:
    """What lies in a folder, by name, but for what editors leave there; what is hidden, or has no name that can be read, is told."""
    try:
        names = sorted(item.name for item in folder.iterdir())
    except OSError as error:
        problems.append(unreadable(path_below(root, folder), error, "folder"))
        return []
    found = []
    for name in names:
        path = path_below(root, folder / name)
        if _LEFT_BEHIND.fullmatch(name):
            continue
        if not name.isprintable():
            what = "the name holds characters that cannot be printed, or is not UTF-8"
            problems.append(Problem(path, 1, 1, what, "Rename it with letters a to z, digits and hyphens."))
        elif name.startswith("."):
            remedy = f'Rename it to "{name.lstrip(".") or "new-id"}", or delete it.'
            problems.append(Problem(path, 1, 1, "hidden files are neither read nor published", remedy))
        else:
            found.append(folder / name)
    return found


def _files_below(root: Path, folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file below a folder, by path. What is neither a file nor a folder is a problem."""
    for item in _items(root, folder, problems):
        if is_folder(item):
            yield from _files_below(root, item, problems)
        elif problem := strange(root, item):
            problems.append(problem)
        else:
            yield item


def _entry_files(root: Path, kind: Kind, vocabulary: model.Vocabulary, problems: list[Problem]) -> Iterator[Path]:
    """Files of one kind, by name. What is there and cannot be an entry is a problem."""
    folder = root / kind.folder
    if not _is_there(folder):
        problems.append(Problem(kind.folder, 1, 1, "the folder is missing", "Create it."))
        return
    if not is_folder(folder):
        remedy = "Put a folder with the entries here."
        problems.append(strange(root, folder) or Problem(kind.folder, 1, 1, "this is a file, but a folder is expected", remedy))
        return
    for file in _items(root, folder, problems):
        if _is_list(kind, file, vocabulary):
            continue
        path = path_below(root, file)
        if is_folder(file) and file.suffix != kind.suffix:
            what = f"entries belong directly in {kind.folder}/, and this is a folder"
            problems.append(Problem(path, 1, 1, what, f"Move its files up, or out of {kind.folder}/."))
        elif file.suffix != kind.suffix:
            remedy = f'Name it "{model.kebab(file.stem)}{kind.suffix}", or move it out of {kind.folder}/.'
            problems.append(Problem(path, 1, 1, f"entries here are {kind.suffix} files", remedy))
        elif told := model.no_id(file.stem):
            problems.append(Problem(path, 1, 1, told, f'Rename the file to "{model.kebab(file.stem)}{kind.suffix}".'))
        else:
            yield file


def _downloads(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """The texts that readers take with them, by name."""
    if not _is_there(root / DOWNLOADS):
        return
    for file in _items(root, root / DOWNLOADS, problems):
        path = path_below(root, file)
        if file.suffix != ".md":
            problems.append(Problem(path, 1, 1, "downloads are .md files", f'Name it "{model.kebab(file.stem)}.md", or delete it.'))
        elif told := model.no_id(file.stem):
            problems.append(Problem(path, 1, 1, told, f'Rename the file to "{model.kebab(file.stem)}.md".'))
        else:
            yield file


# What lies in data/: folders of entries and of downloads, and the files with a name of their own.
_IN_DATA = (
    *(kind.folder for kind in KINDS.values() if kind.folder.startswith("data/")),
    DOWNLOADS,
    VOCABULARY,
    FLOORS,
    STYLE,
    MOVED,
    DECLINED,
    LINK_HEALTH,
    LINK_IGNORES,
    LOCK,
    CONTRACT,
)


def _strangers(root: Path) -> Iterator[Problem]:
    """What lies where nothing reads it: in data/ beside what belongs there, and folders of docs/ with almost the name of another."""
    problems: list[Problem] = []
    places = Choices([*_IN_DATA, *(kind.folder for kind in KINDS.values())])
    for item in _items(root, root / "data", problems):
        path = path_below(root, item)
        if path not in _IN_DATA:
            what = f"nothing reads this {'folder' if is_folder(item) else 'file'}"
            near = f'Did you mean "{found}"? ' if (found := _meant(item.stem) or places.closest(path)) else ""
            problems.append(Problem(path, 1, 1, what, f"{near}In data/ there are {listing(place[5:] for place in _IN_DATA)}."))
    folders = {kind.folder for kind in KINDS.values()}
    for item in _items(root, root / "docs", []):
        path = path_below(root, item)
        if path not in folders and is_folder(item) and (meant := _meant(item.name)):
            what = f'the folder has almost the name of "{meant}", and no entry is read here'
            problems.append(Problem(path, 1, 1, what, f'Move its files to "{meant}", or give it another name.'))
    yield from problems


def _meant(name: str) -> str:
    """The folder of the kind of entry that a folder is almost, or exactly, named for; else empty."""
    names = {word: kind.folder for kind in KINDS.values() for word in (kind.folder.rpartition("/")[2], kind.name, kind.plural)}
    near = get_close_matches(name.casefold(), names, n=1, cutoff=_ALMOST)
    return names[near[0]] if near else ""


# A folder of another name, such as company/ beside compare/, is none that was misspelt.
_ALMOST = 0.8


def _is_list(kind: Kind, file: Path, vocabulary: model.Vocabulary) -> bool:
    """Whether a file among entries is a page that lists some of them: the index, or that of a group of skills."""
    return file.name == "index.md" or bool(kind.pages_of and file.suffix == ".md" and file.stem in getattr(vocabulary, kind.pages_of))


def _page_files(root: Path, tree: docs_tree.Tree, vocabulary: model.Vocabulary) -> Iterator[Path]:
    """Pages that are no entries, by path."""
    folders = {root / kind.folder: kind for kind in KINDS.values() if kind.has_page}
    for file in tree.pages:
        kind = folders.get(file.parent)
        if kind is None or _is_list(kind, file, vocabulary):
            yield file


def _load_file(
    root: Path, file: Path, file_model: type[M], problems: list[Problem], parts: list[Record[Any]] | None = None
) -> Record[M] | None:
    """The file's record, parsed again only where the file has changed since it was last loaded."""
    record, found = _parsed(root, file, file_model, _stamp(file), _stamp(root / VOCABULARY))
    problems.extend(found)
    if record and record.lacking:
        if parts is not None:
            parts.append(record)
        return None
    return record


def _stamp(file: Path) -> tuple[int, ...]:
    try:
        stat = file.lstat()
    except OSError:
        return ()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_mode


# More than the files of any handbook that a build could take: a live server keeps each file's latest record.
@lru_cache(maxsize=20_000)
def _parsed(
    root: Path, file: Path, file_model: type[Any], _stamp: tuple[int, ...], _closed: tuple[int, ...]
) -> tuple[Record[Any] | None, tuple[Problem, ...]]:
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
        page = front_matter.split(source)
        if isinstance(page, Problem):
            problems.append(page)
            return None
        first_line = 2
        data, text = page.fields, prose.parse(page.text, page.text_line)
    document = yaml_source.parse(data, source.path, first_line)
    if isinstance(document, Problem):
        problems.append(document)
        return None
    if hint := first_hint(data):
        what = f'the hints of a new entry are still here: the lines that begin with "{MARK}"'
        problems.append(Problem(source.path, hint + first_line - 1, 1, what, "Run: make fix"))
    entry, lacking = _validate(root, document, file_model, problems)
    # Where a field holds it, that is told already, at the field.
    if entry and not lacking and file.suffix == ".md" and (template := front_matter.template_in(source.path, data)):
        problems.append(template)
    return Record(file.stem, source.path, entry, document, text, lacking) if entry else None


# What nobody wrote into a field.
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def _validate(root: Path, document: Document, file_model: type[M], problems: list[Problem]) -> tuple[M | None, frozenset[str]]:
    """The file's model, with the names of the fields that it had to leave empty; none where there are no fields at all."""
    if not isinstance(document.value, dict):
        what = "the file is empty" if document.value is None else "the file has no fields"
        remedy = f"Write one field per line: {listing(model.fields_of(file_model))}."
        problems.append(Problem(document.path, *document.mark(()), what, remedy))
        return None, frozenset()
    # A field that may be left out may be left empty, as in the file of a new entry.
    empty = _EMPTY if issubclass(file_model, model.Entry) else (None,)
    filled = {
        name: value
        for name, value in document.value.items()
        if value not in empty or name not in file_model.model_fields or file_model.model_fields[name].is_required()
    }
    try:
        return file_model.model_validate(filled), frozenset()
    except ValidationError as error:
        errors = error.errors(include_url=False)
        problems.extend(_explain(root, document, file_model, details) for details in _causes(errors))
        wrong = {str(name) for details in errors for name in details["loc"][:1]}
        return _part(file_model, filled, wrong), frozenset(wrong or {"the entry"})


def _part(file_model: type[M], filled: dict[str, Any], wrong: set[str]) -> M:
    """The model of an entry with its sound fields; what is missing or wrong is empty."""
    fields = {}
    for name, info in file_model.model_fields.items():
        if name in filled and name not in wrong:
            wanted: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
            fields[name] = TypeAdapter(wanted).validate_python(filled[name])
        elif info.is_required():
            origin = get_origin(info.annotation)
            fields[name] = origin() if origin in {list, dict} else None
    return file_model.model_construct(**fields)


def _causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors without those that follow from another: a field whose name was misspelt is not missing besides."""
    missing = {error["loc"]: error for error in errors if error["type"] == "missing"}
    for error in errors:
        if error["type"] == "extra_forbidden":
            *parents, name = error["loc"]
            beside = [str(place[-1]) for place in missing if [*place[:-1]] == parents]
            missing.pop((*parents, Choices(beside).closest(str(name))), None)
    return [error for error in errors if error["type"] != "missing" or error["loc"] in missing]


def _explain(root: Path, document: Document, file_model: type[BaseModel], error: ErrorDetails) -> Problem:
    """A validation error, in the contributor's words and at the contributor's line."""
    location: Location = error["loc"]
    at_key = error["type"] == "extra_forbidden" or location[-1:] == ("[key]",)
    line, column = document.key_mark(location) if at_key else document.mark(location)
    owner = _owner(file_model, location)
    told = _closed_value(root, owner, location, error["input"]) or _wording(_field_name(location), owner, error)
    return Problem(document.path, line, column, *told)


def _closed_value(root: Path, owner: type[BaseModel], location: Location, value: object) -> tuple[str, str] | None:
    """What is wrong with a value of a closed list that could not even be an id, such as `English`, or is not there."""
    last = next((part for part in reversed(location) if isinstance(part, str)), "")
    info = owner.model_fields.get(last)
    of = next((mark.vocabulary for mark in info.metadata if isinstance(mark, model.OneOf)), "") if info else ""
    text = value.text if isinstance(value, Converted) else value
    vocabulary = _load_vocabulary(root, []).model if of and (text is None or isinstance(text, str)) else None
    closed = getattr(vocabulary, of, None)
    if closed and not text:
        return f"{_field_name(location)} is empty", f"Write one of {listing(closed, 'or')}."
    return unknown_value(last, shortened(str(text)), closed) if closed and text not in closed else None


def _field_name(location: Location) -> str:
    """`("levels", "expert")` is `levels.expert`, `("ask", 1)` is `ask[2]`: people count from 1."""
    if location[-1:] == ("[key]",):
        return f"a name in {_field_name(location[:-2])}"
    name = ""
    for part in location:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{shortened(part)}" if name else shortened(part)
    return name or "the entry"


def _owner(file_model: type[BaseModel], location: Location) -> type[BaseModel]:
    """The model whose field ends `location`: a nested one such as `Levels`, or the file's."""
    owner = file_model
    for part in location[:-1]:
        info = owner.model_fields.get(str(part))
        inner = model.model_in(info.annotation) if info else None
        owner = inner or owner
    return owner


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
        text = shortened(value.text)
        quoted = f'Put it in quotes: "{text}".'
        remedy = "Write digits only, without quotes." if kind.startswith("int_") else quoted
        return f"{name} is {text} without quotes, which YAML readers take for {value.kind}", remedy
    if kind in {"string_too_long", "too_long"}:
        unit = "characters" if kind == "string_too_long" else "items"
        longest = int(context["max_length"])
        length = len(str(value)) if kind == "string_too_long" else int(context["actual_length"])
        return f"{name} has {length} {unit}, at most {longest} fit", f"Shorten it by {length - longest}."
    if kind in {"string_too_short", "too_short"}:
        least = int(context["min_length"])
        if least > 1:
            return f"{name} has fewer than {least} items", "Add what is missing."
        info = owner.model_fields.get(last)
        return f"{name} is empty", "Fill it in." if info and info.is_required() else "Fill it in, or delete it."
    if kind == "string_pattern_mismatch":
        near = f'Did you mean "{model.kebab(str(value))}"? ' if model.kebab(str(value)) != "new-id" else ""
        remedy = f"{near}Ids have lower-case letters a to z, digits and single hyphens."
        return f'{name} is "{shortened(str(value))}", which is not an id', remedy
    if limit := next((context[bound] for bound in ("le", "ge") if bound in context), None):
        most = "at most" if kind.startswith("less_") else "at least"
        return f"{name} is {value}, and must be {most} {limit}", "Check the number."
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
    "int_": ("a whole number", "Write digits only, without quotes."),
    "list_": ("a list", "Write it as [first, second], or one item per line after a hyphen."),
    "dict_": ("a group of fields", "Write one field per line, indented by two spaces."),
    "model_": ("a group of fields", "Write one field per line, indented by two spaces."),
}
