"""data_dictionary.csv: every column an analyst meets, from the contracts the engine itself is held to."""

from linkage.release.csv_text import csv_bytes
from linkage.release.published import PARTITIONED, WHOLE, Options, columns
from linkage.tables import contract

NAME = "data_dictionary.csv"
HEADER = ("table", "column", "type", "nullable", "meaning", "source", "values", "grain", "key")
TEST_MONTH = (
    "test_month",
    "text",
    "no",
    "Calendar month of the test date, YYYY-MM; read from the name of the folder, not stored in the file.",
    "DIAGNOSTIC_TEST_DATE",
    "",
)


def dictionary_rows(options: Options) -> list[tuple[str, ...]]:
    """
    One row per published table and column.

    `meaning` names the unit; `source` is the input field, empty when derived; `values` lists the only
    values there can be; `grain` says what one row of the table is and `key` which columns tell its rows
    apart.
    """
    rows: list[tuple[str, ...]] = []
    for name in (*PARTITIONED, *WHOLE):
        table = contract(name)
        whole = (table.grain, ", ".join(table.key))
        for column in columns(table, options):
            nullable = "yes" if column.nullable else "no"
            values = ", ".join(column.values)
            rows.append(
                (name, column.name, column.type, nullable, column.meaning, column.source, values, *whole)
            )
        if name in PARTITIONED:
            rows.append((name, *TEST_MONTH, *whole))
    return rows


def dictionary_bytes(options: Options) -> bytes:
    """The file's content."""
    return csv_bytes(HEADER, dictionary_rows(options))
