"""Importing our own modules anew after an edit: those that changed and all that import them, and no others.

What stays keeps what it has cached: an edit of a template's module does not make the loader read every entry again.
"""

import ast
import importlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType

# Modules of the live server that know the handbook's: they are imported anew with it. A change of any other module of
# the server starts the server anew.
OWN = ("tools.live.site", "tools.live.reading", "tools.live.drafts")


def is_module(path: str) -> bool:
    """Whether a path from the root is a module that can be imported anew."""
    return path == "macros.py" or (path.startswith("handbook/") and path.endswith(".py"))


class Stale:
    """Modules taken out of the interpreter, so that the next import reads them again; `restore` undoes it."""

    def __init__(self, root: Path, changed: Iterable[str]) -> None:
        self._taken: dict[str, ModuleType] = {}
        changed = set(changed)
        _forget_compiled(root, changed)
        importlib.invalidate_caches()
        for name in _affected(root, {_name(path) for path in changed}):
            if module := sys.modules.pop(name, None):
                self._taken[name] = module
                _hide(name)

    def restore(self) -> None:
        """Put back what was taken, and forget what was imported in its place."""
        for name, module in self._taken.items():
            sys.modules[name] = module
            parent, _, child = name.rpartition(".")
            if parent in sys.modules:
                setattr(sys.modules[parent], child, module)


def _forget_compiled(root: Path, changed: Iterable[str]) -> None:
    """A compiled module is told from an edited one by the second and the size: two edits within one would look like one."""
    sys.dont_write_bytecode = True
    for path in changed:
        Path(importlib.util.cache_from_source(str(root / path))).unlink(missing_ok=True)


def _hide(name: str) -> None:
    """A package keeps its modules as attributes too, and `from package import module` looks there first."""
    parent, _, child = name.rpartition(".")
    if parent in sys.modules and hasattr(sys.modules[parent], child):
        delattr(sys.modules[parent], child)


def _name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _affected(root: Path, changed: set[str]) -> set[str]:
    """The changed modules and all that import one of them, however far away."""
    files = {_name(file.relative_to(root).as_posix()): file for file in _files(root)}
    imports = {name: set(_imports(file, file.stat().st_mtime_ns)) for name, file in files.items()}
    found = set(changed)
    while more := {name for name, wanted in imports.items() if name not in found and wanted & found}:
        found |= more
    return found


def _files(root: Path) -> Iterator[Path]:
    yield from (root / "handbook").rglob("*.py")
    yield from (file for file in (root / "macros.py", *(root / f"{name.replace('.', '/')}.py" for name in OWN)) if file.exists())


@lru_cache(maxsize=1000)
def _imports(file: Path, _stamp: int) -> tuple[str, ...]:
    """What a module imports, and the packages around it; nothing where it is no Python, since importing it will tell."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):
        return ()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    around = {name.rpartition(".")[0] for name in found}
    return tuple(sorted((found | around) - {""}))
