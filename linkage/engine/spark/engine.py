"""Spark: the engine on a Spark session, whose tables are Parquet in a folder that all of its machines reach."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from linkage.engine.arrow import arrow_table
from linkage.engine.base import Apart, Row, Value
from linkage.engine.elsewhere import Elsewhere
from linkage.engine.quote import identifier
from linkage.engine.spark.brief import brief
from linkage.engine.spark.contract import keep_contract_of, keep_types_of
from linkage.engine.spark.dialect import SparkDialect
from linkage.engine.spark.failure import told_of_spark
from linkage.engine.spark.files import Folders, address, put_rows, take_rows
from linkage.engine.spark.held import Held
from linkage.engine.spark.names import Names
from linkage.engine.spark.place import SparkPlace
from linkage.engine.spark.rows import as_contract_sql, columns_of, in_few_parts, widened
from linkage.engine.spark.session import ended_unless_whole, opened_session, unwarned
from linkage.engine.spark.trial import try_folders
from linkage.engine.value import TypedReaders


class SparkEngine(TypedReaders):
    """
    The Engine of `linkage.engine.base` on a Spark session.

    A table is a folder of Parquet files, and a name for what lies there. So it outlives an executor, its readers share
    its rows, and no plan holds the plans of the tables before it. A view is a query under a name, looked up anew.
    """

    def __init__(self, place: SparkPlace) -> None:
        """Find or make the session; ConfigError or ResourceError where there can be none (see opened_session)."""
        self.place = place
        self.dialect = SparkDialect()
        self.rows_made: dict[str, int] = {}
        """Of each table made in this session: who asks whether it has any need not ask Spark."""
        self.before_writing: Callable[[str], None] | None = None
        with told_of_spark("making the folder of the working tables", unsafe_debug=place.unsafe_debug):
            self.folders = Folders(place.tables)
        opened = opened_session(place)
        self.session, self.is_own = opened.session, opened.is_own
        self.elsewhere = Elsewhere(place.read, self.spread, place.reader_memory, place.unsafe_debug)
        with self._doing("looking into the folder of the working tables"), ended_unless_whole(opened):
            try_folders(self.session, self.folders, place.output)
            self.names = Names(self.session, self.folders)

    def create(self, table: str, query: str, *, brief: bool = False) -> int:  # noqa: ARG002 - all lie alike
        """See Engine."""
        folder = self._new(table)
        with self._doing(f"making table {table}"), self._brief(query):
            made = widened(self.session.sql(query))
            in_few_parts(made, query).write.parquet(address(folder))
            self.names.hold(Held(table, f"{folder}", made.schema.json()))
        return self._made(table, made.schema)

    def view(self, table: str, query: str, *, is_checked: bool = False) -> None:
        """See Engine."""
        self.drop(table)
        with self._doing(f"naming table {table}"):
            schema = widened(self.session.sql(query)).schema
            listed = ", ".join(as_contract_sql(one.name, one.dataType.simpleString()) for one in schema)
            self.names.hold(Held(table, query=f"select {listed} from ({query})"))
        if is_checked:
            keep_types_of(table, columns_of(schema))
        else:
            self._kept(table, schema)

    def load(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Value]]) -> int:
        """See Engine; the rows travel as one Arrow table."""
        return self.load_arrow(table, arrow_table(columns, rows))

    def load_arrow(self, table: str, rows: pa.Table) -> int:
        """See Engine."""
        folder = self._new(table)
        with self._doing(f"making table {table}"):
            put_rows(rows, folder)
            schema = from_arrow_schema(rows.schema)
            self.names.hold(Held(table, f"{folder}", schema.json()))
        return self._made(table, schema)

    @contextmanager
    def lend(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> Iterator[None]:
        """See Engine; the rows are written where Spark reads them, a row group at a time."""
        self.rows_made.pop(name, None)
        folder = self.folders.new(name)
        with self._doing(f"reading {name}"):
            put_rows(rows, folder)
            self.names.hold(Held(name, f"{folder}", from_arrow_schema(rows.schema).json()))
        try:
            yield
        finally:
            with self._doing(f"dropping {name}"):
                self.names.drop(name)

    def parquet_sql(self, *sources: Path) -> str:
        """See Engine; folders such as test_month=2026-04 are a text column, others none. Of no source, no table."""
        if not sources:
            return "no_parquet"
        files = Held.of_files(sources)
        with self._doing("reading Parquet"):
            self.names.hold(files)
        return files.name

    def spread(self, work: Callable[[Any], object], items: Sequence[Any]) -> None:
        """Have `work` done for each of the items, one a task: what it is and what they are travel to the executors."""

        def each(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                for place in batch.column(0).to_pylist():
                    work(items[place])
                yield batch

        with self._doing("reading files"), unwarned():
            self.session.range(0, len(items), 1, len(items)).mapInArrow(each, "id bigint").count()

    def rows(self, query: str) -> list[Row]:
        """See Engine."""
        with self._doing("reading a result"), self._brief(query):
            return [tuple(row) for row in self.session.sql(query).collect()]

    def columns(self, query: str) -> pa.Table:
        """See Engine."""
        with self._doing("reading a result"), self._brief(query):
            return self.session.sql(query).toArrow()

    def tables(self) -> frozenset[str]:
        """See Engine."""
        return self.names.tables()

    def drop(self, table: str) -> None:
        """See Engine; the files go with the name."""
        self._tell(table)
        with self._doing(f"dropping table {table}"):
            self.names.drop(table)

    def write_parquet(self, query: str, target: Path, apart: Apart | None = None) -> None:
        """See Engine; Spark writes folders, whose rows pass through this process a row group at a time."""
        folder = self.folders.new("written")
        with self._doing(f"writing {target.name}"), self._brief(query):
            widened(self.session.sql(query)).write.parquet(address(folder))
            take_rows(folder, target, apart)
        self.folders.remove(folder)

    def save(self) -> None:
        """See WorkingEngine; tables are on disk as they are made, and a list says which they are."""
        with self._doing("saving the list of tables"):
            self.names.save()

    def kept_contract(self, table: str) -> int:
        """See WorkingEngine."""
        with self._doing(f"looking at table {table}"):
            schema = self.session.table(table).schema
        if self.names.folder(table) is None:
            keep_types_of(table, columns_of(schema))
            return self.count(f"select count(*) from {identifier(table)}")
        return self._kept(table, schema)

    def close(self) -> None:
        """See Engine; a session of the user's goes on."""
        with self._doing("ending the session"):
            self.names.close()
            if self.is_own:
                self.session.stop()
        self.before_writing = None

    def _doing(self, what: str) -> AbstractContextManager[None]:
        return told_of_spark(what, self.session, unsafe_debug=self.place.unsafe_debug)

    def _brief(self, query: str) -> AbstractContextManager[None]:
        """With brief plans for the jobs of a query of small tables."""
        return brief(self.session, self.names.bytes_of(query))

    def _tell(self, table: str) -> None:
        self.rows_made.pop(table, None)
        if self.before_writing:
            self.before_writing(table)

    def _made(self, table: str, schema: StructType) -> int:
        """The rows of a table that was made just now, which is as its contract says."""
        rows = self.rows_made[table] = self._kept(table, schema)
        return rows

    def _kept(self, table: str, schema: StructType) -> int:
        """Hold a table or view to its contract, and give the rows of a table."""
        return keep_contract_of(self, table, columns_of(schema), self.names.folder(table))

    def _new(self, table: str) -> Path:
        """A folder for a table that is going to be made."""
        identifier(table)
        self._tell(table)
        return self.folders.new(table)
