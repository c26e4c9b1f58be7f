"""Small tables are one part each, and what is worked out of them alone is one task, under settings of its own."""

from pathlib import Path

import pyarrow as pa
import pytest

from linkage.engine.base import Engine
from linkage.engine.spark import brief as spark_brief
from linkage.engine.spark import held as spark_held
from linkage.engine.spark.engine import SparkEngine
from linkage.errors import LinkageError

pytestmark = pytest.mark.spark

NUMBERS = {"i": "integer", "t": "text"}
USUAL = "spark.sql.autoBroadcastJoinThreshold"


@pytest.fixture
def engine(spark: Engine) -> SparkEngine:
    """The engine with two small tables: `n` of three rows, and `named`, a view of it."""
    assert isinstance(spark, SparkEngine)
    spark.load("n", NUMBERS, [(1, "a"), (2, "b"), (2, "c")])
    spark.view("named", "select i, t from n where i > 1")
    return spark


def parts(engine: SparkEngine, query: str) -> int:
    """How many tasks the last stage of a query has."""
    return int(engine.session.sql(query).rdd.getNumPartitions())


def test_how_large_what_a_query_reads_is(engine: SparkEngine) -> None:
    """That of a view is that of its tables; what is lent counts too, and Splink's own tables are of unknown size."""
    table = engine.names.bytes_of("select * from n")

    assert table
    assert engine.names.bytes_of("select * from named, n") == table
    assert engine.names.bytes_of("select 1") == 0
    assert engine.names.bytes_of("select * from n join __splink__df_x on true") is None
    with engine.lend("lent", pa.table({"i": [1]})):
        assert engine.names.bytes_of("select * from lent, n") > table  # type: ignore[operator]
    assert engine.names.bytes_of("select * from lent") == 0
    engine.load("n", NUMBERS, [(number, "x" * number) for number in range(500)])
    assert engine.names.bytes_of("select * from named") > table, "a view is of what its tables are now"  # type: ignore[operator]
    engine.drop("n")
    assert engine.names.bytes_of("select * from n") == 0


def test_the_same_rows_large_or_small(engine: SparkEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Joins, groups and windows; and a table that is made is one part only where it is small."""
    query = """
        select n.i, count(*) as n, sum(count(*)) over () as whole, min(other.t) as first
        from n left join named as other on other.i = n.i group by n.i"""
    small = sorted(engine.rows(query))
    engine.create("made", query)
    before = engine.session.conf.get(USUAL)
    monkeypatch.setattr(spark_brief, "TINY_BYTES", -1)
    engine.create("compiled", query)
    for room in (spark_brief, spark_held):
        monkeypatch.setattr(room, "BRIEF_BYTES", -1)
    engine.create("again", query)

    assert small == [(1, 1, 5, None), (2, 4, 5, "b")]
    for table in ("made", "compiled", "again"):
        assert sorted(engine.rows(f"select * from {table}")) == small
    assert parts(engine, "select * from made") == 1
    assert engine.session.conf.get(USUAL) == before


def test_settings_are_back_where_a_query_fails(engine: SparkEngine) -> None:
    """Spark's own, as they were before."""
    before = engine.session.conf.get(USUAL)
    with pytest.raises(LinkageError):
        engine.create("made", "select cast(t as date) as day from n")

    assert engine.session.conf.get(USUAL) == before


def test_no_folder_but_that_of_a_month_is_a_column(spark: Engine, tmp_path: Path) -> None:
    """As on DuckDB: a user's folder may be named `sex=1`, and what a file says of sex is what it says."""
    spark.load("drawn", {"sex": "text", "i": "integer"}, [("2", 7)])
    home = tmp_path / "sex=1" / "test_month=2020-01"
    month = home / "links" / "test_month=2026-04"
    month.mkdir(parents=True)
    spark.write_parquet("select sex, i from drawn", month / "part.parquet")
    spark.write_parquet("select sex, i from drawn", home / "links.parquet")
    beside = tmp_path / "a=b" / "links.parquet"
    beside.parent.mkdir()
    spark.write_parquet("select sex, i from drawn", beside)

    for source, columns, row in (
        (month / "part.parquet", "sex, i, test_month", ("2", 7, "2026-04")),
        (month, "sex, i, test_month", ("2", 7, "2026-04")),
        (home / "links", "sex, i, test_month", ("2", 7, "2026-04")),
        (home / "links.parquet", "sex, i, test_month", ("2", 7, "2020-01")),
        (beside, "sex, i", ("2", 7)),
    ):
        rows = spark.columns(f"select * from {spark.parquet_sql(source)}").select(columns.split(", "))
        assert [tuple(one.values()) for one in rows.to_pylist()] == [row], source
    assert spark.columns(f"select * from {spark.parquet_sql(beside)}").column_names == ["sex", "i"]
