"""Rows set aside: which column each is set aside for, and what it says of its day and place."""

from collections.abc import Collection

from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.steps.inputs.reason import BLANK, fault_sql

PLACED = {"test_date": "date", "site_code": "string", "provider_code": "string"}
"""What is kept of a row set aside to say whose it is and of which month, with its type."""
UNREAD = "'encoding', 'field_count'"
"""Reasons of rows whose fields could not be told apart: what stands in them may be of other columns."""


def aside_sql(dialect: Dialect, dataset: str, columns: Collection[str], rows: str) -> str:
    """The rows of a file's table `rows` that are set aside, as they are kept; `columns` are those the file has."""
    placed = ", ".join(placed_sql(name, kind, dataset, columns) for name, kind in PLACED.items())
    return (
        f"select row_number, reason, {fault_sql(dialect, dataset, list(columns))} as column_name, line, {placed}"
        f" from {rows} where reason <> '{BLANK}'"
    )


def placed_sql(name: str, kind: str, dataset: str, columns: Collection[str]) -> str:
    """A column that says when and where an imaging event was; null in other data sets and in rows not taken apart."""
    if dataset != "did" or name not in columns:
        return f"cast(null as {kind}) as {identifier(name)}"
    return f"case when reason not in ({UNREAD}) then {identifier(name)} end as {identifier(name)}"
