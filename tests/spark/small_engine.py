"""Spark for tables of a few rows: they stay with the driver, so that of a test's seconds nearly all are for its SQL."""

from contextlib import AbstractContextManager, nullcontext

import pyarrow as pa
from pyspark.sql.pandas.types import from_arrow_schema

from linkage.engine.base import Row
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.spark.contract import keep_types_of
from linkage.engine.spark.engine import SparkEngine
from linkage.engine.spark.held import Held
from linkage.engine.spark.place import SparkPlace
from linkage.engine.spark.rows import columns_of, widened
from tests.spark.answered import Answered, Kept, Question, question_of

BRIEF_PLANS = {
    "spark.sql.optimizer.maxIterations": "2",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
}
"""Few rows need no good plan: what is looked for longest is left out, and no join is a job of its own."""


class SmallSpark(SparkEngine):
    """
    A SparkEngine that writes no table down; contracts are kept by one DuckDB, as those of small tables always are.

    Each table is one part, so that most queries are one task. A query of rows that it was asked of before, by whichever
    test, is not asked again: see Answered. Files, folders, shuffles and what is found again are for the tests of the
    engine itself.
    """

    def __init__(self, place: SparkPlace) -> None:
        """See SparkEngine."""
        super().__init__(place)
        self.judge = DuckDBEngine(Session(threads=1))
        self.answered = Answered(self.session)
        self.kept: dict[str, Kept] = {}
        for name, value in BRIEF_PLANS.items():
            self.session.conf.set(name, value)

    def create(self, table: str, query: str, *, brief: bool = False) -> int:  # noqa: ARG002 - all lie alike
        """See Engine."""
        self._tell(table)
        question = self._question(query)
        with self._doing(f"making table {table}"):
            if question is None:
                return self._at_hand(table, self.answered.known(self._asked(query)))
            return self._at_hand(table, self.answered.table(question, self._asked))

    def load_arrow(self, table: str, rows: pa.Table) -> int:
        """See Engine."""
        self._tell(table)
        with self._doing(f"making table {table}"):
            return self._at_hand(table, self.answered.known(rows))

    def rows(self, query: str) -> list[Row]:
        """See Engine."""
        question = self._question(query)
        return super().rows(query) if question is None else self.answered.rows(question, super().rows)

    def close(self) -> None:
        """See Engine."""
        self.judge.close()
        super().close()

    def _question(self, query: str) -> Question | None:
        """The query with what it reads; None where that is not known."""
        names = self.names.read_by(query)
        held = [self.names.held(name) for name in names or ()]
        if names is None or any(one.folder or one.sources for one in held):
            return None
        return question_of(query, {one.name: one.query or self.kept[one.name].digest for one in held})

    def _asked(self, query: str) -> pa.Table:
        return widened(self.session.sql(query)).toArrow()

    def _brief(self, query: str) -> AbstractContextManager[None]:  # noqa: ARG002 - so are the settings
        return nullcontext()

    def _at_hand(self, table: str, kept: Kept) -> int:
        """Let the session know the rows as a table, and hold them to its contract."""
        kept.frame.createOrReplaceTempView(table)
        self.names.keep(Held(table), 0)
        self.kept[table] = kept
        rows = self.rows_made[table] = len(kept.rows)
        if table not in kept.promised:
            self._keep_promises(table, kept.rows)
            kept.promised.add(table)
        return rows

    def _keep_promises(self, table: str, rows: pa.Table) -> None:
        """The contract, looked at by DuckDB."""
        if keep_types_of(table, columns_of(from_arrow_schema(rows.schema))) is not None:
            self.judge.load_arrow(table, rows)
            self.judge.drop(table)
