"""`make bench`: how long the check and the build take, and what a page weighs, as the handbook grows.

Each size is built twice from the same generated project: as it is, and flattened, that is with every macro call replaced
by what it prints and with a macros.py that does nothing. The difference is what our code costs: the rest is MkDocs, the
theme and the plugins, the macros plugin among them. What is written beside the pages is timed and judged by itself.
Seconds depend on the machine, so builds are judged only by ratios within one run. The ratios are of processor time,
which other work on the machine hardly touches. Only `make build` on a fresh machine is judged by the clock on the wall,
since it works on two things at once.
"""

import gzip
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from handbook.addresses import address_of
from handbook.export.files import written_files
from handbook.handbook import Handbook, handbook_at
from handbook.load import load
from handbook.macro_calls import parse_call
from handbook.macros import render_macro
from handbook.macros.page import PageContext
from handbook.publish import write_files
from tools.generate import ROOT, generate, terms_for

SIZES = (100, 300, 1_000, 3_000)
REPOSITORY = "https://code.example.org/ml-pm-handbook"

# What the handbook promises. Ratios, seconds, and entries in all.
MOST_OVERHEAD = 1.25
MOST_GROWTH = 1.3
MOST_FILES = 0.15
MOST_COLD = 1.6
GROWTH_BETWEEN = (300, 3_000)
MOST_SECONDS_REAL = 1.0
MOST_SECONDS_LARGE = 5.0
LARGE = 5_000

# Up to so many terms, the best of so many builds counts. Above, one build is long enough for chance to even out.
BEST_OF = {300: 5, 1_000: 3}
WEIGHED_TERMS = 20
COLD_BUILDS = 5

_ENVIRONMENT = {
    "NO_MKDOCS_2_WARNING": "1",
    "REPO_URL": REPOSITORY,
    "SITE_URL": "https://handbook.example.org/",
    "SOURCE_DATE_EPOCH": "1767571200",
}


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """Seconds of processor time, and of the clock on the wall, that a process took."""

    processor: float
    wall: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Bytes as sent, compressed."""

    term: float
    glossary: int
    library: int
    search: int


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured at one size."""

    terms: int
    pages: int
    macros: Time
    flat: Time
    files: float
    weights: Weights
    different: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """What the build takes, beside the same pages without our code."""
        return self.macros.processor / self.flat.processor

    @property
    def files_share(self) -> float:
        """What the files for machines take, beside the build."""
        return self.files / self.macros.processor

    @property
    def per_page(self) -> float:
        """Seconds of processor time for each page."""
        return self.macros.processor / self.pages


class Verdicts:
    """Prints what holds and what does not, and remembers whether all of it did."""

    def __init__(self) -> None:
        self.missed = 0

    def add(self, holds: bool, promise: str, found: str) -> None:
        self.missed += not holds
        print(f"{'ok    ' if holds else 'MISSED'}  {promise}: {found}", flush=True)


