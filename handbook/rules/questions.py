"""What questions must hold."""

from collections.abc import Iterator

from handbook.catalog import Catalog
from handbook.problems import Problem
from handbook.rules.registry import rule

# Two minutes at the pace of somebody who thinks while talking, give or take half a minute.
SPOKEN_WORDS = range(180, 361)


@rule()
def spoken_length(catalog: Catalog) -> Iterator[Problem]:
    """A spoken answer has 180 to 360 words: what one says in about two minutes."""
    for record in catalog.questions.values():
        words = sum(len(text.split()) for text in record.model.spoken_answer)
        if words and words not in SPOKEN_WORDS:
            what = f"the spoken answer has {words} words; two minutes are 180 to 360"
            yield record.problem(("spoken_answer",), what, "Shorten it, or say more.")
