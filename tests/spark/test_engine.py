"""The Spark engine keeps the promises of every engine."""

import logging
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.errors import PySparkException
from pyspark.logger import PySparkLogger

from linkage.engine.base import Engine
from linkage.engine.spark.failure import LOGGERS
from linkage.errors import IntegrityError, LinkageError
from linkage.tables import contract

pytestmark = pytest.mark.spark

QUALITY = contract("data_quality_count").types
ROW = ("did", "sex", "valid", 5)


def test_rows_come_back_as_they_went(spark: Engine) -> None:
    """Of every type, null too."""
    types = {"t": "text", "i": "integer", "d": "double", "b": "boolean", "day": "date", "x": "binary"}
    rows = [("Zoë'", 2**40, 0.1, True, date(2020, 2, 29), b"\x00\xff"), (None,) * 6]

    assert spark.load("drawn", types, rows) == 2
    assert sorted(spark.rows("select t, i, d, b, day, x from drawn"), key=repr) == sorted(rows, key=repr)


def test_a_table_is_worked_out_once(spark: Engine) -> None:
    """It may be made from itself, and stays when what it was made from goes."""
    spark.load("drawn", {"i": "integer"}, [(1,)])
    spark.create("made", "select i from drawn")
    spark.create("made", "select i + 1 as i from made union all select i from made")
    spark.drop("drawn")

    assert spark.rows("select i from made order by i") == [(1,), (2,)]


def test_a_column_may_stand_twice_in_a_part_of_a_union(spark: Engine) -> None:
    """Also where it reads a view of a union: left to itself, Spark refuses the plan that it makes of that."""
    spark.load("drawn", {"i": "integer", "day": "date"}, [(1, date(2020, 2, 29))])
    spark.view("named", "select i, day from drawn union all select i, day from drawn")

    assert spark.create("made", """
        select i, day as first_day, coalesce(day, day) as last_day from named
        union all select i, day, day from named""") == 4  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "promise"),
    [
        ([ROW, ROW], "key (dataset, field, state) is unique"),
        ([("did", "sex", "valid", None)], "never null"),
        ([("dud", "sex", "valid", 5)], "dataset is one of its listed values"),
    ],
)
def test_a_contract_is_kept(spark: Engine, rows: list[tuple[object, ...]], promise: str) -> None:
    """The promise is named, the values are not."""
    assert spark.load("data_quality_count", QUALITY, [ROW]) == 1
    assert spark.load("data_quality_count", QUALITY, []) == 0
    with pytest.raises(IntegrityError) as refused:
        spark.load("data_quality_count", QUALITY, rows)

    assert promise in str(refused.value)
    assert "dud" not in str(refused.value)


def test_other_columns_than_promised(spark: Engine) -> None:
    """A type that is not the contract's is refused too; a count of 32 bits is not."""
    query = "select 'did' as dataset, 'sex' as field, 'valid' as state, {} as records"
    assert spark.create("data_quality_count", query.format("5")) == 1
    with pytest.raises(IntegrityError, match="columns"):
        spark.create("data_quality_count", query.format("5.5"))


class Heard(logging.Handler):
    """Remembers that something was logged."""

    def __init__(self) -> None:
        """Nothing was."""
        super().__init__()
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """See Handler."""
        self.heard.append(record.name)


def test_an_error_holds_no_value(spark: Engine) -> None:
    """Spark quotes the text that it could not cast."""
    spark.load("drawn", {"t": "text"}, [("9990000018 is no date",)])
    logged = Heard()
    for name in LOGGERS:
        PySparkLogger.getLogger(name).addHandler(logged)
    with pytest.raises(LinkageError) as refused:
        spark.create("made", "select cast(t as date) as day from drawn")
    with pytest.raises(PySparkException):
        spark.session.sql("select cast(t as date) as day from drawn").collect()  # type: ignore[attr-defined]
    for name in LOGGERS:
        PySparkLogger.getLogger(name).removeHandler(logged)
    assert len(logged.heard) == 1, "of what the engine asked nothing is logged, of what others ask it is"

    assert "999" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert "making table made" in str(refused.value)


def test_what_is_dropped_is_gone(spark: Engine) -> None:
    """And may be dropped again."""
    spark.load("drawn", {"i": "integer"}, [(1,)])
    spark.drop("drawn")
    spark.drop("drawn")
    with pytest.raises(LinkageError):
        spark.rows("select i from drawn")


def test_arrow_rows_are_lent_for_a_while(spark: Engine) -> None:
    """A table or a stream."""
    rows = pa.table({"i": pa.array([1, None], pa.int64())})
    for lent in (rows, rows.to_reader()):
        with spark.lend("lent", lent):
            assert spark.scalar("select count(*) from lent") == 2
        with pytest.raises(LinkageError):
            spark.rows("select i from lent")


def test_parquet_there_and_back(spark: Engine, tmp_path: Path) -> None:
    """One file, in the query's order, every column nullable; partition folders become text columns."""
    folder = tmp_path / "table" / "test_month=2026-04"
    folder.mkdir(parents=True)
    spark.load("drawn", {"i": "integer", "day": "date"}, [(1, date(2020, 2, 29)), (2, None)])
    spark.write_parquet("select i, day, 'x' as t from drawn order by i desc", folder / "part.parquet")

    written = pq.read_table(folder / "part.parquet", partitioning=None)
    assert written.to_pylist() == [
        {"i": 2, "day": None, "t": "x"},
        {"i": 1, "day": date(2020, 2, 29), "t": "x"},
    ]
    assert all(field.nullable for field in written.schema)
    for source in (tmp_path / "table", folder / "part.parquet"):
        assert spark.rows(f"select test_month, t, i from {spark.parquet_sql(source)} order by i") == [
            ("2026-04", "x", 1),
            ("2026-04", "x", 2),
        ]
    both = spark.parquet_sql(folder / "part.parquet", folder / "part.parquet")
    assert spark.scalar(f"select count(*) from {both}") == 4
