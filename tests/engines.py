"""The engines that the spec tests can run on, by name."""

import os
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine, Session

THREADS = int(os.environ.get("SPARK_THREADS", "1"))
"""Threads of a local Spark: with more than one, rows are shuffled into more than one part too."""
SMALL = {
    "spark.sql.shuffle.partitions": str(THREADS),
    "spark.default.parallelism": str(THREADS),
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",  # compiling a statement takes longer than a few rows do
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.ui.explainMode": "simple",  # each query is told to a page that nobody opens
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms1g",
}
"""Settings of Spark for small tables."""


def open_engine(name: str, scratch: Path) -> Engine:
    """A small engine, duckdb or spark; Spark keeps its own files in `scratch`, and is imported only when meant."""
    if name == "spark":
        from linkage.engine.spark.engine import SparkEngine
        from linkage.engine.spark.place import SparkPlace

        return SparkEngine(SparkPlace(scratch, f"local[{THREADS}]", SMALL))
    return DuckDBEngine(Session(threads=1))


def small_engine(opened: Engine) -> Engine:
    """For tables of a few rows: the engine itself, beside a Spark one that keeps them at hand."""
    if opened.dialect.name != "spark":
        return opened
    from linkage.engine.spark.engine import SparkEngine
    from tests.spark.small_engine import SmallSpark

    assert isinstance(opened, SparkEngine)
    return SmallSpark(opened.place)


def forget_tables(engine: Engine) -> None:
    """Drop every table there is."""
    for name in sorted(engine.tables()):
        engine.drop(name)
