"""`make mutate N=5000`: break the real handbook at random, one mutation at a time, and see what the check makes of each.

No mutation may end in a traceback or take long. Of those that the check accepts a sample is kept in .cache/mutations.json,
to be built and looked at in a browser: `read_sample` and `Mutation.apply` are for that. A mutation depends on the seed
and its number alone, so that `--only` repeats one.
"""

import base64
import json
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import process_time
from types import FrameType

import click

from handbook.contract import broken_promises
from handbook.load import load
from handbook.rules import check
from tools.generate import ROOT

SAMPLE = ROOT / ".cache" / "mutations.json"
KEPT = 200
# The check of the whole handbook takes a fraction of a second, since what did not change stays parsed.
MOST_SECONDS = 5.0
# A check that hangs is ended after so many seconds on the clock, on a machine that does other things besides.
HANGS_AFTER = 120

_COPIED = ("data", "docs", "mkdocs.yml", "CHANGELOG.md")

# Pieces of what files of the handbook hold, and of what has broken readers of such files.
SCRAPS_OF_FILES = (
    *(
        "---",
        "...",
        "\n",
        "  ",
        "    ",
        "- ",
        ": ",
        "# ",
        " #",
        "'",
        '"',
        "|",
        ">",
        "&a",
        "*a",
        "!!set",
        "{",
        "}",
        "[",
        "]",
        ",",
        "?",
        "%YAML",
    ),
    *(
        "\t",
        "\r",
        "title: ",
        "nav:",
        "moves:",
        "levels:",
        "null",
        "~",
        "no",
        "0x1f",
        "1e9",
        "2026-11-23",
        "2026-W48-1",
        "2062-01-01",
        "<<: ",
        "=",
    ),
    *(
        "\x00",
        "\x0b",
        "\ufeff",
        "\u200d",
        "\ufe0f",
        "\u2028",
        "\U000e0041",
        "\u00ad",
        "\u00e9",
        "e\u0301",
        "\u0430",
        "\uff21",
        "\U0001f469",
    ),
    *(
        "{{ ",
        " }}",
        "{% ",
        "{# ",
        "{{ term_head() }}",
        "{{ library() }}",
        "{{ cycler }}",
        "<b>",
        "<script>alert(1)</script>",
        "\\<script>",
        "<img/src=x>",
    ),
    *(
        "](",
        "](javascript:alert(1))",
        "![",
        "```",
        "~~~",
        "> ",
        "## ",
        "# ",
        "| a |",
        "|---|",
        "[a]: b",
        "<!--",
        "-->",
        "&copy;",
        "&#60;",
        "{: #id }",
    ),
    *(
        "<<<<<<< HEAD\n",
        "\n=======\n",
        "\n>>>>>>> x\n",
        "/a/#b",
        "http://[",
        "http://[x]/",
        "https://example.org:99999/",
        "%zz",
        "../",
        "%2e%2e/",
    ),
    *("pipeline", "ci-cd", "index.md", "[" * 300, "(" * 300, "*" * 300, "> " * 300, "- " * 300, "1" * 5_000, "a" * 300),
)


@dataclass(slots=True)
class Mutation:
    """What is written and deleted below a project's root, and in words what was done."""

    number: int
    what: str
    write: dict[str, bytes] = field(default_factory=dict)
    delete: list[str] = field(default_factory=list)

    def apply(self, root: Path) -> None:
        """Do it to a copy of the project."""
        for path in self.delete:
            (root / path).unlink()
        for path, content in self.write.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)

    def undo(self, root: Path, original: Path) -> None:
        """Make the copy again what it was. Folders that a mutation made are empty then, and go."""
        for path in {*self.write, *self.delete}:
            (root / path).unlink(missing_ok=True)
            if (original / path).exists():
                shutil.copyfile(original / path, root / path)
            for folder in list(Path(path).parents)[:-1]:
                if not (original / folder).exists() and (root / folder).exists():
                    (root / folder).rmdir()


