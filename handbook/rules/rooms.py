"""What decision rooms must hold: numbers within their limits, names that differ, rows with a value for each column."""

from collections.abc import Iterator, Sequence

from handbook import model
from handbook.catalog import Catalog
from handbook.problems import Problem, did_you_mean, listing
from handbook.rules.registry import rule
from handbook.source import Location


@rule()
def room_limits(catalog: Catalog) -> Iterator[Problem]:
    """The number that an input of a room begins with is within the limits of that input."""
    for record in catalog.rooms.values():
        for index, put in enumerate(record.model.inputs):
            least, value, most = (float(number) for number in (put.least, put.value, put.most))
            if not least <= value <= most:
                what = f'"{put.id}" begins with {put.value}, but takes {put.least} to {put.most}'
                yield record.problem(("inputs", index, "value"), what, "Change the value, or the limits.")
            elif least == most:
                yield record.problem(("inputs", index, "most"), f'"{put.id}" takes {put.least} alone', "Give it room, or say it in words.")


@rule()
def room_names(catalog: Catalog) -> Iterator[Problem]:
    """No two inputs, results or rows of a room have the same id."""
    for record in catalog.rooms.values():
        for place, items in _named(record.model):
            seen: set[str] = set()
            for index, item in enumerate(items):
                if item.id in seen:
                    yield record.problem((*place, index, "id"), f'"{item.id}" is here twice, in {place[-1]}', "Give it an id of its own.")
                seen.add(item.id)


def _named(room: model.Room) -> Iterator[tuple[Location, Sequence[model.Input | model.Result | model.Row]]]:
    """The lists of a room whose items have ids, with their places."""
    yield ("inputs",), room.inputs
    yield ("results",), room.results
    yield ("table", "rows"), room.table.rows


@rule()
def room_tables(catalog: Catalog) -> Iterator[Problem]:
    """Each row of a room's table has a value for each column, and the best one is a row of it."""
    for record in catalog.rooms.values():
        table = record.model.table
        remedy = f"Write one each for {listing(table.columns)}, in this order."
        for index, row in enumerate(table.rows):
            if len(row.values) != len(table.columns):
                what = f'"{row.id}" has {len(row.values)} values for {len(table.columns)} columns'
                yield record.problem(("table", "rows", index, "values"), what, remedy)
        rows = [row.id for row in table.rows]
        if table.best and table.best not in rows:
            what = f'the best row, "{table.best}", is not in the table'
            yield record.problem(("table", "best"), what, f"{did_you_mean(table.best, rows)}Rows here are {listing(rows)}.")
