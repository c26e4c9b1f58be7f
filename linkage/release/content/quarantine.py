"""Rows that could not be used, as the secure folder of a release keeps them."""

from pathlib import Path

import pyarrow.parquet as pq

from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.tables import contract

PLACED = ("column_name", "test_month", "provider_code", "file_provider_code", "to_send_back")
"""What the quarantine says of a row beside what it is; releases of earlier versions say none of it."""


NUMBERS_IN_LINE = 8
"""Runs of ten digits that are looked at in a line: fields of that kind are few."""


def numbers_of_listed_sql() -> str:
    """One row per number of the opt-out list, and per other number of the people of the index who bore one."""
    return """
        select nhs_number from opted_out_number
        union
        select other.nhs_number
        from person_number as own
        join opted_out_number as listed on listed.nhs_number = own.nhs_number
        join person_number as other on other.person_id = own.person_id"""


def without_listed_sql(dialect: Dialect, line: str) -> str:
    """A line as it came, or null when it bears a number of the opt-out list, or another of the same person."""
    found = dialect.captures(line, "([0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})")
    numbers = [dialect.without(dialect.item(found, place), "[ -]") for place in range(1, NUMBERS_IN_LINE + 1)]
    listed = " or ".join(
        f"coalesce({number}, '') in (select nhs_number from number_of_listed)" for number in numbers
    )
    return f"case when {listed} then null else {line} end"


def column_names(path: Path) -> tuple[str, ...]:
    """The columns of a Parquet file; none where there is no file."""
    return tuple(pq.read_schema(path).names) if path.is_file() else ()


def quarantine_sql(dialect: Dialect, *, listed: bool, conflicts: bool, placed_for: str | None = None) -> str:
    """
    One row per input row that could not be used, with the path of its file; `listed`: there is an opt-out list.

    With `conflicts` also the rows of key_conflict, whose line is made of the columns we know, with pipes between.
    `placed_for` is the month of the run, where the table set_aside says of which month and provider each row is.
    """
    names = [column.name for column in contract("did_raw").columns[2:]]
    made = ", '|', ".join(f"coalesce(cast(raw.{name} as string), '')" for name in names)
    conflicting = f"""
            union all
            select raw.file_id, 'did' as dataset, raw.row_number, 'key_conflict' as reason, concat({made}) as line
            from did_raw as raw
            join key_conflict as conflict
              on conflict.file_id = raw.file_id and conflict.row_number = raw.row_number"""
    line = without_listed_sql(dialect, "aside.line") if listed else "aside.line"
    if placed_for is None:
        placed, beside = (
            [f"cast(null as string) as {name}" for name in PLACED[:-1]] + ["true as to_send_back"],
            "",
        )
    else:
        is_new = "file.sha256 not in (select sha256 from file_read_before)"
        of_month = f"coalesce(placed.test_month = {literal(placed_for)}, false)"
        placed = [f"placed.{name}" for name in PLACED[:-1]] + [f"({of_month} or {is_new}) as to_send_back"]
        beside = """
        left join set_aside as placed
          on placed.file_id = aside.file_id and placed.row_number = aside.row_number"""
    return f"""
        select file.path, aside.dataset, aside.row_number, aside.reason, {line} as line,
            {", ".join(placed)}
        from (
            select file_id, dataset, row_number, reason, line from quarantine{conflicting if conflicts else ""}
        ) as aside
        join input_file as file on file.file_id = aside.file_id{beside}
        order by aside.file_id, aside.row_number"""
