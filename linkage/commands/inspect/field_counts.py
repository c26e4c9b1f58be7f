"""How the fields of a file are filled: one query over its rows, which gives counts and the largest parts of dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.layouts import every
from linkage.layouts.spelt.shape import Shape
from linkage.steps.inputs.likeness.date_shapes import OTHER, PARTS, SHAPES, named
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.split import blank_pattern, fields_sql
from linkage.steps.inputs.text.blank_ends import blank_beyond_sql

SHARED_SHAPES: Mapping[str, Shape] = {
    one.ours: one.shape
    for layout in reversed(every.LAYOUTS)
    for one in layout.columns
    if one.shape and not one.key
}
"""What the values of a column look like, by our name of it, for layouts that do not say it themselves."""


@dataclass(frozen=True)
class FieldCounts:
    """A column of a file."""

    ours: str
    filled: int
    """Rows in which it holds something."""
    usable: int
    """Of these, rows in which that looks as it should."""
    dates: Mapping[str, int] = field(default_factory=dict)
    """Of a date: rows by how it is spelt, as a shape; a spelling that nothing has is left out."""


@dataclass(frozen=True)
class RowCounts:
    """The rows that were looked at."""

    rows: int
    whole: int
    """Of these, rows whose fields can be told apart."""
    fields: tuple[FieldCounts, ...]


def counts_sql(dialect: Dialect, stream: str, plan: Plan) -> str:
    """One row: how many rows, how many of them whole, and for each column what `counted` reads."""
    names, shapes = tuple(plan.columns.places), shapes_of(plan)
    columns = ",\n            ".join(
        [
            "count(*) as rows",
            "count(is_whole) as whole",
            *(one for name in names for one in _counts(dialect, name, shapes)),
        ]
    )
    return f"""
        with {_rows_sql(dialect, stream, plan)}
        select {columns}
        from read"""


def counted(engine: Engine, stream: str, plan: Plan) -> RowCounts:
    """The counts of the rows in `stream`, which are read once."""
    (row,) = engine.rows(counts_sql(engine.dialect, stream, plan))
    values = iter(0 if value is None else as_whole(value) for value in row)
    rows, whole = next(values), next(values)
    shapes = shapes_of(plan)
    return RowCounts(rows, whole, tuple(_field(name, shapes, values) for name in plan.columns.places))


def shapes_of(plan: Plan) -> Mapping[str, Shape]:
    """What the values of the columns of a file look like, as far as that is known."""
    return {**SHARED_SHAPES, **plan.layout.shapes}


def is_date(name: str) -> bool:
    """Whether a column of ours holds dates."""
    return name.endswith("_date")


def _rows_sql(dialect: Dialect, stream: str, plan: Plan) -> str:
    if plan.head.parquet:
        return f"read as (select 1 as is_whole, * from {identifier(stream)})"
    if plan.layout.made_from.is_nested:
        return (
            f"read as (select case when unread is null then 1 end as is_whole, * from {identifier(stream)})"
        )
    columns = plan.columns
    values = ",\n                ".join(
        f"case when is_whole = 1 then nullif(trim({dialect.item('fields', place)}), '') end as {identifier(name)}"
        for name, place in columns.places.items()
    )
    delimiter = plan.file.source.delimiter
    return f"""split as (
            select line, {fields_sql(dialect, "line", delimiter)} as fields
            from {identifier(stream)}
            where row_number > {columns.header_line}
        ),
        judged as (
            select fields,
                case when {dialect.size("fields")} = {columns.fields}{blank_beyond_sql(dialect, columns, "fields")}
                    then 1 end as is_whole
            from split
            where line is null or not {dialect.matches("line", blank_pattern(delimiter))}
        ),
        read as (
            select is_whole,
                {values}
            from judged
        )"""


def _counts(dialect: Dialect, name: str, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """The columns of the answer for one column of the file, in the order in which `_field` takes them."""
    column = identifier(name)
    yield f"count({column})"
    if is_date(name):
        for shape, pattern in SHAPES.items():
            fits = dialect.matches(column, pattern)
            yield f"count(case when {fits} then 1 end)"
            for start, length in PARTS.get(shape, ()):
                yield f"max(case when {fits} then cast(substr({column}, {start}, {length}) as integer) end)"
    elif name in shapes:
        yield f"count(case when {dialect.matches(f'upper({column})', f'^(?:{shapes[name].pattern})$')} then 1 end)"


def _field(name: str, shapes: Mapping[str, Shape], values: Iterator[int]) -> FieldCounts:
    filled = next(values)
    if not is_date(name):
        return FieldCounts(name, filled, next(values) if name in shapes else filled)
    dates: dict[str, int] = {}
    for shape in SHAPES:
        rows = next(values)
        largest = {part: next(values) for part in PARTS.get(shape, ())}
        if rows:
            dates[named(shape, largest)] = rows
    usable = sum(dates.values())
    return FieldCounts(name, filled, usable, dates | ({OTHER: filled - usable} if filled > usable else {}))
