"""DuckDB: the one connection factory, locked down, and the engine built on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from linkage.engine.arrow import ROW_GROUP_ROWS, arrow_table, write_file
from linkage.engine.base import Row, Value
from linkage.engine.dialect import DuckDBDialect
from linkage.engine.failure import told_without_values
from linkage.engine.held import keep_contract, keep_types_of
from linkage.engine.quote import identifier, literal
from linkage.engine.value import TypedReaders, as_whole


@dataclass(frozen=True)
class Session:
    """Where a DuckDB session may work and how much of the machine it may use."""

    folders: tuple[Path, ...] = ()
    """Folders (and what is below them) it may read and write."""
    files: tuple[Path, ...] = ()
    """Single files it may reach as well; nothing else is reachable."""
    database: Path | None = None
    """File of the working tables; None keeps them in memory."""
    is_synced: bool = False
    """Whether what is saved of it is to outlive a power cut."""
    spill: Path | None = None
    """Folder for what does not fit in memory; None forbids spilling."""
    memory_limit: str | None = None
    threads: int | None = None
    unsafe_debug: bool = False
    """Let database errors, which quote the data, through to the terminal."""


VIEWS = "select view_name from duckdb_views() where not internal"
PASSING = ("set fsync_mode = 'NONE'", "pragma disable_checkpoint_on_shutdown")
"""Working tables last as long as their session: nobody waits for the disk to keep what a power cut may take."""


def connect(session: Session) -> duckdb.DuckDBPyConnection:
    """
    A locked-down connection: no network, no extensions, only the session's folders and files.

    Order matters: limits first, then the folders, then external access off, then the lock.
    """
    connection = duckdb.connect(
        str(session.database) if session.database else ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_persistent_secrets": "false",
        },
    )
    settings = [f"set temp_directory = {literal(str(session.spill or ''))}"]
    if session.database and not session.is_synced:
        settings += PASSING
    if session.memory_limit:
        settings.append(f"set memory_limit = {literal(session.memory_limit)}")
    if session.threads:
        settings.append(f"set threads = {session.threads}")
    folders = ", ".join(literal(f"{folder}/") for folder in session.folders)
    settings += [
        "set enable_progress_bar = false",
        f"set allowed_directories = [{folders}]",
        f"set allowed_paths = [{', '.join(literal(str(file)) for file in session.files)}]",
        "set enable_external_access = false",
        "set lock_configuration = true",
    ]
    for setting in settings:
        connection.execute(setting)
    return connection


class DuckDBEngine(TypedReaders):
    """The Engine of `linkage.engine.base` on one DuckDB connection."""

    def __init__(self, session: Session | None = None) -> None:
        """Open the connection that `session` describes; the default keeps everything in memory."""
        self.session = session or Session()
        with self._doing("opening the database"):
            self.connection = connect(self.session)
        self.dialect = DuckDBDialect()
        self.elsewhere = None
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
            rows = as_whole(made.fetchall()[0][0])
        keep_contract(self, table, rows)
        return rows

    def view(self, table: str, query: str, *, is_checked: bool = False) -> None:
        """See Engine."""
        self.drop(table)
        with self._doing(f"naming table {table}"):
            self.connection.execute(f"create view {identifier(table)} as {query}")
        self._views.add(table)
        if is_checked:
            keep_types_of(self, table)
        else:
            keep_contract(self, table, self.count(f"select count(*) from {identifier(table)}"))

    def load(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Value]]) -> int:
        """See Engine; the rows travel as one Arrow table."""
        return self.load_arrow(table, arrow_table(columns, rows))

    def load_arrow(self, table: str, rows: pa.Table) -> int:
        """See Engine."""
        with self.lend("loaded_rows", rows):
            return self.create(
                table, f"select {', '.join(map(identifier, rows.column_names))} from loaded_rows"
            )

    @contextmanager
    def lend(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> Iterator[None]:
        """See Engine."""
        self.connection.register(name, rows)
        try:
            yield
        finally:
            self.connection.unregister(name)

    def parquet_sql(self, *sources: Path) -> str:
        """See Engine; partition folders such as test_month=2026-04 become text columns."""
        listed = ", ".join(literal(str(source)) for source in sources)
        return f"read_parquet([{listed}], hive_partitioning = true, hive_types_autocast = false)"

    def rows(self, query: str) -> list[Row]:
        """See Engine."""
        with self._doing("reading a result"):
            return self.connection.execute(query).fetchall()

    def scalar(self, query: str) -> Value:
        """See Engine."""
        return self.rows(query)[0][0]

    def tables(self) -> frozenset[str]:
        """See Engine."""
        return frozenset(str(name) for (name, *_) in self.rows("show tables"))

    def drop(self, table: str) -> None:
        """See Engine."""
        if self.before_writing:
            self.before_writing(table)
        with self._doing(f"dropping table {table}"):
            kind = "view" if table in self._views else "table"
            self.connection.execute(f"drop {kind} if exists {identifier(table)}")
        self._views.discard(table)

    def write_parquet(self, query: str, target: Path) -> None:
        """
        See Engine.

        Arrow writes the file: DuckDB's own writer marks a column "not null" when this data happens to hold none,
        so that two months of one table would differ in their types.
        """
        with self._doing(f"writing {target.name}"):
            write_file(self.connection.sql(query).to_arrow_reader(ROW_GROUP_ROWS), target)

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