def timed(command: list[str], folder: Path) -> Time:
    """Run a command in a folder. Raises `CalledProcessError`, after printing what the command said."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(command, cwd=folder, env={**os.environ, **_ENVIRONMENT}, capture_output=True, text=True, check=False)
    wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        done.check_returncode()
    return Time(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def check_time(folder: Path) -> Time:
    """The best of three runs of `handbook check`, by the clock on the wall."""
    return _best_of_three([sys.executable, "-m", "handbook", "check"], folder)


def _best_of_three(command: list[str], folder: Path) -> Time:
    return min((timed(command, folder) for _ in range(3)), key=lambda time: time.wall)


def bench_check(work: Path, verdicts: Verdicts) -> None:
    """Time the check of the real data and of a large catalog, beside an empty Python."""
    catalog = load(ROOT)
    large = work / "large"
    generate(ROOT, large, terms_for(catalog, LARGE))
    rows = (
        ("python -c pass", "", _best_of_three([sys.executable, "-c", "pass"], ROOT)),
        ("the real data", _entries(ROOT), real := check_time(ROOT)),
        ("a large catalog", _entries(large), generated := check_time(large)),
    )
    print("| handbook check | entries | s | processor s |\n|---|--:|--:|--:|")
    for name, entries, time in rows:
        print(f"| {name} | {entries} | {time.wall:.2f} | {time.processor:.2f} |")
    print()
    verdicts.add(real.wall < MOST_SECONDS_REAL, f"the check of the real data takes less than {MOST_SECONDS_REAL:.0f} s", f"{real.wall:.2f}")
    promise = f"the check of {LARGE:,} entries takes less than {MOST_SECONDS_LARGE:.0f} s"
    verdicts.add(generated.wall < MOST_SECONDS_LARGE, promise, f"{generated.wall:.2f}")
    shutil.rmtree(large)


def _entries(folder: Path) -> str:
    return f"{sum(1 for _ in load(folder).entries()):,}"


def flatten(project: Path, target: Path) -> None:
    """Copy a project into `target`, with what each macro call prints in its place, and without any code of ours."""
    shutil.copytree(project, target)
    (target / "macros.py").write_text("def define_env(env):\n    pass\n", encoding="utf-8")
    handbook = handbook_at(project, REPOSITORY)
    docs = target / "docs"
    for file in docs.rglob("*.md"):
        page = PageContext(source := file.relative_to(docs).as_posix(), address_of(source))
        lines = file.read_text(encoding="utf-8").split("\n")
        file.write_text("\n".join(_printed(handbook, page, line) for line in lines), encoding="utf-8")


def _printed(handbook: Handbook, page: PageContext, line: str) -> str:
    call = parse_call(line)
    return render_macro(handbook, call.name, page, *call.arguments) if call else line


def build(project: Path) -> Time:
    """Build a project into its folder site/, which is not there before, as on a fresh machine."""
    shutil.rmtree(project / "site", ignore_errors=True)
    return timed([sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-d", "site"], project)


def measure(work: Path, terms: int) -> Row:
    """Build one size in both ways, in turns, write the files for machines, and weigh it."""
    macros, flat = projects = [work / name for name in ("macros", "flat")]
    counts = generate(ROOT, macros, terms)
    flatten(macros, flat)
    times: dict[Path, list[Time]] = {project: [] for project in projects}
    for turn in range(next((builds for most, builds in BEST_OF.items() if counts.terms <= most), 1)):
        for project in projects if turn % 2 == 0 else reversed(projects):
            times[project].append(build(project))
    sites = macros / "site", flat / "site"
    pages = sorted(file.relative_to(sites[1]) for file in sites[1].rglob("*.html"))
    different = tuple(str(page) for page in pages if (sites[0] / page).read_bytes() != (sites[1] / page).read_bytes())
    files = min(_write_files(macros) for _ in range(3))
    row = Row(counts.terms, len(pages), min(times[macros]), min(times[flat]), files, weigh(sites[0]), different)
    for project in projects:
        shutil.rmtree(project)
    return row


def _write_files(project: Path) -> float:
    """Seconds of processor time for computing and writing what lies beside the pages, but for the cards, which are drawn once."""
    handbook = Handbook(load(project), REPOSITORY)
    start = process_time()
    write_files(written_files(handbook, _ENVIRONMENT["SITE_URL"]), project / "site")
    return process_time() - start


def bench_cold(work: Path, verdicts: Verdicts) -> None:
    """Time `make build` of the real site with every card to draw, beside the generator alone, in turns."""
    project = work / "cold"
    generate(ROOT, project, 0)
    shutil.copyfile(ROOT / "Makefile", project / "Makefile")
    # The environment that runs this one is ready: none is made for the copy.
    venv = Path(sys.prefix)
    make = ["make", f"--old-file={venv / '.ready'}", f"VENV={venv}", "build"]
    alone, whole = [], []
    for _ in range(COLD_BUILDS):
        alone.append(build(project).wall)
        for folder in ("site", ".cache"):
            shutil.rmtree(project / folder, ignore_errors=True)
        whole.append(timed(make, project).wall)
    ratio = min(whole) / min(alone)
    promise = f"a cold `make build` takes at most {MOST_COLD} times as long as the generator alone"
    verdicts.add(ratio <= MOST_COLD, promise, f"{min(whole):.1f} s beside {min(alone):.1f} s, {ratio:.2f}")
    shutil.rmtree(project)


def weigh(site: Path) -> Weights:
    """What pages of a built site weigh, before `handbook publish` adds a policy of some 500 bytes to each."""
    terms = sorted((site / "glossary").glob("*/index.html"))
    some = terms[:: max(1, len(terms) // WEIGHED_TERMS)][:WEIGHED_TERMS]
    return Weights(
        median(map(_sent, some)),
        _sent(site / "glossary" / "index.html"),
        _sent(site / "library" / "index.html"),
        _sent(site / "assets" / "search.json") + _sent(site / "assets" / "search-texts.json"),
    )


def _sent(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), compresslevel=9, mtime=0))


# Heading of a column, and what stands in it.
_COLUMNS: dict[str, Callable[[Row], str]] = {
    "terms": lambda row: f"{row.terms:,}",
    "pages": lambda row: f"{row.pages:,}",
    "build s": lambda row: f"{row.macros.wall:.1f}",
    "flattened s": lambda row: f"{row.flat.wall:.1f}",
    "processor s": lambda row: f"{row.macros.processor:.1f}",
    "flattened processor s": lambda row: f"{row.flat.processor:.1f}",
    "ratio": lambda row: f"{row.ratio:.2f}",
    "files processor s": lambda row: f"{row.files:.1f}",
    "ms a page": lambda row: f"{1_000 * row.per_page:.1f}",
    "term KB": lambda row: _kilobytes(row.weights.term),
    "glossary KB": lambda row: _kilobytes(row.weights.glossary),
    "library KB": lambda row: _kilobytes(row.weights.library),
    "search index KB": lambda row: _kilobytes(row.weights.search),
}


def _kilobytes(size: float) -> str:
    return f"{size / 1_000:.1f}"


def bench_builds(work: Path, sizes: Iterable[int], verdicts: Verdicts) -> None:
    """Build every size, print the table as it grows, and judge the ratios."""
    print(f"| {' | '.join(_COLUMNS)} |\n|{'--:|' * len(_COLUMNS)}", flush=True)
    rows = []
    for terms in sizes:
        rows.append(row := measure(work, terms))
        print(f"| {' | '.join(column(row) for column in _COLUMNS.values())} |", flush=True)
    print("\nWeights are the same all ways, since the pages are. Fewer terms than the real ones cannot be built.\n")
    different = [page for row in rows for page in row.different]
    verdicts.add(not different, "the flattened site has the same pages, byte for byte", f"{len(different)} differ {different[:3]}")
    for row in rows:
        promise = f"with {row.terms:,} terms the pages take at most {MOST_OVERHEAD} times as long as those of the flattened site"
        verdicts.add(row.ratio <= MOST_OVERHEAD, promise, f"{row.ratio:.2f}")
        promise = f"with {row.terms:,} terms the files for machines add at most {MOST_FILES:.0%} to the build"
        verdicts.add(row.files_share <= MOST_FILES, promise, f"{row.files_share:.1%}")
    per_page = {row.terms: row.per_page for row in rows}
    few, many = GROWTH_BETWEEN
    if few in per_page and many in per_page:
        growth = per_page[many] / per_page[few]
        promise = f"with {many:,} terms a page takes at most {MOST_GROWTH} times as long as with {few:,}"
        verdicts.add(growth <= MOST_GROWTH, promise, f"{growth:.2f}")


def _warm_up(work: Path) -> None:
    """Have Python compile everything once, outside the project and outside the clock, whatever the shell says of bytecode.

    Without compiled modules each build would begin by compiling every import.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(work / "bytecode")
    generate(ROOT, work / "warm", 0)
    build(work / "warm")
    shutil.rmtree(work / "warm")


def main(arguments: list[str]) -> int:
    """`python -m tools.bench [TERMS ...]`. Exit code 1 if a promise is missed."""
    sizes = [int(argument) for argument in arguments] or SIZES
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        _warm_up(work)
        bench_check(work, verdicts)
        bench_cold(work, verdicts)
        print()
        bench_builds(work, sizes, verdicts)
    return 1 if verdicts.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
