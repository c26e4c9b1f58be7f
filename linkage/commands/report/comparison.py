"""The change of one month against another: the same query as a run's, on exact or on shared numbers."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from linkage.engine.base import Row
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.statistics.columns import listed_sql, types
from linkage.steps.statistics.tables.change import change_sql
from linkage.words.figure import Figure


def change_figures(
    now: Iterable[Figure], before: Iterable[Figure], month: str, past: str
) -> tuple[Figure, ...]:
    """The rows of the table change of `month` against `past`; none where one of the two is hidden."""
    engine = DuckDBEngine()
    try:
        for table, figures in (("month_statistics", now), ("earlier_statistics", before)):
            shown = [row_of(figure) for figure in figures if figure.numerator is not None]
            engine.load(table, types(), shown)
        return tuple(
            figure_of(row)
            for row in engine.rows(f"select {listed_sql()} from ({change_sql(month, past)}) as made")
        )
    finally:
        engine.close()


def row_of(figure: Figure) -> Row:
    """A figure as a row of the statistics."""
    return tuple(getattr(figure, name) for name in types())


def figure_of(row: Row) -> Figure:
    """A row of the statistics, in the order of its contract, as a figure."""
    values: dict[str, Any] = {
        name: None if value is None else OF_TYPE[kind](str(value))
        for (name, kind), value in zip(types().items(), row, strict=True)
    }
    return Figure(**values)


OF_TYPE: Mapping[str, Callable[[str], object]] = {"text": str, "integer": int, "double": float}
"""A value of each type of a contract, from its text."""
