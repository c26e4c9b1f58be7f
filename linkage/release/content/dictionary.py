"""data_dictionary.csv: every column an analyst meets, from the contracts the engine itself is held to."""

from dataclasses import replace

from linkage.release.content.csv_text import csv_bytes
from linkage.release.content.published import LISTED, PARTITIONED, WHOLE, Options, columns, of_month
from linkage.tables import Column, Table, contract

NAME = "data_dictionary.csv"
HEADER = (
    "table",
    "column",
    "type",
    "unit",
    "nullable",
    "meaning",
    "source",
    "values",
    "codes",
    "grain",
    "key",
)
TEST_MONTH = Column(
    name="test_month",
    type="text",
    nullable=False,
    meaning="Calendar month of the test date, YYYY-MM; read from the name of the folder, not stored in the file.",
    source="DIAGNOSTIC_TEST_DATE",
    values=(),
)


def described(options: Options) -> tuple[Table, ...]:
    """The published tables with the columns that a reader meets: as the job asks for them, the month last."""
    return tuple(
        replace(table, columns=columns(table, options) + (TEST_MONTH,) * (table.name in PARTITIONED))
        for table in map(contract, (*of_month(options), *WHOLE, *LISTED))
    )


def dictionary_rows(options: Options) -> list[tuple[str, ...]]:
    """
    One row per published table and column.

    `unit` says what a number counts; `source` is the input field, empty when derived; `values` lists the only values
    there can be, `codes` is the list of the table codes that has their meanings; `grain` says what one row of the table
    is and `key` which columns tell its rows apart.
    """
    return [
        (
            table.name,
            column.name,
            column.type,
            column.unit,
            "yes" if column.nullable else "no",
            column.meaning,
            column.source,
            ", ".join(column.values),
            column.codes,
            table.grain,
            ", ".join(table.key),
        )
        for table in described(options)
        for column in table.columns
    ]


def dictionary_bytes(options: Options) -> bytes:
    """The file's content."""
    return csv_bytes(HEADER, dictionary_rows(options))
