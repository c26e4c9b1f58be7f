"""The rows of one file with their columns and reasons, and how those of many files become the tables of the step."""

from collections.abc import Sequence

from linkage import tables
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier, literal
from linkage.steps.inputs.header import Columns
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.reason import BLANK, SHARED, fault_sql, key_sql, reason_sql, value_sql
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.split import blank_pattern, fields_sql

PLACED = {"test_date": "date", "site_code": "string", "provider_code": "string"}
"""What is kept of a row set aside to say whose it is and of which month, with its type."""
UNREAD = "'encoding', 'field_count'"
"""Reasons of rows whose fields could not be told apart: what stands in them may be of other columns."""


def text_rows_sql(dialect: Dialect, stream: str, file: InputFile, columns: Columns, layout: JobLayout) -> str:
    """
    One row per line of a text file after its header, blank lines among them; `stream` has row_number and line.

    The file's columns are text, trimmed, blank made null; the others are left out. `reason` is null for a row that
    can be used, and `line` is kept for one that cannot.
    """
    delimiter = file.source.delimiter
    dataset = file.source.dataset
    values = {
        name: key_sql(dialect, dataset, name, f"nullif(trim({dialect.item('fields', place)}), '')")
        for name, place in columns.places.items()
    }
    return f"""
        with split as (
            select row_number, line,
                {fields_sql(dialect, "line", delimiter)} as fields
            from {identifier(stream)}
            where row_number > {columns.header_line}
        ),
        named as (
            select row_number, line,
                case
                    when line is null then 'encoding'
                    when {dialect.size("fields")} = {columns.fields} then null
                    when {dialect.matches("line", blank_pattern(delimiter))} then '{BLANK}'
                    else 'field_count'
                end as unread,
                {_listed(values)}
            from split
        ),
        {_judged_sql(dialect, file, columns, layout)}"""


def parquet_rows_sql(
    dialect: Dialect, stream: str, file: InputFile, columns: Columns, layout: JobLayout
) -> str:
    """
    One row per row of a Parquet file, as text_rows_sql; `stream` has row_number and the file's columns as text.

    The line of a row that cannot be used is made of the columns we know, in our order, with pipes between.
    """
    around = "concat(' ', chr(9), chr(13), chr(0))"
    dataset = file.source.dataset
    values = {
        name: key_sql(dialect, dataset, name, f"nullif(trim(both {around} from {identifier(name)}), '')")
        for name in columns.places
    }
    line = ", '|', ".join(f"coalesce({identifier(name)}, '')" for name in columns.places)
    return f"""
        with named as (
            select row_number, concat({line}) as line, cast(null as string) as unread,
                {_listed(values)}
            from {identifier(stream)}
        ),
        {_judged_sql(dialect, file, columns, layout)}"""


def raw_sql(dataset: str, files: Sequence[tuple[InputFile, Columns]], *, shared: bool = False) -> str:
    """
    The accepted rows of a data set, from the rows of each of its files; a column no file has is null.

    With `shared`, those of a record key of several people are left out (see shared_key).
    """
    kept = f" and record_key not in (select record_key from {SHARED})" if shared else ""
    names = [column.name for column in tables.contract(f"{dataset}_raw").columns[2:]]
    return "\n        union all".join(
        f"""
        select cast({file.file_id} as bigint) as file_id, row_number,
            {", ".join(_or_null(name, columns) for name in names)}
        from {identifier(file.rows_table)}
        where reason is null{kept}"""
        for file, columns in files
    )


def set_aside_sql(dialect: Dialect, dataset: str, files: Sequence[tuple[InputFile, Columns]]) -> str:
    """
    The rows of a data set that cannot be used, from the rows of each of its files.

    What a row says of its day and place stands beside it, where its fields could be told apart.
    """
    return "\n        union all".join(
        f"""
        select cast({file.file_id} as bigint) as file_id, row_number, {literal(dataset)} as dataset, reason,
            {fault_sql(dialect, dataset, list(columns.places))} as column_name, line,
            {", ".join(_placed(name, kind, dataset, columns) for name, kind in PLACED.items())}
        from {identifier(file.rows_table)}
        where reason <> '{BLANK}'"""
        for file, columns in files
    )


def shared_sql(dataset: str, files: Sequence[tuple[InputFile, Columns]]) -> str:
    """The rows of a record key of several people; each line is made of the columns we know, with pipes between."""
    return "\n        union all".join(
        f"""
        select cast({file.file_id} as bigint) as file_id, row_number, {literal(dataset)} as dataset,
            {literal(SHARED)} as reason, 'record_key' as column_name,
            concat({", '|', ".join(f"coalesce({identifier(name)}, '')" for name in columns.places)}) as line,
            {", ".join(_placed(name, kind, dataset, columns) for name, kind in PLACED.items())}
        from {identifier(file.rows_table)}
        where reason is null and record_key in (select record_key from {SHARED})"""
        for file, columns in files
    )


def _placed(name: str, kind: str, dataset: str, columns: Columns) -> str:
    """A column that says when and where an imaging event was; null in other data sets and in rows not taken apart."""
    if dataset != "did" or name not in columns.places:
        return f"cast(null as {kind}) as {identifier(name)}"
    return f"case when reason not in ({UNREAD}) then {identifier(name)} end as {identifier(name)}"


def _judged_sql(dialect: Dialect, file: InputFile, columns: Columns, layout: JobLayout) -> str:
    dataset, dates = file.source.dataset, layout.made_from.dates
    known = [name for name in layout.columns if name in columns.places]
    return f"""judged as (
            select row_number, {reason_sql(dialect, dataset, known, dates)} as reason, line,
                {", ".join(known)}
            from named
        )
        select row_number, reason, case when reason is not null then line end as line,
            {_listed({name: value_sql(dialect, dataset, name, dates) for name in known})}
        from judged"""


def _listed(values: dict[str, str]) -> str:
    return ",\n                ".join(f"{value} as {identifier(name)}" for name, value in values.items())


def _or_null(name: str, columns: Columns) -> str:
    return identifier(name) if name in columns.places else f"cast(null as string) as {identifier(name)}"
