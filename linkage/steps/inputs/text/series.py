"""A column that is several of the file: their values one after another in one text."""

from collections.abc import Sequence

from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.layouts.layout import SERIES_MARK
from linkage.steps.inputs.header import Columns

MARK = literal(SERIES_MARK)


def joined_sql(values: Sequence[str], which: Sequence[int]) -> str:
    """
    One text of `values`, each of which may be null; null where all are.

    `which` says which of the series each value is, from 1: what the file lacks between two of them is blank.
    """
    of = dict(zip(which, values, strict=True))
    each = [f"coalesce({of[nth]}, '')" if nth in of else "''" for nth in range(1, max(which) + 1)]
    return ended_sql(f"concat({f', {MARK}, '.join(each)})")


def ended_sql(text: str) -> str:
    """A text without the marks behind its last value; null where it has none."""
    return f"nullif(trim(trailing {MARK} from {text}), '')"


def series_cell_sql(dialect: Dialect, columns: Columns, name: str) -> str:
    """The value of such a column in `fields` of fields_sql; columns that stand side by side are cut out at once."""
    places, which = columns.all_places(name), columns.series[name]
    first, count = places[0], len(places)
    side_by_side = places == tuple(range(first, first + count)) and which == tuple(range(1, count + 1))
    if side_by_side:
        return ended_sql(dialect.joined(dialect.part("fields", first, count), MARK))
    return joined_sql([f"nullif({dialect.item('fields', place)}, '')" for place in places], which)
