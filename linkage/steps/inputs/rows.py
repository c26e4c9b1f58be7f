"""The rows of one file with their columns and reasons, and how those of many files become the tables of the step."""

from collections.abc import Collection, Sequence

from linkage import tables
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier, literal
from linkage.layouts.spelt.timestamp import clock_date_sql, clock_time_sql, unusable_sql
from linkage.steps.inputs.header import Columns
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.reason import (
    BLANK,
    OWN_KEYS,
    PLACED,
    SHARED,
    beside_sql,
    key_sql,
    placed_sql,
    reason_sql,
    value_sql,
)
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.split import blank_pattern, fields_sql
from linkage.steps.inputs.taken import Taken
from linkage.steps.inputs.text.blank_ends import blank_beyond_sql
from linkage.steps.inputs.text.header_again import names_of, no_name_sql
from linkage.steps.inputs.text.series import joined_sql, series_cell_sql


def text_rows_sql(
    dialect: Dialect, stream: str, file: InputFile, columns: Columns, layout: JobLayout, likeness: str = ""
) -> str:
    """
    One row per line of a text file after its header, blank lines among them; `stream` has row_number and line.

    The file's columns are text, trimmed, blank made null; the others are left out. `reason` is null for a row that
    can be used, and `line` is kept for one that cannot. The likeness of its line has the name of `likeness`, if any.
    """
    delimiter, dataset = file.source.delimiter, file.source.dataset
    cells = {name: cell_sql(dialect, columns, name) for name in columns.places}
    if columns.header_line:
        cells |= {
            name: no_name_sql(cells[name], names_of(layout, name))
            for name in OWN_KEYS[dataset]
            if name in cells
        }
    values = {name: key_sql(dialect, dataset, name, cell) for name, cell in cells.items()}
    alike = {likeness: dialect.likeness_number("line")} if likeness else {}
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
                    when {dialect.size("fields")} = {columns.fields}{blank_beyond_sql(dialect, columns, "fields")}
                        then null
                    when {dialect.matches("line", blank_pattern(delimiter))} then '{BLANK}'
                    else 'field_count'
                end as unread,
                {_listed(values)}
            from split
        ),
        {_judged_sql(dialect, file, columns, layout, alike)}"""


def cell_sql(dialect: Dialect, columns: Columns, name: str) -> str:
    """The value of a column in `fields` of fields_sql: of its places the first that holds something, or null."""
    if name in columns.series:
        return series_cell_sql(dialect, columns, name)
    each = [f"nullif({dialect.item('fields', place)}, '')" for place in columns.all_places(name)]
    return each[0] if len(each) == 1 else f"coalesce({', '.join(each)})"


def parquet_rows_sql(
    dialect: Dialect,
    stream: str,
    file: InputFile,
    columns: Columns,
    layout: JobLayout,
    *,
    nested: bool = False,
) -> str:
    """
    One row per row of a Parquet file, as text_rows_sql; `stream` has row_number and the file's columns as text.

    The line of a row that cannot be used is made of the columns we know, in our order, with pipes between. Where
    `nested`, the stream says besides why a row could not be read (unread), and has its record as it came.
    """
    around = "concat(' ', chr(9), chr(13), chr(0))"
    dataset = file.source.dataset
    read = {
        name: [f"nullif(trim(both {around} from {identifier(one)}), '')" for one in columns.called(name)]
        for name in columns.places
    }
    one = {name: each[0] if len(each) == 1 else f"coalesce({', '.join(each)})" for name, each in read.items()}
    one |= {name: joined_sql(read[name], which) for name, which in columns.series.items()}
    values = {name: key_sql(dialect, dataset, name, value) for name, value in one.items()}
    own = [name for name in columns.places if name not in columns.clocks]
    line = f"""concat({", '|', ".join(f"coalesce({identifier(name)}, '')" for name in own)})"""
    line, unread = (
        (f"coalesce(record, {line})", "unread") if nested else (line, "cast(null as string) as unread")
    )
    return f"""
        with named as (
            select row_number, {line} as line, {unread},
                {_listed(values)}
            from {identifier(stream)}
        ),
        {_judged_sql(dialect, file, columns, layout, {})}"""


def raw_sql(dataset: str, files: Sequence[Taken], shared: str = "") -> str:
    """
    The accepted rows of a data set, from those of each of its files; a column no file has is null.

    Those whose record key is in the table `shared`, of record keys of several people, are left out (see shared_key).
    """
    kept = f"record_key not in (select record_key from {shared})" if shared else "true"
    each = (file_rows_sql(dataset, one.file.file_id, one.columns, one.accepted) for one in files)
    return " union all".join(f"{rows} where {kept}" for rows in each)


def file_rows_sql(dataset: str, number: int, columns: Collection[str], rows: str) -> str:
    """Rows of the file of that number, which have row_number and `columns`, as the raw table of a data set has them."""
    names = [column.name for column in tables.contract(f"{dataset}_raw").columns[2:]]
    return f"""
        select cast({number} as bigint) as file_id, row_number, {", ".join(_or_null(name, columns) for name in names)}
        from {rows}"""


def set_aside_sql(dataset: str, files: Sequence[Taken]) -> str:
    """
    The rows of a data set that cannot be used, from the rows of each of its files.

    What a row says of its day and place stands beside it, where its fields could be told apart.
    """
    return "\n        union all".join(
        f"""
        select cast({taken.file.file_id} as bigint) as file_id, row_number, {literal(dataset)} as dataset, reason,
            column_name, line, {", ".join(PLACED)}
        from {taken.aside}"""
        for taken in files
    )


def shared_sql(dataset: str, files: Sequence[Taken], shared: str) -> str:
    """The rows of a record key of several people; each line is made of the columns we know, with pipes between."""
    return "\n        union all".join(
        f"""
        select cast({taken.file.file_id} as bigint) as file_id, row_number, {literal(dataset)} as dataset,
            {literal(SHARED)} as reason, 'record_key' as column_name,
            concat({", '|', ".join(f"coalesce({identifier(name)}, '')" for name in taken.columns)}) as line,
            {", ".join(placed_sql(name, kind, dataset, taken.columns) for name, kind in PLACED.items())}
        from (select *, {literal(SHARED)} as reason from {taken.accepted}) as accepted
        where record_key in (select record_key from {shared})"""
        for taken in files
    )


def _judged_sql(
    dialect: Dialect, file: InputFile, columns: Columns, layout: JobLayout, more: dict[str, str]
) -> str:
    dataset = file.source.dataset
    known = [name for name in layout.columns if name in columns.places]
    values = {name: value_sql(dialect, dataset, name) for name in known}
    named, before = "named", ""
    if rules := unusable_sql(dialect, layout.made_from, known):
        clocks = {name: clock_date_sql(dialect, name) for name in layout.made_from.timestamps}
        clocks |= {name: clock_time_sql(dialect, name) for name in columns.clocks}
        cases = " ".join(f"when {condition} then '{reason}'" for condition, reason in rules.items())
        named, before = (
            "ruled",
            f"""ruled as (
            select row_number, line, case when unread is not null then unread {cases} end as unread,
                {_listed({name: clocks.get(name, name) for name in known})}
            from named
        ),
        """,
        )
    return f"""{before}judged as (
            select row_number, {reason_sql(dialect, dataset, known)} as reason, line,
                {", ".join(known)}
            from {named}
        )
        select row_number, reason, case when reason is not null then line end as line,
            {_listed(values | beside_sql(dialect, dataset, known) | more)}
        from judged"""


def _listed(values: dict[str, str]) -> str:
    return ",\n                ".join(f"{value} as {identifier(name)}" for name, value in values.items())


def _or_null(name: str, columns: Collection[str]) -> str:
    return identifier(name) if name in columns else f"cast(null as string) as {identifier(name)}"
