"""Rows that Python has, as tables of an engine: the same for every engine that can lend Arrow rows to a statement."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import pyarrow as pa

from linkage.engine.arrow import arrow_table
from linkage.engine.empty import no_rows_sql
from linkage.engine.quote import identifier
from linkage.engine.value import Value


class Lender(Protocol):
    """What is asked of the engine."""

    def create(self, table: str, query: str, *, brief: bool = False) -> int:
        """See Engine."""
        ...

    def lend(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> AbstractContextManager[None]:
        """See Engine."""
        ...

    def load_arrow(self, table: str, rows: pa.Table) -> int:
        """See Engine."""
        ...


class ArrowLoader:
    """What an engine makes of rows of Python and of Arrow."""

    def load(self: Lender, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Value]]) -> int:
        """See Engine; the rows travel as one Arrow table, where there are any."""
        listed = list(rows)
        if not listed:
            return self.create(table, no_rows_sql(columns))
        return self.load_arrow(table, arrow_table(columns, listed))

    def load_arrow(self: Lender, table: str, rows: pa.Table) -> int:
        """See Engine."""
        with self.lend("loaded_rows", rows):
            return self.create(
                table, f"select {', '.join(map(identifier, rows.column_names))} from loaded_rows"
            )
