"""What of the project has changed on disk. File stamps decide; the operating system's notices only say when to look."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import sleep, time_ns

from watchfiles import watch

Stamp = tuple[int, int, int]
Stamps = dict[str, Stamp]

FOLDERS = ("data", "docs", "handbook", "overrides", "tools/live")
FILES = ("macros.py", "mkdocs.yml")

# Nanoseconds. Kernels stamp files by a clock that moves every 1 to 10 ms: a second write within one such step would
# leave no trace, so what was written just now is read only after the clock has moved on.
_TICK = 12_000_000
# So often the clock is waited for. Whatever is written longer without a pause is looked at again afterwards.
_PATIENCE = 20
# Milliseconds without a further notice after which a change counts as whole, and the longest wait for that.
_STEP, _LONGEST = 20, 200


def stamps(root: Path) -> Stamps:
    """Path from the root, and time, size and inode, of every file that what is shown depends on."""
    for _ in range(_PATIENCE):
        found = dict(_walk(root))
        newest = max((stamp[0] for stamp in found.values()), default=0)
        if not 0 <= time_ns() - newest < _TICK:
            break
        sleep(_TICK / 1e9)
    return found


def _walk(root: Path) -> Iterator[tuple[str, Stamp]]:
    for folder in FOLDERS:
        yield from _below(f"{root}/{folder}", f"{folder}/")
    for name in FILES:
        try:
            stat = (root / name).stat()
        except OSError:
            continue
        yield name, (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def _below(folder: str, path: str) -> Iterator[tuple[str, Stamp]]:
    try:
        items = list(os.scandir(folder))
    except OSError:
        return
    for item in items:
        if item.name.startswith(".") or item.name in {"__pycache__", "node_modules"}:
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _below(item.path, f"{path}{item.name}/")
            continue
        try:
            stat = item.stat()
        except OSError:
            continue
        yield f"{path}{item.name}", (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def between(before: Stamps, after: Stamps) -> list[str]:
    """The paths that are new, gone or different, sorted."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def ring(bell: Event, root: Path) -> None:
    """Ring at every change below the root's folders, and of its files, for as long as the process lives."""
    folders = [root / name for name in FOLDERS if (root / name).is_dir()]
    for paths, deep in ((folders, True), ([root], False)):
        Thread(target=_ring, args=(bell, paths, deep), daemon=True).start()


def _ring(bell: Event, paths: list[Path], deep: bool) -> None:
    for _ in watch(*paths, recursive=deep, watch_filter=None, debounce=_LONGEST, step=_STEP, raise_interrupt=False):
        bell.set()
