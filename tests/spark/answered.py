"""What a small Spark has answered: a query of rows that it was asked of before is not asked again, by any test."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from linkage.engine.base import Row

Question = tuple[str, frozenset[tuple[str, str]]]
"""A query, and of each name that it reads what stands there: the digest of a table, the query of a view."""


@dataclass(frozen=True)
class Kept:
    """Rows that stay with the driver, as the session reads them, and the digest of their values, order and types."""

    rows: pa.Table
    frame: DataFrame
    digest: str
    promised: set[str] = field(default_factory=set)
    """Tables whose contract they have been held to."""


class Answered:
    """
    The answers of one session.

    Each query is put to Spark for every content of the tables that it reads: what is spared is the same question again.
    Most tests draw a table or two, and share all the others, empty ones above all.
    """

    def __init__(self, session: SparkSession) -> None:
        """None yet."""
        self.session = session
        self.asked = 0
        self._kept: dict[str, Kept] = {}
        self._tables: dict[Question, Kept] = {}
        self._rows: dict[Question, list[Row]] = {}

    def known(self, rows: pa.Table) -> Kept:
        """The rows as the session reads them: as one part, as a small table of files is."""
        untyped = [one.name for one in rows.schema if pa.types.is_null(one.type)]
        assert not untyped, f"Parquet has no type for the nulls of {untyped}"
        digest = digest_of(rows)
        if digest not in self._kept:
            frame = self.session.createDataFrame(rows, from_arrow_schema(rows.schema)).coalesce(1)
            self._kept[digest] = Kept(rows, frame, digest)
        return self._kept[digest]

    def table(self, question: Question, ask: Callable[[str], pa.Table]) -> Kept:
        """What a table made by the query holds."""
        if question not in self._tables:
            self.asked += 1
            self._tables[question] = self.known(ask(question[0]))
        return self._tables[question]

    def rows(self, question: Question, ask: Callable[[str], list[Row]]) -> list[Row]:
        """The rows of the query."""
        if question not in self._rows:
            self.asked += 1
            self._rows[question] = ask(question[0])
        return list(self._rows[question])


def question_of(query: str, read: Mapping[str, str]) -> Question:
    """A query and what it reads, by name."""
    return query, frozenset(read.items())


def digest_of(rows: pa.Table) -> str:
    """A digest of all that a query could tell of them."""
    buffer = pa.BufferOutputStream()
    with pa.ipc.new_stream(buffer, rows.schema) as stream:
        stream.write_table(rows.combine_chunks())
    return hashlib.sha256(buffer.getvalue()).hexdigest()
