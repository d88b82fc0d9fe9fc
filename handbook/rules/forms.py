"""What the code host's forms ask: what the models and the closed lists have."""

from collections.abc import Iterator
from itertools import zip_longest

from handbook.catalog import Catalog
from handbook.forms import texts
from handbook.problems import Problem
from handbook.rules.registry import rule


@rule(whole=True)
def current_forms(catalog: Catalog) -> Iterator[Problem]:
    """The forms for a new resource and a new term ask for each field, and offer what the closed lists and the skills have."""
    for path, text in texts(catalog).items():
        found = catalog.forms.get(path)
        if found is not None and found != text:
            pairs = zip_longest(found.splitlines(), text.splitlines())
            line = next((number for number, (now, wanted) in enumerate(pairs, start=1) if now != wanted), 1)
            yield Problem(path, line, 1, "the form doesn't ask what the models and the closed lists have now", "Run: make fix")
