"""Beside the user's session: neither its settings nor its names are touched, and what was saved is found again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from py4j.protocol import Py4JError

from linkage.engine.base import Engine
from linkage.engine.spark import contract as spark_contract
from linkage.engine.spark.engine import SparkEngine
from linkage.engine.spark.failure import of_spark
from linkage.errors import IntegrityError, LinkageError, ResourceError
from linkage.tables import contract

pytestmark = pytest.mark.spark

QUALITY = contract("data_quality_count").types


@pytest.fixture
def user(database: Engine) -> SparkEngine:
    """Who has a session already: of several PySpark takes the one that made rows last for the one that is there."""
    assert isinstance(database, SparkEngine)
    database.session.createDataFrame([(1,)], "i int")
    return database


@pytest.fixture
def beside(user: SparkEngine, tmp_path: Path) -> Iterator[SparkEngine]:
    """An engine that finds it."""
    opened = SparkEngine(replace(user.place, tables=tmp_path / "tables"))
    yield opened
    opened.close()


def test_the_session_of_the_user_is_left_alone(user: SparkEngine, beside: SparkEngine) -> None:
    """One's tables are not the other's, and settings that give SQL its meaning are set beside it."""
    user.session.sql("select 'mine' as t").createOrReplaceTempView("links")
    user.session.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")
    beside.create("made", "select 'ours' as t")

    assert not beside.is_own
    assert beside.scalar("select current_timezone()") == "UTC"
    with pytest.raises(LinkageError):
        beside.rows("select t from links")
    beside.close()
    assert user.scalar("select t from links") == "mine"
    assert user.session.conf.get("spark.sql.session.timeZone") == "Asia/Tokyo"
    user.session.conf.set("spark.sql.session.timeZone", "UTC")
    user.session.catalog.dropTempView("links")


def test_the_settings_of_the_user_hold_for_the_work(user: SparkEngine, tmp_path: Path) -> None:
    """But for those that give SQL its meaning."""
    changed = {"spark.sql.shuffle.partitions": "7", "spark.sql.ansi.enabled": "false"}
    before = {name: str(user.session.conf.get(name)) for name in changed}
    try:
        told(user, changed)
        opened = SparkEngine(replace(user.place, tables=tmp_path / "tables"))

        assert opened.session.conf.get("spark.sql.shuffle.partitions") == "7"
        assert opened.session.conf.get("spark.sql.ansi.enabled") == "true"
        opened.close()
        assert user.session.conf.get("spark.sql.ansi.enabled") == "false"
    finally:
        told(user, before)


def told(engine: SparkEngine, settings: dict[str, str]) -> None:
    """Settings of an engine's session are so from now on."""
    for name, value in settings.items():
        engine.session.conf.set(name, value)


def test_what_was_saved_is_there_again(user: SparkEngine, tmp_path: Path) -> None:
    """Tables, views over them and names for files; nothing that was dropped, and no folder of it."""
    place = replace(user.place, tables=tmp_path / "tables")
    first = SparkEngine(place)
    first.load("drawn", {"i": "integer"}, [(1,), (2,)])
    first.load("empty", {"i": "integer"}, [])
    first.create("gone", "select 1 as i")
    first.write_parquet("select i from drawn", tmp_path / "kept.parquet")
    files = first.parquet_sql(tmp_path / "kept.parquet")
    first.view("both", f"select i from drawn union all select i from {files}")
    first.drop("gone")
    first.save()
    first.close()
    again = SparkEngine(place)

    assert again.tables() == {"drawn", "empty", "both"}
    assert again.scalar("select count(*) from both") == 4
    assert again.kept_contract("drawn") == 2
    again.create("more", "select count(*) as n from empty")
    assert sorted(path.name.partition("-")[0] for path in place.tables.glob("*-*")) == [
        "drawn",
        "empty",
        "more",
    ]
    again.close()


def test_a_table_of_many_rows_is_held_to_its_contract_by_spark(
    beside: SparkEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As small ones are by DuckDB: the same promises."""
    monkeypatch.setattr(spark_contract, "SMALL_BYTES", -1)
    row = ("did", "sex", "valid", 5)

    assert beside.load("data_quality_count", QUALITY, [row]) == 1
    assert beside.load("data_quality_count", QUALITY, []) == 0
    for rows, promise in (([row, row], "is unique"), ([("did", "sex", "valid", None)], "never null")):
        with pytest.raises(IntegrityError, match=promise):
            beside.load("data_quality_count", QUALITY, rows)


@pytest.mark.parametrize(
    ("said", "kind", "told"),
    [
        ("java.io.IOException: No space left on device", ResourceError, "a disk of the session filled up"),
        ("java.lang.OutOfMemoryError: Java heap space", ResourceError, "spark.executor.memory"),
        ("SparkContext was shut down", ResourceError, "the Spark session ended"),
        ("ExecutorLostFailure (executor 3 exited", ResourceError, "executors were lost"),
        ("ModuleNotFoundError: No module named 'linkage'", ResourceError, "PYSPARK_PYTHON"),
        ("[PYTHON_VERSION_MISMATCH] Python in worker has different version", ResourceError, "PYSPARK_PYTHON"),
        ("java.io.FileNotFoundException: /x (Permission denied)", ResourceError, "a file could not be read"),
        ("The value '9990000018' of the type cannot be cast", LinkageError, "a fault in the program"),
    ],
)
def test_what_an_error_comes_to(said: str, kind: type[LinkageError], told: str) -> None:
    """By what the machines refused; what Spark says besides is not told."""
    problem = of_spark(Py4JError(said), "making table made")

    assert type(problem) is kind
    assert told in str(problem)
    assert "making table made" in str(problem)
    assert "999" not in str(problem)
