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


def rule(*, whole: bool = False) -> Callable[[Rule], Rule]:
    """Register a rule. One of the `whole` counts or looks for what is gone, so it is not asked while a file could not be loaded."""

    def register(check: Rule) -> Rule:
        @wraps(check)
        def of_the_whole(catalog: Catalog) -> Iterator[Problem]:
            if not catalog.problems:
                yield from check(catalog)

        made = of_the_whole if whole else check
        REGISTERED[check.__module__].append(made)
        return made

    return register
