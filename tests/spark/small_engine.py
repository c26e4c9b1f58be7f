"""Spark for tables of a few rows: they stay with the driver, so that of a test's seconds nearly all are for its SQL."""

import pyarrow as pa
from pyspark.sql.pandas.types import from_arrow_schema

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.spark.contract import keep_types_of
from linkage.engine.spark.engine import SparkEngine
from linkage.engine.spark.held import Held
from linkage.engine.spark.place import SparkPlace
from linkage.engine.spark.rows import columns_of, widened

BRIEF_PLANS = {
    "spark.sql.optimizer.maxIterations": "2",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
}
"""Few rows need no good plan: what is looked for longest is left out, and no join is a job of its own."""


class SmallSpark(SparkEngine):
    """
    A SparkEngine that writes no table down; contracts are kept by one DuckDB, as those of small tables always are.

    Each table is one part, so that most queries are one task. Files, folders, shuffles and what is found again are for
    the tests of the engine itself.
    """

    def __init__(self, place: SparkPlace) -> None:
        """See SparkEngine."""
        super().__init__(place)
        self.judge = DuckDBEngine(Session(threads=1))
        for name, value in BRIEF_PLANS.items():
            self.session.conf.set(name, value)

    def create(self, table: str, query: str, *, brief: bool = False) -> int:  # noqa: ARG002 - all lie alike
        """See Engine."""
        self._tell(table)
        with self._doing(f"making table {table}"):
            rows = widened(self.session.sql(query)).toArrow()
        return self._at_hand(table, rows)

    def load_arrow(self, table: str, rows: pa.Table) -> int:
        """See Engine."""
        self._tell(table)
        return self._at_hand(table, rows)

    def close(self) -> None:
        """See Engine."""
        self.judge.close()
        super().close()

    def _at_hand(self, table: str, rows: pa.Table) -> int:
        """Let the session know the rows as a table, and hold them to its contract."""
        untyped = [one.name for one in rows.schema if pa.types.is_null(one.type)]
        assert not untyped, f"{table}: Parquet has no type for the nulls of {untyped}"
        schema = from_arrow_schema(rows.schema)
        with self._doing(f"making table {table}"):
            self.session.createDataFrame(rows, schema).coalesce(1).createOrReplaceTempView(table)
        self.names.keep(Held(table), 0)
        if keep_types_of(table, columns_of(schema)) is not None:
            self.judge.load_arrow(table, rows)
            self.judge.drop(table)
        return len(rows)
