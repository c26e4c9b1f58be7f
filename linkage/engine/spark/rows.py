"""The types of Spark's rows as contracts know them."""

from collections.abc import Sequence

from pyspark.sql import DataFrame
from pyspark.sql.functions import col
from pyspark.sql.types import StructType

from linkage.engine.quote import identifier

Columns = Sequence[tuple[str, str]]
"""Names with their types, as Spark calls them."""


MANY = 4
"""Unions in one query."""


def columns_of(schema: StructType) -> Columns:
    """The columns of a table."""
    return [(one.name, one.dataType.simpleString()) for one in schema]


def widened(rows: DataFrame) -> DataFrame:
    """Spark numbers rows and reads years with 32 bits, DuckDB with 64; contracts know one kind of integer."""
    wider = {name: col(name).cast("bigint") for name, kind in rows.dtypes if kind == "int"}
    return rows.withColumns(wider) if wider else rows


def in_few_parts(rows: DataFrame, query: str) -> DataFrame:
    """
    The rows of a query, which unites many others, in no more parts than those of a shuffle.

    Each part of a union would be a task with the plan of the whole union in it: of a table of numbers that has two
    hundred sources these plans take minutes to send, and the rows no time.
    """
    if query.count("union all") < MANY:
        return rows
    return rows.coalesce(int(str(rows.sparkSession.conf.get("spark.sql.shuffle.partitions"))))


def as_contract_sql(name: str, kind: str) -> str:
    """A column of a view, the same: `kind` is what it is to be."""
    return (
        f"cast({identifier(name)} as {kind}) as {identifier(name)}" if kind == "bigint" else identifier(name)
    )
