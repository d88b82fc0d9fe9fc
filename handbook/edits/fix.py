"""`make fix`: what a machine can mend, without changing a word.

Line ends, blanks at their ends, the order of fields, hints and empty fields of new entries, lines of the navigation.
Whatever changes, the fields read as before: where they would not, the file is left as it is.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from handbook import contributor_tables, forms, model, reference
from handbook.catalog import Catalog
from handbook.edits import fields, navigation
from handbook.edits.files import Edits, Refused, without_bom
from handbook.edits.targets import entry
from handbook.edits.trial import trial_of
from handbook.hints import first_hint, without_hints
from handbook.load import load
from handbook.problems import Problem, listing
from handbook.source import CONFLICT, Document, path_below

# Texts that the handbook derives from the rest of it, by path: whoever writes such a file gives its function here.
DERIVED: tuple[Callable[[Catalog], Mapping[str, str]], ...] = (reference.texts, forms.texts)

_TEXTS = (("data", ".yml"), ("data/downloads", ".md"), ("docs", ".md"))
_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
# A sign that begins a list, a quote or a heading, and would be text, or underline the text above it, without the blank behind it.
_MARKER = re.compile(r"[ \t>]*(?:[-*+=#>]+|[0-9]+[.)])")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def plan(root: Path) -> Edits:
    """Everything that a machine can mend. Files that cannot be read, or that hold an unfinished merge, are left to their author."""
    edits = Edits(root)
    for path in _texts(root):
        _layout(edits, path)
    for kind, file in _entries(root):
        _entry(edits, kind, file)
    catalog = _catalog(edits)
    if _derive(edits, catalog):
        catalog = _catalog(edits)
    edits.told += [f"mkdocs.yml: {told}" for told in navigation.mend(edits, catalog)]
    return edits


def _entries(root: Path) -> Iterator[tuple[str, str]]:
    """Kind and path of every entry that has a file, sound or not."""
    for kind, ids in load(root).known.items():
        for entry_id in sorted(ids):
            yield kind, entry(kind, entry_id).path


def _catalog(edits: Edits) -> Catalog:
    """The handbook as it will be: what could not be read before may have its place in the navigation now."""
    if not edits.changes():
        return load(edits.root)
    with trial_of(edits.root) as trial:
        return trial.catalog(edits)


def _texts(root: Path) -> Iterator[str]:
    """The texts of the handbook, by path; what is no plain file is none."""
    found = set()
    for folder, suffix in _TEXTS:
        for above, _, names in os.walk(root / folder):
            found |= {path_below(root, Path(above) / name) for name in names if name.endswith(suffix)}
    yield from sorted(found)


def _layout(edits: Edits, path: str) -> None:
    """Plan line feeds, no blanks at the ends of lines, and one line feed at the end."""
    try:
        raw = edits.raw(path)
        text = without_bom(raw).decode("utf-8")
    except (Refused, UnicodeDecodeError):
        return
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    tidy = _without_blanks(path, ended).strip("\n") + "\n"
    if not tidy.strip() or CONFLICT.search(text):
        return
    if not _reads_alike(path, ended, tidy):
        tidy = ended
    done = {"the mark before its text": without_bom(raw) != raw, "line ends": ended != text, "blanks at ends": tidy != ended}
    if any(done.values()):
        edits.write_raw(path, tidy.encode("utf-8"))
        edits.told.append(f"{path}: {listing(what for what, is_done in done.items() if is_done)}")


def _without_blanks(path: str, text: str) -> str:
    if not path.endswith(".md"):
        return _BLANKS.sub("", text)
    above, own, rest = fields.fields_and_rest(path, text)
    lines = (rest if own else above).split("\n")
    prose = "\n".join(_prose_line(line, below) for line, below in zip(lines, [*lines[1:], ""], strict=True))
    return f"{above}{_BLANKS.sub('', own)}{prose}" if own else prose


def _prose_line(line: str, below: str) -> str:
    """A line of Markdown without the blanks at its end, unless they say something: two before more text are a line break."""
    bare = line.rstrip(" \t")
    is_break = len(line) - len(bare) > 1 and bare and below.strip()
    return line if is_break or _MARKER.fullmatch(bare) else bare


def _reads_alike(path: str, before: str, after: str) -> bool:
    """Whether the fields say the same; what could not be read before has nothing to lose."""
    if not path.endswith(".yml") and not before.startswith("---\n"):
        return True
    old, new = fields.document_of(path, before), fields.document_of(path, after)
    if isinstance(old, Problem):
        return True
    return isinstance(new, Document) and new.value == old.value


def _entry(edits: Edits, kind: str, path: str) -> None:
    """Plan the fields of an entry: without hints and empty fields, in the order of the model."""
    try:
        text = edits.text(path)
    except Refused:
        return
    above, own, rest = fields.fields_and_rest(path, text)
    told = []
    if first_hint(own) is not None and _reads_alike(path, text, above + without_hints(own) + rest):
        own = without_hints(own)
        told.append("hints")
    order = [row.name for row in contributor_tables.fields(model.MODELS[kind])]
    document = fields.document_of(path, above + own + rest)
    if isinstance(document, Document) and isinstance(document.value, dict) and set(document.value) <= set(order):
        shift = above.count("\n")
        segments = _segments(own, document, shift)
        filled = [segment for segment in segments if not _is_empty(kind, segment[0], document)]
        ordered = sorted(filled, key=lambda segment: order.index(segment[0]) if segment[0] else -1)
        told += ["empty fields"] if len(filled) < len(segments) else []
        told += ["the order of its fields"] if ordered != filled else []
        changed = "".join(part for _, part in ordered)
        if not _same_but_empty(path, document, above + changed + rest):
            return
        own = changed
    if above + own + rest != text:
        edits.write(path, above + own + rest)
        edits.told.append(f"{path}: {', '.join(told)}")


def _segments(own: str, document: Document, shift: int) -> list[tuple[str, str]]:
    """The fields as pieces of text, each with its name and the comments right above it; what is above all of them first, nameless."""
    lines = _LINES.findall(own)
    starts = sorted((mark[0] - shift, str(location[0])) for location, mark in document.keys.items() if len(location) == 1)
    begins = []
    for number, (line, name) in enumerate(starts):
        floor = starts[number - 1][0] if number else 0
        begin = line - 1
        while begin > floor and lines[begin - 1].startswith("#"):
            begin -= 1
        if number == 0 and any("yaml-language-server" in line for line in lines[begin : line - 1]):
            begin = line - 1
        begins.append((begin, name))
    ends = [begin for begin, _ in begins[1:]] + [len(lines)]
    head = "".join(lines[: begins[0][0]]) if begins else own
    named = [(name, "".join(lines[begin:end])) for (begin, name), end in zip(begins, ends, strict=True)]
    return [("", head), *named] if head else named


def _is_empty(kind: str, name: str, document: Document) -> bool:
    """Whether a field may be left out, and has nothing in it. A list in brackets without items says so on purpose."""
    info = model.MODELS[kind].model_fields.get(name)
    return bool(info) and not info.is_required() and document.value.get(name) is None  # type: ignore[union-attr]


def _same_but_empty(path: str, before: Document, after: str) -> bool:
    now = fields.document_of(path, after)
    kept = {name: value for name, value in before.value.items() if value is not None}
    return isinstance(now, Document) and {name: value for name, value in now.value.items() if value is not None} == kept


def _derive(edits: Edits, catalog: Catalog) -> bool:
    """Plan the texts that the handbook derives from itself, where their folder is; whether any of them is out of date."""
    derived = [item for derive in DERIVED for item in derive(catalog).items()]
    outdated = [(path, text) for path, text in derived if (edits.root / path).parent.is_dir() and not _has(edits, path, text)]
    for path, text in outdated:
        (edits.write if (edits.root / path).exists() else edits.create)(path, text)
        edits.told.append(f"{path}: written anew")
    return bool(outdated)


def _has(edits: Edits, path: str, text: str) -> bool:
    return (edits.root / path).exists() and edits.text(path) == text
