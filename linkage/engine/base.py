"""What a step may ask of a database: create tables, read small results, write Parquet."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa

from linkage.engine.apart import Apart
from linkage.engine.dialect import Dialect
from linkage.engine.value import Row, Value

if TYPE_CHECKING:
    from linkage.engine.elsewhere import Elsewhere

__all__ = ["Apart", "Engine", "Row", "Value"]


class Engine(Protocol):
    """Runs portable SQL and owns the session that Splink will share."""

    @property
    def dialect(self) -> Dialect:
        """The few spellings in which this database differs from another."""
        ...

    @property
    def elsewhere(self) -> "Elsewhere | None":
        """Who reads files in its place; None where it does so itself."""
        ...

    def create(self, table: str, query: str, *, brief: bool = False) -> int:
        """
        Materialise `query` as the table `table` and give its number of rows.

        `brief`: it is dropped before its step ends, so it need not go into the file of the working tables.
        A table with a contract in `linkage/tables/contracts` is checked against it.
        Raises IntegrityError when the contract does not hold.
        """
        ...

    def view(self, table: str, query: str, *, is_checked: bool = False) -> None:
        """
        Name `query` as the table `table`: every reader works it out anew.

        Held to its contract as by `create`; where the rows `is_checked` already, for its columns and types alone.
        """
        ...

    def load(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Value]]) -> int:
        """Make `table` from a few Python rows; `columns` maps each name to a contract type."""
        ...

    def load_arrow(self, table: str, rows: pa.Table) -> int:
        """Make `table` from an Arrow table."""
        ...

    def lend(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> AbstractContextManager[None]:
        """Let statements read Arrow rows as the table `name` for a while; a stream can be read by one of them."""
        ...

    def parquet_sql(self, *sources: Path) -> str:
        """A table expression that reads Parquet files or folders, columns by name."""
        ...

    def rows(self, query: str) -> list[Row]:
        """Every row of a small result."""
        ...

    def columns(self, query: str) -> pa.Table:
        """A result that is worked on as a whole, column by column: every row of a table, say."""
        ...

    def scalar(self, query: str) -> Value:
        """The single value of a one-row, one-column result."""
        ...

    def count(self, query: str) -> int:
        """The same, a whole number; 0 for null, as a sum over nothing is."""
        ...

    def number(self, query: str) -> float | None:
        """The same, a number or null."""
        ...

    def tables(self) -> frozenset[str]:
        """Every table and view there is, by name."""
        ...

    def drop(self, table: str) -> None:
        """Forget `table` if it exists, and give its space back."""
        ...

    def write_parquet(self, query: str, target: Path, apart: Apart | None = None) -> None:
        """
        Write `query` to one new Parquet file, for the owner alone; row order is the query's own.

        Some rows go `apart`, into a file of their own; the query is worked out once.
        """
        ...

    def close(self) -> None:
        """End the session."""
        ...
