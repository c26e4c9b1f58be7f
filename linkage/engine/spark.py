"""Spark: the one place that makes a session, and the engine built on it; the only file that knows PySpark."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from itertools import count
from pathlib import Path

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col

from linkage import tables
from linkage.engine.arrow import write_file
from linkage.engine.base import Apart, Row, Value
from linkage.engine.contract import keep_promises, keep_types
from linkage.engine.loaded import ArrowLoader
from linkage.engine.quote import identifier
from linkage.engine.spark_dialect import SparkDialect
from linkage.engine.value import TypedReaders, as_whole
from linkage.errors import LinkageError

TYPE_OF_SPARK = {
    "string": "text",
    "bigint": "integer",
    "double": "double",
    "boolean": "boolean",
    "date": "date",
    "binary": "binary",
}

MEANING = {
    "spark.sql.ansi.enabled": "true",  # an overflow or a cast that fails is an error, as in DuckDB
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",  # "table" is a name, as `identifier` writes it
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # test_month=2026-04 is a text
    "spark.sql.constraintPropagation.enabled": "false",  # with it, 4.3 cannot checkpoint some unions ("key not found")
}
"""Settings without which the same SQL would mean something else, or not run."""

SMALL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",  # its errors quote the data
    "spark.driver.host": "localhost",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",  # compiling a statement takes longer than a few rows do
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
"""Settings for a session on this machine alone, over small tables."""


def local_session(scratch: Path) -> SparkSession:
    """A session of one thread within this process; what it leaves behind is left in the folder `scratch`."""
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder.master("local[1]").appName("linkage")
    settings = {**MEANING, **SMALL, "spark.local.dir": f"{scratch}", "spark.sql.warehouse.dir": f"{scratch}"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


class SparkEngine(ArrowLoader, TypedReaders):
    """
    The Engine of `linkage.engine.base` on a Spark session; a table is a temporary view of rows already worked out.

    Working them out at once (a local checkpoint) is what makes a table a table: a plain view would be worked out
    again by every reader, and its plan would hold the plans of all the tables before it.
    """

    def __init__(self, session: SparkSession, *, unsafe_debug: bool = False) -> None:
        """Work on `session`, which this engine ends; `unsafe_debug` lets errors, which quote the data, through."""
        self.session = session
        self.unsafe_debug = unsafe_debug
        self.dialect = SparkDialect()
        self.counted = count(1)
        for name, value in MEANING.items():
            session.conf.set(name, value)

    def create(self, table: str, query: str, *, brief: bool = False) -> int:  # noqa: ARG002 - Spark has no such file
        """See Engine."""
        identifier(table)
        with self._doing(f"making table {table}"):
            made = _widened(self.session.sql(query)).localCheckpoint(eager=True)
            made.createOrReplaceTempView(table)
        return self._keep_contract(table, made)

    def view(self, table: str, query: str, *, is_checked: bool = False) -> None:
        """See Engine."""
        identifier(table)
        with self._doing(f"naming table {table}"):
            (named := _widened(self.session.sql(query))).createOrReplaceTempView(table)
        self._keep_contract(table, named, is_checked=is_checked)

    @contextmanager
    def lend(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> Iterator[None]:
        """See Engine; a stream is read whole."""
        whole = rows.read_all() if isinstance(rows, pa.RecordBatchReader) else rows
        with self._doing(f"reading {name}"):
            self.session.createDataFrame(whole).createOrReplaceTempView(name)
        try:
            yield
        finally:
            self.drop(name)

    def parquet_sql(self, *sources: Path) -> str:
        """See Engine; partition folders such as test_month=2026-04 become text columns."""
        with self._doing("reading Parquet"):
            read = [
                self.session.read.option("basePath", str(_unpartitioned(source))).parquet(str(source))
                for source in sources
            ]
            name = f"parquet_{next(self.counted)}"
            reduce(DataFrame.unionByName, read).createOrReplaceTempView(name)
        return name

    def rows(self, query: str) -> list[Row]:
        """See Engine."""
        with self._doing("reading a result"):
            return [tuple(row) for row in self.session.sql(query).collect()]

    def columns(self, query: str) -> pa.Table:
        """See Engine."""
        with self._doing("reading a result"):
            return self.session.sql(query).toArrow()

    def scalar(self, query: str) -> Value:
        """See Engine."""
        return self.rows(query)[0][0]

    def drop(self, table: str) -> None:
        """See Engine; Spark gives the space back when its own cleaner next runs."""
        with self._doing(f"dropping table {table}"):
            self.session.catalog.dropTempView(table)

    def write_parquet(self, query: str, target: Path, apart: Apart | None = None) -> None:
        """See Engine; the rows pass through this process, since Spark itself writes folders, not files."""
        with self._doing(f"writing {target.name}"):
            write_file(_widened(self.session.sql(query)).toArrow().to_reader(), target, apart)

    def close(self) -> None:
        """See Engine."""
        self.session.stop()

    @contextmanager
    def _doing(self, what: str) -> Iterator[None]:
        """Replace an error of Spark, whose text quotes the data, by one that names only what was being done."""
        try:
            yield
        except (PySparkException, Py4JError) as problem:
            if self.unsafe_debug:
                raise
            raise LinkageError(
                f"Spark refused ({type(problem).__name__}) while {what}; "
                "this is a fault in the program, please report it with this line"
            ) from None

    def _keep_contract(self, table: str, made: DataFrame, *, is_checked: bool = False) -> int:
        """Hold the table to its contract, if it has one, and give its number of rows: all in one query."""
        contract = tables.find(table)
        if contract is not None:
            keep_types(contract, {name: TYPE_OF_SPARK.get(kind, kind) for name, kind in made.dtypes})
        if contract is None or is_checked:
            return 0 if is_checked else self.count(f"select count(*) from {identifier(table)}")
        promises = contract.row_promises()
        numbered = enumerate(promises.values())
        counted = [f"count(case when {broken} then 1 end) as broken_{n}" for n, broken in numbered]
        summed = [f"sum(broken_{n})" for n in range(len(promises))]
        groups = f" group by {', '.join(map(identifier, contract.key))}" if contract.key else ""
        found = self.rows(f"""
            select {", ".join(["sum(n)", "count(case when n > 1 then 1 end)", *summed])}
            from (select {", ".join(["count(*) as n", *counted])} from {identifier(table)}{groups})""")
        whole, repeated, *broken = (as_whole(number or 0) for number in found[0])
        keys = {contract.key_promise: repeated} if contract.key else {}
        keep_promises(contract, keys | dict(zip(promises, broken, strict=True)))
        return whole


def _widened(rows: DataFrame) -> DataFrame:
    """Spark numbers rows and reads years with 32 bits, DuckDB with 64; contracts know one kind of integer."""
    wider = {name: col(name).cast("bigint") for name, kind in rows.dtypes if kind == "int"}
    return rows.withColumns(wider) if wider else rows


def _unpartitioned(source: Path) -> Path:
    """The folder above the first partition folder of a path; the path itself when it has none."""
    whole = [source, *source.parents]
    return next((above.parent for above in reversed(whole) if "=" in above.name), source)
