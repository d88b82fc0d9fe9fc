"""How a rule is made: a generator with `@rule()` above it. It is then run, listed in the contributor docs and must be tested."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from typing import TypeAlias

from handbook.catalog import Catalog
from handbook.problems import Problem

Rule: TypeAlias = Callable[[Catalog], Iterator[Problem]]

# By the module that they are in, in the order of the module.
REGISTERED: dict[str, list[Rule]] = defaultdict(list)


# Those that can look at an entry of which some fields could not be read.
OF_PARTS: list[Rule] = []


def rule(*, whole: bool = False, parts: bool = False) -> Callable[[Rule], Rule]:
    """Register a rule. One of the `whole` counts or looks for what is gone, so it is not asked while a file could not be loaded.

    One of the `parts` looks at fields that may be empty, too, so that what it finds needs no round of its own.
    """

    def register(check: Rule) -> Rule:
        @wraps(check)
        def of_the_whole(catalog: Catalog) -> Iterator[Problem]:
            if not catalog.problems:
                yield from check(catalog)

        made = of_the_whole if whole else check
        REGISTERED[check.__module__].append(made)
        if parts:
            OF_PARTS.append(made)
        return made

    return register
