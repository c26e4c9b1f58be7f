"""DuckDB: the engine built on a connection of connection.py."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pyarrow as pa

from linkage import tables
from linkage.engine.arrow import ROW_GROUP_ROWS, write_file
from linkage.engine.base import Apart, Row
from linkage.engine.connection import Session, connect
from linkage.engine.dialect import DuckDBDialect
from linkage.engine.failure import told_without_values
from linkage.engine.held import keep_contract, keep_types_of
from linkage.engine.loaded import ArrowLoader
from linkage.engine.parquet import parquet_sql
from linkage.engine.quote import identifier
from linkage.engine.value import TypedReaders, as_whole

__all__ = ["DuckDBEngine", "Session"]

SMALL_BYTES = 32_000_000
"""Of text that a job reads: the rows of any of its queries fit into memory, twice over."""
VIEWS = "select view_name from duckdb_views() where not internal"
TABLES = f"select table_name from duckdb_tables() where not internal union all {VIEWS}"
"""Names alone: `show tables` looks at the columns of each as well, and is asked some fifty times in a run."""


class DuckDBEngine(ArrowLoader, TypedReaders):
    """The Engine of `linkage.engine.base` on one DuckDB connection."""

    def __init__(self, session: Session | None = None) -> None:
        """Open the connection that `session` describes; the default keeps everything in memory."""
        self.session = session or Session()
        with self._doing("opening the database"):
            self.connection = connect(self.session)
        self.dialect = DuckDBDialect()
        self.elsewhere = None
        self.rows_made: dict[str, int] = {}
        """Of each table made in this session: who asks whether it has any need not look."""
        self.before_writing: Callable[[str], None] | None = None
        """Told of each table before it is made, made again or dropped; let go of at the end, for it may hold us."""
        self._views = {str(name) for (name,) in self.rows(VIEWS)} if self.session.database else set()

    def create(self, table: str, query: str, *, brief: bool = False) -> int:
        """See Engine; a brief table is held in memory as it comes, and spilled where there is too little of it."""
        if self.before_writing:
            self.before_writing(table)
        with self._doing(f"making table {table}"):
            if table in self._views:
                self.connection.execute(f"drop view {identifier(table)}")
                self._views.remove(table)
            kind = "temporary table" if brief else "table"
            made = self.connection.execute(f"create or replace {kind} {identifier(table)} as {query}")
            rows = self.rows_made[table] = as_whole(made.fetchall()[0][0])
        keep_contract(self, table, rows)
        return rows

    def view(self, table: str, query: str, *, is_checked: bool = False) -> None:
        """See Engine."""
        self.drop(table)
        with self._doing(f"naming table {table}"):
            self.connection.execute(f"create view {identifier(table)} as {query}")
        self._views.add(table)
        if is_checked or tables.find(table) is None:
            keep_types_of(self, table)
        else:
            keep_contract(self, table, self.count(f"select count(*) from {identifier(table)}"))

    @contextmanager
    def lend(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> Iterator[None]:
        """See Engine."""
        self.connection.register(name, rows)
        try:
            yield
        finally:
            self.connection.unregister(name)

    def parquet_sql(self, *sources: Path) -> str:
        """See Engine; partition folders such as test_month=2026-04 become text columns, other folders none."""
        return parquet_sql(sources)

    def rows(self, query: str) -> list[Row]:
        """See Engine."""
        with self._doing("reading a result"):
            return self.connection.execute(query).fetchall()

    def columns(self, query: str) -> pa.Table:
        """See Engine."""
        with self._doing("reading a result"):
            return self.connection.sql(query).to_arrow_table()

    def column_types(self, table: str) -> Mapping[str, str]:
        """See Holder in held; asked without a statement."""
        named = (self.connection.view if table in self._views else self.connection.table)(table)
        return dict(zip(named.columns, map(str, named.types), strict=True))

    def tables(self) -> frozenset[str]:
        """See Engine."""
        return frozenset(str(name) for (name,) in self.rows(TABLES))

    def drop(self, table: str) -> None:
        """See Engine."""
        if self.before_writing:
            self.before_writing(table)
        with self._doing(f"dropping table {table}"):
            kind = "view" if table in self._views else "table"
            self.connection.execute(f"drop {kind} if exists {identifier(table)}")
        self._views.discard(table)
        self.rows_made.pop(table, None)

    def write_parquet(self, query: str, target: Path, apart: Apart | None = None) -> None:
        """
        See Engine.

        Arrow writes the file: DuckDB's own writer marks a column "not null" when this data happens to hold none,
        so that two months of one table would differ in their types.
        """
        with self._doing(f"writing {target.name}"):
            write_file(self._read(query), target, apart)

    def _read(self, query: str) -> pa.RecordBatchReader:
        """
        The rows of a query; of a small job all at once, of any other as they come.

        As they come a query is planned twice, first for its columns: of a small job that takes longer than the rows do.
        """
        if not 0 < self.session.text_bytes < SMALL_BYTES:
            return self.connection.sql(query).to_arrow_reader(ROW_GROUP_ROWS)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)
            return self.connection.execute(query).to_arrow_reader(ROW_GROUP_ROWS)

    def save(self) -> None:
        """Write every table through to the file of the working tables: they are on disk when this returns."""
        with self._doing("saving the working tables"):
            self.connection.execute("checkpoint")

    def close(self) -> None:
        """See Engine; the folder it spilled into goes when nothing of anybody's lies in it."""
        with self._doing("closing the database"):
            self.connection.close()
        self.before_writing = None
        if self.session.spill is not None:
            with suppress(OSError):
                self.session.spill.rmdir()

    def kept_contract(self, table: str) -> int:
        """Hold a table of an earlier session to its contract, a name for a file to its types; gives its rows."""
        rows = self.count(f"select count(*) from {identifier(table)}")
        keep_types_of(self, table)
        if table not in self._views:
            keep_contract(self, table, rows)
        return rows

    def _doing(self, what: str) -> AbstractContextManager[None]:
        return told_without_values(what, unsafe_debug=self.session.unsafe_debug)
