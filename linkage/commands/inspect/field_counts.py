"""How the fields of a file are filled: one query over its rows, which gives counts and the largest parts of dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from linkage.commands.inspect import date_counts
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.errors import InputError
from linkage.layouts import every
from linkage.layouts.column_kind import is_date
from linkage.layouts.spelt.shape import Shape
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.rows import cell_sql
from linkage.steps.inputs.split import blank_pattern, fields_sql
from linkage.steps.inputs.text.blank_ends import blank_beyond_sql
from linkage.steps.inputs.values import kinds
from linkage.steps.inputs.values.limits import limits_of

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
    """Of a date: rows by how it is spelt, as a shape, or that it is none; a spelling that nothing has is left out."""


@dataclass(frozen=True)
class RowCounts:
    """The rows that were looked at."""

    rows: int
    whole: int
    """Of these, rows whose fields can be told apart."""
    fields: tuple[FieldCounts, ...]
    refused: InputError | None = None
    """Why a run would not read a file with such dates."""


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
        from {date_counts.known_sql(dialect, "read", kinds.dates(names))} as known"""


def counted(engine: Engine, stream: str, plan: Plan) -> RowCounts:
    """The counts of the rows in `stream`, which are read once."""
    (row,) = engine.rows(counts_sql(engine.dialect, stream, plan))
    values = iter(row)
    rows, whole = as_whole(next(values)), as_whole(next(values))
    shapes, fields, dates = shapes_of(plan), [], []
    for name in plan.columns.places:
        filled = as_whole(next(values))
        if is_date(name):
            dates.append(date_counts.taken(name, values))
        usable = as_whole(next(values)) if name in shapes and not is_date(name) else filled
        fields.append(FieldCounts(name, filled, usable))
    source = plan.file.source
    read, refused = date_counts.usable(dates, source.made_from.dates, whole, limits_of(plan))
    spelt = {one.column.name: one.spelt for one in dates}
    told = tuple(
        replace(one, usable=read[one.ours], dates=spelt[one.ours]) if one.ours in read else one
        for one in fields
    )
    return RowCounts(rows, whole, told, refused)


def shapes_of(plan: Plan) -> Mapping[str, Shape]:
    """What the values of the columns of a file look like, as far as that is known."""
    return {**SHARED_SHAPES, **plan.layout.shapes}


def _rows_sql(dialect: Dialect, stream: str, plan: Plan) -> str:
    if plan.head.parquet or plan.is_json_lines:
        return f"read as (select 1 as is_whole, * from {identifier(stream)})"
    if plan.layout.made_from.is_nested:
        return (
            f"read as (select case when unread is null then 1 end as is_whole, * from {identifier(stream)})"
        )
    columns = plan.columns
    values = ",\n                ".join(
        f"case when is_whole = 1 then {cell_sql(dialect, columns, name)} end as {identifier(name)}"
        for name in columns.places
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
    """The columns of the answer for one column of the file, in the order in which `counted` takes them."""
    column = identifier(name)
    yield f"count({column})"
    if is_date(name):
        yield from date_counts.counts_sql(dialect, name)
    elif name in shapes:
        yield f"count(case when {dialect.matches(f'upper({column})', f'^(?:{shapes[name].pattern})$')} then 1 end)"
