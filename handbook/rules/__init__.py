"""What must hold between entries. A rule is a small generator; its docstring states it, its message tells the remedy.

`check` runs them all. The contributor docs print the docstrings, so a rule is documented by being written.
"""

from collections.abc import Callable, Iterator

from handbook.catalog import Catalog
from handbook.problems import Problem
from handbook.rules.addresses import kept_addresses, lock_lines, moves_lead_somewhere, recorded_addresses
from handbook.rules.entries import comparison_columns, skill_places, updates
from handbook.rules.library import floors, same_address, well_read
from handbook.rules.pages import entry_macros, entry_pages, macro_calls, page_headings, page_links, raw_html, stray_pages, table_headers
from handbook.rules.paths import exercise_names, path_hours, path_order, path_stages
from handbook.rules.references import circular_requires, closed_values, dangling_references, repeated_references
from handbook.rules.terms import colliding_names, definitions, term_length, terms_reached, terms_taught

Rule = Callable[[Catalog], Iterator[Problem]]


def check(catalog: Catalog) -> list[Problem]:
    """All problems of the catalog, in the order of files and lines.

    Without a sound vocabulary every closed value would look wrong, so its own problems then stand alone.
    """
    if not catalog.vocabulary.areas:
        return sorted(set(catalog.problems))
    found = [problem for rule in RULES for problem in rule(catalog)]
    return sorted({*catalog.problems, *found})


RULES: tuple[Rule, ...] = (
    closed_values,
    dangling_references,
    repeated_references,
    circular_requires,
    same_address,
    colliding_names,
    comparison_columns,
    skill_places,
    updates,
    path_hours,
    path_order,
    exercise_names,
    path_stages,
    well_read,
    floors,
    terms_taught,
    terms_reached,
    definitions,
    term_length,
    macro_calls,
    entry_macros,
    entry_pages,
    stray_pages,
    raw_html,
    page_headings,
    table_headers,
    page_links,
    lock_lines,
    kept_addresses,
    recorded_addresses,
    moves_lead_somewhere,
)
