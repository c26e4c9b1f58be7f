"""Whether a table has rows: the engine that made it knows, and asks Spark of no other."""

import pyarrow as pa
import pytest

from linkage.engine.base import Engine, Row
from linkage.engine.empty import has_rows
from linkage.engine.spark.engine import SparkEngine
from linkage.errors import LinkageError

pytestmark = pytest.mark.spark

ONE = {"i": "integer"}


@pytest.fixture
def engine(spark: Engine) -> SparkEngine:
    """The engine with a table of a row, one without, and a view of each."""
    assert isinstance(spark, SparkEngine)
    spark.load("one", ONE, [(1,)])
    spark.create("none", "select i from one where i > 1")
    spark.view("view_of_one", "select i from one")
    spark.view("view_of_none", "select i from none")
    return spark


def test_a_table_that_was_made_is_known(engine: SparkEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a view Spark is asked."""
    asked: list[str] = []

    def counted(query: str) -> list[Row]:
        asked.append(query)
        return SparkEngine.rows(engine, query)

    monkeypatch.setattr(engine, "rows", counted)

    assert (has_rows(engine, "one"), has_rows(engine, "none")) == (True, False)
    assert not asked
    assert (has_rows(engine, "view_of_one"), has_rows(engine, "view_of_none")) == (True, False)
    assert len(asked) == 2


def test_what_stands_under_the_name_now(engine: SparkEngine) -> None:
    """A view, rows that are lent, nothing, or what could not be made: what was there before says nothing."""
    engine.create("none", "select i from one")
    assert has_rows(engine, "none")
    engine.drop("one")
    with pytest.raises(LinkageError):
        has_rows(engine, "one")
    engine.view("one", "select i from none where i > 1")
    assert not has_rows(engine, "one")
    with engine.lend("none", pa.table({"i": pa.array([], pa.int64())})):
        assert not has_rows(engine, "none")


def test_a_table_that_failed_is_not_known(engine: SparkEngine) -> None:
    """Its query, or its contract."""
    with pytest.raises(LinkageError):
        engine.create("one", "select cast('x' as int) as i from one")

    assert "one" not in engine.rows_made
