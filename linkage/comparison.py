"""The change of one month against another: the same query as a run's, on exact or on shared numbers."""

from collections.abc import Iterable

from linkage.engine.base import Row
from linkage.engine.duckdb import DuckDBEngine
from linkage.figure import Figure
from linkage.statistics.change import change_sql
from linkage.statistics.run import COLUMNS
from linkage.tables import contract


def change_figures(
    now: Iterable[Figure], before: Iterable[Figure], month: str, past: str
) -> tuple[Figure, ...]:
    """The rows of the table change of `month` against `past`; none where one of the two is hidden."""
    engine = DuckDBEngine()
    try:
        for table, figures in (("month_statistics", now), ("earlier_statistics", before)):
            shown = [row_of(figure) for figure in figures if figure.numerator is not None]
            engine.load(table, contract("statistics").types, shown)
        return tuple(
            figure_of(row)
            for row in engine.rows(f"select {COLUMNS} from ({change_sql(month, past)}) as made")
        )
    finally:
        engine.close()


def row_of(figure: Figure) -> Row:
    """A figure as a row of the statistics."""
    return (
        figure.period,
        *figure.key,
        figure.numerator,
        figure.denominator,
        figure.value,
        figure.level,
        figure.numerator_people,
        figure.complement_people,
    )


def figure_of(row: Row) -> Figure:
    """A row of the statistics, in the order of its contract, as a figure."""
    period, table, breakdown, category, measure, numerator, denominator, value, level, people, others = row
    return Figure(
        table=str(table),
        breakdown=str(breakdown),
        category=str(category),
        measure=str(measure),
        numerator=_whole(numerator),
        denominator=_whole(denominator),
        value=None if value is None else float(str(value)),
        period=str(period),
        level=str(level),
        numerator_people=_whole(people),
        complement_people=_whole(others),
    )


def _whole(number: object) -> int | None:
    return None if number is None else int(str(number))