def _bytes_changed(random: Random, content: bytes) -> tuple[str, bytes]:
    changed = bytearray(content)
    for _ in range(random.randint(1, 4)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return "changes bytes", bytes(changed)


def _span_deleted(random: Random, content: bytes) -> tuple[str, bytes]:
    begin = random.randrange(len(content))
    return "deletes a span", content[:begin] + content[begin + random.choice((1, 2, 5, 20, 200)) :]


def _scrap_inserted(random: Random, content: bytes) -> tuple[str, bytes]:
    text = content.decode()
    at = random.randrange(len(text) + 1)
    scraps = "".join(random.choices(SCRAPS_OF_FILES, k=random.randint(1, 3)))
    return "inserts a scrap", (text[:at] + scraps + text[at:]).encode()


def _line_inserted(random: Random, content: bytes) -> tuple[str, bytes]:
    lines = content.decode().split("\n")
    indent = random.choice(("", "", "  ", "    "))
    lines.insert(random.randrange(len(lines) + 1), indent + "".join(random.choices(SCRAPS_OF_FILES, k=random.randint(1, 3))))
    return "inserts a line", "\n".join(lines).encode()


def _lines_moved(random: Random, content: bytes) -> tuple[str, bytes]:
    lines = content.decode().split("\n")
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    match random.choice(("double", "delete", "swap", "indent")):
        case "double":
            lines.insert(second, lines[first])
        case "delete":
            del lines[first]
        case "swap":
            lines[first], lines[second] = lines[second], lines[first]
        case _:
            lines[first] = random.choice((f"  {lines[first]}", lines[first].lstrip()))
    return "moves lines", "\n".join(lines).encode()


def _value_replaced(random: Random, content: bytes) -> tuple[str, bytes]:
    lines = content.decode().split("\n")
    fields = [number for number, line in enumerate(lines) if ": " in line]
    if not fields:
        return _scrap_inserted(random, content)
    number, other = random.choice(fields), random.choice(fields)
    name, _, value = lines[number].partition(": ")
    foreign = lines[other].partition(": ")[2]
    scraps = "".join(random.choices(SCRAPS_OF_FILES, k=2))
    chosen = random.choice(
        (foreign, "", "[]", "{}", scraps, f"{value}{scraps}", f"[{value}, {value}]", json.dumps(value + scraps, ensure_ascii=True))
    )
    lines[number] = f"{name}: {chosen}"
    return "replaces a value", "\n".join(lines).encode()


def _word_replaced(random: Random, content: bytes) -> tuple[str, bytes]:
    """A small change of words, which the check mostly accepts: these are the ones that come to be built."""
    words = content.decode().split(" ")
    at, other = random.randrange(len(words)), random.randrange(len(words))
    words[at] = random.choice(
        (words[other], f"*{words[at]}*", f"`{words[at]}`", f'"{words[at]}"', f"{words[at]}&", f"({words[at]})", words[at].upper(), "")
    )
    return "replaces a word", " ".join(words).encode()


_OF_CONTENT: tuple[Callable[[Random, bytes], tuple[str, bytes]], ...] = (
    _bytes_changed,
    _span_deleted,
    _scrap_inserted,
    _line_inserted,
    _lines_moved,
    _value_replaced,
    _word_replaced,
    _word_replaced,
)
_NAMES = (
    "{stem}_{suffix}",
    "{stem} 2{suffix}",
    ".{stem}{suffix}",
    "{stem}.yaml",
    "{stem}.MD",
    "{stem}-2{suffix}",
    "sub/{stem}{suffix}",
    "\u00e9{suffix}",
    "{stem}" * 4 + "{suffix}",
)


def mutation(seed: int, number: int, files: list[str], original: Path) -> Mutation:
    """One mutation of one file: mostly of its content, at times of its name, or it goes."""
    random = Random(f"{seed}:{number}")  # noqa: S311  (no secret)
    path = random.choice(files)
    content = (original / path).read_bytes()
    kind = random.random()
    if kind < 0.02:
        return Mutation(number, f"deletes {path}", delete=[path])
    if kind < 0.06:
        place = Path(path)
        name = random.choice(_NAMES).format(stem=place.stem, suffix=place.suffix)
        new = (place.parent / name).as_posix()
        if kind < 0.04:
            return Mutation(number, f"renames {path} to {new}", {new: content}, [path])
        return Mutation(number, f"copies {path} to {new}", {new: content})
    what, changed = random.choice(_OF_CONTENT)(random, content)
    return Mutation(number, f"{what} in {path}", {path: changed})


def files_of(original: Path) -> list[str]:
    """The files that the check reads, each folder as often as another, so that the few files with rules of their own have their turn."""
    found = sorted(
        file.relative_to(original).as_posix() for name in ("data", "docs") for file in (original / name).rglob("*") if file.is_file()
    )
    read = [path for path in found if path.endswith((".md", ".yml", ".lock"))]
    single = ["mkdocs.yml", *(path for path in read if path.count("/") == 1)]
    return [*read, *(single * (len(read) // (8 * len(single)) + 1))]


@contextmanager
def ended_after(seconds: int) -> Iterator[None]:
    """Raise `TimeoutError` in what takes longer."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def found_by_the_check(root: Path) -> int:
    """How many problems `handbook check` would print; each has to be a line."""
    catalog = load(root)
    problems = [*check(catalog), *broken_promises(catalog)]
    for problem in problems:
        if not str(problem).isprintable() or not problem.as_github().isprintable():
            raise ValueError(f"a problem is no line: {problem!r}")
    return len(problems)


def write_sample(file: Path, mutations: list[Mutation]) -> None:
    """Keep mutations as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    items = [
        {
            "number": one.number,
            "what": one.what,
            "delete": one.delete,
            "write": {path: base64.b64encode(content).decode() for path, content in one.write.items()},
        }
        for one in mutations
    ]
    file.write_text(json.dumps(items, indent=1), encoding="utf-8")


def read_sample(file: Path = SAMPLE) -> list[Mutation]:
    """The mutations of the last run that the check accepted, as many as were kept."""
    return [
        Mutation(item["number"], item["what"], {path: base64.b64decode(content) for path, content in item["write"].items()}, item["delete"])
        for item in json.loads(file.read_text(encoding="utf-8"))
    ]


@click.command()
@click.argument("number", type=click.IntRange(1), default=500)
@click.option("--seed", default=12, show_default=True)
@click.option("--only", type=int, help="repeat the mutation of this number alone, and print what the check says")
@click.option("--first", default=0, show_default=True, help="the number to begin with, to go on with a run or to share one")
@click.option("--keep", default=KEPT, show_default=True, help="how many of the accepted mutations to keep")
def main(number: int, seed: int, only: int | None, first: int, keep: int) -> None:
    """Check NUMBER random mutations of the handbook. Exit 1 if one ends in a traceback, hangs or takes long."""
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        root = Path(folder) / "project"
        for name in _COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / name, root / name)
        files = files_of(ROOT)
        if found_by_the_check(root):
            raise click.ClickException("the handbook has problems before any mutation. Run: make check")
        if only is not None:
            mutation(seed, only, files, ROOT).apply(root)
            for problem in check(load(root)):
                click.echo(str(problem))
            return
        sys.exit(run(root, files, range(first, first + number), seed, keep))


def run(root: Path, files: list[str], numbers: range, seed: int, keep: int) -> int:
    """Check each mutation on the copy at `root`; prints what was found and returns the exit code."""
    counts: Counter[str] = Counter()
    accepted: list[Mutation] = []
    slowest, slowest_number = 0.0, 0
    chosen = Random(seed)  # noqa: S311  (no secret)
    for number in numbers:
        one = mutation(seed, number, files, ROOT)
        start = process_time()
        try:
            one.apply(root)
            with ended_after(HANGS_AFTER):
                result = "accepted" if not found_by_the_check(root) else "refused"
        except Exception:
            result = "failed"
            click.echo(f"{number}: {one.what}\n{traceback.format_exc()}")
        finally:
            one.undo(root, ROOT)
        seconds = process_time() - start
        if seconds > slowest:
            slowest, slowest_number = seconds, number
        if seconds > MOST_SECONDS:
            counts["slow"] += 1
            click.echo(f"{number}: {one.what} took {seconds:.1f} s")
        counts[result] += 1
        if sum(counts[told] for told in ("accepted", "refused", "failed")) % 500 == 0:
            click.echo(f"{number - numbers.start + 1:,} of {len(numbers):,}", err=True)
        if result == "accepted":
            # Each accepted one has the same chance to be kept, however many come.
            place = len(accepted) if len(accepted) < keep else chosen.randrange(counts["accepted"])
            accepted[place : place + 1] = [one] if place < keep else accepted[place : place + 1]
    write_sample(SAMPLE, accepted)
    click.echo(
        f"{len(numbers):,} mutations: {counts['refused']:,} refused, {counts['accepted']:,} accepted, {counts['failed']} failed, "
        f"{counts['slow']} slow; the slowest took {slowest:.2f} s ({slowest_number}). "
        f"{len(accepted)} accepted ones are kept in {SAMPLE.relative_to(ROOT)}"
    )
    return 1 if counts["failed"] or counts["slow"] else 0


if __name__ == "__main__":
    main()
