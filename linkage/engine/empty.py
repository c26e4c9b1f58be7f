"""Tables without a row: whether one is, and the query that makes one."""

from collections.abc import Mapping
from typing import Protocol

from linkage import tables
from linkage.engine.value import Row


class Reader(Protocol):
    """What is asked of an engine."""

    def rows(self, query: str) -> list[Row]:
        """See Engine."""
        ...


def has_rows(engine: Reader, table: str) -> bool:
    """Whether a table has any; an engine that made it knows."""
    known: int | None = getattr(engine, "rows_made", {}).get(table)
    return bool(engine.rows(f"select 1 from {table} limit 1")) if known is None else known > 0


def no_rows_sql(columns: Mapping[str, str]) -> str:
    """A query of these columns without a row; `columns` maps each name to a contract type."""
    listed = (f"cast(null as {tables.SQL_TYPES.get(kind, kind)}) as {name}" for name, kind in columns.items())
    return f"select {', '.join(listed)} where false"
